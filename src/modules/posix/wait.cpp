// Waiting for child processes.
#include <sys/wait.h>

#include "modules/posix/posix.h"
#include "modules/resource.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"

namespace memphis::posix {

namespace {

constexpr StructField kWaitidFields[] = {{"si_pid"}, {"si_uid"}, {"si_signo"}, {"si_status"}, {"si_code"}};

Value wait_for(Thread& thread, pid_t process, int options) {
  int status = 0;
  const pid_t found = TRY(system_call(thread, [&] { return waitpid(process, &status, options); }));
  if (found < 0) return raise_errno(thread);
  return make_tuple(thread, {Value::small_int(found), Value::small_int(status)});
}

Value wait_function(Thread& thread, Value*) { return wait_for(thread, -1, 0); }

Value waitpid_function(Thread& thread, Value* args) {
  const int process = TRY(int_argument(thread, args[0]));
  return wait_for(thread, process, TRY(int_argument(thread, args[1])));
}

Value wait_with_usage(Thread& thread, pid_t process, int options) {
  int status = 0;
  rusage usage = {};
  const pid_t found = TRY(system_call(thread, [&] { return wait4(process, &status, options, &usage); }));
  if (found < 0) return raise_errno(thread);
  return make_tuple(thread,
                    {Value::small_int(found), Value::small_int(status), TRY(make_resource_usage(thread, usage))});
}

Value wait3_function(Thread& thread, Value* args) {
  return wait_with_usage(thread, -1, TRY(int_argument(thread, args[0])));
}

Value wait4_function(Thread& thread, Value* args) {
  const int process = TRY(int_argument(thread, args[0]));
  return wait_with_usage(thread, process, TRY(int_argument(thread, args[1])));
}

Value waitid_function(Thread& thread, Value* args) {
  const int id_type = TRY(int_argument(thread, args[0])), id = TRY(int_argument(thread, args[1]));
  const int options = TRY(int_argument(thread, args[2]));
  siginfo_t information = {};
  const int result = TRY(system_call(
      thread, [&] { return waitid(static_cast<idtype_t>(id_type), static_cast<id_t>(id), &information, options); }));
  if (result < 0) return raise_errno(thread);
  if (information.si_pid == 0) return Value::none();
  return make_struct_sequence(thread, struct_sequence_type(thread.runtime, kWaitidResult),
                              {Value::small_int(information.si_pid), identity_value(thread, information.si_uid),
                               Value::small_int(information.si_signo), Value::small_int(information.si_status),
                               Value::small_int(information.si_code)});
}

// ---- What a wait status says ----

bool has_exited(int status) { return WIFEXITED(status); }
bool was_signaled(int status) { return WIFSIGNALED(status); }
bool was_stopped(int status) { return WIFSTOPPED(status); }
bool was_continued(int status) { return WIFCONTINUED(status); }
bool dumped_core(int status) { return WCOREDUMP(status); }
int exit_code(int status) { return WEXITSTATUS(status); }
int stop_signal(int status) { return WSTOPSIG(status); }
int end_signal(int status) { return WTERMSIG(status); }

template <bool (*test)(int)>
Value test_status(Thread& thread, Value* args) {
  return Value::boolean(test(TRY(int_argument(thread, args[0]))));
}
template <int (*part)(int)>
Value status_part(Thread& thread, Value* args) {
  return Value::small_int(part(TRY(int_argument(thread, args[0]))));
}

Value waitstatus_to_exitcode_function(Thread& thread, Value* args) {
  const int status = TRY(int_argument(thread, args[0]));
  if (WIFEXITED(status)) return Value::small_int(WEXITSTATUS(status));
  if (WIFSIGNALED(status)) return Value::small_int(-WTERMSIG(status));
  if (WIFSTOPPED(status)) {
    return raise_value_error(thread, "process stopped by delivery of signal {}", WSTOPSIG(status));
  }
  return raise_value_error(thread, "invalid wait status: {}", status);
}

constexpr NativeDefinition kFunctions[] = {
    {"wait()", wait_function, "Waits for a child process: its number and its wait status."},
    {"waitpid(pid, options, /)", waitpid_function, "Waits for a child process: its number and its wait status."},
    {"wait3(options)", wait3_function, "As wait(), with what the child has used: a third item."},
    {"wait4(pid, options)", wait4_function, "As waitpid(), with what the child has used: a third item."},
    {"waitid(idtype, id, options, /)", waitid_function,
     "Waits for a child process: a waitid_result, or None when WNOHANG found nothing."},
    {"WIFEXITED(status)", test_status<has_exited>, "Whether the process has ended by exit()."},
    {"WIFSIGNALED(status)", test_status<was_signaled>, "Whether a signal has ended the process."},
    {"WIFSTOPPED(status)", test_status<was_stopped>, "Whether a signal has stopped the process."},
    {"WIFCONTINUED(status)", test_status<was_continued>, "Whether the process goes on after it was stopped."},
    {"WCOREDUMP(status, /)", test_status<dumped_core>, "Whether the process has left a core dump."},
    {"WEXITSTATUS(status)", status_part<exit_code>, "The exit status of a process that has ended by exit()."},
    {"WSTOPSIG(status)", status_part<stop_signal>, "The signal that has stopped the process."},
    {"WTERMSIG(status)", status_part<end_signal>, "The signal that has ended the process."},
    {"waitstatus_to_exitcode(status)", waitstatus_to_exitcode_function,
     "The exit code that a wait status stands for: that of exit(), or the negative number of a signal."},
};

}  // namespace

const std::span<const NativeDefinition> kWaitFunctions = kFunctions;

constinit const StructSequenceSpec kWaitidResult =
    struct_sequence("posix", "waitid_result",
                    "What waitid gives: a tuple of si_pid, si_uid, si_signo, si_status and si_code, with these as "
                    "attributes.",
                    kWaitidFields, 5);

}  // namespace memphis::posix
