// Lookup, insertion and deletion in a DictTable.
//
// Invariants:
// - An index slot holds an entry's number + 1, or 0. Slots are never emptied before the table is rebuilt; a slot whose
// entry
//   was deleted (unbound key) is stepped over. At most `usable_entries` slots are taken, so every probe ends.
// - Comparing keys may run user code that changes the dict: after each comparison the search makes sure that it still
//   looks at the same table and the same key, and starts again otherwise.
// - A table never moves to another dict and is never rebuilt in place while it has live entries.
#include "runtime/dict_operations.h"

#include <fmt/format.h>

#include <cstring>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr unsigned kMinimumLog2 = 3;
constexpr int64_t kAbsent = -1;
constexpr int64_t kFailed = -2;

constexpr uint32_t usable_entries(unsigned log2_slots) {
  return static_cast<uint32_t>((uint64_t{2} << log2_slots) / 3);
}

size_t table_size(unsigned log2_slots) {
  uint64_t slots = uint64_t{1} << log2_slots;
  unsigned width = log2_slots < 8 ? 1 : log2_slots < 16 ? 2 : 4;
  return sizeof(DictTable) + ((slots * width + 7) & ~uint64_t{7}) + usable_entries(log2_slots) * sizeof(DictEntry);
}

// CPython's probe sequence.
struct Probe {
  uint64_t mask;
  uint64_t perturb;
  uint64_t slot;

  Probe(const DictTable* table, int64_t hash)
      : mask(table->slot_count() - 1), perturb(static_cast<uint64_t>(hash)), slot(perturb & mask) {}
  void advance() {
    perturb >>= 5;
    slot = (slot * 5 + perturb + 1) & mask;
  }
};

template <class Index>
uint64_t read_index(DictTable* table, uint64_t slot) {
  return reinterpret_cast<const Index*>(table->index())[slot];
}

// Calls `visit` with a value of the index's type.
template <class Visit>
inline auto with_index_type(const DictTable* table, Visit visit) {
  if (table->log2_slots < 8) return visit(uint8_t{});
  if (table->log2_slots < 16) return visit(uint16_t{});
  return visit(uint32_t{});
}

void enter_in_index(DictTable* table, int64_t hash, uint64_t number) {
  with_index_type(table, [&]<class Index>(Index) {
    auto* index = reinterpret_cast<Index*>(table->index());
    Probe probe(table, hash);
    while (index[probe.slot] != 0) probe.advance();
    index[probe.slot] = static_cast<Index>(number + 1);
  });
}

DictTable* make_table(Thread& thread, unsigned log2_slots) {
  if (log2_slots > 31) return raise_memory_error(thread);
  auto* table = static_cast<DictTable*>(allocate_cell(
      thread, table_size(log2_slots), static_cast<uint8_t>(Kind::kDictTable), thread.runtime.shape_of_shapes));
  if (table == nullptr) return nullptr;
  table->log2_slots = static_cast<uint8_t>(log2_slots);
  table->entry_capacity = usable_entries(log2_slots);
  table->all_str_keys = true;
  return table;
}

// Equal for sure, different for sure, or up to the keys' __eq__. Not for identical ones.
enum class Quick : uint8_t { kEqual, kDifferent, kAsk };
Quick compare_quickly(Value left, Value right) {
  if (left.is_exactly(Kind::kStr) && right.is_exactly(Kind::kStr)) {
    return strs_equal(left.as<Str>(), right.as<Str>()) ? Quick::kEqual : Quick::kDifferent;
  }
  if (left.is_small_int() && right.is_small_int()) return Quick::kDifferent;
  return Quick::kAsk;
}

// Keys are all exact strs: nothing can fail or change.
template <class Index>
int64_t find_str_in(DictTable* table, const Str* key, int64_t hash) {
  DictEntry* entries = table->entries();
  for (Probe probe(table, hash);; probe.advance()) {
    uint64_t number = read_index<Index>(table, probe.slot);
    if (number == 0) return kAbsent;
    const DictEntry& entry = entries[number - 1];
    if (entry.key.bits() == reinterpret_cast<uint64_t>(key)) return static_cast<int64_t>(number) - 1;
    if (entry.hash != hash || entry.key.is_unbound()) continue;
    if (entry.key.is_exactly(Kind::kStr) && strs_equal(entry.key.as<Str>(), key))
      return static_cast<int64_t>(number) - 1;
  }
}

int64_t find_str(DictTable* table, const Str* key, int64_t hash) {
  return with_index_type(table, [&]<class Index>(Index) { return find_str_in<Index>(table, key, hash); });
}

// One pass over the probe sequence: an entry number, kAbsent or kFailed. `changed`: user code interfered, start again.
template <class Index>
int64_t find_any_in(Thread& thread, Dict* dict, DictTable* table, Value key, int64_t hash, bool& changed) {
  DictEntry* entries = table->entries();
  for (Probe probe(table, hash);; probe.advance()) {
    uint64_t number = read_index<Index>(table, probe.slot);
    if (number == 0) return kAbsent;
    DictEntry& entry = entries[number - 1];
    Value candidate = entry.key;
    if (candidate == key) return static_cast<int64_t>(number) - 1;
    if (entry.hash != hash || candidate.is_unbound()) continue;
    Quick quick = compare_quickly(candidate, key);
    if (quick == Quick::kDifferent) continue;
    if (quick == Quick::kAsk) {
      auto equal = compare_truth(thread, Comparison::kEqual, candidate, key);
      if (equal.failed()) return kFailed;
      if (dict->table.get() != table || entry.key != candidate) {
        changed = true;
        return kAbsent;
      }
      if (!equal.value()) continue;
    }
    return static_cast<int64_t>(number) - 1;
  }
}

int64_t find_any(Thread& thread, Dict* dict, Value key, int64_t hash) {
  while (true) {
    DictTable* table = dict->table;
    if (table == nullptr) return kAbsent;
    bool changed = false;
    int64_t number = with_index_type(
        table, [&]<class Index>(Index) { return find_any_in<Index>(thread, dict, table, key, hash, changed); });
    if (!changed) return number;
  }
}

inline int64_t find(Thread& thread, Dict* dict, Value key, int64_t hash) {
  DictTable* table = dict->table;
  if (table == nullptr) return kAbsent;
  if (table->all_str_keys && key.is_exactly(Kind::kStr)) [[likely]]
    return find_str(table, key.as<Str>(), hash);
  return find_any(thread, dict, key, hash);
}

void keys_changed(Dict* dict) { dict->keys_version = 0; }

// A new table with room for `count` keys, `front_gap` unused entries in front; the live entries move over, in order.
Status rebuild(Thread& thread, Dict* dict, unsigned log2_slots, uint32_t front_gap = 0) {
  DictTable* table = TRY(make_table(thread, log2_slots));
  DictTable* old = dict->table;
  DictEntry* to = table->entries();
  uint32_t used = front_gap;
  for (uint32_t i = 0; i < front_gap; i++) to[i].key = Value::unbound();
  if (old != nullptr) {
    DictEntry* from = old->entries();
    for (uint32_t i = old->first_entry; i < old->entry_used; i++) {
      if (!from[i].key.is_unbound()) to[used++] = from[i];
    }
    table->all_str_keys = old->all_str_keys;
  }
  table->entry_used = used;
  table->first_entry = front_gap;
  with_index_type(table, [&]<class Index>(Index) {
    auto* index = reinterpret_cast<Index*>(table->index());
    for (uint32_t i = front_gap; i < used; i++) {
      Probe probe(table, to[i].hash);
      while (index[probe.slot] != 0) probe.advance();
      index[probe.slot] = static_cast<Index>(i + 1);
    }
  });
  dict->table.set(dict, table);
  keys_changed(dict);  // entries have moved
  return {};
}

// Slots for at least `slots`, a power of two.
unsigned log2_for_slots(uint64_t slots) {
  unsigned log2_slots = kMinimumLog2;
  while ((uint64_t{1} << log2_slots) < slots) log2_slots++;
  return log2_slots;
}

unsigned log2_for_count(uint64_t count) { return log2_for_slots((count * 3 + 1) / 2); }

__attribute__((noinline)) Status grow(Thread& thread, Dict* dict) {
  return rebuild(thread, dict, log2_for_slots(uint64_t{dict->count} * 3));
}

// The key is known to be absent.
Status insert(Thread& thread, Dict* dict, Value key, int64_t hash, Value value) {
  DictTable* table = dict->table;
  if (table == nullptr || table->entry_used >= table->entry_capacity) [[unlikely]] {
    TRY(grow(thread, dict));
    table = dict->table;
  }
  uint32_t number = table->entry_used;
  enter_in_index(table, hash, number);
  DictEntry& entry = table->entries()[number];
  entry.key = key;
  entry.value = value;
  entry.hash = hash;
  thread.runtime.heap.write_barrier(table, key.bits());
  thread.runtime.heap.write_barrier(table, value.bits());
  table->entry_used = number + 1;
  if (!key.is_exactly(Kind::kStr)) table->all_str_keys = false;
  dict->count++;
  keys_changed(dict);
  return {};
}

void store_value(Thread& thread, DictTable* table, int64_t number, Value value) {
  thread.runtime.heap.write_barrier(table, value.bits());
  table->entries()[number].value = value;
}

// Empties the index of a table without live entries, when that costs no more than filling it has. Not at once: an
// iterator is to notice that a lone key was taken out and another put in.
void reset_if_empty(Dict* dict) {
  DictTable* table = dict->table;
  if (dict->count != 0 || table->entry_used < table->slot_count() / 2) return;
  std::memset(table->index(), 0, table->slot_count() * table->index_width());
  table->entry_used = 0;
  table->first_entry = 0;
  table->entry_capacity = usable_entries(table->log2_slots);
  table->all_str_keys = true;
}

void remove_entry(Dict* dict, int64_t number) {
  DictTable* table = dict->table;
  DictEntry* entries = table->entries();
  entries[number].key = Value::unbound();
  entries[number].value = Value::unbound();
  dict->count--;
  keys_changed(dict);
  if (number == table->first_entry) {
    uint32_t first = table->first_entry + 1;
    while (first < table->entry_used && entries[first].key.is_unbound()) first++;
    table->first_entry = first;
  }
  reset_if_empty(dict);
}

int64_t find_name(Runtime& runtime, const Dict* dict, Str* name) {
  DictTable* table = dict->table;
  if (table == nullptr) return kAbsent;
  return find_str(table, name, hash_str(runtime, name));
}

}  // namespace

// hash() failed: says what the key was for, when it is a TypeError itself and nothing derived.
__attribute__((noinline, cold)) static Failure explain_unhashable(Thread& thread, Value key, KeyUse use) {
  Value exception = thread.pending;
  if (type_of(thread, exception) != thread.runtime.exception_type(ExceptionId::kTypeError)) return Failure{};
  exception = take_pending(thread);
  Value text = to_str(thread, exception);
  if (text.is_error()) return Failure{};
  const char* what = use == KeyUse::kDictKey ? "dict key" : "set element";
  (void)raise_type_error(thread, "cannot use '{}' as a {} ({})", qualified_type_name(thread, type_of(thread, key)),
                         what, text_of(text));
  return Failure{};
}

Fallible<int64_t> hash_key_value(Thread& thread, Value key, KeyUse use) {
  if (key.is_exactly(Kind::kStr)) {
    Str* str = key.as<Str>();
    return str->cached_hash != Str::kNoHash ? str->cached_hash : hash_str(thread.runtime, str);
  }
  if (key.is_small_int()) {
    int64_t number = key.as_small_int();
    if (number >= 0 && static_cast<uint64_t>(number) < kHashModulus) return number;
    return hash_int(number);
  }
  auto hash = hash_value(thread, key);
  if (hash.failed()) [[unlikely]]
    return explain_unhashable(thread, key, use);
  return hash;
}

Dict* make_dict(Thread& thread) { return allocate_builtin<Dict>(thread, TypeId::kDict); }

Value dict_get_with_hash(Thread& thread, Dict* dict, Value key, int64_t hash) {
  int64_t number = find(thread, dict, key, hash);
  if (number >= 0) [[likely]]
    return dict->table->entries()[number].value;
  return number == kAbsent ? Value::unbound() : Value::error();
}

Value dict_get(Thread& thread, Dict* dict, Value key) {
  int64_t hash = TRY(hash_key_value(thread, key));
  return dict_get_with_hash(thread, dict, key, hash);
}

Status dict_set_with_hash(Thread& thread, Dict* dict, Value key, int64_t hash, Value value) {
  int64_t number = find(thread, dict, key, hash);
  if (number >= 0) {
    store_value(thread, dict->table, number, value);
    return {};
  }
  if (number == kFailed) return Failure{};
  return insert(thread, dict, key, hash, value);
}

Status dict_set(Thread& thread, Dict* dict, Value key, Value value) {
  int64_t hash = TRY(hash_key_value(thread, key));
  return dict_set_with_hash(thread, dict, key, hash, value);
}

Fallible<bool> dict_delete(Thread& thread, Dict* dict, Value key) {
  int64_t hash = TRY(hash_key_value(thread, key));
  int64_t number = find(thread, dict, key, hash);
  if (number == kFailed) return Failure{};
  if (number == kAbsent) return false;
  remove_entry(dict, number);
  return true;
}

Value dict_pop(Thread& thread, Dict* dict, Value key) {
  if (dict->count == 0) return Value::unbound();  // CPython does not hash the key either
  int64_t hash = TRY(hash_key_value(thread, key));
  int64_t number = find(thread, dict, key, hash);
  if (number == kFailed) return Failure{};
  if (number == kAbsent) return Value::unbound();
  Value value = dict->table->entries()[number].value;
  remove_entry(dict, number);
  return value;
}

Value dict_set_default(Thread& thread, Dict* dict, Value key, Value value) {
  int64_t hash = TRY(hash_key_value(thread, key));
  int64_t number = find(thread, dict, key, hash);
  if (number >= 0) return dict->table->entries()[number].value;
  if (number == kFailed) return Failure{};
  TRY(insert(thread, dict, key, hash, value));
  return value;
}

Fallible<bool> dict_pop_last(Dict* dict, DictEntry& entry) {
  if (dict->count == 0) return false;
  DictTable* table = dict->table;
  DictEntry* entries = table->entries();
  uint32_t number = table->entry_used - 1;
  while (entries[number].key.is_unbound()) number--;
  entry = entries[number];
  // The entries behind may be used again, but their slots in the index stay taken: less room until the next rebuild.
  table->entry_capacity -= table->entry_used - number;
  table->entry_used = number;
  entries[number].key = Value::unbound();
  entries[number].value = Value::unbound();
  dict->count--;
  keys_changed(dict);
  if (dict->count == 0) {
    std::memset(table->index(), 0, table->slot_count() * table->index_width());
    table->entry_used = 0;
    table->first_entry = 0;
    table->entry_capacity = usable_entries(table->log2_slots);
    table->all_str_keys = true;
  }
  return true;
}

Fallible<bool> dict_pop_first(Dict* dict, DictEntry& entry) {
  if (dict->count == 0) return false;
  uint32_t number = dict->table->first_entry;
  while (dict->table->entries()[number].key.is_unbound()) number++;
  entry = dict->table->entries()[number];
  dict->table->first_entry = number;
  remove_entry(dict, number);
  return true;
}

Status dict_move(Thread& thread, Dict* dict, Value key, bool to_end) {
  int64_t hash = TRY(hash_key_value(thread, key));
  int64_t number = find(thread, dict, key, hash);
  if (number == kFailed) return Failure{};
  if (number == kAbsent) return raise_key_error(thread, key);
  DictTable* table = dict->table;
  uint32_t extreme = to_end ? table->entry_used - 1 : table->first_entry;
  if (number == extreme) return {};
  DictEntry moved = table->entries()[number];
  if (to_end) {
    remove_entry(dict, number);
    return insert(thread, dict, moved.key, hash, moved.value);
  }
  remove_entry(dict, number);
  // In front there is room only where entries were deleted; a rebuild makes some, in proportion to the size. The index
  // has slots enough for a table half empty.
  if (table->first_entry == 0 || table->entry_used >= table->entry_capacity) {
    uint32_t gap = dict->count / 2 + 4;
    TRY(rebuild(thread, dict, log2_for_count(uint64_t{dict->count} * 2 + gap * 2 + 1), gap));
    table = dict->table;
  }
  uint32_t first = --table->first_entry;
  // The slot taken in the index has to be paid for, so that free ones never run out.
  table->entry_capacity--;
  enter_in_index(table, hash, first);
  table->entries()[first] = moved;
  dict->count++;
  keys_changed(dict);
  return {};
}

uint32_t dict_watch_keys(Runtime& runtime, Dict* dict) {
  if (dict->keys_version == 0 && runtime.next_keys_version <= kMaximumKeysVersion)
    dict->keys_version = runtime.next_keys_version++;
  return dict->keys_version;
}

void dict_clear(Dict* dict) {
  if (dict->table.get() == nullptr) return;
  dict->table.set(dict, nullptr);
  dict->count = 0;
  keys_changed(dict);
}

Status dict_reserve(Thread& thread, Dict* dict, uint64_t count) {
  DictTable* table = dict->table;
  if (count <= dict->count) return {};
  if (table != nullptr && table->entry_capacity - table->entry_used >= count - dict->count) return {};
  return rebuild(thread, dict, log2_for_count(count));
}

// `to` is empty: takes over what `from` has, in one go.
static Status copy_contents(Thread& thread, Dict* to, Dict* from) {
  if (from->count == 0) return {};
  DictTable* old = from->table;
  bool dense = old->entry_used == from->count && old->entry_capacity == usable_entries(old->log2_slots);
  if (dense) {
    DictTable* table = TRY(make_table(thread, old->log2_slots));
    std::memcpy(static_cast<void*>(&table->header + 1), &old->header + 1,
                reinterpret_cast<char*>(old->entries() + old->entry_used) - reinterpret_cast<char*>(&old->header + 1));
    to->table.set(to, table);
  } else {
    to->table.set(to, old);  // for a moment: rebuild copies from it and never changes it
    if (rebuild(thread, to, log2_for_count(from->count)).failed()) {
      to->table.set(to, nullptr);
      return Failure{};
    }
  }
  to->count = from->count;
  keys_changed(to);
  return {};
}

Dict* dict_copy(Thread& thread, Dict* dict) {
  Dict* copy = TRY(make_dict(thread));
  TRY(copy_contents(thread, copy, dict));
  return copy;
}

static Status merge_dict(Thread& thread, Dict* dict, Dict* other, bool override_existing) {
  if (other == dict || other->count == 0) return {};
  if (dict->count == 0) {
    dict->table.set(dict, nullptr);
    return copy_contents(thread, dict, other);
  }
  DictTable* table = dict->table;
  if (uint64_t{table->entry_capacity - table->entry_used} * 3 < uint64_t{other->count} * 2) {
    TRY(rebuild(thread, dict, log2_for_count(uint64_t{dict->count} + other->count)));
  }
  uint64_t position = 0;
  DictEntry entry;
  uint32_t version = dict_watch_keys(thread.runtime, other);
  while (dict_next(other, position, entry)) {
    int64_t number = find(thread, dict, entry.key, entry.hash);
    if (number == kFailed) return Failure{};
    if (number == kAbsent) {
      TRY(insert(thread, dict, entry.key, entry.hash, entry.value));
    } else if (override_existing) {
      store_value(thread, dict->table, number, entry.value);
    }
    if (other->keys_version != version) return raise(thread, ExceptionId::kRuntimeError, "dict mutated during update");
  }
  return {};
}

static Status merge_keys(Thread& thread, Dict* dict, Value mapping, Value keys_method, bool override_existing) {
  Value keys = TRY(call(thread, keys_method));
  Value iterator = TRY(get_iterator(thread, keys));
  while (true) {
    Value key = TRY(next_item(thread, iterator));
    if (key.is_unbound()) return {};
    if (!override_existing && !TRY(dict_get(thread, dict, key)).is_unbound()) continue;
    Value value = TRY(get_item(thread, mapping, key));
    TRY(dict_set(thread, dict, key, value));
  }
}

// Adds a note to the pending exception.
static Failure note_pair(Thread& thread, uint64_t number) {
  add_note_to_pending(thread,
                      fmt::format("Cannot convert dictionary update sequence element #{} to a sequence", number));
  return Failure{};
}

// The two items of one element of a sequence of pairs.
static Status take_pair(Thread& thread, Value element, uint64_t number, Value* pair) {
  if (element.is_exactly(Kind::kTuple) && element.as<Tuple>()->size == 2) {
    pair[0] = element.as<Tuple>()->items[0];
    pair[1] = element.as<Tuple>()->items[1];
    return {};
  }
  Value iterator = get_iterator(thread, element);
  if (iterator.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return Failure{};
    (void)raise_type_error(thread, "object is not iterable");
    return note_pair(thread, number);
  }
  uint64_t count = 0;
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) break;
    if (count < 2) pair[count] = item;
    count++;
  }
  if (count == 2) return {};
  return raise_value_error(thread, "dictionary update sequence element #{} has length {}; 2 is required", number,
                           count);
}

static Status merge_pairs(Thread& thread, Dict* dict, Value iterable, bool override_existing) {
  Value iterator = TRY(get_iterator(thread, iterable));
  for (uint64_t number = 0;; number++) {
    Value element = TRY(next_item(thread, iterator));
    if (element.is_unbound()) return {};
    Value pair[2];
    TRY(take_pair(thread, element, number, pair));
    if (override_existing) {
      TRY(dict_set(thread, dict, pair[0], pair[1]));
    } else {
      TRY(dict_set_default(thread, dict, pair[0], pair[1]));
    }
  }
}

Status dict_merge(Thread& thread, Dict* dict, Value mapping, bool override_existing) {
  if (mapping.is_kind(Kind::kDict)) {
    Runtime& runtime = thread.runtime;
    bool own_iteration =
        mapping.is_exactly(Kind::kDict) || type_of(runtime, mapping)->special_method(Special::kIter) ==
                                               runtime.type(TypeId::kDict)->special_method(Special::kIter);
    if (own_iteration) return merge_dict(thread, dict, mapping.as<Dict>(), override_existing);
  }
  Value keys = TRY(find_attribute(thread, mapping, Name::kKeys));
  if (!keys.is_unbound()) return merge_keys(thread, dict, mapping, keys, override_existing);
  return merge_pairs(thread, dict, mapping, override_existing);
}

Value dict_get_name(Runtime& runtime, const Dict* dict, Str* name) {
  int64_t number = find_name(runtime, dict, name);
  return number < 0 ? Value::unbound() : dict->table->entries()[number].value;
}

Status dict_set_name(Thread& thread, Dict* dict, Str* name, Value value) {
  int64_t number = find_name(thread.runtime, dict, name);
  if (number >= 0) {
    store_value(thread, dict->table, number, value);
    return {};
  }
  return insert(thread, dict, name, hash_str(thread.runtime, name), value);
}

int64_t dict_find_name(Runtime& runtime, const Dict* dict, Str* name) { return find_name(runtime, dict, name); }

bool dict_next(const Dict* dict, uint64_t& position, DictEntry& entry) {
  DictTable* table = dict->table;
  if (table == nullptr) return false;
  DictEntry* entries = table->entries();
  if (position < table->first_entry) position = table->first_entry;
  while (position < table->entry_used) {
    const DictEntry& candidate = entries[position++];
    if (candidate.key.is_unbound()) continue;
    entry = candidate;
    return true;
  }
  return false;
}

bool dict_previous(const Dict* dict, uint64_t& position, DictEntry& entry) {
  DictTable* table = dict->table;
  if (table == nullptr) return false;
  if (position > table->entry_used) position = table->entry_used;
  while (position > table->first_entry) {
    const DictEntry& candidate = table->entries()[--position];
    if (candidate.key.is_unbound()) continue;
    entry = candidate;
    return true;
  }
  return false;
}

}  // namespace memphis
