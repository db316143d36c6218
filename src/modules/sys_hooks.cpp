// sys: hooks of the interpreter, and their defaults.
#include "modules/sys_parts.h"
#include "runtime/attribute.h"
#include "runtime/audit.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/import.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/standard_stream.h"
#include "runtime/struct_sequence.h"
#include "runtime/uncaught.h"

namespace memphis {

namespace {

Value sys_displayhook(Thread& thread, Value* args) {
  if (args[0].is_none()) return Value::none();
  Runtime& runtime = thread.runtime;
  Str* underscore = runtime.name(Name::kUnderscore);
  // None while repr() runs, in case that looks at it.
  TRY(dict_set_name(thread, runtime.builtins, underscore, Value::none()));
  Value out = dict_get_name(runtime, runtime.sys_dict, runtime.name(Name::kStdout));
  if (out.is_unbound() || out.is_none()) return raise(thread, ExceptionId::kRuntimeError, "lost sys.stdout");
  Value text = TRY(repr(thread, args[0]));
  TRY(write_to_stream(thread, Name::kStdout, text_of(text) + "\n"));
  TRY(dict_set_name(thread, runtime.builtins, underscore, args[0]));
  return Value::none();
}

Value sys_excepthook(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kException)) {
    write_to_stderr(thread, fmt::format("TypeError: print_exception(): Exception expected for value, {} found\n",
                                        type_name(thread, args[1])));
    return Value::none();
  }
  // The exception's own traceback is what is shown; the argument serves one that has none.
  auto* exception = args[1].as<Exception>();
  if (args[2].is_kind(Kind::kTraceback) && !exception->traceback.get().is_kind(Kind::kTraceback)) {
    exception->traceback.set(exception, args[2]);
  }
  display_exception(thread, args[1]);
  return Value::none();
}

Value sys_unraisablehook(Thread& thread, Value* args) {
  Type* wanted = thread.runtime.unraisable_arguments_type;
  if (wanted == nullptr || type_of(thread, args[0]) != wanted) {
    return raise_type_error(thread, "sys.unraisablehook argument type must be UnraisableHookArgs");
  }
  display_unraisable(thread, {struct_sequence_field(args[0], 1), struct_sequence_field(args[0], 3),
                              struct_sequence_field(args[0], 4)});
  return Value::none();
}

// Calls what PYTHONBREAKPOINT names, or pdb.set_trace.
Value sys_breakpointhook(Thread& thread, Value* args) {
  const char* variable = getenv("PYTHONBREAKPOINT");
  std::string target = variable == nullptr || *variable == 0 ? "pdb.set_trace" : variable;
  if (target == "0") return Value::none();
  size_t dot = target.rfind('.');
  std::string module_name = dot == std::string::npos ? "builtins" : target.substr(0, dot);
  Value module = import_absolute(thread, module_name);
  Value function = module.is_error()
                       ? Value::error()
                       : get_attribute(thread, module, TRY(intern_text(thread.runtime, target.substr(dot + 1))));
  if (function.is_error()) {
    if (!pending_is(thread, ExceptionId::kImportError) && !pending_is(thread, ExceptionId::kAttributeError))
      return Failure{};
    take_pending(thread);
    TRY(warn(thread, ExceptionId::kRuntimeWarning, 0, "Ignoring unimportable $PYTHONBREAKPOINT: \"" + target + "\""));
    return Value::none();
  }
  return call_with(thread, function, args[0].as<Tuple>(), args[1]);
}

// ---- Auditing ----

Value sys_audit(Thread& thread, Value* args) {
  auto* positional = args[0].as<Tuple>();
  if (positional->size == 0) return raise_type_error(thread, "audit expected at least 1 argument, got 0");
  if (!is_str(positional->items[0])) {
    return raise_type_error(thread, "audit() argument 1 must be str, not {}", type_name(thread, positional->items[0]));
  }
  Tuple* rest = TRY(make_tuple(thread, positional->view().subspan(1)));
  TRY(audit(thread, positional->items[0], Value(rest)));
  return Value::none();
}

Value sys_addaudithook(Thread& thread, Value* args) {
  Str* event = TRY(intern_text(thread.runtime, "sys.addaudithook"));
  Status allowed = audit(thread, Value(event), Value(thread.runtime.empty_tuple));
  if (allowed.failed()) {
    // A hook may refuse others without anybody noticing.
    if (take_if_pending(thread, ExceptionId::kRuntimeError)) return Value::none();
    return Failure{};
  }
  TRY(add_audit_hook(thread, args[0]));
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"displayhook(object, /)", sys_displayhook, "Prints the repr of what is not None, and keeps it as builtins._."},
    {"excepthook(exctype, value, traceback, /)", sys_excepthook,
     "Prints an exception and its traceback to sys.stderr."},
    {"unraisablehook(unraisable, /)", sys_unraisablehook, "Reports an exception that could not be raised."},
    {"breakpointhook(*args, **kwargs)", sys_breakpointhook,
     "Starts the debugger, or calls what PYTHONBREAKPOINT names."},
    {"audit(*args)", sys_audit, "Tells the audit hooks of an event."},
    {"addaudithook(hook)", sys_addaudithook, "Adds a function that hears of audit events."},
};

}  // namespace

std::span<const NativeDefinition> sys_hook_functions() { return kFunctions; }

}  // namespace memphis
