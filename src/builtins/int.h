// What the files of int and bool share.
#pragma once

#include "runtime/native.h"

namespace memphis {

Value int_new(Thread& thread, Value* args);
// int(value) of one argument: an exact int.
Value int_from_object(Thread& thread, Value value);

Value int_format(Thread& thread, Value* args);
Value int_round(Thread& thread, Value* args);
Value int_to_bytes(Thread& thread, Value* args);
Value int_from_bytes(Thread& thread, Value* args);

}  // namespace memphis
