// Private to the files builtins/memoryview*.cpp.
#pragma once

#include "runtime/native.h"

namespace memphis {

Value memory_view_iter(Thread& thread, Value* args);
Value memory_view_getitem(Thread& thread, Value* args);
Value memory_view_setitem(Thread& thread, Value* args);
Value memory_view_delitem(Thread& thread, Value* args);
Value memory_view_count(Thread& thread, Value* args);
Value memory_view_index(Thread& thread, Value* args);
Value memory_view_tolist(Thread& thread, Value* args);

}  // namespace memphis
