// The module _contextvars: Context, ContextVar and Token.
//
// A context is a dict from variables to values. Copies share the dict until one of them changes: whoever is about to
// change a shared one takes a copy for itself.
#include <cstddef>

#include "modules/modules.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

struct Context : Cell {
  Field values;    // Dict
  bool is_shared;  // the dict belongs to others as well
  bool is_entered;
};

struct ContextVariable : Cell {
  Field name;
  Field default_value;  // unbound: none
};

struct Token : Cell {
  Field variable;
  Field context;
  Field old_value;  // unbound: there was none
  bool is_used;
};

Value make_alias(Thread& thread, Value* args) { return make_generic_alias(thread, args[0], args[1]); }

// ---- Context ----

extern const TypeSpec kContextType;
extern const TypeSpec kVariableType;
extern const TypeSpec kTokenType;
extern const TypeSpec kMissingType;

Dict* values_of(const Context* context) { return context->values.get().as<Dict>(); }

Context* make_context(Thread& thread, Dict* values) {
  auto* context = TRY(allocate_instance<Context>(thread, native_type(thread.runtime, kContextType)));
  if (values == nullptr) values = TRY(make_dict(thread));
  context->values.set(context, values);
  return context;
}

// The running thread's context: made when first needed.
Context* current_context(Thread& thread) {
  if (thread.context.is_unbound()) thread.context = TRY(make_context(thread, nullptr));
  return thread.context.as<Context>();
}

Context* copy_of(Thread& thread, Context* context) {
  Context* copy = TRY(make_context(thread, values_of(context)));
  copy->is_shared = context->is_shared = true;
  return copy;
}

// The dict to be changed.
Dict* own_values(Thread& thread, Context* context) {
  if (context->is_shared) {
    Dict* copy = TRY(dict_copy(thread, values_of(context)));
    context->values.set(context, copy);
    context->is_shared = false;
  }
  return values_of(context);
}

Value context_new(Thread& thread, Value* args) {
  if (args[1].as<Tuple>()->size != 0 || (args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0)) {
    return raise_type_error(thread, "Context() does not accept any arguments");
  }
  return make_context(thread, nullptr);
}

Status check_key(Thread& thread, Value key) {
  if (type_of(thread, key) == native_type(thread.runtime, kVariableType)) return {};
  return raise_type_error(thread, "a ContextVar key was expected, got {}", TRY(repr_text(thread, key)));
}

Value context_getitem(Thread& thread, Value* args) {
  TRY(check_key(thread, args[1]));
  Value value = TRY(dict_get(thread, values_of(args[0].as<Context>()), args[1]));
  if (value.is_unbound()) return raise_key_error(thread, args[1]);
  return value;
}

Value context_contains(Thread& thread, Value* args) {
  TRY(check_key(thread, args[1]));
  return Value::boolean(!TRY(dict_get(thread, values_of(args[0].as<Context>()), args[1])).is_unbound());
}

Value context_get(Thread& thread, Value* args) {
  TRY(check_key(thread, args[1]));
  Value value = TRY(dict_get(thread, values_of(args[0].as<Context>()), args[1]));
  if (!value.is_unbound()) return value;
  return args[2].is_unbound() ? Value::none() : args[2];
}

Value context_length(Thread& thread, Value* args) {
  (void)thread;
  return Value::small_int(values_of(args[0].as<Context>())->count);
}

// The iterator walks what the context is now: later changes go into another dict.
template <DictPart part>
Value context_iterate(Thread& thread, Value* args) {
  auto* context = args[0].as<Context>();
  context->is_shared = true;
  return make_dict_iterator(thread, values_of(context), part, false);
}

Value context_copy(Thread& thread, Value* args) { return copy_of(thread, args[0].as<Context>()); }

template <Comparison comparison>
Value context_compare(Thread& thread, Value* args) {
  if (type_of(thread, args[1]) != native_type(thread.runtime, kContextType)) return Value::not_implemented();
  return compare(thread, comparison, args[0].as<Context>()->values, args[1].as<Context>()->values);
}

Value context_run(Thread& thread, Value* args) {
  auto* context = args[0].as<Context>();
  auto* given = args[1].as<Tuple>();
  if (given->size == 0) return raise_type_error(thread, "run() missing 1 required positional argument");
  if (context->is_entered) {
    return raise(thread, ExceptionId::kRuntimeError, "cannot enter context: {} is already entered",
                 TRY(repr_text(thread, args[0])));
  }
  Tuple* rest = TRY(make_tuple(thread, given->view().subspan(1)));
  Value previous = thread.context;
  context->is_entered = true;
  thread.context = context;
  Value result = call_with(thread, given->items[0], rest, args[2]);
  thread.context = previous;
  context->is_entered = false;
  return result;
}

constexpr NativeDefinition kContextMethods[] = {
    {"__new__(type, /, *args, **kwargs)", context_new, "", NativeKind::kStaticMethod},
    {"__eq__(self, value, /)", context_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", context_compare<Comparison::kNotEqual>},
    {"__iter__(self, /)", context_iterate<DictPart::kKeys>},
    {"__len__(self, /)", context_length},
    {"__getitem__(self, key, /)", context_getitem},
    {"__contains__(self, key, /)", context_contains},
    {"get(self, key, default=None, /)", context_get, "The variable's value in this context, or the default."},
    {"items(self, /)", context_iterate<DictPart::kItems>, "The variables with their values."},
    {"keys(self, /)", context_iterate<DictPart::kKeys>, "The variables that have a value."},
    {"values(self, /)", context_iterate<DictPart::kValues>, "The values of all variables."},
    {"copy(self, /)", context_copy, "A copy of the context."},
    {"run(self, /, *args, **kwargs)", context_run, "Calls a function in this context."},
};

constinit const TypeSpec kContextType = {
    .name = "Context",
    .module = "_contextvars",
    .basic_size = sizeof(Context),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeHasWeakReferences,
    .methods = kContextMethods,
};

// ---- ContextVar ----

Value variable_new(Thread& thread, Value* args) {
  if (!is_str(args[1])) return raise_type_error(thread, "context variable name must be a str");
  auto* variable = TRY(allocate_instance<ContextVariable>(thread, args[0].as<Type>()));
  variable->name.set(variable, args[1]);
  variable->default_value.set(variable, args[2]);
  return variable;
}

Value variable_repr(Thread& thread, Value* args) {
  auto* variable = args[0].as<ContextVariable>();
  std::string text = "<ContextVar name=" + TRY(repr_text(thread, variable->name));
  if (!variable->default_value.get().is_unbound())
    text += " default=" + TRY(repr_text(thread, variable->default_value));
  return make_str(thread, text + " at " + address_text(args[0]) + ">");
}

Value variable_get(Thread& thread, Value* args) {
  Context* context = TRY(current_context(thread));
  Value value = TRY(dict_get(thread, values_of(context), args[0]));
  if (!value.is_unbound()) return value;
  if (!args[1].is_unbound()) return args[1];
  Value otherwise = args[0].as<ContextVariable>()->default_value;
  if (!otherwise.is_unbound()) return otherwise;
  return raise_with_argument(thread, ExceptionId::kLookupError, args[0]);
}

Value variable_set(Thread& thread, Value* args) {
  Context* context = TRY(current_context(thread));
  Dict* values = TRY(own_values(thread, context));
  auto* token = TRY(allocate_instance<Token>(thread, native_type(thread.runtime, kTokenType)));
  token->variable.set(token, args[0]);
  token->context.set(token, context);
  token->old_value.set(token, TRY(dict_get(thread, values, args[0])));
  TRY(dict_set(thread, values, args[0], args[1]));
  return token;
}

Value reset_variable(Thread& thread, Value variable, Token* token) {
  if (token->is_used) {
    return raise(thread, ExceptionId::kRuntimeError, "{} has already been used once", TRY(repr_text(thread, token)));
  }
  if (token->variable.get() != variable) {
    return raise_value_error(thread, "{} was created by a different ContextVar", TRY(repr_text(thread, token)));
  }
  Context* context = TRY(current_context(thread));
  if (token->context.get() != Value(context)) {
    return raise_value_error(thread, "{} was created in a different Context", TRY(repr_text(thread, token)));
  }
  token->is_used = true;
  Dict* values = TRY(own_values(thread, context));
  if (token->old_value.get().is_unbound()) {
    (void)TRY(dict_delete(thread, values, variable));
  } else {
    TRY(dict_set(thread, values, variable, token->old_value));
  }
  return Value::none();
}

Value variable_reset(Thread& thread, Value* args) {
  if (type_of(thread, args[1]) != native_type(thread.runtime, kTokenType)) {
    return raise_type_error(thread, "expected an instance of Token, got {}", TRY(repr_text(thread, args[1])));
  }
  return reset_variable(thread, args[0], args[1].as<Token>());
}

constexpr NativeDefinition kVariableMethods[] = {
    {"__new__(type, name, /, *, default=<unrepresentable>)", variable_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", variable_repr},
    {"get(self, default=<unrepresentable>, /)", variable_get,
     "The value in the current context, else the argument, else the variable's own default, else LookupError."},
    {"set(self, value, /)", variable_set,
     "Sets the value in the current context. Returns a token that reset() takes to bring the former value back."},
    {"reset(self, token, /)", variable_reset, "Brings back the value from before the set() that gave the token."},
    {"__class_getitem__(type, object, /)", make_alias, "For annotations.", NativeKind::kClassMethod},
};

constexpr MemberDefinition kVariableMembers[] = {
    {"name", offsetof(ContextVariable, name)},
};

constinit const TypeSpec kVariableType = {
    .name = "ContextVar",
    .module = "_contextvars",
    .basic_size = sizeof(ContextVariable),
    .native_fields = 2,
    .flags = kTypeIsFinal,
    .methods = kVariableMethods,
    .members = kVariableMembers,
};

// ---- Token ----

Value token_new(Thread& thread, Value* args) {
  (void)args;
  return raise(thread, ExceptionId::kRuntimeError, "Tokens can only be created by ContextVars");
}

Value token_repr(Thread& thread, Value* args) {
  auto* token = args[0].as<Token>();
  return make_str(thread, fmt::format("<Token{} var={} at {}>", token->is_used ? " used" : "",
                                      TRY(repr_text(thread, token->variable)), address_text(args[0])));
}

Value token_enter(Thread& thread, Value* args) {
  (void)thread;
  return args[0];
}

Value token_exit(Thread& thread, Value* args) {
  return reset_variable(thread, args[0].as<Token>()->variable, args[0].as<Token>());
}

// Token.MISSING: what old_value is when there was no value.
Value missing(Thread& thread) {
  return type_lookup(thread.runtime, native_type(thread.runtime, kTokenType),
                     TRY(intern_text(thread.runtime, "MISSING")));
}

Value get_variable(Thread& thread, Value self) {
  (void)thread;
  return self.as<Token>()->variable;
}

Value get_old_value(Thread& thread, Value self) {
  Value value = self.as<Token>()->old_value;
  return value.is_unbound() ? missing(thread) : value;
}

constexpr NativeDefinition kTokenMethods[] = {
    {"__new__(type, /, *args, **kwargs)", token_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", token_repr},
    {"__class_getitem__(type, object, /)", make_alias, "For annotations.", NativeKind::kClassMethod},
    {"__enter__(self, /)", token_enter, "Enters a with statement, which resets the variable at its end."},
    {"__exit__(self, type, val, tb, /)", token_exit, "Resets the variable."},
};

constexpr GetSetDefinition kTokenAttributes[] = {
    {"var", get_variable},
    {"old_value", get_old_value},
};

constinit const TypeSpec kTokenType = {
    .name = "Token",
    .module = "_contextvars",
    .basic_size = sizeof(Token),
    .native_fields = 3,
    .flags = kTypeIsFinal,
    .methods = kTokenMethods,
    .attributes = kTokenAttributes,
};

Value missing_repr(Thread& thread, Value* args) {
  (void)args;
  return make_str(thread, "<Token.MISSING>");
}

constexpr NativeDefinition kMissingMethods[] = {
    {"__repr__(self, /)", missing_repr},
};

constinit const TypeSpec kMissingType = {
    .name = "MISSING",
    .module = "Token",
    .layout = Kind::kInstance,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMissingMethods,
};

Value copy_current_context(Thread& thread, Value* args) {
  (void)args;
  Context* context = TRY(current_context(thread));
  return copy_of(thread, context);
}

constexpr NativeDefinition kFunctions[] = {
    {"copy_context()", copy_current_context, "A copy of the current context."},
};

Status hide_hash(Thread& thread, Type* type) {
  return dict_set_name(thread, type->dict, thread.runtime.name(Special::kHash), Value::none());
}

}  // namespace

Value create_contextvars_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_contextvars", "Context variables.", kFunctions));
  for (const TypeSpec* spec : {&kContextType, &kVariableType, &kTokenType}) {
    TRY(add_module_type(thread, module, *spec));
  }
  Type* token = native_type(thread.runtime, kTokenType);
  Type* missing_type = TRY(make_hidden_type(thread, kMissingType));
  Cell* missing_value = TRY(allocate_instance<Cell>(thread, missing_type));
  TRY(dict_set_name(thread, token->dict, TRY(intern_text(thread.runtime, "MISSING")), missing_value));
  TRY(hide_hash(thread, token));
  type_changed(thread.runtime, token, nullptr);
  return module;
}

}  // namespace memphis
