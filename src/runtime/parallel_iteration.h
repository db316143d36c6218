// Several iterators side by side, as zip and map advance them.
#pragma once

#include <span>

#include "runtime/make.h"

namespace memphis {

// iter() of each.
Tuple* iterators_of(Thread& thread, std::span<const Value> iterables);
// The next item of each iterator; false when one of them is exhausted. With `strict` all must be then, or ValueError
// "zip() argument 2 is shorter than argument 1". Runs user code.
Fallible<bool> advance_all(Thread& thread, Tuple* iterators, Value* items, bool strict, const char* name);

}  // namespace memphis
