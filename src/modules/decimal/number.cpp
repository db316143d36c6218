#include "modules/decimal/number.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/bigint.h"
#include "base/number_text.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"

namespace memphis::decimal {

namespace {

constexpr Value kZero = Value::small_int(0);
constexpr int64_t kSmallPowers = 18;  // powers of ten that are small ints

constexpr std::array<int64_t, kSmallPowers + 1> make_powers() {
  std::array<int64_t, kSmallPowers + 1> powers{};
  powers[0] = 1;
  for (size_t i = 1; i < powers.size(); i++) powers[i] = powers[i - 1] * 10;
  return powers;
}
constexpr std::array<int64_t, kSmallPowers + 1> kPowers = make_powers();

bool round_up(Rounding rounding, int half, bool inexact, bool odd, unsigned last_digit, bool negative) {
  switch (rounding) {
    case Rounding::kUp: return inexact;
    case Rounding::kDown: return false;
    case Rounding::kCeiling: return inexact && !negative;
    case Rounding::kFloor: return inexact && negative;
    case Rounding::kHalfUp: return half >= 0;
    case Rounding::kHalfDown: return half > 0;
    case Rounding::kHalfEven: return half > 0 || (half == 0 && odd);
    default: return inexact && (last_digit == 0 || last_digit == 5);
  }
}

// Beyond the greatest exponent: an infinity or the greatest number, as rounding goes.
Result overflow(Thread& thread, bool negative, Settings& settings) {
  settings.status |= kOverflow | kInexact | kRounded;
  const Rounding rounding = settings.rounding;
  const bool to_number = rounding == Rounding::kDown || rounding == Rounding::k05Up ||
                         (rounding == Rounding::kCeiling && negative) || (rounding == Rounding::kFloor && !negative);
  if (!to_number) return make_infinity(negative);
  Number greatest{negative, NumberKind::kFinite, settings.top()};
  greatest.coefficient = TRY(int_subtract(thread, TRY(power_of_ten(thread, settings.precision)), Value::small_int(1)));
  return greatest;
}

Number finalize_zero(Number number, Settings& settings) {
  const int64_t high = settings.clamp ? settings.top() : settings.maximum;
  const int64_t exponent = std::clamp(number.exponent, settings.tiny(), std::max(high, settings.tiny()));
  if (exponent != number.exponent) settings.status |= kClamped;
  number.exponent = exponent;
  return number;
}

Result finalize_subnormal(Thread& thread, Number number, Settings& settings) {
  settings.status |= kSubnormal;
  if (number.exponent >= settings.tiny()) return number;
  const int64_t drop = settings.tiny() - number.exponent;
  const Rounded rounded = TRY(drop_digits(thread, number.coefficient, drop, settings.rounding, number.negative));
  settings.status |= kRounded;
  if (rounded.is_inexact) {
    settings.status |= kInexact | kUnderflow;
    if (rounded.coefficient == kZero) settings.status |= kClamped;
  }
  number.coefficient = rounded.coefficient;
  number.exponent = settings.tiny();
  return number;
}

}  // namespace

// ---- Coefficients ----

int64_t digit_count(Value coefficient) {
  if (coefficient.is_small_int()) {
    const int64_t value = coefficient.as_small_int();
    int64_t count = 1;
    while (count <= kSmallPowers && value >= kPowers[static_cast<size_t>(count)]) count++;
    return count;
  }
  const IntReader reader(coefficient);
  const uint64_t bits = bigint::bit_length(reader);
  // The estimate from the bits is the count or one too small.
  const auto estimate = static_cast<int64_t>(static_cast<double>(bits - 1) * 0.30102999566398119521);
  const auto upper = static_cast<int64_t>(static_cast<double>(bits) * 0.30102999566398119521);
  if (estimate == upper && estimate < 1000000) return estimate + 1;
  std::string text;
  bigint::append_decimal(text, reader);
  return static_cast<int64_t>(text.size());
}

Value power_of_ten(Thread& thread, int64_t exponent) {
  constexpr int64_t kTooGreat = int64_t{1} << 31;
  if (exponent <= kSmallPowers) return Value::small_int(kPowers[static_cast<size_t>(exponent)]);
  if (exponent > kTooGreat) return raise_memory_error(thread);
  return int_power(thread, Value::small_int(10), Value::small_int(exponent));
}

Value shift_digits(Thread& thread, Value coefficient, int64_t places) {
  if (places == 0 || coefficient == kZero) return coefficient;
  return int_multiply(thread, coefficient, TRY(power_of_ten(thread, places)));
}

Fallible<Rounded> drop_digits(Thread& thread, Value coefficient, int64_t count, Rounding rounding, bool negative) {
  if (coefficient == kZero || count <= 0) return Rounded{coefficient};
  Value quotient = kZero;
  int half = -1;
  bool inexact = true;
  if (count <= digit_count(coefficient)) {
    Value divisor = TRY(power_of_ten(thread, count)), rest;
    TRY(int_divide_modulo(thread, coefficient, divisor, quotient, rest));
    inexact = rest != kZero;
    half = int_compare(TRY(int_multiply(thread, rest, Value::small_int(2))), divisor);
  }
  const Value last = TRY(int_modulo(thread, quotient, Value::small_int(10)));
  const auto digit = static_cast<unsigned>(last.as_small_int());
  if (round_up(rounding, half, inexact, digit % 2 != 0, digit, negative)) {
    quotient = TRY(int_add(thread, quotient, Value::small_int(1)));
  }
  return Rounded{quotient, inexact};
}

Status strip_zeros(Thread& thread, Number& number, int64_t limit) {
  for (int64_t step = 16; step > 0; step /= 2) {
    while (number.exponent + step <= limit && number.coefficient != kZero) {
      Value quotient, rest;
      Value power = Value::small_int(kPowers[static_cast<size_t>(step)]);
      TRY(int_divide_modulo(thread, number.coefficient, power, quotient, rest));
      if (rest != kZero) break;
      number.coefficient = quotient;
      number.exponent += step;
    }
  }
  return {};
}

Fallible<int> compare_scaled(Thread& thread, Value a, int64_t x, Value b, int64_t y) {
  if (a == kZero || b == kZero) return int_compare(a, b);
  const int64_t left = x + digit_count(a), right = y + digit_count(b);
  if (left != right) return left < right ? -1 : 1;
  const int64_t low = std::min(x, y);
  return int_compare(TRY(shift_digits(thread, a, x - low)), TRY(shift_digits(thread, b, y - low)));
}

std::string digits_of(Value coefficient) {
  std::string text;
  bigint::append_decimal(text, IntReader(coefficient));
  return text;
}

// ---- Whole numbers ----

Number make_zero(bool negative, int64_t exponent) { return {negative, NumberKind::kFinite, exponent, kZero}; }
Number make_infinity(bool negative) { return {negative, NumberKind::kInfinity, 0, kZero}; }
Number make_nan() { return {false, NumberKind::kQuietNan, 0, kZero}; }
Number make_one() { return {false, NumberKind::kFinite, 0, Value::small_int(1)}; }

Number invalid(Settings& settings, uint32_t condition) {
  settings.status |= condition;
  return make_nan();
}

Result finalize(Thread& thread, Number number, Settings& settings) {
  if (!number.is_finite()) return number;
  if (number.is_zero()) return finalize_zero(number, settings);
  int64_t digits = digit_count(number.coefficient);
  if (number.exponent + digits - 1 < settings.minimum) return finalize_subnormal(thread, number, settings);
  if (digits > settings.precision) {
    const int64_t drop = digits - settings.precision;
    const Rounded rounded = TRY(drop_digits(thread, number.coefficient, drop, settings.rounding, number.negative));
    settings.status |= kRounded | (rounded.is_inexact ? kInexact : 0);
    number.coefficient = rounded.coefficient;
    number.exponent += drop;
    digits = digit_count(number.coefficient);
    if (digits > settings.precision) {  // all nines have become a one with zeros
      number.coefficient = TRY(int_floor_divide(thread, number.coefficient, Value::small_int(10)));
      number.exponent++;
      digits--;
    }
  }
  if (number.exponent + digits - 1 > settings.maximum) return overflow(thread, number.negative, settings);
  if (settings.clamp && number.exponent > settings.top()) {
    number.coefficient = TRY(shift_digits(thread, number.coefficient, number.exponent - settings.top()));
    number.exponent = settings.top();
    settings.status |= kClamped;
  }
  return number;
}

bool has_nan(const Number& number, const Number* other) {
  return number.is_nan() || (other != nullptr && other->is_nan());
}

Result propagate_nan(Thread& thread, const Number& number, const Number* other, Settings& settings) {
  const Number* chosen = &number;
  if (number.is_signaling() || (other != nullptr && other->is_signaling())) {
    settings.status |= kInvalidOperation;
    if (!number.is_signaling()) chosen = other;
  } else if (!number.is_nan()) {
    chosen = other;
  }
  Number nan = *chosen;
  nan.kind = NumberKind::kQuietNan;
  const int64_t room = settings.precision - settings.clamp;
  if (nan.coefficient != kZero && digit_count(nan.coefficient) > room) {
    nan.coefficient = TRY(int_modulo(thread, nan.coefficient, TRY(power_of_ten(thread, room))));
  }
  return nan;
}

Result rescale(Thread& thread, const Number& number, int64_t exponent, Rounding rounding, uint32_t* status) {
  Number result = number;
  if (!number.is_finite()) return result;
  result.exponent = exponent;
  if (number.is_zero()) return result;
  if (number.exponent >= exponent) {
    result.coefficient = TRY(shift_digits(thread, number.coefficient, number.exponent - exponent));
    return result;
  }
  const Rounded rounded =
      TRY(drop_digits(thread, number.coefficient, exponent - number.exponent, rounding, number.negative));
  result.coefficient = rounded.coefficient;
  if (status != nullptr) *status |= kRounded | (rounded.is_inexact ? kInexact : 0);
  return result;
}

// ---- Conversion ----

Number number_from_int(Thread& thread, Value value) {
  Number number;
  const Value plain = without_bool(value);
  number.negative = int_sign(plain) < 0;
  number.coefficient = number.negative ? int_negate(thread, plain) : exact_int(thread, plain);
  return number;
}

Result number_from_double(Thread& thread, double value) {
  Number number;
  number.negative = std::signbit(value);
  if (std::isnan(value)) {
    number.kind = NumberKind::kQuietNan;
    return number;
  }
  if (std::isinf(value)) return make_infinity(number.negative);
  const DoubleParts parts = split_double(value);
  Value mantissa = make_int_unsigned(thread, parts.mantissa);
  if (parts.exponent >= 0) {
    number.coefficient = TRY(int_left_shift(thread, mantissa, Value::small_int(parts.exponent)));
  } else {  // times 5**n / 10**n
    Value fives = TRY(int_power(thread, Value::small_int(5), Value::small_int(-parts.exponent)));
    number.coefficient = TRY(int_multiply(thread, mantissa, fives));
    number.exponent = parts.exponent;
  }
  return number;
}

namespace {

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 0x20) : a) == b; });
}

bool are_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Value int_of_digits(Thread& thread, std::string_view digits) {
  if (digits.size() <= kSmallPowers) {
    int64_t value = 0;
    for (char c : digits) value = value * 10 + (c - '0');
    return Value::small_int(value);
  }
  IntBuffer buffer;
  TRY(reserve_limbs(thread, digits.size() / 4));
  bigint::from_digits(buffer, digits, 10);
  return make_int(thread, buffer);
}

// "nan", "snan12", "infinity". False: it is no special value.
Fallible<bool> parse_special(Thread& thread, std::string_view text, Number& number) {
  if (equals_ignoring_case(text, "inf") || equals_ignoring_case(text, "infinity")) {
    number.kind = NumberKind::kInfinity;
    return true;
  }
  const bool signaling = !text.empty() && (text[0] == 's' || text[0] == 'S');
  if (signaling) text.remove_prefix(1);
  if (text.size() < 3 || !equals_ignoring_case(text.substr(0, 3), "nan") || !are_digits(text.substr(3))) return false;
  number.kind = signaling ? NumberKind::kSignalingNan : NumberKind::kQuietNan;
  number.coefficient = TRY(int_of_digits(thread, text.substr(3)));
  return true;
}

// "[+-]digits"; saturates far beyond what can be.
bool parse_exponent(std::string_view text, int64_t& exponent) {
  constexpr int64_t kLimit = int64_t{1} << 61;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
  if (text.empty() || !are_digits(text)) return false;
  exponent = 0;
  for (char c : text) exponent = std::min(exponent * 10 + (c - '0'), kLimit);
  if (negative) exponent = -exponent;
  return true;
}

}  // namespace

Result parse_number(Thread& thread, std::string_view text, Settings& settings) {
  Number number;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    number.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (TRY(parse_special(thread, text, number))) return number;
  int64_t exponent = 0;
  if (const size_t e = text.find_first_of("eE"); e != std::string_view::npos) {
    if (!parse_exponent(text.substr(e + 1), exponent)) return invalid(settings, kConversionSyntax);
    text = text.substr(0, e);
  }
  std::string digits(text);
  if (const size_t point = digits.find('.'); point != std::string::npos) {
    exponent -= static_cast<int64_t>(digits.size() - point - 1);
    digits.erase(point, 1);
  }
  if (digits.empty() || !are_digits(digits)) return invalid(settings, kConversionSyntax);
  number.exponent = exponent;
  number.coefficient = TRY(int_of_digits(thread, digits));
  return number;
}

namespace {

std::string special_text(const Number& number) {
  std::string text = number.negative ? "-" : "";
  if (number.is_infinite()) return text + "Infinity";
  text += number.is_signaling() ? "sNaN" : "NaN";
  if (number.coefficient != kZero) text += digits_of(number.coefficient);
  return text;
}

}  // namespace

std::string number_text(const Number& number, bool engineering, bool capitals) {
  if (!number.is_finite()) return special_text(number);
  std::string digits = digits_of(number.coefficient);
  const auto size = static_cast<int64_t>(digits.size());
  const int64_t left = number.exponent + size;  // digits before the point without an exponent
  int64_t point;
  if (number.exponent <= 0 && left > -6) {
    point = left;
  } else if (!engineering) {
    point = 1;
  } else if (number.is_zero()) {
    point = ((left + 1) % 3 + 3) % 3 - 1;
  } else {
    point = ((left - 1) % 3 + 3) % 3 + 1;
  }
  std::string text = number.negative ? "-" : "";
  if (point <= 0) {
    text += "0." + std::string(static_cast<size_t>(-point), '0') + digits;
  } else if (point >= size) {
    text += digits + std::string(static_cast<size_t>(point - size), '0');
  } else {
    text += digits.substr(0, static_cast<size_t>(point)) + "." + digits.substr(static_cast<size_t>(point));
  }
  if (left != point) text += fmt::format("{}{:+}", capitals ? 'E' : 'e', left - point);
  return text;
}

}  // namespace memphis::decimal
