// Items of memory views: single native format characters, and those of struct for comparisons.
#pragma once

#include "objects/native_object.h"
#include "runtime/make.h"

namespace memphis {

// The one character of a native format ("B", "@i"); 0 for any other format.
char native_format(const Str* format);
// Size of an item; 0 for a character that is no format.
unsigned native_item_size(char format);

// Both need a native format. Packing raises TypeError or ValueError for what does not fit.
Value unpack_item(Thread& thread, const uint8_t* at, char format);
Status pack_item(Thread& thread, uint8_t* at, char format, Value value);
// NotImplementedError unless the view's format is native.
Fallible<char> require_native_format(Thread& thread, const MemoryView* view);

// Whether two views are equal as == has it: same shape, and equal items whatever the formats. Runs user code.
Fallible<bool> views_are_equal(Thread& thread, MemoryView* left, MemoryView* right);

}  // namespace memphis
