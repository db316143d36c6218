// format() of Decimals.
#include <algorithm>

#include "base/utf8.h"
#include "modules/decimal/decimal.h"
#include "runtime/argument_support.h"

namespace memphis::decimal {

namespace {

struct Spec {
  std::string fill = " ";
  char align = 0;  // '<', '>', '^', '='; 0: not given
  char sign = '-';
  bool no_negative_zero = false;
  bool zero_padded = false;
  int64_t width = 0;
  char separator = 0;
  int64_t precision = -1;
  char fraction_separator = 0;
  char type = 0;
};

bool is_align(char c) { return c == '<' || c == '>' || c == '^' || c == '='; }

size_t character_size(std::string_view text) {
  size_t size = 1;
  while (size < text.size() && (static_cast<uint8_t>(text[size]) & 0xc0) == 0x80) size++;
  return size;
}

// Reads digits; false: too many.
bool read_number(std::string_view& text, int64_t& number) {
  int64_t value = 0;
  while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    value = value * 10 + (text[0] - '0');
    if (value > INT32_MAX) return false;
    text.remove_prefix(1);
  }
  number = value;
  return true;
}

char take(std::string_view& text) {
  const char c = text[0];
  text.remove_prefix(1);
  return c;
}

bool parse_spec(std::string_view text, Spec& spec) {
  if (!text.empty()) {
    const size_t first = character_size(text);
    if (text.size() > first && is_align(text[first])) {
      spec.fill = text.substr(0, first);
      spec.align = text[first];
      text.remove_prefix(first + 1);
    } else if (is_align(text[0])) {
      spec.align = take(text);
    }
  }
  if (!text.empty() && (text[0] == '+' || text[0] == '-' || text[0] == ' ')) spec.sign = take(text);
  if (!text.empty() && text[0] == 'z') spec.no_negative_zero = take(text) != 0;
  if (!text.empty() && text[0] == '0') {
    if (spec.align != 0) return false;
    spec.zero_padded = take(text) != 0;
    spec.fill = "0";
    spec.align = '=';
  }
  if (!text.empty() && text[0] >= '0' && text[0] <= '9' && !read_number(text, spec.width)) return false;
  if (!text.empty() && (text[0] == ',' || text[0] == '_')) spec.separator = take(text);
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    if (text.empty() || text[0] < '0' || text[0] > '9' || !read_number(text, spec.precision)) return false;
  }
  if (!text.empty() && std::string_view("eEfFgG%n").find(text[0]) != std::string_view::npos) spec.type = take(text);
  if (spec.type == 'n' && spec.separator != 0) return false;
  return text.empty();
}

// The digits before the point, in groups of three. `width`: zeros are put in front up to it.
std::string group_digits(std::string digits, char separator, int64_t width) {
  const auto wanted = static_cast<size_t>(std::max<int64_t>(width, 1));
  if (separator == 0) {
    if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), '0');
    return digits;
  }
  std::string grouped;
  size_t used = 0;
  for (size_t i = digits.size(); i > 0 || grouped.size() < wanted; used++) {
    if (used != 0 && used % 3 == 0) grouped.insert(grouped.begin(), separator);
    grouped.insert(grouped.begin(), i > 0 ? digits[--i] : '0');
  }
  return grouped;
}

// A number rounded and taken apart as its type wants it.
struct Parts {
  std::string sign, whole, fraction, exponent;
};

Result round_for(Thread& thread, Number number, const Spec& spec, char type, Rounding rounding) {
  if (spec.precision < 0 || !number.is_finite()) return number;
  const int64_t digits = digit_count(number.coefficient);
  if (type == 'f' || type == '%') return rescale(thread, number, -spec.precision, rounding);
  const int64_t wanted = type == 'e' ? spec.precision + 1 : std::max<int64_t>(spec.precision, 1);
  if (type == 'e' && number.is_zero()) return rescale(thread, number, number.exponent, rounding);
  if (type == 'e' || digits > wanted) {
    Number rounded = TRY(rescale(thread, number, number.exponent + digits - wanted, rounding));
    if (digit_count(rounded.coefficient) > wanted) {
      rounded = TRY(rescale(thread, rounded, rounded.exponent + 1, rounding));
    }
    return rounded;
  }
  return number;
}

Parts take_apart(const Number& number, const Spec& spec, char type, bool capitals) {
  Parts parts;
  const std::string digits = digits_of(number.coefficient);
  const auto size = static_cast<int64_t>(digits.size());
  const int64_t left = number.exponent + size;
  int64_t point;
  if (type == 'e') {
    point = number.is_zero() && spec.precision >= 0 ? 1 - spec.precision : 1;
  } else if (type == 'f' || type == '%') {
    point = left;
  } else {
    point = number.exponent <= 0 && left > -6 ? left : 1;
  }
  if (point < 0) {
    parts.whole = "0";
    parts.fraction = std::string(static_cast<size_t>(-point), '0') + digits;
  } else if (point > size) {
    parts.whole = digits + std::string(static_cast<size_t>(point - size), '0');
  } else {
    parts.whole = point == 0 ? "0" : digits.substr(0, static_cast<size_t>(point));
    parts.fraction = digits.substr(static_cast<size_t>(point));
  }
  const int64_t exponent = left - point;
  if (exponent != 0 || type == 'e') parts.exponent = fmt::format("{}{:+}", capitals ? 'E' : 'e', exponent);
  if (type == '%') parts.exponent = "%";
  return parts;
}

std::string pad(const Spec& spec, const std::string& sign, const std::string& body, bool is_number) {
  const auto length = static_cast<int64_t>(sign.size() + body.size());
  const int64_t missing = std::max<int64_t>(spec.width - length, 0);
  auto fill = [&](int64_t count) {
    std::string text;
    for (int64_t i = 0; i < count; i++) text += spec.fill;
    return text;
  };
  const char align = spec.align == 0 ? '>' : spec.align;
  (void)is_number;
  switch (align) {
    case '<': return sign + body + fill(missing);
    case '^': return fill(missing / 2) + sign + body + fill(missing - missing / 2);
    case '=': return sign + fill(missing) + body;
    default: return fill(missing) + sign + body;
  }
}

std::string sign_text(bool negative, const Spec& spec) {
  if (negative) return "-";
  return spec.sign == '-' ? "" : std::string(1, spec.sign);
}

}  // namespace

Value decimal_format(Thread& thread, Value* args) {
  if (!is_str(args[1])) return raise_type_error(thread, "format arg must be str");
  Context* context = TRY(current_context(thread));
  Spec spec;
  std::string text;
  append_utf8(args[1].as<Str>(), text);
  if (!parse_spec(text, spec)) return raise_value_error(thread, "invalid format string");
  Number number = number_of(args[0].as<Decimal>());
  bool capitals = context->capitals;
  char type = spec.type == 0 || spec.type == 'n' ? 'g' : spec.type;
  if (spec.type != 0) capitals = type >= 'A' && type <= 'Z';
  if (type >= 'A' && type <= 'Z') type = static_cast<char>(type + 0x20);
  if (!number.is_finite()) {
    Spec plain = spec;
    if (spec.zero_padded) plain.fill = " ", plain.align = '>';
    std::string body = number_text(number, false, true);
    if (number.negative) body.erase(0, 1);
    if (type == '%') body += "%";
    return make_str(thread, pad(plain, sign_text(number.negative, spec), body, false));
  }
  if (type == '%') number.exponent += 2;
  number = TRY(round_for(thread, number, spec, type, context->settings.rounding));
  if (type == 'f' || type == '%') {
    if (number.exponent > 0) number = TRY(rescale(thread, number, 0, context->settings.rounding));
  }
  if (spec.no_negative_zero && number.is_zero()) number.negative = false;
  const Parts parts = take_apart(number, spec, type, capitals);
  const std::string sign = sign_text(number.negative, spec);
  std::string tail = (parts.fraction.empty() ? "" : "." + parts.fraction) + parts.exponent;
  const int64_t room =
      spec.zero_padded ? spec.width - static_cast<int64_t>(sign.size()) - static_cast<int64_t>(tail.size()) : 0;
  return make_str(thread, pad(spec, sign, group_digits(parts.whole, spec.separator, room) + tail, true));
}

}  // namespace memphis::decimal
