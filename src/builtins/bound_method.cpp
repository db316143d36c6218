// method: a function bound to its first argument.
#include <bit>

#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

BoundMethod* method_of(Value self) { return self.as<BoundMethod>(); }

Value method_new(Thread& thread, Value* args) {
  if (!is_callable(thread, args[1])) return raise_type_error(thread, "first argument must be callable");
  if (args[2].is_none()) return raise_type_error(thread, "instance must not be None");
  return make_bound_method(thread, args[1], args[2]);
}

Value method_repr(Thread& thread, Value* args) {
  BoundMethod* method = method_of(args[0]);
  Value name = TRY(find_attribute(thread, method->function, Name::kQualName));
  if (name.is_unbound()) name = TRY(find_attribute(thread, method->function, Name::kName));
  std::string shown = is_str(name) ? text_of(name) : "?";
  return make_str(thread, fmt::format("<bound method {} of {}>", shown, TRY(repr_text(thread, method->self))));
}

Value method_call(Thread& thread, Value* args) { return call_with(thread, args[0], args[1].as<Tuple>(), args[2]); }

// Bound already: stays as it is.
Value method_get(Thread& thread, Value* args) {
  (void)thread;
  return args[0];
}

// What the method itself does not have, its function is asked for.
Value method_getattribute(Thread& thread, Value* args) {
  Str* name = TRY(attribute_name(thread, args[1]));
  Type* type = type_of(thread, args[0]);
  Value own = type_lookup(thread.runtime, type, name);
  if (!own.is_unbound()) return bind_descriptor(thread, own, args[0], type);
  return get_attribute(thread, method_of(args[0])->function, name);
}

Value method_eq(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kBoundMethod)) return Value::not_implemented();
  BoundMethod* left = method_of(args[0]);
  BoundMethod* right = method_of(args[1]);
  if (!is_same(left->self, right->self)) return Value::false_value();
  return Value::boolean(TRY(are_equal(thread, left->function, right->function)));
}

Value method_hash(Thread& thread, Value* args) {
  BoundMethod* method = method_of(args[0]);
  int64_t hash =
      TRY(hash_value(thread, method->function)) ^ static_cast<int64_t>(std::rotr(method->self.get().bits(), 4));
  return make_int(thread, hash == -1 ? -2 : hash);
}

Value method_reduce(Thread& thread, Value* args) {
  BoundMethod* method = method_of(args[0]);
  Value name = TRY(get_attribute(thread, method->function, Name::kName));
  Value getter = TRY(import_attribute(thread, "builtins", "getattr"));
  Tuple* arguments = TRY(make_tuple(thread, {method->self.get(), name}));
  return make_tuple(thread, {getter, Value(arguments)});
}

Value get_doc(Thread& thread, Value self) {
  Value doc = TRY(find_attribute(thread, method_of(self)->function, Name::kDoc));
  return doc.is_unbound() ? Value::none() : doc;
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, function, instance, /)", method_new, "Binds a callable to its first argument.",
     NativeKind::kStaticMethod},
    {"__repr__(self, /)", method_repr, "Return repr(self)."},
    {"__hash__(self, /)", method_hash, "Return hash(self)."},
    {"__call__(self, /, *args, **kwargs)", method_call, "Call self as a function."},
    {"__getattribute__(self, name, /)", method_getattribute, "Return getattr(self, name)."},
    {"__eq__(self, value, /)", method_eq, "Return self==value."},
    {"__get__(self, instance, owner=None, /)", method_get, "Return an attribute of instance, which is of type owner."},
    {"__reduce__(self, /)", method_reduce},
};

constexpr GetSetDefinition kAttributes[] = {
    {"__doc__", get_doc},
};

constexpr MemberDefinition kMembers[] = {
    {"__func__", sizeof(Cell), false, false, "the function behind the method"},
    {"__self__", sizeof(Cell) + sizeof(Field), false, false, "the instance that the method is bound to"},
};

}  // namespace

constinit const TypeSpec kBoundMethodType = {
    .name = "method",
    .id = TypeId::kBoundMethod,
    .layout = Kind::kBoundMethod,
    .basic_size = sizeof(BoundMethod),
    .flags = kTypeIsFinal | kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc = "A function bound to an instance.",
};

}  // namespace memphis
