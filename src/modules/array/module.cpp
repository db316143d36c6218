// The module array: the type array, its methods beyond those of sequences.
#include <algorithm>
#include <bit>
#include <cstring>

#include "modules/array/array.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/list_operations.h"
#include "runtime/named_access.h"

namespace memphis {

namespace arrays {

namespace {

// ---- Construction ----

bool is_text_array(const Array* array) { return array->type->kind == ItemKind::kCharacter; }

// What an array may not be made of.
Status check_initializer(Thread& thread, const ItemType* type, Value initial) {
  if (type->kind == ItemKind::kCharacter) return {};
  if (is_str(initial)) {
    return raise_type_error(thread, "cannot use a str to initialize an array with typecode '{}'", type->code);
  }
  if (is_array(thread, initial) && is_text_array(initial.as<Array>())) {
    return raise_type_error(thread, "cannot use a unicode array to initialize an array with typecode '{}'", type->code);
  }
  return {};
}

Status append_whole_bytes(Thread& thread, Array* array, Value object) {
  Buffer buffer(thread);
  TRY(buffer.acquire(object));
  if (buffer.size() % array->type->size != 0) {
    return raise_value_error(thread, "bytes length not a multiple of item size");
  }
  // An array may be given its own memory.
  Bytes* copy = TRY(make_bytes(thread, buffer.bytes()));
  buffer.release();
  return append_bytes(thread, array, copy->view());
}

Status fill(Thread& thread, Array* array, Value initial) {
  if (initial.is_unbound()) return {};
  if (initial.is_kind(Kind::kBytes) || initial.is_kind(Kind::kByteArray)) {
    return append_whole_bytes(thread, array, initial);
  }
  if (is_str(initial)) return append_text(thread, array, initial.as<Str>());
  if (is_array(thread, initial) && initial.as<Array>()->type != array->type) {
    auto* other = initial.as<Array>();
    for (uint64_t i = 0; i < other->size; i++) TRY(append_item(thread, array, TRY(item_at(thread, other, i))));
    return {};
  }
  return extend_array(thread, array, initial);
}

Value array_new(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  auto* given = args[1].as<Tuple>();
  const bool is_plain = type == native_type(thread.runtime, kArrayType);
  if (is_plain && !args[2].is_unbound() && args[2].as<Dict>()->count != 0) {
    return raise_type_error(thread, "array.array() takes no keyword arguments");
  }
  if (given->size == 0) return raise_type_error(thread, "array() takes at least 1 argument (0 given)");
  if (given->size > 2) return raise_type_error(thread, "array() takes at most 2 arguments ({} given)", given->size);
  Value code = given->items[0];
  if (!is_str(code)) return raise_argument_error(thread, "array", 1, "a unicode character", code);
  if (code.as<Str>()->length() != 1) {
    return raise_type_error(thread, "array() argument 1 must be a unicode character, not a string of length {}",
                            code.as<Str>()->length());
  }
  const ItemType* item_type = find_item_type(code.as<Str>()->at(0));
  if (code.as<Str>()->at(0) == 'u') {
    TRY(warn(thread, ExceptionId::kDeprecationWarning, 1,
             "The 'u' type code is deprecated and will be removed in Python 3.16"));
  }
  Value initial = given->size == 2 ? given->items[1] : Value::unbound();
  if (item_type == nullptr) {
    return raise_value_error(thread, "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)");
  }
  if (!initial.is_unbound()) TRY(check_initializer(thread, item_type, initial));
  auto* array = TRY(allocate_instance<Array>(thread, type));
  array->type = item_type;
  TRY(fill(thread, array, initial));
  return array;
}

// ---- Items ----

Value array_append(Thread& thread, Value* args) {
  TRY(append_item(thread, self_of(args), args[1]));
  return Value::none();
}

Value array_extend(Thread& thread, Value* args) {
  Array* array = self_of(args);
  if (is_array(thread, args[1]) && args[1].as<Array>()->type != array->type) {
    return raise_type_error(thread, "can only extend with array of same kind");
  }
  TRY(extend_array(thread, array, args[1]));
  return Value::none();
}

Value array_insert(Thread& thread, Value* args) {
  Array* array = self_of(args);
  int64_t index = TRY(ssize_argument(thread, args[1]));
  uint8_t item[8];
  TRY(convert_item(thread, array->type, args[2], item));
  const auto size = static_cast<int64_t>(array->size);
  if (index < 0) index = std::max<int64_t>(index + size, 0);
  const auto at = static_cast<uint64_t>(std::min(index, size));
  TRY(resize_array(thread, array, array->size + 1));
  std::memmove(array->at(at + 1), array->at(at), (array->size - 1 - at) * array->type->size);
  std::memcpy(array->at(at), item, array->type->size);
  return Value::none();
}

Status remove_at(Thread& thread, Array* array, uint64_t index) {
  if (array->export_count != 0) return resize_array(thread, array, array->size - 1);
  std::memmove(array->at(index), array->at(index + 1), (array->size - 1 - index) * array->type->size);
  return resize_array(thread, array, array->size - 1);
}

Value array_pop(Thread& thread, Value* args) {
  Array* array = self_of(args);
  int64_t index = args[1].is_unbound() ? -1 : TRY(ssize_argument(thread, args[1]));
  if (array->size == 0) return raise(thread, ExceptionId::kIndexError, "pop from empty array");
  if (index < 0) index += static_cast<int64_t>(array->size);
  if (index < 0 || static_cast<uint64_t>(index) >= array->size) {
    return raise(thread, ExceptionId::kIndexError, "pop index out of range");
  }
  Value item = TRY(item_at(thread, array, static_cast<uint64_t>(index)));
  TRY(remove_at(thread, array, static_cast<uint64_t>(index)));
  return item;
}

// The first equal item within the bounds, or -1. Runs user code.
Fallible<int64_t> find_item(Thread& thread, const Array* array, Value value, int64_t start, int64_t stop) {
  const auto size = static_cast<int64_t>(array->size);
  if (start < 0) start = std::max<int64_t>(start + size, 0);
  if (stop < 0) stop = std::max<int64_t>(stop + size, 0);
  for (int64_t i = start; i < stop && i < static_cast<int64_t>(array->size); i++) {
    Value item = TRY(item_at(thread, array, static_cast<uint64_t>(i)));
    if (TRY(items_equal(thread, item, value))) return i;
  }
  return int64_t{-1};
}

Value array_index(Thread& thread, Value* args) {
  const int64_t start = args[2].is_unbound() ? 0 : TRY(to_index_int64(thread, args[2], true));
  const int64_t stop = args[3].is_unbound() ? INT64_MAX : TRY(to_index_int64(thread, args[3], true));
  const int64_t found = TRY(find_item(thread, self_of(args), args[1], start, stop));
  if (found < 0) return raise_value_error(thread, "array.index(x): x not in array");
  return Value::small_int(found);
}

Value array_remove(Thread& thread, Value* args) {
  Array* array = self_of(args);
  const int64_t found = TRY(find_item(thread, array, args[1], 0, INT64_MAX));
  if (found < 0 || static_cast<uint64_t>(found) >= array->size) {
    return raise_value_error(thread, "array.remove(x): x not in array");
  }
  TRY(remove_at(thread, array, static_cast<uint64_t>(found)));
  return Value::none();
}

Value array_count(Thread& thread, Value* args) {
  Array* array = self_of(args);
  int64_t count = 0;
  for (uint64_t i = 0; i < array->size; i++) {
    if (TRY(items_equal(thread, TRY(item_at(thread, array, i)), args[1]))) count++;
  }
  return Value::small_int(count);
}

Value array_clear(Thread& thread, Value* args) {
  TRY(resize_array(thread, self_of(args), 0));
  return Value::none();
}

Value array_reverse(Thread& thread, Value* args) {
  Array* array = self_of(args);
  const uint64_t size = array->type->size;
  for (uint64_t low = 0, high = array->size; low + 1 < high; low++) {
    high--;
    std::swap_ranges(array->at(low), array->at(low) + size, array->at(high));
  }
  (void)thread;
  return Value::none();
}

Value array_byteswap(Thread&, Value* args) {
  Array* array = self_of(args);
  const uint64_t size = array->type->size;
  for (uint64_t i = 0; i < array->size; i++) std::reverse(array->at(i), array->at(i) + size);
  return Value::none();
}

// ---- Conversion ----

Value array_fromlist(Thread& thread, Value* args) {
  Array* array = self_of(args);
  if (!args[1].is_kind(Kind::kList)) return raise_type_error(thread, "arg must be list");
  auto* list = args[1].as<List>();
  const uint64_t before = array->size, count = list->size;
  for (uint64_t i = 0; i < count; i++) {
    if (i >= list->size || list->size != count) {
      TRY(resize_array(thread, array, before));
      return raise(thread, ExceptionId::kRuntimeError, "list changed size during iteration");
    }
    if (!append_item(thread, array, list->items()[i]).failed()) continue;
    Value error = take_pending(thread);
    if (array->size > before) TRY(resize_array(thread, array, before));
    return raise_again(thread, error);
  }
  return Value::none();
}

Value array_tolist(Thread& thread, Value* args) { return array_list(thread, self_of(args)); }

Value array_frombytes(Thread& thread, Value* args) {
  TRY(append_whole_bytes(thread, self_of(args), args[1]));
  return Value::none();
}

Value array_tobytes(Thread& thread, Value* args) {
  return make_bytes(thread, {self_of(args)->data(), self_of(args)->byte_size()});
}

Value array_fromunicode(Thread& thread, Value* args) {
  Str* text = TRY(str_argument(thread, args[1], "fromunicode", 0));
  if (!is_text_array(self_of(args))) {
    return raise_value_error(thread, "fromunicode() may only be called on unicode type arrays ('u' or 'w')");
  }
  TRY(append_text(thread, self_of(args), text));
  return Value::none();
}

Value array_tounicode(Thread& thread, Value* args) {
  if (is_text_array(self_of(args))) return array_text(thread, self_of(args));
  return raise_value_error(thread, "tounicode() may only be called on unicode type arrays ('u' or 'w')");
}

Value array_fromfile(Thread& thread, Value* args) {
  Array* array = self_of(args);
  const int64_t count = TRY(ssize_argument(thread, args[2]));
  if (count < 0) return raise_value_error(thread, "negative count");
  if (count > INT64_MAX / array->type->size) return raise_memory_error(thread);
  const int64_t wanted = count * array->type->size;
  Value read = TRY(call_method(thread, args[1], TRY(intern_text(thread.runtime, "read")), {make_int(thread, wanted)}));
  if (!read.is_kind(Kind::kBytes)) return raise_type_error(thread, "read() didn't return bytes");
  TRY(append_whole_bytes(thread, array, read));
  if (static_cast<int64_t>(read.as<Bytes>()->size) != wanted) {
    return raise(thread, ExceptionId::kEOFError, "read() didn't return enough bytes");
  }
  return Value::none();
}

Value array_tofile(Thread& thread, Value* args) {
  constexpr uint64_t kBlock = 64 * 1024;
  Array* array = self_of(args);
  Str* write = TRY(intern_text(thread.runtime, "write"));
  for (uint64_t start = 0; start < array->byte_size(); start += kBlock) {
    const uint64_t size = std::min(kBlock, array->byte_size() - start);
    Value block = TRY(make_bytes(thread, {array->data() + start, size}));
    (void)TRY(call_method(thread, args[1], write, {block}));
  }
  return Value::none();
}

Value array_buffer_info(Thread& thread, Value* args) {
  Array* array = self_of(args);
  return make_tuple(thread, {make_int(thread, static_cast<int64_t>(reinterpret_cast<uintptr_t>(array->data()))),
                             make_int(thread, static_cast<int64_t>(array->size))});
}

Value array_copy(Thread& thread, Value* args) {
  Array* array = self_of(args);
  Array* copy = TRY(make_array(thread, array->type, array->size));
  if (array->size != 0) std::memcpy(copy->data(), array->data(), array->byte_size());
  return copy;
}

Value array_repr(Thread& thread, Value* args) {
  Array* array = self_of(args);
  ReprBuilder text(thread);
  text.add(text_of(type_of(thread, args[0])->name) + "('" + array->type->code + "'");
  if (array->size != 0) {
    text.add(", ");
    Value items = is_text_array(array) ? TRY(array_text(thread, array)) : TRY(array_list(thread, array));
    TRY(text.add_repr(items));
  }
  text.add(")");
  return text.finish();
}

Value array_sizeof(Thread& thread, Value* args) {
  const uint64_t capacity = self_of(args)->storage.get() != nullptr ? self_of(args)->storage->capacity : 0;
  return make_int(thread, static_cast<int64_t>(type_of(thread, args[0])->basic_size + capacity));
}

Value get_typecode(Thread& thread, Value self) {
  return make_character(thread, static_cast<uint32_t>(self.as<Array>()->type->code));
}
Value get_itemsize(Thread&, Value self) { return Value::small_int(self.as<Array>()->type->size); }

// ---- Buffer ----

Status acquire_array(Thread& thread, Value object, BufferView& view) {
  auto* array = object.as<Array>();
  view.format = TRY(intern_text(thread.runtime, array->type->buffer_format));
  view.data = array->data();
  view.length = array->byte_size();
  view.item_size = array->type->size;
  view.read_only = false;
  array->export_count++;
  return {};
}
void release_array(Value object) { object.as<Array>()->export_count--; }
constexpr BufferProcedures kArrayBuffer = {acquire_array, release_array};

// ---- Tables ----

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", array_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", array_repr},
    {"__len__(self, /)", array_length},
    {"__getitem__(self, key, /)", array_getitem},
    {"__setitem__(self, key, value, /)", array_setitem},
    {"__delitem__(self, key, /)", array_delitem},
    {"__add__(self, value, /)", array_add, "", NativeKind::kSequenceMethod},
    {"__iadd__(self, value, /)", array_iadd, "", NativeKind::kSequenceMethod},
    {"__mul__(self, value, /)", array_mul, "", NativeKind::kSequenceMethod},
    {"__rmul__(self, value, /)", array_mul, "", NativeKind::kSequenceMethod},
    {"__imul__(self, value, /)", array_imul, "", NativeKind::kSequenceMethod},
    {"__contains__(self, key, /)", array_contains},
    {"__iter__(self, /)", array_iter},
    {"__lt__(self, value, /)", array_compare<Comparison::kLess>},
    {"__le__(self, value, /)", array_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", array_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", array_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", array_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", array_compare<Comparison::kGreaterEqual>},
    {"__copy__(self, /)", array_copy, "A copy of the array."},
    {"__deepcopy__(self, unused, /)", array_copy, "A copy of the array."},
    {"__reduce_ex__(self, value, /)", array_reduce_ex, "For pickling."},
    {"__sizeof__(self, /)", array_sizeof, "The size in memory, in bytes."},
    {"__class_getitem__(type, object, /)", class_getitem, "For annotations.", NativeKind::kClassMethod},
    {"append(self, v, /)", array_append, "Appends an item."},
    {"buffer_info(self, /)", array_buffer_info, "The address of the memory and the number of items."},
    {"byteswap(self, /)", array_byteswap, "Reverses the bytes of every item."},
    {"clear(self, /)", array_clear, "Removes all items."},
    {"count(self, v, /)", array_count, "How many items equal v."},
    {"extend(self, bb, /)", array_extend, "Appends the items of an array of the same kind, or of any iterable."},
    {"frombytes(self, buffer, /)", array_frombytes, "Appends items from their bytes."},
    {"fromfile(self, f, n, /)", array_fromfile, "Appends n items that are read from a binary file."},
    {"fromlist(self, list, /)", array_fromlist, "Appends the items of a list, all of them or none."},
    {"fromunicode(self, ustr, /)", array_fromunicode, "Appends the characters of a str."},
    {"index(self, v, start=0, stop=sys.maxsize, /)", array_index, "The index of the first item that equals v."},
    {"insert(self, i, v, /)", array_insert, "Inserts an item before that index."},
    {"pop(self, i=-1, /)", array_pop, "Removes an item and returns it."},
    {"remove(self, v, /)", array_remove, "Removes the first item that equals v."},
    {"reverse(self, /)", array_reverse, "Reverses the order of the items."},
    {"tobytes(self, /)", array_tobytes, "The bytes of all items."},
    {"tofile(self, f, /)", array_tofile, "Writes the bytes of all items to a binary file."},
    {"tolist(self, /)", array_tolist, "The items as a list."},
    {"tounicode(self, /)", array_tounicode, "The characters as a str."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"typecode", get_typecode, nullptr, "the typecode character used to create the array"},
    {"itemsize", get_itemsize, nullptr, "the size, in bytes, of one array item"},
};

constexpr NativeDefinition kFunctions[] = {
    {"_array_reconstructor(arraytype, typecode, mformat_code, items, /)", reconstruct_array, "For unpickling."},
};

Status register_sequence(Thread& thread, Type* type) {
  type->flags |= kTypeIsSequence;
  Value sequence = TRY(import_attribute(thread, "collections.abc", "MutableSequence"));
  (void)TRY(call_method(thread, sequence, TRY(intern_text(thread.runtime, "register")), {Value(type)}));
  return dict_set_name(thread, type->dict, thread.runtime.name(Special::kHash), Value::none());
}

}  // namespace

bool is_array(Thread& thread, Value value) {
  return is_instance_of(thread, value, native_type(thread.runtime, kArrayType));
}

constinit const TypeSpec kArrayType = {
    .name = "array",
    .module = "array",
    .basic_size = sizeof(Array),
    .native_fields = 1,
    .flags = kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "array(typecode [, initializer]) -> array\n\nItems of one machine type in compact memory; see help(array).",
    .buffer = &kArrayBuffer,
    .text_signature = "",
};

}  // namespace arrays

Value create_array_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "array", "Compact arrays of machine values.", arrays::kFunctions));
  Type* type = TRY(add_module_type(thread, module, arrays::kArrayType));
  (void)TRY(make_hidden_type(thread, arrays::kArrayIteratorType));
  TRY(arrays::register_sequence(thread, type));
  TRY(set_module_attribute(thread, module, "ArrayType", type));
  TRY(set_module_attribute(thread, module, "typecodes", TRY(make_str(thread, "bBuwhHiIlLqQfd"))));
  return module;
}

}  // namespace memphis
