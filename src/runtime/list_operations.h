// Lists as growable storage, and what collects an iterable into a list or tuple.
#pragma once

#include "runtime/make.h"

namespace memphis {

// No user code. `index` at most the size.
Status list_insert(Thread& thread, List* list, uint64_t index, Value item);
// Removes `count` items from `begin` on. Never fails (storage that has become too large is given back when possible).
void list_erase(Thread& thread, List* list, uint64_t begin, uint64_t count);
// Removes and gives the last item; the list must not be empty.
Value list_pop_last(Thread& thread, List* list);
// Replaces items [begin, end) by `count` values (which must not lie in this list's storage).
Status list_replace(Thread& thread, List* list, uint64_t begin, uint64_t end, const Value* values, uint64_t count);
void list_clear(Thread& thread, List* list);

// list.extend: lists and tuples are copied, anything else is iterated. Runs user code.
Status list_extend(Thread& thread, List* list, Value iterable);
// list(iterable) and tuple(iterable). An exact tuple is given back itself. Run user code.
List* list_from_iterable(Thread& thread, Value iterable);
Tuple* tuple_from_iterable(Thread& thread, Value iterable);
// The items of a list or tuple as they are, of another iterable in a new list: holder is a List or Tuple. Runs user
// code.
Value sequence_from_iterable(Thread& thread, Value iterable);
inline std::span<Value> items_of(Value list_or_tuple) {
  if (list_or_tuple.is_kind(Kind::kTuple)) return {list_or_tuple.as<Tuple>()->items, list_or_tuple.as<Tuple>()->size};
  return list_or_tuple.as<List>()->view();
}

}  // namespace memphis
