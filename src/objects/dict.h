// Hash tables: dict (ordered, compact) and set (open addressing in CPython's probe order, since iteration order shows).
//
// A dict's table is one cell: header words, then the index (one, two or four bytes a slot, by size), then the entries
// in insertion order. Deleted entries have an unbound key and stay until the next resize. Values of a dict may be
// replaced in place without disturbing an iteration. Comparing keys can run user code; that is the business of
// runtime/dict_operations. The functions here find only by identity, small int or str, and say so.
//
// `keys_version` is 0 as long as nobody relies on the keys as they are. Who does asks for a version (dict_watch_keys),
// unique in the Runtime; it goes back to 0 when a key is added or removed or the table is replaced. So while a dict has
// the version that an inline cache has seen, it is the same dict, and its entries lie where they lay.
#pragma once

#include "objects/text.h"
#include "objects/value.h"

namespace memphis {

struct DictEntry {
  Value key;  // unbound: deleted
  Value value;
  int64_t hash;
};

struct DictTable : Cell {
  static constexpr Kind kKind = Kind::kDictTable;
  uint8_t log2_slots;       // slots of the index
  bool all_str_keys;        // every key is an exact str, so a lookup by str runs no user code
  uint32_t entry_capacity;  // entries that may be used before the next resize
  uint32_t entry_used;      // entries in use, deleted ones included
  uint32_t first_entry;     // no entry before it is live
  // index (entry number + 1, 0: free slot), then the entries

  uint64_t slot_count() const { return uint64_t{1} << log2_slots; }
  unsigned index_width() const { return log2_slots < 8 ? 1 : log2_slots < 16 ? 2 : 4; }
  uint8_t* index() { return reinterpret_cast<uint8_t*>(this + 1); }
  DictEntry* entries() {
    uint64_t index_bytes = (slot_count() * index_width() + 7) & ~uint64_t{7};
    return reinterpret_cast<DictEntry*>(index() + index_bytes);
  }
};
static_assert(sizeof(DictTable) == 24);

struct Dict : Cell {
  static constexpr Kind kKind = Kind::kDict;
  uint32_t count;         // live entries
  uint32_t keys_version;  // 0: not watched
  Ref<DictTable> table;   // null when empty
  Field ordered_part;     // reserved for OrderedDict and other subclasses; usually unbound
};

struct SetEntry {
  Value key;  // zero: never used; unbound: deleted
  int64_t hash;
};

struct SetTable : Cell {
  static constexpr Kind kKind = Kind::kSetTable;
  uint64_t mask;  // slots - 1
  SetEntry entries[];
};

struct Set : Cell {
  static constexpr Kind kKind = Kind::kSet;
  uint64_t used;        // live
  uint64_t filled;      // live and deleted
  Ref<SetTable> table;  // null when empty
  int64_t cached_hash;  // of a frozenset; Str::kNoHash: not computed
  uint32_t version;     // changes with every mutation
  uint32_t finger;      // where pop() looks first
};

struct SetIterator : Cell {
  static constexpr Kind kKind = Kind::kNative;
  Ref<Set> set;  // null when exhausted
  uint64_t position;
  uint64_t used;  // size of the set when the iterator was made
  uint64_t remaining;
};

enum class DictPart : uint8_t { kKeys, kValues, kItems };

struct DictView : Cell {
  static constexpr Kind kKind = Kind::kDictView;
  Ref<Dict> dict;
  DictPart part;
};

struct DictIterator : Cell {
  static constexpr Kind kKind = Kind::kDictIterator;
  Ref<Dict> dict;      // null when exhausted
  int32_t position;    // next entry
  uint32_t count;      // size of the dict when the iterator was made
  uint32_t remaining;  // entries not given yet, as far as the size when the iterator was made tells
  DictPart part;
  bool reversed;
};

}  // namespace memphis
