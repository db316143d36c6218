// collections.deque and its iterators.
#include "modules/collections/deque.h"

#include <algorithm>

#include "modules/collections/collections.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/repr_guard.h"

namespace memphis::collections {

namespace {

Deque* self_of(Value* args) { return args[0].as<Deque>(); }
bool is_deque(Thread& thread, Value value) {
  return is_instance_of(thread, value, native_type(thread.runtime, kDequeType));
}
bool is_exact_deque(Thread& thread, Value value) {
  return type_of(thread, value) == native_type(thread.runtime, kDequeType);
}

Value maximum_value(Thread& thread, Deque* deque) {
  return deque->maximum < 0 ? Value::none() : make_int(thread, deque->maximum);
}

Value deque_new(Thread& thread, Value* args) {
  auto* deque = TRY(allocate_instance<Deque>(thread, args[0].as<Type>()));
  deque->maximum = -1;
  return deque;
}

Value deque_init(Thread& thread, Value* args) {
  Deque* deque = self_of(args);
  int64_t maximum = -1;
  if (!args[2].is_unbound() && !args[2].is_none()) {
    if (!is_int(args[2])) return raise_type_error(thread, "an integer is required");
    maximum = TRY(to_int64(thread, args[2]));
    if (maximum < 0) return raise_value_error(thread, "maxlen must be non-negative");
  }
  deque->maximum = maximum;
  if (deque->size > 0) deque_clear(deque);
  if (!args[1].is_unbound()) TRY(deque_extend(thread, deque, args[1]));
  return Value::none();
}

// An exact deque with the same items and maximum.
Deque* exact_copy(Thread& thread, Deque* source) {
  auto* copy = TRY(allocate_instance<Deque>(thread, native_type(thread.runtime, kDequeType)));
  copy->maximum = source->maximum;
  for (uint64_t i = 0; i < source->size; i++) TRY(deque_append(thread, copy, source->at(i)));
  return copy;
}

Value deque_copy(Thread& thread, Value* args) {
  Deque* deque = self_of(args);
  if (is_exact_deque(thread, args[0])) return exact_copy(thread, deque);
  Value type = type_of(thread, args[0]);
  Value copy = deque->maximum < 0 ? TRY(call(thread, type, {args[0]}))
                                  : TRY(call(thread, type, {args[0], maximum_value(thread, deque)}));
  if (!is_deque(thread, copy)) {
    return raise_type_error(thread, "{}() must return a deque, not {}", type_name(thread, args[0]),
                            type_name(thread, copy));
  }
  return copy;
}

Value deque_repr(Thread& thread, Value* args) {
  ReprGuard guard(thread, args[0]);
  if (guard.is_active_already()) return make_str(thread, "[...]");
  Deque* deque = self_of(args);
  List* items = TRY(list_from_iterable(thread, args[0]));
  ReprBuilder text(thread);
  text.add(text_of(type_of(thread, args[0])->name) + "(");
  TRY(text.add_repr(items));
  if (deque->maximum >= 0) text.add(", maxlen=" + std::to_string(deque->maximum));
  text.add(")");
  return text.finish();
}

bool sizes_satisfy(Comparison comparison, uint64_t left, uint64_t right) {
  switch (comparison) {
    case Comparison::kLess: return left < right;
    case Comparison::kLessEqual: return left <= right;
    case Comparison::kEqual: return left == right;
    case Comparison::kNotEqual: return left != right;
    case Comparison::kGreater: return left > right;
    default: return left >= right;
  }
}

template <Comparison comparison>
Value deque_compare(Thread& thread, Value* args) {
  if (!is_deque(thread, args[1])) return Value::not_implemented();
  constexpr bool only_equality = comparison == Comparison::kEqual || comparison == Comparison::kNotEqual;
  Deque* left = self_of(args);
  auto* right = args[1].as<Deque>();
  if (only_equality && left == right) return Value::boolean(comparison == Comparison::kEqual);
  if (only_equality && left->size != right->size) return Value::boolean(comparison == Comparison::kNotEqual);
  uint64_t left_version = left->version, right_version = right->version;
  for (uint64_t i = 0; i < left->size && i < right->size; i++) {
    Value a = left->at(i);
    Value b = right->at(i);
    bool equal = TRY(items_equal(thread, a, b));
    if (!equal) {
      if (only_equality) return Value::boolean(comparison == Comparison::kNotEqual);
      return compare(thread, comparison, a, b);
    }
    if (left->version != left_version || right->version != right_version) {
      return raise(thread, ExceptionId::kRuntimeError, "deque mutated during iteration");
    }
  }
  return Value::boolean(sizes_satisfy(comparison, left->size, right->size));
}

Value deque_len(Thread&, Value* args) { return Value::small_int(static_cast<int64_t>(self_of(args)->size)); }
Value deque_iter(Thread& thread, Value* args) { return make_deque_iterator(thread, self_of(args), false); }
Value deque_reversed(Thread& thread, Value* args) { return make_deque_iterator(thread, self_of(args), true); }

Value deque_append_method(Thread& thread, Value* args) {
  TRY(deque_append(thread, self_of(args), args[1]));
  return Value::none();
}

Value deque_append_left_method(Thread& thread, Value* args) {
  TRY(deque_append_left(thread, self_of(args), args[1]));
  return Value::none();
}

Value deque_pop_method(Thread& thread, Value* args) {
  if (self_of(args)->size == 0) return raise(thread, ExceptionId::kIndexError, "pop from an empty deque");
  return deque_pop(self_of(args));
}

Value deque_pop_left_method(Thread& thread, Value* args) {
  if (self_of(args)->size == 0) return raise(thread, ExceptionId::kIndexError, "pop from an empty deque");
  return deque_pop_left(self_of(args));
}

Value deque_extend_method(Thread& thread, Value* args) {
  TRY(deque_extend(thread, self_of(args), args[1]));
  return Value::none();
}

Value deque_extend_left_method(Thread& thread, Value* args) {
  TRY(deque_extend_left(thread, self_of(args), args[1]));
  return Value::none();
}

Value deque_clear_method(Thread&, Value* args) {
  deque_clear(self_of(args));
  return Value::none();
}

Value deque_rotate_method(Thread& thread, Value* args) {
  int64_t steps = args[1].is_unbound() ? 1 : TRY(to_index_int64(thread, args[1]));
  deque_rotate(self_of(args), steps);
  return Value::none();
}

Value deque_add(Thread& thread, Value* args) {
  if (!is_deque(thread, args[1])) {
    return raise_type_error(thread, "can only concatenate deque (not \"{}\") to deque", type_name(thread, args[1]));
  }
  Value copy = TRY(deque_copy(thread, args));
  TRY(deque_extend(thread, copy.as<Deque>(), args[1]));
  return copy;
}

Value deque_iadd(Thread& thread, Value* args) {
  TRY(deque_extend(thread, self_of(args), args[1]));
  return args[0];
}

Status repeat_in_place(Thread& thread, Deque* deque, int64_t count) {
  if (deque->size == 0 || count == 1) return {};
  if (count <= 0) {
    deque_clear(deque);
    return {};
  }
  Deque* once = TRY(exact_copy(thread, deque));
  for (int64_t i = 1; i < count; i++) {
    // What a bounded deque will drop again need not be put in first.
    if (deque->maximum >= 0 &&
        static_cast<uint64_t>(count - i - 1) * once->size >= static_cast<uint64_t>(deque->maximum))
      continue;
    for (uint64_t j = 0; j < once->size; j++) TRY(deque_append(thread, deque, once->at(j)));
  }
  return {};
}

Value deque_imul(Thread& thread, Value* args) {
  int64_t count = TRY(to_index_int64(thread, args[1]));
  TRY(repeat_in_place(thread, self_of(args), count));
  return args[0];
}

Value deque_mul(Thread& thread, Value* args) {
  Value copy = TRY(deque_copy(thread, args));
  Value inner[] = {copy, args[1]};
  return deque_imul(thread, inner);
}

Value deque_reduce(Thread& thread, Value* args) {
  Deque* deque = self_of(args);
  Value state = TRY(instance_state(thread, args[0]));
  Value iterator = TRY(get_iterator(thread, args[0]));
  Tuple* arguments = thread.runtime.empty_tuple;
  if (deque->maximum >= 0) arguments = TRY(make_tuple(thread, {Value(arguments), maximum_value(thread, deque)}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(arguments), state, iterator});
}

Value deque_sizeof(Thread&, Value* args) {
  uint64_t capacity = self_of(args)->ring.get() == nullptr ? 0 : self_of(args)->ring->capacity;
  return Value::small_int(static_cast<int64_t>(sizeof(Deque) + capacity * sizeof(Value)));
}

Value deque_maxlen(Thread& thread, Value self) { return maximum_value(thread, self.as<Deque>()); }

// ---- Iterators ----

struct DequeIterator : Cell {
  Ref<Deque> deque;
  uint64_t left;
  uint64_t version;
  bool reversed;
};

Value iterator_iter(Thread&, Value* args) { return args[0]; }

Value iterator_next(Thread& thread, Value* args) {
  auto* self = args[0].as<DequeIterator>();
  Deque* deque = self->deque;
  if (deque->version != self->version) {
    self->left = 0;
    return raise(thread, ExceptionId::kRuntimeError, "deque mutated during iteration");
  }
  if (self->left == 0) return Value::unbound();
  uint64_t index = self->reversed ? self->left - 1 : deque->size - self->left;
  self->left--;
  return deque->at(index);
}

template <bool reversed>
Value iterator_new(Thread& thread, Value* args) {
  if (!is_deque(thread, args[1])) {
    return raise_type_error(thread, "{}() argument 1 must be collections.deque, not {}",
                            reversed ? "_deque_reverse_iterator" : "_deque_iterator",
                            argument_type_name(thread, args[1]));
  }
  int64_t skipped = args[2].is_unbound() ? 0 : TRY(to_index_int64(thread, args[2]));
  Value iterator = TRY(make_deque_iterator(thread, args[1].as<Deque>(), reversed));
  auto* self = iterator.as<DequeIterator>();
  self->left -= std::min(self->left, static_cast<uint64_t>(std::max<int64_t>(skipped, 0)));
  return iterator;
}

Value iterator_length_hint(Thread&, Value* args) {
  return Value::small_int(static_cast<int64_t>(args[0].as<DequeIterator>()->left));
}

Value iterator_reduce(Thread& thread, Value* args) {
  auto* self = args[0].as<DequeIterator>();
  auto given = static_cast<int64_t>(self->deque->size - self->left);
  Tuple* arguments = TRY(make_tuple(thread, {Value(self->deque.get()), Value::small_int(given)}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(arguments)});
}

constexpr NativeDefinition kIteratorMethods[] = {
    {"__new__(type, deque, index=0, /)", iterator_new<false>, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", iterator_iter},
    {"__next__(self, /)", iterator_next},
    {"__length_hint__(self, /)", iterator_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", iterator_reduce, "Return state information for pickling."},
};
constexpr NativeDefinition kReverseIteratorMethods[] = {
    {"__new__(type, deque, index=0, /)", iterator_new<true>, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", iterator_iter},
    {"__next__(self, /)", iterator_next},
    {"__length_hint__(self, /)", iterator_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", iterator_reduce, "Return state information for pickling."},
};

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", deque_new, "", NativeKind::kStaticMethod},
    {"__init__(self, iterable=(), maxlen=None)", deque_init},
    {"__repr__(self, /)", deque_repr},
    {"__lt__(self, value, /)", deque_compare<Comparison::kLess>},
    {"__le__(self, value, /)", deque_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", deque_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", deque_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", deque_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", deque_compare<Comparison::kGreaterEqual>},
    {"__iter__(self, /)", deque_iter},
    {"__len__(self, /)", deque_len},
    {"__contains__(self, key, /)", deque_contains_method},
    {"__getitem__(self, key, /)", deque_getitem},
    {"__setitem__(self, key, value, /)", deque_setitem},
    {"__delitem__(self, key, /)", deque_delitem},
    {"__add__(self, value, /)", deque_add, "", NativeKind::kSequenceMethod},
    {"__mul__(self, value, /)", deque_mul, "", NativeKind::kSequenceMethod},
    {"__rmul__(self, value, /)", deque_mul, "", NativeKind::kSequenceMethod},
    {"__iadd__(self, value, /)", deque_iadd, "", NativeKind::kSequenceMethod},
    {"__imul__(self, value, /)", deque_imul, "", NativeKind::kSequenceMethod},
    {"append(self, item, /)", deque_append_method, "Add an element to the right side of the deque."},
    {"appendleft(self, item, /)", deque_append_left_method, "Add an element to the left side of the deque."},
    {"clear(self, /)", deque_clear_method, "Remove all elements from the deque."},
    {"__copy__(self, /)", deque_copy, "Return a shallow copy of a deque."},
    {"copy(self, /)", deque_copy, "Return a shallow copy of a deque."},
    {"count(self, value, /)", deque_count_method, "Return number of occurrences of value."},
    {"extend(self, iterable, /)", deque_extend_method,
     "Extend the right side of the deque with elements from the iterable."},
    {"extendleft(self, iterable, /)", deque_extend_left_method,
     "Extend the left side of the deque with elements from the iterable."},
    {"index(self, value, start=0, stop=sys.maxsize, /)", deque_index_method,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"insert(self, index, value, /)", deque_insert_method, "Insert value before index."},
    {"pop(self, /)", deque_pop_method, "Remove and return the rightmost element."},
    {"popleft(self, /)", deque_pop_left_method, "Remove and return the leftmost element."},
    {"remove(self, value, /)", deque_remove_method, "Remove first occurrence of value."},
    {"reverse(self, /)", deque_reverse_method, "Reverse *IN PLACE*."},
    {"rotate(self, n=1, /)", deque_rotate_method,
     "Rotate the deque n steps to the right.  If n is negative, rotates left."},
    {"__reversed__(self, /)", deque_reversed, "Return a reverse iterator over the deque."},
    {"__reduce__(self, /)", deque_reduce, "Return state information for pickling."},
    {"__sizeof__(self, /)", deque_sizeof, "Return the size of the deque in memory, in bytes."},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

constexpr GetSetDefinition kAttributes[] = {
    {"maxlen", deque_maxlen, nullptr, "maximum size of a deque or None if unbounded"},
};

}  // namespace

Value make_deque_iterator(Thread& thread, Deque* deque, bool reversed) {
  Type* type = native_type(thread.runtime, reversed ? kDequeReverseIteratorType : kDequeIteratorType);
  auto* iterator = TRY(allocate_instance<DequeIterator>(thread, type));
  iterator->deque.set(iterator, deque);
  iterator->left = deque->size;
  iterator->version = deque->version;
  iterator->reversed = reversed;
  return iterator;
}

const TypeSpec kDequeType = {
    .name = "deque",
    .module = "collections",
    .basic_size = sizeof(Deque),
    .native_fields = 1,
    .flags = kTypeIsSequence | kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "A list-like sequence optimized for data accesses near its endpoints.",
};

const TypeSpec kDequeIteratorType = {
    .name = "_deque_iterator",
    .module = "collections",
    .basic_size = sizeof(DequeIterator),
    .native_fields = 1,
    .flags = kTypeIsFinal,
    .methods = kIteratorMethods,
};

const TypeSpec kDequeReverseIteratorType = {
    .name = "_deque_reverse_iterator",
    .module = "collections",
    .basic_size = sizeof(DequeIterator),
    .native_fields = 1,
    .flags = kTypeIsFinal,
    .methods = kReverseIteratorMethods,
};

}  // namespace memphis::collections
