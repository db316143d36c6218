#include <algorithm>

#include "modules/collections/deque.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"

namespace memphis::collections {

namespace {

constexpr uint64_t kFirstCapacity = 8;

// Room for one more item: a ring twice as large, with the items in order from slot 0 on.
Status grow(Thread& thread, Deque* deque) {
  uint64_t capacity = deque->ring.get() == nullptr ? kFirstCapacity : deque->ring->capacity * 2;
  ValueArray* ring = TRY(make_value_array(thread, capacity));
  for (uint64_t i = 0; i < deque->size; i++) ring->items[i] = deque->at(i);
  deque->ring.set(deque, ring);
  deque->head = 0;
  return {};
}

bool has_room(Deque* deque) { return deque->ring.get() != nullptr && deque->size < deque->ring->capacity; }

}  // namespace

Status deque_append(Thread& thread, Deque* deque, Value item) {
  if (deque->is_full()) {
    if (deque->maximum == 0) return {};
    deque_pop_left(deque);
  }
  if (!has_room(deque)) [[unlikely]]
    TRY(grow(thread, deque));
  deque->at(deque->size) = item;
  thread.runtime.heap.write_barrier(deque->ring, item.bits());
  deque->size++;
  deque->version++;
  return {};
}

Status deque_append_left(Thread& thread, Deque* deque, Value item) {
  if (deque->is_full()) {
    if (deque->maximum == 0) return {};
    deque_pop(deque);
  }
  if (!has_room(deque)) [[unlikely]]
    TRY(grow(thread, deque));
  deque->head = (deque->head - 1) & deque->mask();
  deque->at(0) = item;
  thread.runtime.heap.write_barrier(deque->ring, item.bits());
  deque->size++;
  deque->version++;
  return {};
}

Value deque_pop(Deque* deque) {
  Value& slot = deque->at(deque->size - 1);
  Value item = slot;
  slot = Value(uint64_t{0});
  deque->size--;
  deque->version++;
  return item;
}

Value deque_pop_left(Deque* deque) {
  Value& slot = deque->at(0);
  Value item = slot;
  slot = Value(uint64_t{0});
  deque->head = (deque->head + 1) & deque->mask();
  deque->size--;
  deque->version++;
  return item;
}

void deque_clear(Deque* deque) {
  deque->ring.set(deque, nullptr);
  deque->head = 0;
  deque->size = 0;
  deque->version++;
}

void deque_rotate(Deque* deque, int64_t steps) {
  if (deque->size <= 1) return;
  auto size = static_cast<int64_t>(deque->size);
  steps %= size;
  if (steps > size / 2) steps -= size;
  if (steps < -(size / 2)) steps += size;
  deque->version++;
  if (deque->size == deque->ring->capacity) {  // a full ring turns by itself
    deque->head = (deque->head - static_cast<uint64_t>(steps)) & deque->mask();
    return;
  }
  for (; steps > 0; steps--) {
    Value item = deque_pop(deque);
    deque->head = (deque->head - 1) & deque->mask();
    deque->at(0) = item;
    deque->size++;
  }
  for (; steps < 0; steps++) {
    Value item = deque_pop_left(deque);
    deque->at(deque->size++) = item;
  }
}

template <Status (*append)(Thread&, Deque*, Value)>
static Status extend_with(Thread& thread, Deque* deque, Value iterable) {
  if (iterable == Value(deque)) iterable = TRY(list_from_iterable(thread, iterable));
  Value iterator = TRY(get_iterator(thread, iterable));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return {};
    TRY(append(thread, deque, item));
  }
}

Status deque_extend(Thread& thread, Deque* deque, Value iterable) {
  return extend_with<deque_append>(thread, deque, iterable);
}

Status deque_extend_left(Thread& thread, Deque* deque, Value iterable) {
  return extend_with<deque_append_left>(thread, deque, iterable);
}

}  // namespace memphis::collections
