// Iterators over the keys, values and items of a dict, forwards and backwards.
#include "builtins/types.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"

namespace memphis {

namespace {

DictIterator* self_of(Value* args) { return args[0].as<DictIterator>(); }

Value iterator_iter(Thread&, Value* args) { return args[0]; }

Value iterator_next(Thread& thread, Value* args) {
  Value item = TRY(dict_iterator_next(thread, self_of(args)));
  if (item.is_unbound()) return raise_stop_iteration(thread, Value::none());
  return item;
}

Value iterator_length_hint(Thread&, Value* args) {
  DictIterator* iterator = self_of(args);
  bool valid = iterator->dict.get() != nullptr && iterator->dict->count == iterator->count;
  return Value::small_int(valid ? iterator->remaining : 0);
}

Value iterator_reduce(Thread& thread, Value* args) {
  Value iter = TRY(builtin_named(thread, "iter"));
  // The rest, taken from a copy: the iterator itself does not move.
  auto* copy = TRY(allocate_instance<DictIterator>(thread, type_of(thread, args[0])));
  DictIterator* iterator = self_of(args);
  copy->dict.set(copy, iterator->dict);
  copy->position = iterator->position;
  copy->count = iterator->count;
  copy->remaining = iterator->remaining;
  copy->part = iterator->part;
  copy->reversed = iterator->reversed;
  List* rest = TRY(list_from_iterable(thread, copy));
  Tuple* arguments = TRY(make_tuple(thread, {Value(rest)}));
  return make_tuple(thread, {iter, Value(arguments)});
}

constexpr NativeDefinition kMethods[] = {
    {"__iter__(self, /)", iterator_iter},
    {"__next__(self, /)", iterator_next},
    {"__length_hint__(self, /)", iterator_length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", iterator_reduce, "Return state information for pickling."},
};

constexpr TypeSpec iterator_spec(const char* name, TypeId id) {
  return {
      .name = name,
      .id = id,
      .layout = Kind::kDictIterator,
      .basic_size = sizeof(DictIterator),
      .flags = kTypeIsFinal | kTypeDisallowInstantiation,
      .methods = kMethods,
  };
}

}  // namespace

const TypeSpec kDictKeyIteratorType = iterator_spec("dict_keyiterator", TypeId::kDictKeyIterator);
const TypeSpec kDictValueIteratorType = iterator_spec("dict_valueiterator", TypeId::kDictValueIterator);
const TypeSpec kDictItemIteratorType = iterator_spec("dict_itemiterator", TypeId::kDictItemIterator);
const TypeSpec kDictReverseKeyIteratorType = iterator_spec("dict_reversekeyiterator", TypeId::kDictReverseKeyIterator);
const TypeSpec kDictReverseValueIteratorType =
    iterator_spec("dict_reversevalueiterator", TypeId::kDictReverseValueIterator);
const TypeSpec kDictReverseItemIteratorType =
    iterator_spec("dict_reverseitemiterator", TypeId::kDictReverseItemIterator);

}  // namespace memphis
