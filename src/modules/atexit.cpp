// The module atexit.
#include "modules/modules.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/shutdown.h"

namespace memphis {

namespace {

Value register_function(Thread& thread, Value* args) {
  auto* given = args[0].as<Tuple>();
  if (given->size == 0) return raise_type_error(thread, "register() takes at least 1 argument (0 given)");
  Value function = given->items[0];
  if (!is_callable(thread, function)) return raise_type_error(thread, "the first argument must be callable");
  Tuple* arguments = TRY(make_tuple(thread, given->view().subspan(1)));
  TRY(register_exit_function(thread, function, arguments, args[1]));
  return function;
}

Value unregister_function(Thread& thread, Value* args) {
  TRY(unregister_exit_function(thread, args[0]));
  return Value::none();
}

Value clear(Thread& thread, Value* args) {
  (void)args;
  clear_exit_functions(thread.runtime);
  return Value::none();
}

Value run(Thread& thread, Value* args) {
  (void)args;
  run_exit_functions(thread);
  return Value::none();
}

Value count(Thread& thread, Value* args) {
  (void)args;
  return make_int_unsigned(thread, count_exit_functions(thread.runtime));
}

constexpr NativeDefinition kFunctions[] = {
    {"register(*args, **kwargs)", register_function,
     "Has a function called with these arguments when the program ends. Returns the function."},
    {"unregister(func, /)", unregister_function, "Takes a function out that was registered before."},
    {"_clear()", clear, "Takes all functions out."},
    {"_run_exitfuncs()", run, "Calls all functions now, and takes them out."},
    {"_ncallbacks()", count, "The number of functions that are registered."},
};

}  // namespace

Value create_atexit_module(Thread& thread) {
  return make_native_module(thread, "atexit", "Functions that are called when the program ends.", kFunctions);
}

}  // namespace memphis
