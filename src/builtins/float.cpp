#include "builtins/float.h"

#include <cmath>

#include "base/number_text.h"
#include "builtins/number_support.h"
#include "builtins/types.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/float_operations.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"

namespace memphis {

namespace {

using FloatOperation = Value (*)(Thread& thread, double left, double right);

bool is_real(Value value) { return is_float(value) || is_int(value); }

// An int operand becomes a double first; OverflowError if it is too large.
Fallible<double> operand_of(Thread& thread, Value value) {
  if (is_float(value)) return float_value(value);
  double result;
  if (!int_to_double(value, result)) {
    return raise(thread, ExceptionId::kOverflowError, "int too large to convert to float");
  }
  return result;
}

template <FloatOperation operation>
Value binary(Thread& thread, Value* args) {
  if (!is_real(args[1])) return Value::not_implemented();
  return operation(thread, float_value(args[0]), TRY(operand_of(thread, args[1])));
}

template <FloatOperation operation>
Value reflected(Thread& thread, Value* args) {
  if (!is_real(args[1])) return Value::not_implemented();
  return operation(thread, TRY(operand_of(thread, args[1])), float_value(args[0]));
}

Value add(Thread& thread, double left, double right) { return make_float(thread, left + right); }
Value subtract(Thread& thread, double left, double right) { return make_float(thread, left - right); }
Value multiply(Thread& thread, double left, double right) { return make_float(thread, left * right); }
Value divide_modulo(Thread& thread, double left, double right) {
  double quotient, remainder;
  TRY(float_divide_modulo(thread, left, right, quotient, remainder));
  return make_tuple(thread, {TRY(make_float(thread, quotient)), TRY(make_float(thread, remainder))});
}

FailureOfAnyType raise_no_modulus(Thread& thread) {
  return raise_type_error(thread, "pow() 3rd argument not allowed unless all arguments are integers");
}
Value power_method(Thread& thread, Value* args) {
  if (!args[2].is_unbound() && !args[2].is_none()) return raise_no_modulus(thread);
  return binary<float_power>(thread, args);
}
Value reflected_power(Thread& thread, Value* args) {
  if (!args[2].is_unbound() && !args[2].is_none()) return raise_no_modulus(thread);
  return reflected<float_power>(thread, args);
}

template <Comparison comparison>
Value compare_with(Thread&, Value* args) {
  const double self = float_value(args[0]);
  if (is_float(args[1])) return Value::boolean(ordering_holds<comparison>(compare_floats(self, float_value(args[1]))));
  if (is_int(args[1])) return Value::boolean(ordering_holds<comparison>(compare_float_int(self, args[1])));
  return Value::not_implemented();
}

Value hash_method(Thread& thread, Value* args) { return make_int(thread, float_hash(args[0])); }
Value repr_method(Thread& thread, Value* args) { return float_to_str(thread, float_value(args[0])); }
Value bool_method(Thread&, Value* args) { return Value::boolean(float_value(args[0]) != 0); }
Value negative(Thread& thread, Value* args) { return make_float(thread, -float_value(args[0])); }
Value absolute(Thread& thread, Value* args) { return make_float(thread, std::fabs(float_value(args[0]))); }

// The float itself, as an exact one.
Value exact(Thread& thread, Value* args) {
  if (args[0].is_immediate_float() || args[0].is_exactly(Kind::kFloat)) return args[0];
  return make_float(thread, float_value(args[0]));
}

Value truncate(Thread& thread, Value* args) { return int_from_double(thread, float_value(args[0])); }
Value floor_method(Thread& thread, Value* args) { return int_from_double(thread, std::floor(float_value(args[0]))); }
Value ceil_method(Thread& thread, Value* args) { return int_from_double(thread, std::ceil(float_value(args[0]))); }

Value round_method(Thread& thread, Value* args) {
  const double self = float_value(args[0]);
  if (args[1].is_unbound() || args[1].is_none()) return float_round(thread, self);
  const int64_t digits = TRY(to_index_int64(thread, args[1], true));
  return float_round_digits(thread, self, digits);
}

Value as_integer_ratio(Thread& thread, Value* args) {
  const double self = float_value(args[0]);
  if (std::isinf(self)) {
    return raise(thread, ExceptionId::kOverflowError, "cannot convert Infinity to integer ratio");
  }
  if (std::isnan(self)) return raise_value_error(thread, "cannot convert NaN to integer ratio");
  const DoubleParts parts = split_double(self);
  Value numerator = TRY(make_int_unsigned(thread, parts.mantissa));
  Value denominator = Value::small_int(1);
  if (parts.exponent > 0) {
    numerator = TRY(int_left_shift(thread, numerator, Value::small_int(parts.exponent)));
  } else if (parts.exponent < 0) {
    denominator = TRY(int_left_shift(thread, denominator, Value::small_int(-parts.exponent)));
  }
  if (parts.negative) numerator = TRY(int_negate(thread, numerator));
  return make_tuple(thread, {numerator, denominator});
}

Value hex(Thread& thread, Value* args) {
  std::string out;
  append_double_hex(out, float_value(args[0]));
  return make_str(thread, out);
}

Value is_integer(Thread&, Value* args) {
  const double self = float_value(args[0]);
  return Value::boolean(std::isfinite(self) && self == std::floor(self));
}

Value get_new_arguments(Thread& thread, Value* args) { return make_tuple(thread, {TRY(exact(thread, args))}); }

Value get_format(Thread& thread, Value* args) {
  if (!is_str(args[1])) {
    return raise_type_error(thread, "__getformat__() argument must be str, not {}",
                            argument_type_name(thread, args[1]));
  }
  const std::string which = text_of(args[1]);
  if (which != "double" && which != "float") {
    return raise_value_error(thread, "__getformat__() argument 1 must be 'double' or 'float'");
  }
  return make_str(thread, std::endian::native == std::endian::little ? "IEEE, little-endian" : "IEEE, big-endian");
}

Value get_real(Thread& thread, Value self) { return exact(thread, &self); }
Value get_imaginary(Thread& thread, Value) { return thread.runtime.zero_float; }

constexpr NativeDefinition kMethods[] = {
    {"__new__(cls, x=0, /)", float_new, "Make an instance; see help() of the type.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", repr_method, "repr(self)"},
    {"__hash__(self, /)", hash_method, "hash(self)"},
    {"__lt__(self, value, /)", compare_with<Comparison::kLess>, "self < value"},
    {"__le__(self, value, /)", compare_with<Comparison::kLessEqual>, "self <= value"},
    {"__eq__(self, value, /)", compare_with<Comparison::kEqual>, "self == value"},
    {"__ne__(self, value, /)", compare_with<Comparison::kNotEqual>, "self != value"},
    {"__gt__(self, value, /)", compare_with<Comparison::kGreater>, "self > value"},
    {"__ge__(self, value, /)", compare_with<Comparison::kGreaterEqual>, "self >= value"},
    {"__add__(self, value, /)", binary<add>, "self + value"},
    {"__radd__(self, value, /)", reflected<add>, "value + self"},
    {"__sub__(self, value, /)", binary<subtract>, "self - value"},
    {"__rsub__(self, value, /)", reflected<subtract>, "value - self"},
    {"__mul__(self, value, /)", binary<multiply>, "self * value"},
    {"__rmul__(self, value, /)", reflected<multiply>, "value * self"},
    {"__mod__(self, value, /)", binary<float_modulo>, "self % value"},
    {"__rmod__(self, value, /)", reflected<float_modulo>, "value % self"},
    {"__divmod__(self, value, /)", binary<divide_modulo>, "divmod(self, value)"},
    {"__rdivmod__(self, value, /)", reflected<divide_modulo>, "divmod(value, self)"},
    {"__pow__(self, value, mod=None, /)", power_method, "pow(self, value, mod)"},
    {"__rpow__(self, value, mod=None, /)", reflected_power, "pow(value, self, mod)"},
    {"__neg__(self, /)", negative, "-self"},
    {"__pos__(self, /)", exact, "+self"},
    {"__abs__(self, /)", absolute, "abs(self)"},
    {"__bool__(self, /)", bool_method, "bool(self)"},
    {"__int__(self, /)", truncate, "int(self)"},
    {"__float__(self, /)", exact, "float(self)"},
    {"__floordiv__(self, value, /)", binary<float_floor_divide>, "self // value"},
    {"__rfloordiv__(self, value, /)", reflected<float_floor_divide>, "value // self"},
    {"__truediv__(self, value, /)", binary<float_true_divide>, "self / value"},
    {"__rtruediv__(self, value, /)", reflected<float_true_divide>, "value / self"},
    {"from_number(type, number, /)", float_from_number, "A float from a number, not from a text.",
     NativeKind::kClassMethod},
    {"conjugate(self, /)", exact, "The number itself: a float has no imaginary part."},
    {"__trunc__(self, /)", truncate, "The int next to self on the way to zero."},
    {"__floor__(self, /)", floor_method, "The greatest int <= self."},
    {"__ceil__(self, /)", ceil_method, "The least int >= self."},
    {"__round__(self, ndigits=None, /)", round_method,
     "The nearest int, halves to even; with ndigits, the nearest float of so many decimal places."},
    {"as_integer_ratio(self, /)", as_integer_ratio,
     "The pair of ints without a common factor whose ratio is self.\n\n>>> (0.25).as_integer_ratio()\n(1, 4)"},
    {"fromhex(type, string, /)", float_from_hex,
     "The float that a hexadecimal text spells.\n\n>>> float.fromhex('0x1.8p1')\n3.0", NativeKind::kClassMethod},
    {"hex(self, /)", hex, "The float in hexadecimal, without any loss.\n\n>>> (3.0).hex()\n'0x1.8000000000000p+1'"},
    {"is_integer(self, /)", is_integer, "Whether self is an integral number."},
    {"__getnewargs__(self, /)", get_new_arguments, ""},
    {"__getformat__(type, typestr, /)", get_format, "How 'double' or 'float' is laid out in memory; for tests.",
     NativeKind::kClassMethod},
    {"__format__(self, format_spec, /)", float_format, "The text that the format spec asks for."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"real", get_real, nullptr, "the real part of a complex number"},
    {"imag", get_imaginary, nullptr, "the imaginary part of a complex number"},
};

}  // namespace

extern const TypeSpec kFloatType{
    .name = "float",
    .id = TypeId::kFloat,
    .layout = Kind::kFloat,
    .basic_size = sizeof(Float),
    .flags = kTypeMatchSelf,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "The floating-point number that a number or a text stands for.",
};

}  // namespace memphis
