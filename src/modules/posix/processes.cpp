// Ending, signalling and forking processes.
#include <pty.h>
#include <sched.h>
#include <unistd.h>
#include <utmp.h>

#include <csignal>
#include <cstdlib>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/file_descriptor.h"
#include "runtime/fork.h"
#include "runtime/interpreter_lock.h"
#include "runtime/safepoint.h"
#include "runtime/system_call.h"

namespace memphis::posix {

namespace {

Value exit_function(Thread& thread, Value* args) { _exit(TRY(int_argument(thread, args[0]))); }

Value abort_function(Thread&, Value*) { abort(); }

// A signal that the process sends to itself has come when kill() returns: its handler runs now.
Value signal_sent(Thread& thread, int result) {
  if (result < 0) return raise_errno(thread);
  TRY(safepoint(thread));
  return Value::none();
}

Value kill_function(Thread& thread, Value* args) {
  const int process = TRY(int_argument(thread, args[0])), signal_number = TRY(int_argument(thread, args[1]));
  TRY(audit(thread, "os.kill", {args[0], args[1]}));
  return signal_sent(thread, kill(process, signal_number));
}

Value killpg_function(Thread& thread, Value* args) {
  const int group = TRY(int_argument(thread, args[0])), signal_number = TRY(int_argument(thread, args[1]));
  TRY(audit(thread, "os.killpg", {args[0], args[1]}));
  return signal_sent(thread, killpg(group, signal_number));
}

Value system_function(Thread& thread, Value* args) {
  const PathArgument command = TRY(path_argument(thread, args[0], "system", PathKind::kName, "command"));
  TRY(audit(thread, "os.system", {command.object}));
  return make_int(thread, without_interpreter_lock(thread, [&] { return system(command.text()); }));
}

// ---- Forking ----

Value fork_function(Thread& thread, Value*) {
  TRY(audit(thread, "os.fork", {}));
  const pid_t process = fork_process(thread, [] { return fork(); });
  if (process < 0) return raise_errno(thread);
  return make_int(thread, process);
}

Value forkpty_function(Thread& thread, Value*) {
  TRY(audit(thread, "os.forkpty", {}));
  int terminal = -1;
  const pid_t process = fork_process(thread, [&] { return forkpty(&terminal, nullptr, nullptr, nullptr); });
  if (process < 0) return raise_errno(thread);
  return make_tuple(thread, {Value::small_int(process), Value::small_int(terminal)});
}

Value register_at_fork_function(Thread& thread, Value* args) {
  const ForkFunctions functions = {args[0], args[1], args[2]};
  if (functions.before.is_unbound() && functions.after_in_child.is_unbound() &&
      functions.after_in_parent.is_unbound()) {
    return raise_type_error(thread, "At least one argument is required.");
  }
  constexpr const char* kNames[] = {"before", "after_in_child", "after_in_parent"};
  for (int i = 0; i < 3; i++) {
    if (args[i].is_unbound() || is_callable(thread, args[i])) continue;
    return raise_type_error(thread, "'{}' must be callable, not {}", kNames[i], type_name(thread, args[i]));
  }
  TRY(register_fork_functions(thread, functions));
  return Value::none();
}

// ---- Namespaces ----

Value unshare_function(Thread& thread, Value* args) {
  return none_or_error(thread, unshare(TRY(int_argument(thread, args[0]))));
}

Value setns_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0]));
  return none_or_error(thread, setns(descriptor, TRY(int_argument(thread, args[1], 0))));
}

constexpr NativeDefinition kFunctions[] = {
    {"_exit(status)", exit_function, "Ends the process at once, without any cleaning up."},
    {"abort()", abort_function, "Ends the process at once by SIGABRT."},
    {"kill(pid, signal, /)", kill_function, "Sends a signal to a process."},
    {"killpg(pgid, signal, /)", killpg_function, "Sends a signal to a process group."},
    {"system(command)", system_function, "Runs a command in a shell and gives its wait status."},
    {"unshare(flags)", unshare_function, "Gives the process namespaces of its own."},
    {"setns(fd, nstype=0)", setns_function, "Moves the process into a namespace."},
};

constexpr NativeDefinition kForking[] = {
    {"fork()", fork_function, "Makes a copy of the process. Gives 0 in the child, its number in the parent."},
    {"forkpty()", forkpty_function, "As fork(), with the child on a new pseudo-terminal: the number and a descriptor."},
    {"register_at_fork(*, before=<unrepresentable>, after_in_child=<unrepresentable>, "
     "after_in_parent=<unrepresentable>)",
     register_at_fork_function, "Registers functions to be called around fork()."},
};

}  // namespace

const std::span<const NativeDefinition> kProcessFunctions = kFunctions;
const std::span<const NativeDefinition> kForkFunctions = kForking;

}  // namespace memphis::posix
