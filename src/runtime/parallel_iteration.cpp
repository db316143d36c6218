#include "runtime/parallel_iteration.h"

#include "runtime/error.h"
#include "runtime/operations.h"

namespace memphis {

Tuple* iterators_of(Thread& thread, std::span<const Value> iterables) {
  Tuple* iterators = TRY(allocate_tuple(thread, iterables.size()));
  for (size_t i = 0; i < iterables.size(); i++) iterators->items[i] = TRY(get_iterator(thread, iterables[i]));
  return iterators;
}

// The iterator at `index` has ended and none before it has.
static Fallible<bool> check_lengths(Thread& thread, Tuple* iterators, uint64_t index, const char* name) {
  if (index > 0) {
    return raise_value_error(thread, "{}() argument {} is shorter than argument{}{}", name, index + 1,
                             index == 1 ? " " : "s 1-", index);
  }
  for (uint64_t i = 1; i < iterators->size; i++) {
    if (TRY(next_item(thread, iterators->items[i])).is_unbound()) continue;
    return raise_value_error(thread, "{}() argument {} is longer than argument{}{}", name, i + 1, i == 1 ? " " : "s 1-",
                             i);
  }
  return false;
}

Fallible<bool> advance_all(Thread& thread, Tuple* iterators, Value* items, bool strict, const char* name) {
  for (uint64_t i = 0; i < iterators->size; i++) {
    items[i] = TRY(next_item(thread, iterators->items[i]));
    if (!items[i].is_unbound()) continue;
    return strict ? check_lengths(thread, iterators, i, name) : false;
  }
  return true;
}

}  // namespace memphis
