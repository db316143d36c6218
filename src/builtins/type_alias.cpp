// typing.TypeAliasType: type Name[T] = value.
#include "builtins/support.h"
#include "builtins/types.h"
#include "objects/typing.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/typing.h"

namespace memphis {

namespace {

TypeAlias* alias_of(Value self) { return self.as<TypeAlias>(); }

// Parameters without a default may not follow those with one.
Status check_parameters(Thread& thread, Tuple* parameters) {
  bool seen_default = false;
  for (Value parameter : parameters->view()) {
    Value default_value = TRY(find_attribute_text(thread, parameter, "__default__"));
    bool has_default = !default_value.is_unbound() && default_value != TRY(no_default(thread));
    if (!has_default && seen_default) {
      return raise_type_error(thread, "non-default type parameter '{}' follows default type parameter",
                              TRY(repr_text(thread, parameter)));
    }
    seen_default = seen_default || has_default;
    const Type* type = type_of(thread, parameter);
    bool is_parameter = false;
    for (TypeId id : {TypeId::kTypeVar, TypeId::kParamSpec, TypeId::kTypeVarTuple}) {
      is_parameter = is_parameter || type == thread.runtime.type(id);
    }
    if (!is_parameter)
      return raise_type_error(thread, "Expected a type param, got {}", TRY(repr_text(thread, parameter)));
  }
  return {};
}

Value alias_new(Thread& thread, Value* args) {
  if (!is_str(args[1])) {
    return raise_type_error(thread, "typealias() argument 'name' must be str, not {}",
                            argument_type_name(thread, args[1]));
  }
  auto* alias = TRY(allocate_instance<TypeAlias>(thread, args[0].as<Type>()));
  alias->name.set(alias, args[1]);
  alias->value.set(alias, args[2]);
  if (!args[3].is_unbound()) {
    if (!args[3].is_kind(Kind::kTuple)) return raise_type_error(thread, "type_params must be a tuple");
    TRY(check_parameters(thread, args[3].as<Tuple>()));
    if (args[3].as<Tuple>()->size != 0) alias->parameters.set(alias, args[3]);
  }
  Value module = Value::none();
  if (thread.frame != nullptr) {
    module = dict_get_name(thread.runtime, thread.frame->function->globals, thread.runtime.name(Name::kName));
  }
  alias->module.set(alias, module.is_unbound() ? Value::none() : module);
  return alias;
}

Value return_name(Thread& thread, Value* args) {
  (void)thread;
  return alias_of(args[0])->name;
}

Value alias_getitem(Thread& thread, Value* args) {
  if (alias_of(args[0])->parameters.get().is_unbound()) {
    return raise_type_error(thread, "Only generic type aliases are subscriptable");
  }
  return make_generic_alias(thread, args[0], args[1]);
}

Value alias_or(Thread& thread, Value* args) { return make_union(thread, {args, 2}); }
Value alias_ror(Thread& thread, Value* args) {
  Value both[] = {args[1], args[0]};
  return make_union(thread, both);
}

Value alias_iter(Thread& thread, Value* args) {
  Value unpack = TRY(import_attribute(thread, "typing", "Unpack"));
  Value item = TRY(get_item(thread, unpack, args[0]));
  return get_iterator(thread, TRY(make_tuple(thread, {item})));
}

Value get_value(Thread& thread, Value self) {
  TypeAlias* alias = alias_of(self);
  Value value = alias->value;
  if (!value.is_unbound()) return value;
  value = TRY(evaluate_lazily(thread, alias->compute));
  alias->value.set(alias, value);
  return value;
}

Value get_type_params(Thread& thread, Value self) {
  Value parameters = alias_of(self)->parameters;
  return parameters.is_unbound() ? Value(thread.runtime.empty_tuple) : parameters;
}

Value get_parameters(Thread& thread, Value self) {
  Value parameters = TRY(get_type_params(thread, self));
  return unpack_type_var_tuples(thread, parameters.as<Tuple>());
}

Value get_module(Thread& thread, Value self) {
  TypeAlias* alias = alias_of(self);
  if (!alias->module.get().is_unbound()) return alias->module;
  return get_attribute(thread, alias->compute, Name::kModule);
}

Value get_evaluate_value(Thread& thread, Value self) {
  TypeAlias* alias = alias_of(self);
  if (!alias->compute.get().is_unbound()) return alias->compute;
  auto* constant = TRY(allocate_builtin<ConstantEvaluator>(thread, TypeId::kConstEvaluator));
  constant->value.set(constant, alias->value);
  return constant;
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, name, value, *, type_params=())", alias_new, "Makes a type alias.", NativeKind::kStaticMethod,
     CallErrors::kDerived, nullptr, "typealias"},
    {"__repr__(self, /)", return_name, "Return repr(self)."},
    {"__getitem__(self, key, /)", alias_getitem, "Return self[key]."},
    {"__or__(self, value, /)", alias_or, "Return self|value."},
    {"__ror__(self, value, /)", alias_ror, "Return value|self."},
    {"__iter__(self, /)", alias_iter, "Implement iter(self)."},
    {"__reduce__(self, /)", return_name},
};

constexpr GetSetDefinition kAttributes[] = {
    {"__parameters__", get_parameters},     {"__type_params__", get_type_params}, {"__value__", get_value},
    {"evaluate_value", get_evaluate_value}, {"__module__", get_module},
};

constexpr MemberDefinition kMembers[] = {
    {"__name__", sizeof(Cell)},
};

}  // namespace

constinit const TypeSpec kTypeAliasTypeType = {
    .name = "TypeAliasType",
    .module = "typing",
    .id = TypeId::kTypeAliasType,
    .basic_size = sizeof(TypeAlias),
    .native_fields = 5,
    .flags = kTypeIsFinal | kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc = "A type alias: type Name = value.",
};

}  // namespace memphis
