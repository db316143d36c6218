// Numbers to text and back, in Python's spelling: doubles (repr, the 'e', 'f', 'g' formats, hexadecimal) and machine
// integers. Functions that take a std::string append to it; nothing else allocates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace memphis {

// How a double becomes text.
//   'r'  the shortest text that reads back as the same double; exponents from 1e16 up and below 1e-4
//   'e'  one digit, a point, `precision` digits, an exponent of at least two digits
//   'f'  `precision` digits after the point, no exponent
//   'g'  `precision` significant digits, trailing zeros dropped, exponent when it is below -4 or >= precision
// Upper-case codes write INF, NAN and E.
struct DoubleStyle {
  char code = 'r';
  int precision = 0;
  bool always_sign = false;       // '+' before what is not negative (also +inf, +nan)
  bool add_dot_zero = false;      // 'r' and 'g': write 1.0, not 1; 'g' then changes to an exponent one digit earlier
  bool alternate = false;         // 'e', 'f', 'g': always a point, and 'g' keeps trailing zeros
  bool no_negative_zero = false;  // a result that rounds to zero has no minus sign
};

void append_double(std::string& out, double value, const DoubleStyle& style);

// float.__repr__: 'r' with add_dot_zero. Writes at most kMaxReprSize characters and returns how many.
inline constexpr unsigned kMaxReprSize = 32;
unsigned write_double_repr(double value, char* out);
void append_double_repr(std::string& out, double value);

// Reads the longest prefix that is a decimal floating-point literal with an optional sign, or inf, infinity, nan in any
// case. No whitespace, no underscores, no hexadecimal. `length` is zero if there is none. Too great a number is an
// infinity (`overflow` tells), too small a one a zero.
struct ParsedDouble {
  double value = 0;
  size_t length = 0;
  bool overflow = false;
};
ParsedDouble parse_double_prefix(std::string_view text);
// The whole text or nothing.
std::optional<double> parse_double(std::string_view text);

// Copies a number's text without its underscores. Fails (with `out` unspecified) where an underscore does not stand
// between two digits.
bool remove_digit_underscores(std::string_view text, std::string& out);

// float.hex()
void append_double_hex(std::string& out, double value);
// float.fromhex(): the text without surrounding whitespace.
enum class HexStatus : uint8_t { kOk, kInvalid, kTooLarge };
struct ParsedHexDouble {
  double value = 0;
  HexStatus status = HexStatus::kInvalid;
};
ParsedHexDouble parse_double_hex(std::string_view text);

// |value| == mantissa * 2**exponent with an odd mantissa (or 0 * 2**0). `value` must be finite.
struct DoubleParts {
  uint64_t mantissa = 0;
  int exponent = 0;
  bool negative = false;
};
DoubleParts split_double(double value);

// round(value, digits) for a finite double: correctly rounded to `digits` decimal places (negative: to tens, hundreds,
// …), ties to even. The result is infinite where rounding overflows.
double round_to_decimals(double value, int64_t digits);

void append_int(std::string& out, int64_t value);
void append_uint(std::string& out, uint64_t value);
// Two's complement is not used: -255 in base 16 is "-ff". Base 2 to 36, lower case.
void append_int(std::string& out, int64_t value, unsigned base);

}  // namespace memphis
