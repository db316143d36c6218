// What becomes of exceptions that nobody catches.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// Ends a program with the pending exception: SystemExit gives its status, everything else goes to sys.excepthook.
// Answers the exit status. Runs user code.
int handle_uncaught(Thread& thread);
// sys.excepthook as it is by default: the report on sys.stderr. Never fails.
void display_exception(Thread& thread, Value exception);
// Text on sys.stderr, whatever that is; nothing when it cannot be written. Never fails.
void write_to_stderr(Thread& thread, std::string_view text);

// What sys.unraisablehook is given.
struct Unraisable {
  Value exception;
  Value message;  // Str or None
  Value object;   // None: none
};
// sys.unraisablehook as it is by default.
void display_unraisable(Thread& thread, const Unraisable& unraisable);

}  // namespace memphis
