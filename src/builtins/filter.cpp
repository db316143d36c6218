// filter
#include "builtins/types.h"
#include "objects/iterator.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/error.h"

namespace memphis {

namespace {

Filter* self_of(Value* args) { return args[0].as<Filter>(); }

Value filter_new(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[2]));
  auto* self = TRY(allocate_instance<Filter>(thread, args[0].as<Type>()));
  self->function.set(self, args[1]);
  self->iterator.set(self, iterator);
  return self;
}

Value filter_iter(Thread&, Value* args) { return args[0]; }

Value filter_next(Thread& thread, Value* args) {
  Filter* self = self_of(args);
  Value function = self->function;
  bool by_truth = function.is_none() || function == Value(thread.runtime.type(TypeId::kBool));
  while (true) {
    Value item = TRY(next_item(thread, self->iterator));
    if (item.is_unbound()) return item;
    Value verdict = by_truth ? item : TRY(call(thread, function, {item}));
    if (TRY(is_true(thread, verdict))) return item;
  }
}

Value filter_reduce(Thread& thread, Value* args) {
  Filter* self = self_of(args);
  Tuple* arguments = TRY(make_tuple(thread, {self->function.get(), self->iterator.get()}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(arguments)});
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, function, iterable, /)", filter_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", filter_iter},
    {"__next__(self, /)", filter_next},
    {"__reduce__(self, /)", filter_reduce, "Return state information for pickling."},
};

}  // namespace

const TypeSpec kFilterType = {
    .name = "filter",
    .id = TypeId::kFilter,
    .basic_size = sizeof(Filter),
    .native_fields = 2,
    .methods = kMethods,
    .doc = "Iterator over those items of an iterable for which a function is true, or which are true, if it is None.",
};

}  // namespace memphis
