// Decoders of the native encodings, and what encoders of them have to know: a text file uses them without asking the
// package `encodings`. Python code never sees them.
#pragma once

#include "modules/io/newline_decoder.h"
#include "runtime/codecs.h"

namespace memphis::io {

struct NativeDecoder : Cell {
  Field errors;   // Str
  Field pending;  // Bytes that are no character yet; unbound: none
  Codec codec;
  int8_t byte_order;  // of utf-16 and utf-32: 0 until the mark has been read
  bool is_first;      // of utf-8-sig: the mark may still come
};

// The codec of a file's encoding; kUnknown when the package `encodings` has to be asked.
Codec incremental_codec(std::string_view encoding);

Value make_native_decoder(Thread& thread, Codec codec, Value errors);
NativeDecoder* exact_native_decoder(Value value);
Value native_decode(Thread& thread, NativeDecoder* self, Value input, bool final);
Fallible<DecoderState> native_decoder_state(Thread& thread, NativeDecoder* self);
Status set_native_decoder_state(Thread& thread, NativeDecoder* self, Bytes* pending, Value flags);
void reset_native_decoder(NativeDecoder* self);

}  // namespace memphis::io
