// Methods of deque that look for items or work at positions.
#include <algorithm>

#include "modules/collections/deque.h"
#include "runtime/container_support.h"
#include "runtime/error.h"

namespace memphis::collections {

namespace {

Deque* self_of(Value* args) { return args[0].as<Deque>(); }

// Compares item by item, as long as nobody changes the deque: calls visit(index) for equal items, which answers whether
// to go on.
template <class Visit>
Status find_equal(Thread& thread, Deque* deque, Value value, uint64_t start, uint64_t stop, ExceptionId error,
                  const char* message, Visit visit) {
  uint64_t version = deque->version;
  for (uint64_t i = start; i < stop; i++) {
    bool equal = TRY(items_equal(thread, deque->at(i), value));
    if (deque->version != version) return raise(thread, error, "{}", message);
    if (equal && !visit(i)) return {};
  }
  return {};
}

constexpr char kMutated[] = "deque mutated during iteration";

// The position that an index stands for; IndexError when there is none.
Fallible<uint64_t> item_position(Thread& thread, Deque* deque, Value key) {
  if (!key.is_small_int()) {
    Value method = type_of(thread, key)->special_method(Special::kIndex);
    if (!is_int(key) && method.is_unbound()) {
      return raise_type_error(thread, "sequence index must be integer, not '{}'", type_name(thread, key));
    }
  }
  int64_t index = TRY(to_index_int64(thread, key, false, ExceptionId::kIndexError));
  if (index < 0) index += static_cast<int64_t>(deque->size);
  if (index < 0 || static_cast<uint64_t>(index) >= deque->size) {
    return raise(thread, ExceptionId::kIndexError, "deque index out of range");
  }
  return static_cast<uint64_t>(index);
}

void erase(Deque* deque, uint64_t index) {
  deque_rotate(deque, -static_cast<int64_t>(index));
  deque_pop_left(deque);
  deque_rotate(deque, static_cast<int64_t>(index));
}

}  // namespace

Value deque_getitem(Thread& thread, Value* args) {
  uint64_t index = TRY(item_position(thread, self_of(args), args[1]));
  return self_of(args)->at(index);
}

Value deque_setitem(Thread& thread, Value* args) {
  uint64_t index = TRY(item_position(thread, self_of(args), args[1]));
  thread.runtime.heap.write_barrier(self_of(args)->ring, args[2].bits());
  self_of(args)->at(index) = args[2];
  return Value::none();
}

Value deque_delitem(Thread& thread, Value* args) {
  uint64_t index = TRY(item_position(thread, self_of(args), args[1]));
  erase(self_of(args), index);
  return Value::none();
}

Value deque_remove_method(Thread& thread, Value* args) {
  Deque* deque = self_of(args);
  bool found = false;
  uint64_t position = 0;
  auto visit = [&](uint64_t index) {
    found = true;
    position = index;
    return false;
  };
  TRY(find_equal(thread, deque, args[1], 0, deque->size, ExceptionId::kIndexError, "deque mutated during remove().",
                 visit));
  if (!found) return raise_value_error(thread, "deque.remove(x): x not in deque");
  erase(deque, position);
  return Value::none();
}

Value deque_index_method(Thread& thread, Value* args) {
  Deque* deque = self_of(args);
  auto size = static_cast<int64_t>(deque->size);
  int64_t start = std::min(TRY(clamp_index(thread, args[2], size, 0)), size);
  int64_t stop = std::min(TRY(clamp_index(thread, args[3], size, size)), size);
  int64_t position = -1;
  auto visit = [&](uint64_t index) {
    position = static_cast<int64_t>(index);
    return false;
  };
  TRY(find_equal(thread, deque, args[1], static_cast<uint64_t>(start), static_cast<uint64_t>(stop),
                 ExceptionId::kRuntimeError, kMutated, visit));
  if (position < 0) return raise_value_error(thread, "deque.index(x): x not in deque");
  return Value::small_int(position);
}

Value deque_count_method(Thread& thread, Value* args) {
  Deque* deque = self_of(args);
  int64_t count = 0;
  auto visit = [&](uint64_t) {
    count++;
    return true;
  };
  TRY(find_equal(thread, deque, args[1], 0, deque->size, ExceptionId::kRuntimeError, kMutated, visit));
  return Value::small_int(count);
}

Value deque_contains_method(Thread& thread, Value* args) {
  Deque* deque = self_of(args);
  bool found = false;
  auto visit = [&](uint64_t) {
    found = true;
    return false;
  };
  TRY(find_equal(thread, deque, args[1], 0, deque->size, ExceptionId::kRuntimeError, kMutated, visit));
  return Value::boolean(found);
}

Value deque_insert_method(Thread& thread, Value* args) {
  Deque* deque = self_of(args);
  int64_t index = TRY(to_index_int64(thread, args[1]));
  auto size = static_cast<int64_t>(deque->size);
  if (deque->is_full()) return raise(thread, ExceptionId::kIndexError, "deque already at its maximum size");
  if (index >= size) {
    TRY(deque_append(thread, deque, args[2]));
    return Value::none();
  }
  if (index <= -size || index == 0) {
    TRY(deque_append_left(thread, deque, args[2]));
    return Value::none();
  }
  deque_rotate(deque, -index);
  TRY(index < 0 ? deque_append(thread, deque, args[2]) : deque_append_left(thread, deque, args[2]));
  deque_rotate(deque, index);
  return Value::none();
}

Value deque_reverse_method(Thread&, Value* args) {
  Deque* deque = self_of(args);
  for (uint64_t i = 0; i < deque->size / 2; i++) std::swap(deque->at(i), deque->at(deque->size - 1 - i));
  return Value::none();
}

}  // namespace memphis::collections
