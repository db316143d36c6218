// int to formatted text and to bytes, and back; rounding to powers of ten.
#include "builtins/int.h"
#include "builtins/number_support.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"

namespace memphis {

namespace {

Status append_format(Thread& thread, std::string& out, const FormatSpec& spec, Value self) {
  const std::string name = type_name(thread, self);
  FormatError error;
  int base;
  if (!check_int_format(spec, name, base, error)) return raise_format_error(thread, error);
  if (base < 0) {
    const double value = TRY(to_double(thread, self));
    if (!append_formatted_double(out, spec, value, name, error)) return raise_format_error(thread, error);
    return {};
  }
  if (base == 0) {
    int64_t code;
    if (!int_to_int64(self, code)) {
      return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
    }
    if (code < 0 || code > 0x10ffff) return raise(thread, ExceptionId::kOverflowError, "%c arg not in range(0x110000)");
    if (!append_formatted_char(out, spec, static_cast<char32_t>(code), error)) return raise_format_error(thread, error);
    return {};
  }
  std::string digits;
  if (base == 10) {
    TRY(append_int_text(thread, digits, self));
  } else {
    bigint::append_text(digits, IntReader(self), static_cast<unsigned>(base));
  }
  const bool negative = digits[0] == '-';
  if (!append_formatted_int(out, spec, negative, std::string_view(digits).substr(negative), error)) {
    return raise_format_error(thread, error);
  }
  return {};
}

Fallible<std::endian> byte_order(Thread& thread, Value order, const char* function) {
  if (order.is_unbound()) return std::endian::big;
  if (!is_str(order)) {
    return raise_type_error(thread, "{}() argument 'byteorder' must be str, not {}", function,
                            argument_type_name(thread, order));
  }
  const std::string text = text_of(order);
  if (text == "little") return std::endian::little;
  if (text == "big") return std::endian::big;
  return raise_value_error(thread, "byteorder must be either 'little' or 'big'");
}

Fallible<bool> flag_argument(Thread& thread, Value flag) {
  if (flag.is_unbound()) return false;
  return is_true(thread, flag);
}

}  // namespace

Value int_format(Thread& thread, Value* args) {
  FormatSpec spec;
  bool empty;
  TRY(parse_number_format(thread, args[1], kIntFormatDefaults, type_name(thread, args[0]), spec, empty));
  if (empty) return to_str(thread, args[0]);
  std::string out;
  TRY(append_format(thread, out, spec, args[0]));
  return make_str(thread, out);
}

Value int_round(Thread& thread, Value* args) {
  Value self = TRY(exact_int(thread, args[0]));
  if (args[1].is_unbound() || args[1].is_none()) return self;
  Value digits = TRY(to_index(thread, args[1]));
  if (int_sign(digits) >= 0) return self;
  int64_t count;
  const bool countable = int_to_int64(digits, count);
  // A power of ten more than ten times the value: nothing remains.
  if (!countable || static_cast<uint64_t>(-count) > bigint::decimal_digits_bound(IntReader(self)) + 1) {
    return Value::small_int(0);
  }
  Value unit = TRY(int_power(thread, Value::small_int(10), Value::small_int(-count)));
  Value quotient, remainder;
  TRY(int_divide_modulo(thread, self, unit, quotient, remainder));
  Value twice = TRY(int_add(thread, remainder, remainder));
  const int order = int_compare(twice, unit);
  Value down = TRY(int_subtract(thread, self, remainder));
  if (order < 0 || (order == 0 && !int_is_odd(quotient))) return down;
  return int_add(thread, down, unit);
}

Value int_to_bytes(Thread& thread, Value* args) {
  int64_t length = 1;
  if (!args[1].is_unbound()) length = TRY(to_int64(thread, args[1]));
  const std::endian order = TRY(byte_order(thread, args[2], "to_bytes"));
  const bool is_signed = TRY(flag_argument(thread, args[3]));
  if (length < 0) return raise_value_error(thread, "length argument must be non-negative");
  IntReader self(args[0]);
  if (self.view().negative && !is_signed) {
    return raise(thread, ExceptionId::kOverflowError, "can't convert negative int to unsigned");
  }
  Bytes* bytes = TRY(allocate_bytes(thread, static_cast<uint64_t>(length)));
  switch (bigint::to_bytes(self, {bytes->data, bytes->size}, order, is_signed)) {
    case bigint::BytesStatus::kOk: return bytes;
    case bigint::BytesStatus::kNegative:
      return raise(thread, ExceptionId::kOverflowError, "can't convert negative int to unsigned");
    default: return raise(thread, ExceptionId::kOverflowError, "int too big to convert");
  }
}

Value int_from_bytes(Thread& thread, Value* args) {
  const std::endian order = TRY(byte_order(thread, args[2], "from_bytes"));
  const bool is_signed = TRY(flag_argument(thread, args[3]));
  Value source = args[1];
  std::string storage;
  if (!TRY(number_bytes(thread, source, storage))) {
    // bytes(source), except that neither a size nor a text is meant.
    Type* type = type_of(thread, source);
    const bool is_convertible =
        !type->special_method(Special::kBytes).is_unbound() || !type->special_method(Special::kBuffer).is_unbound() ||
        (type->special_method(Special::kIndex).is_unbound() && !is_str(source) &&
         (!type->special_method(Special::kIter).is_unbound() || !type->special_method(Special::kGetItem).is_unbound()));
    if (!is_convertible) {
      return raise_type_error(thread, "cannot convert '{}' object to bytes", type_name(thread, source));
    }
    Value bytes = TRY(call(thread, thread.runtime.type(TypeId::kBytes), {source}));
    TRY(number_bytes(thread, bytes, storage));
  }
  IntBuffer result;
  bigint::from_bytes(result, {reinterpret_cast<const uint8_t*>(storage.data()), storage.size()}, order, is_signed);
  Value number = TRY(make_int(thread, result));
  Value type = args[0];
  if (type == thread.runtime.type(TypeId::kInt)) return number;
  return call(thread, type, {number});
}

}  // namespace memphis
