// UTF-16 and UTF-32 in a given byte order, to and from arrays of code units of one width (see base/utf8.h). Byte order
// marks are the caller's business.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"

namespace memphis {

enum class WideError : uint8_t {
  kNone,
  kTruncated,           // not a whole unit left
  kUnexpectedEnd,       // UTF-16: the text ends after a high surrogate
  kIllegalEncoding,     // UTF-16: a low surrogate on its own
  kIllegalSurrogate,    // UTF-16: a high surrogate without its low one
  kSurrogateCodePoint,  // UTF-32
  kCodePointTooLarge,   // UTF-32
};

// The reason as UnicodeDecodeError words it.
std::string_view describe(WideError error);

// As Utf8Scan: the valid prefix, and the error that ends it.
struct WideScan {
  size_t valid_bytes = 0;
  size_t code_points = 0;
  char32_t widest = 0;
  WideError error = WideError::kNone;
  uint32_t error_length = 0;

  bool ok() const { return error == WideError::kNone; }
};

WideScan scan_utf16(std::string_view bytes, std::endian order, Surrogates surrogates = Surrogates::kReject);
WideScan scan_utf32(std::string_view bytes, std::endian order, Surrogates surrogates = Surrogates::kReject);

// Both require what the scan found valid, room for its code points, and units wide enough; they return the end.
template <class Unit>
Unit* utf16_to_units(std::string_view bytes, std::endian order, Unit* out);
template <class Unit>
Unit* utf32_to_units(std::string_view bytes, std::endian order, Unit* out);

// Bytes that the text needs as UTF-16.
template <class Unit>
size_t utf16_size(const Unit* units, size_t count);
// Both write surrogates as they are and return the end.
template <class Unit>
char* units_to_utf16(const Unit* units, size_t count, std::endian order, char* out);
template <class Unit>
char* units_to_utf32(const Unit* units, size_t count, std::endian order, char* out);

}  // namespace memphis
