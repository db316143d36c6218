// UTF-8: decoding, validation and transcoding to and from arrays of code units of one width.
//
// A "unit" type is uint8_t (Latin-1), uint16_t (UCS-2: one unit a code point, no surrogate pairs) or uint32_t. The
// three widths are how a str stores its text; widest_code_point() chooses among them. Nothing here allocates or fails
// except by its return value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace memphis {

inline constexpr char32_t kMaxCodePoint = 0x10FFFF;

constexpr bool is_surrogate(char32_t c) { return (c & 0xFFFFF800u) == 0xD800u; }

// Whether U+D800..U+DFFF may appear in encoded text (Python's "surrogatepass"; generalised UTF-8).
enum class Surrogates : uint8_t { kReject, kPass };

enum class Utf8Error : uint8_t { kNone, kInvalidStart, kInvalidContinuation, kUnexpectedEnd };

// The reason as UnicodeDecodeError words it.
std::string_view describe(Utf8Error error);

// One decoded code point. On an error `length` is the number of bytes that the error covers (at least one).
struct Utf8Step {
  char32_t code_point = 0;
  uint32_t length = 0;
  Utf8Error error = Utf8Error::kNone;
};

// Requires at < end.
Utf8Step decode_utf8(const char* at, const char* end, Surrogates surrogates = Surrogates::kReject);

// The valid prefix of some bytes, and the error that ends it if there is one.
struct Utf8Scan {
  size_t valid_bytes = 0;  // length of the valid prefix; where the error starts
  size_t code_points = 0;  // in the valid prefix
  char32_t widest = 0;     // at least the greatest code point of the prefix, and in the same storage width
  Utf8Error error = Utf8Error::kNone;
  uint32_t error_length = 0;

  bool ok() const { return error == Utf8Error::kNone; }
};

Utf8Scan scan_utf8(std::string_view text, Surrogates surrogates = Surrogates::kReject);

// Length of the leading run of bytes below 0x80.
size_t ascii_prefix(const char* text, size_t size);
inline bool is_ascii(std::string_view text) { return ascii_prefix(text.data(), text.size()) == text.size(); }

// Both require valid UTF-8 (surrogates allowed).
size_t count_code_points(std::string_view text);
// Writes one unit a code point and returns the end of what was written. `out` needs as many units as `text` has code
// points, and every code point must fit into a Unit.
template <class Unit>
Unit* utf8_to_units(std::string_view text, Unit* out);

// The bitwise or of all units, hence a value that needs the same width as the greatest unit.
template <class Unit>
char32_t widest_code_point(const Unit* units, size_t count);
template <class Unit>
bool is_ascii(const Unit* units, size_t count) {
  return widest_code_point(units, count) < 0x80;
}
// Bytes a unit needs for storing `widest`: 1, 2 or 4.
constexpr unsigned unit_width(char32_t widest) { return widest < 0x100 ? 1 : widest < 0x10000 ? 2 : 4; }

// Index of the first surrogate at or after `start`; `count` if there is none.
template <class Unit>
size_t find_surrogate(const Unit* units, size_t count, size_t start = 0);

// Bytes that units need as UTF-8; surrogates count three bytes.
template <class Unit>
size_t utf8_size(const Unit* units, size_t count);

// Writes exactly utf8_size() bytes, surrogates as they are (three bytes each), and returns the end.
template <class Unit>
char* units_to_utf8(const Unit* units, size_t count, char* out);

// Writes 1 to 4 bytes and returns how many. Surrogates are written as they are.
unsigned encode_utf8(char32_t code_point, char* out);
void append_utf8(std::string& out, char32_t code_point);
template <class Unit>
void append_utf8(std::string& out, const Unit* units, size_t count) {
  size_t old = out.size();
  out.resize(old + utf8_size(units, count));
  units_to_utf8(units, count, out.data() + old);
}

// Copies units into another width; every value must fit.
template <class From, class To>
void convert_units(const From* from, size_t count, To* to) {
  for (size_t i = 0; i < count; ++i) to[i] = static_cast<To>(from[i]);
}

}  // namespace memphis
