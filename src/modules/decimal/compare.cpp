// Comparison, choice, neighbours, and the operations on digits.
#include <algorithm>

#include "base/bigint.h"
#include "modules/decimal/number.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"

namespace memphis::decimal {

namespace {

constexpr Value kOneInt = Value::small_int(1);

Number number_of(int64_t value) {
  Number number;
  number.negative = value < 0;
  number.coefficient = Value::small_int(value < 0 ? -value : value);
  return number;
}

int sign_of(const Number& number) { return number.is_zero() ? 0 : number.negative ? -1 : 1; }

}  // namespace

Fallible<int> compare_numbers(Thread& thread, const Number& a, const Number& b) {
  const int left = sign_of(a), right = sign_of(b);
  if (left != right) return left < right ? -1 : 1;
  if (left == 0) return 0;
  if (a.is_infinite() || b.is_infinite()) return (a.is_infinite() - b.is_infinite()) * left;
  return TRY(compare_scaled(thread, a.coefficient, a.exponent, b.coefficient, b.exponent)) * left;
}

Result compare(Thread& thread, const Number& a, const Number& b, Settings& settings, bool signal) {
  if (has_nan(a, &b)) {
    if (signal) settings.status |= kInvalidOperation;
    return propagate_nan(thread, a, &b, settings);
  }
  return number_of(TRY(compare_numbers(thread, a, b)));
}

namespace {

// The place of a kind in the total order of magnitudes.
int total_rank(const Number& number) {
  switch (number.kind) {
    case NumberKind::kFinite: return 0;
    case NumberKind::kInfinity: return 1;
    case NumberKind::kSignalingNan: return 2;
    default: return 3;
  }
}

}  // namespace

Fallible<int> compare_total(Thread& thread, const Number& a, const Number& b, bool magnitude) {
  const bool a_negative = a.negative && !magnitude, b_negative = b.negative && !magnitude;
  if (a_negative != b_negative) return a_negative ? -1 : 1;
  const int direction = a_negative ? -1 : 1;
  const int left = total_rank(a), right = total_rank(b);
  if (left != right) return (left < right ? -1 : 1) * direction;
  if (a.is_nan()) return int_compare(a.coefficient, b.coefficient) * direction;
  if (a.is_infinite()) return 0;
  const int order = TRY(compare_scaled(thread, a.coefficient, a.exponent, b.coefficient, b.exponent));
  if (order != 0) return order * direction;
  return (a.exponent < b.exponent ? -1 : a.exponent > b.exponent) * direction;
}

Result choose(Thread& thread, const Number& a, const Number& b, Settings& settings, Choice choice) {
  if (has_nan(a, &b)) {  // a number beats a quiet NaN
    if (!a.is_nan() && b.kind == NumberKind::kQuietNan) return finalize(thread, a, settings);
    if (!b.is_nan() && a.kind == NumberKind::kQuietNan) return finalize(thread, b, settings);
    return propagate_nan(thread, a, &b, settings);
  }
  const bool by_magnitude = choice == Choice::kMaximumMagnitude || choice == Choice::kMinimumMagnitude;
  Number left = a, right = b;
  if (by_magnitude) left.negative = right.negative = false;
  int order = TRY(compare_numbers(thread, left, right));
  if (order == 0) order = TRY(compare_total(thread, a, b, false));
  const bool wants_maximum = choice == Choice::kMaximum || choice == Choice::kMaximumMagnitude;
  return finalize(thread, (order < 0) == wants_maximum ? b : a, settings);
}

// ---- Neighbours ----

Result next_step(Thread& thread, const Number& a, Settings& settings, bool up) {
  if (a.is_nan()) return propagate_nan(thread, a, nullptr, settings);
  if (a.is_infinite()) {
    if (a.negative != up) return a;
    Number greatest{a.negative, NumberKind::kFinite, settings.top()};
    greatest.coefficient = TRY(int_subtract(thread, TRY(power_of_ten(thread, settings.precision)), kOneInt));
    return greatest;
  }
  Settings quiet = settings;
  quiet.rounding = up ? Rounding::kCeiling : Rounding::kFloor;
  const Number rounded = TRY(finalize(thread, a, quiet));
  if (!rounded.is_finite() || TRY(compare_numbers(thread, rounded, a)) != 0) return rounded;
  const Number step{!up, NumberKind::kFinite, settings.tiny() - 1, kOneInt};
  return add(thread, a, step, quiet);
}

Result next_toward(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (has_nan(a, &b)) return propagate_nan(thread, a, &b, settings);
  const int order = TRY(compare_numbers(thread, a, b));
  if (order == 0) {
    Number result = a;
    result.negative = b.negative;
    return result;
  }
  const Number result = TRY(next_step(thread, a, settings, order < 0));
  if (result.is_infinite()) {
    settings.status |= kOverflow | kRounded | kInexact;
  } else if (adjusted(result) < settings.minimum) {
    settings.status |= kUnderflow | kSubnormal | kRounded | kInexact;
    if (result.is_zero()) settings.status |= kClamped;
  }
  return result;
}

// ---- Digits ----

namespace {

// The digits as a text of zeros and ones, the last ones that the precision has room for. False: it has other digits.
bool logical_digits(const Number& number, const Settings& settings, std::string& digits) {
  if (!number.is_finite() || number.negative || number.exponent != 0) return false;
  digits = digits_of(number.coefficient);
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c == '0' || c == '1'; })) return false;
  const auto excess = static_cast<int64_t>(digits.size()) - settings.precision;
  if (excess > 0) digits.erase(0, static_cast<size_t>(excess));
  return true;
}

Result number_of_digits(Thread& thread, std::string_view digits) {
  IntBuffer buffer;
  bigint::from_digits(buffer, digits, 10);
  Number number;
  number.coefficient = TRY(make_int(thread, buffer));
  return number;
}

}  // namespace

Result logical(Thread& thread, const Number& a, const Number& b, Settings& settings, Logical operation) {
  std::string left, right;
  if (!logical_digits(a, settings, left)) return invalid(settings);
  if (operation == Logical::kInvert) {
    if (settings.precision > int64_t{1} << 28) return raise_memory_error(thread);
    right.assign(static_cast<size_t>(settings.precision), '1');
  } else if (!logical_digits(b, settings, right)) {
    return invalid(settings);
  }
  const size_t width = std::max(left.size(), right.size());
  left.insert(0, width - left.size(), '0');
  right.insert(0, width - right.size(), '0');
  for (size_t i = 0; i < width; i++) {
    const bool x = left[i] == '1', y = right[i] == '1';
    const bool result = operation == Logical::kAnd ? x && y : operation == Logical::kOr ? x || y : x != y;
    left[i] = result ? '1' : '0';
  }
  return number_of_digits(thread, left);
}

bool small_integer(const Number& a, int64_t& value) {
  if (!a.is_finite() || a.exponent != 0 || !int_to_int64(a.coefficient, value)) return false;
  if (a.negative) value = -value;
  return true;
}

Result shift(Thread& thread, const Number& a, const Number& b, Settings& settings, bool rotate) {
  if (has_nan(a, &b)) return propagate_nan(thread, a, &b, settings);
  int64_t places;
  if (!small_integer(b, places) || places < -settings.precision || places > settings.precision) {
    return invalid(settings);
  }
  if (a.is_infinite()) return a;
  if (settings.precision > int64_t{1} << 28) return raise_memory_error(thread);
  std::string digits = digits_of(a.coefficient);
  const auto width = static_cast<size_t>(settings.precision);
  if (digits.size() > width) digits = digits.substr(digits.size() - width);
  digits.insert(0, width - digits.size(), '0');
  const auto count = static_cast<size_t>(places < 0 ? -places : places);
  if (rotate) {
    const size_t left = places < 0 ? width - count : count;
    digits = digits.substr(left) + digits.substr(0, left);
  } else if (places < 0) {
    digits = std::string(count, '0') + digits.substr(0, width - count);
  } else {
    digits = digits.substr(count) + std::string(count, '0');
  }
  Number result = TRY(number_of_digits(thread, digits));
  result.negative = a.negative;
  result.exponent = a.exponent;
  return result;
}

// ---- Exponents ----

Result scale(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (has_nan(a, &b)) return propagate_nan(thread, a, &b, settings);
  int64_t places;
  if (!small_integer(b, places)) return invalid(settings);
  // Neither factor's digits are counted: 2 * (Emax + prec).
  const int64_t limit = settings.maximum > INT64_MAX / 4 ? INT64_MAX / 2 : 2 * (settings.maximum + settings.precision);
  if (places < -limit || places > limit) return invalid(settings);
  if (a.is_infinite()) return a;
  Number result = a;
  result.exponent += places;
  return finalize(thread, result, settings);
}

Result exponent_of(Thread& thread, const Number& a, Settings& settings) {
  if (a.is_nan()) return propagate_nan(thread, a, nullptr, settings);
  if (a.is_infinite()) return make_infinity(false);
  if (a.is_zero()) {
    settings.status |= kDivisionByZero;
    return make_infinity(true);
  }
  return finalize(thread, number_of(adjusted(a)), settings);
}

bool is_subnormal(const Number& a, const Settings& settings) {
  return a.is_finite() && !a.is_zero() && adjusted(a) < settings.minimum;
}

const char* number_class(const Number& a, const Settings& settings) {
  if (a.is_nan()) return a.is_signaling() ? "sNaN" : "NaN";
  if (a.is_infinite()) return a.negative ? "-Infinity" : "+Infinity";
  if (a.is_zero()) return a.negative ? "-Zero" : "+Zero";
  if (is_subnormal(a, settings)) return a.negative ? "-Subnormal" : "+Subnormal";
  return a.negative ? "-Normal" : "+Normal";
}

}  // namespace memphis::decimal
