// Items of arrays: from Python values and back.
#include <bit>
#include <climits>
#include <cstring>

#include "modules/array/array.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"

namespace memphis::arrays {

namespace {

constexpr ItemType kItemTypes[] = {
    {'b', 1, ItemKind::kSigned, "b"},    {'B', 1, ItemKind::kUnsigned, "B"}, {'u', 4, ItemKind::kCharacter, "w"},
    {'w', 4, ItemKind::kCharacter, "w"}, {'h', 2, ItemKind::kSigned, "h"},   {'H', 2, ItemKind::kUnsigned, "H"},
    {'i', 4, ItemKind::kSigned, "i"},    {'I', 4, ItemKind::kUnsigned, "I"}, {'l', 8, ItemKind::kSigned, "l"},
    {'L', 8, ItemKind::kUnsigned, "L"},  {'q', 8, ItemKind::kSigned, "q"},   {'Q', 8, ItemKind::kUnsigned, "Q"},
    {'f', 4, ItemKind::kFloat, "f"},     {'d', 8, ItemKind::kFloat, "d"},
};

FailureOfAnyType raise_overflow(Thread& thread, std::string_view message) {
  return raise(thread, ExceptionId::kOverflowError, "{}", message);
}

// An int between two bounds, with what CPython's argument parser says of others.
Fallible<int64_t> bounded(Thread& thread, Value number, int64_t low, int64_t high, const char* name) {
  int64_t value;
  if (!int_to_int64(number, value)) return raise_overflow(thread, "Python int too large to convert to C long");
  if (value < low) return raise_overflow(thread, fmt::format("{} is less than minimum", name));
  if (value > high) return raise_overflow(thread, fmt::format("{} is greater than maximum", name));
  return value;
}

Fallible<uint64_t> convert_unsigned_long(Thread& thread, const ItemType* type, Value number) {
  uint64_t value;
  if (type->code == 'Q') {
    if (int_sign(number) < 0) return raise_overflow(thread, "can't convert negative int to unsigned");
    if (!int_to_uint64(number, value)) return raise_overflow(thread, "int too big to convert");
    return value;
  }
  if (int_sign(number) < 0) return raise_overflow(thread, "can't convert negative value to unsigned int");
  if (!int_to_uint64(number, value)) {
    return raise_overflow(thread, "Python int too large to convert to C unsigned long");
  }
  if (type->code == 'I' && value > UINT_MAX) return raise_overflow(thread, "unsigned int is greater than maximum");
  return value;
}

Fallible<int64_t> convert_signed(Thread& thread, const ItemType* type, Value number) {
  int64_t value;
  switch (type->code) {
    case 'b':
      (void)TRY(bounded(thread, number, SHRT_MIN, SHRT_MAX, "signed short integer"));
      return bounded(thread, number, SCHAR_MIN, SCHAR_MAX, "signed char");
    case 'B': return bounded(thread, number, 0, UCHAR_MAX, "unsigned byte integer");
    case 'h': return bounded(thread, number, SHRT_MIN, SHRT_MAX, "signed short integer");
    case 'H':
      (void)TRY(bounded(thread, number, INT_MIN, INT_MAX, "signed integer"));
      return bounded(thread, number, 0, USHRT_MAX, "unsigned short");
    case 'i': return bounded(thread, number, INT_MIN, INT_MAX, "signed integer");
    case 'q':
      if (!int_to_int64(number, value)) return raise_overflow(thread, "int too big to convert");
      return value;
    default: return bounded(thread, number, INT64_MIN, INT64_MAX, "");
  }
}

Status convert_character(Thread& thread, Value value, uint8_t* out) {
  if (!is_str(value)) {
    return raise_type_error(thread, "array item must be a unicode character, not {}", type_name(thread, value));
  }
  const auto* text = value.as<Str>();
  if (text->length() != 1) {
    return raise_type_error(thread, "array item must be a unicode character, not a string of length {}",
                            text->length());
  }
  const uint32_t c = text->at(0);
  std::memcpy(out, &c, 4);
  return {};
}

Status convert_float(Thread& thread, const ItemType* type, Value value, uint8_t* out) {
  const double number = TRY(to_double(thread, value));
  if (type->size == 8) {
    std::memcpy(out, &number, 8);
  } else {
    const auto narrow = static_cast<float>(number);
    std::memcpy(out, &narrow, 4);
  }
  return {};
}

}  // namespace

const ItemType* find_item_type(char32_t code) {
  for (const ItemType& type : kItemTypes) {
    if (static_cast<char32_t>(type.code) == code) return &type;
  }
  return nullptr;
}

Value load_item(Thread& thread, const ItemType* type, const uint8_t* at) {
  uint64_t bits = 0;
  std::memcpy(&bits, at, type->size);
  const unsigned unused = 64 - 8u * type->size;
  switch (type->kind) {
    case ItemKind::kSigned: return make_int(thread, static_cast<int64_t>(bits << unused) >> unused);
    case ItemKind::kUnsigned: return make_int_unsigned(thread, bits);
    case ItemKind::kFloat:
      if (type->size == 8) return make_float(thread, std::bit_cast<double>(bits));
      return make_float(thread, static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bits))));
    default: break;
  }
  if (bits > 0x10ffff) {
    return raise_value_error(thread, "character U+{:x} is not in range [U+0000; U+10ffff]", bits);
  }
  return make_character(thread, static_cast<uint32_t>(bits));
}

Status convert_item(Thread& thread, const ItemType* type, Value value, uint8_t* out) {
  if (type->kind == ItemKind::kCharacter) return convert_character(thread, value, out);
  if (type->kind == ItemKind::kFloat) return convert_float(thread, type, value, out);
  const Value number = value.is_small_int() ? value : TRY(to_index(thread, value));
  uint64_t bits;
  if (type->code == 'I' || type->code == 'L' || type->code == 'Q') {
    bits = TRY(convert_unsigned_long(thread, type, number));
  } else {
    bits = static_cast<uint64_t>(TRY(convert_signed(thread, type, number)));
  }
  std::memcpy(out, &bits, type->size);
  return {};
}

// ---- Growing ----

Array* make_array(Thread& thread, const ItemType* type, uint64_t size) {
  auto* array = TRY(allocate_instance<Array>(thread, native_type(thread.runtime, kArrayType)));
  array->type = type;
  TRY(resize_array(thread, array, size));
  return array;
}

Status resize_array(Thread& thread, Array* array, uint64_t size) {
  if (size == array->size) return {};
  if (array->export_count != 0) {
    return raise(thread, ExceptionId::kBufferError, "cannot resize an array that is exporting buffers");
  }
  if (size > INT64_MAX / 16) return raise_memory_error(thread);
  const uint64_t bytes = size * array->type->size;
  const uint64_t capacity = array->storage.get() != nullptr ? array->storage->capacity : 0;
  if (bytes > capacity) {
    ByteStorage* storage = TRY(make_byte_storage(thread, array->size == 0 ? bytes : bytes + bytes / 8 + 32));
    if (array->size != 0) std::memcpy(storage->bytes, array->data(), array->byte_size());
    array->storage.set(array, storage);
  } else if (size > array->size) {
    std::memset(array->at(array->size), 0, bytes - array->byte_size());
  } else if (size == 0) {
    array->storage.set(array, nullptr);
  }
  array->size = size;
  return {};
}

Status append_item(Thread& thread, Array* array, Value value) {
  uint8_t item[8];
  TRY(convert_item(thread, array->type, value, item));
  TRY(resize_array(thread, array, array->size + 1));
  std::memcpy(array->at(array->size - 1), item, array->type->size);
  return {};
}

Status append_bytes(Thread& thread, Array* array, std::span<const uint8_t> bytes) {
  const uint64_t before = array->size;
  TRY(resize_array(thread, array, before + bytes.size() / array->type->size));
  if (!bytes.empty()) std::memcpy(array->at(before), bytes.data(), bytes.size());
  return {};
}

Status append_text(Thread& thread, Array* array, const Str* text) {
  const uint64_t before = array->size;
  TRY(resize_array(thread, array, before + text->length()));
  for (uint64_t i = 0; i < text->length(); i++) {
    const uint32_t c = text->at(i);
    std::memcpy(array->at(before + i), &c, 4);
  }
  return {};
}

Value array_text(Thread& thread, const Array* array) {
  const auto* characters = reinterpret_cast<const uint32_t*>(array->data());
  for (uint64_t i = 0; i < array->size; i++) {
    if (characters[i] > 0x10ffff) return load_item(thread, array->type, array->at(i));
  }
  return make_str_utf32(thread, {characters, array->size});
}

Value array_list(Thread& thread, const Array* array) {
  List* list = TRY(make_list(thread));
  TRY(list_reserve(thread, list, array->size));
  for (uint64_t i = 0; i < array->size; i++) TRY(list_append(thread, list, TRY(item_at(thread, array, i))));
  return list;
}

Status extend_array(Thread& thread, Array* array, Value iterable) {
  if (is_array(thread, iterable)) {
    auto* other = iterable.as<Array>();
    if (other->type != array->type) return raise_type_error(thread, "can only extend with array of same kind");
    const uint64_t before = array->size, added = other->size;
    TRY(resize_array(thread, array, before + added));
    if (added != 0) std::memcpy(array->at(before), other->data(), added * array->type->size);
    return {};
  }
  Value iterator = TRY(get_iterator(thread, iterable));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return {};
    TRY(append_item(thread, array, item));
  }
}

}  // namespace memphis::arrays
