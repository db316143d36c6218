// Pickling of arrays: items as bytes in a named machine format, which other machines can read too.
#include <algorithm>
#include <bit>
#include <cstring>

#include "modules/array/array.h"
#include "runtime/attribute.h"
#include "runtime/codecs.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/named_access.h"

namespace memphis::arrays {

namespace {

// Formats by number: an item's kind and size, then little and big endian.
struct MachineFormat {
  ItemKind kind;
  uint8_t size;
  bool is_big;
};
constexpr int kUtf16Little = 18;
constexpr int kUtf32Little = 20;
constexpr MachineFormat kFormats[] = {
    {ItemKind::kUnsigned, 1, false},  {ItemKind::kSigned, 1, false},   {ItemKind::kUnsigned, 2, false},
    {ItemKind::kUnsigned, 2, true},   {ItemKind::kSigned, 2, false},   {ItemKind::kSigned, 2, true},
    {ItemKind::kUnsigned, 4, false},  {ItemKind::kUnsigned, 4, true},  {ItemKind::kSigned, 4, false},
    {ItemKind::kSigned, 4, true},     {ItemKind::kUnsigned, 8, false}, {ItemKind::kUnsigned, 8, true},
    {ItemKind::kSigned, 8, false},    {ItemKind::kSigned, 8, true},    {ItemKind::kFloat, 4, false},
    {ItemKind::kFloat, 4, true},      {ItemKind::kFloat, 8, false},    {ItemKind::kFloat, 8, true},
    {ItemKind::kCharacter, 4, false}, {ItemKind::kCharacter, 4, true}, {ItemKind::kCharacter, 4, false},
    {ItemKind::kCharacter, 4, true},
};
constexpr int64_t kFormatCount = std::size(kFormats);

int64_t native_format(const ItemType* type) {
  if (type->kind == ItemKind::kCharacter) return kUtf32Little;
  for (int64_t i = 0; i < kFormatCount; i++) {
    if (kFormats[i].kind == type->kind && kFormats[i].size == type->size && !kFormats[i].is_big) return i;
  }
  return -1;
}

// The item type that fits integers of a format: the last one that does.
const ItemType* fitting_type(const MachineFormat& format) {
  const ItemType* found = nullptr;
  for (char32_t code : std::u32string_view(U"bBhHiIlLqQ")) {
    const ItemType* type = find_item_type(code);
    if (type->kind == format.kind && type->size == format.size) found = type;
  }
  return found;
}

Status add_text(Thread& thread, Array* array, int64_t format, std::span<const uint8_t> bytes, Value object) {
  constexpr Codec kCodecs[] = {Codec::kUtf16Little, Codec::kUtf16Big, Codec::kUtf32Little, Codec::kUtf32Big};
  DecodeState state;
  Value text = TRY(decode_native(thread, kCodecs[format - kUtf16Little], bytes, object, nullptr, state));
  return append_text(thread, array, text.as<Str>());
}

Status add_items(Thread& thread, Array* array, int64_t number, std::span<const uint8_t> bytes, Value object) {
  const MachineFormat& format = kFormats[number];
  if (bytes.size() % format.size != 0) return raise_value_error(thread, "string length not a multiple of item size");
  if (format.kind == ItemKind::kCharacter) return add_text(thread, array, number, bytes, object);
  const ItemType* source =
      format.kind == ItemKind::kFloat ? find_item_type(format.size == 4 ? 'f' : 'd') : fitting_type(format);
  for (size_t i = 0; i < bytes.size(); i += format.size) {
    uint8_t item[8];
    std::copy_n(bytes.data() + i, format.size, item);
    if (format.is_big) std::reverse(item, item + format.size);
    TRY(append_item(thread, array, TRY(load_item(thread, source, item))));
  }
  return {};
}

}  // namespace

// _array_reconstructor(type, typecode, format, bytes)
Value reconstruct_array(Thread& thread, Value* args) {
  if (!args[0].is_kind(Kind::kType)) {
    return raise_type_error(thread, "first argument must be a type object, not {}", type_name(thread, args[0]));
  }
  auto* type = args[0].as<Type>();
  if (!is_subtype(type, native_type(thread.runtime, kArrayType))) {
    return raise_type_error(thread, "{} is not a subtype of array.array", type_name(type));
  }
  if (!is_str(args[1]) || args[1].as<Str>()->length() != 1) {
    return raise_type_error(thread, "_array_reconstructor() argument 2 must be a unicode character, not {}",
                            type_name(thread, args[1]));
  }
  const ItemType* item_type = find_item_type(args[1].as<Str>()->at(0));
  if (item_type == nullptr) return raise_value_error(thread, "second argument must be a valid type code");
  const int64_t format = TRY(to_index_int64(thread, args[2], false, ExceptionId::kOverflowError));
  if (format < 0 || format >= kFormatCount) {
    return raise_value_error(thread, "third argument must be a valid machine format code.");
  }
  if (!args[3].is_kind(Kind::kBytes)) {
    return raise_type_error(thread, "fourth argument should be bytes, not {}", type_name(thread, args[3]));
  }
  if (format != native_format(item_type) && kFormats[format].kind != ItemKind::kFloat &&
      kFormats[format].kind != ItemKind::kCharacter) {
    item_type = fitting_type(kFormats[format]);
  }
  auto* array = TRY(allocate_instance<Array>(thread, type));
  array->type = item_type;
  std::span<const uint8_t> bytes = args[3].as<Bytes>()->view();
  if (format == native_format(item_type) && format < kUtf16Little) {
    if (bytes.size() % item_type->size != 0) {
      return raise_value_error(thread, "string length not a multiple of item size");
    }
    TRY(append_bytes(thread, array, bytes));
  } else {
    TRY(add_items(thread, array, format, bytes, args[3]));
  }
  return array;
}

Value array_reduce_ex(Thread& thread, Value* args) {
  Array* array = self_of(args);
  if (!is_int(args[1])) return raise_type_error(thread, "__reduce_ex__ argument should be an integer");
  const int64_t protocol = TRY(to_int64(thread, args[1]));
  Value attributes = TRY(find_attribute_text(thread, args[0], "__dict__"));
  if (attributes.is_unbound()) attributes = Value::none();
  Value code = make_character(thread, static_cast<uint32_t>(array->type->code));
  Value type = type_of(thread, args[0]);
  if (protocol < 3) {
    Value list = TRY(array_list(thread, array));
    return make_tuple(thread, {type, Value(TRY(make_tuple(thread, {code, list}))), attributes});
  }
  Module* module = TRY(import_module(thread, "array")).as<Module>();
  Value function = TRY(get_attribute_text(thread, module, "_array_reconstructor"));
  Value bytes = TRY(make_bytes(thread, {array->data(), array->byte_size()}));
  Tuple* arguments = TRY(make_tuple(thread, {type, code, Value::small_int(native_format(array->type)), bytes}));
  return make_tuple(thread, {function, Value(arguments), attributes});
}

}  // namespace memphis::arrays
