#include "modules/math.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>

#include "base/number_text.h"
#include "modules/modules.h"
#include "objects/sequence.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/float_operations.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

FailureOfAnyType raise_domain_error(Thread& thread) { return raise_value_error(thread, "math domain error"); }
FailureOfAnyType raise_range_error(Thread& thread) {
  return raise(thread, ExceptionId::kOverflowError, "math range error");
}
FailureOfAnyType raise_unexpected(Thread& thread, const char* expected, double given) {
  std::string text;
  append_double_repr(text, given);
  return raise_value_error(thread, "expected {}, got {}", expected, text);
}

// What a function of one argument accepts; null: every number.
constexpr char kFinite[] = "a finite input";
constexpr char kUnit[] = "a number in range from -1 up to 1";
constexpr char kInsideUnit[] = "a number between -1 and 1";
constexpr char kNotNegative[] = "a nonnegative input";
constexpr char kFromOne[] = "argument value not less than 1";
constexpr char kAboveMinusOne[] = "argument value > -1";
constexpr char kNoPole[] = "a noninteger or positive integer";

// A NaN that comes from a number, or an infinity that comes from a finite one, is an error: of the domain if `expected`
// names one, else of the range.
template <double (*function)(double), const char* expected = nullptr>
Value unary(Thread& thread, Value* args) {
  const double x = TRY(to_double(thread, args[0]));
  const double result = function(x);
  if (std::isnan(result) && !std::isnan(x)) [[unlikely]] {
    if constexpr (expected != nullptr) return raise_unexpected(thread, expected, x);
    return raise_domain_error(thread);
  }
  if (std::isinf(result) && std::isfinite(x)) [[unlikely]] {
    if constexpr (expected != nullptr) return raise_unexpected(thread, expected, x);
    return raise_range_error(thread);
  }
  return make_float(thread, result);
}

template <double (*function)(double, double)>
Value binary(Thread& thread, Value* args) {
  const double x = TRY(to_double(thread, args[0]));
  const double y = TRY(to_double(thread, args[1]));
  return make_float(thread, function(x, y));
}

template <double (*function)(double, GammaStatus&)>
Value gamma_like(Thread& thread, Value* args) {
  const double x = TRY(to_double(thread, args[0]));
  GammaStatus status;
  const double result = function(x, status);
  if (status == GammaStatus::kPole) return raise_unexpected(thread, kNoPole, x);
  if (status == GammaStatus::kOverflow) return raise_range_error(thread);
  return make_float(thread, result);
}

template <bool (*test)(double)>
Value predicate(Thread& thread, Value* args) {
  return Value::boolean(test(TRY(to_double(thread, args[0]))));
}
bool is_finite(double x) { return std::isfinite(x); }
bool is_infinite(double x) { return std::isinf(x); }
bool is_nan(double x) { return std::isnan(x); }

double to_degrees(double x) { return x * (180.0 / std::numbers::pi); }
double to_radians(double x) { return x * (std::numbers::pi / 180.0); }
Value degrees(Thread& thread, Value* args) { return make_float(thread, to_degrees(TRY(to_double(thread, args[0])))); }
Value radians(Thread& thread, Value* args) { return make_float(thread, to_radians(TRY(to_double(thread, args[0])))); }

// Logarithms

// The logarithm of an int of any size; otherwise of a double.
template <double (*logarithm)(double)>
Value logarithm_of(Thread& thread, Value argument) {
  if (is_int(argument)) {
    if (int_sign(argument) <= 0) return raise_value_error(thread, "expected a positive input");
    double x;
    if (int_to_double(argument, x)) return make_float(thread, logarithm(x));
    int64_t exponent;
    const double fraction = bigint::to_fraction(IntReader(argument), exponent);
    return make_float(thread, logarithm(fraction) + logarithm(2.0) * static_cast<double>(exponent));
  }
  const double x = TRY(to_double(thread, argument));
  if (x <= 0) return raise_unexpected(thread, "a positive input", x);
  return make_float(thread, logarithm(x));
}

Value log_function(Thread& thread, Value* args) {
  Value logarithm = TRY(logarithm_of<std::log>(thread, args[0]));
  if (args[1].is_unbound()) return logarithm;
  Value divisor = TRY(logarithm_of<std::log>(thread, args[1]));
  return float_true_divide(thread, float_value(logarithm), float_value(divisor));
}
Value log2_function(Thread& thread, Value* args) { return logarithm_of<std::log2>(thread, args[0]); }
Value log10_function(Thread& thread, Value* args) { return logarithm_of<std::log10>(thread, args[0]); }

// Rounding

Value rounded(Thread& thread, Value number, Special special, double (*round)(double)) {
  if (number.is_immediate_float() || number.is_exactly(Kind::kFloat)) {
    return int_from_double(thread, round(float_value(number)));
  }
  if (is_exact_int(number)) return number;
  Value result = TRY(call_special(thread, number, special));
  if (!result.is_unbound()) return result;
  return int_from_double(thread, round(TRY(to_double(thread, number))));
}
Value floor_function(Thread& thread, Value* args) { return rounded(thread, args[0], Special::kFloor, std::floor); }
Value ceil_function(Thread& thread, Value* args) { return rounded(thread, args[0], Special::kCeil, std::ceil); }

Value trunc_function(Thread& thread, Value* args) {
  Value number = args[0];
  if (number.is_immediate_float() || number.is_exactly(Kind::kFloat)) {
    return int_from_double(thread, float_value(number));
  }
  Value result = TRY(call_special(thread, number, Special::kTrunc));
  if (!result.is_unbound()) return result;
  return raise_type_error(thread, "type {} doesn't define __trunc__ method", type_name(thread, number));
}

// Two and three arguments

Value fmod_function(Thread& thread, Value* args) {
  const double x = TRY(to_double(thread, args[0]));
  const double y = TRY(to_double(thread, args[1]));
  const double result = std::fmod(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return raise_domain_error(thread);
  return make_float(thread, result);
}

Value remainder_function(Thread& thread, Value* args) {
  const double x = TRY(to_double(thread, args[0]));
  const double y = TRY(to_double(thread, args[1]));
  const double result = std::remainder(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return raise_domain_error(thread);
  return make_float(thread, result);
}

Value pow_function(Thread& thread, Value* args) {
  const double x = TRY(to_double(thread, args[0]));
  const double y = TRY(to_double(thread, args[1]));
  const double result = std::pow(x, y);
  if (std::isfinite(x) && std::isfinite(y)) {
    if (std::isnan(result)) return raise_domain_error(thread);
    if (std::isinf(result)) return x == 0 ? raise_domain_error(thread) : raise_range_error(thread);
  }
  return make_float(thread, result);
}

Value fma_function(Thread& thread, Value* args) {
  const double x = TRY(to_double(thread, args[0]));
  const double y = TRY(to_double(thread, args[1]));
  const double z = TRY(to_double(thread, args[2]));
  const double result = std::fma(x, y, z);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y) && !std::isnan(z)) {
    return raise_value_error(thread, "invalid operation in fma");
  }
  if (std::isinf(result) && std::isfinite(x) && std::isfinite(y) && std::isfinite(z)) {
    return raise(thread, ExceptionId::kOverflowError, "overflow in fma");
  }
  return make_float(thread, result);
}

Value ldexp_function(Thread& thread, Value* args) {
  const double x = TRY(to_double(thread, args[0]));
  if (!is_int(args[1])) return raise_type_error(thread, "Expected an int as second argument to ldexp.");
  int64_t exponent;
  if (!int_to_int64(args[1], exponent)) exponent = int_sign(args[1]) < 0 ? INT64_MIN : INT64_MAX;
  constexpr int64_t kBeyond = 1 << 20;  // no double is so large or so small
  const double result = std::ldexp(x, static_cast<int>(std::clamp(exponent, -kBeyond, kBeyond)));
  if (std::isinf(result) && std::isfinite(x)) return raise_range_error(thread);
  return make_float(thread, result);
}

Value frexp_function(Thread& thread, Value* args) {
  const double x = TRY(to_double(thread, args[0]));
  int exponent = 0;
  const double fraction = std::isfinite(x) ? std::frexp(x, &exponent) : x;
  return make_tuple(thread, {TRY(make_float(thread, fraction)), Value::small_int(exponent)});
}

Value modf_function(Thread& thread, Value* args) {
  const double x = TRY(to_double(thread, args[0]));
  double whole;
  const double fraction = std::modf(x, &whole);
  return make_tuple(thread, {TRY(make_float(thread, fraction)), TRY(make_float(thread, whole))});
}

Value isclose_function(Thread& thread, Value* args) {
  const double a = TRY(to_double(thread, args[0]));
  const double b = TRY(to_double(thread, args[1]));
  const double relative = args[2].is_unbound() ? 1e-9 : TRY(to_double(thread, args[2]));
  const double absolute = args[3].is_unbound() ? 0.0 : TRY(to_double(thread, args[3]));
  if (relative < 0 || absolute < 0) return raise_value_error(thread, "tolerances must be non-negative");
  if (a == b) return Value::true_value();
  if (std::isinf(a) || std::isinf(b)) return Value::false_value();
  const double difference = std::fabs(b - a);
  return Value::boolean(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) ||
                        difference <= absolute);
}

// Doubles in their order as integers: neighbours differ by one.
int64_t to_rank(double x) {
  const auto bits = std::bit_cast<int64_t>(x);
  return bits < 0 ? std::numeric_limits<int64_t>::min() - bits : bits;
}
double from_rank(int64_t rank) {
  return std::bit_cast<double>(rank < 0 ? std::numeric_limits<int64_t>::min() - rank : rank);
}

Value nextafter_function(Thread& thread, Value* args) {
  const double x = TRY(to_double(thread, args[0]));
  const double y = TRY(to_double(thread, args[1]));
  if (args[2].is_unbound() || args[2].is_none()) return make_float(thread, std::nextafter(x, y));
  Value steps_argument = TRY(to_index(thread, args[2]));
  if (int_sign(steps_argument) < 0) return raise_value_error(thread, "steps must be a non-negative integer");
  uint64_t steps;
  if (!int_to_uint64(steps_argument, steps)) steps = std::numeric_limits<uint64_t>::max();
  if (steps == 0) return make_float(thread, x);
  if (std::isnan(x)) return make_float(thread, x);
  if (std::isnan(y) || x == y) return make_float(thread, y);
  const int64_t from = to_rank(x), to = to_rank(y);
  const uint64_t distance = from < to ? static_cast<uint64_t>(to) - static_cast<uint64_t>(from)
                                      : static_cast<uint64_t>(from) - static_cast<uint64_t>(to);
  if (steps >= distance) return make_float(thread, y);
  const auto rank =
      static_cast<int64_t>(from < to ? static_cast<uint64_t>(from) + steps : static_cast<uint64_t>(from) - steps);
  // Zero on the way down from above keeps the sign of where it came from.
  if (rank == 0) return make_float(thread, std::copysign(0.0, x));
  return make_float(thread, from_rank(rank));
}

Value ulp_function(Thread& thread, Value* args) {
  const double x = std::fabs(TRY(to_double(thread, args[0])));
  if (!std::isfinite(x)) return make_float(thread, x);
  const double above = std::nextafter(x, kInfinity);
  return make_float(thread, std::isinf(above) ? x - std::nextafter(x, -kInfinity) : above - x);
}

constexpr NativeDefinition kFunctions[] = {
    {"acos(x, /)", unary<::acos, kUnit>, "The arc cosine of x, in radians from 0 to pi."},
    {"acosh(x, /)", unary<::acosh, kFromOne>, "The inverse hyperbolic cosine of x."},
    {"asin(x, /)", unary<::asin, kUnit>, "The arc sine of x, in radians from -pi/2 to pi/2."},
    {"asinh(x, /)", unary<::asinh>, "The inverse hyperbolic sine of x."},
    {"atan(x, /)", unary<::atan>, "The arc tangent of x, in radians from -pi/2 to pi/2."},
    {"atan2(y, x, /)", binary<::atan2>, "The angle of the point (x, y), in radians from -pi to pi."},
    {"atanh(x, /)", unary<::atanh, kInsideUnit>, "The inverse hyperbolic tangent of x."},
    {"cbrt(x, /)", unary<::cbrt>, "The cube root of x."},
    {"ceil(x, /)", ceil_function, "The least int >= x."},
    {"copysign(x, y, /)", binary<::copysign>, "The magnitude of x with the sign of y."},
    {"cos(x, /)", unary<::cos, kFinite>, "The cosine of x radians."},
    {"cosh(x, /)", unary<::cosh>, "The hyperbolic cosine of x."},
    {"degrees(x, /)", degrees, "Radians to degrees."},
    {"dist(p, q, /)", math_dist, "The Euclidean distance of two points, each given by its coordinates."},
    {"erf(x, /)", unary<::erf>, "The error function of x."},
    {"erfc(x, /)", unary<::erfc>, "1 - erf(x), without loss for large x."},
    {"exp(x, /)", unary<::exp>, "e ** x"},
    {"exp2(x, /)", unary<::exp2>, "2 ** x"},
    {"expm1(x, /)", unary<::expm1>, "exp(x) - 1, without loss for small x."},
    {"fabs(x, /)", unary<::fabs>, "The magnitude of x, a float."},
    {"factorial(n, /)", math_factorial, "1 * 2 * ... * n"},
    {"floor(x, /)", floor_function, "The greatest int <= x."},
    {"fma(x, y, z, /)", fma_function, "x * y + z, rounded once."},
    {"fmod(x, y, /)", fmod_function, "The remainder of x / y as C has it: with the sign of x."},
    {"frexp(x, /)", frexp_function, "The pair (m, e) with x == m * 2 ** e and 0.5 <= |m| < 1, or (0.0, 0)."},
    {"fsum(seq, /)", math_fsum, "The sum of the numbers, rounded once."},
    {"gamma(x, /)", gamma_like<gamma_function>, "The gamma function of x."},
    {"gcd(*integers)", math_gcd, "The greatest common divisor."},
    {"hypot(*coordinates)", math_hypot, "The distance of a point from the origin: sqrt(x*x + y*y + ...)."},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose_function,
     "Whether a and b differ by no more than rel_tol of the larger one's magnitude, or than abs_tol."},
    {"isfinite(x, /)", predicate<is_finite>, "Whether x is neither an infinity nor a NaN."},
    {"isinf(x, /)", predicate<is_infinite>, "Whether x is an infinity of either sign."},
    {"isnan(x, /)", predicate<is_nan>, "Whether x is a NaN."},
    {"isqrt(n, /)", math_isqrt, "The square root of n, rounded down."},
    {"lcm(*integers)", math_lcm, "The least common multiple."},
    {"ldexp(x, i, /)", ldexp_function, "x * 2 ** i, the inverse of frexp()."},
    {"lgamma(x, /)", gamma_like<log_gamma_function>, "The natural logarithm of the magnitude of gamma(x)."},
    {"log(x, base=math.e, /)", log_function,
     "log(x, [base=math.e])\nThe logarithm of x in the given base, or the natural one."},
    {"log10(x, /)", log10_function, "The logarithm of x in base 10."},
    {"log1p(x, /)", unary<::log1p, kAboveMinusOne>, "log(1 + x), without loss for small x."},
    {"log2(x, /)", log2_function, "The logarithm of x in base 2."},
    {"modf(x, /)", modf_function, "The fraction and the whole part of x, both floats with its sign."},
    {"nextafter(x, y, /, *, steps=None)", nextafter_function, "The float so many steps (1) from x on the way to y."},
    {"perm(n, k=None, /)", math_perm, "How many ordered choices of k out of n things there are; n! without k."},
    {"comb(n, k, /)", math_comb, "How many choices of k out of n things there are, whatever the order."},
    {"pow(x, y, /)", pow_function, "x ** y on floats"},
    {"prod(iterable, /, *, start=1)", math_prod, "The product of start and all items."},
    {"radians(x, /)", radians, "Degrees to radians."},
    {"remainder(x, y, /)", remainder_function, "x - n*y, n the integer nearest to x / y, the even one of two."},
    {"sin(x, /)", unary<::sin, kFinite>, "The sine of x radians."},
    {"sinh(x, /)", unary<::sinh>, "The hyperbolic sine of x."},
    {"sqrt(x, /)", unary<::sqrt, kNotNegative>, "The square root of x."},
    {"sumprod(p, q, /)", math_sumprod,
     "The sum of the products of items in the same place, floats with extended precision."},
    {"tan(x, /)", unary<::tan, kFinite>, "The tangent of x radians."},
    {"tanh(x, /)", unary<::tanh>, "The hyperbolic tangent of x."},
    {"trunc(x, /)", trunc_function, "What x.__trunc__() gives: x cut towards zero."},
    {"ulp(x, /)", ulp_function, "What the last bit of x is worth."},
};

}  // namespace

Value create_math_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "math", "Mathematical functions of real numbers.", kFunctions));
  struct Constant {
    const char* name;
    double value;
  };
  for (const Constant& constant :
       {Constant{"pi", std::numbers::pi}, Constant{"e", std::numbers::e}, Constant{"tau", 2 * std::numbers::pi},
        Constant{"inf", kInfinity}, Constant{"nan", std::numeric_limits<double>::quiet_NaN()}}) {
    TRY(set_module_attribute(thread, module, constant.name, TRY(make_float(thread, constant.value))));
  }
  return module;
}

}  // namespace memphis
