// reversed
#include "builtins/types.h"
#include "objects/iterator.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/error.h"

namespace memphis {

namespace {

ReverseIterator* self_of(Value* args) { return args[0].as<ReverseIterator>(); }

// reversed(x) asks x.__reversed__() first; the object made here is for other sequences.
Value reversed_new(Thread& thread, Value* args) {
  Value sequence = args[1];
  Type* type = type_of(thread, sequence);
  Value method = type->special_method(Special::kReversed);
  if (method.is_none()) return raise_type_error(thread, "'{}' object is not reversible", type_name(type));
  if (!method.is_unbound()) return call_special_method(thread, method, sequence);
  bool is_sequence = !type->special_method(Special::kGetItem).is_unbound() && !sequence.is_kind(Kind::kDict);
  if (!is_sequence) return raise_type_error(thread, "'{}' object is not reversible", type_name(type));
  int64_t size = TRY(length(thread, sequence));
  auto* iterator = TRY(allocate_instance<ReverseIterator>(thread, args[0].as<Type>()));
  iterator->sequence.set(iterator, sequence);
  iterator->index = size - 1;
  return iterator;
}

Value reversed_iter(Thread&, Value* args) { return args[0]; }

Value reversed_next(Thread& thread, Value* args) {
  ReverseIterator* iterator = self_of(args);
  Value sequence = iterator->sequence;
  if (sequence.is_unbound()) return sequence;
  if (iterator->index >= 0) {
    Value item = get_item(thread, sequence, make_int(thread, iterator->index));
    if (!item.is_error()) {
      iterator->index--;
      return item;
    }
    if (!take_if_pending(thread, ExceptionId::kIndexError) && !take_if_pending(thread, ExceptionId::kStopIteration))
      return item;
  }
  iterator->sequence.set(iterator, Value::unbound());
  iterator->index = -1;
  return Value::unbound();
}

Value reversed_length_hint(Thread& thread, Value* args) {
  ReverseIterator* iterator = self_of(args);
  if (iterator->sequence.get().is_unbound()) return Value::small_int(0);
  int64_t size = TRY(length(thread, iterator->sequence));
  return make_int(thread, iterator->index + 1 > size ? 0 : iterator->index + 1);
}

Value reversed_reduce(Thread& thread, Value* args) {
  ReverseIterator* iterator = self_of(args);
  Value type = type_of(thread, args[0]);
  if (iterator->sequence.get().is_unbound()) {
    Tuple* arguments = TRY(make_tuple(thread, {Value(thread.runtime.empty_tuple)}));
    return make_tuple(thread, {type, Value(arguments)});
  }
  Tuple* arguments = TRY(make_tuple(thread, {iterator->sequence.get()}));
  return make_tuple(thread, {type, Value(arguments), make_int(thread, iterator->index)});
}

Value reversed_setstate(Thread& thread, Value* args) {
  ReverseIterator* iterator = self_of(args);
  int64_t index = TRY(exact_size_argument(thread, args[1]));
  if (iterator->sequence.get().is_unbound()) return Value::none();
  int64_t size = TRY(length(thread, iterator->sequence));
  iterator->index = std::max<int64_t>(-1, std::min(index, size - 1));
  return Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, object, /)", reversed_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", reversed_iter},
    {"__next__(self, /)", reversed_next},
    {"__length_hint__(self, /)", reversed_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", reversed_reduce, "Return state information for pickling."},
    {"__setstate__(self, object, /)", reversed_setstate, "Set state information for unpickling."},
};

}  // namespace

const TypeSpec kReversedType = {
    .name = "reversed",
    .id = TypeId::kReversed,
    .basic_size = sizeof(ReverseIterator),
    .native_fields = 1,
    .methods = kMethods,
    .doc = "Return a reverse iterator over the values of the given sequence.",
    .text_signature = "(sequence, /)",
};

}  // namespace memphis
