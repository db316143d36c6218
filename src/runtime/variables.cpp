#include "runtime/variables.h"

#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

FailureOfAnyType raise_undefined(Thread& thread, Str* name) {
  return raise_name_error(thread, ExceptionId::kNameError, name,
                          fmt::format("name '{}' is not defined", text_of(name)));
}

}  // namespace

Value find_in_namespace(Thread& thread, Value name_space, Str* name) {
  if (name_space.is_exactly(Kind::kDict)) return dict_get(thread, name_space.as<Dict>(), name);
  Value value = get_item(thread, name_space, name);
  if (value.is_error() && take_if_pending(thread, ExceptionId::kKeyError)) return Value::unbound();
  return value;
}

Status store_in_namespace(Thread& thread, Value name_space, Str* name, Value value) {
  if (name_space.is_exactly(Kind::kDict)) return dict_set_name(thread, name_space.as<Dict>(), name, value);
  return set_item(thread, name_space, name, value);
}

Status delete_from_namespace(Thread& thread, Value name_space, Str* name) {
  Status status = delete_item(thread, name_space, name);
  if (status.failed() && take_if_pending(thread, ExceptionId::kKeyError)) return raise_undefined(thread, name);
  return status;
}

Value builtins_of(Runtime& runtime, const Function* function) {
  if (function->builtins.get() != runtime.foreign_builtins) return function->builtins.get();
  return dict_get_name(runtime, function->globals, runtime.name(Name::kBuiltins));
}

Value find_builtin(Thread& thread, Function* function, Str* name) {
  Value builtins = builtins_of(thread.runtime, function);
  return builtins.is_unbound() ? builtins : find_in_namespace(thread, builtins, name);
}

Value load_global(Thread& thread, Function* function, Str* name) {
  Value value = TRY(find_in_namespace(thread, function->globals.get(), name));
  if (value.is_unbound()) value = TRY(find_builtin(thread, function, name));
  return value.is_unbound() ? Value(raise_undefined(thread, name)) : value;
}

Status delete_global(Thread& thread, Function* function, Str* name) {
  if (!TRY(dict_delete(thread, function->globals, name))) return raise_undefined(thread, name);
  return {};
}

FailureOfAnyType raise_unbound_local(Thread& thread, Str* name) {
  return raise_name_error(
      thread, ExceptionId::kUnboundLocalError, name,
      fmt::format("cannot access local variable '{}' where it is not associated with a value", text_of(name)));
}

FailureOfAnyType raise_unbound_free(Thread& thread, Str* name) {
  return raise_name_error(
      thread, ExceptionId::kNameError, name,
      fmt::format("cannot access free variable '{}' where it is not associated with a value in enclosing scope",
                  text_of(name)));
}

}  // namespace memphis
