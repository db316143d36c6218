// Type bytearray: what changes it, comparison, the table. The methods that it shares with bytes are in byte_*.cpp.
#include <algorithm>
#include <cstring>

#include "builtins/byte_methods.h"
#include "builtins/byte_table.h"
#include "builtins/text_arguments.h"
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/text_repr.h"

namespace memphis {

namespace {

ByteArray* self_array(Value* args) { return args[0].as<ByteArray>(); }

Value array_new(Thread& thread, Value* args) { return allocate_instance<ByteArray>(thread, args[0].as<Type>()); }

Value array_init(Thread& thread, Value* args) {
  ByteArray* array = self_array(args);
  TRY(optional_str_argument(thread, args[2], "bytearray", "encoding"));
  TRY(optional_str_argument(thread, args[3], "bytearray", "errors"));
  if (array->size != 0) TRY(resize_byte_array(thread, array, 0));
  Value bytes = TRY(bytes_from_arguments(thread, args[1], args[2], args[3], {"bytearray", "byte"}));
  TRY(splice_byte_array(thread, array, 0, array->size, bytes.as<Bytes>()->view()));
  return Value::none();
}

Value array_repr(Thread& thread, Value* args) {
  return repr_byte_array(thread, self_array(args)->view(), type_name(thread, args[0]));
}

Value array_str(Thread& thread, Value* args) {
  if (thread.runtime.options.flags.bytes_warning > 0)
    TRY(warn(thread, ExceptionId::kBytesWarning, 1, "str() on a bytearray instance"));
  return array_repr(thread, args);
}

// Comparison with anything that has a buffer
// ---------------------------------------------------------------------------

template <class Test>
Value compare_with(Thread& thread, Value* args, Test test) {
  if (!has_buffer(thread, args[1])) {
    if (thread.runtime.options.flags.bytes_warning > 0 && is_str(args[1])) {
      TRY(warn(thread, ExceptionId::kBytesWarning, 1, "Comparison between bytearray and string"));
    }
    return Value::not_implemented();
  }
  Buffer other(thread);
  if (other.acquire(args[1]).failed()) {
    take_pending(thread);
    return Value::not_implemented();
  }
  std::span<const uint8_t> left = self_array(args)->view(), right = other.bytes();
  size_t common = std::min(left.size(), right.size());
  int order = common == 0 ? 0 : std::memcmp(left.data(), right.data(), common);
  if (order == 0) order = left.size() == right.size() ? 0 : left.size() < right.size() ? -1 : 1;
  return Value::boolean(test(order));
}

Value array_eq(Thread& thread, Value* args) {
  return compare_with(thread, args, [](int order) { return order == 0; });
}
Value array_ne(Thread& thread, Value* args) {
  return compare_with(thread, args, [](int order) { return order != 0; });
}
Value array_lt(Thread& thread, Value* args) {
  return compare_with(thread, args, [](int order) { return order < 0; });
}
Value array_le(Thread& thread, Value* args) {
  return compare_with(thread, args, [](int order) { return order <= 0; });
}
Value array_gt(Thread& thread, Value* args) {
  return compare_with(thread, args, [](int order) { return order > 0; });
}
Value array_ge(Thread& thread, Value* args) {
  return compare_with(thread, args, [](int order) { return order >= 0; });
}

// Items and slices
// ------------------------------------------------------------------------------------------------------

// The bytes to assign to a slice: of a buffer, or of an iterable of ints.
Value slice_bytes(Thread& thread, Value value) {
  auto has = [&](Special special) { return !type_of(thread, value)->special_method(special).is_unbound(); };
  bool is_number = has(Special::kIndex) || has(Special::kInt) || has(Special::kFloat) || value.is_kind(Kind::kComplex);
  if (is_number || is_str(value)) {
    return raise_type_error(thread, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  }
  return bytes_from_arguments(thread, value, Value::unbound(), Value::unbound(), {"bytearray", "byte"});
}

Status assign_slice(Thread& thread, ByteArray* array, const Slice* slice, Value value) {
  SliceBounds bounds = TRY(slice_bounds(thread, slice, static_cast<int64_t>(array->size)));
  Value bytes = value.is_unbound() ? Value(thread.runtime.empty_bytes) : TRY(slice_bytes(thread, value));
  // Making the bytes may have run user code.
  bounds = TRY(slice_bounds(thread, slice, static_cast<int64_t>(array->size)));
  std::span<const uint8_t> content = bytes.as<Bytes>()->view();
  if (bounds.step == 1) {
    auto start = static_cast<uint64_t>(bounds.start);
    return splice_byte_array(thread, array, start, start + static_cast<uint64_t>(bounds.count), content);
  }
  if (content.empty()) {  // to assign nothing is to delete, here even in steps
    if (bounds.count == 0) return {};
    TRY(check_resizable(thread, array));
    int64_t low = bounds.step > 0 ? bounds.start : bounds.start + (bounds.count - 1) * bounds.step;
    int64_t step = bounds.step > 0 ? bounds.step : -bounds.step;
    uint8_t* data = array->data();
    int64_t to = low, removed = 0;
    for (auto from = low; from < static_cast<int64_t>(array->size); from++) {
      if (removed < bounds.count && from == low + removed * step) {
        removed++;
      } else {
        data[to++] = data[from];
      }
    }
    return resize_byte_array(thread, array, static_cast<uint64_t>(to));
  }
  if (static_cast<int64_t>(content.size()) != bounds.count) {
    if (bounds.count == 0 && bounds.step == 1) return {};
    return raise_value_error(thread, "attempt to assign bytes of size {} to extended slice of size {}", content.size(),
                             bounds.count);
  }
  for (int64_t i = 0; i < bounds.count; i++)
    array->data()[bounds.start + i * bounds.step] = content[static_cast<size_t>(i)];
  return {};
}

Fallible<int64_t> index_argument(Thread& thread, Value key) {
  if (!has_index(thread, key)) {
    return raise_type_error(thread, "bytearray indices must be integers or slices, not {}", type_name(thread, key));
  }
  return to_index_int64(thread, key, false, ExceptionId::kIndexError);
}

// The index of an item that must exist.
Fallible<uint64_t> item_index(Thread& thread, ByteArray* array, int64_t index) {
  if (index < 0) index += static_cast<int64_t>(array->size);
  if (index < 0 || index >= static_cast<int64_t>(array->size)) {
    return raise(thread, ExceptionId::kIndexError, "bytearray index out of range");
  }
  return static_cast<uint64_t>(index);
}

Value array_setitem(Thread& thread, Value* args) {
  ByteArray* array = self_array(args);
  if (args[1].is_kind(Kind::kSlice)) {
    TRY(assign_slice(thread, array, args[1].as<Slice>(), args[2]));
    return Value::none();
  }
  int64_t index = TRY(index_argument(thread, args[1]));
  uint8_t byte = TRY(byte_argument(thread, args[2]));
  array->data()[TRY(item_index(thread, array, index))] = byte;
  return Value::none();
}

Value array_delitem(Thread& thread, Value* args) {
  ByteArray* array = self_array(args);
  if (args[1].is_kind(Kind::kSlice)) {
    TRY(assign_slice(thread, array, args[1].as<Slice>(), Value::unbound()));
    return Value::none();
  }
  uint64_t index = TRY(item_index(thread, array, TRY(index_argument(thread, args[1]))));
  TRY(splice_byte_array(thread, array, index, index + 1, {}));
  return Value::none();
}

// Changing
// --------------------------------------------------------------------------------------------------------------

Value array_append(Thread& thread, Value* args) {
  uint8_t byte = TRY(byte_argument(thread, args[1]));
  ByteArray* array = self_array(args);
  TRY(resize_byte_array(thread, array, array->size + 1));
  array->data()[array->size - 1] = byte;
  return Value::none();
}

Status append_buffer(Thread& thread, ByteArray* array, Value value) {
  Buffer buffer(thread);
  TRY(buffer.acquire(value));
  return splice_byte_array(thread, array, array->size, array->size, buffer.bytes());
}

Value array_extend(Thread& thread, Value* args) {
  ByteArray* array = self_array(args);
  if (args[1] == args[0]) {  // unlike +=, which finds its own buffer exported
    std::vector<uint8_t> copy(array->view().begin(), array->view().end());
    TRY(splice_byte_array(thread, array, array->size, array->size, copy));
    return Value::none();
  }
  if (has_buffer(thread, args[1])) {
    TRY(append_buffer(thread, array, args[1]));
    return Value::none();
  }
  Value iterator = get_iterator(thread, args[1]);
  if (iterator.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return iterator;
    return raise_type_error(thread, "can't extend bytearray with {}", type_name(thread, args[1]));
  }
  std::vector<uint8_t> bytes;
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) break;
    if (is_str(args[1])) return raise_type_error(thread, "expected iterable of integers; got: 'str'");
    bytes.push_back(TRY(byte_argument(thread, item)));
  }
  TRY(splice_byte_array(thread, array, array->size, array->size, bytes));
  return Value::none();
}

Value array_iadd(Thread& thread, Value* args) {
  if (!has_buffer(thread, args[1])) {
    return raise_type_error(thread, "can't concat {} to {}", type_name(thread, args[1]), type_name(thread, args[0]));
  }
  TRY(append_buffer(thread, self_array(args), args[1]));
  return args[0];
}

Value array_imul(Thread& thread, Value* args) {
  uint64_t count = TRY(repeat_count(thread, args[1]));
  ByteArray* array = self_array(args);
  uint64_t old_size = array->size, size;
  if (__builtin_mul_overflow(count, old_size, &size)) return raise_memory_error(thread);
  TRY(resize_byte_array(thread, array, size));
  for (uint64_t done = old_size; done < size; done += old_size)
    std::memcpy(array->data() + done, array->data(), old_size);
  return args[0];
}

Value array_insert(Thread& thread, Value* args) {
  int64_t index = TRY(to_int64(thread, args[1]));
  uint8_t byte = TRY(byte_argument(thread, args[2]));
  ByteArray* array = self_array(args);
  auto size = static_cast<int64_t>(array->size);
  if (index < 0) index = index + size < 0 ? 0 : index + size;
  if (index > size) index = size;
  TRY(splice_byte_array(thread, array, static_cast<uint64_t>(index), static_cast<uint64_t>(index), {&byte, 1}));
  return Value::none();
}

Value array_pop(Thread& thread, Value* args) {
  int64_t index = TRY(size_argument(thread, args[1], -1));
  ByteArray* array = self_array(args);
  if (array->size == 0) return raise(thread, ExceptionId::kIndexError, "pop from empty bytearray");
  if (index < 0) index += static_cast<int64_t>(array->size);
  if (index < 0 || index >= static_cast<int64_t>(array->size))
    return raise(thread, ExceptionId::kIndexError, "pop index out of range");
  auto at = static_cast<uint64_t>(index);
  uint8_t byte = array->data()[at];
  TRY(splice_byte_array(thread, array, at, at + 1, {}));
  return Value::small_int(byte);
}

Value array_remove(Thread& thread, Value* args) {
  uint8_t byte = TRY(byte_argument(thread, args[1]));
  ByteArray* array = self_array(args);
  const void* found = array->size == 0 ? nullptr : std::memchr(array->data(), byte, array->size);
  if (found == nullptr) return raise_value_error(thread, "value not found in bytearray");
  auto index = static_cast<uint64_t>(static_cast<const uint8_t*>(found) - array->data());
  TRY(splice_byte_array(thread, array, index, index + 1, {}));
  return Value::none();
}

Value array_reverse(Thread&, Value* args) {
  std::span<uint8_t> bytes = self_array(args)->view();
  std::reverse(bytes.begin(), bytes.end());
  return Value::none();
}

Value array_clear(Thread& thread, Value* args) {
  TRY(resize_byte_array(thread, self_array(args), 0));
  return Value::none();
}

Value array_copy(Thread& thread, Value* args) { return make_byte_array(thread, self_array(args)->view()); }

Value array_resize(Thread& thread, Value* args) {
  int64_t size = TRY(to_int64(thread, args[1]));
  if (size < 0) return raise_value_error(thread, "Can only resize to positive sizes, got {}", size);
  TRY(resize_byte_array(thread, self_array(args), static_cast<uint64_t>(size)));
  return Value::none();
}

// Pickling and the like
// --------------------------------------------------------------------------------------------------

Value reduce(Thread& thread, Value self, int64_t protocol) {
  Value state = TRY(instance_state(thread, self));
  std::span<const uint8_t> bytes = byte_view(self);
  Value arguments;
  if (bytes.empty()) {
    arguments = thread.runtime.empty_tuple;
  } else if (protocol < 3) {
    Value text = TRY(make_str_latin1(thread, bytes));
    arguments = TRY(make_tuple(thread, {text, Value(TRY(make_str(thread, "latin-1")))}));
  } else {
    arguments = TRY(make_tuple(thread, {Value(TRY(make_bytes(thread, bytes)))}));
  }
  return make_tuple(thread, {Value(type_of(thread, self)), arguments, state});
}

Value array_reduce(Thread& thread, Value* args) { return reduce(thread, args[0], 2); }
Value array_reduce_ex(Thread& thread, Value* args) {
  int64_t protocol = TRY(size_argument(thread, args[1], 0));
  return reduce(thread, args[0], protocol);
}

Value array_sizeof(Thread&, Value* args) {
  ByteArray* array = self_array(args);
  uint64_t capacity = array->storage.get() == nullptr ? 0 : array->storage->capacity;
  return Value::small_int(static_cast<int64_t>(sizeof(ByteArray) + capacity));
}

Value array_alloc(Thread&, Value* args) {
  ByteArray* array = self_array(args);
  return Value::small_int(array->storage.get() == nullptr ? 0 : static_cast<int64_t>(array->storage->capacity) + 1);
}

Value array_buffer(Thread& thread, Value* args) {
  TRY(to_int64(thread, args[1]));
  return make_memory_view(thread, args[0]);
}

Value array_release_buffer(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kMemoryView)) return raise_type_error(thread, "expected a memoryview object");
  auto* view = args[1].as<MemoryView>();
  if (!(view->obj.get() == args[0])) return raise_value_error(thread, "memoryview's buffer is not this object");
  TRY(release_memory_view(thread, view));
  return Value::none();
}

Value array_iter(Thread& thread, Value* args) {
  return make_text_iterator(thread, TypeId::kByteArrayIterator, args[0]);
}

constexpr NativeDefinition kByteArrayMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", array_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, source=b'', encoding=None, errors=None)", array_init},
    {"__repr__(self, /)", array_repr},
    {"__str__(self, /)", array_str},
    {"__iter__(self, /)", array_iter},
    {"__eq__(self, value, /)", array_eq},
    {"__ne__(self, value, /)", array_ne},
    {"__lt__(self, value, /)", array_lt},
    {"__le__(self, value, /)", array_le},
    {"__gt__(self, value, /)", array_gt},
    {"__ge__(self, value, /)", array_ge},
    {"__setitem__(self, key, value, /)", array_setitem},
    {"__delitem__(self, key, /)", array_delitem},
    {"__iadd__(self, value, /)", array_iadd, "", NativeKind::kSequenceMethod},
    {"__imul__(self, value, /)", array_imul, "", NativeKind::kSequenceMethod},
    {"__alloc__(self, /)", array_alloc, "Bytes allocated."},
    {"__buffer__(self, flags, /)", array_buffer, "A memory view of the content."},
    {"__release_buffer__(self, buffer, /)", array_release_buffer, "Releases what __buffer__ gave."},
    {"__reduce__(self, /)", array_reduce},
    {"__reduce_ex__(self, proto=0, /)", array_reduce_ex},
    {"__sizeof__(self, /)", array_sizeof, "Bytes in memory."},
    {"append(self, item, /)", array_append, "Adds one byte at the end."},
    {"clear(self, /)", array_clear, "Removes everything."},
    {"copy(self, /)", array_copy, "A copy."},
    {"extend(self, iterable_of_ints, /)", array_extend, "Adds the bytes of a buffer or of an iterable of ints."},
    {"insert(self, index, item, /)", array_insert, "Puts one byte before the index."},
    {"pop(self, index=-1, /)", array_pop, "Removes and gives one byte."},
    {"remove(self, value, /)", array_remove, "Removes the first occurrence of a byte."},
    {"resize(self, size, /)", array_resize, "Cuts off bytes or adds zeros."},
    {"reverse(self, /)", array_reverse, "Turns the order around."},
    MEMPHIS_BYTE_METHODS,
};

// The iterator looks at the array as it is by then: it may have changed.
Value iterator_iter(Thread&, Value* args) { return args[0]; }

Value array_iterator_next(Thread&, Value* args) {
  auto* iterator = args[0].as<TextIterator>();
  Value source = iterator->source;
  if (source.is_unbound()) return Value::unbound();
  auto* array = source.as<ByteArray>();
  if (iterator->index < array->size) return Value::small_int(array->data()[iterator->index++]);
  iterator->source.set(iterator, Value::unbound());
  return Value::unbound();
}

uint64_t source_size(Value* args) {
  Value source = args[0].as<TextIterator>()->source;
  return source.is_unbound() ? 0 : source.as<ByteArray>()->size;
}

Value array_iterator_length_hint(Thread&, Value* args) {
  uint64_t size = source_size(args), index = args[0].as<TextIterator>()->index;
  return Value::small_int(index >= size ? 0 : static_cast<int64_t>(size - index));
}

Value array_iterator_reduce(Thread& thread, Value* args) {
  return reduce_text_iterator(thread, args[0].as<TextIterator>(), thread.runtime.empty_tuple);
}

Value array_iterator_setstate(Thread& thread, Value* args) {
  return set_text_iterator_state(thread, args, source_size(args));
}

constexpr NativeDefinition kByteArrayIteratorMethods[] = {
    {"__iter__(self, /)", iterator_iter},
    {"__next__(self, /)", array_iterator_next},
    {"__length_hint__(self, /)", array_iterator_length_hint},
    {"__reduce__(self, /)", array_iterator_reduce},
    {"__setstate__(self, object, /)", array_iterator_setstate},
};

}  // namespace

extern const TypeSpec kByteArrayType = {
    .name = "bytearray",
    .id = TypeId::kByteArray,
    .layout = Kind::kByteArray,
    .basic_size = sizeof(ByteArray),
    .flags = kTypeMatchSelf,
    .methods = kByteArrayMethods,
    .doc =
        "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n"
        "bytearray(bytes_or_buffer) -> bytearray\nbytearray(int) -> bytearray of that many zeros\nbytearray() -> "
        "empty\n\n"
        "A mutable sequence of bytes.",
    .text_signature = "",
};

extern const TypeSpec kByteArrayIteratorType = {
    .name = "bytearray_iterator",
    .id = TypeId::kByteArrayIterator,
    .basic_size = sizeof(TextIterator),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kByteArrayIteratorMethods,
};

}  // namespace memphis
