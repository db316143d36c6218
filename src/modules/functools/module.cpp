// The module _functools: reduce, cmp_to_key, and the types in the other files.
#include <cstddef>

#include "modules/functools/functools.h"
#include "modules/modules.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/error.h"

namespace memphis {

namespace functools {

Value reduce(Thread& thread, Value* args) {
  Value iterator = get_iterator(thread, args[1]);
  if (iterator.is_error()) {
    if (take_if_pending(thread, ExceptionId::kTypeError))
      return raise_type_error(thread, "reduce() arg 2 must support iteration");
    return iterator;
  }
  Value result = args[2];
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) break;
    result = result.is_unbound() ? item : TRY(call(thread, args[0], {result, item}));
  }
  if (result.is_unbound()) return raise_type_error(thread, "reduce() of empty iterable with no initial value");
  return result;
}

namespace {

// What cmp_to_key gives: first a maker of keys, then the keys themselves.
struct KeyWrapper : Cell {
  Field function;
  Field object;
};

Value make_key(Thread& thread, Value function, Value object) {
  auto* key = TRY(allocate_instance<KeyWrapper>(thread, native_type(thread.runtime, kKeyWrapperType)));
  key->function.set(key, function);
  key->object.set(key, object);
  return key;
}

Value key_call(Thread& thread, Value* args) { return make_key(thread, args[0].as<KeyWrapper>()->function, args[1]); }

template <Comparison comparison>
Value key_compare(Thread& thread, Value* args) {
  auto* left = args[0].as<KeyWrapper>();
  if (!is_instance_of(thread, args[1], native_type(thread.runtime, kKeyWrapperType))) {
    return raise_type_error(thread, "other argument must be K instance");
  }
  auto* right = args[1].as<KeyWrapper>();
  if (left->object.get().is_unbound() || right->object.get().is_unbound()) {
    return raise(thread, ExceptionId::kAttributeError, "object");
  }
  Value order = TRY(call(thread, left->function, {left->object.get(), right->object.get()}));
  return compare(thread, comparison, order, Value::small_int(0));
}

constexpr NativeDefinition kKeyMethods[] = {
    {"__call__(self, /, obj)", key_call},
    {"__lt__(self, value, /)", key_compare<Comparison::kLess>},
    {"__le__(self, value, /)", key_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", key_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", key_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", key_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", key_compare<Comparison::kGreaterEqual>},
};

constexpr MemberDefinition kKeyMembers[] = {
    {"obj", offsetof(KeyWrapper, object), true, false, "Value wrapped by a key function."},
};

constexpr NativeDefinition kFunctions[] = {
    {"reduce(function, iterable, /, initial=<unrepresentable>)", reduce,
     "Apply a function of two arguments cumulatively to the items of an iterable, from left to right."},
    {"cmp_to_key(mycmp)", cmp_to_key, "Convert a cmp= function into a key= function."},
};

}  // namespace

Value cmp_to_key(Thread& thread, Value* args) { return make_key(thread, args[0], Value::unbound()); }

const TypeSpec kKeyWrapperType = {
    .name = "KeyWrapper",
    .module = "functools",
    .basic_size = sizeof(KeyWrapper),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kKeyMethods,
    .members = kKeyMembers,
};

}  // namespace functools

Value create_functools_module(Thread& thread) {
  Module* module =
      TRY(make_native_module(thread, "_functools", "Tools that operate on functions.", functools::kFunctions));
  for (const TypeSpec* spec : {&functools::kPartialType, &functools::kPlaceholderType, &functools::kLruCacheType}) {
    TRY(add_module_type(thread, module, *spec));
  }
  for (const TypeSpec* spec : {&functools::kKeyWrapperType, &functools::kLruLinkType}) {
    TRY(make_hidden_type(thread, *spec));
  }
  Value placeholder = TRY(functools::make_placeholder(thread));
  TRY(set_module_attribute(thread, module, "Placeholder", placeholder));
  return module;
}

}  // namespace memphis
