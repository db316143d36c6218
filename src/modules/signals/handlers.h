// What Python programs have set as handlers of signals.
#pragma once

#include <csignal>

#include "runtime/make.h"
#include "runtime/native.h"

namespace memphis::signals {

// What a Runtime has of signals.
struct SignalState {
  Runtime* runtime;
  Tuple*
      handlers;  // by number: a function, SIG_DFL, SIG_IGN, or None for one that is not Python's; kept alive elsewhere
  bool warns_of_full_buffer = true;
};

// Makes the state when there is none: reads what the process does with each signal. Null: MemoryError.
SignalState* signal_state(Thread& thread);
// Whether the thread may set handlers. ValueError names `function`'s restriction.
Status check_main_thread(Thread& thread, const char* function);

extern const std::span<const NativeDefinition> kHandlerFunctions;
extern const std::span<const NativeDefinition> kWaitFunctions;

// A signal number, 1 to 64. ValueError "signal number out of range".
Fallible<int> signal_argument(Thread& thread, Value value);

}  // namespace memphis::signals
