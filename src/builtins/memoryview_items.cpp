// Indexing, slicing and iterating over memory views.
#include <cstring>

#include "builtins/memory_items.h"
#include "builtins/memoryview.h"
#include "builtins/text_arguments.h"
#include "builtins/types.h"
#include "runtime/buffer.h"
#include "runtime/error.h"

namespace memphis {

namespace {

MemoryView* self_view(Value* args) { return args[0].as<MemoryView>(); }
int64_t dimension(const MemoryView* view, uint32_t index) {
  return view->shape.get().as<Tuple>()->items[index].as_small_int();
}
int64_t stride(const MemoryView* view, uint32_t index) {
  return view->strides.get().as<Tuple>()->items[index].as_small_int();
}

FailureOfAnyType raise_not_implemented(Thread& thread, const char* message) {
  return raise(thread, ExceptionId::kNotImplementedError, "{}", message);
}

// Moves `at` by an index in one dimension.
Status step_into(Thread& thread, const MemoryView* view, uint32_t which, Value key, uint8_t*& at) {
  int64_t index = TRY(to_index_int64(thread, key, false, ExceptionId::kIndexError));
  // __index__ may have released the view.
  TRY(check_not_released(thread, view));
  if (index < 0) index += dimension(view, which);
  if (index < 0 || index >= dimension(view, which)) {
    return raise(thread, ExceptionId::kIndexError, "index out of bounds on dimension {}", which + 1);
  }
  at += index * stride(view, which);
  return {};
}

bool is_multi_index(Thread& thread, Value key) {
  if (!key.is_kind(Kind::kTuple)) return false;
  for (Value item : key.as<Tuple>()->view()) {
    if (!has_index(thread, item)) return false;
  }
  return true;
}

bool is_multi_slice(Value key) {
  if (!key.is_kind(Kind::kTuple) || key.as<Tuple>()->size == 0) return false;
  for (Value item : key.as<Tuple>()->view()) {
    if (!item.is_kind(Kind::kSlice)) return false;
  }
  return true;
}

// The address of the one item that an int or a tuple of ints denotes.
Fallible<uint8_t*> item_address(Thread& thread, const MemoryView* view, Value key) {
  uint8_t* at = view->data;
  if (!key.is_kind(Kind::kTuple)) {
    if (view->dimensions != 1) return raise_not_implemented(thread, "sub-views are not implemented");
    TRY(step_into(thread, view, 0, key, at));
    return at;
  }
  auto* indices = key.as<Tuple>();
  if (indices->size < view->dimensions) return raise_not_implemented(thread, "sub-views are not implemented");
  if (indices->size > view->dimensions) {
    return raise_type_error(thread, "cannot index {}-dimension view with {}-element tuple", view->dimensions,
                            indices->size);
  }
  for (uint32_t i = 0; i < view->dimensions; i++) TRY(step_into(thread, view, i, indices->items[i], at));
  return at;
}

Tuple* with_first(Thread& thread, Tuple* tuple, int64_t number) {
  Tuple* copy = TRY(make_tuple(thread, tuple->view()));
  copy->items[0] = Value::small_int(number);
  return copy;
}

// Cuts the first dimension of a view that nobody else has.
Status cut(Thread& thread, MemoryView* view, const Slice* slice) {
  SliceBounds bounds = TRY(slice_bounds(thread, slice, dimension(view, 0)));
  view->data += bounds.start * stride(view, 0);
  int64_t old_count = dimension(view, 0);
  view->length =
      old_count == 0 ? 0 : view->length / static_cast<uint64_t>(old_count) * static_cast<uint64_t>(bounds.count);
  Tuple* strides = TRY(with_first(thread, view->strides.get().as<Tuple>(), stride(view, 0) * bounds.step));
  Tuple* shape = TRY(with_first(thread, view->shape.get().as<Tuple>(), bounds.count));
  view->strides.set(view, strides);
  view->shape.set(view, shape);
  return {};
}

// Copies items of one dimension; the memories may overlap.
void copy_items(const MemoryView* to, const MemoryView* from) {
  auto count = static_cast<uint64_t>(dimension(to, 0));
  uint64_t size = to->item_size;
  if (stride(to, 0) == static_cast<int64_t>(size) && stride(from, 0) == static_cast<int64_t>(size)) {
    std::memmove(to->data, from->data, count * size);
    return;
  }
  std::vector<uint8_t> copy(count * size);
  copy_contiguous(from, copy.data());
  uint8_t* at = to->data;
  for (uint64_t i = 0; i < count; i++, at += stride(to, 0)) std::memcpy(at, copy.data() + i * size, size);
}

Value assign_slice(Thread& thread, MemoryView* view, const Slice* slice, Value value) {
  Value source = make_memory_view(thread, value);
  if (source.is_error()) {
    if (has_buffer(thread, value) || !take_if_pending(thread, ExceptionId::kTypeError)) return source;
    return raise_type_error(thread, "a bytes-like object is required, not '{}'", type_name(thread, value));
  }
  auto* from = source.as<MemoryView>();
  MemoryView* to = TRY(copy_memory_view(thread, view));
  TRY(cut(thread, to, slice));
  bool same_format = strs_equal(to->format.get().as<Str>(), from->format.get().as<Str>()) ||
                     (native_format(to->format.get().as<Str>()) != 0 &&
                      native_format(to->format.get().as<Str>()) == native_format(from->format.get().as<Str>()));
  bool same_structure = from->dimensions == 1 && from->item_size == to->item_size && same_format &&
                        dimension(from, 0) == dimension(to, 0);
  if (same_structure && to->length != 0) copy_items(to, from);
  TRY(release_memory_view(thread, to));
  TRY(release_memory_view(thread, from));
  if (!same_structure) {
    return raise_value_error(thread, "memoryview assignment: lvalue and rvalue have different structures");
  }
  return Value::none();
}

Value list_from(Thread& thread, const MemoryView* view, char format, uint32_t which, const uint8_t* at) {
  int64_t count = dimension(view, which), step = stride(view, which);
  List* list = TRY(make_list(thread));
  TRY(list_reserve(thread, list, static_cast<uint64_t>(count)));
  for (int64_t i = 0; i < count; i++, at += step) {
    bool last = which + 1 == view->dimensions;
    Value item = last ? TRY(unpack_item(thread, at, format)) : TRY(list_from(thread, view, format, which + 1, at));
    TRY(list_append(thread, list, item));
  }
  return list;
}

// The items must be single values: those of a view with more dimensions would be views themselves.
Status check_items(Thread& thread, const MemoryView* view) {
  if (view->dimensions == 0) return raise_type_error(thread, "invalid indexing of 0-dim memory");
  if (view->dimensions != 1) return raise_not_implemented(thread, "multi-dimensional sub-views are not implemented");
  return {};
}

Status check_lookup(Thread& thread, const MemoryView* view) {
  TRY(check_not_released(thread, view));
  if (view->dimensions == 0) return raise_type_error(thread, "invalid lookup on 0-dim memory");
  if (view->dimensions != 1) return raise_not_implemented(thread, "multi-dimensional lookup is not implemented");
  return {};
}

// One item of a one-dimensional view that user code may have released meanwhile.
Value read_at(Thread& thread, const MemoryView* view, char format, int64_t index) {
  TRY(check_not_released(thread, view));
  return unpack_item(thread, view->data + index * stride(view, 0), format);
}

}  // namespace

Value memory_view_getitem(Thread& thread, Value* args) {
  MemoryView* view = self_view(args);
  Value key = args[1];
  TRY(check_not_released(thread, view));
  if (view->dimensions == 0) {
    if (key.is_ellipsis()) return args[0];
    if (!key.is_kind(Kind::kTuple) || key.as<Tuple>()->size != 0)
      return raise_type_error(thread, "invalid indexing of 0-dim memory");
    return unpack_item(thread, view->data, TRY(require_native_format(thread, view)));
  }
  if (key.is_kind(Kind::kSlice)) {
    MemoryView* part = TRY(copy_memory_view(thread, view));
    TRY(cut(thread, part, key.as<Slice>()));
    return part;
  }
  if (has_index(thread, key) || is_multi_index(thread, key)) {
    char format = TRY(require_native_format(thread, view));
    if (!key.is_kind(Kind::kTuple)) TRY(check_items(thread, view));
    uint8_t* at = TRY(item_address(thread, view, key));
    return unpack_item(thread, at, format);
  }
  if (is_multi_slice(key)) return raise_not_implemented(thread, "multi-dimensional slicing is not implemented");
  return raise_type_error(thread, "memoryview: invalid slice key");
}

Value memory_view_setitem(Thread& thread, Value* args) {
  MemoryView* view = self_view(args);
  Value key = args[1], value = args[2];
  TRY(check_not_released(thread, view));
  if (view->read_only) return raise_type_error(thread, "cannot modify read-only memory");
  bool single = has_index(thread, key) || is_multi_index(thread, key);
  if (view->dimensions == 0) {
    if (!key.is_ellipsis() && !(key.is_kind(Kind::kTuple) && key.as<Tuple>()->size == 0)) {
      return raise_type_error(thread, "invalid indexing of 0-dim memory");
    }
    TRY(pack_item(thread, view->data, TRY(require_native_format(thread, view)), value));
    return Value::none();
  }
  if (single) {
    char format = TRY(require_native_format(thread, view));
    uint8_t* at = TRY(item_address(thread, view, key));
    // Converting the value may run user code that releases the view: convert first, then store.
    uint8_t item[8];
    TRY(pack_item(thread, item, format, value));
    TRY(check_not_released(thread, view));
    std::memcpy(at, item, view->item_size);
    return Value::none();
  }
  if (key.is_kind(Kind::kSlice)) {
    if (view->dimensions == 1) return assign_slice(thread, view, key.as<Slice>(), value);
    return raise_not_implemented(thread, "memoryview slice assignments are currently restricted to ndim = 1");
  }
  if (is_multi_slice(key)) {
    return raise_not_implemented(thread, "memoryview slice assignments are currently restricted to ndim = 1");
  }
  return raise_type_error(thread, "memoryview: invalid slice key");
}

Value memory_view_delitem(Thread& thread, Value* args) {
  MemoryView* view = self_view(args);
  TRY(check_not_released(thread, view));
  if (view->read_only) return raise_type_error(thread, "cannot modify read-only memory");
  return raise_type_error(thread, "cannot delete memory");
}

Value memory_view_tolist(Thread& thread, Value* args) {
  MemoryView* view = self_view(args);
  TRY(check_not_released(thread, view));
  char format = TRY(require_native_format(thread, view));
  if (view->dimensions == 0) return unpack_item(thread, view->data, format);
  return list_from(thread, view, format, 0, view->data);
}

Value memory_view_count(Thread& thread, Value* args) {
  MemoryView* view = self_view(args);
  TRY(check_not_released(thread, view));
  TRY(check_items(thread, view));
  char format = TRY(require_native_format(thread, view));
  int64_t found = 0;
  for (int64_t i = 0; i < dimension(view, 0); i++) {
    Value item = TRY(read_at(thread, view, format, i));
    found += TRY(are_equal(thread, item, args[1]));
  }
  return Value::small_int(found);
}

Value memory_view_index(Thread& thread, Value* args) {
  MemoryView* view = self_view(args);
  TRY(check_lookup(thread, view));
  char format = TRY(require_native_format(thread, view));
  for (Value end : {args[2], args[3]}) {
    if (!end.is_unbound() && !has_index(thread, end)) {
      return raise_type_error(thread, "slice indices must be integers or have an __index__ method");
    }
  }
  SearchRange range = TRY(search_range(thread, args[2], args[3], static_cast<uint64_t>(dimension(view, 0))));
  for (int64_t i = range.start; i < range.end; i++) {
    Value item = TRY(read_at(thread, view, format, i));
    if (TRY(are_equal(thread, item, args[1]))) return Value::small_int(i);
  }
  return raise_value_error(thread, "memoryview.index(x): x not found");
}

Value memory_view_iter(Thread& thread, Value* args) {
  MemoryView* view = self_view(args);
  TRY(check_not_released(thread, view));
  TRY(check_items(thread, view));
  TRY(require_native_format(thread, view));
  return make_text_iterator(thread, TypeId::kMemoryIterator, args[0]);
}

namespace {

Value iterator_iter(Thread&, Value* args) { return args[0]; }

Value memory_iterator_next(Thread& thread, Value* args) {
  auto* iterator = args[0].as<TextIterator>();
  Value source = iterator->source;
  if (source.is_unbound()) return Value::unbound();
  auto* view = source.as<MemoryView>();
  TRY(check_not_released(thread, view));
  if (static_cast<int64_t>(iterator->index) < dimension(view, 0)) {
    return read_at(thread, view, native_format(view->format.get().as<Str>()), static_cast<int64_t>(iterator->index++));
  }
  iterator->source.set(iterator, Value::unbound());
  return Value::unbound();
}

constexpr NativeDefinition kMemoryIteratorMethods[] = {
    {"__iter__(self, /)", iterator_iter},
    {"__next__(self, /)", memory_iterator_next},
};

}  // namespace

extern const TypeSpec kMemoryIteratorType = {
    .name = "memory_iterator",
    .id = TypeId::kMemoryIterator,
    .basic_size = sizeof(TextIterator),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMemoryIteratorMethods,
};

}  // namespace memphis
