// Threads that wait for something that another thread of the Runtime will do: a lock given back, a thread's end. Who
// waits for what is known here, so that the cells waited for need nothing but their own state (a "parking lot").
#pragma once

#include <cstdint>

#include "runtime/runtime.h"

namespace memphis {

// Waits until somebody unparks `place`, or until `deadline` (nanoseconds of CLOCK_MONOTONIC; -1: for ever). False: the
// time is over. May wake without reason: look at the state again. Lets signal handlers have their turn, and fails when
// one does: then another waiter may have to be unparked.
Fallible<bool> park(Thread& thread, const Cell* place, int64_t deadline);
// Wakes the one that has waited longest.
void unpark_one(Runtime& runtime, const Cell* place);
void unpark_all(Runtime& runtime, const Cell* place);

}  // namespace memphis
