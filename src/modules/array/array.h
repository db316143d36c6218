// array.array: items of one machine type in growable memory.
#pragma once

#include "modules/module_support.h"
#include "runtime/operations.h"

namespace memphis::arrays {

enum class ItemKind : uint8_t { kSigned, kUnsigned, kFloat, kCharacter };

struct ItemType {
  char code;
  uint8_t size;
  ItemKind kind;
  const char* buffer_format;
};
// The item type of a typecode; null: there is none.
const ItemType* find_item_type(char32_t code);

struct Array : Cell {
  Ref<ByteStorage> storage;  // null when nothing was ever stored
  uint64_t size;             // items
  uint64_t export_count;     // buffers that forbid resizing
  const ItemType* type;

  uint8_t* data() const { return storage.get() != nullptr ? storage->bytes : nullptr; }
  uint8_t* at(uint64_t index) const { return data() + index * type->size; }
  uint64_t byte_size() const { return size * type->size; }
};
inline Array* self_of(Value* args) { return args[0].as<Array>(); }

extern const TypeSpec kArrayType;
extern const TypeSpec kArrayIteratorType;
bool is_array(Thread& thread, Value value);

// An array of the built-in type itself; its items are zero.
Array* make_array(Thread& thread, const ItemType* type, uint64_t size);
// BufferError while somebody has a buffer, unless the size stays the same. New items are zero.
Status resize_array(Thread& thread, Array* array, uint64_t size);

Value load_item(Thread& thread, const ItemType* type, const uint8_t* at);
inline Value item_at(Thread& thread, const Array* array, uint64_t index) {
  return load_item(thread, array->type, array->at(index));
}
// Converts a value to the bytes of an item in `out`, eight at most. Runs user code.
Status convert_item(Thread& thread, const ItemType* type, Value value, uint8_t* out);
Status append_item(Thread& thread, Array* array, Value value);
Status append_bytes(Thread& thread, Array* array, std::span<const uint8_t> bytes);  // whole items
Status append_text(Thread& thread, Array* array, const Str* text);
// The text of an array of characters.
Value array_text(Thread& thread, const Array* array);
Value array_list(Thread& thread, const Array* array);
// Another array of the same item type, or any iterable.
Status extend_array(Thread& thread, Array* array, Value iterable);

// The sequence protocol (sequence.cpp).
Value array_length(Thread& thread, Value* args);
Value array_getitem(Thread& thread, Value* args);
Value array_setitem(Thread& thread, Value* args);
Value array_delitem(Thread& thread, Value* args);
Value array_add(Thread& thread, Value* args);
Value array_iadd(Thread& thread, Value* args);
Value array_mul(Thread& thread, Value* args);
Value array_imul(Thread& thread, Value* args);
Value array_contains(Thread& thread, Value* args);
template <Comparison comparison>
Value array_compare(Thread& thread, Value* args);
Value array_iter(Thread& thread, Value* args);

// Pickling (reconstruct.cpp).
Value array_reduce_ex(Thread& thread, Value* args);
Value reconstruct_array(Thread& thread, Value* args);

}  // namespace memphis::arrays
