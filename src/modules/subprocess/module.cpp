// The module _posixsubprocess: fork and exec in one, for subprocess.
#include <unistd.h>

#include <climits>
#include <string>

#include "modules/modules.h"
#include "modules/posix/posix.h"
#include "modules/subprocess/child.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/fork.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"
#include "runtime/traceback_text.h"

namespace memphis {

namespace subprocess {

namespace {

// The order of fork_exec's parameters.
enum Parameter {
  kArguments,
  kPrograms,
  kCloseDescriptors,
  kPassDescriptors,
  kDirectory,
  kEnvironment,
  kInputRead,
  kInputWrite,
  kOutputRead,
  kOutputWrite,
  kErrorRead,
  kErrorWrite,
  kReportRead,
  kReportWrite,
  kRestoreSignals,
  kNewSession,
  kProcessGroup,
  kGroup,
  kGroups,
  kUser,
  kUmask,
  kPrepare
};

bool is_sequence(Thread& thread, Value value) {
  return !value.is_kind(Kind::kDict) && !type_of(thread, value)->special_method(Special::kGetItem).is_unbound();
}

// Texts of a sequence of str, bytes or PathLike.
Fallible<std::vector<std::string>> texts_of(Thread& thread, Value sequence, const char* problem) {
  if (!is_sequence(thread, sequence)) return raise_type_error(thread, "{}", problem);
  Tuple* items = TRY(tuple_from_iterable(thread, sequence));
  std::vector<std::string> texts;
  for (Value item : items->view()) texts.push_back(TRY(encode_path(thread, item)));
  return texts;
}

// Texts of a sequence of bytes.
Fallible<std::vector<std::string>> byte_texts_of(Thread& thread, Value sequence) {
  if (!is_sequence(thread, sequence)) {
    return raise_type_error(thread, "expected a sequence, not {}", type_name(thread, sequence));
  }
  Tuple* items = TRY(tuple_from_iterable(thread, sequence));
  std::vector<std::string> texts;
  for (Value item : items->view()) {
    if (!item.is_kind(Kind::kBytes)) {
      return raise_type_error(thread, "expected bytes, {} found", type_name(thread, item));
    }
    texts.push_back(TRY(encode_path(thread, item)));
  }
  return texts;
}

Fallible<std::vector<int>> kept_descriptors(Thread& thread, Value value) {
  if (!value.is_kind(Kind::kTuple)) return raise_argument_error(thread, "fork_exec", 4, "tuple", value);
  std::vector<int> descriptors;
  for (Value item : value.as<Tuple>()->view()) {
    const bool is_good = item.is_small_int() && item.as_small_int() >= 0 && item.as_small_int() <= INT_MAX &&
                         (descriptors.empty() || item.as_small_int() > descriptors.back());
    if (!is_good) return raise_value_error(thread, "bad value(s) in fds_to_keep");
    descriptors.push_back(static_cast<int>(item.as_small_int()));
  }
  return descriptors;
}

Status read_identity(Thread& thread, Value* args, ChildPlan& plan) {
  plan.sets_group = !args[kGroup].is_none();
  if (plan.sets_group) plan.group = TRY(posix::identity_argument(thread, args[kGroup], "gid"));
  plan.sets_user = !args[kUser].is_none();
  if (plan.sets_user) plan.user = TRY(posix::identity_argument(thread, args[kUser], "uid"));
  plan.sets_groups = !args[kGroups].is_none();
  if (!plan.sets_groups) return {};
  if (!is_sequence(thread, args[kGroups])) return raise_type_error(thread, "extra_groups must be a sequence");
  Tuple* items = TRY(tuple_from_iterable(thread, args[kGroups]));
  if (items->size > NGROUPS_MAX) return raise_value_error(thread, "too many extra_groups");
  for (Value item : items->view()) {
    if (!is_int(item)) return raise_type_error(thread, "extra_groups must be integers");
    Fallible<uint32_t> group = posix::identity_argument(thread, item, "gid");
    if (group.failed()) {
      take_pending(thread);
      return raise_value_error(thread, "invalid group id");
    }
    plan.groups.push_back(group.value());
  }
  return {};
}

// What the numbers and flags among the arguments say.
Status read_numbers(Thread& thread, Value* args, ChildPlan& plan) {
  int* const numbers[] = {&plan.input_read, &plan.input_write, &plan.output_read, &plan.output_write,
                          &plan.error_read, &plan.error_write, &plan.report_read, &plan.report_write};
  for (size_t i = 0; i < std::size(numbers); i++) {
    *numbers[i] = TRY(int_argument(thread, args[kInputRead + i]));
  }
  plan.close_descriptors = TRY(is_true(thread, args[kCloseDescriptors]));
  plan.restore_signals = TRY(is_true(thread, args[kRestoreSignals]));
  plan.new_session = TRY(is_true(thread, args[kNewSession]));
  plan.process_group = TRY(int_argument(thread, args[kProcessGroup]));
  plan.umask = TRY(int_argument(thread, args[kUmask]));
  if (plan.close_descriptors && plan.report_write < 3) {
    return raise_value_error(thread, "errpipe_write must be >= 3");
  }
  return {};
}

struct Preparation {
  Thread& thread;
  Value function;
};

// An exception of preexec_fn is the parent's to tell; what it says is lost, as in CPython.
bool run_preparation(void* context) {
  const auto* preparation = static_cast<Preparation*>(context);
  run_after_fork_in_child(preparation->thread);
  if (!call(preparation->thread, preparation->function).is_error()) return true;
  take_pending(preparation->thread);
  return false;
}

// With a function of the program to be run there is a true fork; without, the child borrows the parent's memory, which
// waits until exec. Signals are held back meanwhile, so that no handler runs in the child.
pid_t start(Thread& thread, ChildPlan& plan, Value function) {
  if (!function.is_none()) {
    Preparation preparation{thread, function};
    plan.prepare = run_preparation;
    plan.prepare_context = &preparation;
    run_before_fork(thread);
    const pid_t process = fork();
    if (process == 0) run_child(plan);
    const int number = errno;
    run_after_fork_in_parent(thread);
    errno = number;
    return process;
  }
  sigset_t all, mask;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &mask);
  plan.mask = &mask;
  const bool changes_identity = plan.sets_group || plan.sets_groups || plan.sets_user;
  const pid_t process = changes_identity ? fork() : vfork();
  if (process == 0) run_child(plan);
  const int number = errno;
  pthread_sigmask(SIG_SETMASK, &mask, nullptr);
  errno = number;
  return process;
}

Value fork_exec(Thread& thread, Value* args) {
  ChildPlan plan = {};
  TRY(read_numbers(thread, args, plan));
  plan.kept_descriptors = TRY(kept_descriptors(thread, args[kPassDescriptors]));
  std::vector<std::string> programs = TRY(byte_texts_of(thread, args[kPrograms]));
  std::vector<std::string> arguments = TRY(texts_of(thread, args[kArguments], "argv must be a tuple or list"));
  std::vector<std::string> environment;
  if (!args[kEnvironment].is_none()) environment = TRY(byte_texts_of(thread, args[kEnvironment]));
  std::string directory;
  if (!args[kDirectory].is_none()) directory = TRY(encode_path(thread, args[kDirectory]));
  TRY(read_identity(thread, args, plan));
  const std::vector<char*> argument_pointers = posix::pointers_to(arguments);
  const std::vector<char*> environment_pointers = posix::pointers_to(environment);
  plan.programs = posix::pointers_to(programs);
  plan.arguments = argument_pointers.data();
  plan.environment = args[kEnvironment].is_none() ? nullptr : environment_pointers.data();
  plan.directory = args[kDirectory].is_none() ? nullptr : directory.c_str();
  const pid_t process = start(thread, plan, args[kPrepare]);
  if (process < 0) return raise_os_error(thread, errno);
  return make_int(thread, process);
}

constexpr NativeDefinition kFunctions[] = {
    {"fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, "
     "errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, "
     "child_umask, preexec_fn, /)",
     fork_exec, "Starts a program in a new process, whose number it gives. For subprocess."},
};

}  // namespace
}  // namespace subprocess

Value create_posixsubprocess_module(Thread& thread) {
  return TRY(
      make_native_module(thread, "_posixsubprocess", "Starts processes, for subprocess.", subprocess::kFunctions));
}

}  // namespace memphis
