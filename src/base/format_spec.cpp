#include "base/format_spec.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "base/number_text.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace memphis {
namespace {

// Padding wider than this cannot be meant: it is reported as exhausted memory before it is tried.
constexpr int64_t kMaxWidth = int64_t{1} << 32;

bool fail(FormatError& error, std::string_view message, FormatError::Kind kind = FormatError::kValueError) {
  error.kind = kind;
  error.message = message;
  return false;
}

constexpr bool is_align(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }
constexpr bool is_sign(char32_t c) { return c == '+' || c == '-' || c == ' '; }

// 'x', or '\x7f' for what is not printable ASCII.
void append_quoted_code(std::string& out, char32_t code) {
  out += '\'';
  if (code > 32 && code < 128) {
    out += static_cast<char>(code);
  } else {
    out += "\\x";
    append_int(out, static_cast<int64_t>(code), 16);
  }
  out += '\'';
}

bool fail_grouping(FormatError& error, char grouping, char32_t type) {
  std::string message = "Cannot specify '";
  message += grouping;
  message += "' with ";
  append_quoted_code(message, type);
  message += '.';
  return fail(error, message);
}

// Walks the text of a spec. Each step takes what its part of the grammar allows.
template <class Unit>
class SpecParser {
 public:
  SpecParser(const Unit* text, size_t count, FormatSpec& spec, FormatError& error)
      : text_(text), count_(count), spec_(spec), error_(error) {}

  bool run(FormatDefaults defaults, std::string_view type_name) {
    spec_ = FormatSpec{};
    spec_.type = defaults.type;
    spec_.align = defaults.align;
    take_alignment_and_flags(defaults);
    if (!take_number(spec_.width) || !take_grouping(spec_.grouping) || !take_precision()) return false;
    if (count_ - at_ > 1) {
      std::string message = "Invalid format specifier '";
      append_utf8(message, text_, count_);
      message.append("' for object of type '").append(type_name.substr(0, 200)).append("'");
      return fail(error_, message);
    }
    if (at_ < count_) spec_.type = text_[at_];
    return check_grouping();
  }

 private:
  char32_t peek(size_t ahead = 0) const { return at_ + ahead < count_ ? char32_t{text_[at_ + ahead]} : kEnd; }
  bool take(char32_t c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  void take_alignment_and_flags(FormatDefaults defaults) {
    bool fill_given = false, align_given = false;
    if (is_align(peek(1))) {
      spec_.fill = text_[at_];
      spec_.align = static_cast<char>(text_[at_ + 1]);
      fill_given = align_given = true;
      at_ += 2;
    } else if (is_align(peek())) {
      spec_.align = static_cast<char>(text_[at_++]);
      align_given = true;
    }
    if (is_sign(peek())) spec_.sign = static_cast<char>(text_[at_++]);
    spec_.no_negative_zero = take('z');
    spec_.alternate = take('#');
    if (!fill_given && take('0')) {
      spec_.fill = '0';
      if (!align_given && defaults.align == '>') spec_.align = '=';
    }
  }

  // Any decimal digits. Leaves `number` alone where there are none.
  bool take_number(int64_t& number) {
    int64_t value = 0;
    bool any = false;
    for (; at_ < count_; ++at_) {
      const int digit = unicode::decimal_value(text_[at_]);
      if (digit < 0) break;
      any = true;
      if (value > (std::numeric_limits<int64_t>::max() - digit) / 10) {
        return fail(error_, "Too many decimal digits in format string");
      }
      value = value * 10 + digit;
    }
    if (any) number = value;
    return true;
  }

  bool take_grouping(char& grouping) {
    const auto both = [this] { return fail(error_, "Cannot specify both ',' and '_'."); };
    if (take(',')) grouping = ',';
    if (peek() == '_') {
      if (grouping) return both();
      grouping = '_';
      ++at_;
    }
    return peek() == ',' && grouping == '_' ? both() : true;
  }

  bool take_precision() {
    if (!take('.')) return true;
    if (!take_number(spec_.precision) || !take_grouping(spec_.fraction_grouping)) return false;
    if (spec_.precision < 0 && !spec_.fraction_grouping) return fail(error_, "Format specifier missing precision");
    return true;
  }

  bool check_grouping() {
    if (spec_.grouping) {
      switch (spec_.type) {
        case 'd':
        case 'e':
        case 'f':
        case 'g':
        case 'E':
        case 'G':
        case '%':
        case 'F':
        case 0: break;
        case 'b':
        case 'o':
        case 'x':
        case 'X':
          if (spec_.grouping == '_') break;
          [[fallthrough]];
        default: return fail_grouping(error_, spec_.grouping, spec_.type);
      }
    }
    if (spec_.type == 'n' && spec_.fraction_grouping) return fail_grouping(error_, spec_.fraction_grouping, spec_.type);
    return true;
  }

  static constexpr char32_t kEnd = 0xFFFFFFFF;
  const Unit* text_;
  size_t count_;
  size_t at_ = 0;
  FormatSpec& spec_;
  FormatError& error_;
};

// A number's text, taken apart.
struct NumberParts {
  bool negative = false;
  std::string_view prefix;  // 0x and the like
  std::string_view digits;  // before the point; none for 'c', inf and nan
  bool point = false;
  std::string_view fraction;  // digits after the point
  std::string_view rest;      // exponent, '%', inf, nan, the character of 'c'
  size_t rest_length = 0;     // in code points
};

void append_fill(std::string& out, char32_t fill, int64_t count) {
  if (count <= 0) return;
  if (fill < 0x80) {
    out.append(static_cast<size_t>(count), static_cast<char>(fill));
    return;
  }
  for (int64_t i = 0; i < count; ++i) append_utf8(out, fill);
}

// How many digits, zeros in front included, fill `width` together with the separators between groups.
size_t padded_digit_count(size_t digits, int64_t width, char separator, size_t group) {
  size_t count = std::max<size_t>(digits, 1);
  if (width <= 0) return count;
  const size_t wanted = static_cast<size_t>(width);
  if (!separator) return std::max(count, wanted);
  // With n digits there are n + (n - 1) / group characters; the largest n that does not exceed the width, and one more
  // if that falls short (the width would end in front of a separator).
  size_t fitting = wanted - wanted / (group + 1);
  if (fitting + (fitting - 1) / group < wanted) ++fitting;
  return std::max(count, fitting);
}

size_t grouped_size(size_t digits, char separator, size_t group) {
  return separator && digits != 0 ? digits + (digits - 1) / group : digits;
}

void append_grouped(std::string& out, std::string_view digits, size_t padded, char separator, size_t group) {
  const size_t zeros = padded - digits.size();
  if (!separator) {
    out.append(zeros, '0').append(digits);
    return;
  }
  for (size_t i = 0; i < padded; ++i) {
    if (i != 0 && (padded - i) % group == 0) out += separator;
    out += i < zeros ? '0' : digits[i - zeros];
  }
}

void append_grouped_fraction(std::string& out, std::string_view digits, char separator) {
  for (size_t i = 0; i < digits.size(); ++i) {
    if (separator && i != 0 && i % 3 == 0) out += separator;
    out += digits[i];
  }
}

void append_number(std::string& out, const FormatSpec& spec, const NumberParts& parts) {
  const char sign = parts.negative ? '-' : spec.sign == '+' || spec.sign == ' ' ? spec.sign : '\0';
  const size_t group = spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X' ? 4 : 3;
  const size_t fraction_size = grouped_size(parts.fraction.size(), spec.fraction_grouping, 3);
  const size_t others =
      (sign ? 1 : 0) + parts.prefix.size() + (parts.point ? 1 : 0) + fraction_size + parts.rest_length;
  const bool pad_with_zeros = spec.fill == '0' && spec.align == '=';
  const int64_t digit_width = pad_with_zeros ? spec.width - static_cast<int64_t>(others) : 0;
  const size_t padded =
      parts.digits.empty() ? 0 : padded_digit_count(parts.digits.size(), digit_width, spec.grouping, group);
  const int64_t padding = spec.width - static_cast<int64_t>(others + grouped_size(padded, spec.grouping, group));

  const int64_t left = spec.align == '>' ? padding : spec.align == '^' ? padding / 2 : 0;
  append_fill(out, spec.fill, left);
  if (sign) out += sign;
  out += parts.prefix;
  if (spec.align == '=') append_fill(out, spec.fill, padding);
  append_grouped(out, parts.digits, padded, spec.grouping, group);
  if (parts.point) out += '.';
  append_grouped_fraction(out, parts.fraction, spec.fraction_grouping);
  out += parts.rest;
  if (spec.align == '<' || spec.align == '^') append_fill(out, spec.fill, padding - left);
}

// Takes a double's text apart: [-]digits[.digits][rest].
NumberParts split_number(std::string_view text) {
  const auto digit_run = [&text] {
    size_t i = 0;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    const std::string_view run = text.substr(0, i);
    text.remove_prefix(i);
    return run;
  };
  NumberParts parts;
  if (text.starts_with('-')) {
    parts.negative = true;
    text.remove_prefix(1);
  }
  parts.digits = digit_run();
  if (text.starts_with('.')) {
    parts.point = true;
    text.remove_prefix(1);
    parts.fraction = digit_run();
  }
  parts.rest = text;
  parts.rest_length = text.size();
  return parts;
}

bool check_size(const FormatSpec& spec, FormatError& error) {
  return spec.width <= kMaxWidth || fail(error, "", FormatError::kMemoryError);
}

// The style of a double for a type of the mini-language (0 included), or false for a type that doubles do not have.
bool double_style(const FormatSpec& spec, DoubleStyle& style, FormatError& error) {
  if (spec.precision > std::numeric_limits<int>::max()) return fail(error, "precision too big");
  style.alternate = spec.alternate;
  style.no_negative_zero = spec.no_negative_zero;
  const int precision = static_cast<int>(spec.precision);
  switch (spec.type) {
    case 0:
      style.code = precision < 0 ? 'r' : 'g';
      style.precision = std::max(precision, 0);
      return true;
    case 'n': style.code = 'g'; break;
    case '%': style.code = 'f'; break;
    default: style.code = static_cast<char>(spec.type); break;
  }
  style.precision = precision < 0 ? 6 : precision;
  return true;
}

constexpr bool is_double_type(char32_t type) {
  return type == 0 || type == 'e' || type == 'E' || type == 'f' || type == 'F' || type == 'g' || type == 'G' ||
         type == 'n';
}

}  // namespace

template <class Unit>
bool parse_format_spec(const Unit* text, size_t count, FormatDefaults defaults, std::string_view type_name,
                       FormatSpec& spec, FormatError& error) {
  return SpecParser<Unit>(text, count, spec, error).run(defaults, type_name);
}

void set_unknown_format_code(char32_t code, std::string_view type_name, FormatError& error) {
  std::string message = "Unknown format code ";
  append_quoted_code(message, code);
  message.append(" for object of type '").append(type_name.substr(0, 200)).append("'");
  fail(error, message);
}

bool lay_out_text(const FormatSpec& spec, size_t length, std::string_view type_name, TextLayout& layout,
                  FormatError& error) {
  if (spec.type != 's') {
    set_unknown_format_code(spec.type, type_name, error);
    return false;
  }
  if (spec.sign == ' ') return fail(error, "Space not allowed in string format specifier");
  if (spec.sign) return fail(error, "Sign not allowed in string format specifier");
  if (spec.no_negative_zero) {
    return fail(error, "Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate) return fail(error, "Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') return fail(error, "'=' alignment not allowed in string format specifier");
  if (!check_size(spec, error)) return false;
  layout.text = spec.precision >= 0 ? std::min(length, static_cast<size_t>(spec.precision)) : length;
  const int64_t padding = std::max<int64_t>(spec.width - static_cast<int64_t>(layout.text), 0);
  const int64_t left = spec.align == '>' ? padding : spec.align == '^' ? padding / 2 : 0;
  layout.left = static_cast<size_t>(left);
  layout.right = static_cast<size_t>(padding - left);
  return true;
}

bool check_int_format(const FormatSpec& spec, std::string_view type_name, int& base, FormatError& error) {
  switch (spec.type) {
    case 'b': base = 2; break;
    case 'o': base = 8; break;
    case 'd':
    case 'n': base = 10; break;
    case 'x':
    case 'X': base = 16; break;
    case 'c': base = 0; break;
    default:
      base = -1;
      if (spec.type != 0 && (is_double_type(spec.type) || spec.type == '%')) return true;
      set_unknown_format_code(spec.type, type_name, error);
      return false;
  }
  if (spec.precision >= 0) return fail(error, "Precision not allowed in integer format specifier");
  if (spec.no_negative_zero) {
    return fail(error, "Negative zero coercion (z) not allowed in integer format specifier");
  }
  if (base == 0) {
    if (spec.sign) return fail(error, "Sign not allowed with integer format specifier 'c'");
    if (spec.alternate) return fail(error, "Alternate form (#) not allowed with integer format specifier 'c'");
  }
  return true;
}

bool append_formatted_int(std::string& out, const FormatSpec& spec, bool negative, std::string_view digits,
                          FormatError& error) {
  if (!check_size(spec, error)) return false;
  NumberParts parts;
  parts.negative = negative;
  parts.digits = digits;
  std::string upper;
  if (spec.type == 'X') {
    upper = digits;
    for (char& c : upper) c = c >= 'a' ? static_cast<char>(c - 0x20) : c;
    parts.digits = upper;
  }
  if (spec.alternate) {
    switch (spec.type) {
      case 'b': parts.prefix = "0b"; break;
      case 'o': parts.prefix = "0o"; break;
      case 'x': parts.prefix = "0x"; break;
      case 'X': parts.prefix = "0X"; break;
      default: break;
    }
  }
  append_number(out, spec, parts);
  return true;
}

bool append_formatted_char(std::string& out, const FormatSpec& spec, char32_t c, FormatError& error) {
  if (!check_size(spec, error)) return false;
  char text[4];
  NumberParts parts;
  parts.rest = {text, encode_utf8(c, text)};
  parts.rest_length = 1;
  append_number(out, spec, parts);
  return true;
}

bool append_formatted_double(std::string& out, const FormatSpec& spec, double value, std::string_view type_name,
                             FormatError& error) {
  if (!is_double_type(spec.type) && spec.type != '%') {
    set_unknown_format_code(spec.type, type_name, error);
    return false;
  }
  DoubleStyle style;
  if (!double_style(spec, style, error) || !check_size(spec, error)) return false;
  style.add_dot_zero = spec.type == 0;
  std::string text;
  append_double(text, spec.type == '%' ? value * 100 : value, style);
  if (spec.type == '%') text += '%';
  append_number(out, spec, split_number(text));
  return true;
}

bool append_formatted_complex(std::string& out, const FormatSpec& spec, double real, double imaginary,
                              std::string_view type_name, FormatError& error) {
  if (!is_double_type(spec.type)) {
    set_unknown_format_code(spec.type, type_name, error);
    return false;
  }
  if (spec.fill == '0') return fail(error, "Zero padding is not allowed in complex format specifier");
  if (spec.align == '=') return fail(error, "'=' alignment flag is not allowed in complex format specifier");
  DoubleStyle style;
  if (!double_style(spec, style, error) || !check_size(spec, error)) return false;
  // Without a type a complex number looks as in repr(): in parentheses, or without a real part of +0.
  const bool real_omitted = spec.type == 0 && real == 0 && !std::signbit(real);
  const bool parentheses = spec.type == 0 && !real_omitted;

  FormatSpec part = spec;
  part.width = -1;
  part.align = '<';
  std::string number, text;
  if (!real_omitted) {
    append_double(number, real, style);
    append_number(text, part, split_number(number));
    part.sign = '+';
  }
  number.clear();
  append_double(number, imaginary, style);
  append_number(text, part, split_number(number));
  text += 'j';
  if (parentheses) text = "(" + text + ")";

  const int64_t padding = std::max<int64_t>(spec.width - static_cast<int64_t>(text.size()), 0);
  const int64_t left = spec.align == '>' ? padding : spec.align == '^' ? padding / 2 : 0;
  append_fill(out, spec.fill, left);
  out += text;
  append_fill(out, spec.fill, padding - left);
  return true;
}

template bool parse_format_spec(const uint8_t*, size_t, FormatDefaults, std::string_view, FormatSpec&, FormatError&);
template bool parse_format_spec(const uint16_t*, size_t, FormatDefaults, std::string_view, FormatSpec&, FormatError&);
template bool parse_format_spec(const uint32_t*, size_t, FormatDefaults, std::string_view, FormatSpec&, FormatError&);

}  // namespace memphis
