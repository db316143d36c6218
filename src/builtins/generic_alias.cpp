// types.GenericAlias: list[int]. Attributes that are not its own come from the origin.
#include <algorithm>
#include <string_view>

#include "builtins/support.h"
#include "builtins/types.h"
#include "objects/native_object.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/typing.h"

namespace memphis {

namespace {

GenericAlias* alias_of(Value self) { return self.as<GenericAlias>(); }
Tuple* arguments_of(const GenericAlias* alias) { return alias->arguments.get().as<Tuple>(); }
bool is_alias(Thread& thread, Value value) {
  return is_subtype(type_of(thread, value), thread.runtime.type(TypeId::kGenericAlias));
}

Value alias_new(Thread& thread, Value* args) {
  bool has_keywords = args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0;
  if (has_keywords) return raise_type_error(thread, "GenericAlias() takes no keyword arguments");
  auto* given = args[1].as<Tuple>();
  if (given->size != 2) return raise_type_error(thread, "GenericAlias expected 2 arguments, got {}", given->size);
  auto* alias = TRY(allocate_instance<GenericAlias>(thread, args[0].as<Type>()));
  alias->origin.set(alias, given->items[0]);
  Value arguments = given->items[1];
  if (!arguments.is_kind(Kind::kTuple)) arguments = TRY(make_tuple(thread, {arguments}));
  alias->arguments.set(alias, arguments);
  return alias;
}

Fallible<std::string> list_text(Thread& thread, List* list) {
  std::string text = "[";
  for (uint64_t i = 0; i < list->size; i++) {
    if (i > 0) text += ", ";
    text += TRY(type_text(thread, list->items()[i]));
  }
  return text + "]";
}

Value alias_repr(Thread& thread, Value* args) {
  GenericAlias* alias = alias_of(args[0]);
  NativeRecursion guard(thread, " while getting the repr of an object");
  if (guard.failed()) return Value::error();
  std::string text = alias->is_unpacked ? "*" : "";
  text += TRY(type_text(thread, alias->origin)) + "[";
  Tuple* arguments = arguments_of(alias);
  for (uint64_t i = 0; i < arguments->size; i++) {
    if (i > 0) text += ", ";
    Value item = arguments->items[i];
    text += item.is_exactly(Kind::kList) ? TRY(list_text(thread, item.as<List>())) : TRY(type_text(thread, item));
  }
  if (arguments->size == 0) text += "()";
  return make_str(thread, text + "]");
}

Value alias_hash(Thread& thread, Value* args) {
  GenericAlias* alias = alias_of(args[0]);
  int64_t hash = TRY(hash_value(thread, alias->origin)) ^ TRY(hash_value(thread, alias->arguments));
  return make_int(thread, hash == -1 ? -2 : hash);
}

Value alias_eq(Thread& thread, Value* args) {
  if (!is_alias(thread, args[1])) return Value::not_implemented();
  GenericAlias* left = alias_of(args[0]);
  GenericAlias* right = alias_of(args[1]);
  if (left->is_unpacked != right->is_unpacked) return Value::false_value();
  if (!TRY(are_equal(thread, left->origin, right->origin))) return Value::false_value();
  return Value::boolean(TRY(are_equal(thread, left->arguments, right->arguments)));
}

Value alias_call(Thread& thread, Value* args) {
  Value made = TRY(call_with(thread, alias_of(args[0])->origin, args[1].as<Tuple>(), args[2]));
  Str* name = TRY(intern_text(thread.runtime, "__orig_class__"));
  // Instances that take no attributes just do not remember.
  if (set_attribute(thread, made, name, args[0]).failed()) {
    bool is_harmless =
        take_if_pending(thread, ExceptionId::kAttributeError) || take_if_pending(thread, ExceptionId::kTypeError);
    if (!is_harmless) return Value::error();
  }
  return made;
}

Value parameters_of(Thread& thread, Value self) {
  GenericAlias* alias = alias_of(self);
  Value parameters = alias->parameters;
  if (!parameters.is_unbound()) return parameters;
  parameters = TRY(collect_parameters(thread, alias->arguments));
  alias->parameters.set(alias, parameters);
  return parameters;
}

Value alias_getitem(Thread& thread, Value* args) {
  GenericAlias* alias = alias_of(args[0]);
  Value parameters = TRY(parameters_of(thread, args[0]));
  Value substituted = TRY(substitute_parameters(thread, args[0], arguments_of(alias), parameters.as<Tuple>(), args[1]));
  Value result = TRY(make_generic_alias(thread, alias->origin, substituted));
  result.as<GenericAlias>()->is_unpacked = alias->is_unpacked;
  return result;
}

// Attributes of the alias itself.
constexpr std::string_view kOwnNames[] = {"__class__",       "__origin__",     "__args__",
                                          "__unpacked__",    "__parameters__", "__typing_unpacked_tuple_args__",
                                          "__mro_entries__", "__reduce_ex__",  "__reduce__"};
// Attributes that the origin may have and that are not asked for there.
constexpr std::string_view kBlockedNames[] = {"__bases__", "__copy__", "__deepcopy__"};

bool is_listed(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Value alias_getattribute(Thread& thread, Value* args) {
  Str* name = TRY(attribute_name(thread, args[1]));
  std::string text = text_of(name);
  if (is_listed(kOwnNames, text) || is_listed(kBlockedNames, text)) return generic_get_attribute(thread, args[0], name);
  return get_attribute(thread, alias_of(args[0])->origin, name);
}

Value alias_or(Thread& thread, Value* args) { return make_union_of_two(thread, args[0], args[1]); }
Value alias_ror(Thread& thread, Value* args) { return make_union_of_two(thread, args[1], args[0]); }

Value alias_iter(Thread& thread, Value* args) {
  GenericAlias* alias = alias_of(args[0]);
  auto* unpacked = TRY(allocate_builtin<GenericAlias>(thread, TypeId::kGenericAlias));
  unpacked->origin.set(unpacked, alias->origin);
  unpacked->arguments.set(unpacked, alias->arguments);
  unpacked->is_unpacked = true;
  auto* iterator = TRY(allocate_builtin<GenericAliasIterator>(thread, TypeId::kGenericAliasIterator));
  iterator->alias.set(iterator, unpacked);
  return iterator;
}

Value alias_mro_entries(Thread& thread, Value* args) { return make_tuple(thread, {alias_of(args[0])->origin.get()}); }

Value alias_instancecheck(Thread& thread, Value* args) {
  (void)args;
  return raise_type_error(thread, "isinstance() argument 2 cannot be a parameterized generic");
}
Value alias_subclasscheck(Thread& thread, Value* args) {
  (void)args;
  return raise_type_error(thread, "issubclass() argument 2 cannot be a parameterized generic");
}

Value alias_reduce(Thread& thread, Value* args) {
  GenericAlias* alias = alias_of(args[0]);
  if (alias->is_unpacked) {
    Value plain = TRY(make_generic_alias(thread, alias->origin, alias->arguments));
    Value iterator = TRY(get_iterator(thread, plain));
    Value next = TRY(import_attribute(thread, "builtins", "next"));
    return make_tuple(thread, {next, Value(TRY(make_tuple(thread, {iterator})))});
  }
  Tuple* parts = TRY(make_tuple(thread, {alias->origin.get(), alias->arguments.get()}));
  return make_tuple(thread, {Value(thread.runtime.type(TypeId::kGenericAlias)), Value(parts)});
}

Value alias_dir(Thread& thread, Value* args) {
  Value dir = TRY(import_attribute(thread, "builtins", "dir"));
  Value names = TRY(call(thread, dir, {alias_of(args[0])->origin.get()}));
  if (!names.is_kind(Kind::kList)) return names;
  for (std::string_view own : kOwnNames) {
    Str* name = TRY(intern_text(thread.runtime, own));
    if (!TRY(contains(thread, names, name))) TRY(list_append(thread, names.as<List>(), name));
  }
  return names;
}

Value get_unpacked(Thread& thread, Value self) {
  (void)thread;
  return Value::boolean(alias_of(self)->is_unpacked);
}

// What *tuple[int, str] stands for in an argument list.
Value get_unpacked_arguments(Thread& thread, Value self) {
  GenericAlias* alias = alias_of(self);
  bool is_tuple = alias->origin.get().is_cell() && alias->origin.get().cell() == thread.runtime.type(TypeId::kTuple);
  return alias->is_unpacked && is_tuple ? alias->arguments.get() : Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", alias_new, "GenericAlias(origin, arguments)", NativeKind::kStaticMethod},
    {"__repr__(self, /)", alias_repr, "Return repr(self)."},
    {"__hash__(self, /)", alias_hash, "Return hash(self)."},
    {"__call__(self, /, *args, **kwargs)", alias_call, "Call self as a function."},
    {"__getattribute__(self, name, /)", alias_getattribute, "Return getattr(self, name)."},
    {"__eq__(self, value, /)", alias_eq, "Return self==value."},
    {"__iter__(self, /)", alias_iter, "Implement iter(self)."},
    {"__or__(self, value, /)", alias_or, "Return self|value."},
    {"__ror__(self, value, /)", alias_ror, "Return value|self."},
    {"__getitem__(self, key, /)", alias_getitem, "Return self[key]."},
    {"__mro_entries__(self, object, /)", alias_mro_entries},
    {"__instancecheck__(self, object, /)", alias_instancecheck},
    {"__subclasscheck__(self, object, /)", alias_subclasscheck},
    {"__reduce__(self, /)", alias_reduce},
    {"__dir__(self, /)", alias_dir},
};

constexpr GetSetDefinition kAttributes[] = {
    {"__unpacked__", get_unpacked, nullptr, "", true},
    {"__parameters__", parameters_of, nullptr, "Type variables in the GenericAlias."},
    {"__typing_unpacked_tuple_args__", get_unpacked_arguments},
};

constexpr MemberDefinition kMembers[] = {
    {"__origin__", sizeof(Cell)},
    {"__args__", sizeof(Cell) + sizeof(Field)},
};

// ---- The iterator ----

Value iterator_iter(Thread& thread, Value* args) {
  (void)thread;
  return args[0];
}

Value iterator_next(Thread& thread, Value* args) {
  (void)thread;
  auto* iterator = args[0].as<GenericAliasIterator>();
  Value alias = iterator->alias;
  iterator->alias.set(iterator, Value(uint64_t{0}));
  return alias;
}

constexpr NativeDefinition kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_iter, "Implement iter(self)."},
    {"__next__(self, /)", iterator_next, "Implement next(self)."},
};

}  // namespace

constinit const TypeSpec kGenericAliasType = {
    .name = "GenericAlias",
    .module = "types",
    .id = TypeId::kGenericAlias,
    .basic_size = sizeof(GenericAlias),
    .native_fields = 3,
    .flags = kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc = "A class with arguments, as in list[int].",
    .text_signature = "(origin, args, /)",
};

constinit const TypeSpec kGenericAliasIteratorType = {
    .name = "generic_alias_iterator",
    .id = TypeId::kGenericAliasIterator,
    .basic_size = sizeof(GenericAliasIterator),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kIteratorMethods,
};

}  // namespace memphis
