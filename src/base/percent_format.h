// printf-style formatting: one conversion specifier of `text % arguments`, for str and for bytes:
//   %[(key)][flags][width][.precision][length]type
// Knows no objects: the caller fetches keys and arguments, and hands over digits or doubles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/format_spec.h"

namespace memphis {

struct PercentSpec {
  size_t key_start = 0;  // of the key between the parentheses, in units
  size_t key_length = 0;
  bool has_key = false;  // set even where parsing fails: a key needs a mapping first of all
  bool left = false;     // -
  bool plus = false;     // +
  bool blank = false;    // space
  bool alternate = false;
  bool zero = false;
  bool width_is_argument = false;      // '*': fetch an int and call set_width
  bool precision_is_argument = false;  // '*': fetch an int and call set_precision, after the width
  int64_t width = -1;
  int64_t precision = -1;
  char32_t type = 0;
  size_t end = 0;  // index of the unit after the specifier

  void set_width(int64_t argument) {
    left |= argument < 0;
    width = argument < 0 ? -argument : argument;
  }
  void set_precision(int64_t argument) { precision = argument < 0 ? 0 : argument; }
};

// text[start - 1] is the '%'. The type is not checked: an unknown one matters only after its argument was fetched.
template <class Unit>
bool parse_percent_spec(const Unit* text, size_t count, size_t start, bool is_bytes, PercentSpec& spec,
                        FormatError& error);

// "unsupported format character 'y' (0x79) at index 1"
void set_unsupported_percent_type(const PercentSpec& spec, bool is_bytes, FormatError& error);

// Types d i u o x X; `digits` in the type's base, lower case, without sign.
bool append_percent_int(std::string& out, const PercentSpec& spec, bool negative, std::string_view digits,
                        FormatError& error);
// Types e E f F g G.
bool append_percent_double(std::string& out, const PercentSpec& spec, double value, FormatError& error);
// Types s r a c (and b): how much of a text of that length is used, and the blanks around it.
bool lay_out_percent_text(const PercentSpec& spec, size_t length, TextLayout& layout, FormatError& error);

}  // namespace memphis
