// The type Decimal: making, conversions, comparison.
#include "modules/decimal/decimal.h"

#include <cmath>

#include "base/bigint.h"
#include "base/hash.h"
#include "base/number_text.h"
#include "base/unicode.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"

namespace memphis::decimal {

namespace {

constexpr Value kZero = Value::small_int(0);

Number self_number(Value* args) { return number_of(args[0].as<Decimal>()); }

// The text without blanks around it and without underscores, in ASCII. Characters that are none of a number become '?'.
std::string plain_text(const Str* text) {
  std::string plain;
  uint64_t begin = 0, end = text->length();
  while (begin < end && unicode::is_space(text->at(begin))) begin++;
  while (end > begin && unicode::is_space(text->at(end - 1))) end--;
  for (uint64_t i = begin; i < end; i++) {
    const char32_t c = text->at(i);
    if (c == '_') continue;
    if (c > 0 && c < 128) {
      plain += static_cast<char>(c);
    } else {
      const int digit = unicode::decimal_value(c);
      plain += digit >= 0 ? static_cast<char>('0' + digit) : '?';
    }
  }
  return plain;
}

// Rounds what was converted to the context, or sees that it is exact; then makes the Decimal.
Value finish_conversion(Thread& thread, Type* type, Context* context, Number number, uint32_t status, bool exact) {
  Settings settings = exact ? kExact : context->settings;
  settings.status = status;
  if (number.is_nan()) {
    const int64_t room = settings.precision - settings.clamp;
    if (number.coefficient != kZero && digit_count(number.coefficient) > room) {
      number = invalid(settings, kConversionSyntax);
    }
  } else {
    number = TRY(finalize(thread, number, settings));
  }
  if (exact && (settings.status & (kInexact | kRounded | kClamped)) != 0) {
    settings.status = kInvalidOperation;
    number = make_nan();
  }
  if (settings.status != 0) TRY(note_status(thread, context, settings.status));
  return make_decimal(thread, type, number);
}

Value decimal_from_text(Thread& thread, Type* type, const Str* text, Context* context, bool exact) {
  Settings settings;
  settings.status = 0;
  const Number number = TRY(parse_number(thread, plain_text(text), settings));
  return finish_conversion(thread, type, context, number, settings.status, exact);
}

// (sign, digits, exponent), as text.
Fallible<std::string> text_of_tuple(Thread& thread, std::span<const Value> items) {
  if (items.size() != 3) return raise_value_error(thread, "argument must be a sequence of length 3");
  int64_t sign;
  if (!is_int(items[0]) || !int_to_int64(items[0], sign) || (sign != 0 && sign != 1)) {
    return raise_value_error(thread, "sign must be an integer with the value 0 or 1");
  }
  std::string text = sign == 1 ? "-" : "";
  std::string exponent;
  bool is_infinite = false;
  if (is_str(items[2])) {
    const std::string special = text_of(items[2]);
    if (special == "F") {
      text += "Inf";
      is_infinite = true;
    } else if (special == "n" || special == "N") {
      text += special == "n" ? "NaN" : "sNaN";
    } else {
      return raise_value_error(thread, "string argument in the third position must be 'F', 'n' or 'N'");
    }
  } else {
    if (!is_int(items[2])) return raise_value_error(thread, "exponent must be an integer");
    exponent = "E" + std::to_string(TRY(ssize_argument(thread, items[2])));
  }
  if (!items[1].is_kind(Kind::kTuple) && !items[1].is_kind(Kind::kList)) {
    return raise_value_error(thread, "coefficient must be a tuple of digits");
  }
  const bool is_nan = exponent.empty();
  std::string digits;
  for (Value item : items_of(items[1])) {
    int64_t digit;
    if (!is_int(item) || !int_to_int64(item, digit) || digit < 0 || digit > 9) {
      return raise_value_error(thread, "coefficient must be a tuple of digits");
    }
    digits += static_cast<char>('0' + digit);
  }
  if (digits.empty() && !is_nan) digits = "0";
  return is_infinite ? text : text + digits + exponent;
}

}  // namespace

Number number_of(const Decimal* decimal) {
  return {decimal->negative, decimal->kind, decimal->exponent, decimal->coefficient};
}

Value make_decimal(Thread& thread, Type* type, const Number& number) {
  auto* made = TRY(allocate_instance<Decimal>(thread, type));
  made->coefficient.set(made, number.coefficient);
  made->exponent = number.exponent;
  made->negative = number.negative;
  made->kind = number.kind;
  return made;
}

Value make_plain(Thread& thread, const Number& number) {
  return make_decimal(thread, native_type(thread.runtime, kDecimalType), number);
}

Value finish(Thread& thread, Context* context, const Settings& settings, const Number& number) {
  if (settings.status != 0) TRY(note_status(thread, context, settings.status));
  return make_plain(thread, number);
}

Result operand(Thread& thread, Value value, bool& ok) {
  ok = true;
  if (is_int(value)) return number_from_int(thread, value);
  if (is_decimal(thread, value)) return number_of(value.as<Decimal>());
  ok = false;
  return Number{};
}

Result required_operand(Thread& thread, Value value) {
  bool ok;
  const Number number = TRY(operand(thread, value, ok));
  if (ok) return number;
  return raise_type_error(thread, "conversion from {} to Decimal is not supported", type_name(thread, value));
}

Value decimal_from_float(Thread& thread, Type* type, Value value, Context* context, bool exact) {
  if (is_int(value)) {
    return finish_conversion(thread, type, context, number_from_int(thread, value), 0, exact);
  }
  if (!is_float(value)) return raise_type_error(thread, "argument must be int or float");
  const Number number = TRY(number_from_double(thread, float_value(value)));
  return finish_conversion(thread, type, context, number, 0, exact);
}

Value decimal_from(Thread& thread, Type* type, Value value, Context* context, bool exact) {
  if (context == nullptr) context = TRY(current_context(thread));
  if (is_decimal(thread, value)) {
    if (exact && type_of(thread, value) == type && type == native_type(thread.runtime, kDecimalType)) return value;
    if (exact) return make_decimal(thread, type, number_of(value.as<Decimal>()));
    return finish_conversion(thread, type, context, number_of(value.as<Decimal>()), 0, exact);
  }
  if (is_str(value)) return decimal_from_text(thread, type, value.as<Str>(), context, exact);
  if (is_int(value)) return finish_conversion(thread, type, context, number_from_int(thread, value), 0, exact);
  if (value.is_kind(Kind::kTuple) || value.is_kind(Kind::kList)) {
    const std::string text = TRY(text_of_tuple(thread, items_of(value)));
    return decimal_from_text(thread, type, TRY(make_str(thread, text)), context, exact);
  }
  if (is_float(value)) {
    TRY(note_status(thread, context, kFloatOperation));
    return decimal_from_float(thread, type, value, context, exact);
  }
  return raise_type_error(thread, "conversion from {} to Decimal is not supported", type_name(thread, value));
}

namespace {

Value decimal_new(Thread& thread, Value* args) {
  Context* context = TRY(context_argument(thread, args[2]));
  Value value = args[1].is_unbound() ? kZero : args[1];
  return decimal_from(thread, args[0].as<Type>(), value, context, true);
}

// Of a class that derives from Decimal, its constructor has a say.
Value convert_for(Thread& thread, Value type, Value plain) {
  if (plain.is_error() || type == Value(native_type(thread.runtime, kDecimalType))) return plain;
  return call(thread, type, {plain});
}

Value from_float(Thread& thread, Value* args) {
  Type* type = native_type(thread.runtime, kDecimalType);
  return convert_for(thread, args[0], decimal_from_float(thread, type, args[1], TRY(current_context(thread)), true));
}

Value from_number(Thread& thread, Value* args) {
  Type* type = native_type(thread.runtime, kDecimalType);
  Context* context = TRY(current_context(thread));
  if (is_decimal(thread, args[1])) return convert_for(thread, args[0], args[1]);
  if (is_int(args[1]) || is_float(args[1])) {
    return convert_for(thread, args[0], decimal_from_float(thread, type, args[1], context, true));
  }
  return raise_type_error(thread, "Cannot convert {} to Decimal", TRY(repr_text(thread, args[1])));
}

// ---- To other types ----

Value decimal_str(Thread& thread, Value* args) {
  Context* context = TRY(current_context(thread));
  return make_str(thread, number_text(self_number(args), false, context->capitals));
}
Value decimal_repr(Thread& thread, Value* args) {
  Context* context = TRY(current_context(thread));
  return make_str(thread, "Decimal('" + number_text(self_number(args), false, context->capitals) + "')");
}
Value decimal_bool(Thread&, Value* args) { return Value::boolean(!self_number(args).is_zero()); }
Value decimal_int(Thread& thread, Value* args) { return to_int(thread, self_number(args), Rounding::kDown); }
Value decimal_floor(Thread& thread, Value* args) { return to_int(thread, self_number(args), Rounding::kFloor); }
Value decimal_ceil(Thread& thread, Value* args) { return to_int(thread, self_number(args), Rounding::kCeiling); }

Value decimal_float(Thread& thread, Value* args) {
  const Number number = self_number(args);
  if (number.is_signaling()) return raise_value_error(thread, "cannot convert signaling NaN to float");
  if (number.is_nan()) return make_float(thread, std::copysign(std::nan(""), number.negative ? -1.0 : 1.0));
  return make_float(thread, parse_double_prefix(number_text(number, false, true)).value);
}
Value decimal_complex(Thread& thread, Value* args) {
  Value real = TRY(decimal_float(thread, args));
  return make_complex(thread, float_value(real), 0.0);
}

Value decimal_round(Thread& thread, Value* args) {
  const Number number = self_number(args);
  if (args[1].is_unbound() || args[1].is_none()) return to_int(thread, number, Rounding::kHalfEven);
  if (!is_int(args[1])) return raise_type_error(thread, "optional arg must be an integer");
  const int64_t places = TRY(ssize_argument(thread, args[1]));
  Context* context = TRY(current_context(thread));
  Settings settings = context->settings;
  settings.status = 0;
  Number model = make_one();
  model.exponent = -places;
  const Number result = TRY(quantize(thread, number, model, settings));
  return finish(thread, context, settings, result);
}

Value decimal_adjusted(Thread& thread, Value* args) {
  const Number number = self_number(args);
  return make_int(thread, number.is_finite() ? adjusted(number) : 0);
}

Value decimal_reduce(Thread& thread, Value* args) {
  Value text = TRY(make_str(thread, number_text(self_number(args), false, true)));
  Tuple* arguments = TRY(make_tuple(thread, {text}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(arguments)});
}

Value decimal_copy(Thread&, Value* args) { return args[0]; }

Value decimal_hash(Thread& thread, Value* args) { return make_int(thread, TRY(hash_number(thread, args[0]))); }

template <Comparison comparison>
Value compare_method(Thread& thread, Value* args) {
  return decimal_compare(thread, comparison, args[0], args[1]);
}

Value get_real(Thread&, Value self) { return self; }
Value get_imag(Thread& thread, Value) { return make_plain(thread, make_zero(false, 0)); }

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, value='0', context=None)", decimal_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", decimal_repr},
    {"__str__(self, /)", decimal_str},
    {"__hash__(self, /)", decimal_hash},
    {"__bool__(self, /)", decimal_bool},
    {"__int__(self, /)", decimal_int},
    {"__float__(self, /)", decimal_float},
    {"__complex__(self, /)", decimal_complex, "", NativeKind::kPlainMethod},
    {"__trunc__(self, /)", decimal_int, "", NativeKind::kPlainMethod},
    {"__floor__(self, /)", decimal_floor, "", NativeKind::kPlainMethod},
    {"__ceil__(self, /)", decimal_ceil, "", NativeKind::kPlainMethod},
    {"__round__(self, ndigits=<unrepresentable>, /)", decimal_round, "", NativeKind::kPlainMethod},
    {"__format__(self, fmtarg, override=<unrepresentable>, /)", decimal_format, "", NativeKind::kPlainMethod},
    {"__reduce__(self, /)", decimal_reduce, "For pickling."},
    {"__copy__(self, /)", decimal_copy},
    {"__deepcopy__(self, memo, /)", decimal_copy},
    {"__lt__(self, value, /)", compare_method<Comparison::kLess>},
    {"__le__(self, value, /)", compare_method<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", compare_method<Comparison::kEqual>},
    {"__ne__(self, value, /)", compare_method<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", compare_method<Comparison::kGreater>},
    {"__ge__(self, value, /)", compare_method<Comparison::kGreaterEqual>},
    {"from_float(type, f, /)", from_float, "The exact value of a float.", NativeKind::kClassMethod},
    {"from_number(type, number, /)", from_number, "The exact value of a number.", NativeKind::kClassMethod},
    {"adjusted(self, /)", decimal_adjusted, "The exponent of the first digit."},
    {"as_tuple(self, /)", as_tuple, "Sign, digits and exponent as a named tuple."},
    {"as_integer_ratio(self, /)", as_integer_ratio, "A pair of ints whose ratio is the number."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"real", get_real},
    {"imag", get_imag},
};

}  // namespace

constinit const TypeSpec kDecimalType = {
    .name = "Decimal",
    .module = "decimal",
    .basic_size = sizeof(Decimal),
    .native_fields = 1,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "Decimal floating-point numbers with as many digits as one wants.",
};

Value to_int(Thread& thread, const Number& number, Rounding rounding) {
  if (number.is_nan()) return raise_value_error(thread, "cannot convert NaN to integer");
  if (number.is_infinite()) {
    return raise(thread, ExceptionId::kOverflowError, "cannot convert Infinity to integer");
  }
  const Number whole = TRY(rescale(thread, number, 0, rounding));
  return whole.negative ? int_negate(thread, whole.coefficient) : whole.coefficient;
}

Value as_tuple(Thread& thread, Value* args) {
  const Number number = self_number(args);
  std::string digits;
  if (number.is_infinite()) {
    digits = "0";
  } else if (!number.is_nan() || number.coefficient != kZero) {
    digits = digits_of(number.coefficient);
  }
  Tuple* tuple = TRY(allocate_tuple(thread, digits.size()));
  for (size_t i = 0; i < digits.size(); i++) tuple->items[i] = Value::small_int(digits[i] - '0');
  Value exponent;
  switch (number.kind) {
    case NumberKind::kFinite: exponent = make_int(thread, number.exponent); break;
    case NumberKind::kInfinity: exponent = TRY(make_str(thread, "F")); break;
    case NumberKind::kQuietNan: exponent = TRY(make_str(thread, "n")); break;
    default: exponent = TRY(make_str(thread, "N")); break;
  }
  return call(thread, state_of(thread.runtime)->tuple_type,
              {Value::small_int(number.negative), Value(tuple), exponent});
}

Value as_integer_ratio(Thread& thread, Value* args) {
  const Number number = self_number(args);
  if (number.is_nan()) return raise_value_error(thread, "cannot convert NaN to integer ratio");
  if (number.is_infinite()) {
    return raise(thread, ExceptionId::kOverflowError, "cannot convert Infinity to integer ratio");
  }
  Value numerator = number.coefficient, denominator = Value::small_int(1);
  if (number.exponent >= 0) {
    numerator = TRY(shift_digits(thread, numerator, number.exponent));
  } else if (number.is_zero()) {
    denominator = Value::small_int(1);
  } else {
    denominator = TRY(power_of_ten(thread, -number.exponent));
    IntBuffer buffer;
    bigint::gcd(buffer, IntReader(numerator), IntReader(denominator));
    Value divisor = TRY(make_int(thread, buffer));
    numerator = TRY(int_floor_divide(thread, numerator, divisor));
    denominator = TRY(int_floor_divide(thread, denominator, divisor));
  }
  if (number.negative) numerator = TRY(int_negate(thread, numerator));
  return make_tuple(thread, {numerator, denominator});
}

Fallible<int64_t> hash_number(Thread& thread, Value self) {
  const Number number = number_of(self.as<Decimal>());
  if (number.is_signaling()) return raise_type_error(thread, "Cannot hash a signaling NaN value");
  if (number.is_nan()) return hash_pointer(self.cell());
  if (number.is_infinite()) return number.negative ? -kHashInfinity : kHashInfinity;
  // 10**-1 modulo the prime is a power of ten as well.
  Value modulus = make_int(thread, static_cast<int64_t>(kHashModulus));
  Value ten = Value::small_int(10), size = make_int(thread, number.exponent < 0 ? -number.exponent : number.exponent);
  if (number.exponent < 0) ten = TRY(int_power_modulo(thread, ten, Value::small_int(kHashModulus - 2), modulus));
  Value power = TRY(int_power_modulo(thread, ten, size, modulus));
  Value product = TRY(int_modulo(thread, TRY(int_multiply(thread, number.coefficient, power)), modulus));
  const int64_t hash = product.as_small_int();
  return never_minus_one(static_cast<uint64_t>(number.negative ? -hash : hash));
}

namespace {

bool is_equality(Comparison comparison) {
  return comparison == Comparison::kEqual || comparison == Comparison::kNotEqual;
}

// The other operand of a comparison, and a factor for this one (of a fraction: its denominator).
struct ComparisonOperand {
  bool ok = false;
  Number number;
  Number factor = make_one();
};

Fallible<ComparisonOperand> comparison_operand(Thread& thread, Comparison comparison, Value value) {
  ComparisonOperand result;
  result.number = TRY(operand(thread, value, result.ok));
  if (result.ok) return result;
  if (value.is_kind(Kind::kComplex) && is_equality(comparison)) {
    if (value.as<Complex>()->imaginary != 0) return result;
    value = make_float(thread, value.as<Complex>()->real);
  }
  if (is_float(value)) {
    Context* context = TRY(current_context(thread));
    if (is_equality(comparison)) {
      context->settings.status |= kFloatOperation;
    } else {
      TRY(note_status(thread, context, kFloatOperation));
    }
    result.number = TRY(number_from_double(thread, float_value(value)));
    result.ok = true;
    return result;
  }
  if (TRY(is_instance(thread, value, state_of(thread.runtime)->rational_type))) {
    Value numerator = TRY(get_attribute(thread, value, TRY(intern_text(thread.runtime, "numerator"))));
    Value denominator = TRY(get_attribute(thread, value, TRY(intern_text(thread.runtime, "denominator"))));
    if (!is_int(numerator) || !is_int(denominator)) return result;
    result.number = number_from_int(thread, numerator);
    result.factor = number_from_int(thread, denominator);
    result.ok = true;
  }
  return result;
}

}  // namespace

Value decimal_compare(Thread& thread, Comparison comparison, Value left, Value right) {
  const ComparisonOperand other = TRY(comparison_operand(thread, comparison, right));
  if (!other.ok) return Value::not_implemented();
  Number self = number_of(left.as<Decimal>());
  if (has_nan(self, &other.number)) {
    const bool is_loud = self.is_signaling() || other.number.is_signaling() || !is_equality(comparison);
    if (is_loud) TRY(note_status(thread, TRY(current_context(thread)), kInvalidOperation));
    return Value::boolean(comparison == Comparison::kNotEqual);
  }
  if (self.is_finite() && other.factor.coefficient != Value::small_int(1)) {
    self.coefficient = TRY(int_multiply(thread, self.coefficient, other.factor.coefficient));
  }
  const int order = TRY(compare_numbers(thread, self, other.number));
  switch (comparison) {
    case Comparison::kLess: return Value::boolean(order < 0);
    case Comparison::kLessEqual: return Value::boolean(order <= 0);
    case Comparison::kEqual: return Value::boolean(order == 0);
    case Comparison::kNotEqual: return Value::boolean(order != 0);
    case Comparison::kGreater: return Value::boolean(order > 0);
    default: return Value::boolean(order >= 0);
  }
}

}  // namespace memphis::decimal
