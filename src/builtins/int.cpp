#include "builtins/int.h"

#include "builtins/number_support.h"
#include "builtins/types.h"
#include "runtime/error.h"
#include "runtime/float_operations.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"

namespace memphis {

namespace {

template <IntOperation operation>
Value binary(Thread& thread, Value* args) {
  if (!is_int(args[1])) return Value::not_implemented();
  return operation(thread, args[0], args[1]);
}

template <IntOperation operation>
Value reflected(Thread& thread, Value* args) {
  if (!is_int(args[1])) return Value::not_implemented();
  return operation(thread, args[1], args[0]);
}

template <Value (*operation)(Thread& thread, Value operand)>
Value unary(Thread& thread, Value* args) {
  return operation(thread, args[0]);
}

template <Comparison comparison>
Value compare_with(Thread&, Value* args) {
  if (!is_int(args[1])) return Value::not_implemented();
  return Value::boolean(ordering_holds<comparison>(int_compare(args[0], args[1])));
}

Value divide_modulo(Thread& thread, Value left, Value right) {
  Value quotient, remainder;
  TRY(int_divide_modulo(thread, left, right, quotient, remainder));
  return make_tuple(thread, {quotient, remainder});
}

Value power_of(Thread& thread, Value base, Value exponent, Value modulus) {
  if (!is_int(base) || !is_int(exponent)) return Value::not_implemented();
  if (modulus.is_unbound() || modulus.is_none()) return int_power(thread, base, exponent);
  if (!is_int(modulus)) return Value::not_implemented();
  return int_power_modulo(thread, base, exponent, modulus);
}
Value power_method(Thread& thread, Value* args) { return power_of(thread, args[0], args[1], args[2]); }
Value reflected_power(Thread& thread, Value* args) { return power_of(thread, args[1], args[0], args[2]); }

Value hash_method(Thread& thread, Value* args) { return make_int(thread, int_hash(args[0])); }
Value bool_method(Thread&, Value* args) { return Value::boolean(int_sign(args[0]) != 0); }

Value float_method(Thread& thread, Value* args) {
  double value;
  if (!int_to_double(args[0], value)) {
    return raise(thread, ExceptionId::kOverflowError, "int too large to convert to float");
  }
  return make_float(thread, value);
}

Value bit_length(Thread& thread, Value* args) {
  return make_int(thread, static_cast<int64_t>(bigint::bit_length(IntReader(args[0]))));
}
Value bit_count(Thread& thread, Value* args) {
  return make_int(thread, static_cast<int64_t>(bigint::bit_count(IntReader(args[0]))));
}
Value as_integer_ratio(Thread& thread, Value* args) {
  return make_tuple(thread, {TRY(exact_int(thread, args[0])), Value::small_int(1)});
}
Value get_new_arguments(Thread& thread, Value* args) { return make_tuple(thread, {TRY(exact_int(thread, args[0]))}); }
Value is_integer(Thread&, Value*) { return Value::true_value(); }

// What CPython answers on a 64-bit machine: a header of 24 bytes and four bytes for every 30 bits.
Value size_of(Thread&, Value* args) {
  const uint64_t digits = (bigint::bit_length(IntReader(args[0])) + 29) / 30;
  return Value::small_int(static_cast<int64_t>(24 + 4 * (digits == 0 ? 1 : digits)));
}

Value get_real(Thread& thread, Value self) { return exact_int(thread, self); }
Value get_zero(Thread&, Value) { return Value::small_int(0); }
Value get_one(Thread&, Value) { return Value::small_int(1); }

constexpr NativeDefinition kMethods[] = {
    {"__new__(cls, x=0, /, base=10)", int_new, "Make an instance; see help() of the type.", NativeKind::kStaticMethod,
     CallErrors::kCounted},
    {"__repr__(self, /)", unary<int_to_str>, "repr(self)"},
    {"__hash__(self, /)", hash_method, "hash(self)"},
    {"__lt__(self, value, /)", compare_with<Comparison::kLess>, "self < value"},
    {"__le__(self, value, /)", compare_with<Comparison::kLessEqual>, "self <= value"},
    {"__eq__(self, value, /)", compare_with<Comparison::kEqual>, "self == value"},
    {"__ne__(self, value, /)", compare_with<Comparison::kNotEqual>, "self != value"},
    {"__gt__(self, value, /)", compare_with<Comparison::kGreater>, "self > value"},
    {"__ge__(self, value, /)", compare_with<Comparison::kGreaterEqual>, "self >= value"},
    {"__add__(self, value, /)", binary<int_add>, "self + value"},
    {"__radd__(self, value, /)", reflected<int_add>, "value + self"},
    {"__sub__(self, value, /)", binary<int_subtract>, "self - value"},
    {"__rsub__(self, value, /)", reflected<int_subtract>, "value - self"},
    {"__mul__(self, value, /)", binary<int_multiply>, "self * value"},
    {"__rmul__(self, value, /)", reflected<int_multiply>, "value * self"},
    {"__mod__(self, value, /)", binary<int_modulo>, "self % value"},
    {"__rmod__(self, value, /)", reflected<int_modulo>, "value % self"},
    {"__divmod__(self, value, /)", binary<divide_modulo>, "divmod(self, value)"},
    {"__rdivmod__(self, value, /)", reflected<divide_modulo>, "divmod(value, self)"},
    {"__pow__(self, value, mod=None, /)", power_method, "pow(self, value, mod)"},
    {"__rpow__(self, value, mod=None, /)", reflected_power, "pow(value, self, mod)"},
    {"__neg__(self, /)", unary<int_negate>, "-self"},
    {"__pos__(self, /)", unary<exact_int>, "+self"},
    {"__abs__(self, /)", unary<int_absolute>, "abs(self)"},
    {"__bool__(self, /)", bool_method, "bool(self)"},
    {"__invert__(self, /)", unary<int_invert>, "~self"},
    {"__lshift__(self, value, /)", binary<int_left_shift>, "self << value"},
    {"__rlshift__(self, value, /)", reflected<int_left_shift>, "value << self"},
    {"__rshift__(self, value, /)", binary<int_right_shift>, "self >> value"},
    {"__rrshift__(self, value, /)", reflected<int_right_shift>, "value >> self"},
    {"__and__(self, value, /)", binary<int_and>, "self & value"},
    {"__rand__(self, value, /)", reflected<int_and>, "value & self"},
    {"__xor__(self, value, /)", binary<int_xor>, "self ^ value"},
    {"__rxor__(self, value, /)", reflected<int_xor>, "value ^ self"},
    {"__or__(self, value, /)", binary<int_or>, "self | value"},
    {"__ror__(self, value, /)", reflected<int_or>, "value | self"},
    {"__int__(self, /)", unary<exact_int>, "int(self)"},
    {"__float__(self, /)", float_method, "float(self)"},
    {"__floordiv__(self, value, /)", binary<int_floor_divide>, "self // value"},
    {"__rfloordiv__(self, value, /)", reflected<int_floor_divide>, "value // self"},
    {"__truediv__(self, value, /)", binary<int_true_divide>, "self / value"},
    {"__rtruediv__(self, value, /)", reflected<int_true_divide>, "value / self"},
    {"__index__(self, /)", unary<exact_int>, "The value itself, as an exact int."},
    {"conjugate(self, /)", unary<exact_int>, "The number itself: an int has no imaginary part."},
    {"bit_length(self, /)", bit_length, "How many bits the magnitude has.\n\n>>> (37).bit_length()\n6"},
    {"bit_count(self, /)", bit_count, "How many bits of the magnitude are set.\n\n>>> (13).bit_count()\n3"},
    {"to_bytes(self, /, length=1, byteorder='big', *, signed=False)", int_to_bytes,
     "The value as `length` bytes, in two's complement when `signed`."},
    {"from_bytes(type, /, bytes, byteorder='big', *, signed=False)", int_from_bytes,
     "The int that bytes spell, in two's complement when `signed`.", NativeKind::kClassMethod},
    {"as_integer_ratio(self, /)", as_integer_ratio, "The pair (self, 1)."},
    {"__trunc__(self, /)", unary<exact_int>, "The int itself."},
    {"__floor__(self, /)", unary<exact_int>, "The int itself."},
    {"__ceil__(self, /)", unary<exact_int>, "The int itself."},
    {"__round__(self, ndigits=None, /)", int_round,
     "The int itself, or rounded to 10 ** -ndigits where ndigits is negative."},
    {"__getnewargs__(self, /)", get_new_arguments, ""},
    {"__format__(self, format_spec, /)", int_format, "The text that the format spec asks for."},
    {"__sizeof__(self, /)", size_of, "Bytes that the object takes."},
    {"is_integer(self, /)", is_integer, "True, as for a float without a fraction."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"real", get_real, nullptr, "the real part of a complex number"},
    {"imag", get_zero, nullptr, "the imaginary part of a complex number"},
    {"numerator", get_real, nullptr, "the numerator of a rational number in lowest terms"},
    {"denominator", get_one, nullptr, "the denominator of a rational number in lowest terms"},
};

// bool

Value bool_new(Thread& thread, Value* args) {
  if (args[1].is_unbound()) return Value::false_value();
  return Value::boolean(TRY(is_true(thread, args[1])));
}

Value bool_repr(Thread& thread, Value* args) { return make_str(thread, args[0].is_true() ? "True" : "False"); }

Value bool_invert(Thread& thread, Value* args) {
  TRY(warn(thread, ExceptionId::kDeprecationWarning, 1,
           "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise "
           "inversion of the underlying int object and is usually not what you expect from negating a bool. Use the "
           "'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying "
           "int."));
  return int_invert(thread, args[0]);
}

// Of two bools the result is a bool.
template <IntOperation operation, bool (*of_bools)(bool, bool)>
Value bool_operation(Thread& thread, Value* args) {
  if (args[0].is_bool() && args[1].is_bool()) return Value::boolean(of_bools(args[0].is_true(), args[1].is_true()));
  if (!is_int(args[1])) return Value::not_implemented();
  return operation(thread, args[0], args[1]);
}
bool and_of(bool a, bool b) { return a && b; }
bool or_of(bool a, bool b) { return a || b; }
bool xor_of(bool a, bool b) { return a != b; }

constexpr NativeDefinition kBoolMethods[] = {
    {"__new__(cls, object=False, /)", bool_new, "Make an instance; see help() of the type.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", bool_repr, "repr(self)"},
    {"__invert__(self, /)", bool_invert, "~self"},
    {"__and__(self, value, /)", bool_operation<int_and, and_of>, "self & value"},
    {"__rand__(self, value, /)", bool_operation<int_and, and_of>, "value & self"},
    {"__xor__(self, value, /)", bool_operation<int_xor, xor_of>, "self ^ value"},
    {"__rxor__(self, value, /)", bool_operation<int_xor, xor_of>, "value ^ self"},
    {"__or__(self, value, /)", bool_operation<int_or, or_of>, "self | value"},
    {"__ror__(self, value, /)", bool_operation<int_or, or_of>, "value | self"},
};

}  // namespace

extern const TypeSpec kIntType{
    .name = "int",
    .id = TypeId::kInt,
    .layout = Kind::kBigInt,
    .basic_size = sizeof(BigInt),
    .flags = kTypeIsVariableSize | kTypeMatchSelf,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc =
        "int([x]) -> integer\nint(x, base=10) -> integer\n\nThe integer that a number or a text stands for, or 0 "
        "without an "
        "argument.\nA float is cut towards zero. With a base, or when x is no number, x must be a\nstr, bytes or "
        "bytearray that holds an integer literal in that base: 10 unless\ngiven, 0 for what the literal's prefix "
        "says, or 2 to 36.\n>>> int('0b100', base=0)\n4",
    .text_signature = "",
};

extern const TypeSpec kBoolType{
    .name = "bool",
    .id = TypeId::kBool,
    .layout = Kind::kBigInt,
    .basic_size = sizeof(BigInt),
    .flags = kTypeIsFinal | kTypeIsVariableSize | kTypeMatchSelf,
    .methods = kBoolMethods,
    .doc =
        "bool([x]) -> bool\n\nTrue or False: the truth of the argument. The type has these two instances only "
        "and\ncannot be derived from.",
    .base = TypeId::kInt,
};

}  // namespace memphis
