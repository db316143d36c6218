// float(): from numbers and texts, and formatted text.
#include "base/number_text.h"
#include "builtins/float.h"
#include "builtins/number_support.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"

namespace memphis {

namespace {

Value raise_bad_text(Thread& thread, Value original) {
  return raise_value_error(thread, "could not convert string to float: {}", TRY(shortened_repr(thread, original)));
}

Value from_text(Thread& thread, std::string_view text, Value original) {
  std::string_view trimmed = trim_number(text);
  std::string without_underscores;
  if (trimmed.find('_') != std::string_view::npos) {
    if (!remove_digit_underscores(trimmed, without_underscores)) return raise_bad_text(thread, original);
    trimmed = without_underscores;
  }
  const auto value = parse_double(trimmed);
  if (!value) return raise_bad_text(thread, original);
  return make_float(thread, *value);
}

Value from_object(Thread& thread, Value value) {
  Type* type = type_of(thread, value);
  // Of subclasses of str and float, too.
  if (value.is_cell() && value.cell()->is_subclass_instance()) {
    Value result = TRY(special_float(thread, value));
    if (!result.is_unbound()) return make_float(thread, float_value(result));
  }
  if (is_str(value)) return from_text(thread, number_text(value.as<Str>()), value);
  if (!type->special_method(Special::kFloat).is_unbound() || !type->special_method(Special::kIndex).is_unbound()) {
    return make_float(thread, TRY(to_double(thread, value)));
  }
  std::string text;
  if (TRY(number_bytes(thread, value, text))) return from_text(thread, text, value);
  return raise_type_error(thread, "float() argument must be a string or a real number, not '{}'",
                          type_name(thread, value));
}

}  // namespace

std::string_view trim_number(std::string_view text) {
  auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f); };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

Value make_float_instance(Thread& thread, Type* type, double value) {
  if (type == thread.runtime.type(TypeId::kFloat)) return make_float(thread, value);
  auto* cell = TRY(allocate_instance<Float>(thread, type));
  cell->value = value;
  return cell;
}

Value float_new(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  Value result = thread.runtime.zero_float;
  if (!args[1].is_unbound()) {
    const bool is_exact = args[1].is_immediate_float() || args[1].is_exactly(Kind::kFloat);
    result = is_exact ? args[1] : TRY(from_object(thread, args[1]));
  }
  if (type == thread.runtime.type(TypeId::kFloat)) return result;
  return make_float_instance(thread, type, float_value(result));
}

// Class methods make exact floats first; a subclass is called with one.
static Value as_instance_of(Thread& thread, Value type, Value number) {
  if (type == thread.runtime.type(TypeId::kFloat)) return number;
  return call(thread, type, {number});
}

Value float_from_hex(Thread& thread, Value* args) {
  if (!is_str(args[1])) return raise_type_error(thread, "bad argument type for built-in operation");
  const std::string text = text_of(args[1]);
  const ParsedHexDouble parsed = parse_double_hex(trim_number(text));
  if (parsed.status == HexStatus::kInvalid) {
    return raise_value_error(thread, "invalid hexadecimal floating-point string");
  }
  if (parsed.status == HexStatus::kTooLarge) {
    return raise(thread, ExceptionId::kOverflowError, "hexadecimal value too large to represent as a float");
  }
  return as_instance_of(thread, args[0], TRY(make_float(thread, parsed.value)));
}

Value float_from_number(Thread& thread, Value* args) {
  const bool is_exact = args[1].is_immediate_float() || args[1].is_exactly(Kind::kFloat);
  if (is_exact) return as_instance_of(thread, args[0], args[1]);
  return as_instance_of(thread, args[0], TRY(make_float(thread, TRY(to_double(thread, args[1])))));
}

Value float_format(Thread& thread, Value* args) {
  FormatSpec spec;
  bool empty;
  const std::string name = type_name(thread, args[0]);
  TRY(parse_number_format(thread, args[1], kFloatFormatDefaults, name, spec, empty));
  if (empty) return to_str(thread, args[0]);
  std::string out;
  FormatError error;
  if (!append_formatted_double(out, spec, float_value(args[0]), name, error)) return raise_format_error(thread, error);
  return make_str(thread, out);
}

}  // namespace memphis
