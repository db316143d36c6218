// Sets of signals as arguments and results.
#pragma once

#include <csignal>

#include "runtime/runtime.h"

namespace memphis::signals {

inline constexpr int kSignalCount = NSIG;  // one more than the largest number

// The signals in an iterable of ints. ValueError "signal number N out of range [1; 64]"; RuntimeWarning for numbers
// that the system keeps for itself. Runs user code.
Status signal_set_argument(Thread& thread, Value iterable, sigset_t& set);
// A Python set of the numbers.
Value signal_set_value(Thread& thread, const sigset_t& set);

}  // namespace memphis::signals
