// Functions written in C++ as Python sees them: builtin_function_or_method, and the descriptors of built-in types'
// methods.
#include <bit>

#include "builtins/support.h"
#include "builtins/type.h"
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/descriptor.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/native_defaults.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

NativeFunction* native_of(Value self) { return self.as<NativeFunction>(); }

bool is_module_function(const NativeFunction* native) {
  return native->takes_no_self && !native->self.get().is_kind(Kind::kType);
}
bool is_class_method(Thread& thread, const NativeFunction* native) {
  return native->shape() == thread.runtime.root_shape(TypeId::kClassMethodDescriptor);
}

Value native_call(Thread& thread, Value* args) { return call_with(thread, args[0], args[1].as<Tuple>(), args[2]); }

Value get_name(Thread& thread, Value self) {
  (void)thread;
  return native_of(self)->name.get();
}

// list.append, and for a bound one the class of what it is bound to.
Value get_qualified_name(Thread& thread, Value self) {
  NativeFunction* native = native_of(self);
  Value bound = native->self;
  bool is_wrapper = native->shape() == thread.runtime.root_shape(TypeId::kMethodWrapper);
  const Type* owner = native->owner;
  if (!bound.is_unbound() && !is_wrapper) {
    if (is_module_function(native)) return native->name.get();
    owner = bound.is_kind(Kind::kType) ? bound.as<Type>() : type_of(thread, bound);
  }
  if (owner == nullptr) return native->name.get();
  return make_str(thread, text_of(owner->qualified_name) + "." + text_of(native->name.get()));
}

Value get_doc(Thread& thread, Value self) {
  NativeFunction* native = native_of(self);
  const char* doc = native->definition->doc;
  if (doc == nullptr || doc[0] == 0) doc = special_method_doc(native->signature->function_name);
  return doc == nullptr ? Value::none() : Value(TRY(make_str(thread, doc)));
}

Value get_text_signature(Thread& thread, Value self) {
  NativeFunction* native = native_of(self);
  const char* text = native->definition->signature;
  bool is_new = native->takes_no_self && native->self.get().is_kind(Kind::kType);
  bool of_class = native->definition->kind == NativeKind::kClassMethod || is_new;
  // CPython's wrappers of constructors say nothing of the arguments; the types do.
  if (is_new) return make_str(thread, "($type, *args, **kwargs)");
  if (const char* shown = native->definition->text_signature; shown != nullptr) {
    return shown[0] == 0 ? Value::none() : Value(TRY(make_str(thread, shown)));
  }
  if (native->signature->function_name == "__init__") return make_str(thread, "($self, /, *args, **kwargs)");
  if (of_class) return text_signature(thread, text, "$type", true);
  if (is_module_function(native)) return text_signature(thread, text, "$module", false);
  if (native->signature->is_method) return text_signature(thread, text, "$self", true);
  return text_signature(thread, text, "", false);
}

Value get_self(Thread& thread, Value self) {
  (void)thread;
  Value bound = native_of(self)->self;
  return bound.is_unbound() ? Value::none() : bound;
}

Value get_module(Thread& thread, Value self) {
  (void)thread;
  Value module = native_of(self)->module;
  return module.is_unbound() ? Value::none() : module;
}

Status set_module(Thread& thread, Value self, Value value) {
  (void)thread;
  native_of(self)->module.set(self.cell(), value.is_unbound() ? Value::none() : value);
  return {};
}

Value get_owner(Thread& thread, Value self) {
  (void)thread;
  return native_of(self)->owner.get();
}

// getattr, for pickling a bound method or descriptor as an attribute of what it hangs on.
Value reduce_to_attribute(Thread& thread, Value object, Value name) {
  Value getter = TRY(import_attribute(thread, "builtins", "getattr"));
  Tuple* arguments = TRY(make_tuple(thread, {object, name}));
  return make_tuple(thread, {getter, Value(arguments)});
}

// ---- builtin_function_or_method ----

Value builtin_repr(Thread& thread, Value* args) {
  NativeFunction* native = native_of(args[0]);
  std::string name = text_of(native->name.get());
  Value bound = native->self;
  if (native->owner.get() != nullptr && bound.is_unbound()) bound = native->owner.get();  // a static method
  if (bound.is_unbound() || bound.is_kind(Kind::kModule))
    return make_str(thread, fmt::format("<built-in function {}>", name));
  return make_str(thread, fmt::format("<built-in method {} of {} object at {}>", name, type_name(thread, bound),
                                      address_text(bound)));
}

Value builtin_reduce(Thread& thread, Value* args) {
  NativeFunction* native = native_of(args[0]);
  Value bound = native->self;
  if (bound.is_unbound() || bound.is_kind(Kind::kModule)) return native->name.get();
  return reduce_to_attribute(thread, bound, native->name.get());
}

bool same_bound(const NativeFunction* left, Value right) {
  auto* other = right.as<NativeFunction>();
  return left->code == other->code && left->definition == other->definition && left->self.get() == other->self.get();
}

Value bound_eq(Thread& thread, Value* args) {
  (void)thread;
  if (!args[1].is_kind(Kind::kNativeFunction) || args[1].cell()->shape() != args[0].cell()->shape())
    return Value::not_implemented();
  return Value::boolean(same_bound(native_of(args[0]), args[1]));
}

Value bound_hash(Thread& thread, Value* args) {
  NativeFunction* native = native_of(args[0]);
  uint64_t hash =
      std::rotr(native->self.get().bits(), 4) ^ std::rotr(reinterpret_cast<uint64_t>(native->definition), 4);
  return make_int(thread, static_cast<int64_t>(hash) == -1 ? -2 : static_cast<int64_t>(hash));
}

constexpr NativeDefinition kBuiltinMethods[] = {
    {"__repr__(self, /)", builtin_repr, "Return repr(self)."},
    {"__hash__(self, /)", bound_hash, "Return hash(self)."},
    {"__call__(self, /, *args, **kwargs)", native_call, "Call self as a function."},
    {"__eq__(self, value, /)", bound_eq, "Return self==value."},
    {"__reduce__(self, /)", builtin_reduce},
};

constexpr GetSetDefinition kBuiltinAttributes[] = {
    {"__module__", get_module, set_module, "", true},
    {"__doc__", get_doc},
    {"__name__", get_name},
    {"__qualname__", get_qualified_name},
    {"__self__", get_self},
    {"__text_signature__", get_text_signature},
};

// ---- Descriptors ----

std::string quoted_owner(const NativeFunction* native) { return type_name(native->owner); }

Value method_repr(Thread& thread, Value* args) {
  NativeFunction* native = native_of(args[0]);
  return make_str(thread,
                  fmt::format("<method '{}' of '{}' objects>", text_of(native->name.get()), quoted_owner(native)));
}

Value wrapper_repr(Thread& thread, Value* args) {
  NativeFunction* native = native_of(args[0]);
  return make_str(
      thread, fmt::format("<slot wrapper '{}' of '{}' objects>", text_of(native->name.get()), quoted_owner(native)));
}

Value method_get(Thread& thread, Value* args) {
  NativeFunction* native = native_of(args[0]);
  bool has_object = !args[1].is_none();
  bool has_type = !args[2].is_unbound() && !args[2].is_none();
  if (!has_object && !has_type) return raise_type_error(thread, "__get__(None, None) is invalid");
  if (is_class_method(thread, native)) {
    Value type = has_type ? args[2] : Value(type_of(thread, args[1]));
    if (!type.is_kind(Kind::kType)) {
      return raise_type_error(thread, "descriptor '{}' for type '{}' needs a type, not a '{}' as arg 2",
                              text_of(native->name.get()), quoted_owner(native), type_name(thread, type));
    }
    if (!is_subtype(type.as<Type>(), native->owner)) {
      return raise_type_error(thread, "descriptor '{}' requires a subtype of '{}' but received '{}'",
                              text_of(native->name.get()), quoted_owner(native), type_name(type.as<Type>()));
    }
    return bind_native_method(thread, native, args[1], type.as<Type>());
  }
  if (!has_object) return args[0];
  if (!is_subtype(type_of(thread, args[1]), native->owner)) {
    return raise_type_error(thread, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                            text_of(native->name.get()), quoted_owner(native), type_name(thread, args[1]));
  }
  return bind_native_method(thread, native, args[1], nullptr);
}

Value descriptor_reduce(Thread& thread, Value* args) {
  return reduce_to_attribute(thread, native_of(args[0])->owner.get(), native_of(args[0])->name.get());
}

constexpr NativeDefinition kMethodMethods[] = {
    {"__repr__(self, /)", method_repr, "Return repr(self)."},
    {"__call__(self, /, *args, **kwargs)", native_call, "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", method_get, "Return an attribute of instance, which is of type owner."},
    {"__reduce__(self, /)", descriptor_reduce},
};

constexpr NativeDefinition kWrapperMethods[] = {
    {"__repr__(self, /)", wrapper_repr, "Return repr(self)."},
    {"__call__(self, /, *args, **kwargs)", native_call, "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", method_get, "Return an attribute of instance, which is of type owner."},
    {"__reduce__(self, /)", descriptor_reduce},
};

constexpr GetSetDefinition kDescriptorAttributes[] = {
    {"__objclass__", get_owner, nullptr, "", true}, {"__name__", get_name, nullptr, "", true},  {"__doc__", get_doc},
    {"__qualname__", get_qualified_name},           {"__text_signature__", get_text_signature},
};

// ---- method-wrapper ----

Value method_wrapper_repr(Thread& thread, Value* args) {
  NativeFunction* native = native_of(args[0]);
  Value bound = native->self;
  return make_str(thread, fmt::format("<method-wrapper '{}' of {} object at {}>", text_of(native->name.get()),
                                      type_name(thread, bound), address_text(bound)));
}

Value method_wrapper_reduce(Thread& thread, Value* args) {
  return reduce_to_attribute(thread, native_of(args[0])->self, native_of(args[0])->name.get());
}

constexpr NativeDefinition kMethodWrapperMethods[] = {
    {"__repr__(self, /)", method_wrapper_repr, "Return repr(self)."},
    {"__hash__(self, /)", bound_hash, "Return hash(self)."},
    {"__call__(self, /, *args, **kwargs)", native_call, "Call self as a function."},
    {"__eq__(self, value, /)", bound_eq, "Return self==value."},
    {"__reduce__(self, /)", method_wrapper_reduce},
};

constexpr GetSetDefinition kMethodWrapperAttributes[] = {
    {"__objclass__", get_owner},
    {"__name__", get_name},
    {"__qualname__", get_qualified_name},
    {"__doc__", get_doc},
    {"__text_signature__", get_text_signature},
    {"__self__", get_self, nullptr, "", true},
};

// The types of native functions differ in little.
constexpr TypeSpec native_type(const char* name, TypeId id, std::span<const NativeDefinition> methods,
                               std::span<const GetSetDefinition> attributes, uint32_t flags) {
  return {.name = name,
          .id = id,
          .layout = Kind::kNativeFunction,
          .basic_size = sizeof(NativeFunction),
          .flags = flags | kTypeIsFinal | kTypeDisallowInstantiation,
          .methods = methods,
          .attributes = attributes};
}

}  // namespace

constinit const TypeSpec kBuiltinFunctionType =
    native_type("builtin_function_or_method", TypeId::kBuiltinFunction, kBuiltinMethods, kBuiltinAttributes,
                kTypeHasWeakReferences);
constinit const TypeSpec kMethodDescriptorType =
    native_type("method_descriptor", TypeId::kMethodDescriptor, kMethodMethods, kDescriptorAttributes, 0);
constinit const TypeSpec kWrapperDescriptorType =
    native_type("wrapper_descriptor", TypeId::kWrapperDescriptor, kWrapperMethods, kDescriptorAttributes, 0);
constinit const TypeSpec kClassMethodDescriptorType =
    native_type("classmethod_descriptor", TypeId::kClassMethodDescriptor,
                std::span(kMethodMethods).first(std::size(kMethodMethods) - 1), kDescriptorAttributes, 0);
constinit const TypeSpec kMethodWrapperType =
    native_type("method-wrapper", TypeId::kMethodWrapper, kMethodWrapperMethods, kMethodWrapperAttributes, 0);

}  // namespace memphis
