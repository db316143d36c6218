// Storage of tuples and lists.
#include <algorithm>
#include <cstring>

#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

namespace {

constexpr uint64_t kMaximumItems = uint64_t{1} << 40;

// Half as much again: growing copies, since memory cannot be extended in place.
uint64_t grown_capacity(uint64_t needed) { return (needed + needed / 2 + 4) & ~uint64_t{1}; }

}  // namespace

Tuple* allocate_tuple(Thread& thread, uint64_t size) {
  Runtime& runtime = thread.runtime;
  if (size == 0 && runtime.empty_tuple != nullptr) return runtime.empty_tuple;
  if (size > kMaximumItems) return raise_memory_error(thread);
  auto* tuple = allocate_variable<Tuple>(thread, runtime.type(TypeId::kTuple), sizeof(Tuple) + size * sizeof(Value));
  if (tuple != nullptr) tuple->size = size;
  return tuple;
}

Tuple* make_tuple(Thread& thread, std::span<const Value> items) {
  Tuple* tuple = allocate_tuple(thread, items.size());
  if (tuple == nullptr || items.empty()) return tuple;
  std::copy(items.begin(), items.end(), tuple->items);
  return tuple;
}

Tuple* make_tuple(Thread& thread, std::initializer_list<Value> items) {
  return make_tuple(thread, std::span<const Value>(items.begin(), items.size()));
}

ValueArray* make_value_array(Thread& thread, uint64_t capacity) {
  if (capacity > kMaximumItems) return raise_memory_error(thread);
  auto* array =
      static_cast<ValueArray*>(allocate_cell(thread, sizeof(ValueArray) + capacity * sizeof(Value),
                                             static_cast<uint8_t>(Kind::kValueArray), thread.runtime.shape_of_shapes));
  if (array != nullptr) array->capacity = capacity;
  return array;
}

List* make_list(Thread& thread, std::span<const Value> items) {
  auto* list = allocate_builtin<List>(thread, TypeId::kList);
  if (list == nullptr || items.empty()) return list;
  ValueArray* storage = TRY(make_value_array(thread, items.size()));
  std::copy(items.begin(), items.end(), storage->items);
  list->storage.set(list, storage);
  list->size = items.size();
  return list;
}

Status list_reserve(Thread& thread, List* list, uint64_t capacity) {
  if (capacity <= list->capacity()) return {};
  ValueArray* storage = TRY(make_value_array(thread, capacity));
  std::copy_n(list->items(), list->size, storage->items);
  list->storage.set(list, storage);
  return {};
}

__attribute__((noinline)) static Status grow_and_append(Thread& thread, List* list, Value item) {
  TRY(list_reserve(thread, list, grown_capacity(list->size + 1)));
  list->storage->items[list->size++] = item;
  return {};
}

Status list_append(Thread& thread, List* list, Value item) {
  ValueArray* storage = list->storage;
  if (storage == nullptr || list->size == storage->capacity) [[unlikely]]
    return grow_and_append(thread, list, item);
  thread.runtime.heap.write_barrier(storage, item.bits());
  storage->items[list->size++] = item;
  return {};
}

}  // namespace memphis
