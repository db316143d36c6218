// tuple.
#include <algorithm>

#include "base/hash.h"
#include "builtins/types.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"
#include "runtime/repr_guard.h"

namespace memphis {

namespace {

Tuple* self_of(Value* args) { return args[0].as<Tuple>(); }

Value tuple_new(Thread& thread, Value* args) {
  Type* exact = thread.runtime.type(TypeId::kTuple);
  auto* type = args[0].as<Type>();
  Tuple* items = args[1].is_unbound() ? thread.runtime.empty_tuple : TRY(tuple_from_iterable(thread, args[1]));
  if (type == exact) return items;
  auto* tuple = TRY(allocate_variable<Tuple>(thread, type, sizeof(Tuple) + items->size * sizeof(Value)));
  tuple->size = items->size;
  std::copy_n(items->items, items->size, tuple->items);
  return tuple;
}

Value tuple_repr(Thread& thread, Value* args) {
  Tuple* tuple = self_of(args);
  if (tuple->size == 0) return make_str(thread, "()");
  ReprGuard guard(thread, tuple);
  if (guard.is_active_already()) return make_str(thread, "(...)");
  ReprBuilder text(thread);
  text.add("(");
  for (uint64_t i = 0; i < tuple->size; i++) {
    if (i > 0) text.add(", ");
    TRY(text.add_repr(tuple->items[i]));
  }
  text.add(tuple->size == 1 ? ",)" : ")");
  return text.finish();
}

template <Comparison comparison>
Value tuple_compare(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kTuple)) return Value::not_implemented();
  return compare_sequences(thread, comparison, args[0], args[1]);
}

Value tuple_hash(Thread& thread, Value* args) {
  TupleHasher hasher;
  for (Value item : self_of(args)->view()) hasher.add(TRY(hash_value(thread, item)));
  return make_int(thread, hasher.finish());
}

Value tuple_len(Thread&, Value* args) { return Value::small_int(static_cast<int64_t>(self_of(args)->size)); }

Value tuple_contains(Thread& thread, Value* args) {
  for (Value item : self_of(args)->view()) {
    if (TRY(items_equal(thread, item, args[1]))) return Value::true_value();
  }
  return Value::false_value();
}

Value get_slice(Thread& thread, Tuple* tuple, Slice* slice) {
  SliceBounds bounds = TRY(slice_bounds(thread, slice, static_cast<int64_t>(tuple->size)));
  if (bounds.step == 1 && static_cast<uint64_t>(bounds.count) == tuple->size && !tuple->is_subclass_instance())
    return tuple;
  Tuple* result = TRY(allocate_tuple(thread, static_cast<uint64_t>(bounds.count)));
  for (int64_t i = 0; i < bounds.count; i++) result->items[i] = tuple->items[bounds.start + i * bounds.step];
  return result;
}

Value tuple_getitem(Thread& thread, Value* args) {
  Tuple* tuple = self_of(args);
  Value key = args[1];
  if (key.is_kind(Kind::kSlice)) return get_slice(thread, tuple, key.as<Slice>());
  int64_t index;
  if (key.is_small_int()) {
    index = key.as_small_int();
  } else {
    Value method = type_of(thread, key)->special_method(Special::kIndex);
    if (!is_int(key) && method.is_unbound()) {
      return raise_type_error(thread, "tuple indices must be integers or slices, not {}", type_name(thread, key));
    }
    index = TRY(to_index_int64(thread, key, false, ExceptionId::kIndexError));
  }
  if (index < 0) index += static_cast<int64_t>(tuple->size);
  if (index < 0 || static_cast<uint64_t>(index) >= tuple->size) {
    return raise(thread, ExceptionId::kIndexError, "tuple index out of range");
  }
  return tuple->items[index];
}

Value tuple_add(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kTuple)) {
    return raise_type_error(thread, "can only concatenate tuple (not \"{}\") to tuple", type_name(thread, args[1]));
  }
  Tuple* left = self_of(args);
  auto* right = args[1].as<Tuple>();
  if (left->size == 0 && args[1].is_exactly(Kind::kTuple)) return right;
  if (right->size == 0 && args[0].is_exactly(Kind::kTuple)) return left;
  Tuple* result = TRY(allocate_tuple(thread, left->size + right->size));
  std::copy_n(left->items, left->size, result->items);
  std::copy_n(right->items, right->size, result->items + left->size);
  return result;
}

Value tuple_mul(Thread& thread, Value* args) {
  int64_t count = TRY(to_index_int64(thread, args[1]));
  Tuple* tuple = self_of(args);
  if ((count == 1 || tuple->size == 0) && args[0].is_exactly(Kind::kTuple)) return tuple;
  if (count <= 0) return thread.runtime.empty_tuple;
  uint64_t total;
  if (__builtin_mul_overflow(tuple->size, static_cast<uint64_t>(count), &total)) return raise_memory_error(thread);
  Tuple* result = TRY(allocate_tuple(thread, total));
  for (uint64_t done = 0; done < total; done += tuple->size)
    std::copy_n(tuple->items, tuple->size, result->items + done);
  return result;
}

Value tuple_iter(Thread& thread, Value* args) {
  auto* iterator = TRY(allocate_builtin<TupleIterator>(thread, TypeId::kTupleIterator));
  iterator->tuple.set(iterator, self_of(args));
  return iterator;
}

Value tuple_index(Thread& thread, Value* args) {
  Tuple* tuple = self_of(args);
  auto size = static_cast<int64_t>(tuple->size);
  int64_t start = TRY(clamp_index(thread, args[2], size, 0));
  int64_t stop = std::min(TRY(clamp_index(thread, args[3], size, size)), size);
  for (int64_t i = start; i < stop; i++) {
    if (TRY(items_equal(thread, tuple->items[i], args[1]))) return Value::small_int(i);
  }
  return raise_value_error(thread, "tuple.index(x): x not in tuple");
}

Value tuple_count(Thread& thread, Value* args) {
  int64_t count = 0;
  for (Value item : self_of(args)->view()) count += TRY(items_equal(thread, item, args[1]));
  return Value::small_int(count);
}

Value tuple_getnewargs(Thread& thread, Value* args) {
  Tuple* items = TRY(make_tuple(thread, self_of(args)->view()));
  return make_tuple(thread, {Value(items)});
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, iterable=(), /)", tuple_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", tuple_repr},
    {"__hash__(self, /)", tuple_hash},
    {"__lt__(self, value, /)", tuple_compare<Comparison::kLess>},
    {"__le__(self, value, /)", tuple_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", tuple_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", tuple_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", tuple_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", tuple_compare<Comparison::kGreaterEqual>},
    {"__iter__(self, /)", tuple_iter},
    {"__len__(self, /)", tuple_len},
    {"__getitem__(self, key, /)", tuple_getitem},
    {"__add__(self, value, /)", tuple_add, "", NativeKind::kSequenceMethod},
    {"__mul__(self, value, /)", tuple_mul, "", NativeKind::kSequenceMethod},
    {"__rmul__(self, value, /)", tuple_mul, "", NativeKind::kSequenceMethod},
    {"__contains__(self, key, /)", tuple_contains},
    {"__getnewargs__(self, /)", tuple_getnewargs},
    {"index(self, value, start=0, stop=sys.maxsize, /)", tuple_index,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"count(self, value, /)", tuple_count, "Return number of occurrences of value."},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

}  // namespace

const TypeSpec kTupleType = {
    .name = "tuple",
    .id = TypeId::kTuple,
    .layout = Kind::kTuple,
    .basic_size = sizeof(Tuple),
    .flags = kTypeIsSequence | kTypeMatchSelf | kTypeIsVariableSize,
    .methods = kMethods,
    .doc =
        "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple. If iterable "
        "is "
        "given\nthe tuple has the iterable's items. A tuple as argument is returned itself.",
};

}  // namespace memphis
