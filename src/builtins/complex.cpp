#include "builtins/complex.h"

#include <cmath>

#include "builtins/number_support.h"
#include "builtins/types.h"
#include "runtime/error.h"
#include "runtime/float_operations.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"

namespace memphis {

namespace {

// An operand: complex, or real (then the imaginary part is not even zero: it is not there).
struct Operand {
  ComplexNumber number;
  bool is_real = false;
};

bool is_number(Value value) { return value.is_kind(Kind::kComplex) || is_float(value) || is_int(value); }

Fallible<Operand> operand_of(Thread& thread, Value value) {
  if (value.is_kind(Kind::kComplex)) return Operand{complex_value(value), false};
  return Operand{{TRY(to_double(thread, value)), 0.0}, true};
}

using ComplexOperation = Value (*)(Thread& thread, const Operand& left, const Operand& right);

template <ComplexOperation operation>
Value binary(Thread& thread, Value* args) {
  if (!is_number(args[1])) return Value::not_implemented();
  return operation(thread, TRY(operand_of(thread, args[0])), TRY(operand_of(thread, args[1])));
}
template <ComplexOperation operation>
Value reflected(Thread& thread, Value* args) {
  if (!is_number(args[1])) return Value::not_implemented();
  return operation(thread, TRY(operand_of(thread, args[1])), TRY(operand_of(thread, args[0])));
}

Value make(Thread& thread, ComplexNumber number) { return make_complex(thread, number.real, number.imaginary); }

Value add(Thread& thread, const Operand& left, const Operand& right) {
  const ComplexNumber a = left.number, b = right.number;
  if (left.is_real) return make_complex(thread, a.real + b.real, b.imaginary);
  if (right.is_real) return make_complex(thread, a.real + b.real, a.imaginary);
  return make_complex(thread, a.real + b.real, a.imaginary + b.imaginary);
}

Value subtract(Thread& thread, const Operand& left, const Operand& right) {
  const ComplexNumber a = left.number, b = right.number;
  if (left.is_real) return make_complex(thread, a.real - b.real, -b.imaginary);
  if (right.is_real) return make_complex(thread, a.real - b.real, a.imaginary);
  return make_complex(thread, a.real - b.real, a.imaginary - b.imaginary);
}

Value multiply(Thread& thread, const Operand& left, const Operand& right) {
  const ComplexNumber a = left.number, b = right.number;
  if (left.is_real) return make_complex(thread, a.real * b.real, a.real * b.imaginary);
  if (right.is_real) return make_complex(thread, a.real * b.real, a.imaginary * b.real);
  return make(thread, complex_multiply(a, b));
}

Value divide(Thread& thread, const Operand& left, const Operand& right) {
  const ComplexNumber a = left.number, b = right.number;
  ComplexNumber result;
  bool defined;
  if (right.is_real) {
    defined = b.real != 0;
    if (defined) result = {a.real / b.real, a.imaginary / b.real};
  } else {
    defined = left.is_real ? complex_divide(a.real, b, result) : complex_divide(a, b, result);
  }
  if (!defined) return raise(thread, ExceptionId::kZeroDivisionError, "division by zero");
  return make(thread, result);
}

Value raise_to_power(Thread& thread, const Operand& left, const Operand& right) {
  return complex_power(thread, left.number, right.number);
}

template <Value (*operation)(Thread& thread, Value* args)>
Value power_method(Thread& thread, Value* args) {
  if (is_number(args[1]) && !args[2].is_unbound() && !args[2].is_none()) {
    return raise_value_error(thread, "complex modulo");
  }
  return operation(thread, args);
}

bool equals(Value self, Value other, bool& known) {
  const ComplexNumber number = complex_value(self);
  known = true;
  if (other.is_kind(Kind::kComplex)) {
    const ComplexNumber second = complex_value(other);
    return number.real == second.real && number.imaginary == second.imaginary;
  }
  if (is_float(other)) return number.imaginary == 0 && number.real == float_value(other);
  if (is_int(other)) return number.imaginary == 0 && compare_float_int(number.real, other) == 0;
  known = false;
  return false;
}
Value equal(Thread&, Value* args) {
  bool known;
  const bool result = equals(args[0], args[1], known);
  return known ? Value::boolean(result) : Value::not_implemented();
}
Value not_equal(Thread&, Value* args) {
  bool known;
  const bool result = equals(args[0], args[1], known);
  return known ? Value::boolean(!result) : Value::not_implemented();
}
Value unordered(Thread&, Value*) { return Value::not_implemented(); }

Value hash_method(Thread& thread, Value* args) { return make_int(thread, complex_hash(args[0])); }

Value repr_method(Thread& thread, Value* args) {
  std::string out;
  append_complex_repr(out, complex_value(args[0]));
  return make_str(thread, out);
}

Value negative(Thread& thread, Value* args) {
  const ComplexNumber self = complex_value(args[0]);
  return make_complex(thread, -self.real, -self.imaginary);
}

Value exact(Thread& thread, Value* args) {
  return args[0].is_exactly(Kind::kComplex) ? args[0] : make(thread, complex_value(args[0]));
}

Value absolute(Thread& thread, Value* args) {
  const ComplexNumber self = complex_value(args[0]);
  const double result = std::hypot(self.real, self.imaginary);
  if (std::isinf(result) && std::isfinite(self.real) && std::isfinite(self.imaginary)) {
    return raise(thread, ExceptionId::kOverflowError, "absolute value too large");
  }
  return make_float(thread, result);
}

Value bool_method(Thread&, Value* args) {
  const ComplexNumber self = complex_value(args[0]);
  return Value::boolean(self.real != 0 || self.imaginary != 0);
}

Value conjugate(Thread& thread, Value* args) {
  const ComplexNumber self = complex_value(args[0]);
  return make_complex(thread, self.real, -self.imaginary);
}

Value get_new_arguments(Thread& thread, Value* args) {
  const ComplexNumber self = complex_value(args[0]);
  return make_tuple(thread, {TRY(make_float(thread, self.real)), TRY(make_float(thread, self.imaginary))});
}

Value format_method(Thread& thread, Value* args) {
  FormatSpec spec;
  bool empty;
  const std::string name = type_name(thread, args[0]);
  TRY(parse_number_format(thread, args[1], kFloatFormatDefaults, name, spec, empty));
  if (empty) return to_str(thread, args[0]);
  const ComplexNumber self = complex_value(args[0]);
  std::string out;
  FormatError error;
  if (!append_formatted_complex(out, spec, self.real, self.imaginary, name, error)) {
    return raise_format_error(thread, error);
  }
  return make_str(thread, out);
}

Value get_real(Thread& thread, Value self) { return make_float(thread, complex_value(self).real); }
Value get_imaginary(Thread& thread, Value self) { return make_float(thread, complex_value(self).imaginary); }

constexpr NativeDefinition kMethods[] = {
    {"__new__(cls, real=0, imag=0)", complex_new, "Make an instance; see help() of the type.",
     NativeKind::kStaticMethod, CallErrors::kKeywordsCount},
    {"__repr__(self, /)", repr_method, "repr(self)"},
    {"__hash__(self, /)", hash_method, "hash(self)"},
    {"__lt__(self, value, /)", unordered, "self < value"},
    {"__le__(self, value, /)", unordered, "self <= value"},
    {"__eq__(self, value, /)", equal, "self == value"},
    {"__ne__(self, value, /)", not_equal, "self != value"},
    {"__gt__(self, value, /)", unordered, "self > value"},
    {"__ge__(self, value, /)", unordered, "self >= value"},
    {"__add__(self, value, /)", binary<add>, "self + value"},
    {"__radd__(self, value, /)", reflected<add>, "value + self"},
    {"__sub__(self, value, /)", binary<subtract>, "self - value"},
    {"__rsub__(self, value, /)", reflected<subtract>, "value - self"},
    {"__mul__(self, value, /)", binary<multiply>, "self * value"},
    {"__rmul__(self, value, /)", reflected<multiply>, "value * self"},
    {"__pow__(self, value, mod=None, /)", power_method<binary<raise_to_power>>, "pow(self, value, mod)"},
    {"__rpow__(self, value, mod=None, /)", power_method<reflected<raise_to_power>>, "pow(value, self, mod)"},
    {"__neg__(self, /)", negative, "-self"},
    {"__pos__(self, /)", exact, "+self"},
    {"__abs__(self, /)", absolute, "abs(self)"},
    {"__bool__(self, /)", bool_method, "bool(self)"},
    {"__truediv__(self, value, /)", binary<divide>, "self / value"},
    {"__rtruediv__(self, value, /)", reflected<divide>, "value / self"},
    {"from_number(type, number, /)", complex_from_number, "A complex from a number, not from a text.",
     NativeKind::kClassMethod},
    {"conjugate(self, /)", conjugate, "The number with the imaginary part negated."},
    {"__complex__(self, /)", exact, "The value itself, as an exact complex."},
    {"__getnewargs__(self, /)", get_new_arguments, ""},
    {"__format__(self, format_spec, /)", format_method, "The text that the format spec asks for."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"real", get_real, nullptr, "the real part of a complex number", true},
    {"imag", get_imaginary, nullptr, "the imaginary part of a complex number", true},
};

}  // namespace

extern const TypeSpec kComplexType{
    .name = "complex",
    .id = TypeId::kComplex,
    .layout = Kind::kComplex,
    .basic_size = sizeof(Complex),
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "The complex number that a text or a number stands for, or real + imag*1j.",
};

}  // namespace memphis
