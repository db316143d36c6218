// range, and the iterators over it. All its parts are exact ints of any size; what fits machine words takes quick
// paths.
#include <cstddef>

#include "builtins/slice.h"
#include "builtins/types.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Value one() { return Value::small_int(1); }
Value zero() { return Value::small_int(0); }

Value new_range(Thread& thread, Value* args) {
  Value start = zero(), stop, step = one();
  if (args[2].is_unbound()) {
    stop = TRY(exact_int(thread, TRY(to_index(thread, args[1]))));
  } else {
    start = TRY(exact_int(thread, TRY(to_index(thread, args[1]))));
    stop = TRY(exact_int(thread, TRY(to_index(thread, args[2]))));
    if (!args[3].is_unbound()) step = TRY(exact_int(thread, TRY(to_index(thread, args[3]))));
    if (int_sign(step) == 0) return raise_value_error(thread, "range() arg 3 must not be zero");
  }
  return make_range(thread, start, stop, step);
}

Value repr_method(Thread& thread, Value* args) {
  const auto* self = args[0].as<Range>();
  std::string text = "range(";
  text += TRY(repr_text(thread, self->start));
  text += ", ";
  text += TRY(repr_text(thread, self->stop));
  if (!int_equal(self->step, one())) {
    text += ", ";
    text += TRY(repr_text(thread, self->step));
  }
  text += ")";
  return make_str(thread, text);
}

// What two equal ranges have in common: length, and start and step where they matter.
Value hash_method(Thread& thread, Value* args) {
  const auto* self = args[0].as<Range>();
  const Value length = self->length;
  const bool empty = int_sign(length) == 0;
  const bool single = int_equal(length, one());
  Value key = TRY(make_tuple(
      thread, {length, empty ? Value::none() : self->start.get(), empty || single ? Value::none() : self->step.get()}));
  return make_int(thread, TRY(hash_value(thread, key)));
}

bool equals(const Range* left, const Range* right) {
  if (left == right) return true;
  if (!int_equal(left->length, right->length)) return false;
  if (int_sign(left->length) == 0) return true;
  if (!int_equal(left->start, right->start)) return false;
  return int_equal(left->length, one()) || int_equal(left->step, right->step);
}

template <bool equal>
Value compare_equal(Thread&, Value* args) {
  if (!args[1].is_kind(Kind::kRange)) return Value::not_implemented();
  return Value::boolean(equals(args[0].as<Range>(), args[1].as<Range>()) == equal);
}
Value unordered(Thread&, Value*) { return Value::not_implemented(); }

Value length_method(Thread& thread, Value* args) {
  const Value length = args[0].as<Range>()->length;
  int64_t machine_length;
  if (!int_to_int64(length, machine_length)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C ssize_t");
  }
  return length;
}

Value bool_method(Thread&, Value* args) { return Value::boolean(int_sign(args[0].as<Range>()->length) != 0); }

// start + index * step
Value item_at(Thread& thread, const Range* range, Value index) {
  return int_add(thread, range->start, TRY(int_multiply(thread, index, range->step)));
}

Value get_slice(Thread& thread, const Range* self, const Slice* slice) {
  const SliceIndices bounds = TRY(slice_indices(thread, slice, self->length));
  Value step = TRY(int_multiply(thread, self->step, bounds.step));
  Value start = TRY(item_at(thread, self, bounds.start));
  Value stop = TRY(item_at(thread, self, bounds.stop));
  return make_range(thread, start, stop, step);
}

Value get_item_method(Thread& thread, Value* args) {
  const auto* self = args[0].as<Range>();
  if (args[1].is_kind(Kind::kSlice)) return get_slice(thread, self, args[1].as<Slice>());
  if (!is_int(args[1]) && type_of(thread, args[1])->special_method(Special::kIndex).is_unbound()) {
    return raise_type_error(thread, "range indices must be integers or slices, not {}", type_name(thread, args[1]));
  }
  Value index = TRY(to_index(thread, args[1]));
  if (int_sign(index) < 0) index = TRY(int_add(thread, index, self->length));
  if (int_sign(index) < 0 || int_compare(index, self->length) >= 0) {
    return raise(thread, ExceptionId::kIndexError, "range object index out of range");
  }
  return item_at(thread, self, index);
}

// Ints that are no instances of subclasses are found by arithmetic; anything else might compare equal to any item.
bool is_plain_int(Value value) { return value.is_bool() || is_exact_int(value); }

// The index of an int in the range; unbound when it is not in it.
Value index_of(Thread& thread, const Range* self, Value item) {
  const bool forwards = int_sign(self->step) > 0;
  const int order_start = int_compare(item, self->start);
  const int order_stop = int_compare(item, self->stop);
  if (forwards ? order_start < 0 || order_stop >= 0 : order_start > 0 || order_stop <= 0) return Value::unbound();
  Value distance = TRY(int_subtract(thread, item, self->start));
  Value quotient, remainder;
  TRY(int_divide_modulo(thread, distance, self->step, quotient, remainder));
  return int_sign(remainder) == 0 ? quotient : Value::unbound();
}

Value make_iterator(Thread& thread, Value start, Value step, Value length);

// Walks all items: how many equal the value, or (first_only) the index of the first, or -1.
Fallible<int64_t> search(Thread& thread, const Range* self, Value item, bool first_only) {
  Value iterator = TRY(make_iterator(thread, self->start, self->step, self->length));
  int64_t found = 0;
  for (int64_t index = 0;; index++) {
    Value next = TRY(next_item(thread, iterator));
    if (next.is_unbound()) return first_only ? -1 : found;
    if (!TRY(are_equal(thread, next, item))) continue;
    if (first_only) return index;
    found++;
  }
}

Value contains_method(Thread& thread, Value* args) {
  const auto* self = args[0].as<Range>();
  if (is_plain_int(args[1])) return Value::boolean(!TRY(index_of(thread, self, args[1])).is_unbound());
  return Value::boolean(TRY(search(thread, self, args[1], true)) >= 0);
}

Value count_method(Thread& thread, Value* args) {
  const auto* self = args[0].as<Range>();
  if (is_plain_int(args[1])) return Value::small_int(!TRY(index_of(thread, self, args[1])).is_unbound());
  return make_int(thread, TRY(search(thread, self, args[1], false)));
}

Value index_method(Thread& thread, Value* args) {
  const auto* self = args[0].as<Range>();
  if (is_plain_int(args[1])) {
    Value index = TRY(index_of(thread, self, args[1]));
    if (!index.is_unbound()) return index;
    return raise_value_error(thread, "range.index(x): x not in range");
  }
  const int64_t index = TRY(search(thread, self, args[1], true));
  if (index < 0) return raise_value_error(thread, "sequence.index(x): x not in sequence");
  return make_int(thread, index);
}

Value reduce(Thread& thread, Value* args) {
  const auto* self = args[0].as<Range>();
  Value parts = TRY(make_tuple(thread, {self->start.get(), self->stop.get(), self->step.get()}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), parts});
}

// Iterators

Value make_iterator(Thread& thread, Value start, Value step, Value length) {
  int64_t machine_start, machine_step, machine_length;
  Value last =
      int_sign(length) == 0
          ? start
          : TRY(int_add(thread, start, TRY(int_multiply(thread, TRY(int_subtract(thread, length, one())), step))));
  Value end = TRY(int_add(thread, last, step));
  int64_t machine_end;
  const bool is_small = int_to_int64(start, machine_start) && int_to_int64(step, machine_step) &&
                        int_to_int64(length, machine_length) && int_to_int64(end, machine_end);
  auto* iterator =
      TRY(allocate_builtin<RangeIterator>(thread, is_small ? TypeId::kRangeIterator : TypeId::kLongRangeIterator));
  iterator->is_small = is_small;
  if (is_small) {
    iterator->next = machine_start;
    iterator->step = machine_step;
    iterator->left = static_cast<uint64_t>(machine_length);
  } else {
    iterator->big_next.set(iterator, start);
    iterator->big_step.set(iterator, step);
    iterator->big_left.set(iterator, length);
  }
  return iterator;
}

Value iterate(Thread& thread, Value* args) {
  const auto* self = args[0].as<Range>();
  return make_iterator(thread, self->start, self->step, self->length);
}

Value reversed(Thread& thread, Value* args) {
  const auto* self = args[0].as<Range>();
  Value last = TRY(item_at(thread, self, TRY(int_subtract(thread, self->length, one()))));
  return make_iterator(thread, last, TRY(int_negate(thread, self->step)), self->length);
}

Value iterator_self(Thread&, Value* args) { return args[0]; }

Value iterator_next(Thread& thread, Value* args) {
  auto* self = args[0].as<RangeIterator>();
  if (self->is_small) {
    if (self->left == 0) return Value::unbound();
    self->left--;
    const int64_t value = self->next;
    self->next = value + self->step;
    return make_int(thread, value);
  }
  if (int_sign(self->big_left) == 0) return Value::unbound();
  Value value = self->big_next;
  Value next = TRY(int_add(thread, value, self->big_step));
  Value left = TRY(int_subtract(thread, self->big_left, one()));
  self->big_next.set(self, next);
  self->big_left.set(self, left);
  return value;
}

Value items_left(Thread& thread, const RangeIterator* self) {
  return self->is_small ? make_int_unsigned(thread, self->left) : self->big_left.get();
}
Value iterator_length_hint(Thread& thread, Value* args) { return items_left(thread, args[0].as<RangeIterator>()); }

Value iterator_reduce(Thread& thread, Value* args) {
  const auto* self = args[0].as<RangeIterator>();
  Value start = self->is_small ? TRY(make_int(thread, self->next)) : self->big_next.get();
  Value step = self->is_small ? TRY(make_int(thread, self->step)) : self->big_step.get();
  Value left = TRY(items_left(thread, self));
  Value stop = TRY(int_add(thread, start, TRY(int_multiply(thread, left, step))));
  Value range = TRY(make_range(thread, start, stop, step));
  Value iter = TRY(builtin_named(thread, "iter"));
  return make_tuple(thread, {iter, Value(TRY(make_tuple(thread, {range}))), Value::none()});
}

// Moves on by so many items, at most to the end.
Value iterator_set_state(Thread& thread, Value* args) {
  auto* self = args[0].as<RangeIterator>();
  Value count = TRY(exact_int(thread, TRY(to_index(thread, args[1]))));
  int64_t as_machine_int;
  if (self->is_small && !int_to_int64(count, as_machine_int)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
  }
  Value left = TRY(items_left(thread, self));
  if (int_sign(count) < 0) count = zero();
  if (int_compare(count, left) > 0) count = left;
  if (self->is_small) {
    int64_t machine_count;
    int_to_int64(count, machine_count);
    self->next += machine_count * self->step;
    self->left -= static_cast<uint64_t>(machine_count);
    return Value::none();
  }
  Value next = TRY(int_add(thread, self->big_next, TRY(int_multiply(thread, count, self->big_step))));
  Value rest = TRY(int_subtract(thread, left, count));
  self->big_next.set(self, next);
  self->big_left.set(self, rest);
  return Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(cls, start, stop=None, step=1, /)", new_range, "Make an instance; see help() of the type.",
     NativeKind::kStaticMethod},
    {"__repr__(self, /)", repr_method, "repr(self)"},
    {"__hash__(self, /)", hash_method, "hash(self)"},
    {"__lt__(self, value, /)", unordered, "self < value"},
    {"__le__(self, value, /)", unordered, "self <= value"},
    {"__eq__(self, value, /)", compare_equal<true>, "self == value"},
    {"__ne__(self, value, /)", compare_equal<false>, "self != value"},
    {"__gt__(self, value, /)", unordered, "self > value"},
    {"__ge__(self, value, /)", unordered, "self >= value"},
    {"__iter__(self, /)", iterate, "iter(self)"},
    {"__bool__(self, /)", bool_method, "bool(self)"},
    {"__len__(self, /)", length_method, "len(self)"},
    {"__getitem__(self, key, /)", get_item_method, "self[key]"},
    {"__contains__(self, key, /)", contains_method, "key in self"},
    {"__reversed__(self, /)", reversed, "An iterator over the items from the last to the first."},
    {"__reduce__(self, /)", reduce, "For pickling."},
    {"count(self, object, /)", count_method, "How many items equal the object."},
    {"index(self, object, /)", index_method,
     "The index of the first item that equals the object; ValueError if none does."},
};

constexpr MemberDefinition kMembers[] = {
    {"start", offsetof(Range, start)},
    {"stop", offsetof(Range, stop)},
    {"step", offsetof(Range, step)},
};

constexpr NativeDefinition kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, "iter(self)"},
    {"__next__(self, /)", iterator_next, "next(self)"},
    {"__length_hint__(self, /)", iterator_length_hint, "How many items are left."},
    {"__reduce__(self, /)", iterator_reduce, "For pickling."},
    {"__setstate__(self, object, /)", iterator_set_state, "For pickling."},
};

}  // namespace

extern const TypeSpec kRangeType{
    .name = "range",
    .id = TypeId::kRange,
    .layout = Kind::kRange,
    .basic_size = sizeof(Range),
    .flags = kTypeIsFinal | kTypeIsSequence,
    .methods = kMethods,
    .members = kMembers,
    .doc =
        "range(stop)\nrange(start, stop[, step])\n\nThe ints start, start + step, start + 2*step, ... short of stop, "
        "as a "
        "sequence that takes\nno room. start is 0 and step is 1 unless given.",
    .text_signature = "",
};

extern const TypeSpec kRangeIteratorType{
    .name = "range_iterator",
    .id = TypeId::kRangeIterator,
    .layout = Kind::kRangeIterator,
    .basic_size = sizeof(RangeIterator),
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kIteratorMethods,
};

extern const TypeSpec kLongRangeIteratorType{
    .name = "longrange_iterator",
    .id = TypeId::kLongRangeIterator,
    .layout = Kind::kRangeIterator,
    .basic_size = sizeof(RangeIterator),
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kIteratorMethods,
};

}  // namespace memphis
