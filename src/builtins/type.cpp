// type: the class of classes. Its methods; type_attributes.cpp has the computed attributes.
#include "builtins/type.h"

#include "builtins/object.h"
#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Status check_argument(Thread& thread, Value value, Kind kind, int number, const char* wanted) {
  if (value.is_kind(kind)) return {};
  return raise_type_error(thread, "type.__new__() argument {} must be {}, not {}", number, wanted,
                          argument_type_name(thread, value));
}

Status check_bases(Thread& thread, Tuple* bases) {
  for (Value base : bases->view()) {
    if (base.is_kind(Kind::kType)) continue;
    Value entries = TRY(find_attribute(thread, base, Name::kMroEntries));
    if (!entries.is_unbound()) {
      return raise_type_error(thread, "type() doesn't support MRO entry resolution; use types.new_class()");
    }
  }
  return {};
}

// type.__new__(metatype, name, bases, namespace, **keywords)
Value type_new(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  auto* meta = args[0].as<Type>();
  auto* positional = args[1].as<Tuple>();
  if (positional->size != 3) {
    return raise_type_error(thread, "type.__new__() takes exactly 3 arguments ({} given)", positional->size);
  }
  Value* given = positional->items;
  TRY(check_argument(thread, given[0], Kind::kStr, 1, "str"));
  TRY(check_argument(thread, given[1], Kind::kTuple, 2, "tuple"));
  TRY(check_argument(thread, given[2], Kind::kDict, 3, "dict"));
  auto* bases = given[1].as<Tuple>();
  TRY(check_bases(thread, bases));
  Type* winner = TRY(winning_metaclass(thread, meta, bases));
  if (winner != meta) {
    Value maker = winner->special_method(Special::kNew);
    if (maker != runtime.type(TypeId::kType)->special_method(Special::kNew)) {
      Value bound = TRY(bind_descriptor(thread, maker, Value::unbound(), winner));
      Tuple* all = TRY(make_tuple(thread, {Value(winner), given[0], given[1], given[2]}));
      return call_with(thread, bound, all, args[2]);
    }
    meta = winner;
  }
  TRY(check_type_name(thread, given[0]));
  return make_class(thread, meta, intern(runtime, TRY(plain_str(thread, given[0]))), bases, given[2].as<Dict>(),
                    args[2]);
}

Value type_init(Thread& thread, Value* args) {
  uint64_t count = args[1].as<Tuple>()->size;
  bool has_keywords = args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0;
  if (has_keywords && count == 1) return raise_type_error(thread, "type.__init__() takes no keyword arguments");
  if (count != 1 && count != 3) return raise_type_error(thread, "type.__init__() takes 1 or 3 arguments");
  return Value::none();
}

Value type_call(Thread& thread, Value* args) {
  Arguments arguments = TRY(pack_arguments(thread, args[1].as<Tuple>(), args[2]));
  return call_type(thread, args[0].as<Type>(), arguments);
}

Value type_repr(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  Value module = module_of_type(thread, type);
  if (is_str(module) && text_of(module) != "builtins") {
    return make_str(thread, fmt::format("<class '{}.{}'>", text_of(module), text_of(type->qualified_name)));
  }
  return make_str(thread, fmt::format("<class '{}'>", type_name(type)));
}

Value type_getattribute(Thread& thread, Value* args) {
  return type_get_attribute(thread, args[0].as<Type>(), TRY(attribute_name(thread, args[1])));
}

Value type_setattr(Thread& thread, Value* args) {
  TRY(type_set_attribute(thread, args[0].as<Type>(), TRY(attribute_name(thread, args[1])), args[2]));
  return Value::none();
}

Value type_delattr(Thread& thread, Value* args) {
  TRY(type_set_attribute(thread, args[0].as<Type>(), TRY(attribute_name(thread, args[1])), Value::unbound()));
  return Value::none();
}

Value type_or(Thread& thread, Value* args) { return make_union_of_two(thread, args[0], args[1]); }
Value type_ror(Thread& thread, Value* args) { return make_union_of_two(thread, args[1], args[0]); }

Value type_mro(Thread& thread, Value* args) {
  Tuple* mro = TRY(linearize(thread, args[0].as<Type>()));
  return make_list(thread, mro->view());
}

Value type_subclasses(Thread& thread, Value* args) {
  List* list = TRY(make_list(thread));
  Status status;
  for_each_subclass(args[0].as<Type>(), [&](Type* subclass) {
    if (!status.failed()) status = list_append(thread, list, subclass);
  });
  TRY(status);
  return list;
}

Value type_prepare(Thread& thread, Value* args) {
  (void)args;
  return make_dict(thread);
}

Value type_instancecheck(Thread& thread, Value* args) {
  return Value::boolean(TRY(plain_is_instance(thread, args[1], args[0])));
}

Value type_subclasscheck(Thread& thread, Value* args) {
  return Value::boolean(TRY(plain_is_subclass(thread, args[1], args[0])));
}

Value type_dir(Thread& thread, Value* args) {
  Dict* names = TRY(make_dict(thread));
  TRY(collect_class_names(thread, names, args[0]));
  List* list = TRY(make_list(thread));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(names, position, entry)) TRY(list_append(thread, list, entry.key));
  return list;
}

Value type_sizeof(Thread& thread, Value* args) {
  return make_int(thread, static_cast<int64_t>(thread.runtime.heap.cell_size(args[0].cell())));
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", type_new, "Makes a class.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", type_repr, "Return repr(self)."},
    {"__call__(self, /, *args, **kwargs)", type_call, "Makes an instance: __new__, then __init__."},
    {"__getattribute__(self, name, /)", type_getattribute, "Return getattr(self, name)."},
    {"__setattr__(self, name, value, /)", type_setattr, "Implement setattr(self, name, value)."},
    {"__delattr__(self, name, /)", type_delattr, "Implement delattr(self, name)."},
    {"__init__(self, /, *args, **kwargs)", type_init, "Checks the arguments; __new__ has done the work."},
    {"__or__(self, value, /)", type_or, "Return self|value."},
    {"__ror__(self, value, /)", type_ror, "Return value|self."},
    {"mro(self, /)", type_mro, "The method resolution order, computed anew."},
    {"__subclasses__(self, /)", type_subclasses, "The classes that derive directly from this one and are alive."},
    {"__prepare__(cls, /, *args, **kwargs)", type_prepare, "The namespace that a class body starts with.",
     NativeKind::kClassMethod, CallErrors::kDerived, "($cls, name, bases, /, **kwds)"},
    {"__instancecheck__(self, instance, /)", type_instancecheck, "Whether the object is an instance."},
    {"__subclasscheck__(self, subclass, /)", type_subclasscheck, "Whether the class is a subclass."},
    {"__dir__(self, /)", type_dir, "The names that dir() lists for a class."},
    {"__sizeof__(self, /)", type_sizeof, "The size of the class in memory, in bytes."},
};

}  // namespace

constinit const TypeSpec kTypeType = {
    .name = "type",
    .id = TypeId::kType,
    .layout = Kind::kType,
    .basic_size = sizeof(Type),
    .flags = kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kTypeAttributes,
    .doc = "type(object): the object's class.\ntype(name, bases, namespace, **keywords): a new class.",
};

Str* plain_str(Thread& thread, Value text) {
  if (is_exact_str(text)) return text.as<Str>();
  return substring(thread, text.as<Str>(), 0, text.as<Str>()->length());
}

Status check_type_name(Thread& thread, Value name) {
  auto* text = name.as<Str>();
  if (!text->is_ascii()) TRY(encode_text(thread, text, nullptr, nullptr));  // lone surrogates have no UTF-8
  for (uint64_t i = 0; i < text->length(); i++) {
    if (text->at(i) == 0) return raise_value_error(thread, "type name must not contain null characters");
  }
  return {};
}

}  // namespace memphis
