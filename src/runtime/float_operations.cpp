#include "runtime/float_operations.h"

#include <cerrno>
#include <cmath>
#include <cstring>

#include "base/bigint.h"
#include "base/number_text.h"
#include "runtime/call.h"
#include "runtime/complex_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"

namespace memphis {

namespace {

FailureOfAnyType raise_division_by_zero(Thread& thread) {
  return raise(thread, ExceptionId::kZeroDivisionError, "division by zero");
}

// The remainder has the divisor's sign, zero included.
double floor_remainder(double left, double right) {
  double remainder = std::fmod(left, right);
  if (remainder == 0) return std::copysign(0.0, right);
  if ((right < 0) != (remainder < 0)) remainder += right;
  return remainder;
}

void divide_floor(double left, double right, double& quotient, double& remainder) {
  remainder = std::fmod(left, right);
  // left - remainder is a multiple of right, up to rounding: the quotient is near an integer, and made one below.
  double ratio = (left - remainder) / right;
  if (remainder == 0) {
    remainder = std::copysign(0.0, right);
  } else if ((right < 0) != (remainder < 0)) {
    remainder += right;
    ratio -= 1.0;
  }
  if (ratio == 0) {
    quotient = std::copysign(0.0, left / right);
  } else {
    quotient = std::floor(ratio);
    if (ratio - quotient > 0.5) quotient += 1.0;
  }
}

}  // namespace

FailureOfAnyType raise_result_out_of_range(Thread& thread) {
  Value text = TRY(make_str(thread, std::strerror(ERANGE)));
  Value type = thread.runtime.exception_type(ExceptionId::kOverflowError);
  return raise_value(thread, TRY(call(thread, type, {Value::small_int(ERANGE), text})));
}

Value float_true_divide(Thread& thread, double left, double right) {
  if (right == 0) return raise_division_by_zero(thread);
  return make_float(thread, left / right);
}

Value float_floor_divide(Thread& thread, double left, double right) {
  if (right == 0) return raise_division_by_zero(thread);
  double quotient, remainder;
  divide_floor(left, right, quotient, remainder);
  return make_float(thread, quotient);
}

Value float_modulo(Thread& thread, double left, double right) {
  if (right == 0) return raise_division_by_zero(thread);
  return make_float(thread, floor_remainder(left, right));
}

Status float_divide_modulo(Thread& thread, double left, double right, double& quotient, double& remainder) {
  if (right == 0) return raise_division_by_zero(thread);
  divide_floor(left, right, quotient, remainder);
  return {};
}

Value float_power(Thread& thread, double base, double exponent) {
  // C's pow has every special case right except for those that Python refuses or answers with a complex.
  if (base == 0 && exponent < 0 && !std::isinf(exponent))
    return raise(thread, ExceptionId::kZeroDivisionError, "zero to a negative power");
  if (base < 0 && std::isfinite(base) && std::isfinite(exponent) && exponent != std::floor(exponent)) {
    return complex_power(thread, {base, 0.0}, {exponent, 0.0});
  }
  const double result = std::pow(base, exponent);
  if (std::isinf(result) && std::isfinite(base) && std::isfinite(exponent)) return raise_result_out_of_range(thread);
  return make_float(thread, result);
}

Value float_round(Thread& thread, double value) {
  return int_from_double(thread, std::isfinite(value) ? std::nearbyint(value) : value);
}

Value float_round_digits(Thread& thread, double value, int64_t digits) {
  if (!std::isfinite(value)) return make_float(thread, value);
  const double rounded = round_to_decimals(value, digits);
  if (std::isinf(rounded)) return raise(thread, ExceptionId::kOverflowError, "rounded value too large to represent");
  return make_float(thread, rounded);
}

std::partial_ordering compare_floats(double left, double right) { return left <=> right; }

std::partial_ordering compare_float_int(double left, Value right) {
  right = without_bool(right);
  if (std::isnan(left)) return std::partial_ordering::unordered;
  if (right.is_small_int()) {
    constexpr int64_t kExact = int64_t{1} << 53;
    const int64_t integer = right.as_small_int();
    if (integer >= -kExact && integer <= kExact) return left <=> static_cast<double>(integer);
  }
  return 0 <=> bigint::compare(IntReader(right).view(), left);
}

int64_t float_hash(Value value) {
  const double number = float_value(value);
  if (std::isnan(number)) return hash_pointer(value.cell());
  return hash_double(number);
}

Value float_to_str(Thread& thread, double value) {
  char text[kMaxReprSize];
  const unsigned size = write_double_repr(value, text);
  return make_str(thread, std::string_view(text, size));
}

}  // namespace memphis
