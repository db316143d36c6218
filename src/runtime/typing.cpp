// Type parameters, type aliases and templates as the code of functions and classes makes them.
#include "runtime/typing.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/language.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis {

Value call_typing(Thread& thread, std::string_view name, std::initializer_list<Value> arguments) {
  return call(thread, TRY(import_attribute(thread, "typing", name)), arguments);
}

Value evaluate_lazily(Thread& thread, Value function) { return call(thread, function, {Value::small_int(1)}); }

Value no_default(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Type* type = runtime.type(TypeId::kNoDefault);
  for (Value value : runtime.permanent) {
    if (value.is_cell() && value.cell()->shape() == type->root_shape.get()) return value;
  }
  Value made = TRY(allocate_instance<Cell>(thread, type));
  runtime.permanent.push_back(made);
  return made;
}

Value unpack_type_var_tuples(Thread& thread, Tuple* parameters) {
  bool found = false;
  for (Value parameter : parameters->view()) {
    found = found || type_of(thread, parameter) == thread.runtime.type(TypeId::kTypeVarTuple);
  }
  if (!found) return parameters;
  Tuple* result = TRY(allocate_tuple(thread, parameters->size));
  Value unpack = TRY(import_attribute(thread, "typing", "Unpack"));
  for (uint64_t i = 0; i < parameters->size; i++) {
    Value parameter = parameters->items[i];
    bool is_tuple = type_of(thread, parameter) == thread.runtime.type(TypeId::kTypeVarTuple);
    Value item = is_tuple ? TRY(get_item(thread, unpack, parameter)) : parameter;
    result->items[i] = item;
  }
  return result;
}

// ---- What the compiler asks for (language.h) ----

namespace {

Value make_parameter(Thread& thread, TypeId id, Str* name, bool infers_variance) {
  auto* parameter = TRY(allocate_builtin<TypeParameter>(thread, id));
  parameter->name.set(parameter, name);
  parameter->constraints.set(parameter, thread.runtime.empty_tuple);
  parameter->infer_variance = infers_variance;
  return parameter;
}

}  // namespace

Value make_type_var(Thread& thread, Str* name, Value evaluate_bound, Value evaluate_constraints) {
  Value made = TRY(make_parameter(thread, TypeId::kTypeVar, name, true));
  auto* parameter = made.as<TypeParameter>();
  if (!evaluate_bound.is_unbound()) parameter->evaluate_bound.set(parameter, evaluate_bound);
  if (!evaluate_constraints.is_unbound()) {
    parameter->evaluate_constraints.set(parameter, evaluate_constraints);
    parameter->constraints.set(parameter, Value(uint64_t{0}));
  }
  return made;
}

Value make_param_spec(Thread& thread, Str* name) { return make_parameter(thread, TypeId::kParamSpec, name, true); }

Value make_type_var_tuple(Thread& thread, Str* name) {
  return make_parameter(thread, TypeId::kTypeVarTuple, name, false);
}

Value set_type_parameter_default(Thread& thread, Value parameter, Value evaluate) {
  (void)thread;
  parameter.as<TypeParameter>()->evaluate_default.set(parameter.cell(), evaluate);
  return parameter;
}

// The base class Generic[T, *Ts] of a class with type parameters.
Value subscript_generic(Thread& thread, Value parameters) {
  Value unpacked = TRY(unpack_type_var_tuples(thread, parameters.as<Tuple>()));
  return call_typing(thread, "_GenericAlias", {Value(thread.runtime.type(TypeId::kGeneric)), unpacked});
}

Value make_type_alias(Thread& thread, Str* name, Value parameters, Value evaluate) {
  auto* alias = TRY(allocate_builtin<TypeAlias>(thread, TypeId::kTypeAliasType));
  alias->name.set(alias, name);
  if (parameters.is_kind(Kind::kTuple)) alias->parameters.set(alias, parameters);
  alias->compute.set(alias, evaluate);
  return alias;
}

Value make_interpolation(Thread& thread, Value value, Value expression, Conversion conversion, Value spec) {
  auto* interpolation = TRY(allocate_builtin<Interpolation>(thread, TypeId::kInterpolation));
  interpolation->value.set(interpolation, value);
  interpolation->expression.set(interpolation, expression);
  static constexpr uint32_t kLetters[] = {0, 's', 'r', 'a'};
  uint32_t letter = kLetters[static_cast<int>(conversion)];
  Value shown = letter == 0 ? Value::none() : Value(TRY(make_character(thread, letter)));
  interpolation->conversion.set(interpolation, shown);
  interpolation->format_spec.set(interpolation, spec.is_unbound() ? Value(thread.runtime.name(Name::kEmpty)) : spec);
  return interpolation;
}

Value make_template(Thread& thread, Value strings, Value interpolations) {
  auto* made = TRY(allocate_builtin<Template>(thread, TypeId::kTemplate));
  made->strings.set(made, strings);
  made->interpolations.set(made, interpolations);
  return made;
}

}  // namespace memphis
