// dir() of an object.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// The sorted names that type(object).__dir__ gives. Runs user code. Null: error.
List* directory_of(Thread& thread, Value object);
// The iterable's items, sorted, in a new list.
List* sorted_list(Thread& thread, Value iterable);

}  // namespace memphis
