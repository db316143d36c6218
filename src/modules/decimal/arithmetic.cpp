// The operations that need nothing but integers.
#include <algorithm>

#include "base/bigint.h"
#include "modules/decimal/number.h"
#include "runtime/int_operations.h"

namespace memphis::decimal {

namespace {

constexpr Value kZero = Value::small_int(0);
constexpr Value kOneInt = Value::small_int(1);

Number with_sign(Number number, bool negative) {
  number.negative = negative;
  return number;
}

// Brings both to the lesser exponent. One that is too small to matter but for rounding becomes a mark that does.
Status align(Thread& thread, Number& a, Number& b, int64_t precision) {
  Number& high = a.exponent >= b.exponent ? a : b;
  Number& low = a.exponent >= b.exponent ? b : a;
  const int64_t least = high.exponent + std::min<int64_t>(-1, digit_count(high.coefficient) - precision - 2);
  if (adjusted(low) < least) {
    low.coefficient = kOneInt;
    low.exponent = least;
  }
  high.coefficient = TRY(shift_digits(thread, high.coefficient, high.exponent - low.exponent));
  high.exponent = low.exponent;
  return {};
}

// A zero and another number.
Result add_zero(Thread& thread, const Number& other, int64_t exponent, Settings& settings) {
  exponent = std::min(exponent, other.exponent);
  exponent = std::max(exponent, other.exponent - settings.precision - 1);
  return finalize(thread, TRY(rescale(thread, other, exponent, settings.rounding)), settings);
}

Result add_finite(Thread& thread, Number a, Number b, Settings& settings) {
  const int64_t exponent = std::min(a.exponent, b.exponent);
  const bool floor = settings.rounding == Rounding::kFloor;
  if (a.is_zero() && b.is_zero()) {
    const bool negative = a.negative == b.negative ? a.negative : floor;
    return finalize(thread, make_zero(negative, exponent), settings);
  }
  if (a.is_zero()) return add_zero(thread, b, exponent, settings);
  if (b.is_zero()) return add_zero(thread, a, exponent, settings);
  TRY(align(thread, a, b, settings.precision));
  Number sum{a.negative, NumberKind::kFinite, a.exponent};
  if (a.negative == b.negative) {
    sum.coefficient = TRY(int_add(thread, a.coefficient, b.coefficient));
    return finalize(thread, sum, settings);
  }
  const int order = int_compare(a.coefficient, b.coefficient);
  if (order == 0) return finalize(thread, make_zero(floor, exponent), settings);
  const Number& greater = order > 0 ? a : b;
  const Number& lesser = order > 0 ? b : a;
  sum.negative = greater.negative;
  sum.coefficient = TRY(int_subtract(thread, greater.coefficient, lesser.coefficient));
  return finalize(thread, sum, settings);
}

Result add_signed(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (a.is_infinite()) {
    if (b.is_infinite() && a.negative != b.negative) return invalid(settings);
    return a;
  }
  if (b.is_infinite()) return b;
  return add_finite(thread, a, b, settings);
}

}  // namespace

Result plus(Thread& thread, const Number& a, Settings& settings) {
  if (a.is_nan()) return propagate_nan(thread, a, nullptr, settings);
  Number result = a;
  if (a.is_zero() && settings.rounding != Rounding::kFloor) result.negative = false;
  return finalize(thread, result, settings);
}

Result minus(Thread& thread, const Number& a, Settings& settings) {
  if (a.is_nan()) return propagate_nan(thread, a, nullptr, settings);
  Number result = with_sign(a, !a.negative);
  if (a.is_zero() && settings.rounding != Rounding::kFloor) result.negative = false;
  return finalize(thread, result, settings);
}

Result absolute(Thread& thread, const Number& a, Settings& settings) {
  if (a.is_nan()) return propagate_nan(thread, a, nullptr, settings);
  return a.negative ? minus(thread, a, settings) : plus(thread, a, settings);
}

Result add(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (has_nan(a, &b)) return propagate_nan(thread, a, &b, settings);
  return add_signed(thread, a, b, settings);
}

Result subtract(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (has_nan(a, &b)) return propagate_nan(thread, a, &b, settings);
  return add_signed(thread, a, with_sign(b, !b.negative), settings);
}

namespace {

// The exact product of what is no NaN.
Result product(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  const bool negative = a.negative != b.negative;
  if (a.is_infinite() || b.is_infinite()) {
    if (a.is_zero() || b.is_zero()) return invalid(settings);
    return make_infinity(negative);
  }
  Number result{negative, NumberKind::kFinite, a.exponent + b.exponent};
  result.coefficient = TRY(int_multiply(thread, a.coefficient, b.coefficient));
  return result;
}

}  // namespace

Result multiply(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (has_nan(a, &b)) return propagate_nan(thread, a, &b, settings);
  return finalize(thread, TRY(product(thread, a, b, settings)), settings);
}

Result fused_multiply_add(Thread& thread, const Number& a, const Number& b, const Number& c, Settings& settings) {
  if (has_nan(a, &b)) {
    // Signalling ones go first, whichever they are.
    if (c.is_signaling() && !a.is_signaling() && !b.is_signaling()) return propagate_nan(thread, c, nullptr, settings);
    return propagate_nan(thread, a, &b, settings);
  }
  const Number exact = TRY(product(thread, a, b, settings));
  if (exact.is_nan()) return exact;
  return add(thread, exact, c, settings);
}

// ---- Division ----

Result divide(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (has_nan(a, &b)) return propagate_nan(thread, a, &b, settings);
  const bool negative = a.negative != b.negative;
  if (a.is_infinite()) return b.is_infinite() ? invalid(settings) : make_infinity(negative);
  if (b.is_infinite()) {
    settings.status |= kClamped;
    return make_zero(negative, settings.tiny());
  }
  if (b.is_zero()) {
    if (a.is_zero()) return invalid(settings, kDivisionUndefined);
    settings.status |= kDivisionByZero;
    return make_infinity(negative);
  }
  const int64_t ideal = a.exponent - b.exponent;
  if (a.is_zero()) return finalize(thread, make_zero(negative, ideal), settings);
  const int64_t places = digit_count(b.coefficient) - digit_count(a.coefficient) + settings.precision + 1;
  Value dividend = a.coefficient, divisor = b.coefficient;
  if (places >= 0) {
    dividend = TRY(shift_digits(thread, dividend, places));
  } else {
    divisor = TRY(shift_digits(thread, divisor, -places));
  }
  Number result{negative, NumberKind::kFinite, ideal - places};
  Value rest;
  TRY(int_divide_modulo(thread, dividend, divisor, result.coefficient, rest));
  if (rest != kZero) {  // a last digit that is not rounded by mistake
    if (TRY(int_modulo(thread, result.coefficient, Value::small_int(5))) == kZero) {
      result.coefficient = TRY(int_add(thread, result.coefficient, kOneInt));
    }
  } else {
    TRY(strip_zeros(thread, result, ideal));
  }
  return finalize(thread, result, settings);
}

namespace {

// Of finite numbers, the divisor not zero. False: the quotient has too many digits.
Fallible<bool> divide_finite(Thread& thread, const Number& a, const Number& b, const Settings& settings,
                             Division& result) {
  const int64_t exponent = std::min(a.exponent, b.exponent);
  result.quotient = make_zero(a.negative != b.negative, 0);
  const int64_t difference = a.is_zero() ? -2 : adjusted(a) - adjusted(b);
  if (difference <= -2) {
    result.remainder = TRY(rescale(thread, a, exponent, settings.rounding));
    return true;
  }
  if (difference > settings.precision) return false;
  Value dividend = TRY(shift_digits(thread, a.coefficient, a.exponent - exponent));
  Value divisor = TRY(shift_digits(thread, b.coefficient, b.exponent - exponent));
  result.remainder = make_zero(a.negative, exponent);
  TRY(int_divide_modulo(thread, dividend, divisor, result.quotient.coefficient, result.remainder.coefficient));
  return digit_count(result.quotient.coefficient) <= settings.precision;
}

}  // namespace

Fallible<Division> divide_with_remainder(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (has_nan(a, &b)) {
    const Number nan = TRY(propagate_nan(thread, a, &b, settings));
    return Division{nan, nan};
  }
  const bool negative = a.negative != b.negative;
  if (a.is_infinite()) {
    const Number nan = invalid(settings);
    return Division{b.is_infinite() ? nan : make_infinity(negative), nan};
  }
  if (b.is_zero()) {
    if (a.is_zero()) {
      const Number nan = invalid(settings, kDivisionUndefined);
      return Division{nan, nan};
    }
    settings.status |= kDivisionByZero | kInvalidOperation;
    return Division{make_infinity(negative), make_nan()};
  }
  Division result;
  if (b.is_infinite()) {
    result = {make_zero(negative, 0), a};
  } else if (!TRY(divide_finite(thread, a, b, settings, result))) {
    const Number nan = invalid(settings, kDivisionImpossible);
    return Division{nan, nan};
  }
  result.quotient = TRY(finalize(thread, result.quotient, settings));
  result.remainder = TRY(finalize(thread, result.remainder, settings));
  return result;
}

Result divide_integer(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (has_nan(a, &b)) return propagate_nan(thread, a, &b, settings);
  const bool negative = a.negative != b.negative;
  if (a.is_infinite()) return b.is_infinite() ? invalid(settings) : make_infinity(negative);
  if (b.is_zero()) {
    if (a.is_zero()) return invalid(settings, kDivisionUndefined);
    settings.status |= kDivisionByZero;
    return make_infinity(negative);
  }
  if (b.is_infinite()) return make_zero(negative, 0);
  Division result;
  if (!TRY(divide_finite(thread, a, b, settings, result))) return invalid(settings, kDivisionImpossible);
  return finalize(thread, result.quotient, settings);
}

Result remainder(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (has_nan(a, &b)) return propagate_nan(thread, a, &b, settings);
  if (a.is_infinite()) return invalid(settings);
  if (b.is_zero()) return invalid(settings, a.is_zero() ? kDivisionUndefined : kInvalidOperation);
  if (b.is_infinite()) return finalize(thread, a, settings);
  Division result;
  if (!TRY(divide_finite(thread, a, b, settings, result))) return invalid(settings, kDivisionImpossible);
  return finalize(thread, result.remainder, settings);
}

Result remainder_near(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (has_nan(a, &b)) return propagate_nan(thread, a, &b, settings);
  if (a.is_infinite()) return invalid(settings);
  if (b.is_zero()) return invalid(settings, a.is_zero() ? kDivisionUndefined : kInvalidOperation);
  if (b.is_infinite()) return finalize(thread, a, settings);
  const int64_t exponent = std::min(a.exponent, b.exponent);
  if (a.is_zero()) return finalize(thread, make_zero(a.negative, exponent), settings);
  const int64_t difference = adjusted(a) - adjusted(b);
  if (difference >= settings.precision + 1) return invalid(settings, kDivisionImpossible);
  if (difference <= -2) {
    return finalize(thread, TRY(rescale(thread, a, exponent, settings.rounding)), settings);
  }
  Value dividend = TRY(shift_digits(thread, a.coefficient, a.exponent - exponent));
  Value divisor = TRY(shift_digits(thread, b.coefficient, b.exponent - exponent));
  Value quotient, rest;
  TRY(int_divide_modulo(thread, dividend, divisor, quotient, rest));
  Number result{a.negative, NumberKind::kFinite, exponent};
  const int half = int_compare(TRY(int_multiply(thread, rest, Value::small_int(2))), divisor);
  if (half > 0 || (half == 0 && int_is_odd(quotient))) {
    rest = TRY(int_subtract(thread, divisor, rest));
    quotient = TRY(int_add(thread, quotient, kOneInt));
    result.negative = !result.negative;
  }
  if (digit_count(quotient) > settings.precision) return invalid(settings, kDivisionImpossible);
  result.coefficient = rest;
  return finalize(thread, result, settings);
}

// ---- Others ----

Result square_root(Thread& thread, const Number& a, Settings& settings) {
  if (a.is_nan()) return propagate_nan(thread, a, nullptr, settings);
  if (a.is_infinite() && !a.negative) return a;
  const int64_t half = a.exponent >= 0 ? a.exponent / 2 : -((1 - a.exponent) / 2);
  if (a.is_zero()) return finalize(thread, make_zero(a.negative, half), settings);
  if (a.negative) return invalid(settings);
  Value radicand = a.coefficient;
  int64_t digits = digit_count(radicand);
  const bool is_odd = a.exponent - 2 * half != 0;
  if (is_odd) radicand = TRY(shift_digits(thread, radicand, 1));
  const int64_t root_digits = is_odd ? digits / 2 + 1 : (digits + 1) / 2;
  const int64_t places = settings.precision + 1 - root_digits;
  bool is_exact = true;
  if (places >= 0) {
    radicand = TRY(shift_digits(thread, radicand, 2 * places));
  } else {
    Value quotient, rest;
    TRY(int_divide_modulo(thread, radicand, TRY(power_of_ten(thread, -2 * places)), quotient, rest));
    radicand = quotient;
    is_exact = rest == kZero;
  }
  TRY(reserve_limbs(thread, static_cast<uint64_t>(settings.precision / 4 + digits)));
  IntBuffer buffer;
  bigint::square_root(buffer, IntReader(radicand));
  Value root = TRY(make_int(thread, buffer));
  is_exact = is_exact && int_equal(TRY(int_multiply(thread, root, root)), radicand);
  Number result{false, NumberKind::kFinite, half - places, root};
  if (is_exact) {
    result.exponent = half;
    result.coefficient = places >= 0 ? TRY(int_floor_divide(thread, root, TRY(power_of_ten(thread, places))))
                                     : TRY(shift_digits(thread, root, -places));
  } else if (TRY(int_modulo(thread, root, Value::small_int(5))) == kZero) {
    result.coefficient = TRY(int_add(thread, root, kOneInt));
  }
  const Rounding rounding = settings.rounding;
  settings.rounding = Rounding::kHalfEven;
  Result rounded = finalize(thread, result, settings);
  settings.rounding = rounding;
  return rounded;
}

Result quantize(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  if (has_nan(a, &b)) return propagate_nan(thread, a, &b, settings);
  if (a.is_infinite() || b.is_infinite()) {
    return a.is_infinite() && b.is_infinite() ? a : invalid(settings);
  }
  if (b.exponent < settings.tiny() || b.exponent > settings.maximum) return invalid(settings);
  if (a.is_zero()) return finalize(thread, make_zero(a.negative, b.exponent), settings);
  if (adjusted(a) > settings.maximum || adjusted(a) - b.exponent + 1 > settings.precision) return invalid(settings);
  uint32_t status = 0;
  const Number result = TRY(rescale(thread, a, b.exponent, settings.rounding, &status));
  if (!result.is_zero() &&
      (adjusted(result) > settings.maximum || digit_count(result.coefficient) > settings.precision)) {
    return invalid(settings);
  }
  if (!result.is_zero() && adjusted(result) < settings.minimum) status |= kSubnormal;
  settings.status |= status;
  return finalize(thread, result, settings);
}

Result normalize(Thread& thread, const Number& a, Settings& settings) {
  if (a.is_nan()) return propagate_nan(thread, a, nullptr, settings);
  Number result = TRY(finalize(thread, a, settings));
  if (!result.is_finite()) return result;
  if (result.is_zero()) return make_zero(result.negative, 0);
  TRY(strip_zeros(thread, result, settings.clamp ? settings.top() : settings.maximum));
  return result;
}

Result to_integral(Thread& thread, const Number& a, Settings& settings, bool exact) {
  if (a.is_nan()) return propagate_nan(thread, a, nullptr, settings);
  if (!a.is_finite() || a.exponent >= 0) return a;
  if (a.is_zero()) return make_zero(a.negative, 0);
  return rescale(thread, a, 0, settings.rounding, exact ? &settings.status : nullptr);
}

}  // namespace memphis::decimal
