#include "builtins/memory_items.h"

#include <cmath>
#include <cstring>

#include "base/half_float.h"
#include "builtins/support.h"
#include "builtins/text_arguments.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/intern.h"

namespace memphis {

namespace {

struct NativeFormat {
  char character;
  uint8_t size;
  char kind;  // 'i' signed, 'u' unsigned, 'f' floating point, 'F' complex, 'c' bytes, '?' bool, 'P' address
};

constexpr NativeFormat kFormats[] = {
    {'c', 1, 'c'}, {'b', 1, 'i'}, {'B', 1, 'u'}, {'?', 1, '?'}, {'h', 2, 'i'}, {'H', 2, 'u'},
    {'i', 4, 'i'}, {'I', 4, 'u'}, {'l', 8, 'i'}, {'L', 8, 'u'}, {'q', 8, 'i'}, {'Q', 8, 'u'},
    {'n', 8, 'i'}, {'N', 8, 'u'}, {'e', 2, 'f'}, {'f', 4, 'f'}, {'d', 8, 'f'}, {'P', 8, 'P'},
};

const NativeFormat* find_format(char character) {
  for (const NativeFormat& format : kFormats) {
    if (format.character == character) return &format;
  }
  return nullptr;
}

uint64_t read_unsigned(const uint8_t* at, unsigned size) {
  uint64_t bits = 0;
  std::memcpy(&bits, at, size);
  return bits;
}

int64_t read_signed(const uint8_t* at, unsigned size) {
  unsigned unused = 64 - 8 * size;
  return static_cast<int64_t>(read_unsigned(at, size) << unused) >> unused;
}

double read_double(const uint8_t* at, unsigned size) {
  if (size == 2) return half_to_double(static_cast<uint16_t>(read_unsigned(at, 2)));
  if (size == 4) {
    float number;
    std::memcpy(&number, at, 4);
    return static_cast<double>(number);
  }
  double number;
  std::memcpy(&number, at, 8);
  return number;
}

FailureOfAnyType raise_invalid_type(Thread& thread, char format) {
  return raise_type_error(thread, "memoryview: invalid type for format '{}'", format);
}
FailureOfAnyType raise_invalid_value(Thread& thread, char format) {
  return raise_value_error(thread, "memoryview: invalid value for format '{}'", format);
}

Status pack_integer(Thread& thread, uint8_t* at, const NativeFormat& format, Value value) {
  if (!has_index(thread, value)) return raise_invalid_type(thread, format.character);
  Value number = to_index(thread, value);
  if (number.is_error()) {
    if (take_if_pending(thread, ExceptionId::kTypeError)) return raise_invalid_type(thread, format.character);
    return Failure{};
  }
  uint64_t bits;
  unsigned unused = 64 - 8u * format.size;
  if (format.kind == 'i') {
    int64_t integer;
    if (!int_to_int64(number, integer) || integer << unused >> unused != integer)
      return raise_invalid_value(thread, format.character);
    bits = static_cast<uint64_t>(integer);
  } else {
    if (int_sign(number) < 0 || !int_to_uint64(number, bits) || bits << unused >> unused != bits) {
      return raise_invalid_value(thread, format.character);
    }
  }
  std::memcpy(at, &bits, format.size);
  return {};
}

Status pack_double(Thread& thread, uint8_t* at, const NativeFormat& format, Value value) {
  Fallible<double> number = to_double(thread, value);
  if (number.failed()) {
    if (take_if_pending(thread, ExceptionId::kTypeError)) return raise_invalid_type(thread, format.character);
    if (take_if_pending(thread, ExceptionId::kOverflowError) || take_if_pending(thread, ExceptionId::kValueError)) {
      return raise_invalid_value(thread, format.character);
    }
    return Failure{};
  }
  double d = number.value();
  if (format.size == 8) {
    std::memcpy(at, &d, 8);
  } else if (format.size == 4) {
    auto f = static_cast<float>(d);
    std::memcpy(at, &f, 4);
  } else {
    uint16_t bits;
    if (!double_to_half(d, bits)) return raise_invalid_value(thread, format.character);
    std::memcpy(at, &bits, 2);
  }
  return {};
}

}  // namespace

char native_format(const Str* format) {
  if (!format->is_ascii()) return 0;
  std::string_view text = format->ascii();
  if (text.starts_with('@')) text.remove_prefix(1);
  return text.size() == 1 && find_format(text[0]) != nullptr ? text[0] : 0;
}

unsigned native_item_size(char format) {
  const NativeFormat* found = find_format(format);
  return found == nullptr ? 0 : found->size;
}

Value unpack_item(Thread& thread, const uint8_t* at, char character) {
  const NativeFormat& format = *find_format(character);
  switch (format.kind) {
    case 'i': return make_int(thread, read_signed(at, format.size));
    case 'u':
    case 'P': return make_int_unsigned(thread, read_unsigned(at, format.size));
    case 'f': return make_float(thread, read_double(at, format.size));
    case '?': return Value::boolean(*at != 0);
    default: return make_bytes(thread, {at, 1});
  }
}

Status pack_item(Thread& thread, uint8_t* at, char character, Value value) {
  const NativeFormat& format = *find_format(character);
  switch (format.kind) {
    case 'f': return pack_double(thread, at, format, value);
    case '?': *at = TRY(is_true(thread, value)) ? 1 : 0; return {};
    case 'c':
      if (!value.is_kind(Kind::kBytes)) return raise_invalid_type(thread, character);
      if (value.as<Bytes>()->size != 1) return raise_invalid_value(thread, character);
      *at = value.as<Bytes>()->data[0];
      return {};
    default: return pack_integer(thread, at, format, value);
  }
}

Fallible<char> require_native_format(Thread& thread, const MemoryView* view) {
  auto* format = view->format.get().as<Str>();
  char character = native_format(format);
  if (character != 0) return character;
  return raise(thread, ExceptionId::kNotImplementedError, "memoryview: format {} not supported", text_of(format));
}

// Comparison
// ------------------------------------------------------------------------------------------------------------

namespace {

// Reads items of one view: natively, or with struct.unpack.
class ItemReader {
 public:
  ItemReader(Thread& thread, MemoryView* view)
      : thread_(thread), view_(view), format_(native_format(view->format.get().as<Str>())) {}

  // False when the format is none that anybody knows.
  Fallible<bool> prepare() {
    if (format_ != 0) return true;
    Value make = import_attribute(thread_, "struct", "Struct");
    if (!make.is_error()) struct_ = call(thread_, make, {view_->format.get()});
    if (!struct_.is_error() && !struct_.is_unbound()) return true;
    take_pending(thread_);
    return false;
  }
  char format() const { return format_; }
  Value read(const uint8_t* at) {
    if (format_ != 0) return unpack_item(thread_, at, format_);
    Bytes* bytes = TRY(make_bytes(thread_, {at, view_->item_size}));
    Str* name = TRY(intern_text(thread_.runtime, "unpack"));
    Value items = TRY(call_method(thread_, struct_, name, {Value(bytes)}));
    if (items.is_kind(Kind::kTuple) && items.as<Tuple>()->size == 1) return items.as<Tuple>()->items[0];
    return items;
  }

 private:
  Thread& thread_;
  MemoryView* view_;
  char format_;
  Value struct_;
};

int64_t number_in(Value tuple, uint32_t index) { return tuple.as<Tuple>()->items[index].as_small_int(); }

// Formats of integers and bytes, whose items are equal when their memory is.
bool is_bitwise(char format) { return format != 0 && std::strchr("cbBhHiIlLqQnNP", format) != nullptr; }

Fallible<bool> equal_from(Thread& thread, MemoryView* left, MemoryView* right, ItemReader& left_items,
                          ItemReader& right_items, uint32_t dimension, const uint8_t* p, const uint8_t* q) {
  if (dimension == left->dimensions) {
    if (left_items.format() == right_items.format() && is_bitwise(left_items.format())) {
      return std::memcmp(p, q, left->item_size) == 0;
    }
    // No identity short cut: a NaN differs from itself.
    Value a = TRY(left_items.read(p));
    Value b = TRY(right_items.read(q));
    return is_true(thread, TRY(compare(thread, Comparison::kEqual, a, b)));
  }
  for (int64_t i = 0; i < number_in(left->shape, dimension); i++) {
    if (!TRY(equal_from(thread, left, right, left_items, right_items, dimension + 1, p, q))) return false;
    p += number_in(left->strides, dimension);
    q += number_in(right->strides, dimension);
  }
  return true;
}

}  // namespace

Fallible<bool> views_are_equal(Thread& thread, MemoryView* left, MemoryView* right) {
  if (left->dimensions != right->dimensions) return false;
  for (uint32_t i = 0; i < left->dimensions; i++) {
    if (number_in(left->shape, i) != number_in(right->shape, i)) return false;
    if (number_in(left->shape, i) == 0) return true;
  }
  ItemReader left_items(thread, left), right_items(thread, right);
  if (!TRY(left_items.prepare()) || !TRY(right_items.prepare())) return false;
  bool bytewise = left_items.format() == right_items.format() && is_bitwise(left_items.format());
  if (bytewise && is_contiguous(left, 'C') && is_contiguous(right, 'C')) {
    return std::memcmp(left->data, right->data, left->length) == 0;
  }
  return equal_from(thread, left, right, left_items, right_items, 0, left->data, right->data);
}

}  // namespace memphis
