// object: what every value can do.
#include "builtins/object.h"

#include <algorithm>

#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/shape.h"

namespace memphis {

namespace {

bool has_arguments(Value positional, Value keywords) {
  return positional.as<Tuple>()->size != 0 || (keywords.is_kind(Kind::kDict) && keywords.as<Dict>()->count != 0);
}

FailureOfAnyType raise_abstract(Thread& thread, Type* type) {
  Value methods = TRY(get_attribute(thread, type, Name::kAbstractMethods));
  List* names = TRY(make_list(thread));
  Value iterator = TRY(get_iterator(thread, methods));
  while (true) {
    Value name = TRY(next_item(thread, iterator));
    if (name.is_unbound()) break;
    TRY(list_append(thread, names, name));
  }
  TRY(call_method(thread, names, TRY(intern_text(thread.runtime, "sort"))));
  std::string text;
  for (Value name : names->view()) {
    if (!is_str(name))
      return raise_type_error(thread, "sequence item 0: expected str instance, {} found", type_name(thread, name));
    text += (text.empty() ? "'" : ", '") + text_of(name) + "'";
  }
  return raise_type_error(thread,
                          "Can't instantiate abstract class {} without an implementation for abstract method{} {}",
                          type_name(type), names->size > 1 ? "s" : "", text);
}

// object.__new__(type, *args, **kwargs)
Value object_new(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  auto* type = args[0].as<Type>();
  if (type->has_flag(kTypeDisallowInstantiation))
    return raise_type_error(thread, "cannot create '{}' instances", type_name(type));
  if (has_arguments(args[1], args[2])) {
    if (type->special_method(Special::kNew) != runtime.object_new) {
      return raise_type_error(thread, "object.__new__() takes exactly one argument (the type to instantiate)");
    }
    if (type->special_method(Special::kInit) == runtime.object_init) {
      return raise_type_error(thread, "{}() takes no arguments", type_name(type));
    }
  }
  if (type->has_flag(kTypeIsAbstract)) return raise_abstract(thread, type);
  return make_plain_instance(thread, type);
}

Value object_init(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  if (!has_arguments(args[1], args[2])) return Value::none();
  Type* type = type_of(thread, args[0]);
  if (type->special_method(Special::kInit) != runtime.object_init) {
    return raise_type_error(thread, "object.__init__() takes exactly one argument (the instance to initialize)");
  }
  // A type that makes no instances has no __new__ that would mind arguments.
  bool is_made = !type->has_flag(kTypeDisallowInstantiation);
  if (is_made && type->special_method(Special::kNew) == runtime.object_new) {
    return raise_type_error(thread, "{}.__init__() takes exactly one argument (the instance to initialize)",
                            type_name(type));
  }
  return Value::none();
}

Value object_repr(Thread& thread, Value* args) {
  Type* type = type_of(thread, args[0]);
  std::string address = address_text(args[0]);
  Value module = module_of_type(thread, type);
  if (is_str(module) && text_of(module) != "builtins") {
    return make_str(thread,
                    fmt::format("<{}.{} object at {}>", text_of(module), text_of(type->qualified_name), address));
  }
  return make_str(thread, fmt::format("<{} object at {}>", type_name(type), address));
}

Value object_str(Thread& thread, Value* args) { return repr(thread, args[0]); }

Value object_eq(Thread& thread, Value* args) {
  (void)thread;
  return is_same(args[0], args[1]) ? Value::true_value() : Value::not_implemented();
}

Value object_ne(Thread& thread, Value* args) {
  Value equal = TRY(call_special(thread, args[0], Special::kEq, {args[1]}));
  if (equal.is_unbound() || equal.is_not_implemented()) return Value::not_implemented();
  return Value::boolean(!TRY(is_true(thread, equal)));
}

Value object_no_order(Thread& thread, Value* args) {
  (void)thread;
  (void)args;
  return Value::not_implemented();
}

Value object_hash(Thread& thread, Value* args) {
  (void)thread;
  auto hash = static_cast<int64_t>(std::rotr(args[0].bits(), 4));
  return make_int(thread, hash == -1 ? -2 : hash);
}

Value object_format(Thread& thread, Value* args) {
  if (!is_str(args[1]))
    return raise_type_error(thread, "__format__() argument must be str, not {}", argument_type_name(thread, args[1]));
  if (args[1].as<Str>()->length() != 0) {
    return raise_type_error(thread, "unsupported format string passed to {}.__format__", type_name(thread, args[0]));
  }
  return to_str(thread, args[0]);
}

Value object_getattribute(Thread& thread, Value* args) {
  return generic_get_attribute(thread, args[0], TRY(attribute_name(thread, args[1])));
}

// Classes have a __setattr__ of their own, which keeps caches in order.
Status check_not_a_class(Thread& thread, Value self, const char* name) {
  if (!self.is_kind(Kind::kType)) return {};
  return raise_type_error(thread, "can't apply this {} to {} object", name, type_name(thread, self));
}

Value object_setattr(Thread& thread, Value* args) {
  TRY(check_not_a_class(thread, args[0], "__setattr__"));
  TRY(generic_set_attribute(thread, args[0], TRY(attribute_name(thread, args[1])), args[2]));
  return Value::none();
}

Value object_delattr(Thread& thread, Value* args) {
  TRY(check_not_a_class(thread, args[0], "__delattr__"));
  TRY(generic_set_attribute(thread, args[0], TRY(attribute_name(thread, args[1])), Value::unbound()));
  return Value::none();
}

Value object_dir(Thread& thread, Value* args) {
  Dict* names = TRY(make_dict(thread));
  Value own = TRY(find_attribute(thread, args[0], Name::kDict));
  if (own.is_kind(Kind::kDict)) TRY(dict_merge(thread, names, own));
  Value type = TRY(find_attribute(thread, args[0], Name::kClass));
  if (!type.is_unbound()) TRY(collect_class_names(thread, names, type));
  List* list = TRY(make_list(thread));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(names, position, entry)) TRY(list_append(thread, list, entry.key));
  return list;
}

Value object_sizeof(Thread& thread, Value* args) {
  if (!args[0].is_cell()) return make_int(thread, 24);
  return make_int(thread, static_cast<int64_t>(thread.runtime.heap.cell_size(args[0].cell())));
}

Value object_init_subclass(Thread& thread, Value* args) {
  (void)thread;
  (void)args;
  return Value::none();
}

Value object_subclass_hook(Thread& thread, Value* args) {
  (void)thread;
  (void)args;
  return Value::not_implemented();
}

Value object_get_class(Thread& thread, Value self) { return type_of(thread, self); }

bool is_module_class(Thread& thread, const Type* type) {
  return is_subtype(type, thread.runtime.type(TypeId::kModule));
}

// Attributes move to a dict on the way: the new class has shapes of its own.
Status change_class(Thread& thread, Value self, Type* type) {
  Cell* cell = self.cell();
  if (has_instance_dict(self)) {
    TRY(instance_dict(thread, self));
    Shape* shape = TRY(dict_shape_of(thread, type));
    cell->set_shape(shape);
  } else {
    cell->set_shape(type->root_shape);
  }
  cell->set_kind_bits(type->instance_kind_bits());
  if (type->has_flag(kTypeHasFinalizer)) {
    auto& finalizable = thread.runtime.finalizable;
    if (std::find(finalizable.begin(), finalizable.end(), cell) == finalizable.end()) finalizable.push_back(cell);
  }
  return {};
}

Status object_set_class(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "can't delete __class__ attribute");
  if (!value.is_kind(Kind::kType)) {
    return raise_type_error(thread, "__class__ must be set to a class, not '{}' object", type_name(thread, value));
  }
  Type* from = type_of(thread, self);
  auto* to = value.as<Type>();
  bool are_modules = is_module_class(thread, from) && is_module_class(thread, to);
  if (!are_modules && (from->has_flag(kTypeIsImmutable) || to->has_flag(kTypeIsImmutable))) {
    return raise_type_error(thread, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  if (from == to) return {};
  if (!layouts_are_compatible(from, to)) {
    return raise_type_error(thread, "__class__ assignment: '{}' object layout differs from '{}'", type_name(to),
                            type_name(from));
  }
  return change_class(thread, self, to);
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", object_new, "Makes an instance of the class.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", object_repr, "Return repr(self)."},
    {"__hash__(self, /)", object_hash, "Return hash(self)."},
    {"__str__(self, /)", object_str, "Return str(self)."},
    {"__getattribute__(self, name, /)", object_getattribute, "Return getattr(self, name)."},
    {"__setattr__(self, name, value, /)", object_setattr, "Implement setattr(self, name, value)."},
    {"__delattr__(self, name, /)", object_delattr, "Implement delattr(self, name)."},
    {"__lt__(self, value, /)", object_no_order, "Return self<value."},
    {"__le__(self, value, /)", object_no_order, "Return self<=value."},
    {"__eq__(self, value, /)", object_eq, "Return self==value."},
    {"__ne__(self, value, /)", object_ne, "Return self!=value."},
    {"__gt__(self, value, /)", object_no_order, "Return self>value."},
    {"__ge__(self, value, /)", object_no_order, "Return self>=value."},
    {"__init__(self, /, *args, **kwargs)", object_init, "Sets up a new instance; object's own does nothing."},
    {"__reduce_ex__(self, protocol, /)", object_reduce_ex, "How to pickle the object with the given protocol."},
    {"__reduce__(self, /)", object_reduce, "How to pickle the object."},
    {"__getstate__(self, /)", object_getstate, "The state that pickle keeps."},
    {"__subclasshook__(type, object, /)", object_subclass_hook,
     "Abstract classes override this to answer issubclass().", NativeKind::kClassMethod},
    {"__init_subclass__(type, /)", object_init_subclass, "Called when a class is derived from this one.",
     NativeKind::kClassMethod},
    {"__format__(self, format_spec, /)", object_format,
     "Formats the object; a specification other than '' is refused."},
    {"__sizeof__(self, /)", object_sizeof, "The size of the object in memory, in bytes."},
    {"__dir__(self, /)", object_dir, "The names that dir() lists."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"__class__", object_get_class, object_set_class, "the object's class"},
};

}  // namespace

constinit const TypeSpec kObjectType = {
    .name = "object",
    .id = TypeId::kObject,
    .layout = Kind::kInstance,
    .basic_size = sizeof(Instance),
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "The class that all others derive from. Its instances have no attributes of their own.",
};

Value make_plain_instance(Thread& thread, Type* type) {
  Shape* shape = TRY(fresh_root_shape(thread, type));
  return TRY(allocate_cell(thread, shape->instance_size, type->instance_kind_bits(), shape));
}

// The names of a class and its bases, as __dict__ and __bases__ give them (any object may pose as a class).
Status collect_class_names(Thread& thread, Dict* names, Value type) {
  Value own = TRY(find_attribute(thread, type, Name::kDict));
  if (!own.is_unbound()) TRY(dict_merge(thread, names, own));
  Value bases = TRY(find_attribute(thread, type, Name::kBases));
  if (bases.is_unbound()) return {};
  if (bases.is_kind(Kind::kTuple)) {
    for (Value base : bases.as<Tuple>()->view()) TRY(collect_class_names(thread, names, base));
  }
  return {};
}

}  // namespace memphis
