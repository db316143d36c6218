// The methods of list that lie in files of their own.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

Value list_append_method(Thread& thread, Value* args);
Value list_extend_method(Thread& thread, Value* args);
Value list_insert_method(Thread& thread, Value* args);
Value list_pop_method(Thread& thread, Value* args);
Value list_remove_method(Thread& thread, Value* args);
Value list_clear_method(Thread& thread, Value* args);
Value list_copy_method(Thread& thread, Value* args);
Value list_index_method(Thread& thread, Value* args);
Value list_count_method(Thread& thread, Value* args);
Value list_reverse_method(Thread& thread, Value* args);
Value list_sort_method(Thread& thread, Value* args);

}  // namespace memphis
