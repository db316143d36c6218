// Arithmetic on constants, with CPython's limits on the size of results.
#include <cmath>
#include <string>

#include "base/bigint.h"
#include "compile/constant_folding.h"
#include "compile/constant_pool.h"

namespace memphis {

using namespace ast;
using Kind = Constant::Kind;

namespace {

constexpr uint64_t kMaxIntBits = 128;
constexpr size_t kMaxTextSize = 4096;
constexpr size_t kMaxItems = 256;

bool is_integral(const Constant& constant) {
  return constant.kind == Kind::kInt || constant.kind == Kind::kBigInt || constant.kind == Kind::kTrue ||
         constant.kind == Kind::kFalse;
}

bool is_number(const Constant& constant) {
  return is_integral(constant) || constant.kind == Kind::kFloat || constant.kind == Kind::kComplex;
}

bool read_int(const Constant& constant, IntBuffer& out) {
  if (constant.kind == Kind::kTrue || constant.kind == Kind::kFalse) {
    out.assign(constant.kind == Kind::kTrue);
    return true;
  }
  if (constant.kind == Kind::kInt) {
    out.assign(constant.integer);
    return true;
  }
  std::string_view digits = constant.text;
  bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  IntBuffer magnitude;
  if (!bigint::from_text(magnitude, digits, 0).valid) return false;
  if (negative) {
    bigint::negate(out, magnitude);
  } else {
    out.assign(magnitude.view());
  }
  return true;
}

Constant int_constant(IntView value) {
  int64_t small;
  if (bigint::to_int64(value, small)) return make_int(small);
  Constant constant = make_kind(Kind::kBigInt);
  bigint::append_decimal(constant.text, value);
  return constant;
}

Constant float_constant(double value) {
  Constant constant = make_kind(Kind::kFloat);
  constant.real = value;
  return constant;
}

Constant complex_constant(double real, double imaginary) {
  Constant constant = make_kind(Kind::kComplex);
  constant.real = real;
  constant.imaginary = imaginary;
  return constant;
}

std::optional<Constant> fold_shift(BinaryOperator op, IntView left, IntView right) {
  uint64_t bits;
  if (right.negative || !bigint::to_uint64(right, bits)) return std::nullopt;
  IntBuffer result;
  if (op == BinaryOperator::kRShift) {
    bigint::shift_right(result, left, bits);
    return int_constant(result);
  }
  if (!left.is_zero() && (bits > kMaxIntBits || bigint::bit_length(left) + bits > kMaxIntBits)) return std::nullopt;
  if (!bigint::shift_left(result, left, bits)) return std::nullopt;
  return int_constant(result);
}

std::optional<Constant> fold_power(IntView left, IntView right) {
  uint64_t exponent;
  if (right.negative || !bigint::to_uint64(right, exponent)) return std::nullopt;
  uint64_t bits = bigint::bit_length(left);
  if (bits != 0 && exponent != 0 && bits > kMaxIntBits / exponent) return std::nullopt;
  IntBuffer result;
  if (!bigint::power(result, left, exponent)) return std::nullopt;
  return int_constant(result);
}

std::optional<Constant> fold_ints(BinaryOperator op, const Constant& left_constant, const Constant& right_constant) {
  IntBuffer left, right, result;
  if (!read_int(left_constant, left) || !read_int(right_constant, right)) return std::nullopt;
  IntView a = left, b = right;
  switch (op) {
    case BinaryOperator::kAdd:
      if (!bigint::add(result, a, b)) return std::nullopt;
      break;
    case BinaryOperator::kSub:
      if (!bigint::subtract(result, a, b)) return std::nullopt;
      break;
    case BinaryOperator::kMult:
      if (bigint::bit_length(a) + bigint::bit_length(b) > kMaxIntBits) return std::nullopt;
      if (!bigint::multiply(result, a, b)) return std::nullopt;
      break;
    case BinaryOperator::kDiv: {
      double quotient;
      if (b.is_zero() || !bigint::divide_to_double(a, b, quotient)) return std::nullopt;
      return float_constant(quotient);
    }
    case BinaryOperator::kFloorDiv:
      if (b.is_zero()) return std::nullopt;
      bigint::divide_floor(&result, nullptr, a, b);
      break;
    case BinaryOperator::kMod:
      if (b.is_zero()) return std::nullopt;
      bigint::divide_floor(nullptr, &result, a, b);
      break;
    case BinaryOperator::kPow: return fold_power(a, b);
    case BinaryOperator::kLShift:
    case BinaryOperator::kRShift: return fold_shift(op, a, b);
    case BinaryOperator::kBitAnd:
    case BinaryOperator::kBitOr:
    case BinaryOperator::kBitXor: {
      bool both_bool = left_constant.kind != Kind::kInt && left_constant.kind != Kind::kBigInt &&
                       right_constant.kind != Kind::kInt && right_constant.kind != Kind::kBigInt;
      if (op == BinaryOperator::kBitAnd) bigint::bit_and(result, a, b);
      if (op == BinaryOperator::kBitOr) bigint::bit_or(result, a, b);
      if (op == BinaryOperator::kBitXor) bigint::bit_xor(result, a, b);
      if (both_bool) return make_kind(result.view().is_zero() ? Kind::kFalse : Kind::kTrue);
      break;
    }
    default: return std::nullopt;
  }
  return int_constant(result);
}

bool as_double(const Constant& constant, double& value) {
  if (constant.kind == Kind::kFloat) {
    value = constant.real;
    return true;
  }
  IntBuffer buffer;
  return read_int(constant, buffer) && bigint::to_double(buffer, value);
}

// Floor division and remainder as float.__divmod__ has them.
void divide_doubles(double left, double right, double& floor_quotient, double& remainder) {
  remainder = std::fmod(left, right);
  double quotient = (left - remainder) / right;
  if (remainder != 0) {
    if ((right < 0) != (remainder < 0)) {
      remainder += right;
      quotient -= 1;
    }
  } else {
    remainder = std::copysign(0.0, right);
  }
  if (quotient != 0) {
    floor_quotient = std::floor(quotient);
    if (quotient - floor_quotient > 0.5) floor_quotient += 1;
  } else {
    floor_quotient = std::copysign(0.0, left / right);
  }
}

std::optional<Constant> fold_doubles(BinaryOperator op, double left, double right) {
  switch (op) {
    case BinaryOperator::kAdd: return float_constant(left + right);
    case BinaryOperator::kSub: return float_constant(left - right);
    case BinaryOperator::kMult: return float_constant(left * right);
    case BinaryOperator::kDiv:
      if (right == 0) return std::nullopt;
      return float_constant(left / right);
    case BinaryOperator::kFloorDiv:
    case BinaryOperator::kMod: {
      if (right == 0 || !std::isfinite(left) || !std::isfinite(right)) return std::nullopt;
      double quotient, remainder;
      divide_doubles(left, right, quotient, remainder);
      return float_constant(op == BinaryOperator::kMod ? remainder : quotient);
    }
    case BinaryOperator::kPow: {
      if (left <= 0 || !std::isfinite(left) || !std::isfinite(right)) return std::nullopt;
      double result = std::pow(left, right);
      if (!std::isfinite(result)) return std::nullopt;
      return float_constant(result);
    }
    default: return std::nullopt;
  }
}

// Sums and differences, which literals like 1+2j are; everything else is left to run time. A real operand takes part as
// such: it has no imaginary part, not one of zero.
std::optional<Constant> fold_complex(BinaryOperator op, const Constant& left, const Constant& right) {
  double a = left.real, b = right.real;
  if (left.kind != Kind::kComplex && !as_double(left, a)) return std::nullopt;
  if (right.kind != Kind::kComplex && !as_double(right, b)) return std::nullopt;
  bool left_real = left.kind != Kind::kComplex;
  bool right_real = right.kind != Kind::kComplex;
  if (op == BinaryOperator::kAdd) {
    double imaginary = left_real ? right.imaginary : right_real ? left.imaginary : left.imaginary + right.imaginary;
    return complex_constant(a + b, imaginary);
  }
  if (op == BinaryOperator::kSub) {
    double imaginary = left_real ? -right.imaginary : right_real ? left.imaginary : left.imaginary - right.imaginary;
    return complex_constant(a - b, imaginary);
  }
  return std::nullopt;
}

bool is_repeatable(const Constant& constant) {
  return constant.kind == Kind::kStr || constant.kind == Kind::kBytes || constant.kind == Kind::kTuple;
}

std::optional<Constant> fold_repeat(const Constant& sequence, const Constant& times) {
  if (times.kind != Kind::kInt) return std::nullopt;
  size_t count = times.integer < 0 ? 0 : static_cast<size_t>(times.integer);
  size_t size = sequence.kind == Kind::kTuple ? sequence.items.size() : sequence.text.size();
  size_t limit = sequence.kind == Kind::kTuple ? kMaxItems : kMaxTextSize;
  if (size != 0 && count > limit / size) return std::nullopt;
  Constant result = make_kind(sequence.kind);
  for (size_t i = 0; i < count && size != 0; i++) {
    result.text += sequence.text;
    result.items.insert(result.items.end(), sequence.items.begin(), sequence.items.end());
  }
  if (result.kind == Kind::kStr) return make_str(result.text);
  return result;
}

std::optional<Constant> fold_concatenation(const Constant& left, const Constant& right) {
  Constant result = left;
  result.text += right.text;
  result.items.insert(result.items.end(), right.items.begin(), right.items.end());
  if (result.kind == Kind::kStr) return make_str(result.text);
  return result;
}

}  // namespace

std::optional<Constant> fold_binary_constants(BinaryOperator op, const Constant& left, const Constant& right) {
  if (is_integral(left) && is_integral(right)) return fold_ints(op, left, right);
  if (is_number(left) && is_number(right)) {
    if (left.kind == Kind::kComplex || right.kind == Kind::kComplex) return fold_complex(op, left, right);
    double a, b;
    if (!as_double(left, a) || !as_double(right, b)) return std::nullopt;
    return fold_doubles(op, a, b);
  }
  if (op == BinaryOperator::kMult) {
    if (is_repeatable(left)) return fold_repeat(left, right);
    if (is_repeatable(right)) return fold_repeat(right, left);
  }
  if (op == BinaryOperator::kAdd && left.kind == right.kind && is_repeatable(left))
    return fold_concatenation(left, right);
  return std::nullopt;
}

std::optional<Constant> fold_unary_constant(UnaryOperator op, const Constant& operand) {
  if (op == UnaryOperator::kNot) return make_kind(constant_truth(operand) ? Kind::kFalse : Kind::kTrue);
  if (operand.kind == Kind::kFloat || operand.kind == Kind::kComplex) {
    if (op == UnaryOperator::kUAdd) return operand;
    if (op != UnaryOperator::kUSub) return std::nullopt;
    Constant result = operand;
    result.real = -result.real;
    if (operand.kind == Kind::kComplex) result.imaginary = -result.imaginary;
    return result;
  }
  if (!is_integral(operand)) return std::nullopt;
  // ~True is deprecated and says so when it runs.
  bool is_bool = operand.kind == Kind::kTrue || operand.kind == Kind::kFalse;
  if (op == UnaryOperator::kInvert && is_bool) return std::nullopt;
  IntBuffer value, result;
  if (!read_int(operand, value)) return std::nullopt;
  if (op == UnaryOperator::kUSub) bigint::negate(result, value);
  if (op == UnaryOperator::kInvert) bigint::invert(result, value);
  if (op == UnaryOperator::kUAdd) result.assign(value.view());
  return int_constant(result);
}

}  // namespace memphis
