// What happens between two instructions when somebody wants attention: finalisers, signals, other threads.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// Runs what is due. Runs user code; fails when a signal handler raises (KeyboardInterrupt).
Status safepoint(Thread& thread);

}  // namespace memphis
