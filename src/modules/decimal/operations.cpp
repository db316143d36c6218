// The operations that are methods of Decimal (with an optional context) and of Context (with Decimals or ints) alike.
#include "modules/decimal/decimal.h"
#include "runtime/attribute.h"
#include "runtime/int_operations.h"

namespace memphis::decimal {

namespace {

using Unary = Result (*)(Thread&, const Number&, Settings&);
using Binary = Result (*)(Thread&, const Number&, const Number&, Settings&);

// ---- What the tables name ----

Result compare_quietly(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  return compare(thread, a, b, settings, false);
}
Result compare_signal(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  return compare(thread, a, b, settings, true);
}
Number number_of_order(int order) {
  Number number = make_one();
  number.negative = order < 0;
  if (order == 0) number.coefficient = Value::small_int(0);
  return number;
}
Result total_order(Thread& thread, const Number& a, const Number& b, Settings&) {
  return number_of_order(TRY(compare_total(thread, a, b, false)));
}
Result total_order_magnitude(Thread& thread, const Number& a, const Number& b, Settings&) {
  return number_of_order(TRY(compare_total(thread, a, b, true)));
}
template <Choice choice>
Result chosen(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  return choose(thread, a, b, settings, choice);
}
template <bool up>
Result neighbour(Thread& thread, const Number& a, Settings& settings) {
  return next_step(thread, a, settings, up);
}
template <Logical operation>
Result logical_operation(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  return logical(thread, a, b, settings, operation);
}
Result logical_invert(Thread& thread, const Number& a, Settings& settings) {
  return logical(thread, a, a, settings, Logical::kInvert);
}
template <bool rotate>
Result shifted(Thread& thread, const Number& a, const Number& b, Settings& settings) {
  return shift(thread, a, b, settings, rotate);
}
Result copied(Thread&, const Number& a, Settings&) { return a; }
Result copied_absolute(Thread&, const Number& a, Settings&) {
  Number result = a;
  result.negative = false;
  return result;
}
Result copied_negated(Thread&, const Number& a, Settings&) {
  Number result = a;
  result.negative = !a.negative;
  return result;
}
Result copied_sign(Thread&, const Number& a, const Number& b, Settings&) {
  Number result = a;
  result.negative = b.negative;
  return result;
}
template <bool exact>
Result integral(Thread& thread, const Number& a, Settings& settings) {
  return to_integral(thread, a, settings, exact);
}

// ---- Methods of both kinds ----

template <Unary operation>
Value apply(Thread& thread, Context* context, const Number& a) {
  Settings settings = context->settings;
  settings.status = 0;
  const Number result = TRY(operation(thread, a, settings));
  return finish(thread, context, settings, result);
}
template <Binary operation>
Value apply(Thread& thread, Context* context, const Number& a, const Number& b) {
  Settings settings = context->settings;
  settings.status = 0;
  const Number result = TRY(operation(thread, a, b, settings));
  return finish(thread, context, settings, result);
}

Number self_number(Value* args) { return number_of(args[0].as<Decimal>()); }

template <Unary operation>
Value decimal_unary(Thread& thread, Value* args) {
  Context* context = TRY(context_argument(thread, args[1]));
  return apply<operation>(thread, context, self_number(args));
}
// Without a context to be given.
template <Unary operation>
Value decimal_plain(Thread& thread, Value* args) {
  return apply<operation>(thread, TRY(current_context(thread)), self_number(args));
}
template <Binary operation>
Value decimal_binary(Thread& thread, Value* args) {
  Context* context = TRY(context_argument(thread, args[2]));
  const Number other = TRY(required_operand(thread, args[1]));
  return apply<operation>(thread, context, self_number(args), other);
}
template <Unary operation>
Value context_unary(Thread& thread, Value* args) {
  return apply<operation>(thread, context_of(args[0]), TRY(required_operand(thread, args[1])));
}
template <Binary operation>
Value context_binary(Thread& thread, Value* args) {
  const Number a = TRY(required_operand(thread, args[1]));
  const Number b = TRY(required_operand(thread, args[2]));
  return apply<operation>(thread, context_of(args[0]), a, b);
}

// An operator: NotImplemented for what is no number here.
template <Binary operation, bool reflected>
Value operator_method(Thread& thread, Value* args) {
  bool ok;
  const Number other = TRY(operand(thread, args[1], ok));
  if (!ok) return Value::not_implemented();
  Context* context = TRY(current_context(thread));
  const Number self = self_number(args);
  return reflected ? apply<operation>(thread, context, other, self) : apply<operation>(thread, context, self, other);
}

Value divmod_of(Thread& thread, Context* context, const Number& a, const Number& b) {
  Settings settings = context->settings;
  settings.status = 0;
  const Division division = TRY(divide_with_remainder(thread, a, b, settings));
  TRY(note_status(thread, context, settings.status));
  Value quotient = TRY(make_plain(thread, division.quotient));
  return make_tuple(thread, {quotient, TRY(make_plain(thread, division.remainder))});
}

template <bool reflected>
Value divmod_method(Thread& thread, Value* args) {
  bool ok;
  const Number other = TRY(operand(thread, args[1], ok));
  if (!ok) return Value::not_implemented();
  Context* context = TRY(current_context(thread));
  const Number self = self_number(args);
  return reflected ? divmod_of(thread, context, other, self) : divmod_of(thread, context, self, other);
}
Value context_divmod(Thread& thread, Value* args) {
  const Number a = TRY(required_operand(thread, args[1]));
  const Number b = TRY(required_operand(thread, args[2]));
  return divmod_of(thread, context_of(args[0]), a, b);
}

Value power_of(Thread& thread, Context* context, const Number& a, const Number& b, Value modulus) {
  if (modulus.is_unbound() || modulus.is_none()) return apply<power>(thread, context, a, b);
  Settings settings = context->settings;
  settings.status = 0;
  const Number divisor = TRY(required_operand(thread, modulus));
  const Number result = TRY(power_modulo(thread, a, b, divisor, settings));
  return finish(thread, context, settings, result);
}
Value power_method(Thread& thread, Value* args) {
  bool ok;
  const Number other = TRY(operand(thread, args[1], ok));
  if (!ok) return Value::not_implemented();
  if (!args[2].is_unbound() && !args[2].is_none()) {
    (void)TRY(operand(thread, args[2], ok));
    if (!ok) return Value::not_implemented();
  }
  return power_of(thread, TRY(current_context(thread)), self_number(args), other, args[2]);
}
Value reflected_power(Thread& thread, Value* args) {
  bool ok;
  const Number other = TRY(operand(thread, args[1], ok));
  if (!ok) return Value::not_implemented();
  return power_of(thread, TRY(current_context(thread)), other, self_number(args), Value::none());
}
Value context_power(Thread& thread, Value* args) {
  const Number a = TRY(required_operand(thread, args[1]));
  const Number b = TRY(required_operand(thread, args[2]));
  return power_of(thread, context_of(args[0]), a, b, args[3]);
}

Value fma_of(Thread& thread, Context* context, const Number& a, Value b_value, Value c_value) {
  const Number b = TRY(required_operand(thread, b_value));
  const Number c = TRY(required_operand(thread, c_value));
  Settings settings = context->settings;
  settings.status = 0;
  const Number result = TRY(fused_multiply_add(thread, a, b, c, settings));
  return finish(thread, context, settings, result);
}
Value decimal_fma(Thread& thread, Value* args) {
  return fma_of(thread, TRY(context_argument(thread, args[3])), self_number(args), args[1], args[2]);
}
Value context_fma(Thread& thread, Value* args) {
  return fma_of(thread, context_of(args[0]), TRY(required_operand(thread, args[1])), args[2], args[3]);
}

Value decimal_quantize(Thread& thread, Value* args) {
  Context* context = TRY(context_argument(thread, args[3]));
  Settings settings = context->settings;
  settings.status = 0;
  settings.rounding = TRY(rounding_argument(thread, args[2], settings.rounding));
  const Number other = TRY(required_operand(thread, args[1]));
  const Number result = TRY(quantize(thread, self_number(args), other, settings));
  return finish(thread, context, settings, result);
}

template <bool exact>
Value decimal_integral(Thread& thread, Value* args) {
  Context* context = TRY(context_argument(thread, args[2]));
  Settings settings = context->settings;
  settings.status = 0;
  settings.rounding = TRY(rounding_argument(thread, args[1], settings.rounding));
  const Number result = TRY(to_integral(thread, self_number(args), settings, exact));
  return finish(thread, context, settings, result);
}

// ---- Questions ----

using Question = bool (*)(const Number&, const Settings&);
bool is_canonical(const Number&, const Settings&) { return true; }
bool is_finite(const Number& a, const Settings&) { return a.is_finite(); }
bool is_infinite(const Number& a, const Settings&) { return a.is_infinite(); }
bool is_nan(const Number& a, const Settings&) { return a.is_nan(); }
bool is_quiet(const Number& a, const Settings&) { return a.kind == NumberKind::kQuietNan; }
bool is_signaling(const Number& a, const Settings&) { return a.is_signaling(); }
bool is_signed(const Number& a, const Settings&) { return a.negative; }
bool is_zero(const Number& a, const Settings&) { return a.is_zero(); }
bool is_normal(const Number& a, const Settings& settings) {
  return a.is_finite() && !a.is_zero() && !is_subnormal(a, settings);
}

template <Question question>
Value decimal_plain_question(Thread&, Value* args) {
  return Value::boolean(question(self_number(args), Settings{}));
}
template <Question question>
Value decimal_question(Thread& thread, Value* args) {
  Context* context = TRY(context_argument(thread, args[1]));
  return Value::boolean(question(self_number(args), context->settings));
}
template <Question question>
Value context_question(Thread& thread, Value* args) {
  const Number a = TRY(required_operand(thread, args[1]));
  return Value::boolean(question(a, context_of(args[0])->settings));
}

bool same_quantum(const Number& a, const Number& b) {
  if (a.is_finite() != b.is_finite()) return false;
  if (a.is_finite()) return a.exponent == b.exponent;
  return a.is_nan() == b.is_nan();
}
Value decimal_same_quantum(Thread& thread, Value* args) {
  (void)TRY(context_argument(thread, args[2]));
  return Value::boolean(same_quantum(self_number(args), TRY(required_operand(thread, args[1]))));
}
Value context_same_quantum(Thread& thread, Value* args) {
  const Number a = TRY(required_operand(thread, args[1]));
  return Value::boolean(same_quantum(a, TRY(required_operand(thread, args[2]))));
}

Value decimal_number_class(Thread& thread, Value* args) {
  Context* context = TRY(context_argument(thread, args[1]));
  return make_str(thread, number_class(self_number(args), context->settings));
}
Value context_number_class(Thread& thread, Value* args) {
  const Number a = TRY(required_operand(thread, args[1]));
  return make_str(thread, number_class(a, context_of(args[0])->settings));
}

Value decimal_engineering(Thread& thread, Value* args) {
  Context* context = TRY(context_argument(thread, args[1]));
  return make_str(thread, number_text(self_number(args), true, context->capitals));
}
template <bool engineering>
Value context_text(Thread& thread, Value* args) {
  const Number a = TRY(required_operand(thread, args[1]));
  return make_str(thread, number_text(a, engineering, context_of(args[0])->capitals));
}

Value decimal_self(Thread&, Value* args) { return args[0]; }
Value context_canonical(Thread& thread, Value* args) {
  if (is_decimal(thread, args[1])) return args[1];
  return raise_type_error(thread, "argument must be a Decimal");
}
Result applied(Thread& thread, const Number& a, Settings& settings) {
  return a.is_nan() ? Result(a) : finalize(thread, a, settings);
}
Value decimal_radix(Thread& thread, Value*) {
  Number ten;
  ten.coefficient = Value::small_int(10);
  return make_plain(thread, ten);
}

}  // namespace

#define BOTH_UNARY(name, function) {name "(self, context=None)", decimal_unary<function>}
#define BOTH_BINARY(name, function) {name "(self, other, context=None)", decimal_binary<function>}

static constexpr NativeDefinition kDecimalTable[] = {
    {"__add__(self, value, /)", operator_method<add, false>},
    {"__radd__(self, value, /)", operator_method<add, true>},
    {"__sub__(self, value, /)", operator_method<subtract, false>},
    {"__rsub__(self, value, /)", operator_method<subtract, true>},
    {"__mul__(self, value, /)", operator_method<multiply, false>},
    {"__rmul__(self, value, /)", operator_method<multiply, true>},
    {"__truediv__(self, value, /)", operator_method<divide, false>},
    {"__rtruediv__(self, value, /)", operator_method<divide, true>},
    {"__floordiv__(self, value, /)", operator_method<divide_integer, false>},
    {"__rfloordiv__(self, value, /)", operator_method<divide_integer, true>},
    {"__mod__(self, value, /)", operator_method<remainder, false>},
    {"__rmod__(self, value, /)", operator_method<remainder, true>},
    {"__divmod__(self, value, /)", divmod_method<false>},
    {"__rdivmod__(self, value, /)", divmod_method<true>},
    {"__pow__(self, value, mod=None, /)", power_method},
    {"__rpow__(self, value, mod=None, /)", reflected_power},
    {"__neg__(self, /)", decimal_plain<minus>},
    {"__pos__(self, /)", decimal_plain<plus>},
    {"__abs__(self, /)", decimal_plain<absolute>},
    BOTH_UNARY("exp", exponential),
    BOTH_UNARY("ln", natural_logarithm),
    BOTH_UNARY("log10", decimal_logarithm),
    BOTH_UNARY("logb", exponent_of),
    BOTH_UNARY("logical_invert", logical_invert),
    BOTH_UNARY("next_minus", neighbour<false>),
    BOTH_UNARY("next_plus", neighbour<true>),
    BOTH_UNARY("normalize", normalize),
    BOTH_UNARY("sqrt", square_root),
    BOTH_BINARY("compare", compare_quietly),
    BOTH_BINARY("compare_signal", compare_signal),
    BOTH_BINARY("compare_total", total_order),
    BOTH_BINARY("compare_total_mag", total_order_magnitude),
    BOTH_BINARY("copy_sign", copied_sign),
    BOTH_BINARY("logical_and", logical_operation<Logical::kAnd>),
    BOTH_BINARY("logical_or", logical_operation<Logical::kOr>),
    BOTH_BINARY("logical_xor", logical_operation<Logical::kXor>),
    BOTH_BINARY("max", chosen<Choice::kMaximum>),
    BOTH_BINARY("max_mag", chosen<Choice::kMaximumMagnitude>),
    BOTH_BINARY("min", chosen<Choice::kMinimum>),
    BOTH_BINARY("min_mag", chosen<Choice::kMinimumMagnitude>),
    BOTH_BINARY("next_toward", next_toward),
    BOTH_BINARY("remainder_near", remainder_near),
    BOTH_BINARY("rotate", shifted<true>),
    BOTH_BINARY("scaleb", scale),
    BOTH_BINARY("shift", shifted<false>),
    {"copy_abs(self, /)", decimal_plain<copied_absolute>},
    {"copy_negate(self, /)", decimal_plain<copied_negated>},
    {"canonical(self, /)", decimal_self},
    {"conjugate(self, /)", decimal_self},
    {"radix(self, /)", decimal_radix},
    {"fma(self, other, third, context=None)", decimal_fma},
    {"quantize(self, exp, rounding=None, context=None)", decimal_quantize},
    {"to_integral(self, rounding=None, context=None)", decimal_integral<false>},
    {"to_integral_value(self, rounding=None, context=None)", decimal_integral<false>},
    {"to_integral_exact(self, rounding=None, context=None)", decimal_integral<true>},
    {"is_canonical(self, /)", decimal_plain_question<is_canonical>},
    {"is_finite(self, /)", decimal_plain_question<is_finite>},
    {"is_infinite(self, /)", decimal_plain_question<is_infinite>},
    {"is_nan(self, /)", decimal_plain_question<is_nan>},
    {"is_qnan(self, /)", decimal_plain_question<is_quiet>},
    {"is_snan(self, /)", decimal_plain_question<is_signaling>},
    {"is_signed(self, /)", decimal_plain_question<is_signed>},
    {"is_zero(self, /)", decimal_plain_question<is_zero>},
    {"is_normal(self, context=None)", decimal_question<is_normal>},
    {"is_subnormal(self, context=None)", decimal_question<is_subnormal>},
    {"same_quantum(self, other, context=None)", decimal_same_quantum},
    {"number_class(self, context=None)", decimal_number_class},
    {"to_eng_string(self, context=None)", decimal_engineering},
};

std::span<const NativeDefinition> decimal_operations() { return kDecimalTable; }

#undef BOTH_UNARY
#undef BOTH_BINARY

static constexpr NativeDefinition kContextTable[] = {
    {"_apply(self, object, /)", context_unary<applied>},
    {"abs(self, x, /)", context_unary<absolute>},
    {"canonical(self, x, /)", context_canonical},
    {"copy_abs(self, x, /)", context_unary<copied_absolute>},
    {"copy_decimal(self, x, /)", context_unary<copied>},
    {"copy_negate(self, x, /)", context_unary<copied_negated>},
    {"exp(self, x, /)", context_unary<exponential>},
    {"ln(self, x, /)", context_unary<natural_logarithm>},
    {"log10(self, x, /)", context_unary<decimal_logarithm>},
    {"logb(self, x, /)", context_unary<exponent_of>},
    {"logical_invert(self, x, /)", context_unary<logical_invert>},
    {"minus(self, x, /)", context_unary<minus>},
    {"next_minus(self, x, /)", context_unary<neighbour<false>>},
    {"next_plus(self, x, /)", context_unary<neighbour<true>>},
    {"normalize(self, x, /)", context_unary<normalize>},
    {"plus(self, x, /)", context_unary<plus>},
    {"sqrt(self, x, /)", context_unary<square_root>},
    {"to_integral(self, x, /)", context_unary<integral<false>>},
    {"to_integral_value(self, x, /)", context_unary<integral<false>>},
    {"to_integral_exact(self, x, /)", context_unary<integral<true>>},
    {"add(self, x, y, /)", context_binary<add>},
    {"compare(self, x, y, /)", context_binary<compare_quietly>},
    {"compare_signal(self, x, y, /)", context_binary<compare_signal>},
    {"compare_total(self, x, y, /)", context_binary<total_order>},
    {"compare_total_mag(self, x, y, /)", context_binary<total_order_magnitude>},
    {"copy_sign(self, x, y, /)", context_binary<copied_sign>},
    {"divide(self, x, y, /)", context_binary<divide>},
    {"divide_int(self, x, y, /)", context_binary<divide_integer>},
    {"divmod(self, x, y, /)", context_divmod},
    {"fma(self, x, y, z, /)", context_fma},
    {"logical_and(self, x, y, /)", context_binary<logical_operation<Logical::kAnd>>},
    {"logical_or(self, x, y, /)", context_binary<logical_operation<Logical::kOr>>},
    {"logical_xor(self, x, y, /)", context_binary<logical_operation<Logical::kXor>>},
    {"max(self, x, y, /)", context_binary<chosen<Choice::kMaximum>>},
    {"max_mag(self, x, y, /)", context_binary<chosen<Choice::kMaximumMagnitude>>},
    {"min(self, x, y, /)", context_binary<chosen<Choice::kMinimum>>},
    {"min_mag(self, x, y, /)", context_binary<chosen<Choice::kMinimumMagnitude>>},
    {"multiply(self, x, y, /)", context_binary<multiply>},
    {"next_toward(self, x, y, /)", context_binary<next_toward>},
    {"power(self, a, b, modulo=None)", context_power},
    {"quantize(self, x, y, /)", context_binary<quantize>},
    {"remainder(self, x, y, /)", context_binary<remainder>},
    {"remainder_near(self, x, y, /)", context_binary<remainder_near>},
    {"rotate(self, x, y, /)", context_binary<shifted<true>>},
    {"scaleb(self, x, y, /)", context_binary<scale>},
    {"shift(self, x, y, /)", context_binary<shifted<false>>},
    {"subtract(self, x, y, /)", context_binary<subtract>},
    {"is_canonical(self, x, /)", context_question<is_canonical>},
    {"is_finite(self, x, /)", context_question<is_finite>},
    {"is_infinite(self, x, /)", context_question<is_infinite>},
    {"is_nan(self, x, /)", context_question<is_nan>},
    {"is_qnan(self, x, /)", context_question<is_quiet>},
    {"is_snan(self, x, /)", context_question<is_signaling>},
    {"is_signed(self, x, /)", context_question<is_signed>},
    {"is_zero(self, x, /)", context_question<is_zero>},
    {"is_normal(self, x, /)", context_question<is_normal>},
    {"is_subnormal(self, x, /)", context_question<is_subnormal>},
    {"same_quantum(self, x, y, /)", context_same_quantum},
    {"number_class(self, x, /)", context_number_class},
    {"to_eng_string(self, x, /)", context_text<true>},
    {"to_sci_string(self, x, /)", context_text<false>},
};

std::span<const NativeDefinition> context_operations() { return kContextTable; }

}  // namespace memphis::decimal
