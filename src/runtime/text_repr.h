// repr() of str and bytes, and what ascii() makes of a repr. All may allocate; none runs user code; null: MemoryError.
#pragma once

#include "runtime/make.h"

namespace memphis {

Str* repr_str(Thread& thread, Str* str);
// Replaces what is not ASCII by escapes.
Str* ascii_escape(Thread& thread, Str* str);
// b"..." with the quote that needs fewer escapes.
Str* repr_bytes(Thread& thread, std::span<const uint8_t> bytes);
// bytearray(b"..."): as CPython has it, a single quote is escaped whatever the quotes around are, a double one never.
Str* repr_byte_array(Thread& thread, std::span<const uint8_t> bytes, std::string_view type_name);

}  // namespace memphis
