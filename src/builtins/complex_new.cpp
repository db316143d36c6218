// complex(): from numbers and texts.
#include "base/number_text.h"
#include "builtins/complex.h"
#include "builtins/float.h"
#include "builtins/number_support.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"

namespace memphis {

namespace {

bool is_complex(Value value) { return value.is_kind(Kind::kComplex); }

Value make_instance(Thread& thread, Type* type, ComplexNumber number) {
  auto* cell = TRY(allocate_instance<Complex>(thread, type));
  cell->real = number.real;
  cell->imaginary = number.imaginary;
  return cell;
}

// "1+2j", "j", "-1e5", ...: false if the text is none.
bool parse_complex(std::string_view text, ComplexNumber& number) {
  if (text.starts_with('(')) {
    if (!text.ends_with(')') || text.size() < 2) return false;
    text = trim_number(text.substr(1, text.size() - 2));
  }
  auto is_unit = [](std::string_view rest) { return rest == "j" || rest == "J"; };
  // A sign that stands for one, with the unit behind it.
  auto unit_with_sign = [&](std::string_view rest, double& part) {
    if (!rest.empty() && (rest[0] == '+' || rest[0] == '-')) {
      part = rest[0] == '-' ? -1.0 : 1.0;
      return is_unit(rest.substr(1));
    }
    part = 1.0;
    return is_unit(rest);
  };
  if (unit_with_sign(text, number.imaginary)) return true;
  number.imaginary = 0;
  const ParsedDouble first = parse_double_prefix(text);
  if (first.length == 0) return false;
  std::string_view rest = text.substr(first.length);
  if (is_unit(rest)) {
    number.imaginary = first.value;
    return true;
  }
  number.real = first.value;
  if (rest.empty()) return true;
  if (rest[0] != '+' && rest[0] != '-') return false;
  if (unit_with_sign(rest, number.imaginary)) return true;
  const ParsedDouble second = parse_double_prefix(rest);
  number.imaginary = second.value;
  return second.length != 0 && is_unit(rest.substr(second.length));
}

Value from_text(Thread& thread, Type* type, Value original) {
  const std::string all = number_text(original.as<Str>());
  std::string_view text = trim_number(all);
  std::string without_underscores;
  if (text.find('_') != std::string_view::npos) {
    if (!remove_digit_underscores(text, without_underscores)) {
      return raise_value_error(thread, "could not convert string to complex: {}",
                               TRY(shortened_repr(thread, original)));
    }
    text = without_underscores;
  }
  ComplexNumber number;
  if (!parse_complex(text, number)) return raise_value_error(thread, "complex() arg is a malformed string");
  return make_instance(thread, type, number);
}

bool is_real_number(Thread& thread, Value value) {
  Type* type = type_of(thread, value);
  return !type->special_method(Special::kFloat).is_unbound() || !type->special_method(Special::kIndex).is_unbound();
}

FailureOfAnyType raise_not_real(Thread& thread, const char* name, Value value) {
  return raise_type_error(thread, "complex() argument '{}' must be a real number, not {}", name,
                          type_name(thread, value));
}
Status warn_not_real(Thread& thread, const char* name, Value value) {
  return warn(thread, ExceptionId::kDeprecationWarning, 1,
              std::string("complex() argument '") + name + "' must be a real number, not " + type_name(thread, value));
}

struct Part {
  ComplexNumber number;
  bool is_complex = false;
};

Fallible<Part> real_argument(Thread& thread, Value value) {
  if (value.is_unbound()) return Part{};
  Value number = value;
  if (!is_complex(value)) {
    Value converted = TRY(special_complex(thread, value));
    if (!converted.is_unbound()) number = converted;
  }
  if (is_complex(number)) {
    TRY(warn_not_real(thread, "real", value));
    return Part{complex_value(number), true};
  }
  if (!is_real_number(thread, number)) return raise_not_real(thread, "real", value);
  return Part{{TRY(to_double(thread, number)), 0.0}};
}

Fallible<Part> imaginary_argument(Thread& thread, Value value) {
  if (value.is_unbound()) return Part{};
  if (is_complex(value)) {
    TRY(warn_not_real(thread, "imag", value));
    return Part{complex_value(value), true};
  }
  if (!is_real_number(thread, value)) return raise_not_real(thread, "imag", value);
  return Part{{TRY(to_double(thread, value)), 0.0}};
}

}  // namespace

Value complex_new(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  Value real = args[1], imaginary = args[2];
  bool has_keywords = !args[3].is_unbound();
  if (imaginary.is_unbound() && !has_keywords) {
    if (real.is_unbound()) return make_instance(thread, type, {});
    if (real.is_exactly(Kind::kComplex) && type == thread.runtime.type(TypeId::kComplex)) return real;
    if (is_str(real)) return from_text(thread, type, real);
    const bool is_number = is_complex(real) || is_real_number(thread, real) ||
                           !type_of(thread, real)->special_method(Special::kComplex).is_unbound();
    if (!is_number) {
      return raise_type_error(thread, "complex() argument must be a string or a number, not {}",
                              type_name(thread, real));
    }
    return make_instance(thread, type, TRY(to_complex(thread, real)));
  }
  const Part first = TRY(real_argument(thread, real));
  const Part second = TRY(imaginary_argument(thread, imaginary));
  // Two complex arguments stand for first + second * 1j.
  ComplexNumber number{first.number.real, second.number.real};
  if (second.is_complex) number.real -= second.number.imaginary;
  if (first.is_complex) number.imaginary += first.number.imaginary;
  return make_instance(thread, type, number);
}

Value complex_from_number(Thread& thread, Value* args) {
  Value complex_type = thread.runtime.type(TypeId::kComplex);
  if (args[1].is_exactly(Kind::kComplex) && args[0] == complex_type) return args[1];
  const ComplexNumber number = TRY(to_complex(thread, args[1]));
  Value exact = TRY(make_complex(thread, number.real, number.imaginary));
  return args[0] == complex_type ? exact : call(thread, args[0], {exact});
}

}  // namespace memphis
