// function: Python functions, their settable parts and the constructor types.FunctionType.
#include <cstddef>

#include "builtins/support.h"
#include "builtins/type.h"
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/variables.h"

namespace memphis {

namespace {

Function* function_of(Value self) { return self.as<Function>(); }

// Calls that were cached with the old code or defaults must notice.
void code_or_defaults_changed(Thread& thread, Function* function) {
  function->version = thread.runtime.next_function_version++;
}

Value name_of(const Function* function) {
  Value name = function->name;
  return name.is_unbound() ? Value(function->code->name.get()) : name;
}

Value or_none(Value value) { return value.is_unbound() ? Value::none() : value; }
template <class T>
Value or_none(const Ref<T>& reference) {
  return reference.get() == nullptr ? Value::none() : Value(reference.get());
}

// ---- function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None) ----

Status check_closure(Thread& thread, Value closure, const Code* code, const std::string& name) {
  size_t wanted = code->free_names->size;
  bool is_tuple = closure.is_kind(Kind::kTuple);
  if (!is_tuple) {
    if (wanted != 0 && closure.is_none()) return raise_type_error(thread, "arg 5 (closure) must be tuple");
    if (!closure.is_none()) return raise_type_error(thread, "arg 5 (closure) must be None or tuple");
  }
  size_t given = is_tuple ? closure.as<Tuple>()->size : 0;
  if (given != wanted)
    return raise_value_error(thread, "{} requires closure of length {}, not {}", name, wanted, given);
  for (size_t i = 0; i < given; i++) {
    Value cell = closure.as<Tuple>()->items[i];
    if (!cell.is_kind(Kind::kCellObject)) {
      return raise_type_error(thread, "arg 5 (closure) expected cell, found {}", type_name(thread, cell));
    }
  }
  return {};
}

Value function_new(Thread& thread, Value* args) {
  Value code = args[1];
  Value globals = args[2];
  Value name = args[3].is_unbound() ? Value::none() : args[3];
  Value defaults = args[4].is_unbound() ? Value::none() : args[4];
  Value closure = args[5].is_unbound() ? Value::none() : args[5];
  Value keyword_defaults = args[6].is_unbound() ? Value::none() : args[6];
  if (!code.is_kind(Kind::kCode)) {
    return raise_type_error(thread, "function() argument 'code' must be code, not {}", type_name(thread, code));
  }
  if (!globals.is_kind(Kind::kDict)) {
    return raise_type_error(thread, "function() argument 'globals' must be dict, not {}", type_name(thread, globals));
  }
  if (!name.is_none() && !is_str(name)) return raise_type_error(thread, "arg 3 (name) must be None or string");
  if (!defaults.is_none() && !defaults.is_kind(Kind::kTuple)) {
    return raise_type_error(thread, "arg 4 (defaults) must be None or tuple");
  }
  TRY(check_closure(thread, closure, code.as<Code>(), text_of(code.as<Code>()->name.get())));
  if (!keyword_defaults.is_none() && !keyword_defaults.is_kind(Kind::kDict)) {
    return raise_type_error(thread, "arg 6 (kwdefaults) must be None or dict");
  }
  Function* function = TRY(make_function(thread, code.as<Code>(), globals.as<Dict>()));
  if (!name.is_none()) function->name.set(function, name);
  if (!defaults.is_none()) function->defaults.set(function, defaults.as<Tuple>());
  if (!closure.is_none() && closure.as<Tuple>()->size != 0) function->closure.set(function, closure.as<Tuple>());
  if (!keyword_defaults.is_none()) function->keyword_defaults.set(function, keyword_defaults.as<Dict>());
  return function;
}

Value function_repr(Thread& thread, Value* args) {
  Value name = function_of(args[0])->qualified_name;
  if (name.is_unbound()) name = function_of(args[0])->code->qualified_name.get();
  return make_str(thread, fmt::format("<function {} at {}>", text_of(name), address_text(args[0])));
}

Value function_call(Thread& thread, Value* args) { return call_with(thread, args[0], args[1].as<Tuple>(), args[2]); }

Value function_get(Thread& thread, Value* args) {
  if (!args[1].is_none()) return TRY(make_bound_method(thread, args[0], args[1]));
  if (args[2].is_unbound() || args[2].is_none()) return raise_type_error(thread, "__get__(None, None) is invalid");
  return args[0];
}

// ---- Attributes ----

Value get_code(Thread& thread, Value self) {
  (void)thread;
  return function_of(self)->code.get();
}

Status set_code(Thread& thread, Value self, Value value) {
  Function* function = function_of(self);
  if (!value.is_kind(Kind::kCode)) return raise_type_error(thread, "__code__ must be set to a code object");
  auto* code = value.as<Code>();
  size_t wanted = function->closure.get() == nullptr ? 0 : function->closure->size;
  if (code->free_names->size != wanted) {
    return raise_value_error(thread, "{}() requires a code object with {} free vars, not {}",
                             text_of(name_of(function)), wanted, code->free_names->size);
  }
  constexpr uint32_t kKinds = 0x20 | 0x80 | 0x200;
  if ((function->code->flags & kKinds) != (code->flags & kKinds)) {
    TRY(warn(
        thread, ExceptionId::kDeprecationWarning, 1,
        "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)"));
  }
  // What was left to the code stays as it was.
  if (function->name.get().is_unbound()) function->name.set(function, function->code->name.get());
  if (function->qualified_name.get().is_unbound())
    function->qualified_name.set(function, function->code->qualified_name.get());
  if (function->doc.get().is_unbound()) function->doc.set(function, or_none(function->code->docstring));
  function->code.set(function, code);
  code_or_defaults_changed(thread, function);
  return {};
}

Value get_defaults(Thread& thread, Value self) {
  (void)thread;
  return or_none(function_of(self)->defaults);
}

Status set_defaults(Thread& thread, Value self, Value value) {
  Function* function = function_of(self);
  bool is_absent = value.is_unbound() || value.is_none();
  if (!is_absent && !value.is_kind(Kind::kTuple))
    return raise_type_error(thread, "__defaults__ must be set to a tuple object");
  function->defaults.set(function, is_absent ? nullptr : value.as<Tuple>());
  code_or_defaults_changed(thread, function);
  return {};
}

Value get_keyword_defaults(Thread& thread, Value self) {
  (void)thread;
  return or_none(function_of(self)->keyword_defaults);
}

Status set_keyword_defaults(Thread& thread, Value self, Value value) {
  Function* function = function_of(self);
  bool is_absent = value.is_unbound() || value.is_none();
  if (!is_absent && !value.is_kind(Kind::kDict))
    return raise_type_error(thread, "__kwdefaults__ must be set to a dict object");
  function->keyword_defaults.set(function, is_absent ? nullptr : value.as<Dict>());
  code_or_defaults_changed(thread, function);
  return {};
}

Value get_annotate(Thread& thread, Value self) {
  (void)thread;
  return or_none(function_of(self)->annotate.get());
}

Status set_annotate(Thread& thread, Value self, Value value) {
  Function* function = function_of(self);
  if (value.is_unbound()) return raise_type_error(thread, "__annotate__ cannot be deleted");
  if (!value.is_none() && !is_callable(thread, value))
    return raise_type_error(thread, "__annotate__ must be callable or None");
  function->annotate.set(function, value);
  if (!value.is_none()) function->annotations.set(function, Value(uint64_t{0}));
  return {};
}

Value get_annotations(Thread& thread, Value self) {
  Function* function = function_of(self);
  Value annotations = function->annotations;
  if (!annotations.is_unbound()) return annotations;
  Value annotate = function->annotate;
  bool computes = !annotate.is_unbound() && is_callable(thread, annotate);
  annotations = computes ? TRY(call_annotate(thread, annotate)) : Value(TRY(make_dict(thread)));
  function->annotations.set(function, annotations);
  return annotations;
}

Status set_annotations(Thread& thread, Value self, Value value) {
  Function* function = function_of(self);
  bool is_absent = value.is_unbound() || value.is_none();
  if (!is_absent && !value.is_kind(Kind::kDict))
    return raise_type_error(thread, "__annotations__ must be set to a dict object");
  function->annotations.set(function, is_absent ? Value(uint64_t{0}) : value);
  function->annotate.set(function, Value::none());
  return {};
}

Value get_dict(Thread& thread, Value self) { return instance_dict(thread, self); }

Status set_dict(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "cannot delete __dict__");
  return set_instance_dict(thread, self, value);
}

Value get_name(Thread& thread, Value self) {
  (void)thread;
  return name_of(function_of(self));
}

Status set_name(Thread& thread, Value self, Value value) {
  if (!is_str(value)) return raise_type_error(thread, "__name__ must be set to a string object");
  function_of(self)->name.set(self.cell(), value);
  return {};
}

Value get_qualified_name(Thread& thread, Value self) {
  (void)thread;
  Value name = function_of(self)->qualified_name;
  return name.is_unbound() ? Value(function_of(self)->code->qualified_name.get()) : name;
}

Status set_qualified_name(Thread& thread, Value self, Value value) {
  if (!is_str(value)) return raise_type_error(thread, "__qualname__ must be set to a string object");
  function_of(self)->qualified_name.set(self.cell(), value);
  return {};
}

Value get_type_params(Thread& thread, Value self) {
  Value parameters = function_of(self)->type_params;
  return parameters.is_unbound() ? Value(thread.runtime.empty_tuple) : parameters;
}

Status set_type_params(Thread& thread, Value self, Value value) {
  if (!value.is_kind(Kind::kTuple)) return raise_type_error(thread, "__type_params__ must be set to a tuple");
  function_of(self)->type_params.set(self.cell(), value);
  return {};
}

Value get_doc(Thread& thread, Value self) {
  (void)thread;
  Value doc = function_of(self)->doc;
  return doc.is_unbound() ? or_none(function_of(self)->code->docstring) : doc;
}

Status set_doc(Thread& thread, Value self, Value value) {
  (void)thread;
  function_of(self)->doc.set(self.cell(), or_none(value));
  return {};
}

Value get_module(Thread& thread, Value self) {
  (void)thread;
  return or_none(function_of(self)->module.get());
}

Status set_module(Thread& thread, Value self, Value value) {
  (void)thread;
  function_of(self)->module.set(self.cell(), or_none(value));
  return {};
}

Value get_closure(Thread& thread, Value self) {
  (void)thread;
  return or_none(function_of(self)->closure);
}
Value get_globals(Thread& thread, Value self) {
  (void)thread;
  return function_of(self)->globals.get();
}
Value get_builtins(Thread& thread, Value self) { return builtins_of(thread.runtime, function_of(self)); }
Status refuse(Thread& thread, Value self, Value value) {
  (void)self;
  (void)value;
  return raise(thread, ExceptionId::kAttributeError, "readonly attribute");
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)", function_new,
     "Makes a function of code and a namespace.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", function_repr, "Return repr(self)."},
    {"__call__(self, /, *args, **kwargs)", function_call, "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", function_get,
     "Return an attribute of instance, which is of type owner."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"__closure__", get_closure, refuse, "", true},
    {"__doc__", get_doc, set_doc, "", true},
    {"__globals__", get_globals, refuse, "", true},
    {"__module__", get_module, set_module, "", true},
    {"__builtins__", get_builtins, refuse, "", true},
    {"__code__", get_code, set_code},
    {"__defaults__", get_defaults, set_defaults},
    {"__kwdefaults__", get_keyword_defaults, set_keyword_defaults},
    {"__annotations__", get_annotations, set_annotations, "The annotations, a dict."},
    {"__annotate__", get_annotate, set_annotate, "The function that computes the annotations."},
    {"__dict__", get_dict, set_dict},
    {"__name__", get_name, set_name},
    {"__qualname__", get_qualified_name, set_qualified_name},
    {"__type_params__", get_type_params, set_type_params, "The type parameters, a tuple."},
};

}  // namespace

constinit const TypeSpec kFunctionType = {
    .name = "function",
    .id = TypeId::kFunction,
    .layout = Kind::kFunction,
    .basic_size = offsetof(Function, attributes),
    .flags = kTypeIsFinal | kTypeHasDict | kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "A function made by def or lambda.",
    .text_signature = "(code, globals, name=None, argdefs=None, closure=None,\n         kwdefaults=None)",
};

}  // namespace memphis
