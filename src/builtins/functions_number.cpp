// Built-in functions about numbers and characters.
#include "base/bigint.h"
#include "builtins/functions.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Value builtin_abs(Thread& thread, Value* args) {
  if (args[0].is_small_int()) return int_absolute(thread, args[0]);
  Value result = TRY(call_special(thread, args[0], Special::kAbs));
  if (!result.is_unbound()) return result;
  return raise_type_error(thread, "bad operand type for abs(): '{}'", type_name(thread, args[0]));
}

Value to_base(Thread& thread, Value value, unsigned base, char letter) {
  Value number = TRY(to_index(thread, value));
  std::string digits;
  bigint::append_text(digits, IntReader(number), base);
  std::string text = digits.starts_with("-") ? "-0" : "0";
  text += letter;
  text += digits.starts_with("-") ? std::string_view(digits).substr(1) : std::string_view(digits);
  return make_str(thread, text);
}
Value builtin_bin(Thread& thread, Value* args) { return to_base(thread, args[0], 2, 'b'); }
Value builtin_oct(Thread& thread, Value* args) { return to_base(thread, args[0], 8, 'o'); }
Value builtin_hex(Thread& thread, Value* args) { return to_base(thread, args[0], 16, 'x'); }

Value builtin_chr(Thread& thread, Value* args) {
  Value number = TRY(to_index(thread, args[0]));
  int64_t code_point;
  if (!int_to_int64(number, code_point) || code_point < 0 || code_point > 0x10ffff) {
    return raise_value_error(thread, "chr() arg not in range(0x110000)");
  }
  return make_character(thread, static_cast<uint32_t>(code_point));
}

Value builtin_ord(Thread& thread, Value* args) {
  Value c = args[0];
  uint64_t size;
  if (is_str(c)) {
    size = c.as<Str>()->length();
    if (size == 1) return Value::small_int(c.as<Str>()->at(0));
  } else if (c.is_kind(Kind::kBytes)) {
    size = c.as<Bytes>()->size;
    if (size == 1) return Value::small_int(c.as<Bytes>()->data[0]);
  } else if (c.is_kind(Kind::kByteArray)) {
    size = c.as<ByteArray>()->size;
    if (size == 1) return Value::small_int(c.as<ByteArray>()->data()[0]);
  } else {
    return raise_type_error(thread, "ord() expected string of length 1, but {} found", type_name(thread, c));
  }
  return raise_type_error(thread, "ord() expected a character, but string of length {} found", size);
}

Value builtin_divmod(Thread& thread, Value* args) { return divmod_operation(thread, args[0], args[1]); }

Value builtin_pow(Thread& thread, Value* args) {
  return power(thread, args[0], args[1], args[2].is_unbound() ? Value::none() : args[2]);
}

Value builtin_round(Thread& thread, Value* args) {
  bool has_digits = !args[1].is_unbound() && !args[1].is_none();
  Value method = type_of(thread, args[0])->special_method(Special::kRound);
  if (!method.is_unbound()) {
    Value result = has_digits ? TRY(call_bindable_method(thread, method, args[0], {args[1]}))
                              : TRY(call_bindable_method(thread, method, args[0]));
    if (!result.is_unbound()) return result;
  }
  return raise_type_error(thread, "type {} doesn't define __round__ method", type_name(thread, args[0]));
}

constexpr NativeDefinition kFunctions[] = {
    {"abs(number, /)", builtin_abs, "The absolute value."},
    {"bin(integer, /)", builtin_bin, "An int in binary, with 0b in front."},
    {"oct(integer, /)", builtin_oct, "An int in octal, with 0o in front."},
    {"hex(integer, /)", builtin_hex, "An int in hexadecimal, with 0x in front."},
    {"chr(i, /)", builtin_chr, "The character with that code point."},
    {"ord(character, /)", builtin_ord, "The code point of a character."},
    {"divmod(x, y, /)", builtin_divmod, "The pair (x // y, x % y)."},
    {"pow(base, exp, mod=None)", builtin_pow,
     "base ** exp, or base ** exp % mod computed without large numbers on the way."},
    {"round(number, ndigits=None)", builtin_round,
     "The number rounded to so many decimal digits; an int when ndigits is None."},
};

}  // namespace

std::span<const NativeDefinition> number_functions() { return kFunctions; }

}  // namespace memphis
