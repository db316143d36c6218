// dict and set operations that may compare keys (and so run user code), and those that cannot.
#pragma once

#include "objects/dict.h"
#include "runtime/runtime.h"

namespace memphis {

// Any key. `get` answers unbound when absent. Fails when hashing or comparing does.
Value dict_get(Thread& thread, Dict* dict, Value key);
Value dict_get_with_hash(Thread& thread, Dict* dict, Value key, int64_t hash);
Status dict_set(Thread& thread, Dict* dict, Value key, Value value);
Status dict_set_with_hash(Thread& thread, Dict* dict, Value key, int64_t hash, Value value);
Fallible<bool> dict_delete(Thread& thread, Dict* dict, Value key);  // answers whether it was there
// Removes and gives the value; unbound when absent.
Value dict_pop(Thread& thread, Dict* dict, Value key);
// The value, after storing `value` if the key was absent.
Value dict_set_default(Thread& thread, Dict* dict, Value key, Value value);
void dict_clear(Dict* dict);
Dict* dict_copy(Thread& thread, Dict* dict);
// Room for that many keys in all.
Status dict_reserve(Thread& thread, Dict* dict, uint64_t count);
// The last key and value, taken out; false when the dict is empty. No user code.
Fallible<bool> dict_pop_last(Dict* dict, DictEntry& entry);
// The same with the first one.
Fallible<bool> dict_pop_first(Dict* dict, DictEntry& entry);
// Moves a key to the end, or to the front; KeyError if absent. For OrderedDict.
Status dict_move(Thread& thread, Dict* dict, Value key, bool to_end);
// hash(key), quick for what is most often a key; the TypeError for an unhashable one tells what it was wanted for.
enum class KeyUse : uint8_t { kDictKey, kSetElement };
Fallible<int64_t> hash_key_value(Thread& thread, Value key, KeyUse use = KeyUse::kDictKey);
// dict.update with a mapping or an iterable of pairs. `override` false: keys already there win.
Status dict_merge(Thread& thread, Dict* dict, Value mapping, bool override_existing = true);

// Keys that are interned names: no user code as long as all keys are exact strs (module and class dicts); compares by
// content otherwise.
Value dict_get_name(Runtime& runtime, const Dict* dict, Str* name);
Status dict_set_name(Thread& thread, Dict* dict, Str* name, Value value);
// The entry's number for caches; -1: absent.
int64_t dict_find_name(Runtime& runtime, const Dict* dict, Str* name);

// A number that the dict keeps as long as its keys and entries stay as they are (see objects/dict.h). 0, which promises
// nothing, once the Runtime has given out all numbers.
uint32_t dict_watch_keys(Runtime& runtime, Dict* dict);
inline constexpr uint32_t kMaximumKeysVersion = (uint32_t{1} << 31) - 1;

// Walks the entries in order: `position` starts at 0; false at the end. No user code; the dict may change its values
// but not its keys in between (key changes are safe but may repeat or skip).
bool dict_next(const Dict* dict, uint64_t& position, DictEntry& entry);
// The same backwards: `position` starts at dict_end(dict).
bool dict_previous(const Dict* dict, uint64_t& position, DictEntry& entry);
inline uint64_t dict_end(const Dict* dict) { return dict->table.get() == nullptr ? 0 : dict->table->entry_used; }

// dict_keyiterator and its like. `next` answers unbound at the end; RuntimeError when keys have come or gone.
Value make_dict_iterator(Thread& thread, Dict* dict, DictPart part, bool reversed);
Value dict_iterator_next(Thread& thread, DictIterator* iterator);

Fallible<bool> set_contains(Thread& thread, Set* set, Value key);
Fallible<bool> set_add(Thread& thread, Set* set, Value key);  // answers whether it was new
Fallible<bool> set_add_with_hash(Thread& thread, Set* set, Value key, int64_t hash);
Fallible<bool> set_discard(Thread& thread, Set* set, Value key);  // answers whether it was there
Fallible<bool> set_contains_with_hash(Thread& thread, Set* set, Value key, int64_t hash);
Fallible<bool> set_discard_with_hash(Thread& thread, Set* set, Value key, int64_t hash);
// Takes the keys of another set over: no user code when `set` is empty.
Status set_merge(Thread& thread, Set* set, Set* other);
// An arbitrary key, taken out; unbound when the set is empty.
Value set_pop(Thread& thread, Set* set);
// Gives the contents of `from`, which is empty afterwards, to `set`.
void set_take_contents(Set* set, Set* from);
// Rebuilds the table when removals have left many marks in it.
Status set_remove_marks(Thread& thread, Set* set);
// set_iterator: `next` answers unbound at the end; RuntimeError when the size has changed.
Value make_set_iterator(Thread& thread, Set* set);
Value set_iterator_next(Thread& thread, SetIterator* iterator);
Status set_update(Thread& thread, Set* set, Value iterable);
bool set_next(const Set* set, uint64_t& position, SetEntry& entry);
void set_clear(Thread& thread, Set* set);

}  // namespace memphis
