// weakref.ref.
#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/typing.h"
#include "runtime/weak.h"

namespace memphis {

namespace {

WeakReference* reference_of(Value self) { return self.as<WeakReference>(); }

Status check_count(Thread& thread, Tuple* given, const char* name) {
  if (given->size == 0) return raise_type_error(thread, "{} expected at least 1 argument, got 0", name);
  if (given->size > 2) return raise_type_error(thread, "{} expected at most 2 arguments, got {}", name, given->size);
  return {};
}

Value reference_new(Thread& thread, Value* args) {
  auto* given = args[1].as<Tuple>();
  TRY(check_count(thread, given, "__new__"));
  Value callback = given->size > 1 ? given->items[1] : Value::none();
  return make_weak_reference(thread, args[0].as<Type>(), given->items[0], callback);
}

Value reference_init(Thread& thread, Value* args) {
  if (args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0) {
    return raise_type_error(thread, "ref() takes no keyword arguments");
  }
  TRY(check_count(thread, args[1].as<Tuple>(), "__init__"));
  return Value::none();
}

Value reference_call(Thread& thread, Value* args) {
  (void)thread;
  return reference_of(args[0])->target();
}

Value reference_repr(Thread& thread, Value* args) {
  Value target = reference_of(args[0])->target();
  std::string address = address_text(args[0]);
  if (target.is_none()) return make_str(thread, fmt::format("<weakref at {}; dead>", address));
  Value name = TRY(find_attribute(thread, target, Name::kName));
  std::string shown = is_str(name) ? fmt::format(" ({})", text_of(name)) : "";
  return make_str(thread, fmt::format("<weakref at {}; to '{}' at {}{}>", address, type_name(thread, target),
                                      address_text(target), shown));
}

// The hash of the object, remembered for when it is gone.
Value reference_hash(Thread& thread, Value* args) {
  WeakReference* reference = reference_of(args[0]);
  if (!reference->has_hash) {
    Value target = reference->target();
    if (target.is_none()) return raise_type_error(thread, "weak object has gone away");
    reference->cached_hash = TRY(hash_value(thread, target));
    reference->has_hash = true;
  }
  return make_int(thread, reference->cached_hash);
}

// By the objects while both are alive, by identity afterwards.
Value compare_references(Thread& thread, Value* args, Comparison comparison) {
  if (!args[1].is_kind(Kind::kWeakReference)) return Value::not_implemented();
  Value left = reference_of(args[0])->target();
  Value right = reference_of(args[1])->target();
  if (left.is_none() || right.is_none()) {
    bool same = args[0] == args[1];
    return Value::boolean(comparison == Comparison::kEqual ? same : !same);
  }
  return compare(thread, comparison, left, right);
}

Value reference_eq(Thread& thread, Value* args) { return compare_references(thread, args, Comparison::kEqual); }
Value reference_ne(Thread& thread, Value* args) { return compare_references(thread, args, Comparison::kNotEqual); }
Value class_getitem(Thread& thread, Value* args) { return make_generic_alias(thread, args[0], args[1]); }

Value get_callback(Thread& thread, Value self) {
  (void)thread;
  WeakReference* reference = reference_of(self);
  return reference->referent == 0 ? Value::none() : reference->callback;
}

Status refuse(Thread& thread, Value self, Value value) {
  (void)self;
  (void)value;
  return raise(thread, ExceptionId::kAttributeError, "readonly attribute");
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", reference_new, "ref(object, callback=None)", NativeKind::kStaticMethod},
    {"__repr__(self, /)", reference_repr, "Return repr(self)."},
    {"__hash__(self, /)", reference_hash, "Return hash(self)."},
    {"__call__(self, /)", reference_call, "Call self as a function."},
    {"__eq__(self, value, /)", reference_eq, "Return self==value."},
    {"__ne__(self, value, /)", reference_ne, "Return self!=value."},
    {"__init__(self, /, *args, **kwargs)", reference_init,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__class_getitem__(type, object, /)", class_getitem, "For annotations.", NativeKind::kClassMethod},
};

constexpr GetSetDefinition kAttributes[] = {
    {"__callback__", get_callback, refuse},
};

}  // namespace

constinit const TypeSpec kWeakReferenceType = {
    .name = "ReferenceType",
    .module = "weakref",
    .id = TypeId::kWeakReference,
    .layout = Kind::kWeakReference,
    .basic_size = sizeof(WeakReference),
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "A reference that does not keep its object alive.",
};

}  // namespace memphis
