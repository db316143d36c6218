#include "runtime/complex_operations.h"

#include <cmath>
#include <limits>

#include "base/hash.h"
#include "base/number_text.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool is_infinite(ComplexNumber z) { return std::isinf(z.real) || std::isinf(z.imaginary); }
bool is_finite(ComplexNumber z) { return std::isfinite(z.real) && std::isfinite(z.imaginary); }
bool is_nan(ComplexNumber z) { return std::isnan(z.real) && std::isnan(z.imaginary); }

// The direction in which an infinite number lies: infinite parts count one, others zero, signs kept.
ComplexNumber direction(ComplexNumber z) {
  return {std::copysign(std::isinf(z.real) ? 1.0 : 0.0, z.real),
          std::copysign(std::isinf(z.imaginary) ? 1.0 : 0.0, z.imaginary)};
}
double nan_to_zero(double x) { return std::isnan(x) ? std::copysign(0.0, x) : x; }
ComplexNumber nans_to_zero(ComplexNumber z) { return {nan_to_zero(z.real), nan_to_zero(z.imaginary)}; }

ComplexNumber plain_product(ComplexNumber a, ComplexNumber b) {
  return {a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
}

// Smith's method: everything is scaled by the divisor's larger part, so that nothing overflows needlessly.
bool divide_scaled(ComplexNumber a, ComplexNumber b, bool real_dividend, ComplexNumber& result) {
  if (std::fabs(b.real) >= std::fabs(b.imaginary)) {
    if (b.real == 0) return false;
    const double ratio = b.imaginary / b.real;
    const double scale = b.real + b.imaginary * ratio;
    result = real_dividend
                 ? ComplexNumber{a.real / scale, -a.real * ratio / scale}
                 : ComplexNumber{(a.real + a.imaginary * ratio) / scale, (a.imaginary - a.real * ratio) / scale};
  } else if (std::fabs(b.imaginary) >= std::fabs(b.real)) {
    const double ratio = b.real / b.imaginary;
    const double scale = b.real * ratio + b.imaginary;
    result = real_dividend
                 ? ComplexNumber{a.real * ratio / scale, -a.real / scale}
                 : ComplexNumber{(a.real * ratio + a.imaginary) / scale, (a.imaginary * ratio - a.real) / scale};
  } else {
    result = {std::nan(""), std::nan("")};
  }
  return true;
}

ComplexNumber unsigned_power(ComplexNumber base, unsigned exponent) {
  ComplexNumber result{1.0, 0.0};
  for (; exponent != 0; exponent >>= 1) {
    if ((exponent & 1) != 0) result = complex_multiply(result, base);
    base = complex_multiply(base, base);
  }
  return result;
}

ComplexNumber polar_power(ComplexNumber base, ComplexNumber exponent) {
  const double modulus = std::hypot(base.real, base.imaginary);
  const double angle = std::atan2(base.imaginary, base.real);
  double length = std::pow(modulus, exponent.real);
  double phase = angle * exponent.real;
  if (exponent.imaginary != 0) {
    length *= std::exp(-angle * exponent.imaginary);
    phase += exponent.imaginary * std::log(modulus);
  }
  return {length * std::cos(phase), length * std::sin(phase)};
}

}  // namespace

// C's Annex G: where infinities meet and the plain formula gives nothing but NaNs, the result is an infinity all the
// same.
ComplexNumber complex_multiply(ComplexNumber a, ComplexNumber b) {
  ComplexNumber result = plain_product(a, b);
  if (!is_nan(result)) return result;
  bool recalculate = false;
  if (is_infinite(a)) {
    a = direction(a);
    b = nans_to_zero(b);
    recalculate = true;
  }
  if (is_infinite(b)) {
    b = direction(b);
    a = nans_to_zero(a);
    recalculate = true;
  }
  if (!recalculate && (std::isinf(a.real * b.real) || std::isinf(a.imaginary * b.imaginary) ||
                       std::isinf(a.real * b.imaginary) || std::isinf(a.imaginary * b.real))) {
    a = nans_to_zero(a);
    b = nans_to_zero(b);
    recalculate = true;
  }
  if (!recalculate) return result;
  result = plain_product(a, b);
  return {kInfinity * result.real, kInfinity * result.imaginary};
}

bool complex_divide(ComplexNumber a, ComplexNumber b, ComplexNumber& result) {
  if (!divide_scaled(a, b, false, result)) return false;
  if (!is_nan(result)) return true;
  if (is_infinite(a) && is_finite(b)) {
    a = direction(a);
    result = {kInfinity * (a.real * b.real + a.imaginary * b.imaginary),
              kInfinity * (a.imaginary * b.real - a.real * b.imaginary)};
  } else if (is_infinite(b) && is_finite(a)) {
    b = direction(b);
    result = {0.0 * (a.real * b.real + a.imaginary * b.imaginary), 0.0 * (a.imaginary * b.real - a.real * b.imaginary)};
  }
  return true;
}

bool complex_divide(double a, ComplexNumber b, ComplexNumber& result) {
  if (!divide_scaled({a, 0.0}, b, true, result)) return false;
  if (is_nan(result) && std::isfinite(a) && is_infinite(b)) {
    b = direction(b);
    result = {0.0 * (a * b.real), 0.0 * (-a * b.imaginary)};
  }
  return true;
}

Value complex_power(Thread& thread, ComplexNumber base, ComplexNumber exponent) {
  ComplexNumber result;
  const bool base_is_zero = base.real == 0 && base.imaginary == 0;
  if (base_is_zero && (exponent.real < 0 || exponent.imaginary != 0)) {
    return raise(thread, ExceptionId::kZeroDivisionError, "zero to a negative or complex power");
  }
  constexpr double kLargestStepwise = 100;
  if (exponent.imaginary == 0 && exponent.real == std::floor(exponent.real) &&
      std::fabs(exponent.real) <= kLargestStepwise) {
    const int count = static_cast<int>(exponent.real);
    result = unsigned_power(base, static_cast<unsigned>(count < 0 ? -count : count));
    if (count <= 0 && !complex_divide(ComplexNumber{1.0, 0.0}, result, result)) {
      return raise(thread, ExceptionId::kZeroDivisionError, "zero to a negative or complex power");
    }
  } else if (!base_is_zero) {
    result = polar_power(base, exponent);
  }
  if (is_infinite(result)) return raise(thread, ExceptionId::kOverflowError, "complex exponentiation");
  return make_complex(thread, result.real, result.imaginary);
}

int64_t complex_hash(Value value) {
  const auto* cell = value.as<Complex>();
  auto hash_part = [&](double part) { return std::isnan(part) ? hash_pointer(cell) : hash_double(part); };
  return hash_complex(hash_part(cell->real), hash_part(cell->imaginary));
}

void append_complex_repr(std::string& out, ComplexNumber value) {
  if (value.real == 0 && !std::signbit(value.real)) {
    append_double(out, value.imaginary, {});
    out += 'j';
    return;
  }
  out += '(';
  append_double(out, value.real, {});
  append_double(out, value.imaginary, {.always_sign = true});
  out += "j)";
}

}  // namespace memphis
