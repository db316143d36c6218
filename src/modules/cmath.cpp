#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

#include "modules/modules.h"
#include "runtime/complex_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

using Complex64 = std::complex<double>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

FailureOfAnyType raise_domain_error(Thread& thread) { return raise_value_error(thread, "math domain error"); }
FailureOfAnyType raise_range_error(Thread& thread) {
  return raise(thread, ExceptionId::kOverflowError, "math range error");
}

bool is_finite(const Complex64& z) { return std::isfinite(z.real()) && std::isfinite(z.imag()); }
bool is_infinite(const Complex64& z) { return std::isinf(z.real()) || std::isinf(z.imag()); }

Fallible<Complex64> argument_of(Thread& thread, Value value) {
  const ComplexNumber number = TRY(to_complex(thread, value));
  return Complex64(number.real, number.imaginary);
}
Value make(Thread& thread, const Complex64& z) { return make_complex(thread, z.real(), z.imag()); }

// Where functions are not defined. C's functions answer with a NaN or an infinity there, Python with an exception.
bool everywhere(const Complex64&) { return false; }
bool at_zero(const Complex64& z) { return z.real() == 0 && z.imag() == 0; }
bool at_one(const Complex64& z) { return std::fabs(z.real()) == 1 && z.imag() == 0; }
bool at_i(const Complex64& z) { return z.real() == 0 && std::fabs(z.imag()) == 1; }
bool turning_for_ever(const Complex64& z) { return std::isinf(z.imag()) && !std::isnan(z.real()); }
bool turning_aside(const Complex64& z) { return std::isinf(z.real()) && !std::isnan(z.imag()); }
bool turning_unless_small(const Complex64& z) { return turning_for_ever(z) && z.real() != -kInfinity; }
bool turning_unless_far(const Complex64& z) { return std::isinf(z.imag()) && std::isfinite(z.real()); }
bool turning_aside_unless_far(const Complex64& z) { return std::isinf(z.real()) && std::isfinite(z.imag()); }

template <Complex64 (*function)(const Complex64&), bool (*undefined)(const Complex64&) = everywhere>
Value unary(Thread& thread, Value* args) {
  const Complex64 z = TRY(argument_of(thread, args[0]));
  if (undefined(z)) return raise_domain_error(thread);
  const Complex64 result = function(z);
  if (is_infinite(result) && is_finite(z)) return raise_range_error(thread);
  return make(thread, result);
}

// sqrt() of numbers near the largest would overflow on the way.
Complex64 square_root(const Complex64& z) {
  constexpr double kLarge = 0x1p1020;
  if (is_finite(z) && (std::fabs(z.real()) > kLarge || std::fabs(z.imag()) > kLarge)) return std::sqrt(z / 16.0) * 4.0;
  return std::sqrt(z);
}

// log10 of a complex number: each part of log over log(10), the modulus's taken directly.
Complex64 decimal_logarithm(const Complex64& z) {
  const Complex64 natural = std::log(z);
  constexpr double kLog10 = std::numbers::ln10;
  return {natural.real() / kLog10, natural.imag() / kLog10};
}

double phase_of(const Complex64& z) { return std::atan2(z.imag(), z.real()); }

Value log_function(Thread& thread, Value* args) {
  const Complex64 z = TRY(argument_of(thread, args[0]));
  if (at_zero(z)) return raise_domain_error(thread);
  const Complex64 result = std::log(z);
  if (args[1].is_unbound()) return make(thread, result);
  const Complex64 base = TRY(argument_of(thread, args[1]));
  if (at_zero(base)) return raise_domain_error(thread);
  const Complex64 divisor = std::log(base);
  ComplexNumber quotient;
  if (!complex_divide(ComplexNumber{result.real(), result.imag()}, ComplexNumber{divisor.real(), divisor.imag()},
                      quotient)) {
    return raise_domain_error(thread);
  }
  return make_complex(thread, quotient.real, quotient.imaginary);
}

Value phase_function(Thread& thread, Value* args) {
  return make_float(thread, phase_of(TRY(argument_of(thread, args[0]))));
}

Value polar_function(Thread& thread, Value* args) {
  const Complex64 z = TRY(argument_of(thread, args[0]));
  const double modulus = std::hypot(z.real(), z.imag());
  if (std::isinf(modulus) && is_finite(z)) return raise_range_error(thread);
  return make_tuple(thread, {TRY(make_float(thread, modulus)), TRY(make_float(thread, phase_of(z)))});
}

// r * (cos(phi) + sin(phi) * 1j), where zeros and infinities of r have the say over what phi would make of them.
Value rect_function(Thread& thread, Value* args) {
  const double r = TRY(to_double(thread, args[0]));
  const double phi = TRY(to_double(thread, args[1]));
  if (r != 0 && !std::isnan(r) && std::isinf(phi)) return raise_domain_error(thread);
  if (r == 0 && !std::isfinite(phi)) return make_complex(thread, 0.0, 0.0);
  if (std::isinf(r) && std::isnan(phi)) return make_complex(thread, r, kNan);
  if (phi == 0) return make_complex(thread, r, std::isnan(r) ? 0.0 : std::copysign(1.0, r) * phi);
  if (std::isinf(r)) {
    return make_complex(thread, std::copysign(kInfinity, std::cos(phi)) * std::copysign(1.0, r),
                        std::copysign(kInfinity, std::sin(phi)) * std::copysign(1.0, r));
  }
  return make_complex(thread, r * std::cos(phi), r * std::sin(phi));
}

Value isfinite_function(Thread& thread, Value* args) {
  return Value::boolean(is_finite(TRY(argument_of(thread, args[0]))));
}
Value isinf_function(Thread& thread, Value* args) {
  return Value::boolean(is_infinite(TRY(argument_of(thread, args[0]))));
}
Value isnan_function(Thread& thread, Value* args) {
  const Complex64 z = TRY(argument_of(thread, args[0]));
  return Value::boolean(std::isnan(z.real()) || std::isnan(z.imag()));
}

Value isclose_function(Thread& thread, Value* args) {
  const Complex64 a = TRY(argument_of(thread, args[0]));
  const Complex64 b = TRY(argument_of(thread, args[1]));
  const double relative = args[2].is_unbound() ? 1e-9 : TRY(to_double(thread, args[2]));
  const double absolute = args[3].is_unbound() ? 0.0 : TRY(to_double(thread, args[3]));
  if (relative < 0 || absolute < 0) return raise_value_error(thread, "tolerances must be non-negative");
  if (a == b) return Value::true_value();
  if (is_infinite(a) || is_infinite(b)) return Value::false_value();
  const double difference = std::abs(a - b);
  return Value::boolean(difference <= relative * std::abs(b) || difference <= relative * std::abs(a) ||
                        difference <= absolute);
}

constexpr NativeDefinition kFunctions[] = {
    {"acos(z, /)", unary<std::acos>, "The arc cosine of z."},
    {"acosh(z, /)", unary<std::acosh>, "The inverse hyperbolic cosine of z."},
    {"asin(z, /)", unary<std::asin>, "The arc sine of z."},
    {"asinh(z, /)", unary<std::asinh>, "The inverse hyperbolic sine of z."},
    {"atan(z, /)", unary<std::atan, at_i>, "The arc tangent of z."},
    {"atanh(z, /)", unary<std::atanh, at_one>, "The inverse hyperbolic tangent of z."},
    {"cos(z, /)", unary<std::cos, turning_aside>, "The cosine of z."},
    {"cosh(z, /)", unary<std::cosh, turning_for_ever>, "The hyperbolic cosine of z."},
    {"exp(z, /)", unary<std::exp, turning_unless_small>, "e ** z"},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose_function,
     "Whether a and b differ by no more than rel_tol of the larger one's magnitude, or than abs_tol."},
    {"isfinite(z, /)", isfinite_function, "Whether both parts are finite."},
    {"isinf(z, /)", isinf_function, "Whether a part is an infinity."},
    {"isnan(z, /)", isnan_function, "Whether a part is a NaN."},
    {"log(z, base=<unrepresentable>, /)", log_function, "The logarithm of z in the given base, or the natural one."},
    {"log10(z, /)", unary<decimal_logarithm, at_zero>, "The logarithm of z in base 10."},
    {"phase(z, /)", phase_function, "The angle of z, in radians from -pi to pi."},
    {"polar(z, /)", polar_function, "The distance from zero and the angle of z."},
    {"rect(r, phi, /)", rect_function, "The number at the distance and angle."},
    {"sin(z, /)", unary<std::sin, turning_aside>, "The sine of z."},
    {"sinh(z, /)", unary<std::sinh, turning_for_ever>, "The hyperbolic sine of z."},
    {"sqrt(z, /)", unary<square_root>, "The square root of z."},
    {"tan(z, /)", unary<std::tan, turning_aside_unless_far>, "The tangent of z."},
    {"tanh(z, /)", unary<std::tanh, turning_unless_far>, "The hyperbolic tangent of z."},
};

}  // namespace

Value create_cmath_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "cmath", "Mathematical functions of complex numbers.", kFunctions));
  struct Constant {
    const char* name;
    double value;
  };
  for (const Constant& constant :
       {Constant{"pi", std::numbers::pi}, Constant{"e", std::numbers::e}, Constant{"tau", 2 * std::numbers::pi},
        Constant{"inf", kInfinity}, Constant{"nan", kNan}}) {
    TRY(set_module_attribute(thread, module, constant.name, TRY(make_float(thread, constant.value))));
  }
  TRY(set_module_attribute(thread, module, "infj", TRY(make_complex(thread, 0.0, kInfinity))));
  TRY(set_module_attribute(thread, module, "nanj", TRY(make_complex(thread, 0.0, kNan))));
  return module;
}

}  // namespace memphis
