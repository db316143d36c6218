// TypeVar, ParamSpec, TypeVarTuple, P.args and P.kwargs, Generic, NoDefault.
//
// Bounds, constraints and defaults given in PEP 695 syntax are functions until somebody asks; evaluate_bound and its
// like give these functions, or something callable around a value.
#include "builtins/support.h"
#include "builtins/types.h"
#include "objects/typing.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/typing.h"

namespace memphis {

namespace {

TypeParameter* parameter_of(Value self) { return self.as<TypeParameter>(); }
Value or_none(Value value) { return value.is_unbound() ? Value::none() : value; }

// A type given as a bound, as typing checks it; None stays out.
Value checked_type(Thread& thread, Value type, const char* message) {
  if (is_unionable(thread, type) && !type.is_none()) return type;
  return call_typing(thread, "_type_check", {type, Value(TRY(make_str(thread, message)))});
}

// __module__ of what user code makes: that of the function that calls.
Status note_module(Thread& thread, Value made) {
  if (thread.frame == nullptr) return {};
  Value module = dict_get_name(thread.runtime, thread.frame->function->globals, thread.runtime.name(Name::kName));
  if (module.is_unbound()) module = Value::none();
  TRY(set_instance_attribute(thread, made, thread.runtime.name(Name::kModule), module));
  return {};
}

Fallible<bool> truth(Thread& thread, Value flag) { return !flag.is_unbound() && TRY(is_true(thread, flag)); }

Status set_variance(Thread& thread, TypeParameter* parameter, Value covariant, Value contravariant, Value infer) {
  parameter->covariant = TRY(truth(thread, covariant));
  parameter->contravariant = TRY(truth(thread, contravariant));
  parameter->infer_variance = TRY(truth(thread, infer));
  if (parameter->covariant && parameter->contravariant)
    return raise_value_error(thread, "Bivariant types are not supported.");
  if (parameter->infer_variance && (parameter->covariant || parameter->contravariant)) {
    return raise_value_error(thread, "Variance cannot be specified with infer_variance.");
  }
  return {};
}

Value new_parameter(Thread& thread, Type* type, Value name, Value default_value, const char* function) {
  if (!is_str(name))
    return raise_type_error(thread, "{}() argument 'name' must be str, not {}", function, type_name(thread, name));
  auto* parameter = TRY(allocate_instance<TypeParameter>(thread, type));
  parameter->name.set(parameter, name);
  parameter->constraints.set(parameter, thread.runtime.empty_tuple);
  Value otherwise = default_value.is_unbound() ? TRY(no_default(thread)) : default_value;
  parameter->default_value.set(parameter, otherwise);
  TRY(note_module(thread, parameter));
  return parameter;
}

// TypeVar(name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False,
// infer_variance=False); the tuple of constraints comes last.
Value type_var_new(Thread& thread, Value* args) {
  auto* constraints = args[7].as<Tuple>();
  Value made = TRY(new_parameter(thread, args[0].as<Type>(), args[1], args[3], "typevar"));
  TypeParameter* parameter = parameter_of(made);
  TRY(set_variance(thread, parameter, args[4], args[5], args[6]));
  if (!or_none(args[2]).is_none()) {
    Value bound = TRY(checked_type(thread, args[2], "Bound must be a type."));
    parameter->bound.set(parameter, bound);
  }
  if (constraints->size == 1) return raise_type_error(thread, "A single constraint is not allowed");
  if (constraints->size != 0 && !parameter->bound.get().is_unbound()) {
    return raise_type_error(thread, "Constraints cannot be combined with bound=...");
  }
  parameter->constraints.set(parameter, constraints);
  return made;
}

// ParamSpec(name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)
Value param_spec_new(Thread& thread, Value* args) {
  Value made = TRY(new_parameter(thread, args[0].as<Type>(), args[1], args[3], "paramspec"));
  TypeParameter* parameter = parameter_of(made);
  TRY(set_variance(thread, parameter, args[4], args[5], args[6]));
  if (!or_none(args[2]).is_none()) {
    Value bound = TRY(checked_type(thread, args[2], "Bound must be a type."));
    parameter->bound.set(parameter, bound);
  }
  return made;
}

Value type_var_tuple_new(Thread& thread, Value* args) {
  return new_parameter(thread, args[0].as<Type>(), args[1], args[2], "typevartuple");
}

Value parameter_repr(Thread& thread, Value* args) {
  TypeParameter* parameter = parameter_of(args[0]);
  std::string name = text_of(parameter->name);
  if (parameter->infer_variance) return parameter->name;
  const char* sign = parameter->covariant ? "+" : parameter->contravariant ? "-" : "~";
  return make_str(thread, sign + name);
}

Value return_name(Thread& thread, Value* args) {
  (void)thread;
  return parameter_of(args[0])->name;
}

Value parameter_or(Thread& thread, Value* args) { return make_union(thread, {args, 2}); }
Value parameter_ror(Thread& thread, Value* args) {
  Value both[] = {args[1], args[0]};
  return make_union(thread, both);
}

Value refuse_subclass(Thread& thread, Value* args) {
  return raise_type_error(thread, "Cannot subclass an instance of {}", text_of(type_of(thread, args[0])->name));
}

// ---- Lazily computed parts ----

// A value that was given, or what the function computes; kept.
Value computed(Thread& thread, Value self, Field& value, const Field& function) {
  if (!value.get().is_unbound()) return value;
  if (function.get().is_unbound()) return Value::unbound();
  Value result = TRY(evaluate_lazily(thread, function));
  value.set(self.cell(), result);
  return result;
}

Value evaluator(Thread& thread, const Field& function, const Field& value) {
  if (!function.get().is_unbound()) return function;
  if (value.get().is_unbound()) return Value::none();
  auto* constant = TRY(allocate_builtin<ConstantEvaluator>(thread, TypeId::kConstEvaluator));
  constant->value.set(constant, value);
  return constant;
}

Value get_bound(Thread& thread, Value self) {
  TypeParameter* parameter = parameter_of(self);
  return or_none(TRY(computed(thread, self, parameter->bound, parameter->evaluate_bound)));
}
Value get_constraints(Thread& thread, Value self) {
  TypeParameter* parameter = parameter_of(self);
  Value constraints = TRY(computed(thread, self, parameter->constraints, parameter->evaluate_constraints));
  return constraints.is_unbound() ? Value(thread.runtime.empty_tuple) : constraints;
}
Value get_default(Thread& thread, Value self) {
  TypeParameter* parameter = parameter_of(self);
  Value value = TRY(computed(thread, self, parameter->default_value, parameter->evaluate_default));
  return value.is_unbound() ? no_default(thread) : value;
}

Value get_evaluate_bound(Thread& thread, Value self) {
  return evaluator(thread, parameter_of(self)->evaluate_bound, parameter_of(self)->bound);
}
Value get_evaluate_constraints(Thread& thread, Value self) {
  TypeParameter* parameter = parameter_of(self);
  bool has_none =
      parameter->constraints.get().is_kind(Kind::kTuple) && parameter->constraints.get().as<Tuple>()->size == 0;
  if (has_none && parameter->evaluate_constraints.get().is_unbound()) return Value::none();
  return evaluator(thread, parameter->evaluate_constraints, parameter->constraints);
}
Value get_evaluate_default(Thread& thread, Value self) {
  return evaluator(thread, parameter_of(self)->evaluate_default, parameter_of(self)->default_value);
}

Value has_default(Thread& thread, Value* args) {
  TypeParameter* parameter = parameter_of(args[0]);
  if (!parameter->evaluate_default.get().is_unbound()) return Value::true_value();
  Value value = parameter->default_value;
  return Value::boolean(!value.is_unbound() && value != TRY(no_default(thread)));
}

// ---- Substitution: most of it is written in Python, in typing ----

Value type_var_substitute(Thread& thread, Value* args) {
  return call_typing(thread, "_typevar_subst", {args[0], args[1]});
}
Value param_spec_substitute(Thread& thread, Value* args) {
  return call_typing(thread, "_paramspec_subst", {args[0], args[1]});
}
Value type_var_tuple_substitute(Thread& thread, Value* args) {
  (void)args;
  return raise_type_error(thread, "Substitution of bare TypeVarTuple is not supported");
}

// Fills in the default where the arguments end right before this parameter.
Value type_var_prepare(Thread& thread, Value* args) {
  Value parameters = TRY(get_attribute(thread, args[1], Name::kParameters));
  int64_t count = TRY(length(thread, args[2]));
  Value position = TRY(call_method(thread, parameters, TRY(intern_text(thread.runtime, "index")), {args[0]}));
  int64_t index = TRY(to_index_int64(thread, position));
  if (index < count) return args[2];
  if (index == count) {
    Value value = TRY(get_default(thread, args[0]));
    if (value != TRY(no_default(thread))) {
      return binary_operation(thread, BinaryOperation::kAdd, args[2], TRY(make_tuple(thread, {value})));
    }
  }
  return raise_type_error(thread, "Too few arguments for {}; actual {}, expected at least {}",
                          text_of(TRY(to_str(thread, args[1]))), count, index + 1);
}

Value param_spec_prepare(Thread& thread, Value* args) {
  return call_typing(thread, "_paramspec_prepare_subst", {args[0], args[1], args[2]});
}
Value type_var_tuple_prepare(Thread& thread, Value* args) {
  return call_typing(thread, "_typevartuple_prepare_subst", {args[0], args[1], args[2]});
}

Value type_var_tuple_iter(Thread& thread, Value* args) {
  Tuple* self = TRY(make_tuple(thread, {args[0]}));
  return get_iterator(thread, TRY(unpack_type_var_tuples(thread, self)));
}

template <TypeId id>
Value make_part(Thread& thread, Value self) {
  auto* part = TRY(allocate_builtin<ParamSpecPart>(thread, id));
  part->origin.set(part, self);
  return part;
}

template <bool TypeParameter::* flag>
Value get_flag(Thread& thread, Value self) {
  (void)thread;
  return Value::boolean(parameter_of(self)->*flag);
}

constexpr NativeDefinition kTypeVarMethods[] = {
    {"__new__(type, name, *constraints, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, "
     "infer_variance=False)",
     type_var_new, "Makes a type variable.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", parameter_repr, "Return repr(self)."},
    {"__or__(self, value, /)", parameter_or, "Return self|value."},
    {"__ror__(self, value, /)", parameter_ror, "Return value|self."},
    {"__typing_subst__(self, arg, /)", type_var_substitute},
    {"__typing_prepare_subst__(self, alias, args, /)", type_var_prepare},
    {"__reduce__(self, /)", return_name},
    {"has_default(self, /)", has_default},
    {"__mro_entries__(self, object, /)", refuse_subclass},
};

constexpr GetSetDefinition kTypeVarAttributes[] = {
    {"__covariant__", get_flag<&TypeParameter::covariant>},
    {"__contravariant__", get_flag<&TypeParameter::contravariant>},
    {"__infer_variance__", get_flag<&TypeParameter::infer_variance>},
    {"__bound__", get_bound},
    {"__constraints__", get_constraints},
    {"__default__", get_default},
    {"evaluate_bound", get_evaluate_bound},
    {"evaluate_constraints", get_evaluate_constraints},
    {"evaluate_default", get_evaluate_default},
};

constexpr MemberDefinition kParameterMembers[] = {
    {"__name__", sizeof(Cell)},
};

constexpr NativeDefinition kParamSpecMethods[] = {
    {"__new__(type, name, *, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, "
     "infer_variance=False)",
     param_spec_new, "Makes a parameter specification.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", parameter_repr, "Return repr(self)."},
    {"__or__(self, value, /)", parameter_or, "Return self|value."},
    {"__ror__(self, value, /)", parameter_ror, "Return value|self."},
    {"__typing_subst__(self, arg, /)", param_spec_substitute},
    {"__typing_prepare_subst__(self, alias, args, /)", param_spec_prepare},
    {"__reduce__(self, /)", return_name},
    {"has_default(self, /)", has_default},
    {"__mro_entries__(self, object, /)", refuse_subclass},
};

constexpr GetSetDefinition kParamSpecAttributes[] = {
    {"__covariant__", get_flag<&TypeParameter::covariant>},
    {"__contravariant__", get_flag<&TypeParameter::contravariant>},
    {"__infer_variance__", get_flag<&TypeParameter::infer_variance>},
    {"__bound__", get_bound},
    {"__default__", get_default},
    {"evaluate_default", get_evaluate_default},
    {"args", make_part<TypeId::kParamSpecArgs>, nullptr, "Represents positional arguments."},
    {"kwargs", make_part<TypeId::kParamSpecKwargs>, nullptr, "Represents keyword arguments."},
};

constexpr NativeDefinition kTypeVarTupleMethods[] = {
    {"__new__(type, name, *, default=typing.NoDefault)", type_var_tuple_new, "Makes a variadic type variable.",
     NativeKind::kStaticMethod},
    {"__repr__(self, /)", return_name, "Return repr(self)."},
    {"__iter__(self, /)", type_var_tuple_iter, "Implement iter(self)."},
    {"__typing_subst__(self, arg, /)", type_var_tuple_substitute},
    {"__typing_prepare_subst__(self, alias, args, /)", type_var_tuple_prepare},
    {"__reduce__(self, /)", return_name},
    {"has_default(self, /)", has_default},
    {"__mro_entries__(self, object, /)", refuse_subclass},
};

constexpr GetSetDefinition kTypeVarTupleAttributes[] = {
    {"__default__", get_default},
    {"evaluate_default", get_evaluate_default},
};

// ---- P.args, P.kwargs ----

Value part_new(Thread& thread, Value* args) {
  auto* part = TRY(allocate_instance<ParamSpecPart>(thread, args[0].as<Type>()));
  part->origin.set(part, args[1]);
  return part;
}

Value part_text(Thread& thread, Value self, const char* name) {
  Value origin = self.as<ParamSpecPart>()->origin;
  bool is_spec = type_of(thread, origin) == thread.runtime.type(TypeId::kParamSpec);
  std::string shown = is_spec ? text_of(parameter_of(origin)->name) : TRY(repr_text(thread, origin));
  return make_str(thread, shown + name);
}
Value args_repr(Thread& thread, Value* args) { return part_text(thread, args[0], ".args"); }
Value kwargs_repr(Thread& thread, Value* args) { return part_text(thread, args[0], ".kwargs"); }

Value part_eq(Thread& thread, Value* args) {
  if (type_of(thread, args[0]) != type_of(thread, args[1])) return Value::not_implemented();
  return Value::boolean(
      TRY(are_equal(thread, args[0].as<ParamSpecPart>()->origin, args[1].as<ParamSpecPart>()->origin)));
}

constexpr NativeDefinition kArgsMethods[] = {
    {"__new__(type, origin)", part_new, "The positional arguments of a ParamSpec.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", args_repr, "Return repr(self)."},
    {"__eq__(self, value, /)", part_eq, "Return self==value."},
    {"__mro_entries__(self, object, /)", refuse_subclass},
};
constexpr NativeDefinition kKwargsMethods[] = {
    {"__new__(type, origin)", part_new, "The keyword arguments of a ParamSpec.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", kwargs_repr, "Return repr(self)."},
    {"__eq__(self, value, /)", part_eq, "Return self==value."},
    {"__mro_entries__(self, object, /)", refuse_subclass},
};
constexpr MemberDefinition kPartMembers[] = {
    {"__origin__", sizeof(Cell)},
};

// ---- NoDefault ----

Value no_default_new(Thread& thread, Value* args) {
  bool has_keywords = args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0;
  if (args[1].as<Tuple>()->size != 0 || has_keywords)
    return raise_type_error(thread, "NoDefaultType takes no arguments");
  return no_default(thread);
}
Value no_default_repr(Thread& thread, Value* args) {
  (void)args;
  return make_str(thread, "typing.NoDefault");
}
Value no_default_reduce(Thread& thread, Value* args) {
  (void)args;
  return make_str(thread, "NoDefault");
}

constexpr NativeDefinition kNoDefaultMethods[] = {
    {"__new__(type, /, *args, **kwargs)", no_default_new, "NoDefault itself.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", no_default_repr, "Return repr(self)."},
    {"__reduce__(self, /)", no_default_reduce},
};

// ---- Evaluators of values that are there ----

constexpr int64_t kFormatString = 4;

Value constant_call(Thread& thread, Value* args) {
  int64_t format = TRY(to_index_int64(thread, args[1]));
  Value value = args[0].as<ConstantEvaluator>()->value;
  if (format != kFormatString) return value;
  if (!value.is_kind(Kind::kTuple)) return make_str(thread, TRY(type_text(thread, value)));
  std::string text = "(";
  auto* tuple = value.as<Tuple>();
  for (uint64_t i = 0; i < tuple->size; i++) {
    if (i > 0) text += ", ";
    text += TRY(type_text(thread, tuple->items[i]));
  }
  return make_str(thread, text + (tuple->size == 1 ? ",)" : ")"));
}

Value constant_repr(Thread& thread, Value* args) {
  return make_str(thread,
                  fmt::format("<constevaluator {}>", TRY(repr_text(thread, args[0].as<ConstantEvaluator>()->value))));
}

constexpr NativeDefinition kConstantMethods[] = {
    {"__repr__(self, /)", constant_repr, "Return repr(self)."},
    {"__call__(self, format, /)", constant_call, "Call self as a function."},
};

// ---- Generic ----

Value call_with_class(Thread& thread, const char* function, Value* args) {
  auto* given = args[1].as<Tuple>();
  Tuple* all = TRY(allocate_tuple(thread, given->size + 1));
  all->items[0] = args[0];
  for (uint64_t i = 0; i < given->size; i++) all->items[i + 1] = given->items[i];
  return call_with(thread, TRY(import_attribute(thread, "typing", function)), all, args[2]);
}

Value generic_class_getitem(Thread& thread, Value* args) {
  return call_with_class(thread, "_generic_class_getitem", args);
}
Value generic_init_subclass(Thread& thread, Value* args) {
  return call_with_class(thread, "_generic_init_subclass", args);
}

constexpr NativeDefinition kGenericMethods[] = {
    {"__class_getitem__(cls, /, *args, **kwargs)", generic_class_getitem, "Parameterizes a generic class.",
     NativeKind::kClassMethod},
    {"__init_subclass__(cls, /, *args, **kwargs)", generic_init_subclass,
     "Called when a class is derived from this one.", NativeKind::kClassMethod},
};

constexpr TypeSpec parameter_type(const char* name, TypeId id, std::span<const NativeDefinition> methods,
                                  std::span<const GetSetDefinition> attributes, const char* doc) {
  return {.name = name,
          .module = "typing",
          .id = id,
          .basic_size = sizeof(TypeParameter),
          .native_fields = 7,
          .flags = kTypeIsFinal | kTypeHasDict | kTypeHasWeakReferences,
          .methods = methods,
          .attributes = attributes,
          .members = kParameterMembers,
          .doc = doc};
}

constexpr TypeSpec part_type(const char* name, TypeId id, std::span<const NativeDefinition> methods, const char* doc) {
  return {.name = name,
          .module = "typing",
          .id = id,
          .basic_size = sizeof(ParamSpecPart),
          .native_fields = 1,
          .flags = kTypeIsFinal | kTypeHasWeakReferences,
          .methods = methods,
          .members = kPartMembers,
          .doc = doc};
}

}  // namespace

constinit const TypeSpec kTypeVarType =
    parameter_type("TypeVar", TypeId::kTypeVar, kTypeVarMethods, kTypeVarAttributes, "A type variable.");
constinit const TypeSpec kParamSpecType =
    parameter_type("ParamSpec", TypeId::kParamSpec, kParamSpecMethods, kParamSpecAttributes,
                   "The parameters of a callable, as a variable.");
constinit const TypeSpec kTypeVarTupleType =
    parameter_type("TypeVarTuple", TypeId::kTypeVarTuple, kTypeVarTupleMethods, kTypeVarTupleAttributes,
                   "A variable that stands for any number of types.");
constinit const TypeSpec kParamSpecArgsType = part_type("ParamSpecArgs", TypeId::kParamSpecArgs, kArgsMethods,
                                                        "The positional arguments of a ParamSpec: P.args.");
constinit const TypeSpec kParamSpecKwargsType = part_type("ParamSpecKwargs", TypeId::kParamSpecKwargs, kKwargsMethods,
                                                          "The keyword arguments of a ParamSpec: P.kwargs.");

constinit const TypeSpec kNoDefaultType = {
    .name = "NoDefaultType",
    .id = TypeId::kNoDefault,
    .layout = Kind::kInstance,
    .flags = kTypeIsFinal,
    .methods = kNoDefaultMethods,
    .doc = "The type of the NoDefault singleton.",
};

constinit const TypeSpec kConstEvaluatorType = {
    .name = "_ConstEvaluator",
    .module = "_typing",
    .id = TypeId::kConstEvaluator,
    .basic_size = sizeof(ConstantEvaluator),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kConstantMethods,
    .doc = "A callable that gives a type, as itself or as text.",
};

constinit const TypeSpec kGenericType = {
    .name = "Generic",
    .module = "typing",
    .id = TypeId::kGeneric,
    .layout = Kind::kInstance,
    .methods = kGenericMethods,
    .doc = "The base class of generic classes: class C[T]: ...",
};

}  // namespace memphis
