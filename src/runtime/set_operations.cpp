// Hash table of sets, laid out exactly as CPython's, because the order of iteration shows.
//
// Open addressing. A probe looks at the slot and the nine behind it (only if all of them exist), then jumps by
// CPython's recurrence. A removed key leaves a mark (unbound) that only a resize clears; marks are never filled again.
// The table grows when three fifths are filled: to four times the keys, or twice above 50000. As with dicts, a
// comparison may run user code: the search starts again when the table or the slot has changed.
#include <utility>

#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr uint64_t kMinimumSlots = 8;
constexpr uint64_t kLinearProbes = 9;
constexpr int64_t kDeletedHash = -1;  // no key hashes to it

bool is_free(const SetEntry& entry) { return entry.key.bits() == 0; }
bool is_deleted(const SetEntry& entry) { return entry.key.is_unbound(); }

SetTable* make_table(Thread& thread, uint64_t slots) {
  if (slots > (uint64_t{1} << 40)) return raise_memory_error(thread);
  auto* table =
      static_cast<SetTable*>(allocate_cell(thread, sizeof(SetTable) + slots * sizeof(SetEntry),
                                           static_cast<uint8_t>(Kind::kSetTable), thread.runtime.shape_of_shapes));
  if (table != nullptr) table->mask = slots - 1;
  return table;
}

// Where a probe goes after the first slot.
struct Jump {
  uint64_t perturb;
  uint64_t slot;
  uint64_t mask;

  Jump(const SetTable* table, int64_t hash)
      : perturb(static_cast<uint64_t>(hash)), slot(perturb & table->mask), mask(table->mask) {}
  uint64_t run_length() const { return slot + kLinearProbes <= mask ? kLinearProbes + 1 : 1; }
  void advance() {
    perturb >>= 5;
    slot = (slot * 5 + 1 + perturb) & mask;
  }
};

// Into a table without deleted entries that does not hold the key.
void insert_clean(SetTable* table, Value key, int64_t hash) {
  for (Jump jump(table, hash);; jump.advance()) {
    SetEntry* entry = &table->entries[jump.slot];
    for (uint64_t left = jump.run_length(); left > 0; left--, entry++) {
      if (!is_free(*entry)) continue;
      entry->key = key;
      entry->hash = hash;
      return;
    }
  }
}

Status resize(Thread& thread, Set* set, uint64_t minimum) {
  uint64_t slots = kMinimumSlots;
  while (slots <= minimum) slots <<= 1;
  SetTable* table = TRY(make_table(thread, slots));
  if (SetTable* old = set->table) {
    for (uint64_t i = 0; i <= old->mask; i++) {
      const SetEntry& entry = old->entries[i];
      if (!is_free(entry) && !is_deleted(entry)) insert_clean(table, entry.key, entry.hash);
    }
  }
  set->table.set(set, table);
  set->filled = set->used;
  return {};
}

uint64_t mask_of(const Set* set) { return set->table.get() == nullptr ? kMinimumSlots - 1 : set->table->mask; }

enum class Match : uint8_t { kNo, kYes, kChanged, kFailed };

// The entry has the key's hash.
Match matches(Thread& thread, Set* set, SetTable* table, SetEntry* entry, Value key) {
  Value candidate = entry->key;
  if (candidate == key) return Match::kYes;
  if (candidate.is_exactly(Kind::kStr) && key.is_exactly(Kind::kStr)) {
    return strs_equal(candidate.as<Str>(), key.as<Str>()) ? Match::kYes : Match::kNo;
  }
  if (candidate.is_small_int() && key.is_small_int()) return Match::kNo;
  auto equal = compare_truth(thread, Comparison::kEqual, candidate, key);
  if (equal.failed()) return Match::kFailed;
  if (set->table.get() != table || entry->key != candidate) return Match::kChanged;
  return equal.value() ? Match::kYes : Match::kNo;
}

struct Search {
  Match match;      // kYes, kNo or kFailed
  SetEntry* entry;  // the key's, or the free one where it would go
};

inline Search find_once(Thread& thread, Set* set, SetTable* table, Value key, int64_t hash) {
  for (Jump jump(table, hash);; jump.advance()) {
    SetEntry* entry = &table->entries[jump.slot];
    for (uint64_t left = jump.run_length(); left > 0; left--, entry++) {
      if (is_free(*entry)) return {Match::kNo, entry};
      if (entry->hash != hash || is_deleted(*entry)) continue;
      Match match = matches(thread, set, table, entry, key);
      if (match != Match::kNo) return {match, entry};
    }
  }
}

Search find(Thread& thread, Set* set, Value key, int64_t hash) {
  while (true) {
    SetTable* table = set->table;
    if (table == nullptr) return {Match::kNo, nullptr};
    Search search = find_once(thread, set, table, key, hash);
    if (search.match != Match::kChanged) return search;
  }
}

}  // namespace

Set* make_set(Thread& thread, TypeId id) {
  Set* set = allocate_builtin<Set>(thread, id);
  if (set != nullptr) set->cached_hash = Str::kNoHash;
  return set;
}

Fallible<bool> set_contains_with_hash(Thread& thread, Set* set, Value key, int64_t hash) {
  Search search = find(thread, set, key, hash);
  if (search.match == Match::kFailed) return Failure{};
  return search.match == Match::kYes;
}

Fallible<bool> set_contains(Thread& thread, Set* set, Value key) {
  int64_t hash = TRY(hash_key_value(thread, key, KeyUse::kSetElement));
  return set_contains_with_hash(thread, set, key, hash);
}

Fallible<bool> set_add_with_hash(Thread& thread, Set* set, Value key, int64_t hash) {
  if (set->table.get() == nullptr) set->table.set(set, TRY(make_table(thread, kMinimumSlots)));
  Search search = find(thread, set, key, hash);
  if (search.match == Match::kFailed) return Failure{};
  if (search.match == Match::kYes) return false;
  if (search.entry == nullptr) return set_add_with_hash(thread, set, key, hash);  // a comparison has emptied the set
  search.entry->key = key;
  search.entry->hash = hash;
  thread.runtime.heap.write_barrier(set->table, key.bits());
  set->used++;
  set->filled++;
  set->version++;
  if (set->filled * 5 >= set->table->mask * 3)
    TRY(resize(thread, set, set->used > 50000 ? set->used * 2 : set->used * 4));
  return true;
}

Fallible<bool> set_add(Thread& thread, Set* set, Value key) {
  int64_t hash = TRY(hash_key_value(thread, key, KeyUse::kSetElement));
  return set_add_with_hash(thread, set, key, hash);
}

static void remove_entry(Set* set, SetEntry* entry) {
  entry->key = Value::unbound();
  entry->hash = kDeletedHash;
  set->used--;
  set->version++;
}

Fallible<bool> set_discard_with_hash(Thread& thread, Set* set, Value key, int64_t hash) {
  Search search = find(thread, set, key, hash);
  if (search.match == Match::kFailed) return Failure{};
  if (search.match == Match::kNo) return false;
  remove_entry(set, search.entry);
  return true;
}

Fallible<bool> set_discard(Thread& thread, Set* set, Value key) {
  int64_t hash = TRY(hash_key_value(thread, key, KeyUse::kSetElement));
  return set_discard_with_hash(thread, set, key, hash);
}

Value set_pop(Thread&, Set* set) {
  if (set->used == 0) return Value::unbound();
  SetTable* table = set->table;
  uint64_t slot = set->finger & table->mask;
  while (is_free(table->entries[slot]) || is_deleted(table->entries[slot])) slot = slot == table->mask ? 0 : slot + 1;
  Value key = table->entries[slot].key;
  remove_entry(set, &table->entries[slot]);
  set->finger = static_cast<uint32_t>(slot + 1);
  return key;
}

void set_clear(Thread&, Set* set) {
  set->table.set(set, nullptr);
  set->used = 0;
  set->filled = 0;
  set->version++;
}

void set_take_contents(Set* set, Set* from) {
  set->table.set(set, from->table);
  set->used = from->used;
  set->filled = from->filled;
  set->version++;
  from->table.set(from, nullptr);
  from->used = 0;
  from->filled = 0;
  from->version++;
}

Status set_merge(Thread& thread, Set* set, Set* other) {
  if (other == set || other->used == 0) return {};
  if ((set->filled + other->used) * 5 >= mask_of(set) * 3) TRY(resize(thread, set, (set->used + other->used) * 2));
  if (set->table.get() == nullptr) set->table.set(set, TRY(make_table(thread, kMinimumSlots)));
  SetTable* table = set->table;
  SetTable* source = other->table;
  if (set->filled == 0) {
    bool same_layout = table->mask == source->mask && other->filled == other->used;
    for (uint64_t i = 0; i <= source->mask; i++) {
      const SetEntry& entry = source->entries[i];
      if (is_free(entry) || is_deleted(entry)) continue;
      if (same_layout) {
        table->entries[i] = entry;
      } else {
        insert_clean(table, entry.key, entry.hash);
      }
    }
    set->used = set->filled = other->used;
    set->version++;
    return {};
  }
  for (uint64_t i = 0; other->table.get() != nullptr && i <= other->table->mask; i++) {
    SetEntry entry = other->table->entries[i];
    if (!is_free(entry) && !is_deleted(entry)) TRY(set_add_with_hash(thread, set, entry.key, entry.hash));
  }
  return {};
}

Status set_remove_marks(Thread& thread, Set* set) {
  if (set->table.get() == nullptr || set->filled - set->used <= set->table->mask / 4) return {};
  return resize(thread, set, set->used > 50000 ? set->used * 2 : set->used * 4);
}

Value make_set_iterator(Thread& thread, Set* set) {
  auto* iterator = TRY(allocate_builtin<SetIterator>(thread, TypeId::kSetIterator));
  iterator->set.set(iterator, set);
  iterator->used = set->used;
  iterator->remaining = set->used;
  return iterator;
}

Value set_iterator_next(Thread& thread, SetIterator* iterator) {
  Set* set = iterator->set;
  if (set == nullptr) return Value::unbound();
  if (set->used != iterator->used) {
    iterator->used = ~uint64_t{0};  // stays so
    return raise(thread, ExceptionId::kRuntimeError, "Set changed size during iteration");
  }
  SetEntry entry;
  if (!set_next(set, iterator->position, entry)) {
    iterator->set.set(iterator, nullptr);
    return Value::unbound();
  }
  iterator->remaining--;
  return entry.key;
}

static Status add_keys(Thread& thread, Set* set, Dict* dict) {
  if ((set->filled + dict->count) * 5 >= mask_of(set) * 3) TRY(resize(thread, set, (set->used + dict->count) * 2));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(dict, position, entry)) TRY(set_add_with_hash(thread, set, entry.key, entry.hash));
  return {};
}

Status set_update(Thread& thread, Set* set, Value iterable) {
  if (iterable.is_kind(Kind::kSet)) return set_merge(thread, set, iterable.as<Set>());
  if (iterable.is_exactly(Kind::kDict)) return add_keys(thread, set, iterable.as<Dict>());
  Value iterator = TRY(get_iterator(thread, iterable));
  while (true) {
    Value key = TRY(next_item(thread, iterator));
    if (key.is_unbound()) return {};
    TRY(set_add(thread, set, key));
  }
}

bool set_next(const Set* set, uint64_t& position, SetEntry& entry) {
  SetTable* table = set->table;
  if (table == nullptr) return false;
  while (position <= table->mask) {
    const SetEntry& candidate = table->entries[position++];
    if (is_free(candidate) || is_deleted(candidate)) continue;
    entry = candidate;
    return true;
  }
  return false;
}

}  // namespace memphis
