// System calls that may wait.
#pragma once

#include <cerrno>

#include "runtime/interpreter_lock.h"
#include "runtime/result.h"
#include "runtime/safepoint.h"

namespace memphis {

// Calls `call` without the interpreter lock, again when a signal has interrupted it and no handler raised (PEP 475). A
// result below zero is the system's error, in errno. Runs user code (signal handlers); fails when that does.
template <class Call>
auto system_call(Thread& thread, Call call) -> Fallible<decltype(call())> {
  while (true) {
    errno = 0;
    auto result = without_interpreter_lock(thread, call);
    if (result >= 0 || errno != EINTR) return result;
    TRY(safepoint(thread));
  }
}

}  // namespace memphis
