// Storage of a deque: a ring of values whose size is a power of two.
#pragma once

#include "runtime/make.h"

namespace memphis::collections {

struct Deque : Cell {
  Ref<ValueArray> ring;  // null while nothing was ever stored
  uint64_t head;         // slot of the first item
  uint64_t size;
  int64_t maximum;   // maxlen; -1: none
  uint64_t version;  // changes with every change of order or size

  uint64_t mask() const { return ring->capacity - 1; }
  Value& at(uint64_t index) { return ring->items[(head + index) & mask()]; }
  bool is_full() const { return maximum >= 0 && size >= static_cast<uint64_t>(maximum); }
};

// No user code. With a maximum length the item at the other end is dropped.
Status deque_append(Thread& thread, Deque* deque, Value item);
Status deque_append_left(Thread& thread, Deque* deque, Value item);
// The deque must not be empty.
Value deque_pop(Deque* deque);
Value deque_pop_left(Deque* deque);
void deque_clear(Deque* deque);
void deque_rotate(Deque* deque, int64_t steps);
// Runs user code.
Status deque_extend(Thread& thread, Deque* deque, Value iterable);
Status deque_extend_left(Thread& thread, Deque* deque, Value iterable);
Value make_deque_iterator(Thread& thread, Deque* deque, bool reversed);

// Methods in deque_methods.cpp.
Value deque_remove_method(Thread& thread, Value* args);
Value deque_index_method(Thread& thread, Value* args);
Value deque_count_method(Thread& thread, Value* args);
Value deque_contains_method(Thread& thread, Value* args);
Value deque_insert_method(Thread& thread, Value* args);
Value deque_reverse_method(Thread& thread, Value* args);
Value deque_getitem(Thread& thread, Value* args);
Value deque_setitem(Thread& thread, Value* args);
Value deque_delitem(Thread& thread, Value* args);

}  // namespace memphis::collections
