// What the files of float share.
#pragma once

#include <string_view>

#include "runtime/native.h"

namespace memphis {

Value float_new(Thread& thread, Value* args);
Value float_from_hex(Thread& thread, Value* args);
Value float_from_number(Thread& thread, Value* args);
Value float_format(Thread& thread, Value* args);
// An instance of float or of a type that derives from it.
Value make_float_instance(Thread& thread, Type* type, double value);
// Whitespace and control characters that ASCII numbers may be surrounded by.
std::string_view trim_number(std::string_view text);

}  // namespace memphis
