// The parts of the module _codecs.
#pragma once

#include "runtime/native.h"

namespace memphis::codecs {

extern const TypeSpec kEncodingMapType;

// Functions of charmap.cpp and escape.cpp.
Value charmap_build(Thread& thread, Value* args);
Value charmap_encode(Thread& thread, Value* args);
Value charmap_decode(Thread& thread, Value* args);
Value escape_encode(Thread& thread, Value* args);
Value escape_decode(Thread& thread, Value* args);

// What encoders and decoders answer: (result, number of characters or bytes taken).
Value result_pair(Thread& thread, Value result, uint64_t taken);

}  // namespace memphis::codecs
