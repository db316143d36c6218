// _io.IncrementalNewlineDecoder, and decoders in general: objects with decode(), getstate(), setstate() and reset().
#pragma once

#include "modules/io/io.h"

namespace memphis::io {

struct NewlineDecoder : Cell {
  Field decoder;  // None: the input is text; unbound: not initialised
  Field errors;
  bool pending_return;  // a '\r' that may be the first half of "\r\n"
  bool translate;
  uint8_t seen;  // kinds of line ends: 1 '\r', 2 '\n', 4 "\r\n"
};

Value make_newline_decoder(Thread& thread, Value decoder, bool translate);
// The exact type, or null.
NewlineDecoder* exact_newline_decoder(Value value);

// What is left over in a decoder between two calls: bytes that are no character yet, and a number.
struct DecoderState {
  Bytes* pending;
  Value flags;
};

// decoder.decode(input, final) and so on, whatever decoder it is; quick for the native ones. Run user code otherwise.
// decode answers a str: TypeError "decoder should return a string result, not 'X'".
Value decode(Thread& thread, Value decoder, Value input, bool final);
Fallible<DecoderState> decoder_state(Thread& thread, Value decoder);
Status set_decoder_state(Thread& thread, Value decoder, Bytes* pending, Value flags);
Status reset_decoder(Thread& thread, Value decoder);

Value newline_decoder_newlines(Thread& thread, const NewlineDecoder* self);

}  // namespace memphis::io
