// The iterators of list, tuple and set, and the ones over anything with __getitem__ and over calls.
#include "builtins/types.h"
#include "objects/iterator.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"

namespace memphis {

namespace {

Value return_self(Thread&, Value* args) { return args[0]; }

// (iter, (sequence,), position), or (iter, (empty,)) once exhausted.
Value reduce_position(Thread& thread, const char* function, Value sequence, int64_t position) {
  Value maker = TRY(builtin_named(thread, function));
  if (sequence.is_unbound()) {
    List* empty = TRY(make_list(thread));
    Tuple* arguments = TRY(make_tuple(thread, {Value(empty)}));
    return make_tuple(thread, {maker, Value(arguments)});
  }
  Tuple* arguments = TRY(make_tuple(thread, {sequence}));
  return make_tuple(thread, {maker, Value(arguments), make_int(thread, position)});
}

// ---- list ----

Value list_iterator_next(Thread& thread, Value* args) { return next_item(thread, args[0]); }

Value list_iterator_length_hint(Thread&, Value* args) {
  auto* iterator = args[0].as<ListIterator>();
  List* list = iterator->list;
  if (list == nullptr) return Value::small_int(0);
  auto size = static_cast<int64_t>(list->size);
  if (iterator->reversed) return Value::small_int(iterator->index < size ? iterator->index + 1 : 0);
  return Value::small_int(std::max<int64_t>(size - iterator->index, 0));
}

Value list_iterator_reduce(Thread& thread, Value* args) {
  auto* iterator = args[0].as<ListIterator>();
  Value list = iterator->list.get() == nullptr ? Value::unbound() : Value(iterator->list.get());
  return reduce_position(thread, iterator->reversed && !list.is_unbound() ? "reversed" : "iter", list, iterator->index);
}

Value list_iterator_setstate(Thread& thread, Value* args) {
  auto* iterator = args[0].as<ListIterator>();
  int64_t index = TRY(exact_size_argument(thread, args[1]));
  List* list = iterator->list;
  if (list == nullptr) return Value::none();
  if (iterator->reversed) {
    iterator->index = std::max<int64_t>(-1, std::min(index, static_cast<int64_t>(list->size) - 1));
  } else {
    iterator->index = std::max<int64_t>(0, std::min(index, static_cast<int64_t>(list->size)));
  }
  return Value::none();
}

constexpr NativeDefinition kListIteratorMethods[] = {
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", list_iterator_next},
    {"__length_hint__(self, /)", list_iterator_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", list_iterator_reduce, "Return state information for pickling."},
    {"__setstate__(self, object, /)", list_iterator_setstate, "Set state information for unpickling."},
};

// ---- tuple ----

Value tuple_iterator_length_hint(Thread&, Value* args) {
  auto* iterator = args[0].as<TupleIterator>();
  Tuple* tuple = iterator->tuple;
  return Value::small_int(tuple == nullptr ? 0 : static_cast<int64_t>(tuple->size - iterator->index));
}

Value tuple_iterator_reduce(Thread& thread, Value* args) {
  auto* iterator = args[0].as<TupleIterator>();
  if (iterator->tuple.get() != nullptr) {
    return reduce_position(thread, "iter", iterator->tuple.get(), static_cast<int64_t>(iterator->index));
  }
  Value maker = TRY(builtin_named(thread, "iter"));
  Tuple* arguments = TRY(make_tuple(thread, {Value(thread.runtime.empty_tuple)}));
  return make_tuple(thread, {maker, Value(arguments)});
}

Value tuple_iterator_setstate(Thread& thread, Value* args) {
  auto* iterator = args[0].as<TupleIterator>();
  int64_t index = TRY(exact_size_argument(thread, args[1]));
  if (iterator->tuple.get() == nullptr) return Value::none();
  auto size = static_cast<int64_t>(iterator->tuple->size);
  iterator->index = static_cast<uint64_t>(std::max<int64_t>(0, std::min(index, size)));
  return Value::none();
}

constexpr NativeDefinition kTupleIteratorMethods[] = {
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", list_iterator_next},
    {"__length_hint__(self, /)", tuple_iterator_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", tuple_iterator_reduce, "Return state information for pickling."},
    {"__setstate__(self, object, /)", tuple_iterator_setstate, "Set state information for unpickling."},
};

// ---- set ----

Value set_next_method(Thread& thread, Value* args) { return set_iterator_next(thread, args[0].as<SetIterator>()); }

Value set_iterator_length_hint(Thread&, Value* args) {
  auto* iterator = args[0].as<SetIterator>();
  bool valid = iterator->set.get() != nullptr && iterator->used == iterator->set->used;
  return Value::small_int(valid ? static_cast<int64_t>(iterator->remaining) : 0);
}

Value set_iterator_reduce(Thread& thread, Value* args) {
  auto* iterator = args[0].as<SetIterator>();
  Value maker = TRY(builtin_named(thread, "iter"));
  auto* copy = TRY(allocate_builtin<SetIterator>(thread, TypeId::kSetIterator));
  copy->set.set(copy, iterator->set);
  copy->position = iterator->position;
  copy->used = iterator->used;
  copy->remaining = iterator->remaining;
  List* rest = TRY(list_from_iterable(thread, copy));
  Tuple* arguments = TRY(make_tuple(thread, {Value(rest)}));
  return make_tuple(thread, {maker, Value(arguments)});
}

constexpr NativeDefinition kSetIteratorMethods[] = {
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", set_next_method},
    {"__length_hint__(self, /)", set_iterator_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", set_iterator_reduce, "Return state information for pickling."},
};

// ---- anything with __getitem__ ----

Value sequence_iterator_next(Thread& thread, Value* args) {
  auto* iterator = args[0].as<SequenceIterator>();
  Value sequence = iterator->sequence;
  if (sequence.is_unbound()) return sequence;
  if (iterator->index == INT64_MAX) return raise(thread, ExceptionId::kOverflowError, "iter index too large");
  Value item = get_item(thread, sequence, make_int(thread, iterator->index));
  if (!item.is_error()) {
    iterator->index++;
    return item;
  }
  if (!take_if_pending(thread, ExceptionId::kIndexError) && !take_if_pending(thread, ExceptionId::kStopIteration))
    return item;
  iterator->sequence.set(iterator, Value::unbound());
  return Value::unbound();
}

Value sequence_iterator_length_hint(Thread& thread, Value* args) {
  auto* iterator = args[0].as<SequenceIterator>();
  Value sequence = iterator->sequence;
  if (sequence.is_unbound()) return Value::small_int(0);
  if (type_of(thread, sequence)->special_method(Special::kLen).is_unbound()) return Value::not_implemented();
  int64_t size = TRY(length(thread, sequence));
  return make_int(thread, std::max<int64_t>(size - iterator->index, 0));
}

Value sequence_iterator_reduce(Thread& thread, Value* args) {
  auto* iterator = args[0].as<SequenceIterator>();
  if (!iterator->sequence.get().is_unbound())
    return reduce_position(thread, "iter", iterator->sequence, iterator->index);
  Value maker = TRY(builtin_named(thread, "iter"));
  Tuple* arguments = TRY(make_tuple(thread, {Value(thread.runtime.empty_tuple)}));
  return make_tuple(thread, {maker, Value(arguments)});
}

Value sequence_iterator_setstate(Thread& thread, Value* args) {
  auto* iterator = args[0].as<SequenceIterator>();
  int64_t index = TRY(exact_size_argument(thread, args[1]));
  if (!iterator->sequence.get().is_unbound()) iterator->index = std::max<int64_t>(index, 0);
  return Value::none();
}

constexpr NativeDefinition kSequenceIteratorMethods[] = {
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", sequence_iterator_next},
    {"__length_hint__(self, /)", sequence_iterator_length_hint,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", sequence_iterator_reduce, "Return state information for pickling."},
    {"__setstate__(self, object, /)", sequence_iterator_setstate, "Set state information for unpickling."},
};

// ---- iter(callable, sentinel) ----

Value callable_iterator_next(Thread& thread, Value* args) {
  auto* iterator = args[0].as<CallableIterator>();
  Value callable = iterator->callable;
  if (callable.is_unbound()) return callable;
  Value item = call(thread, callable);
  if (item.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kStopIteration)) return item;
    iterator->callable.set(iterator, Value::unbound());
    return Value::unbound();
  }
  // The call may have ended the iteration itself.
  if (iterator->callable.get().is_unbound()) return Value::unbound();
  if (!TRY(items_equal(thread, iterator->sentinel, item))) return item;
  iterator->callable.set(iterator, Value::unbound());
  iterator->sentinel.set(iterator, Value::unbound());
  return Value::unbound();
}

Value callable_iterator_reduce(Thread& thread, Value* args) {
  auto* iterator = args[0].as<CallableIterator>();
  Value maker = TRY(builtin_named(thread, "iter"));
  Tuple* arguments;
  if (iterator->callable.get().is_unbound()) {
    arguments = TRY(make_tuple(thread, {Value(thread.runtime.empty_tuple)}));
  } else {
    arguments = TRY(make_tuple(thread, {iterator->callable.get(), iterator->sentinel.get()}));
  }
  return make_tuple(thread, {maker, Value(arguments)});
}

constexpr NativeDefinition kCallableIteratorMethods[] = {
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", callable_iterator_next},
    {"__reduce__(self, /)", callable_iterator_reduce, "Return state information for pickling."},
};

constexpr TypeSpec iterator_spec(const char* name, TypeId id, Kind layout, uint32_t size, uint16_t fields,
                                 std::span<const NativeDefinition> methods) {
  return {
      .name = name,
      .id = id,
      .layout = layout,
      .basic_size = size,
      .native_fields = fields,
      .flags = kTypeIsFinal | kTypeDisallowInstantiation,
      .methods = methods,
  };
}

}  // namespace

const TypeSpec kListIteratorType = iterator_spec("list_iterator", TypeId::kListIterator, Kind::kListIterator,
                                                 sizeof(ListIterator), 0, kListIteratorMethods);
const TypeSpec kListReverseIteratorType =
    iterator_spec("list_reverseiterator", TypeId::kListReverseIterator, Kind::kListIterator, sizeof(ListIterator), 0,
                  kListIteratorMethods);
const TypeSpec kTupleIteratorType = iterator_spec("tuple_iterator", TypeId::kTupleIterator, Kind::kTupleIterator,
                                                  sizeof(TupleIterator), 0, kTupleIteratorMethods);
const TypeSpec kSetIteratorType =
    iterator_spec("set_iterator", TypeId::kSetIterator, Kind::kNative, sizeof(SetIterator), 1, kSetIteratorMethods);
const TypeSpec kSequenceIteratorType = iterator_spec("iterator", TypeId::kSequenceIterator, Kind::kNative,
                                                     sizeof(SequenceIterator), 1, kSequenceIteratorMethods);
const TypeSpec kCallableIteratorType = iterator_spec("callable_iterator", TypeId::kCallableIterator, Kind::kNative,
                                                     sizeof(CallableIterator), 2, kCallableIteratorMethods);

}  // namespace memphis
