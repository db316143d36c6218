// map
#include "builtins/types.h"
#include "objects/iterator.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/parallel_iteration.h"

namespace memphis {

namespace {

Map* self_of(Value* args) { return args[0].as<Map>(); }

Value map_new(Thread& thread, Value* args) {
  bool strict = !args[1].is_unbound() && TRY(is_true(thread, args[1]));
  auto* arguments = args[2].as<Tuple>();
  if (arguments->size < 2) return raise_type_error(thread, "map() must have at least two arguments.");
  Tuple* iterators = TRY(iterators_of(thread, arguments->view().subspan(1)));
  auto* self = TRY(allocate_instance<Map>(thread, args[0].as<Type>()));
  self->function.set(self, arguments->items[0]);
  self->iterators.set(self, iterators);
  self->strict = strict;
  return self;
}

Value map_iter(Thread&, Value* args) { return args[0]; }

Value map_next(Thread& thread, Value* args) {
  Map* self = self_of(args);
  Tuple* iterators = self->iterators;
  constexpr uint64_t kSmall = 4;
  Value small[kSmall];
  Value* items = small;
  if (iterators->size == 1) {
    items[0] = TRY(next_item(thread, iterators->items[0]));
    if (items[0].is_unbound()) return items[0];
  } else {
    if (iterators->size > kSmall) {
      Tuple* room = TRY(allocate_tuple(thread, iterators->size));
      items = room->items;
    }
    if (!TRY(advance_all(thread, iterators, items, self->strict, "map"))) return Value::unbound();
  }
  return call(thread, self->function, Arguments{items, iterators->size, nullptr});
}

Value map_reduce(Thread& thread, Value* args) {
  Map* self = self_of(args);
  Tuple* arguments = TRY(allocate_tuple(thread, self->iterators->size + 1));
  arguments->items[0] = self->function;
  for (uint64_t i = 0; i < self->iterators->size; i++) arguments->items[i + 1] = self->iterators->items[i];
  Value type = type_of(thread, args[0]);
  if (self->strict) return make_tuple(thread, {type, Value(arguments), Value::true_value()});
  return make_tuple(thread, {type, Value(arguments)});
}

Value map_setstate(Thread& thread, Value* args) {
  self_of(args)->strict = TRY(is_true(thread, args[1]));
  return Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *iterables, strict=False)", map_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", map_iter},
    {"__next__(self, /)", map_next},
    {"__reduce__(self, /)", map_reduce, "Return state information for pickling."},
    {"__setstate__(self, object, /)", map_setstate, "Set state information for unpickling."},
};

}  // namespace

const TypeSpec kMapType = {
    .name = "map",
    .id = TypeId::kMap,
    .basic_size = sizeof(Map),
    .native_fields = 2,
    .methods = kMethods,
    .doc =
        "Iterator that calls a function with one item of each iterable, until the shortest is exhausted. With strict,\n"
        "iterables of different lengths are a ValueError.",
    .text_signature = "(function, iterable, /, *iterables, strict=False)",
};

}  // namespace memphis
