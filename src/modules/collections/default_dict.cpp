// collections.defaultdict: a dict whose `ordered_part` field holds the default factory.
#include <cstddef>

#include "modules/collections/collections.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/repr_guard.h"

namespace memphis::collections {

namespace {

Dict* self_of(Value* args) { return args[0].as<Dict>(); }

Value factory_of(Value self) {
  Value factory = self.as<Dict>()->ordered_part;
  return factory.is_unbound() ? Value::none() : factory;
}

bool is_default_dict(Thread& thread, Value value) {
  return is_instance_of(thread, value, native_type(thread.runtime, kDefaultDictType));
}

Value default_dict_init(Thread& thread, Value* args) {
  auto* positional = args[1].as<Tuple>();
  Value factory = positional->size == 0 ? Value::none() : positional->items[0];
  if (!factory.is_none() && !is_callable(thread, factory)) {
    return raise_type_error(thread, "first argument must be callable or None");
  }
  Dict* dict = self_of(args);
  dict->ordered_part.set(dict, factory);
  if (positional->size > 2)
    return raise_type_error(thread, "dict expected at most 1 argument, got {}", positional->size - 1);
  if (positional->size == 2) TRY(dict_merge(thread, dict, positional->items[1]));
  if (!args[2].is_unbound()) TRY(dict_merge(thread, dict, args[2]));
  return Value::none();
}

Value default_dict_missing(Thread& thread, Value* args) {
  Value factory = factory_of(args[0]);
  if (factory.is_none()) return raise_key_error(thread, args[1]);
  Value value = TRY(call(thread, factory));
  TRY(set_item(thread, args[0], args[1], value));
  return value;
}

Value default_dict_repr(Thread& thread, Value* args) {
  Value method = thread.runtime.type(TypeId::kDict)->special_method(Special::kRepr);
  Value contents = TRY(call_special_method(thread, method, args[0]));
  Value factory = factory_of(args[0]);
  ReprBuilder text(thread);
  text.add(text_of(type_of(thread, args[0])->name) + "(");
  // A factory may be a bound method of the dict itself.
  ReprGuard guard(thread, factory);
  if (guard.is_active_already()) {
    text.add("...");
  } else {
    TRY(text.add_repr(factory));
  }
  text.add(", ");
  text.add(text_of(contents) + ")");
  return text.finish();
}

Value default_dict_copy(Thread& thread, Value* args) {
  return call(thread, type_of(thread, args[0]), {factory_of(args[0]), args[0]});
}

Value default_dict_reduce(Thread& thread, Value* args) {
  Value factory = factory_of(args[0]);
  Tuple* arguments = thread.runtime.empty_tuple;
  if (!factory.is_none()) arguments = TRY(make_tuple(thread, {factory}));
  Value items = TRY(call_method(thread, args[0], Name::kItems));
  Value iterator = TRY(get_iterator(thread, items));
  return make_tuple(thread,
                    {Value(type_of(thread, args[0])), Value(arguments), Value::none(), Value::none(), iterator});
}

// A copy of the left operand in the class of whichever operand is a defaultdict, updated with the right one.
Value default_dict_or(Thread& thread, Value* args) {
  Value left = args[0], right = args[1];
  if (!left.is_kind(Kind::kDict) || !right.is_kind(Kind::kDict)) return Value::not_implemented();
  Value model = is_default_dict(thread, left) ? left : right;
  Value result = TRY(call(thread, type_of(thread, model), {factory_of(model), left}));
  if (!result.is_kind(Kind::kDict)) return raise_type_error(thread, "{} is not a dict", type_name(thread, result));
  TRY(dict_merge(thread, result.as<Dict>(), right));
  return result;
}

Value default_dict_ror(Thread& thread, Value* args) {
  Value swapped[] = {args[1], args[0]};
  return default_dict_or(thread, swapped);
}

constexpr NativeDefinition kMethods[] = {
    {"__init__(self, /, *args, **kwargs)", default_dict_init},
    {"__repr__(self, /)", default_dict_repr},
    {"__missing__(self, key, /)", default_dict_missing,
     "__missing__(key) # Called by __getitem__ for missing key: stores and gives what default_factory() makes."},
    {"__or__(self, value, /)", default_dict_or},
    {"__ror__(self, value, /)", default_dict_ror},
    {"copy(self, /)", default_dict_copy, "D.copy() -> a shallow copy of D."},
    {"__copy__(self, /)", default_dict_copy, "D.copy() -> a shallow copy of D."},
    {"__reduce__(self, /)", default_dict_reduce, "Return state information for pickling."},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

constexpr MemberDefinition kMembers[] = {
    {"default_factory", offsetof(Dict, ordered_part), true, false,
     "Factory for default value called by __missing__()."},
};

}  // namespace

const TypeSpec kDefaultDictType = {
    .name = "defaultdict",
    .module = "collections",
    .layout = Kind::kDict,
    .basic_size = sizeof(Dict),
    .flags = kTypeDerivesLayout,
    .methods = kMethods,
    .members = kMembers,
    .doc =
        "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called "
        "without arguments to produce a new value when a key is not present,\nin __getitem__ only. Everything else is "
        "as with dict.",
    .base = TypeId::kDict,
};

}  // namespace memphis::collections
