// super: attribute lookup that starts behind a class in an object's method resolution order.
#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Super* super_of(Value self) { return self.as<Super>(); }

// The class whose MRO is searched: the object itself when it is a subclass, else the object's class (or what it claims
// as such).
Type* lookup_class(Thread& thread, Type* type, Value object) {
  if (object.is_kind(Kind::kType) && is_subtype(object.as<Type>(), type)) return object.as<Type>();
  Type* own = type_of(thread, object);
  if (is_subtype(own, type)) return own;
  Value claimed = TRY(find_attribute(thread, object, Name::kClass));
  if (claimed.is_kind(Kind::kType) && claimed.cell() != own && is_subtype(claimed.as<Type>(), type))
    return claimed.as<Type>();
  bool is_class = object.is_kind(Kind::kType);
  return raise_type_error(thread, "super(type, obj): obj ({} {}) is not an instance or subtype of type ({}).",
                          is_class ? "type" : "instance of",
                          is_class ? type_name(object.as<Type>()) : type_name(thread, object), type_name(type));
}

struct ImplicitArguments {
  Type* type = nullptr;
  Value object;
};

// super() without arguments: the first argument of the calling function and its variable __class__.
Fallible<ImplicitArguments> implicit_arguments(Thread& thread) {
  Frame* frame = thread.frame;
  if (frame == nullptr) return raise(thread, ExceptionId::kRuntimeError, "super(): no current frame");
  Code* code = frame->code();
  if (code->argument_count == 0) return raise(thread, ExceptionId::kRuntimeError, "super(): no arguments");
  Value first = frame->registers()[code->has_locals_register ? 1 : 0];
  Value first_name = code->local_names->items[0];
  for (Value captured : code->cell_names->view()) {
    if (captured == first_name && first.is_kind(Kind::kCellObject)) first = first.as<CellObject>()->contents;
  }
  if (first.is_unbound()) return raise(thread, ExceptionId::kRuntimeError, "super(): arg[0] deleted");
  Str* class_name = thread.runtime.name(Name::kClass);
  for (size_t i = 0; i < code->free_names->size; i++) {
    if (code->free_names->items[i].cell() != class_name) continue;
    Value cell = frame->function->closure->items[i];
    if (!cell.is_kind(Kind::kCellObject))
      return raise(thread, ExceptionId::kRuntimeError, "super(): bad __class__ cell");
    Value type = cell.as<CellObject>()->contents;
    if (type.is_unbound()) return raise(thread, ExceptionId::kRuntimeError, "super(): empty __class__ cell");
    if (!type.is_kind(Kind::kType)) {
      return raise(thread, ExceptionId::kRuntimeError, "super(): __class__ is not a type ({})",
                   type_name(thread, type));
    }
    ImplicitArguments found;
    found.type = type.as<Type>();
    found.object = first;
    return found;
  }
  return raise(thread, ExceptionId::kRuntimeError, "super(): __class__ cell not found");
}

Value super_new(Thread& thread, Value* args) { return TRY(allocate_instance<Super>(thread, args[0].as<Type>())); }

Value super_init(Thread& thread, Value* args) {
  auto* given = args[1].as<Tuple>();
  if (args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0) {
    return raise_type_error(thread, "super() takes no keyword arguments");
  }
  if (given->size > 2) return raise_type_error(thread, "super() expected at most 2 arguments, got {}", given->size);
  Super* super = super_of(args[0]);
  Type* type;
  Value object = Value::none();
  if (given->size == 0) {
    ImplicitArguments implicit = TRY(implicit_arguments(thread));
    type = implicit.type;
    object = implicit.object;
  } else {
    if (!given->items[0].is_kind(Kind::kType)) {
      return raise_type_error(thread, "super() argument 1 must be a type, not {}", type_name(thread, given->items[0]));
    }
    type = given->items[0].as<Type>();
    if (given->size == 2) object = given->items[1];
  }
  bool is_bound = given->size == 0 || !object.is_none();
  Value self_type = is_bound ? Value(TRY(lookup_class(thread, type, object))) : Value::none();
  super->type.set(super, type);
  super->self.set(super, is_bound ? object : Value(uint64_t{0}));
  super->self_type.set(super, self_type);
  return Value::none();
}

Value super_getattribute(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  Str* name = TRY(attribute_name(thread, args[1]));
  Super* super = super_of(args[0]);
  Value start = super->self_type;
  // __class__ is the super object's own: isinstance(super(), super).
  bool has_order = start.is_kind(Kind::kType) && start.as<Type>()->mro.get() != nullptr;
  if (has_order && name != runtime.name(Name::kClass)) {
    auto* start_type = start.as<Type>();
    Tuple* mro = start_type->mro;
    uint64_t i = 0;
    while (i < mro->size && mro->items[i] != super->type.get()) i++;
    for (i++; i < mro->size; i++) {
      Value found = TRY(dict_get(thread, mro->items[i].as<Type>()->dict, name));
      if (found.is_unbound()) continue;
      Value object = super->self;
      return bind_descriptor(thread, found, object == start ? Value::unbound() : object, start_type);
    }
  }
  return generic_get_attribute(thread, args[0], name);
}

Value super_get(Thread& thread, Value* args) {
  Super* super = super_of(args[0]);
  if (args[1].is_none() || !super->self.get().is_unbound()) return args[0];
  if (super->is_subclass_instance()) return call(thread, type_of(thread, args[0]), {super->type.get(), args[1]});
  if (super->type.get().is_unbound()) return raise(thread, ExceptionId::kRuntimeError, "super(): no arguments");
  Type* self_type = TRY(lookup_class(thread, super->type.get().as<Type>(), args[1]));
  auto* bound = TRY(allocate_builtin<Super>(thread, TypeId::kSuper));
  bound->type.set(bound, super->type);
  bound->self.set(bound, args[1]);
  bound->self_type.set(bound, self_type);
  return bound;
}

Value super_repr(Thread& thread, Value* args) {
  Super* super = super_of(args[0]);
  std::string type = super->type.get().is_kind(Kind::kType) ? type_name(super->type.get().as<Type>()) : "NULL";
  Value self_type = super->self_type;
  if (!self_type.is_kind(Kind::kType)) return make_str(thread, fmt::format("<super: <class '{}'>, NULL>", type));
  return make_str(thread, fmt::format("<super: <class '{}'>, <{} object>>", type, type_name(self_type.as<Type>())));
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", super_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", super_init,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__(self, /)", super_repr, "Return repr(self)."},
    {"__getattribute__(self, name, /)", super_getattribute, "Return getattr(self, name)."},
    {"__get__(self, instance, owner=None, /)", super_get, "Return an attribute of instance, which is of type owner."},
};

constexpr MemberDefinition kMembers[] = {
    {"__thisclass__", sizeof(Cell), false, false, "the class behind which the lookup starts"},
    {"__self__", sizeof(Cell) + sizeof(Field), false, false,
     "the instance that calls; None for an unbound super object"},
    {"__self_class__", sizeof(Cell) + 2 * sizeof(Field), false, false, "the class whose resolution order is searched"},
};

}  // namespace

constinit const TypeSpec kSuperType = {
    .name = "super",
    .id = TypeId::kSuper,
    .layout = Kind::kSuper,
    .basic_size = sizeof(Super),
    .methods = kMethods,
    .members = kMembers,
    .doc =
        "super(): the same as super(__class__, <first argument>).\n"
        "super(type, object): looks attributes of the object up in the classes that follow `type`.",
};

}  // namespace memphis
