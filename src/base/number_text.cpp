#include "base/number_text.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace memphis {
namespace {

// No double has more significant digits than this: what a greater precision asks for is zeros.
constexpr int kMaxSignificantDigits = 770;
// No double has more digits after the point than this.
constexpr int kMaxFractionDigits = 1080;

// The decimal digits of a finite double: 0.DIGITS * 10**point. Trailing zeros are dropped; zero is "0" with point 1.
struct Decimal {
  char digits[kMaxSignificantDigits + 40];
  int count = 0;
  int point = 0;
};

// Reads what std::to_chars writes in scientific form.
void take_scientific(Decimal& decimal, const char* at, const char* end) {
  for (; at != end && *at != 'e'; ++at) {
    if (*at != '.') decimal.digits[decimal.count++] = *at;
  }
  int exponent = 0;
  const char* number = at + 1;
  if (number < end && *number == '+') ++number;
  std::from_chars(number, end, exponent);
  decimal.point = exponent + 1;
  while (decimal.count > 1 && decimal.digits[decimal.count - 1] == '0') --decimal.count;
  if (decimal.digits[0] == '0') decimal.point = 1;
}

void shortest_digits(Decimal& decimal, double magnitude) {
  char text[40];
  const auto result = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific);
  take_scientific(decimal, text, result.ptr);
}

// Correctly rounded to `count` significant digits (at least one).
void rounded_digits(Decimal& decimal, double magnitude, int count) {
  char text[kMaxSignificantDigits + 40];
  const int precision = std::min(count, kMaxSignificantDigits) - 1;
  const auto result = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific, precision);
  take_scientific(decimal, text, result.ptr);
}

// Correctly rounded to `places` digits after the point.
void fixed_digits(Decimal& decimal, double magnitude, int places) {
  char text[kMaxFractionDigits + 340];
  const auto result = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::fixed,
                                    std::min(places, kMaxFractionDigits));
  const char* at = text;
  const char* end = result.ptr;
  const char* const point = std::find(at, end, '.');
  decimal.point = static_cast<int>(point - at);
  // What is left after this are at most kMaxSignificantDigits digits.
  while (end != at && (end[-1] == '0' || end[-1] == '.')) --end;
  bool leading = true;
  for (; at != end; ++at) {
    if (*at == '.') continue;
    if (leading && *at == '0') {
      --decimal.point;
      continue;
    }
    leading = false;
    decimal.digits[decimal.count++] = *at;
  }
  if (decimal.count == 0) {
    decimal.digits[decimal.count++] = '0';
    decimal.point = 1;
  }
}

// Digits [from, to) of the endless string 000…DIGITS000…
void append_digits(std::string& out, const Decimal& decimal, int64_t from, int64_t to) {
  if (from < 0) {
    const int64_t zeros = std::min<int64_t>(to, 0) - from;
    out.append(static_cast<size_t>(std::max<int64_t>(zeros, 0)), '0');
    from = 0;
  }
  const int64_t last = std::min<int64_t>(to, decimal.count);
  if (from < last) {
    out.append(decimal.digits + from, static_cast<size_t>(last - from));
    from = last;
  }
  if (from < to) out.append(static_cast<size_t>(to - from), '0');
}

void append_exponent(std::string& out, int exponent, char letter) {
  out += letter;
  out += exponent < 0 ? '-' : '+';
  const int magnitude = exponent < 0 ? -exponent : exponent;
  if (magnitude < 10) out += '0';
  append_uint(out, static_cast<uint64_t>(magnitude));
}

void append_not_finite(std::string& out, double value, const DoubleStyle& style, bool upper) {
  const bool nan = std::isnan(value);
  if (!nan && value < 0) {
    out += '-';
  } else if (style.always_sign) {
    out += '+';
  }
  out += nan ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf");
}

// Where the digits end and whether there is an exponent.
struct Layout {
  int64_t end = 0;
  bool exponent = false;
};

Layout lay_out(const Decimal& decimal, char code, int precision, const DoubleStyle& style) {
  Layout layout{decimal.count, false};
  switch (code) {
    case 'e':
      layout.exponent = true;
      layout.end = int64_t{precision} + 1;
      break;
    case 'f': layout.end = int64_t{decimal.point} + precision; break;
    case 'g':
      layout.exponent = decimal.point <= -4 || decimal.point > (style.add_dot_zero ? precision - 1 : precision);
      if (style.alternate) layout.end = precision;
      break;
    default: layout.exponent = decimal.point <= -4 || decimal.point > 16; break;
  }
  return layout;
}

}  // namespace

void append_double(std::string& out, double value, const DoubleStyle& style) {
  const bool upper = style.code >= 'A' && style.code <= 'Z';
  const char code = static_cast<char>(style.code | 0x20);
  if (!std::isfinite(value)) return append_not_finite(out, value, style, upper);

  Decimal decimal;
  int precision = style.precision;
  const double magnitude = std::fabs(value);
  switch (code) {
    case 'e': rounded_digits(decimal, magnitude, precision < kMaxSignificantDigits ? precision + 1 : precision); break;
    case 'f': fixed_digits(decimal, magnitude, precision); break;
    case 'g':
      if (precision == 0) precision = 1;
      rounded_digits(decimal, magnitude, precision);
      break;
    default: shortest_digits(decimal, magnitude); break;
  }
  const bool zero = decimal.count == 1 && decimal.digits[0] == '0';
  if (std::signbit(value) && !(zero && style.no_negative_zero)) {
    out += '-';
  } else if (style.always_sign) {
    out += '+';
  }

  Layout layout = lay_out(decimal, code, precision, style);
  // With an exponent the point stands after the first digit.
  const int point = layout.exponent ? 1 : decimal.point;
  const bool dot_zero = style.add_dot_zero && !layout.exponent;
  layout.end = std::max<int64_t>(layout.end, dot_zero ? int64_t{point} + 1 : point);
  const int64_t start = point <= 0 ? point - 1 : 0;
  append_digits(out, decimal, start, point);
  if (layout.end > point || style.alternate) out += '.';
  append_digits(out, decimal, point, layout.end);
  if (layout.exponent) append_exponent(out, decimal.point - 1, upper ? 'E' : 'e');
}

unsigned write_double_repr(double value, char* out) {
  if (!std::isfinite(value)) {
    const std::string_view word = std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
    return static_cast<unsigned>(word.copy(out, word.size()));
  }
  Decimal decimal;
  shortest_digits(decimal, std::fabs(value));
  char* at = out;
  auto digits = [&](int from, int to) {
    std::memcpy(at, decimal.digits + from, static_cast<size_t>(to - from));
    at += to - from;
  };
  auto zeros = [&](int count) {
    std::memset(at, '0', static_cast<size_t>(count));
    at += count;
  };
  if (std::signbit(value)) *at++ = '-';
  if (decimal.point <= -4 || decimal.point > 16) {
    digits(0, 1);
    if (decimal.count > 1) *at++ = '.';
    digits(1, decimal.count);
    const int exponent = decimal.point - 1;
    *at++ = 'e';
    *at++ = exponent < 0 ? '-' : '+';
    if (std::abs(exponent) < 10) *at++ = '0';
    at = std::to_chars(at, at + 4, std::abs(exponent)).ptr;
  } else if (decimal.point <= 0) {
    *at++ = '0';
    *at++ = '.';
    zeros(-decimal.point);
    digits(0, decimal.count);
  } else if (decimal.point >= decimal.count) {
    digits(0, decimal.count);
    zeros(decimal.point - decimal.count);
    *at++ = '.';
    *at++ = '0';
  } else {
    digits(0, decimal.point);
    *at++ = '.';
    digits(decimal.point, decimal.count);
  }
  return static_cast<unsigned>(at - out);
}

void append_double_repr(std::string& out, double value) {
  char text[kMaxReprSize];
  out.append(text, write_double_repr(value, text));
}

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool starts_with_word(std::string_view text, std::string_view lower_case_word) {
  if (text.size() < lower_case_word.size()) return false;
  for (size_t i = 0; i < lower_case_word.size(); ++i) {
    if ((text[i] | 0x20) != lower_case_word[i]) return false;
  }
  return true;
}

// Length of digits [. digits] [e [sign] digits] with at least one digit before the exponent; 0 if there is none.
size_t decimal_literal_length(std::string_view text) {
  size_t i = 0;
  size_t digits = 0;
  while (i < text.size() && is_digit(text[i])) ++i, ++digits;
  if (i < text.size() && text[i] == '.') {
    ++i;
    while (i < text.size() && is_digit(text[i])) ++i, ++digits;
  }
  if (digits == 0) return 0;
  if (i < text.size() && (text[i] | 0x20) == 'e') {
    size_t j = i + 1;
    if (j < text.size() && (text[j] == '+' || text[j] == '-')) ++j;
    if (j < text.size() && is_digit(text[j])) {
      while (j < text.size() && is_digit(text[j])) ++j;
      i = j;
    }
  }
  return i;
}

// Whether a literal that is out of a double's range is too great rather than too small.
bool is_huge(std::string_view literal) {
  const size_t e = literal.find_first_of("eE");
  const std::string_view digits = literal.substr(0, e);
  int64_t exponent = 0;
  if (e != std::string_view::npos) {
    std::string_view text = literal.substr(e + 1);
    const bool negative = text[0] == '-';
    if (text[0] == '-' || text[0] == '+') text.remove_prefix(1);
    const auto result = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (result.ec != std::errc()) exponent = int64_t{1} << 60;
    if (negative) exponent = -exponent;
  }
  const size_t first = digits.find_first_not_of("0.");
  const size_t point = std::min(digits.find('.'), digits.size());
  // The first significant digit's power of ten, off by one at most: the range ends are hundreds away.
  const int64_t place = static_cast<int64_t>(point) - static_cast<int64_t>(first == std::string_view::npos ? 0 : first);
  return exponent + place > 0;
}

}  // namespace

ParsedDouble parse_double_prefix(std::string_view text) {
  ParsedDouble parsed;
  const bool signed_text = !text.empty() && (text[0] == '-' || text[0] == '+');
  const bool negative = signed_text && text[0] == '-';
  const std::string_view body = text.substr(signed_text ? 1 : 0);
  size_t length = decimal_literal_length(body);
  double value = 0;
  if (length == 0) {
    if (starts_with_word(body, "infinity")) {
      length = 8;
    } else if (starts_with_word(body, "inf") || starts_with_word(body, "nan")) {
      length = 3;
    } else {
      return parsed;
    }
    value = (body[0] | 0x20) == 'n' ? std::nan("") : HUGE_VAL;
  } else {
    const auto result = std::from_chars(body.data(), body.data() + length, value);
    if (result.ec == std::errc::result_out_of_range) value = is_huge(body.substr(0, length)) ? HUGE_VAL : 0.0;
    parsed.overflow = std::isinf(value);
  }
  parsed.value = negative ? -value : value;
  parsed.length = length + (signed_text ? 1 : 0);
  return parsed;
}

std::optional<double> parse_double(std::string_view text) {
  const ParsedDouble parsed = parse_double_prefix(text);
  if (parsed.length == 0 || parsed.length != text.size()) return std::nullopt;
  return parsed.value;
}

bool remove_digit_underscores(std::string_view text, std::string& out) {
  out.clear();
  char previous = '\0';
  for (char c : text) {
    if (c == '_') {
      if (!is_digit(previous)) return false;
    } else {
      if (previous == '_' && !is_digit(c)) return false;
      out += c;
    }
    previous = c;
  }
  return previous != '_';
}

DoubleParts split_double(double value) {
  const uint64_t bits = std::bit_cast<uint64_t>(value);
  DoubleParts parts;
  parts.negative = bits >> 63 != 0;
  const int biased = static_cast<int>(bits >> 52 & 0x7FF);
  parts.mantissa = bits & ((uint64_t{1} << 52) - 1);
  if (biased != 0) parts.mantissa |= uint64_t{1} << 52;
  if (parts.mantissa == 0) return parts;
  const int shift = std::countr_zero(parts.mantissa);
  parts.mantissa >>= shift;
  parts.exponent = (biased == 0 ? 1 : biased) - 1075 + shift;
  return parts;
}

double round_to_decimals(double value, int64_t digits) {
  // Beyond these bounds every double is already rounded, or rounds to zero.
  if (digits > 323) return value;
  if (digits < -309 || value == 0) return std::copysign(value == 0 ? value : 0.0, value);
  const double magnitude = std::fabs(value);
  Decimal decimal;
  if (digits >= 0) {
    fixed_digits(decimal, magnitude, static_cast<int>(digits));
  } else {
    // to_chars rounds at or after the first digit only; a tie or less before it is zero, more is one unit.
    shortest_digits(decimal, magnitude);
    const int64_t significant = decimal.point + digits;
    decimal.count = 0;
    if (significant >= 1) {
      rounded_digits(decimal, magnitude, static_cast<int>(std::min<int64_t>(significant, kMaxSignificantDigits)));
    } else {
      // Half a unit is 5 * 10**(-digits - 1), a decimal that a double above it may equal exactly.
      Decimal exact;
      rounded_digits(exact, magnitude, kMaxSignificantDigits);
      const bool above_half =
          significant == 0 && (exact.digits[0] > '5' || (exact.digits[0] == '5' && exact.count > 1));
      if (!above_half) return std::copysign(0.0, value);
      decimal.digits[decimal.count++] = '1';
      decimal.point = static_cast<int>(1 - digits);
    }
  }
  std::string text = "0.";
  append_digits(text, decimal, 0, decimal.count);
  text += 'e';
  append_int(text, decimal.point);
  return std::copysign(parse_double_prefix(text).value, value);
}

void append_int(std::string& out, int64_t value) {
  char text[24];
  out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

void append_uint(std::string& out, uint64_t value) {
  char text[24];
  out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

void append_int(std::string& out, int64_t value, unsigned base) {
  char text[72];
  out.append(text, std::to_chars(text, text + sizeof text, value, static_cast<int>(base)).ptr);
}

}  // namespace memphis
