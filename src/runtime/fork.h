// fork(2) as Python programs see it: functions to be called around it (os.register_at_fork).
#pragma once

#include <sys/types.h>

#include "runtime/runtime.h"

namespace memphis {

// Functions for before and after, in child and parent; unbound: none. They must be callable.
struct ForkFunctions {
  Value before, after_in_child, after_in_parent;
};
Status register_fork_functions(Thread& thread, const ForkFunctions& functions);

// Calls what is registered: `before` last registered first, the others in their order. Run user code; never fail:
// errors go to sys.unraisablehook.
void run_before_fork(Thread& thread);
void run_after_fork_in_parent(Thread& thread);
// Also makes the Runtime that of a process with this thread alone.
void run_after_fork_in_child(Thread& thread);

// All of this around `fork`, which answers as fork(2) does, errno included.
template <class Fork>
pid_t fork_process(Thread& thread, Fork fork) {
  run_before_fork(thread);
  const pid_t process = fork();
  const int number = errno;
  if (process == 0) {
    run_after_fork_in_child(thread);
  } else {
    run_after_fork_in_parent(thread);
  }
  errno = number;
  return process;
}

}  // namespace memphis
