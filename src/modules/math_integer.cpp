// The functions of math on ints.
#include <numeric>

#include "modules/math.h"
#include "objects/sequence.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

uint64_t magnitude_of(Value small) {
  const int64_t number = small.as_small_int();
  return number < 0 ? static_cast<uint64_t>(-number) : static_cast<uint64_t>(number);
}

Value greatest_common_divisor(Thread& thread, Value left, Value right) {
  left = without_bool(left);
  right = without_bool(right);
  if (left.is_small_int() && right.is_small_int()) {
    return make_int_unsigned(thread, std::gcd(magnitude_of(left), magnitude_of(right)));
  }
  IntReader a(left), b(right);
  TRY(reserve_limbs(thread, a.view().count + b.view().count));
  IntBuffer result;
  bigint::gcd(result, a, b);
  return make_int(thread, result);
}

Value least_common_multiple(Thread& thread, Value left, Value right) {
  if (int_sign(left) == 0 || int_sign(right) == 0) return Value::small_int(0);
  Value divisor = TRY(greatest_common_divisor(thread, left, right));
  return int_absolute(thread, TRY(int_multiply(thread, TRY(int_floor_divide(thread, left, divisor)), right)));
}

// first * (first + 1) * ... , `count` factors (at least one). Halving keeps the operands of big products alike in size.
Value product_of_range(Thread& thread, Value first, uint64_t count) {
  constexpr uint64_t kAtOnce = 8;
  if (count > kAtOnce) {
    const uint64_t half = count / 2;
    Value middle = TRY(int_add(thread, first, Value::small_int(static_cast<int64_t>(half))));
    return int_multiply(thread, TRY(product_of_range(thread, first, half)),
                        TRY(product_of_range(thread, middle, count - half)));
  }
  Value product = first;
  for (uint64_t i = 1; i < count; i++) {
    first = TRY(int_add(thread, first, Value::small_int(1)));
    product = TRY(int_multiply(thread, product, first));
  }
  return product;
}

Value factorial_of(Thread& thread, uint64_t n) {
  return n < 2 ? Value::small_int(1) : product_of_range(thread, Value::small_int(2), n - 1);
}

// n * (n - 1) * ... , k factors.
Value falling_product(Thread& thread, Value n, uint64_t k) {
  if (k == 0) return Value::small_int(1);
  Value lowest = TRY(int_subtract(thread, n, Value::small_int(static_cast<int64_t>(k - 1))));
  return product_of_range(thread, lowest, k);
}

FailureOfAnyType raise_negative(Thread& thread, const char* name) {
  return raise_value_error(thread, "{} must be a non-negative integer", name);
}

}  // namespace

Value math_gcd(Thread& thread, Value* args) {
  Value result = Value::small_int(0);
  for (Value item : args[0].as<Tuple>()->view()) {
    result = TRY(greatest_common_divisor(thread, result, TRY(to_index(thread, item))));
  }
  return result;
}

Value math_lcm(Thread& thread, Value* args) {
  Value result = Value::small_int(1);
  for (Value item : args[0].as<Tuple>()->view()) {
    result = TRY(least_common_multiple(thread, result, TRY(to_index(thread, item))));
  }
  return result;
}

Value math_isqrt(Thread& thread, Value* args) {
  Value n = TRY(to_index(thread, args[0]));
  if (int_sign(n) < 0) return raise_value_error(thread, "isqrt() argument must be nonnegative");
  IntReader reader(n);
  TRY(reserve_limbs(thread, reader.view().count));
  IntBuffer root;
  bigint::square_root(root, reader);
  return make_int(thread, root);
}

Value math_factorial(Thread& thread, Value* args) {
  Value n = TRY(to_index(thread, args[0]));
  if (int_sign(n) < 0) return raise_value_error(thread, "factorial() not defined for negative values");
  int64_t count;
  if (!int_to_int64(n, count)) {
    return raise(thread, ExceptionId::kOverflowError, "factorial() argument should not exceed {}", INT64_MAX);
  }
  return factorial_of(thread, static_cast<uint64_t>(count));
}

Value math_perm(Thread& thread, Value* args) {
  if (args[1].is_unbound() || args[1].is_none()) return math_factorial(thread, args);
  Value n = TRY(exact_int(thread, TRY(to_index(thread, args[0]))));
  Value k = TRY(exact_int(thread, TRY(to_index(thread, args[1]))));
  if (int_sign(n) < 0) return raise_negative(thread, "n");
  if (int_sign(k) < 0) return raise_negative(thread, "k");
  if (int_compare(n, k) < 0) return Value::small_int(0);
  int64_t count;
  if (!int_to_int64(k, count)) return raise(thread, ExceptionId::kOverflowError, "k must not exceed {}", INT64_MAX);
  return falling_product(thread, n, static_cast<uint64_t>(count));
}

Value math_comb(Thread& thread, Value* args) {
  Value n = TRY(exact_int(thread, TRY(to_index(thread, args[0]))));
  Value k = TRY(exact_int(thread, TRY(to_index(thread, args[1]))));
  if (int_sign(n) < 0) return raise_negative(thread, "n");
  if (int_sign(k) < 0) return raise_negative(thread, "k");
  Value rest = TRY(int_subtract(thread, n, k));
  if (int_sign(rest) < 0) return Value::small_int(0);
  if (int_compare(rest, k) < 0) k = rest;
  int64_t count;
  if (!int_to_int64(k, count)) {
    return raise(thread, ExceptionId::kOverflowError, "min(n - k, k) must not exceed {}", INT64_MAX);
  }
  Value ordered = TRY(falling_product(thread, n, static_cast<uint64_t>(count)));
  return int_floor_divide(thread, ordered, TRY(factorial_of(thread, static_cast<uint64_t>(count))));
}

}  // namespace memphis
