// The process's signals come to one Runtime. Signal handlers have no argument that could say which, so this is the one
// piece of state that belongs to the process: see receiver.cpp.
#pragma once

#include "runtime/runtime.h"

namespace memphis::signals {

// Signals go to this Runtime from now on, until release_signals; false: they go to another one already.
bool claim_signals(Runtime& runtime);
void release_signals(Runtime& runtime);

// What sigaction(2) is given for signals that have a Python function.
void receive_signal(int signal_number);

// The descriptor that a byte is written to for each signal; -1: none. Gives the old one.
int exchange_wakeup_descriptor(int descriptor);
// The error of a write to it since the last call; 0: none.
int take_wakeup_error();

}  // namespace memphis::signals
