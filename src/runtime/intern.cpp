// Open addressing over Runtime::intern_table: the size is a power of two, null marks a free slot, and removal only
// happens wholesale in sweep_intern_table, so there are no tombstones. At most half of the slots are in use.
#include "runtime/intern.h"

#include <cstring>

#include "base/utf8.h"
#include "runtime/make.h"

namespace memphis {

namespace {

constexpr size_t kInitialSlots = 4096;

// The slot of a str with this content, or the free slot where it belongs.
template <class IsSame>
size_t find_slot(const std::vector<Str*>& table, int64_t hash, IsSame is_same) {
  size_t mask = table.size() - 1;
  size_t slot = static_cast<size_t>(hash) & mask;
  while (table[slot] != nullptr && !(table[slot]->cached_hash == hash && is_same(table[slot])))
    slot = (slot + 1) & mask;
  return slot;
}

void insert_new(std::vector<Str*>& table, Str* str) {
  table[find_slot(table, str->cached_hash, [](Str*) { return false; })] = str;
}

void make_room(Runtime& runtime) {
  std::vector<Str*>& table = runtime.intern_table;
  if (table.empty()) table.resize(kInitialSlots);
  if ((runtime.intern_count + 1) * 2 <= table.size()) return;
  std::vector<Str*> larger(table.size() * 2);
  for (Str* str : table) {
    if (str != nullptr) insert_new(larger, str);
  }
  table.swap(larger);
}

void store(Runtime& runtime, size_t slot, Str* str) {
  runtime.intern_table[slot] = str;
  runtime.intern_count++;
  str->packed |= Str::kInterned;
}

}  // namespace

Str* intern(Runtime& runtime, Str* str) {
  if (str->is_interned()) return str;
  make_room(runtime);
  int64_t hash = hash_str(runtime, str);
  size_t slot = find_slot(runtime.intern_table, hash, [&](Str* other) { return strs_equal(other, str); });
  if (runtime.intern_table[slot] != nullptr) return runtime.intern_table[slot];
  store(runtime, slot, str);
  return str;
}

Str* intern_text(Runtime& runtime, std::string_view utf8) {
  Thread& thread = *runtime.current_thread;
  if (!is_ascii(utf8)) {
    Str* str = make_str(thread, utf8);
    return str == nullptr ? nullptr : intern(runtime, str);
  }
  make_room(runtime);
  int64_t hash = hash_bytes(runtime.hash_key, utf8.data(), utf8.size());
  auto is_same = [&](Str* other) { return other->is_ascii() && other->ascii() == utf8; };
  size_t slot = find_slot(runtime.intern_table, hash, is_same);
  if (runtime.intern_table[slot] != nullptr) return runtime.intern_table[slot];
  Str* str = make_str(thread, utf8);
  if (str == nullptr) return nullptr;
  str->cached_hash = hash;
  // Making the str may have collected, and so rearranged the table.
  return intern(runtime, str);
}

void sweep_intern_table(Runtime& runtime) {
  std::vector<Str*>& table = runtime.intern_table;
  if (table.empty()) return;
  size_t dead = 0;
  for (Str* str : table) dead += str != nullptr && !runtime.heap.is_marked(str);
  if (dead == 0) return;
  std::vector<Str*> kept(table.size());
  for (Str* str : table) {
    if (str != nullptr && runtime.heap.is_marked(str)) insert_new(kept, str);
  }
  table.swap(kept);
  runtime.intern_count -= dead;
}

}  // namespace memphis
