// Calling: dispatch by kind of callable.
#include "runtime/call.h"

#include "runtime/attribute.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/native.h"
#include "runtime/operations.h"

namespace memphis {

size_t Arguments::keyword_count() const { return keyword_names == nullptr ? 0 : keyword_names->size; }

namespace {

// A call's arguments with one more in front. Small calls use the native stack, big ones a tuple.
class WithFirst {
 public:
  WithFirst(Thread& thread, Value first, const Arguments& arguments) {
    Value* target = small_;
    if (arguments.count + 1 > kSmall) {
      Tuple* tuple = allocate_tuple(thread, arguments.count + 1);
      if (tuple == nullptr) return;
      holder_ = tuple;
      target = tuple->items;
    }
    target[0] = first;
    for (size_t i = 0; i < arguments.count; i++) target[i + 1] = arguments.values[i];
    arguments_ = {target, arguments.count + 1, arguments.keyword_names};
  }
  bool failed() const { return arguments_.values == nullptr; }
  const Arguments& arguments() const { return arguments_; }

 private:
  static constexpr size_t kSmall = 8;
  Value small_[kSmall];
  Value holder_;
  Arguments arguments_;
};

Value call_with_first(Thread& thread, Value callee, Value first, const Arguments& arguments) {
  WithFirst with_first(thread, first, arguments);
  if (with_first.failed()) return Value::error();
  return call(thread, callee, with_first.arguments());
}

// The checks of receivers are out of line because the stack they need for messages would be a hole in the frame of
// every native call, and what lies in holes (references of calls that have returned) keeps the dead alive in a
// conservative scan.

// The receiver of a method descriptor must be an instance of its type.
__attribute__((noinline)) Status check_receiver(Thread& thread, const NativeFunction* native,
                                                const Arguments& arguments) {
  std::string name = text_of(native->name.get());
  std::string owner = type_name(native->owner);
  if (arguments.positional_count() == 0) {
    if (native->shape() == thread.runtime.root_shape(TypeId::kWrapperDescriptor)) {
      return raise_type_error(thread, "descriptor '{}' of '{}' object needs an argument", name, owner);
    }
    return raise_type_error(thread, "unbound method {}.{}() needs an argument", owner, name);
  }
  if (is_subtype(type_of(thread, arguments.values[0]), native->owner)) return {};
  std::string received = type_name(thread, arguments.values[0]);
  if (native->shape() == thread.runtime.root_shape(TypeId::kWrapperDescriptor)) {
    return raise_type_error(thread, "descriptor '{}' requires a '{}' object but received a '{}'", name, owner,
                            received);
  }
  return raise_type_error(thread, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object", name, owner,
                          received);
}

// The class that a class method's descriptor is called with must derive from its owner.
__attribute__((noinline)) Status check_class_receiver(Thread& thread, const NativeFunction* native,
                                                      const Arguments& arguments) {
  std::string name = text_of(native->name.get());
  std::string owner = type_name(native->owner);
  if (arguments.positional_count() == 0) {
    return raise_type_error(thread, "descriptor '{}' of '{}' object needs an argument", name, owner);
  }
  Value received = arguments.values[0];
  if (!received.is_kind(Kind::kType)) {
    return raise_type_error(thread, "descriptor '{}' for type '{}' needs a type, not a '{}' as arg 2", name, owner,
                            type_name(thread, received));
  }
  if (is_subtype(received.as<Type>(), native->owner)) return {};
  return raise_type_error(thread, "descriptor '{}' requires a subtype of '{}' but received '{}'", name, owner,
                          type_name(received.as<Type>()));
}

// A built-in __new__ called by name: the class asked for must derive from the one whose __new__ it is, and have no
// other built-in __new__ nearer, which knows more about its layout.
__attribute__((noinline)) Status check_new_arguments(Thread& thread, const NativeFunction* native,
                                                     const Arguments& arguments) {
  std::string owner = type_name(native->self.get().as<Type>());
  if (arguments.positional_count() == 0) return raise_type_error(thread, "{}.__new__(): not enough arguments", owner);
  Value wanted = arguments.values[0];
  if (!wanted.is_kind(Kind::kType)) {
    return raise_type_error(thread, "{}.__new__(X): X is not a type object ({})", owner, type_name(thread, wanted));
  }
  auto* type = wanted.as<Type>();
  if (!is_subtype(type, native->self.get().as<Type>())) {
    return raise_type_error(thread, "{}.__new__({}): {} is not a subtype of {}", owner, type_name(type),
                            type_name(type), owner);
  }
  const Type* built_in = type;
  while (built_in->has_flag(kTypeIsHeapType)) built_in = built_in->base;
  if (built_in->special_method(Special::kNew) != Value(native) &&
      built_in->spec != native->self.get().as<Type>()->spec) {
    return raise_type_error(thread, "{}.__new__({}) is not safe, use {}.__new__()", owner, type_name(type),
                            type_name(built_in));
  }
  return {};
}

}  // namespace

namespace {

// Out of line as the checks are.
__attribute__((noinline)) Value call_native_bound(Thread& thread, NativeFunction* native, const Arguments& arguments) {
  WithFirst with_first(thread, native->self, arguments);
  if (with_first.failed()) return Value::error();
  return call_native_unbound(thread, native, with_first.arguments());
}

}  // namespace

Value call_native(Thread& thread, NativeFunction* native, const Arguments& arguments) {
  if (!native->self.get().is_unbound() && !native->takes_no_self) return call_native_bound(thread, native, arguments);
  if (native->takes_no_self && native->self.get().is_kind(Kind::kType)) {
    TRY(check_new_arguments(thread, native, arguments));
  } else if (native->shape() == thread.runtime.root_shape(TypeId::kClassMethodDescriptor)) {
    TRY(check_class_receiver(thread, native, arguments));
  } else if (native->is_method) {
    bool ok = arguments.positional_count() != 0 && is_subtype(type_of(thread, arguments.values[0]), native->owner);
    if (!ok) TRY(check_receiver(thread, native, arguments));
  }
  return call_native_unbound(thread, native, arguments);
}

namespace {

// A native __next__ says "exhausted" by unbound (see iterate.cpp); Python code sees StopIteration.
Value checked_result(Thread& thread, Value result) {
  if (result.is_unbound()) [[unlikely]]
    return raise_stop_iteration(thread, Value::none());
  return result;
}

}  // namespace

Value call_native_unbound(Thread& thread, NativeFunction* native, const Arguments& arguments) {
  if (!thread.check_native_stack()) return Value::error();
  const Signature& signature = *native->signature;
  if (signature.is_simple && arguments.keyword_names == nullptr && arguments.count == signature.positional_count) {
    return checked_result(thread, native->code(thread, arguments.values));
  }
  constexpr size_t kSmall = 16;
  size_t wanted = signature.slot_count();
  if (wanted <= kSmall) {
    // No larger than needed: what lies in unused slots would be taken for references.
    auto* slots = static_cast<Value*>(__builtin_alloca(wanted * sizeof(Value)));
    TRY(bind_native(thread, native, arguments, slots));
    return checked_result(thread, native->code(thread, slots));
  }
  Tuple* holder = TRY(allocate_tuple(thread, wanted));
  TRY(bind_native(thread, native, arguments, holder->items));
  return checked_result(thread, native->code(thread, holder->items));
}

Value call(Thread& thread, Value callee, const Arguments& arguments) {
  if (callee.is_cell()) {
    switch (static_cast<Kind>(callee.cell()->kind_number())) {
      case Kind::kFunction: return call_function(thread, callee.as<Function>(), arguments);
      case Kind::kNativeFunction: return call_native(thread, callee.as<NativeFunction>(), arguments);
      case Kind::kBoundMethod: {
        auto* method = callee.as<BoundMethod>();
        return call_with_first(thread, method->function, method->self, arguments);
      }
      case Kind::kType: {
        auto* type = callee.as<Type>();
        Type* meta = type_of(thread, callee);
        Runtime& runtime = thread.runtime;
        if (meta->special_method(Special::kCall) == runtime.type(TypeId::kType)->special_method(Special::kCall)) {
          return call_type(thread, type, arguments);
        }
        break;
      }
      default: break;
    }
  }
  Value method = type_of(thread, callee)->special_method(Special::kCall);
  if (method.is_unbound()) {
    return raise_type_error(thread, "'{}' object is not callable", type_name(thread, callee));
  }
  NativeRecursion guard(thread, "");
  if (guard.failed()) return Value::error();
  bool is_native_method = method.is_kind(Kind::kNativeFunction) && method.as<NativeFunction>()->is_method;
  if (method.is_kind(Kind::kFunction) || is_native_method) {
    return call_with_first(thread, method, callee, arguments);
  }
  Value bound = TRY(bind_descriptor(thread, method, callee, type_of(thread, callee)));
  return call(thread, bound, arguments);
}

Value call(Thread& thread, Value callee, std::initializer_list<Value> positional) {
  return call(thread, callee, Arguments{const_cast<Value*>(positional.begin()), positional.size(), nullptr});
}

Fallible<Arguments> pack_arguments(Thread& thread, Tuple* positional, Value keywords) {
  if (!keywords.is_kind(Kind::kDict) || keywords.as<Dict>()->count == 0) {
    return Arguments{positional->items, positional->size, nullptr};
  }
  auto* dict = keywords.as<Dict>();
  Tuple* names = TRY(allocate_tuple(thread, dict->count));
  Tuple* values = TRY(allocate_tuple(thread, positional->size + dict->count));
  for (size_t i = 0; i < positional->size; i++) values->items[i] = positional->items[i];
  uint64_t position = 0;
  uint64_t index = 0;
  DictEntry entry;
  while (dict_next(dict, position, entry) && index < names->size) {
    if (!is_str(entry.key)) return raise_type_error(thread, "keywords must be strings");
    names->items[index] = entry.key;
    values->items[positional->size + index++] = entry.value;
  }
  return Arguments{values->items, values->size, names};
}

Value call_with(Thread& thread, Value callee, Tuple* positional, Value keywords) {
  Arguments arguments = TRY(pack_arguments(thread, positional, keywords));
  return call(thread, callee, arguments);
}

Value call_method(Thread& thread, Value object, Str* name, std::initializer_list<Value> positional) {
  MethodLookup method = TRY(lookup_method(thread, object, name));
  Arguments arguments{const_cast<Value*>(positional.begin()), positional.size(), nullptr};
  if (method.has_self) return call_with_first(thread, method.callable, object, arguments);
  return call(thread, method.callable, arguments);
}

Value call_method(Thread& thread, Value object, Name name, std::initializer_list<Value> positional) {
  return call_method(thread, object, thread.runtime.name(name), positional);
}

Value call_special_method(Thread& thread, Value method, Value self, std::initializer_list<Value> positional) {
  Arguments arguments{const_cast<Value*>(positional.begin()), positional.size(), nullptr};
  if (method.is_cell()) {
    if (method.is_kind(Kind::kFunction)) return call_with_first(thread, method, self, arguments);
    // A built-in method found on the type of self: its receiver needs no check, unless a class has taken it from
    // elsewhere.
    if (method.is_exactly(Kind::kNativeFunction) && method.as<NativeFunction>()->is_method) {
      if (!native_fits(type_of(thread, self), method.as<NativeFunction>())) {
        return call_with_first(thread, method, self, arguments);
      }
      WithFirst with_first(thread, self, arguments);
      if (with_first.failed()) return Value::error();
      return call_native_unbound(thread, method.as<NativeFunction>(), with_first.arguments());
    }
  }
  Value bound = TRY(bind_descriptor(thread, method, self, type_of(thread, self)));
  return call(thread, bound, arguments);
}

Value call_bindable_method(Thread& thread, Value method, Value self, std::initializer_list<Value> positional) {
  bool binds_safely = method.is_exactly(Kind::kFunction) || method.is_exactly(Kind::kNativeFunction);
  if (binds_safely) return call_special_method(thread, method, self, positional);
  Value bound = bind_descriptor(thread, method, self, type_of(thread, self));
  if (bound.is_error()) return take_if_pending(thread, ExceptionId::kAttributeError) ? Value::unbound() : bound;
  return call(thread, bound, positional);
}

Value call_special(Thread& thread, Value object, Special special, std::initializer_list<Value> positional) {
  Value method = type_of(thread, object)->special_method(special);
  if (method.is_unbound()) return Value::unbound();
  return call_special_method(thread, method, object, positional);
}

// type.__call__: __new__, then __init__ if the result is an instance of the type.
Value call_type(Thread& thread, Type* type, const Arguments& arguments) {
  Runtime& runtime = thread.runtime;
  if (type == runtime.type(TypeId::kType) && arguments.count == 1 && arguments.keyword_names == nullptr) {
    return type_of(thread, arguments.values[0]);
  }
  if (type == runtime.type(TypeId::kType) && arguments.positional_count() == 1) {
    return raise_type_error(thread, "type() takes no keyword arguments");
  }
  if (type == runtime.type(TypeId::kType) && arguments.positional_count() != 3) {
    return raise_type_error(thread, "type() takes 1 or 3 arguments");
  }
  Value maker = type->special_method(Special::kNew);
  if (maker.is_unbound() || type->has_flag(kTypeDisallowInstantiation)) {
    return raise_type_error(thread, "cannot create '{}' instances", type_name(type));
  }
  Value instance;
  if (maker.is_kind(Kind::kStaticMethod)) maker = maker.as<StaticMethod>()->function;
  if (maker.is_exactly(Kind::kNativeFunction)) {
    // Its `self` is the type that defines it; the type asked for is the first argument.
    WithFirst with_first(thread, type, arguments);
    if (with_first.failed()) return Value::error();
    instance = TRY(call_native_unbound(thread, maker.as<NativeFunction>(), with_first.arguments()));
  } else {
    Value bound = maker.is_kind(Kind::kFunction) ? maker : TRY(bind_descriptor(thread, maker, Value::unbound(), type));
    instance = TRY(call_with_first(thread, bound, type, arguments));
  }
  Type* made = type_of(thread, instance);
  if (made != type && !is_subtype(made, type)) return instance;
  Value init = made->special_method(Special::kInit);
  if (init.is_unbound() || init == runtime.object_init) {
    if (init == runtime.object_init && arguments.count != 0) TRY(check_object_arguments(thread, made));
    return instance;
  }
  Value result;
  if (init.is_kind(Kind::kFunction) || init.is_exactly(Kind::kNativeFunction)) {
    result = TRY(call_with_first(thread, init, instance, arguments));
  } else {
    Value bound = TRY(bind_descriptor(thread, init, instance, made));
    result = TRY(call(thread, bound, arguments));
  }
  if (!result.is_none()) {
    return raise_type_error(thread, "__init__() should return None, not '{}'", type_name(thread, result));
  }
  return instance;
}

// object.__init__ takes arguments only when __new__ is overridden and __init__ is not (or is object's own business).
Status check_object_arguments(Thread& thread, Type* type) {
  Runtime& runtime = thread.runtime;
  if (type->special_method(Special::kInit) != runtime.object_init) {
    return raise_type_error(thread, "object.__init__() takes exactly one argument (the instance to initialize)");
  }
  if (type->special_method(Special::kNew) == runtime.object_new) {
    return raise_type_error(thread, "{}() takes no arguments", text_of(type->name));
  }
  return {};
}

bool is_callable(Thread& thread, Value value) {
  Value method = type_of(thread, value)->special_method(Special::kCall);
  return !method.is_unbound();
}

std::string function_display_name(Thread& thread, Value callee) {
  Value name = find_attribute(thread, callee, Name::kQualName);
  if (name.is_error()) {
    thread.pending = Value::unbound();
    return "";
  }
  if (!is_str(name)) {
    Value text = to_str(thread, callee);
    if (!text.is_error()) return text_of(text);
    thread.pending = Value::unbound();
    return "";
  }
  std::string prefix;
  Value module = find_attribute(thread, callee, Name::kModule);
  if (module.is_error()) thread.pending = Value::unbound();
  if (is_str(module) && text_of(module) != "builtins") prefix = text_of(module) + ".";
  return prefix + text_of(name) + "()";
}

}  // namespace memphis
