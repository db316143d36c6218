// Private to the codecs: what the files runtime/codec_*.cpp offer to one another.
#pragma once

#include "runtime/codecs.h"

namespace memphis {

Value encode_utf7(Thread& thread, Str* text);
Value encode_unicode_escape(Thread& thread, Str* text);
Value encode_raw_unicode_escape(Thread& thread, Str* text);

class TextBuilder;

// Where a decoder is: the bytes, and what went before.
struct Decoding {
  Thread& thread;
  std::span<const uint8_t> bytes;
  Value object;  // that the bytes belong to; unbound: none yet
  Str* errors;
  bool final;
  TextBuilder& out;
  size_t at = 0;
};
// Asks the handler about bytes[start:end] and appends what it answers; `at` is where to go on.
Status report(Decoding& decoding, std::string_view encoding, size_t start, size_t end, std::string_view reason);

Status decode_utf7(Decoding& decoding);
Status decode_unicode_escape(Decoding& decoding);
Status decode_raw_unicode_escape(Decoding& decoding);

}  // namespace memphis
