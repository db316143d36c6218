// The module _signal.
#include <sys/time.h>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "modules/signals/handlers.h"
#include "modules/signals/itimer_error.h"
#include "modules/signals/siginfo.h"
#include "modules/signals/signal_set.h"
#include "runtime/dict_operations.h"
#include "runtime/intern.h"

namespace memphis {

namespace signals {

namespace {

constexpr ModuleConstant kConstants[] = {
#define CONSTANT(name) {#name, name},
#include "modules/signals/constants.def"
#undef CONSTANT
    {"NSIG", kSignalCount},
    {"SIG_DFL", 0},
    {"SIG_IGN", 1},
};

Status add_contents(Thread& thread, Module* module) {
  TRY(add_module_functions(thread, module, kHandlerFunctions));
  TRY(add_module_functions(thread, module, kWaitFunctions));
  TRY(add_struct_sequence_type(thread, module, kSigInfo));
  TRY(set_module_attribute(thread, module, "ItimerError", TRY(itimer_error_type(thread))));
  TRY(add_constants(thread, module, kConstants));
  // Those of the library's own are taken: these are the numbers that programs may use.
  TRY(set_module_attribute(thread, module, "SIGRTMIN", Value::small_int(SIGRTMIN)));
  TRY(set_module_attribute(thread, module, "SIGRTMAX", Value::small_int(SIGRTMAX)));
  // The handler of SIGINT is the very function that the module shows.
  SignalState* state = TRY(signal_state(thread));
  Value interrupt =
      dict_get_name(thread.runtime, module->dict, TRY(intern_text(thread.runtime, "default_int_handler")));
  Value current = state->handlers->items[SIGINT];
  if (current.is_kind(Kind::kNativeFunction) &&
      current.as<NativeFunction>()->code == interrupt.as<NativeFunction>()->code) {
    state->handlers->items[SIGINT] = interrupt;
    thread.runtime.heap.write_barrier(state->handlers, interrupt.bits());
  }
  return {};
}

}  // namespace
}  // namespace signals

Value create_signal_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_signal", "Signals of the system and their handlers.", {}));
  TRY(signals::add_contents(thread, module));
  return module;
}

}  // namespace memphis
