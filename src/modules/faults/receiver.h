// What signal handlers of the module faulthandler know. Signals are the process's: there is one receiver.
#pragma once

#include <csignal>

#include "runtime/runtime.h"

namespace memphis::faults {

// Where a handler writes.
struct Target {
  int descriptor;
  bool all_threads;
};

// Fatal signals (SIGSEGV and so on) write a report, then do what they did before. False: errno tells.
bool enable_fatal(Runtime& runtime, const Target& target, bool native_stack);
// Whether they were.
bool disable_fatal();
bool fatal_is_enabled();
bool is_fatal(int signal_number);

// A signal writes tracebacks; `chain`: what it did before comes after. False: errno tells.
bool register_signal(Runtime& runtime, int signal_number, const Target& target, bool chain);
bool unregister_signal(int signal_number);

// Takes all handlers off that write about the Runtime.
void release(Runtime& runtime);

}  // namespace memphis::faults
