// staticmethod and classmethod. Both keep a callable and, in their own __dict__, copies of its name, docstring and
// module.
#include <cstddef>

#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

static_assert(offsetof(StaticMethod, function) == offsetof(ClassMethod, function));
static_assert(sizeof(StaticMethod) == sizeof(ClassMethod));

// Both types have this layout.
Field& function_of(Value self) { return self.as<StaticMethod>()->function; }

Value wrapper_new(Thread& thread, Value* args) {
  return TRY(allocate_instance<StaticMethod>(thread, args[0].as<Type>()));
}

Value wrapper_init(Thread& thread, Value* args) {
  Value function = args[1];
  function_of(args[0]).set(args[0].cell(), function);
  for (Name name : {Name::kModule, Name::kName, Name::kQualName, Name::kDoc}) {
    Value value = TRY(find_attribute(thread, function, name));
    if (value.is_unbound()) continue;
    TRY(set_attribute(thread, args[0], thread.runtime.name(name), value));
  }
  return Value::none();
}

FailureOfAnyType raise_uninitialized(Thread& thread, const char* name) {
  return raise(thread, ExceptionId::kRuntimeError, "uninitialized {} object", name);
}

Value static_get(Thread& thread, Value* args) {
  Value function = function_of(args[0]);
  return function.is_unbound() ? raise_uninitialized(thread, "staticmethod") : function;
}

Value class_get(Thread& thread, Value* args) {
  Value function = function_of(args[0]);
  if (function.is_unbound()) return raise_uninitialized(thread, "classmethod");
  bool has_type = !args[2].is_unbound() && !args[2].is_none();
  return TRY(make_bound_method(thread, function, has_type ? args[2] : Value(type_of(thread, args[1]))));
}

Value static_call(Thread& thread, Value* args) {
  Value function = TRY(static_get(thread, args));
  return call_with(thread, function, args[1].as<Tuple>(), args[2]);
}

Value shown(Thread& thread, const char* name, Value function) {
  std::string text = function.is_unbound() ? std::string("<NULL>") : TRY(repr_text(thread, function));
  return make_str(thread, fmt::format("<{}({})>", name, text));
}

Value static_repr(Thread& thread, Value* args) { return shown(thread, "staticmethod", function_of(args[0])); }
Value class_repr(Thread& thread, Value* args) { return shown(thread, "classmethod", function_of(args[0])); }

Value wrapper_class_getitem(Thread& thread, Value* args) { return make_generic_alias(thread, args[0], args[1]); }

Value get_is_abstract(Thread& thread, Value self) {
  Value function = function_of(self);
  if (function.is_unbound()) return Value::false_value();
  Value mark = TRY(find_attribute(thread, function, Name::kIsAbstractMethod));
  return Value::boolean(!mark.is_unbound() && TRY(is_true(thread, mark)));
}

Value get_dict(Thread& thread, Value self) { return instance_dict(thread, self); }

Status set_dict(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "cannot delete __dict__");
  return set_instance_dict(thread, self, value);
}

// Annotations are fetched from the callable when asked for, and kept.
Value get_from_function(Thread& thread, Value self, Name name) {
  Str* key = thread.runtime.name(name);
  Value kept = TRY(get_instance_attribute(thread, self, key));
  if (!kept.is_unbound()) return kept;
  Value value = TRY(get_attribute(thread, function_of(self), key));
  TRY(set_instance_attribute(thread, self, key, value));
  return value;
}

Status set_kept(Thread& thread, Value self, Name name, Value value) {
  Str* key = thread.runtime.name(name);
  bool found = TRY(set_instance_attribute(thread, self, key, value));
  if (!found) return raise(thread, ExceptionId::kAttributeError, "{}", text_of(key));
  return {};
}

Value get_annotations(Thread& thread, Value self) { return get_from_function(thread, self, Name::kAnnotations); }
Status set_annotations(Thread& thread, Value self, Value value) {
  return set_kept(thread, self, Name::kAnnotations, value);
}
Value get_annotate(Thread& thread, Value self) { return get_from_function(thread, self, Name::kAnnotate); }
Status set_annotate(Thread& thread, Value self, Value value) { return set_kept(thread, self, Name::kAnnotate, value); }

constexpr NativeDefinition kStaticMethods[] = {
    {"__new__(type, /, *args, **kwargs)", wrapper_new, "", NativeKind::kStaticMethod},
    {"__init__(self, function, /)", wrapper_init, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__(self, /)", static_repr, "Return repr(self)."},
    {"__call__(self, /, *args, **kwargs)", static_call, "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", static_get, "Return an attribute of instance, which is of type owner."},
    {"__class_getitem__(type, object, /)", wrapper_class_getitem, "For annotations.", NativeKind::kClassMethod},
};

constexpr NativeDefinition kClassMethods[] = {
    {"__new__(type, /, *args, **kwargs)", wrapper_new, "", NativeKind::kStaticMethod},
    {"__init__(self, function, /)", wrapper_init, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__(self, /)", class_repr, "Return repr(self)."},
    {"__get__(self, instance, owner=None, /)", class_get, "Return an attribute of instance, which is of type owner."},
    {"__class_getitem__(type, object, /)", wrapper_class_getitem, "For annotations.", NativeKind::kClassMethod},
};

constexpr GetSetDefinition kAttributes[] = {
    {"__isabstractmethod__", get_is_abstract},
    {"__dict__", get_dict, set_dict},
    {"__annotations__", get_annotations, set_annotations},
    {"__annotate__", get_annotate, set_annotate},
};

constexpr MemberDefinition kMembers[] = {
    {"__func__", offsetof(StaticMethod, function)},
    {"__wrapped__", offsetof(StaticMethod, function)},
};

}  // namespace

constinit const TypeSpec kStaticMethodType = {
    .name = "staticmethod",
    .id = TypeId::kStaticMethod,
    .layout = Kind::kStaticMethod,
    .basic_size = sizeof(StaticMethod),
    .flags = kTypeHasDict,
    .methods = kStaticMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc = "Makes a function a method that gets neither the instance nor the class.",
};

constinit const TypeSpec kClassMethodType = {
    .name = "classmethod",
    .id = TypeId::kClassMethod,
    .layout = Kind::kClassMethod,
    .basic_size = sizeof(ClassMethod),
    .flags = kTypeHasDict,
    .methods = kClassMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc = "Makes a function a method that gets the class as its first argument.",
};

}  // namespace memphis
