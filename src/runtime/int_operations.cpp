#include "runtime/int_operations.h"

#include <cstring>

#include "runtime/error.h"
#include "runtime/float_operations.h"
#include "runtime/make.h"

namespace memphis {

namespace {

bool both_small(Value left, Value right) { return (left.bits() & right.bits() & 1) != 0; }

FailureOfAnyType raise_division_by_zero(Thread& thread) {
  return raise(thread, ExceptionId::kZeroDivisionError, "division by zero");
}

bool fits_small(const IntView& view) {
  if (view.count > 1) return false;
  if (view.count == 0) return true;
  constexpr Limb kBound = Limb{1} << 62;
  return view.negative ? view.limbs[0] <= kBound : view.limbs[0] < kBound;
}

}  // namespace

Status reserve_limbs(Thread& thread, uint64_t limbs) {
  const uint64_t limit = thread.runtime.heap.limit();
  const bool too_many = limbs > bigint::kMaxLimbs || (limit != 0 && limbs * sizeof(Limb) > limit);
  if (too_many || !bigint::has_room_for(limbs)) return raise_memory_error(thread);
  return {};
}

IntReader::IntReader(Value value) {
  if (value.is_kind(Kind::kBigInt)) {
    const auto* cell = value.as<BigInt>();
    view_ = {cell->limbs, cell->count, cell->negative != 0};
    return;
  }
  const int64_t number = value.is_small_int() ? value.as_small_int() : value.is_true();
  limb_ = number < 0 ? ~static_cast<Limb>(number) + 1 : static_cast<Limb>(number);
  view_ = {&limb_, number != 0 ? size_t{1} : size_t{0}, number < 0};
}

Value make_int(Thread& thread, const IntView& view) {
  if (fits_small(view)) {
    if (view.count == 0) return Value::small_int(0);
    const auto magnitude = static_cast<int64_t>(view.limbs[0]);
    return Value::small_int(view.negative ? -magnitude : magnitude);
  }
  return make_int_instance(thread, thread.runtime.type(TypeId::kInt), view);
}

Value make_int_instance(Thread& thread, Type* type, const IntView& view) {
  auto* cell = TRY(allocate_variable<BigInt>(thread, type, sizeof(BigInt) + view.count * sizeof(Limb)));
  cell->count = static_cast<uint32_t>(view.count);
  cell->negative = view.negative;
  if (view.count != 0) std::memcpy(cell->limbs, view.limbs, view.count * sizeof(Limb));
  return cell;
}

Value exact_int(Thread& thread, Value value) {
  if (value.is_small_int() || value.is_exactly(Kind::kBigInt)) return value;
  return make_int(thread, IntReader(value).view());
}

bool int_to_int64(Value value, int64_t& result) {
  value = without_bool(value);
  if (value.is_small_int()) {
    result = value.as_small_int();
    return true;
  }
  return bigint::to_int64(IntReader(value), result);
}

bool int_to_uint64(Value value, uint64_t& result) { return bigint::to_uint64(IntReader(value), result); }

uint64_t int_to_uint64_wrapped(Value value) {
  IntReader reader(value);
  const IntView& view = reader.view();
  if (view.count == 0) return 0;
  return view.negative ? ~view.limbs[0] + 1 : view.limbs[0];
}

bool int_to_double(Value value, double& result) {
  value = without_bool(value);
  if (value.is_small_int()) {
    result = static_cast<double>(value.as_small_int());
    return true;
  }
  return bigint::to_double(IntReader(value), result);
}

int int_sign(Value value) { return IntReader(value).view().sign(); }
bool int_is_odd(Value value) { return IntReader(value).view().is_odd(); }

int64_t int_hash(Value value) {
  value = without_bool(value);
  if (value.is_small_int()) return hash_int(value.as_small_int());
  return bigint::hash(IntReader(value));
}

int int_compare(Value left, Value right) {
  if (both_small(left, right)) {
    const int64_t a = left.as_small_int(), b = right.as_small_int();
    return a < b ? -1 : a > b;
  }
  const int order = bigint::compare(IntReader(left).view(), IntReader(right).view());
  return order < 0 ? -1 : order > 0;
}

bool int_equal(Value left, Value right) { return left == right || int_compare(left, right) == 0; }

Value int_add(Thread& thread, Value left, Value right) {
  if (both_small(left, right)) return make_int(thread, left.as_small_int() + right.as_small_int());
  IntReader a(left), b(right);
  TRY(reserve_limbs(thread, a.view().count + b.view().count));
  IntBuffer sum;
  if (!bigint::add(sum, a, b)) return raise_memory_error(thread);
  return make_int(thread, sum);
}

Value int_subtract(Thread& thread, Value left, Value right) {
  if (both_small(left, right)) return make_int(thread, left.as_small_int() - right.as_small_int());
  IntReader a(left), b(right);
  TRY(reserve_limbs(thread, a.view().count + b.view().count));
  IntBuffer difference;
  if (!bigint::subtract(difference, a, b)) return raise_memory_error(thread);
  return make_int(thread, difference);
}

Value int_multiply(Thread& thread, Value left, Value right) {
  if (both_small(left, right)) {
    int64_t product;
    if (!__builtin_mul_overflow(left.as_small_int(), right.as_small_int(), &product)) return make_int(thread, product);
  }
  IntReader a(left), b(right);
  TRY(reserve_limbs(thread, a.view().count + b.view().count));
  IntBuffer product;
  if (!bigint::multiply(product, a, b)) return raise_memory_error(thread);
  return make_int(thread, product);
}

Value int_floor_divide(Thread& thread, Value left, Value right) {
  if (int_sign(right) == 0) return raise_division_by_zero(thread);
  if (both_small(left, right)) {
    const int64_t a = left.as_small_int(), b = right.as_small_int();
    int64_t quotient = a / b;
    if (a % b != 0 && (a < 0) != (b < 0)) quotient--;
    return make_int(thread, quotient);
  }
  IntReader a(left), b(right);
  TRY(reserve_limbs(thread, a.view().count + b.view().count));
  IntBuffer quotient;
  bigint::divide_floor(&quotient, nullptr, a, b);
  return make_int(thread, quotient);
}

Value int_modulo(Thread& thread, Value left, Value right) {
  if (int_sign(right) == 0) return raise_division_by_zero(thread);
  if (both_small(left, right)) {
    const int64_t a = left.as_small_int(), b = right.as_small_int();
    int64_t remainder = a % b;
    if (remainder != 0 && (a < 0) != (b < 0)) remainder += b;
    return make_int(thread, remainder);
  }
  IntReader a(left), b(right);
  TRY(reserve_limbs(thread, a.view().count + b.view().count));
  IntBuffer remainder;
  bigint::divide_floor(nullptr, &remainder, a, b);
  return make_int(thread, remainder);
}

Status int_divide_modulo(Thread& thread, Value left, Value right, Value& quotient, Value& remainder) {
  if (both_small(left, right)) {
    quotient = TRY(int_floor_divide(thread, left, right));
    remainder = TRY(int_modulo(thread, left, right));
    return {};
  }
  if (int_sign(right) == 0) return raise_division_by_zero(thread);
  IntReader a(left), b(right);
  TRY(reserve_limbs(thread, a.view().count + b.view().count));
  IntBuffer quotient_buffer, remainder_buffer;
  bigint::divide_floor(&quotient_buffer, &remainder_buffer, a, b);
  quotient = TRY(make_int(thread, quotient_buffer));
  remainder = TRY(make_int(thread, remainder_buffer));
  return {};
}

Value int_true_divide(Thread& thread, Value left, Value right) {
  if (int_sign(right) == 0) return raise_division_by_zero(thread);
  if (both_small(left, right)) {
    // Both are doubles without rounding, so the one division is all that rounds.
    constexpr int64_t kExact = int64_t{1} << 53;
    const int64_t a = left.as_small_int(), b = right.as_small_int();
    if (a >= -kExact && a <= kExact && b >= -kExact && b <= kExact) {
      return make_float(thread, static_cast<double>(a) / static_cast<double>(b));
    }
  }
  IntReader a(left), b(right);
  TRY(reserve_limbs(thread, a.view().count + b.view().count));
  double result;
  if (!bigint::divide_to_double(a, b, result)) {
    return raise(thread, ExceptionId::kOverflowError, "integer division result too large for a float");
  }
  return make_float(thread, result);
}

namespace {

// Bits that base**exponent has at least.
uint64_t minimum_power_bits(const IntView& base, uint64_t exponent) {
  const uint64_t bits = bigint::bit_length(base) - 1;
  uint64_t product;
  return __builtin_mul_overflow(bits, exponent, &product) ? ~uint64_t{0} : product;
}

// Small base and exponent whose power fits 64 bits.
bool small_power(int64_t base, uint64_t exponent, int64_t& result) {
  int64_t product = 1;
  while (true) {
    if ((exponent & 1) != 0 && __builtin_mul_overflow(product, base, &product)) return false;
    exponent >>= 1;
    if (exponent == 0) break;
    if (__builtin_mul_overflow(base, base, &base)) return false;
  }
  result = product;
  return true;
}

}  // namespace

Value int_power(Thread& thread, Value base, Value exponent) {
  if (int_sign(exponent) < 0) {
    double a, b;
    if (!int_to_double(base, a) || !int_to_double(exponent, b)) {
      return raise(thread, ExceptionId::kOverflowError, "int too large to convert to float");
    }
    return float_power(thread, a, b);
  }
  base = without_bool(base);
  exponent = without_bool(exponent);
  if (both_small(base, exponent)) {
    int64_t result;
    if (small_power(base.as_small_int(), static_cast<uint64_t>(exponent.as_small_int()), result)) {
      return make_int(thread, result);
    }
  }
  IntReader a(base);
  const IntView& view = a.view();
  if (view.count == 0) return Value::small_int(int_sign(exponent) == 0 ? 1 : 0);
  if (view.count == 1 && view.limbs[0] == 1) {
    return Value::small_int(view.negative && int_is_odd(exponent) ? -1 : 1);
  }
  uint64_t count;
  if (!int_to_uint64(exponent, count)) return raise_memory_error(thread);
  TRY(reserve_limbs(thread, minimum_power_bits(view, count) / kLimbBits));
  IntBuffer result;
  if (!bigint::power(result, view, count)) return raise_memory_error(thread);
  return make_int(thread, result);
}

Value int_power_modulo(Thread& thread, Value base, Value exponent, Value modulus) {
  if (int_sign(modulus) == 0) return raise_value_error(thread, "pow() 3rd argument cannot be 0");
  IntReader a(base), b(exponent), m(modulus);
  TRY(reserve_limbs(thread, a.view().count + b.view().count + m.view().count));
  IntBuffer result;
  if (!bigint::power_modulo(result, a, b, m)) {
    return raise_value_error(thread, "base is not invertible for the given modulus");
  }
  return make_int(thread, result);
}

Value int_left_shift(Thread& thread, Value left, Value right) {
  if (int_sign(right) < 0) return raise_value_error(thread, "negative shift count");
  if (int_sign(left) == 0) return Value::small_int(0);
  uint64_t count;
  if (!int_to_uint64(right, count)) return raise(thread, ExceptionId::kOverflowError, "too many digits in integer");
  if (left.is_small_int() && count < 62) {
    const int64_t value = left.as_small_int();
    const int64_t shifted = static_cast<int64_t>(static_cast<uint64_t>(value) << count);
    if (shifted >> count == value) return make_int(thread, shifted);
  }
  IntReader reader(left);
  TRY(reserve_limbs(thread, reader.view().count + count / kLimbBits));
  IntBuffer result;
  if (!bigint::shift_left(result, reader, count)) return raise_memory_error(thread);
  return make_int(thread, result);
}

Value int_right_shift(Thread& thread, Value left, Value right) {
  if (int_sign(right) < 0) return raise_value_error(thread, "negative shift count");
  uint64_t count;
  if (!int_to_uint64(right, count)) return Value::small_int(int_sign(left) < 0 ? -1 : 0);
  left = without_bool(left);
  if (left.is_small_int()) return Value::small_int(left.as_small_int() >> (count > 63 ? 63 : count));
  IntReader reader(left);
  TRY(reserve_limbs(thread, reader.view().count));
  IntBuffer result;
  bigint::shift_right(result, reader, count);
  return make_int(thread, result);
}

Value int_and(Thread& thread, Value left, Value right) {
  if (both_small(left, right)) return Value(left.bits() & right.bits());
  IntReader a(left), b(right);
  TRY(reserve_limbs(thread, a.view().count + b.view().count));
  IntBuffer result;
  bigint::bit_and(result, a, b);
  return make_int(thread, result);
}

Value int_or(Thread& thread, Value left, Value right) {
  if (both_small(left, right)) return Value(left.bits() | right.bits());
  IntReader a(left), b(right);
  TRY(reserve_limbs(thread, a.view().count + b.view().count));
  IntBuffer result;
  bigint::bit_or(result, a, b);
  return make_int(thread, result);
}

Value int_xor(Thread& thread, Value left, Value right) {
  if (both_small(left, right)) return Value((left.bits() ^ right.bits()) | 1);
  IntReader a(left), b(right);
  TRY(reserve_limbs(thread, a.view().count + b.view().count));
  IntBuffer result;
  bigint::bit_xor(result, a, b);
  return make_int(thread, result);
}

Value int_negate(Thread& thread, Value operand) {
  operand = without_bool(operand);
  if (operand.is_small_int()) return make_int(thread, -operand.as_small_int());
  IntReader reader(operand);
  IntView view = reader.view();
  view.negative = view.count != 0 && !view.negative;
  return make_int(thread, view);
}

Value int_invert(Thread& thread, Value operand) {
  operand = without_bool(operand);
  if (operand.is_small_int()) return Value::small_int(~operand.as_small_int());
  IntReader reader(operand);
  TRY(reserve_limbs(thread, reader.view().count));
  IntBuffer result;
  bigint::invert(result, reader);
  return make_int(thread, result);
}

Value int_absolute(Thread& thread, Value operand) {
  return int_sign(operand) < 0 ? int_negate(thread, operand) : exact_int(thread, operand);
}

Value int_from_double(Thread& thread, double value) {
  if (value >= -0x1p62 && value < 0x1p62) return Value::small_int(static_cast<int64_t>(value));
  if (value != value) return raise_value_error(thread, "cannot convert float NaN to integer");
  if (value - value != 0) return raise(thread, ExceptionId::kOverflowError, "cannot convert float infinity to integer");
  IntBuffer result;
  bigint::from_double(result, value);
  return make_int(thread, result);
}

}  // namespace memphis
