// format % arguments for str, bytes and bytearray.
#pragma once

#include <string>

#include "runtime/make.h"

namespace memphis {

// Both may run user code.
Value percent_format_str(Thread& thread, Str* format, Value arguments);
// The result is appended to `out`.
Status percent_format_bytes(Thread& thread, std::span<const uint8_t> format, Value arguments, std::string& out);

}  // namespace memphis
