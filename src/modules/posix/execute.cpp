// Other programs: exec and posix_spawn.
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <unistd.h>

#include "modules/posix/posix.h"
#include "modules/signals/signal_set.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/audit.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"

namespace memphis::posix {

namespace {

bool is_mapping(Thread& thread, Value value) {
  return !type_of(thread, value)->special_method(Special::kGetItem).is_unbound();
}

// ---- exec ----

Value execv_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "execv"));
  std::vector<std::string> arguments = TRY(argument_list(thread, args[1], "execv() arg 2"));
  TRY(audit(thread, "os.exec", {path.object, args[1], Value::none()}));
  const std::vector<char*> argument_array = pointers_to(arguments);
  execv(path.text(), argument_array.data());
  return raise_errno(thread);
}

Value execve_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "execve", PathKind::kNameOrDescriptor));
  if (!args[1].is_kind(Kind::kList) && !args[1].is_kind(Kind::kTuple)) {
    return raise_type_error(thread, "execve: argv must be a tuple or list");
  }
  if (!is_mapping(thread, args[2])) {
    return raise_type_error(thread, "execve: environment must be a mapping object");
  }
  std::vector<std::string> arguments = TRY(argument_list(thread, args[1], "execve: argv"));
  std::vector<std::string> environment = TRY(environment_list(thread, args[2]));
  TRY(audit(thread, "os.exec", {path.object, args[1], args[2]}));
  const std::vector<char*> argument_array = pointers_to(arguments), environment_array = pointers_to(environment);
  if (path.is_descriptor()) {
    fexecve(path.descriptor, argument_array.data(), environment_array.data());
  } else {
    execve(path.text(), argument_array.data(), environment_array.data());
  }
  return raise_path_error(thread, path);
}

// ---- posix_spawn ----

class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  posix_spawn_file_actions_t* get() { return &actions_; }

  // Adds the actions of a sequence of tuples.
  Status read(Thread& thread, Value sequence);

 private:
  Status add(Thread& thread, Tuple* action);
  Status add_open(Thread& thread, Tuple* action);

  posix_spawn_file_actions_t actions_;
};

Status check(Thread& thread, int number) {
  if (number != 0) return raise_os_error(thread, number);
  return {};
}

Status check_size(Thread& thread, Tuple* action, size_t size, const char* name) {
  if (action->size == size) return {};
  return raise_type_error(thread, "A {} file_action tuple must have {} elements", name, size);
}

Status FileActions::add_open(Thread& thread, Tuple* action) {
  TRY(check_size(thread, action, 5, "open"));
  const int descriptor = TRY(int_argument(thread, action->items[1]));
  const PathArgument path = TRY(path_argument(thread, action->items[2], "posix_spawn"));
  const int flags = TRY(int_argument(thread, action->items[3]));
  const int64_t mode = TRY(long_argument(thread, action->items[4]));
  return check(thread,
               posix_spawn_file_actions_addopen(&actions_, descriptor, path.text(), flags, static_cast<mode_t>(mode)));
}

Status FileActions::add(Thread& thread, Tuple* action) {
  // The numbers of POSIX_SPAWN_OPEN and so on; see constants.def.
  enum { kOpen, kClose, kDup2, kCloseFrom };
  switch (TRY(int_argument(thread, action->items[0]))) {
    case kOpen: return add_open(thread, action);
    case kClose:
      TRY(check_size(thread, action, 2, "close"));
      return check(thread, posix_spawn_file_actions_addclose(&actions_, TRY(int_argument(thread, action->items[1]))));
    case kDup2: {
      TRY(check_size(thread, action, 3, "dup2"));
      const int from = TRY(int_argument(thread, action->items[1])), to = TRY(int_argument(thread, action->items[2]));
      return check(thread, posix_spawn_file_actions_adddup2(&actions_, from, to));
    }
    case kCloseFrom:
      TRY(check_size(thread, action, 2, "closefrom"));
      return check(thread,
                   posix_spawn_file_actions_addclosefrom_np(&actions_, TRY(int_argument(thread, action->items[1]))));
    default: return raise_type_error(thread, "Unknown file_actions identifier");
  }
}

Status FileActions::read(Thread& thread, Value sequence) {
  Value iterator = get_iterator(thread, sequence);
  if (iterator.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return Failure{};
    return raise_type_error(thread, "file_actions must be a sequence or None");
  }
  Tuple* actions = TRY(tuple_from_iterable(thread, iterator));
  for (Value action : actions->view()) {
    if (!action.is_kind(Kind::kTuple) || action.as<Tuple>()->size == 0) {
      return raise_type_error(thread, "Each file_actions element must be a non-empty tuple");
    }
    TRY(add(thread, action.as<Tuple>()));
  }
  return {};
}

class SpawnAttributes {
 public:
  explicit SpawnAttributes(const char* function) : function_(function) { posix_spawnattr_init(&attributes_); }
  ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

  // Arguments (setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler).
  Status read(Thread& thread, Value* args);

 private:
  Status read_signals(Thread& thread, Value* args);
  Status read_scheduler(Thread& thread, Value scheduler);

  const char* function_;
  posix_spawnattr_t attributes_;
  int flags_ = 0;
};

Status SpawnAttributes::read_signals(Thread& thread, Value* args) {
  sigset_t set;
  if (!args[0].is_unbound()) {
    TRY(signals::signal_set_argument(thread, args[0], set));
    TRY(check(thread, posix_spawnattr_setsigmask(&attributes_, &set)));
    flags_ |= POSIX_SPAWN_SETSIGMASK;
  }
  if (!args[1].is_unbound()) {
    TRY(signals::signal_set_argument(thread, args[1], set));
    TRY(check(thread, posix_spawnattr_setsigdefault(&attributes_, &set)));
    flags_ |= POSIX_SPAWN_SETSIGDEF;
  }
  return {};
}

Status SpawnAttributes::read_scheduler(Thread& thread, Value scheduler) {
  if (scheduler.is_unbound() || scheduler.is_none()) return {};
  if (!scheduler.is_kind(Kind::kTuple) || scheduler.as<Tuple>()->size != 2) {
    return raise_type_error(thread, "{}: scheduler must be a tuple or None", function_);
  }
  Value policy = scheduler.as<Tuple>()->items[0], parameter = scheduler.as<Tuple>()->items[1];
  if (type_of(thread, parameter) != struct_sequence_type(thread.runtime, kSchedParam)) {
    return raise_type_error(thread, "must have a sched_param object");
  }
  sched_param parameters = {};
  parameters.sched_priority = TRY(int_argument(thread, struct_sequence_field(parameter, 0)));
  if (!policy.is_none()) {
    TRY(check(thread, posix_spawnattr_setschedpolicy(&attributes_, TRY(int_argument(thread, policy)))));
    flags_ |= POSIX_SPAWN_SETSCHEDULER;
  }
  TRY(check(thread, posix_spawnattr_setschedparam(&attributes_, &parameters)));
  flags_ |= POSIX_SPAWN_SETSCHEDPARAM;
  return {};
}

Status SpawnAttributes::read(Thread& thread, Value* args) {
  if (!args[0].is_unbound() && !args[0].is_none()) {
    TRY(check(thread, posix_spawnattr_setpgroup(&attributes_, TRY(int_argument(thread, args[0])))));
    flags_ |= POSIX_SPAWN_SETPGROUP;
  }
  if (TRY(flag_argument(thread, args[1], false))) flags_ |= POSIX_SPAWN_RESETIDS;
  if (TRY(flag_argument(thread, args[2], false))) flags_ |= POSIX_SPAWN_SETSID;
  TRY(read_signals(thread, args + 3));
  TRY(read_scheduler(thread, args[5]));
  return check(thread, posix_spawnattr_setflags(&attributes_, static_cast<short>(flags_)));
}

using Spawn = int (*)(pid_t*, const char*, const posix_spawn_file_actions_t*, const posix_spawnattr_t*, char* const*,
                      char* const*);

// Arguments (path, argv, env, *, file_actions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler).
Value spawn(Thread& thread, Value* args, const char* function, Spawn system_function) {
  const PathArgument path = TRY(path_argument(thread, args[0], function));
  const std::string name = function;
  if (!args[2].is_none() && !is_mapping(thread, args[2])) {
    return raise_type_error(thread, "{}: environment must be a mapping object or None", name);
  }
  std::vector<std::string> arguments = TRY(argument_list(thread, args[1], (name + ": argv").c_str()));
  std::vector<std::string> environment;
  if (!args[2].is_none()) environment = TRY(environment_list(thread, args[2]));
  FileActions actions;
  if (!args[3].is_unbound() && !args[3].is_none()) TRY(actions.read(thread, args[3]));
  SpawnAttributes attributes(function);
  TRY(attributes.read(thread, args + 4));
  TRY(audit(thread, "os.posix_spawn", {path.object, args[1], args[2]}));
  std::vector<char*> argument_array = pointers_to(arguments), environment_array = pointers_to(environment);
  pid_t process = 0;
  const int number = system_function(&process, path.text(), actions.get(), attributes.get(), argument_array.data(),
                                     args[2].is_none() ? environ : environment_array.data());
  if (number != 0) return raise_os_error(thread, number, path.object);
  return make_int(thread, process);
}

Value posix_spawn_function(Thread& thread, Value* args) { return spawn(thread, args, "posix_spawn", posix_spawn); }
Value posix_spawnp_function(Thread& thread, Value* args) { return spawn(thread, args, "posix_spawnp", posix_spawnp); }

constexpr NativeDefinition kFunctions[] = {
    {"execv(path, argv, /)", execv_function, "Runs a program in place of this one."},
    {"execve(path, argv, env)", execve_function,
     "Runs a program in place of this one, with an environment. The path may be a descriptor."},
};

constexpr NativeDefinition kSpawning[] = {
    {"posix_spawn(path, argv, env, /, *, file_actions=(), setpgroup=<unrepresentable>, resetids=False, setsid=False, "
     "setsigmask=(), setsigdef=(), scheduler=<unrepresentable>)",
     posix_spawn_function, "Starts a program in a new process and gives its number."},
    {"posix_spawnp(path, argv, env, /, *, file_actions=(), setpgroup=<unrepresentable>, resetids=False, setsid=False, "
     "setsigmask=(), setsigdef=(), scheduler=<unrepresentable>)",
     posix_spawnp_function, "As posix_spawn(); the program is looked for where PATH says."},
};

}  // namespace

const std::span<const NativeDefinition> kExecuteFunctions = kFunctions;
const std::span<const NativeDefinition> kSpawnFunctions = kSpawning;

}  // namespace memphis::posix
