// Storage of tuples and lists.
#include <algorithm>
#include <cstring>
#include <limits>

#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"

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

Status list_insert(Thread& thread, List* list, uint64_t index, Value item) {
  if (list->size == list->capacity()) TRY(list_reserve(thread, list, grown_capacity(list->size + 1)));
  Value* items = list->items();
  std::memmove(static_cast<void*>(items + index + 1), items + index, (list->size - index) * sizeof(Value));
  items[index] = item;
  list->size++;
  thread.runtime.heap.write_barrier(list->storage, item.bits());
  return {};
}

// Storage of which less than a quarter is in use is exchanged for a smaller one. Failing to is no harm.
static void shrink_if_sparse(Thread& thread, List* list) {
  uint64_t capacity = list->capacity();
  if (capacity < 64 || list->size >= capacity / 4) return;
  ValueArray* storage = make_value_array(thread, grown_capacity(list->size));
  if (storage == nullptr) {
    thread.pending = Value::unbound();
    return;
  }
  std::copy_n(list->items(), list->size, storage->items);
  list->storage.set(list, storage);
}

void list_erase(Thread& thread, List* list, uint64_t begin, uint64_t count) {
  if (count == 0) return;
  Value* items = list->items();
  uint64_t rest = list->size - begin - count;
  std::memmove(static_cast<void*>(items + begin), items + begin + count, rest * sizeof(Value));
  std::memset(static_cast<void*>(items + begin + rest), 0, count * sizeof(Value));
  list->size -= count;
  if (list->size == 0) {
    list->storage.set(list, nullptr);
  } else {
    shrink_if_sparse(thread, list);
  }
}

Value list_pop_last(Thread& thread, List* list) {
  Value* items = list->items();
  Value item = items[--list->size];
  items[list->size] = Value(uint64_t{0});
  shrink_if_sparse(thread, list);
  return item;
}

Status list_replace(Thread& thread, List* list, uint64_t begin, uint64_t end, const Value* values, uint64_t count) {
  uint64_t removed = end - begin;
  if (removed > count) {
    std::copy_n(values, count, list->items() + begin);
    list_erase(thread, list, begin + count, removed - count);
    return {};
  }
  uint64_t new_size = list->size + count - removed;
  if (new_size > list->capacity()) {
    TRY(list_reserve(thread, list, begin == list->size && list->size == 0 ? new_size : grown_capacity(new_size)));
  }
  if (new_size == 0) return {};
  Value* items = list->items();
  if (count != removed) {
    std::memmove(static_cast<void*>(items + begin + count), items + end, (list->size - end) * sizeof(Value));
  }
  std::copy_n(values, count, items + begin);
  list->size = new_size;
  return {};
}

void list_clear(Thread&, List* list) {
  list->size = 0;
  list->storage.set(list, nullptr);
}

static Status extend_with_dict_keys(Thread& thread, List* list, Dict* dict) {
  TRY(list_reserve(thread, list, list->size + dict->count));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(dict, position, entry)) TRY(list_append(thread, list, entry.key));
  return {};
}

// Room for so many items more; exactly that in an empty list, more in one that grows piece by piece.
static Status reserve_more(Thread& thread, List* list, uint64_t count) {
  uint64_t needed = list->size + count;
  if (needed <= list->capacity()) return {};
  return list_reserve(thread, list, list->size == 0 ? needed : std::max(needed, grown_capacity(list->size)));
}

Status list_extend(Thread& thread, List* list, Value iterable) {
  if (iterable.is_exactly(Kind::kList) || iterable.is_exactly(Kind::kTuple)) {
    std::span<Value> items = items_of(iterable);
    if (items.empty()) return {};
    uint64_t count = items.size();
    TRY(reserve_more(thread, list, count));
    // `iterable` may be the list itself: its items are read from where they are now.
    std::copy_n(items_of(iterable).data(), count, list->items() + list->size);
    for (uint64_t i = 0; i < count; i++) {
      thread.runtime.heap.write_barrier(list->storage, list->items()[list->size + i].bits());
    }
    list->size += count;
    return {};
  }
  if (iterable.is_exactly(Kind::kDict)) return extend_with_dict_keys(thread, list, iterable.as<Dict>());
  Value iterator = TRY(get_iterator(thread, iterable));
  int64_t hint = TRY(length_hint(thread, iterable, 0));
  // A hint that no memory holds is a MemoryError now, not after all memory is full; one beyond all sizes is no hint.
  if (hint > 0 && hint <= std::numeric_limits<int64_t>::max() - static_cast<int64_t>(list->size))
    TRY(reserve_more(thread, list, static_cast<uint64_t>(hint)));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return {};
    TRY(list_append(thread, list, item));
  }
}

List* list_from_iterable(Thread& thread, Value iterable) {
  List* list = TRY(make_list(thread));
  TRY(list_extend(thread, list, iterable));
  return list;
}

Tuple* tuple_from_iterable(Thread& thread, Value iterable) {
  if (iterable.is_exactly(Kind::kTuple)) return iterable.as<Tuple>();
  if (iterable.is_exactly(Kind::kList)) {
    auto* source = iterable.as<List>();
    return make_tuple(thread, source->view());
  }
  List* list = TRY(list_from_iterable(thread, iterable));
  return make_tuple(thread, list->view());
}

Value sequence_from_iterable(Thread& thread, Value iterable) {
  if (iterable.is_exactly(Kind::kTuple) || iterable.is_exactly(Kind::kList)) return iterable;
  return list_from_iterable(thread, iterable);
}

}  // namespace memphis
