// Decimal numbers as the General Decimal Arithmetic Specification has them: what the type Decimal computes with.
//
// A Number lives on the native stack, where the collector finds its coefficient. Operations take Settings (the numeric
// part of a context), round their result to them and record in `status` what happened; they fail when memory is
// exhausted and raise nothing else. None runs user code.
#pragma once

#include <string>
#include <string_view>

#include "objects/value.h"
#include "runtime/result.h"
#include "runtime/thread.h"

namespace memphis::decimal {

enum class NumberKind : uint8_t { kFinite, kInfinity, kQuietNan, kSignalingNan };

struct Number {
  bool negative = false;
  NumberKind kind = NumberKind::kFinite;
  int64_t exponent = 0;
  Value coefficient = Value::small_int(0);  // an int that is not negative; of a NaN: the payload

  bool is_finite() const { return kind == NumberKind::kFinite; }
  bool is_infinite() const { return kind == NumberKind::kInfinity; }
  bool is_nan() const { return kind >= NumberKind::kQuietNan; }
  bool is_signaling() const { return kind == NumberKind::kSignalingNan; }
  bool is_zero() const { return is_finite() && coefficient == Value::small_int(0); }
};

enum class Rounding : uint8_t { kUp, kDown, kCeiling, kFloor, kHalfUp, kHalfDown, kHalfEven, k05Up };
inline constexpr int kRoundingCount = 8;

// What may happen. The bits are libmpdec's.
enum Condition : uint32_t {
  kClamped = 0x1,
  kConversionSyntax = 0x2,
  kDivisionByZero = 0x4,
  kDivisionImpossible = 0x8,
  kDivisionUndefined = 0x10,
  kInexact = 0x40,
  kInvalidContext = 0x80,
  kInvalidOperation = 0x100,
  kOverflow = 0x800,
  kRounded = 0x1000,
  kSubnormal = 0x2000,
  kUnderflow = 0x4000,
  kFloatOperation = 0x400,
};
inline constexpr uint32_t kAnyInvalid =
    kConversionSyntax | kDivisionImpossible | kDivisionUndefined | kInvalidContext | kInvalidOperation;

inline constexpr int64_t kMaximumPrecision = 999999999999999999;
inline constexpr int64_t kMaximumExponent = 999999999999999999;
inline constexpr int64_t kMinimumExponent = -999999999999999999;
inline constexpr int64_t kMinimumTiny = -1999999999999999997;

struct Settings {
  int64_t precision = 28;
  int64_t maximum = 999999;
  int64_t minimum = -999999;
  Rounding rounding = Rounding::kHalfEven;
  bool clamp = false;
  uint32_t status = 0;

  int64_t tiny() const { return minimum - (precision - 1); }
  int64_t top() const { return maximum - (precision - 1); }
};
// Settings that change no number that can be.
inline constexpr Settings kExact = {kMaximumPrecision, kMaximumExponent, kMinimumExponent};

using Result = Fallible<Number>;

// ---- Coefficients (number.cpp) ----

int64_t digit_count(Value coefficient);  // 1 for zero
inline int64_t adjusted(const Number& number) { return number.exponent + digit_count(number.coefficient) - 1; }
Value power_of_ten(Thread& thread, int64_t exponent);                   // MemoryError if it is too great
Value shift_digits(Thread& thread, Value coefficient, int64_t places);  // to the left, exact; not negative
// The coefficient without its last `count` digits, rounded.
struct Rounded {
  Value coefficient;
  bool is_inexact = false;
};
Fallible<Rounded> drop_digits(Thread& thread, Value coefficient, int64_t count, Rounding rounding, bool negative);
// Takes zeros off the end, as long as the exponent stays below the limit.
Status strip_zeros(Thread& thread, Number& number, int64_t limit);
// Compares a * 10**x with b * 10**y: -1, 0, 1.
Fallible<int> compare_scaled(Thread& thread, Value a, int64_t x, Value b, int64_t y);
std::string digits_of(Value coefficient);

// ---- Whole numbers ----

Number make_zero(bool negative, int64_t exponent);
Number make_infinity(bool negative);
Number make_nan();
Number make_one();
// The result of an invalid operation: a NaN.
Number invalid(Settings& settings, uint32_t condition = kInvalidOperation);
// Rounds to the settings.
Result finalize(Thread& thread, Number number, Settings& settings);
// The NaN that an operation with NaNs gives. `other` may be null.
bool has_nan(const Number& number, const Number* other);
Result propagate_nan(Thread& thread, const Number& number, const Number* other, Settings& settings);
// To the given exponent, rounding as told; the precision does not matter.
Result rescale(Thread& thread, const Number& number, int64_t exponent, Rounding rounding, uint32_t* status = nullptr);

Number number_from_int(Thread& thread, Value value);
Result number_from_double(Thread& thread, double value);
// Text without surrounding blanks. kConversionSyntax for what is none.
Result parse_number(Thread& thread, std::string_view text, Settings& settings);
std::string number_text(const Number& number, bool engineering, bool capitals);

// ---- Arithmetic (arithmetic.cpp) ----

Result plus(Thread& thread, const Number& a, Settings& settings);
Result minus(Thread& thread, const Number& a, Settings& settings);
Result absolute(Thread& thread, const Number& a, Settings& settings);
Result add(Thread& thread, const Number& a, const Number& b, Settings& settings);
Result subtract(Thread& thread, const Number& a, const Number& b, Settings& settings);
Result multiply(Thread& thread, const Number& a, const Number& b, Settings& settings);
Result fused_multiply_add(Thread& thread, const Number& a, const Number& b, const Number& c, Settings& settings);
Result divide(Thread& thread, const Number& a, const Number& b, Settings& settings);
struct Division {
  Number quotient, remainder;
};
Fallible<Division> divide_with_remainder(Thread& thread, const Number& a, const Number& b, Settings& settings);
Result divide_integer(Thread& thread, const Number& a, const Number& b, Settings& settings);
Result remainder(Thread& thread, const Number& a, const Number& b, Settings& settings);
Result remainder_near(Thread& thread, const Number& a, const Number& b, Settings& settings);
Result square_root(Thread& thread, const Number& a, Settings& settings);
Result quantize(Thread& thread, const Number& a, const Number& b, Settings& settings);
Result normalize(Thread& thread, const Number& a, Settings& settings);
// `exact`: Inexact and Rounded are told.
Result to_integral(Thread& thread, const Number& a, Settings& settings, bool exact);

// ---- Comparison and the like (compare.cpp) ----

// Without NaNs: -1, 0, 1.
Fallible<int> compare_numbers(Thread& thread, const Number& a, const Number& b);
Result compare(Thread& thread, const Number& a, const Number& b, Settings& settings, bool signal);
Fallible<int> compare_total(Thread& thread, const Number& a, const Number& b, bool magnitude);
enum class Choice : uint8_t { kMaximum, kMinimum, kMaximumMagnitude, kMinimumMagnitude };
Result choose(Thread& thread, const Number& a, const Number& b, Settings& settings, Choice choice);
Result next_toward(Thread& thread, const Number& a, const Number& b, Settings& settings);
Result next_step(Thread& thread, const Number& a, Settings& settings, bool up);
enum class Logical : uint8_t { kAnd, kOr, kXor, kInvert };
Result logical(Thread& thread, const Number& a, const Number& b, Settings& settings, Logical operation);
Result shift(Thread& thread, const Number& a, const Number& b, Settings& settings, bool rotate);
Result scale(Thread& thread, const Number& a, const Number& b, Settings& settings);
Result exponent_of(Thread& thread, const Number& a, Settings& settings);  // logb
bool is_subnormal(const Number& a, const Settings& settings);
const char* number_class(const Number& a, const Settings& settings);
// An int that fits 64 bits, of a number with exponent 0; false for any other.
bool small_integer(const Number& a, int64_t& value);

// ---- Transcendental functions (transcendental.cpp) ----

Result exponential(Thread& thread, const Number& a, Settings& settings);
Result natural_logarithm(Thread& thread, const Number& a, Settings& settings);
Result decimal_logarithm(Thread& thread, const Number& a, Settings& settings);
Result power(Thread& thread, const Number& a, const Number& b, Settings& settings);
Result power_modulo(Thread& thread, const Number& a, const Number& b, const Number& modulus, Settings& settings);

}  // namespace memphis::decimal
