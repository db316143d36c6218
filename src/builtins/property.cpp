// property: an attribute that functions compute.
#include <cstddef>

#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/descriptor.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Property* property_of(Value self) { return self.as<Property>(); }
Value or_none(Value value) { return value.is_unbound() ? Value::none() : value; }
bool is_absent(Value value) { return value.is_unbound() || value.is_none(); }

Value property_new(Thread& thread, Value* args) {
  auto* property = TRY(allocate_instance<Property>(thread, args[0].as<Type>()));
  property->getter.set(property, Value::none());
  property->setter.set(property, Value::none());
  property->deleter.set(property, Value::none());
  return property;
}

// A subclass keeps the docstring in its instances' __dict__, where assignments to __doc__ go.
Status store_doc(Thread& thread, Value self, Value doc) {
  Property* property = property_of(self);
  property->doc.set(property, doc);
  if (!property->is_subclass_instance()) return {};
  Status stored = set_attribute(thread, self, thread.runtime.name(Name::kDoc), doc);
  // One without a __dict__ may go without, unless the getter has a docstring to copy.
  if (stored.failed() && !property->doc_from_getter && take_if_pending(thread, ExceptionId::kAttributeError)) return {};
  return stored;
}

Value property_init(Thread& thread, Value* args) {
  Property* property = property_of(args[0]);
  property->getter.set(property, or_none(args[1]));
  property->setter.set(property, or_none(args[2]));
  property->deleter.set(property, or_none(args[3]));
  property->name.set(property, Value(uint64_t{0}));
  Value doc = or_none(args[4]);
  property->doc_from_getter = false;
  if (doc.is_none() && !is_absent(args[1])) {
    Value found = TRY(find_attribute(thread, args[1], Name::kDoc));
    if (!is_absent(found)) {
      doc = found;
      property->doc_from_getter = true;
    }
  }
  TRY(store_doc(thread, args[0], doc));
  return Value::none();
}

// property.getter and its like: a copy with one part exchanged, made by calling the property's class.
Value copy_with(Thread& thread, Value self, Value getter, Value setter, Value deleter) {
  Property* old = property_of(self);
  if (is_absent(getter)) getter = old->getter;
  if (is_absent(setter)) setter = old->setter;
  if (is_absent(deleter)) deleter = old->deleter;
  Value doc = old->doc_from_getter && !is_absent(getter) ? Value::none() : or_none(old->doc);
  Value copy = TRY(call(thread, type_of(thread, self), {or_none(getter), or_none(setter), or_none(deleter), doc}));
  if (copy.is_kind(Kind::kProperty)) copy.as<Property>()->name.set(copy.cell(), old->name);
  return copy;
}

Value property_getter(Thread& thread, Value* args) {
  return copy_with(thread, args[0], args[1], Value::unbound(), Value::unbound());
}
Value property_setter(Thread& thread, Value* args) {
  return copy_with(thread, args[0], Value::unbound(), args[1], Value::unbound());
}
Value property_deleter(Thread& thread, Value* args) {
  return copy_with(thread, args[0], Value::unbound(), Value::unbound(), args[1]);
}

Value get_method(Thread& thread, Value* args) {
  if (!args[1].is_none()) return property_get(thread, property_of(args[0]), args[1]);
  if (args[2].is_unbound() || args[2].is_none()) return raise_type_error(thread, "__get__(None, None) is invalid");
  return args[0];
}

Value set_method(Thread& thread, Value* args) {
  TRY(property_set(thread, property_of(args[0]), args[1], args[2]));
  return Value::none();
}

Value delete_method(Thread& thread, Value* args) {
  TRY(property_set(thread, property_of(args[0]), args[1], Value::unbound()));
  return Value::none();
}

Value set_name_method(Thread& thread, Value* args) {
  auto* given = args[1].as<Tuple>();
  if (given->size != 2) {
    return raise_type_error(thread, "__set_name__() takes 2 positional arguments but {} were given", given->size);
  }
  property_of(args[0])->name.set(args[0].cell(), given->items[1]);
  return Value::none();
}

Value get_is_abstract(Thread& thread, Value self) {
  Property* property = property_of(self);
  for (Value part : {property->getter.get(), property->setter.get(), property->deleter.get()}) {
    if (is_absent(part)) continue;
    Value mark = TRY(find_attribute(thread, part, Name::kIsAbstractMethod));
    if (!mark.is_unbound() && TRY(is_true(thread, mark))) return Value::true_value();
  }
  return Value::false_value();
}

Value get_name(Thread& thread, Value self) {
  Property* property = property_of(self);
  Value name = property->name;
  if (!name.is_unbound()) return name;
  if (!is_absent(property->getter)) {
    name = TRY(find_attribute(thread, property->getter, Name::kName));
    if (!name.is_unbound()) return name;
  }
  return raise(thread, ExceptionId::kAttributeError, "'{}' object has no attribute '__name__'",
               type_name(thread, self));
}

Status set_name(Thread& thread, Value self, Value value) {
  (void)thread;
  property_of(self)->name.set(self.cell(), value.is_unbound() ? Value(uint64_t{0}) : value);
  return {};
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", property_new, "", NativeKind::kStaticMethod},
    {"__init__(self, fget=None, fset=None, fdel=None, doc=None)", property_init,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__get__(self, instance, owner=None, /)", get_method, "Return an attribute of instance, which is of type owner."},
    {"__set__(self, instance, value, /)", set_method, "Set an attribute of instance to value."},
    {"__delete__(self, instance, /)", delete_method, "Delete an attribute of instance."},
    {"getter(self, object, /)", property_getter, "A copy with another getter."},
    {"setter(self, object, /)", property_setter, "A copy with another setter."},
    {"deleter(self, object, /)", property_deleter, "A copy with another deleter."},
    {"__set_name__(self, /, *args)", set_name_method, "Learns the name that the class gives it.", NativeKind::kMethod,
     CallErrors::kDerived, "($self, owner, name, /)"},
};

constexpr GetSetDefinition kAttributes[] = {
    {"__name__", get_name, set_name},
    {"__isabstractmethod__", get_is_abstract},
};

constexpr MemberDefinition kMembers[] = {
    {"fget", offsetof(Property, getter)},
    {"fset", offsetof(Property, setter)},
    {"fdel", offsetof(Property, deleter)},
    {"__doc__", offsetof(Property, doc), true},
};

}  // namespace

constinit const TypeSpec kPropertyType = {
    .name = "property",
    .id = TypeId::kProperty,
    .layout = Kind::kProperty,
    .basic_size = sizeof(Property),
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc =
        "An attribute that functions get, set and delete.\n\n"
        "  fget, fset, fdel: the functions; doc: the docstring, by default the getter's.",
};

}  // namespace memphis
