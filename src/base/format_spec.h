// The format mini-language of format(), f-strings and str.format():
//   [[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]
// Parsing, the checks that each kind of value makes, and the formatting of numbers whose digits the caller has. Nothing
// here knows objects: the name of the value's type is passed for the messages. Results are appended as UTF-8 (a fill
// character may be a surrogate, which is written as it is); functions that return bool fail with the error filled in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace memphis {

struct FormatError {
  enum Kind : uint8_t { kNone, kValueError, kOverflowError, kTypeError, kMemoryError };
  Kind kind = kNone;
  std::string message;
};

struct FormatSpec {
  char32_t fill = ' ';
  char align = '>';  // '<', '>', '=', '^'
  char sign = 0;     // '+', '-', ' ' or 0
  bool no_negative_zero = false;
  bool alternate = false;
  char grouping = 0;           // ',' or '_' or 0
  char fraction_grouping = 0;  // the same after the point
  char32_t type = 0;
  int64_t width = -1;
  int64_t precision = -1;
};

// What stands where a spec says nothing. An int has 'd' and '>', a float and a complex 0 and '>', a str 's' and '<'.
struct FormatDefaults {
  char32_t type;
  char align;
};
inline constexpr FormatDefaults kIntFormatDefaults{'d', '>'};
inline constexpr FormatDefaults kFloatFormatDefaults{0, '>'};
inline constexpr FormatDefaults kTextFormatDefaults{'s', '<'};

template <class Unit>
bool parse_format_spec(const Unit* text, size_t count, FormatDefaults defaults, std::string_view type_name,
                       FormatSpec& spec, FormatError& error);

// "Unknown format code 'y' for object of type 'int'"
void set_unknown_format_code(char32_t code, std::string_view type_name, FormatError& error);

// How many fill characters go around a text and how much of the text is used.
struct TextLayout {
  size_t left = 0;
  size_t text = 0;
  size_t right = 0;
};
// For a str of so many code points.
bool lay_out_text(const FormatSpec& spec, size_t length, std::string_view type_name, TextLayout& layout,
                  FormatError& error);

// The base that an int is to be written in for spec.type: 2, 8, 10 or 16; 0 for 'c'; -1 for a type that formats the int
// as a double. Fails on a type unknown to ints and on what ints do not allow.
bool check_int_format(const FormatSpec& spec, std::string_view type_name, int& base, FormatError& error);
// `digits` in that base, lower case, without sign.
bool append_formatted_int(std::string& out, const FormatSpec& spec, bool negative, std::string_view digits,
                          FormatError& error);
// Type 'c'. The caller has checked the range ("%c arg not in range(0x110000)").
bool append_formatted_char(std::string& out, const FormatSpec& spec, char32_t c, FormatError& error);

bool append_formatted_double(std::string& out, const FormatSpec& spec, double value, std::string_view type_name,
                             FormatError& error);
bool append_formatted_complex(std::string& out, const FormatSpec& spec, double real, double imaginary,
                              std::string_view type_name, FormatError& error);

}  // namespace memphis
