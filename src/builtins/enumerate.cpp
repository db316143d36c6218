// enumerate
#include "builtins/types.h"
#include "objects/iterator.h"
#include "runtime/container_support.h"
#include "runtime/error.h"

namespace memphis {

namespace {

Enumerate* self_of(Value* args) { return args[0].as<Enumerate>(); }

Value enumerate_new(Thread& thread, Value* args) {
  auto* self = TRY(allocate_instance<Enumerate>(thread, args[0].as<Type>()));
  if (!args[2].is_unbound()) {
    Value start = TRY(to_index(thread, args[2]));
    if (start.is_small_int()) {
      self->index = start.as_small_int();
    } else {
      self->big_index.set(self, start);
    }
  }
  self->iterator.set(self, TRY(get_iterator(thread, args[1])));
  return self;
}

Value enumerate_iter(Thread&, Value* args) { return args[0]; }

Value current_index(Thread& thread, Enumerate* self) {
  return self->big_index.get().is_unbound() ? make_int(thread, self->index) : self->big_index.get();
}

Value enumerate_next(Thread& thread, Value* args) {
  Enumerate* self = self_of(args);
  Value item = TRY(next_item(thread, self->iterator));
  if (item.is_unbound()) return item;
  Value index;
  if (self->big_index.get().is_unbound() && self->index < Value::kSmallIntMax) [[likely]] {
    index = Value::small_int(self->index++);
  } else {
    index = TRY(current_index(thread, self));
    self->big_index.set(self, TRY(binary_operation(thread, BinaryOperation::kAdd, index, Value::small_int(1))));
  }
  return make_tuple(thread, {index, item});
}

Value enumerate_reduce(Thread& thread, Value* args) {
  Enumerate* self = self_of(args);
  Value index = TRY(current_index(thread, self));
  Tuple* arguments = TRY(make_tuple(thread, {self->iterator.get(), index}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(arguments)});
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, iterable, start=0)", enumerate_new, "", NativeKind::kStaticMethod, CallErrors::kNoPosition},
    {"__iter__(self, /)", enumerate_iter},
    {"__next__(self, /)", enumerate_next},
    {"__reduce__(self, /)", enumerate_reduce, "Return state information for pickling."},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

}  // namespace

const TypeSpec kEnumerateType = {
    .name = "enumerate",
    .id = TypeId::kEnumerate,
    .basic_size = sizeof(Enumerate),
    .native_fields = 2,
    .methods = kMethods,
    .doc = "Iterator over (index, item) pairs of another iterable, the index counting from start.",
};

}  // namespace memphis
