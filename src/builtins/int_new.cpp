// int(): from numbers, texts and bytes.
#include "builtins/int.h"
#include "builtins/number_support.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"

namespace memphis {

namespace {

// The text of a str or of a bytes-like object; false if the value is neither.
Fallible<bool> text_argument(Thread& thread, Value value, std::string& text) {
  if (!is_str(value)) return number_bytes(thread, value, text);
  text = number_text(value.as<Str>());
  return true;
}

// `value` is what the text was taken from. Errors show bytes-like objects of all types as bytes.
Value from_text(Thread& thread, const std::string& text, unsigned base, Value value) {
  if (!is_str(value)) value = TRY(make_bytes(thread, {reinterpret_cast<const uint8_t*>(text.data()), text.size()}));
  return int_from_text(thread, text, base, value);
}

// With a base only the three types themselves are accepted, not everything with a buffer.
bool is_text_with_base(Value value) {
  return is_str(value) || value.is_kind(Kind::kBytes) || value.is_kind(Kind::kByteArray);
}

Value from_text_with_base(Thread& thread, Value value, Value base_argument) {
  int64_t base = TRY(to_index_int64(thread, base_argument, true));
  if ((base != 0 && base < 2) || base > 36) return raise_value_error(thread, "int() base must be >= 2 and <= 36, or 0");
  std::string text;
  if (!is_text_with_base(value) || !TRY(text_argument(thread, value, text))) {
    return raise_type_error(thread, "int() can't convert non-string with explicit base");
  }
  return from_text(thread, text, static_cast<unsigned>(base), value);
}

}  // namespace

Value int_from_object(Thread& thread, Value value) {
  if (is_exact_int(value)) return value;
  if (value.is_immediate_float()) return int_from_double(thread, value.as_immediate_float());
  Value result = TRY(call_special(thread, value, Special::kInt));
  if (!result.is_unbound()) {
    if (is_exact_int(result)) return result;
    if (!is_int(result))
      return raise_type_error(thread, "__int__ returned non-int (type {})", type_name(thread, result));
    TRY(check_number_subclass(thread, "__int__", result, "int"));
    return exact_int(thread, result);
  }
  if (!type_of(thread, value)->special_method(Special::kIndex).is_unbound()) {
    return exact_int(thread, TRY(to_index(thread, value)));
  }
  std::string text;
  if (TRY(text_argument(thread, value, text))) return from_text(thread, text, 10, value);
  return raise_type_error(thread, "int() argument must be a string, a bytes-like object or a real number, not '{}'",
                          type_name(thread, value));
}

Value int_new(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  Value number = Value::small_int(0);
  if (args[1].is_unbound()) {
    if (!args[2].is_unbound()) return raise_type_error(thread, "int() missing string argument");
  } else if (args[2].is_unbound()) {
    number = TRY(int_from_object(thread, args[1]));
  } else {
    number = TRY(from_text_with_base(thread, args[1], args[2]));
  }
  if (type == thread.runtime.type(TypeId::kInt)) return number;
  return make_int_instance(thread, type, IntReader(number).view());
}

}  // namespace memphis
