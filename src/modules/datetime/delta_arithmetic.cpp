// timedelta: operators.
#include "modules/datetime/datetime.h"
#include "runtime/call.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/named_access.h"

namespace memphis::datetime {

namespace {

const Duration& self_of(Value* args) { return duration_of(args[0]); }

Delta* add_deltas(Thread& thread, const Duration& left, const Duration& right, int sign) {
  return make_delta(thread, int64_t{left.days} + sign * right.days, int64_t{left.seconds} + sign * right.seconds,
                    int64_t{left.microseconds} + sign * right.microseconds);
}

Value delta_add(Thread& thread, Value* args) {
  if (!is_delta(args[1])) return Value::not_implemented();
  return add_deltas(thread, self_of(args), duration_of(args[1]), 1);
}

Value delta_sub(Thread& thread, Value* args) {
  if (!is_delta(args[1])) return Value::not_implemented();
  return add_deltas(thread, self_of(args), duration_of(args[1]), -1);
}

Value delta_rsub(Thread& thread, Value* args) {
  if (!is_delta(args[1])) return Value::not_implemented();
  return add_deltas(thread, duration_of(args[1]), self_of(args), -1);
}

// The numerator and denominator of a float.
Tuple* ratio_of(Thread& thread, Value number) {
  Value ratio = TRY(call_method(thread, number, TRY(intern_text(thread.runtime, "as_integer_ratio"))));
  if (!ratio.is_kind(Kind::kTuple)) {
    return raise_type_error(thread, "unexpected return type from as_integer_ratio(): expected tuple, not '{}'",
                            type_name(thread, ratio));
  }
  auto* tuple = ratio.as<Tuple>();
  if (tuple->size != 2) {
    return raise_value_error(thread, "as_integer_ratio() must return a 2-tuple");
  }
  return tuple;
}

// delta * (by / of), rounded half to even.
Value scale(Thread& thread, const Duration& duration, Value by, Value of) {
  Value microseconds = TRY(delta_to_microseconds(thread, duration));
  Value product = TRY(int_multiply(thread, microseconds, by));
  return delta_from_microseconds(thread, TRY(divide_nearest(thread, product, of)));
}

Value delta_mul(Thread& thread, Value* args) {
  if (is_int(args[1])) {
    Value microseconds = TRY(delta_to_microseconds(thread, self_of(args)));
    return delta_from_microseconds(thread, TRY(int_multiply(thread, microseconds, exact_int(thread, args[1]))));
  }
  if (!is_float(args[1])) return Value::not_implemented();
  Tuple* ratio = TRY(ratio_of(thread, args[1]));
  return scale(thread, self_of(args), ratio->items[0], ratio->items[1]);
}

FailureOfAnyType raise_division_by_zero(Thread& thread) {
  return raise(thread, ExceptionId::kZeroDivisionError, "division by zero");
}

Value delta_floor_divide(Thread& thread, Value* args) {
  const bool by_delta = is_delta(args[1]);
  if (!by_delta && !is_int(args[1])) return Value::not_implemented();
  Value dividend = TRY(delta_to_microseconds(thread, self_of(args)));
  Value divisor = by_delta ? TRY(delta_to_microseconds(thread, duration_of(args[1]))) : exact_int(thread, args[1]);
  if (int_sign(divisor) == 0) return raise_division_by_zero(thread);
  Value quotient = TRY(int_floor_divide(thread, dividend, divisor));
  if (by_delta) return quotient;
  return delta_from_microseconds(thread, quotient);
}

Value delta_true_divide(Thread& thread, Value* args) {
  if (is_delta(args[1])) {
    Value dividend = TRY(delta_to_microseconds(thread, self_of(args)));
    Value divisor = TRY(delta_to_microseconds(thread, duration_of(args[1])));
    if (int_sign(divisor) == 0) return raise_division_by_zero(thread);
    return int_true_divide(thread, dividend, divisor);
  }
  if (is_int(args[1])) {
    Value divisor = exact_int(thread, args[1]);
    if (int_sign(divisor) == 0) return raise_division_by_zero(thread);
    return scale(thread, self_of(args), Value::small_int(1), divisor);
  }
  if (!is_float(args[1])) return Value::not_implemented();
  Tuple* ratio = TRY(ratio_of(thread, args[1]));
  if (int_sign(ratio->items[0]) == 0) return raise_division_by_zero(thread);
  return scale(thread, self_of(args), ratio->items[1], ratio->items[0]);
}

Status divide(Thread& thread, const Duration& left, const Duration& right, Value& quotient, Value& rest) {
  Value dividend = TRY(delta_to_microseconds(thread, left));
  Value divisor = TRY(delta_to_microseconds(thread, right));
  if (int_sign(divisor) == 0) return raise_division_by_zero(thread);
  return int_divide_modulo(thread, dividend, divisor, quotient, rest);
}

Value remainder_of(Thread& thread, const Duration& left, const Duration& right) {
  Value quotient, rest;
  TRY(divide(thread, left, right, quotient, rest));
  return delta_from_microseconds(thread, rest);
}

Value divmod_of(Thread& thread, const Duration& left, const Duration& right) {
  Value quotient, rest;
  TRY(divide(thread, left, right, quotient, rest));
  Value remainder = TRY(Value(delta_from_microseconds(thread, rest)));
  return make_tuple(thread, {quotient, remainder});
}

using DeltaOperation = Value (*)(Thread&, const Duration&, const Duration&);

template <DeltaOperation operation>
Value with_delta(Thread& thread, Value* args) {
  if (!is_delta(args[1])) return Value::not_implemented();
  return operation(thread, self_of(args), duration_of(args[1]));
}

template <DeltaOperation operation>
Value with_delta_reversed(Thread& thread, Value* args) {
  if (!is_delta(args[1])) return Value::not_implemented();
  return operation(thread, duration_of(args[1]), self_of(args));
}

// delta // delta and delta / delta with the operands exchanged.
template <Value (*operation)(Thread&, Value*)>
Value reversed(Thread& thread, Value* args) {
  if (!is_delta(args[1])) return Value::not_implemented();
  Value exchanged[] = {args[1], args[0]};
  return operation(thread, exchanged);
}

Value delta_negative(Thread& thread, Value* args) { return negate_delta(thread, self_of(args)); }
Value delta_positive(Thread& thread, Value* args) { return make_delta(thread, self_of(args)); }
Value delta_absolute(Thread& thread, Value* args) {
  return self_of(args).days < 0 ? negate_delta(thread, self_of(args)) : make_delta(thread, self_of(args));
}
Value delta_bool(Thread&, Value* args) { return Value::boolean(!self_of(args).is_zero()); }

constexpr NativeDefinition kOperators[] = {
    {"__add__(self, value, /)", delta_add},
    {"__radd__(self, value, /)", delta_add},
    {"__sub__(self, value, /)", delta_sub},
    {"__rsub__(self, value, /)", delta_rsub},
    {"__mul__(self, value, /)", delta_mul},
    {"__rmul__(self, value, /)", delta_mul},
    {"__mod__(self, value, /)", with_delta<remainder_of>},
    {"__rmod__(self, value, /)", with_delta_reversed<remainder_of>},
    {"__divmod__(self, value, /)", with_delta<divmod_of>},
    {"__rdivmod__(self, value, /)", with_delta_reversed<divmod_of>},
    {"__neg__(self, /)", delta_negative},
    {"__pos__(self, /)", delta_positive},
    {"__abs__(self, /)", delta_absolute},
    {"__bool__(self, /)", delta_bool},
    {"__floordiv__(self, value, /)", delta_floor_divide},
    {"__rfloordiv__(self, value, /)", reversed<delta_floor_divide>},
    {"__truediv__(self, value, /)", delta_true_divide},
    {"__rtruediv__(self, value, /)", reversed<delta_true_divide>},
};

}  // namespace

std::span<const NativeDefinition> delta_operators() { return kOperators; }

Delta* negate_delta(Thread& thread, const Duration& duration) { return add_deltas(thread, {}, duration, -1); }

Delta* subtract_deltas(Thread& thread, const Duration& left, const Duration& right) {
  return add_deltas(thread, left, right, -1);
}

Value divide_nearest(Thread& thread, Value numerator, Value denominator) {
  Value quotient, rest;
  TRY(int_divide_modulo(thread, numerator, denominator, quotient, rest));
  // The rest has the denominator's sign.
  const int order = int_compare(TRY(int_add(thread, rest, rest)), denominator);
  const bool is_more = int_sign(denominator) > 0 ? order > 0 : order < 0;
  if (is_more || (order == 0 && int_is_odd(quotient))) return int_add(thread, quotient, Value::small_int(1));
  return quotient;
}

}  // namespace memphis::datetime
