// Arrays as sequences: subscripts, concatenation, comparison, iteration.
#include <algorithm>
#include <cstring>

#include "modules/array/array.h"
#include "runtime/container_support.h"
#include "runtime/int_operations.h"

namespace memphis::arrays {

namespace {

struct ArrayIterator : Cell {
  Field array;  // unbound when exhausted
  uint64_t index;
};

// The index of an item; `message` when there is none.
Fallible<uint64_t> item_index(Thread& thread, const Array* array, Value key, const char* message) {
  int64_t index = TRY(to_index_int64(thread, key, false, ExceptionId::kIndexError));
  if (index < 0) index += static_cast<int64_t>(array->size);
  if (index < 0 || static_cast<uint64_t>(index) >= array->size) {
    return raise(thread, ExceptionId::kIndexError, "{}", message);
  }
  return static_cast<uint64_t>(index);
}

bool has_index(Thread& thread, Value key) {
  return is_int(key) || !type_of(thread, key)->special_method(Special::kIndex).is_unbound();
}

Status check_key(Thread& thread, Value key) {
  if (has_index(thread, key) || key.is_exactly(Kind::kSlice)) return {};
  return raise_type_error(thread, "array indices must be integers");
}

// Replaces the items of a slice; nothing to put there: removes them.
Status replace_slice(Thread& thread, Array* array, const SliceBounds& bounds, std::span<const uint8_t> items) {
  const uint64_t size = array->type->size;
  const uint64_t needed = items.size() / size;
  const auto count = static_cast<uint64_t>(bounds.count);
  if ((needed == 0 || count != needed) && array->export_count != 0) {
    return raise(thread, ExceptionId::kBufferError, "cannot resize an array that is exporting buffers");
  }
  int64_t start = bounds.start, step = bounds.step;
  if (step == 1) {
    const auto from = static_cast<uint64_t>(start);
    const uint64_t tail = array->size - from - count;
    const uint64_t old_size = array->size;
    if (needed > count) TRY(resize_array(thread, array, old_size + needed - count));
    if (needed != count && tail != 0) {
      std::memmove(array->at(from + needed), array->at(from + count), tail * size);
    }
    if (needed < count) TRY(resize_array(thread, array, old_size + needed - count));
    if (needed != 0) std::memcpy(array->at(from), items.data(), items.size());
    return {};
  }
  if (needed == 0) {
    if (count == 0) return {};
    if (step < 0) start += step * (bounds.count - 1), step = -step;
    uint64_t kept = static_cast<uint64_t>(start);
    for (uint64_t i = kept, dropped = 0; i < array->size; i++) {
      if (dropped < count && i == static_cast<uint64_t>(start) + dropped * static_cast<uint64_t>(step)) {
        dropped++;
      } else {
        std::memmove(array->at(kept++), array->at(i), size);
      }
    }
    return resize_array(thread, array, kept);
  }
  if (needed != count) {
    return raise_value_error(thread, "attempt to assign array of size {} to extended slice of size {}", needed, count);
  }
  for (uint64_t i = 0; i < count; i++, start += step) {
    std::memcpy(array->at(static_cast<uint64_t>(start)), items.data() + i * size, size);
  }
  return {};
}

}  // namespace

Value array_length(Thread& thread, Value* args) { return make_int(thread, static_cast<int64_t>(self_of(args)->size)); }

Value array_getitem(Thread& thread, Value* args) {
  Array* array = self_of(args);
  if (args[1].is_small_int()) {
    int64_t index = args[1].as_small_int();
    if (index < 0) index += static_cast<int64_t>(array->size);
    if (static_cast<uint64_t>(index) < array->size) return item_at(thread, array, static_cast<uint64_t>(index));
  }
  TRY(check_key(thread, args[1]));
  if (!args[1].is_exactly(Kind::kSlice)) {
    return item_at(thread, array, TRY(item_index(thread, array, args[1], "array index out of range")));
  }
  const SliceBounds bounds = TRY(slice_bounds(thread, args[1].as<Slice>(), static_cast<int64_t>(array->size)));
  Array* result = TRY(make_array(thread, array->type, static_cast<uint64_t>(bounds.count)));
  for (int64_t i = 0; i < bounds.count; i++) {
    const auto from = static_cast<uint64_t>(bounds.start + i * bounds.step);
    std::memcpy(result->at(static_cast<uint64_t>(i)), array->at(from), array->type->size);
  }
  return result;
}

Value array_setitem(Thread& thread, Value* args) {
  Array* array = self_of(args);
  TRY(check_key(thread, args[1]));
  if (!args[1].is_exactly(Kind::kSlice)) {
    constexpr char kMessage[] = "array assignment index out of range";
    uint64_t index = TRY(item_index(thread, array, args[1], kMessage));
    uint8_t item[8];
    TRY(convert_item(thread, array->type, args[2], item));
    // The conversion may have shortened the array.
    if (index >= array->size) return raise(thread, ExceptionId::kIndexError, "{}", kMessage);
    std::memcpy(array->at(index), item, array->type->size);
    return Value::none();
  }
  const SliceBounds bounds = TRY(slice_bounds(thread, args[1].as<Slice>(), static_cast<int64_t>(array->size)));
  if (!is_array(thread, args[2])) {
    return raise_type_error(thread, "can only assign array (not \"{}\") to array slice", type_name(thread, args[2]));
  }
  auto* other = args[2].as<Array>();
  if (other->type != array->type) return raise_type_error(thread, "bad argument type for built-in operation");
  if (other == array) {
    other = TRY(make_array(thread, array->type, array->size));
    if (array->size != 0) std::memcpy(other->data(), array->data(), array->byte_size());
  }
  TRY(replace_slice(thread, array, bounds, {other->data(), other->byte_size()}));
  return Value::none();
}

Value array_delitem(Thread& thread, Value* args) {
  Array* array = self_of(args);
  TRY(check_key(thread, args[1]));
  SliceBounds bounds{0, 0, 1, 1};
  if (args[1].is_exactly(Kind::kSlice)) {
    bounds = TRY(slice_bounds(thread, args[1].as<Slice>(), static_cast<int64_t>(array->size)));
  } else {
    bounds.start = static_cast<int64_t>(TRY(item_index(thread, array, args[1], "array assignment index out of range")));
  }
  TRY(replace_slice(thread, array, bounds, {}));
  return Value::none();
}

// ---- Concatenation ----

Value array_add(Thread& thread, Value* args) {
  Array* array = self_of(args);
  if (!is_array(thread, args[1])) {
    return raise_type_error(thread, "can only append array (not \"{}\") to array", type_name(thread, args[1]));
  }
  auto* other = args[1].as<Array>();
  if (other->type != array->type) return raise_type_error(thread, "bad argument type for built-in operation");
  Array* result = TRY(make_array(thread, array->type, array->size + other->size));
  if (array->size != 0) std::memcpy(result->data(), array->data(), array->byte_size());
  if (other->size != 0) std::memcpy(result->at(array->size), other->data(), other->byte_size());
  return result;
}

Value array_iadd(Thread& thread, Value* args) {
  if (!is_array(thread, args[1])) {
    return raise_type_error(thread, "can only extend array with array (not \"{}\")", type_name(thread, args[1]));
  }
  TRY(extend_array(thread, self_of(args), args[1]));
  return args[0];
}

namespace {

// How many items `count` copies have.
Fallible<uint64_t> repeated_size(Thread& thread, const Array* array, int64_t count) {
  if (count <= 0 || array->size == 0) return uint64_t{0};
  if (array->size > static_cast<uint64_t>(INT64_MAX) / 16 / static_cast<uint64_t>(count)) {
    return raise_memory_error(thread);
  }
  return array->size * static_cast<uint64_t>(count);
}

void fill_copies(Array* array, uint64_t once) {
  for (uint64_t filled = once; filled < array->size; filled *= 2) {
    const uint64_t count = std::min(filled, array->size - filled);
    std::memcpy(array->at(filled), array->data(), count * array->type->size);
  }
}

}  // namespace

Value array_mul(Thread& thread, Value* args) {
  Array* array = self_of(args);
  const int64_t count = TRY(to_index_int64(thread, args[1]));
  Array* result = TRY(make_array(thread, array->type, TRY(repeated_size(thread, array, count))));
  if (result->size != 0) {
    std::memcpy(result->data(), array->data(), array->byte_size());
    fill_copies(result, array->size);
  }
  return result;
}

Value array_imul(Thread& thread, Value* args) {
  Array* array = self_of(args);
  const int64_t count = TRY(to_index_int64(thread, args[1]));
  const uint64_t once = array->size;
  TRY(resize_array(thread, array, TRY(repeated_size(thread, array, count))));
  if (once != 0) fill_copies(array, once);
  return args[0];
}

// ---- Comparison ----

Value array_contains(Thread& thread, Value* args) {
  Array* array = self_of(args);
  for (uint64_t i = 0; i < array->size; i++) {
    if (TRY(items_equal(thread, TRY(item_at(thread, array, i)), args[1]))) return Value::true_value();
  }
  return Value::false_value();
}

template <Comparison comparison>
Value array_compare(Thread& thread, Value* args) {
  if (!is_array(thread, args[1])) return Value::not_implemented();
  Array* left = self_of(args);
  auto* right = args[1].as<Array>();
  constexpr bool is_equality = comparison == Comparison::kEqual || comparison == Comparison::kNotEqual;
  if (is_equality && left->size != right->size) return Value::boolean(comparison == Comparison::kNotEqual);
  if (is_equality && left->type == right->type && left->type->kind != ItemKind::kFloat) {
    const bool equal = left->size == 0 || std::memcmp(left->data(), right->data(), left->byte_size()) == 0;
    return Value::boolean(equal == (comparison == Comparison::kEqual));
  }
  for (uint64_t i = 0; i < left->size && i < right->size; i++) {
    Value left_item = TRY(item_at(thread, left, i)), right_item = TRY(item_at(thread, right, i));
    if (TRY(compare_truth(thread, Comparison::kEqual, left_item, right_item))) continue;
    if (is_equality) return Value::boolean(comparison == Comparison::kNotEqual);
    return compare(thread, comparison, left_item, right_item);
  }
  return compare(thread, comparison, make_int(thread, static_cast<int64_t>(left->size)),
                 make_int(thread, static_cast<int64_t>(right->size)));
}

template Value array_compare<Comparison::kLess>(Thread&, Value*);
template Value array_compare<Comparison::kLessEqual>(Thread&, Value*);
template Value array_compare<Comparison::kEqual>(Thread&, Value*);
template Value array_compare<Comparison::kNotEqual>(Thread&, Value*);
template Value array_compare<Comparison::kGreater>(Thread&, Value*);
template Value array_compare<Comparison::kGreaterEqual>(Thread&, Value*);

// ---- Iteration ----

Value array_iter(Thread& thread, Value* args) {
  Type* type = native_type(thread.runtime, kArrayIteratorType);
  auto* iterator = TRY(allocate_instance<ArrayIterator>(thread, type));
  iterator->array.set(iterator, args[0]);
  return iterator;
}

namespace {

Value iterator_iter(Thread&, Value* args) { return args[0]; }

Value iterator_next(Thread& thread, Value* args) {
  auto* iterator = args[0].as<ArrayIterator>();
  if (!iterator->array.get().is_unbound()) {
    const auto* array = iterator->array.get().as<Array>();
    if (iterator->index < array->size) return item_at(thread, array, iterator->index++);
    iterator->array.set(iterator, Value::unbound());
  }
  return raise_stop_iteration(thread, Value::none());
}

Value iterator_reduce(Thread& thread, Value* args) {
  auto* iterator = args[0].as<ArrayIterator>();
  Value function = TRY(builtin_named(thread, "iter"));
  const bool is_exhausted = iterator->array.get().is_unbound();
  Value iterated = is_exhausted ? Value(thread.runtime.empty_tuple) : iterator->array.get();
  Tuple* arguments = TRY(make_tuple(thread, {iterated}));
  if (is_exhausted) return make_tuple(thread, {function, Value(arguments)});
  return make_tuple(thread, {function, Value(arguments), make_int(thread, static_cast<int64_t>(iterator->index))});
}

Value iterator_setstate(Thread& thread, Value* args) {
  auto* iterator = args[0].as<ArrayIterator>();
  if (!is_int(args[1])) return raise_type_error(thread, "an integer is required");
  const int64_t index = TRY(ssize_argument(thread, args[1]));
  if (iterator->array.get().is_unbound()) return Value::none();
  const auto size = static_cast<int64_t>(iterator->array.get().as<Array>()->size);
  iterator->index = static_cast<uint64_t>(std::clamp<int64_t>(index, 0, size));
  return Value::none();
}

constexpr NativeDefinition kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_iter},
    {"__next__(self, /)", iterator_next},
    {"__reduce__(self, /)", iterator_reduce, "For pickling."},
    {"__setstate__(self, state, /)", iterator_setstate, "Sets the position."},
};

}  // namespace

constinit const TypeSpec kArrayIteratorType = {
    .name = "arrayiterator",
    .module = "array",
    .basic_size = sizeof(ArrayIterator),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kIteratorMethods,
};

}  // namespace memphis::arrays
