// zip
#include "builtins/types.h"
#include "objects/iterator.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/parallel_iteration.h"

namespace memphis {

namespace {

Zip* self_of(Value* args) { return args[0].as<Zip>(); }

Value zip_new(Thread& thread, Value* args) {
  bool strict = !args[1].is_unbound() && TRY(is_true(thread, args[1]));
  Tuple* iterators = TRY(iterators_of(thread, args[2].as<Tuple>()->view()));
  auto* self = TRY(allocate_instance<Zip>(thread, args[0].as<Type>()));
  self->iterators.set(self, iterators);
  self->strict = strict;
  return self;
}

Value zip_iter(Thread&, Value* args) { return args[0]; }

Value zip_next(Thread& thread, Value* args) {
  Zip* self = self_of(args);
  Tuple* iterators = self->iterators;
  if (iterators->size == 0) return Value::unbound();
  Tuple* items = TRY(allocate_tuple(thread, iterators->size));
  if (!TRY(advance_all(thread, iterators, items->items, self->strict, "zip"))) return Value::unbound();
  return items;
}

Value zip_reduce(Thread& thread, Value* args) {
  Zip* self = self_of(args);
  Value type = type_of(thread, args[0]);
  if (self->strict) return make_tuple(thread, {type, Value(self->iterators.get()), Value::true_value()});
  return make_tuple(thread, {type, Value(self->iterators.get())});
}

Value zip_setstate(Thread& thread, Value* args) {
  self_of(args)->strict = TRY(is_true(thread, args[1]));
  return Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *iterables, strict=False)", zip_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", zip_iter},
    {"__next__(self, /)", zip_next},
    {"__reduce__(self, /)", zip_reduce, "Return state information for pickling."},
    {"__setstate__(self, object, /)", zip_setstate, "Set state information for unpickling."},
};

}  // namespace

const TypeSpec kZipType = {
    .name = "zip",
    .id = TypeId::kZip,
    .basic_size = sizeof(Zip),
    .native_fields = 1,
    .methods = kMethods,
    .doc =
        "Iterator over tuples that take one item of each iterable, until the shortest is exhausted. With strict,\n"
        "iterables of different lengths are a ValueError.",
    .text_signature = "(*iterables, strict=False)",
};

}  // namespace memphis
