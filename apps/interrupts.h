// Ctrl-C, for the command.
#pragma once

#include <memphis/memphis.h>

#include <csignal>

// From here on writing to a pipe that nobody reads is an OSError, and so is a file that grows too large; Ctrl-C waits
// until somebody takes it. For the process's first thread, before it starts others.
void prepare_signals();

// What stands for a status where the process is to end by SIGINT, as a shell sees it then.
constexpr int kEndByInterrupt = -SIGINT;

// Ends the process with this status; kEndByInterrupt: by the signal itself, so that a shell's loop around it ends too.
int end_with_status(int status);

// While it lives Ctrl-C is KeyboardInterrupt in the Context, and system calls of this thread end early for it. There
// is one at a time, on the thread that runs the Context.
class InterruptRoute {
 public:
  explicit InterruptRoute(const memphis::Context& context);
  ~InterruptRoute();
  InterruptRoute(const InterruptRoute&) = delete;
  InterruptRoute& operator=(const InterruptRoute&) = delete;
};
