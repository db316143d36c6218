// The module _thread: locks, and what a program with one thread can know of threads. Starting another one is not
// possible yet, and says so as CPython does where the system has no thread left.
#include <unistd.h>

#include <csignal>

#include "modules/modules.h"
#include "modules/thread/thread.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/safepoint.h"
#include "runtime/struct_sequence.h"

namespace memphis {

namespace threads {

namespace {

// ---- local ----

Value local_new(Thread& thread, Value* args) {
  bool has_arguments =
      args[1].as<Tuple>()->size != 0 || (args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0);
  if (has_arguments && args[0].as<Type>()->special_method(Special::kInit) == thread.runtime.object_init) {
    return raise_type_error(thread, "Initialization arguments are not supported");
  }
  return allocate_instance<Cell>(thread, args[0].as<Type>());
}

Value get_local_dict(Thread& thread, Value self) { return instance_dict(thread, self); }

constexpr NativeDefinition kLocalMethods[] = {
    {"__new__(type, /, *args, **kwargs)", local_new, "", NativeKind::kStaticMethod},
};

constexpr GetSetDefinition kLocalAttributes[] = {
    {"__dict__", get_local_dict},
};

// ---- Handles ----

struct Handle : Cell {
  uint64_t ident;
  bool is_done;
};

Value handle_new(Thread& thread, Value* args) { return allocate_instance<Handle>(thread, args[0].as<Type>()); }

Value handle_repr(Thread& thread, Value* args) {
  return make_str(thread, fmt::format("<_thread._ThreadHandle object: ident={}>", args[0].as<Handle>()->ident));
}

Value get_handle_ident(Thread& thread, Value self) { return make_int_unsigned(thread, self.as<Handle>()->ident); }

Value handle_join(Thread& thread, Value* args) {
  auto* handle = args[0].as<Handle>();
  if (handle->ident == 0) return raise(thread, ExceptionId::kRuntimeError, "thread not started");
  if (handle->ident == thread.identity() && !handle->is_done) {
    return raise(thread, ExceptionId::kRuntimeError, "Cannot join current thread");
  }
  int64_t deadline =
      args[1].is_unbound() || args[1].is_none() ? -1 : TRY(deadline_of(thread, Value::true_value(), args[1]));
  while (!handle->is_done && TRY(wait_a_moment(thread, deadline))) {
  }
  return Value::none();
}

Value handle_is_done(Thread& thread, Value* args) {
  (void)thread;
  return Value::boolean(args[0].as<Handle>()->is_done);
}

Value handle_set_done(Thread& thread, Value* args) {
  (void)thread;
  args[0].as<Handle>()->is_done = true;
  return Value::none();
}

constexpr NativeDefinition kHandleMethods[] = {
    {"__new__(type)", handle_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", handle_repr, "Return repr(self)."},
    {"join(self, timeout=None, /)", handle_join},
    {"is_done(self, /)", handle_is_done},
    {"_set_done(self, /)", handle_set_done},
};

constexpr GetSetDefinition kHandleAttributes[] = {
    {"ident", get_handle_ident},
};

}  // namespace

Value make_handle(Thread& thread, uint64_t ident) {
  auto* handle = TRY(allocate_instance<Handle>(thread, native_type(thread.runtime, kHandleType)));
  handle->ident = ident;
  return handle;
}

constinit const TypeSpec kLocalType = {
    .name = "_local",
    .module = "_thread",
    .flags = kTypeHasDict | kTypeHasWeakReferences,
    .methods = kLocalMethods,
    .attributes = kLocalAttributes,
    .doc = "Attributes that each thread has for itself.",
};

constinit const TypeSpec kHandleType = {
    .name = "_ThreadHandle",
    .module = "_thread",
    .basic_size = sizeof(Handle),
    .flags = kTypeIsFinal,
    .methods = kHandleMethods,
    .attributes = kHandleAttributes,
};

namespace {

// ---- Functions ----

Value get_ident(Thread& thread, Value* args) {
  (void)args;
  return make_int_unsigned(thread, thread.identity());
}

Value get_native_id(Thread& thread, Value* args) {
  (void)args;
  return make_int(thread, gettid());
}

Value allocate_lock(Thread& thread, Value* args) {
  (void)args;
  return make_lock(thread);
}

FailureOfAnyType raise_cannot_start(Thread& thread) {
  return raise(thread, ExceptionId::kRuntimeError, "can't start new thread");
}

Value start_new_thread(Thread& thread, Value* args) {
  if (!is_callable(thread, args[0])) return raise_type_error(thread, "first arg must be callable");
  if (!args[1].is_kind(Kind::kTuple)) return raise_type_error(thread, "2nd arg must be a tuple");
  if (!args[2].is_unbound() && !args[2].is_kind(Kind::kDict)) {
    return raise_type_error(thread, "optional 3rd arg must be a dictionary");
  }
  return raise_cannot_start(thread);
}

Value start_joinable_thread(Thread& thread, Value* args) {
  if (!is_callable(thread, args[0])) return raise_type_error(thread, "thread function must be callable");
  bool has_handle = !args[1].is_unbound() && !args[1].is_none();
  if (has_handle && type_of(thread, args[1]) != native_type(thread.runtime, kHandleType)) {
    return raise_type_error(thread, "'handle' must be a _ThreadHandle");
  }
  return raise_cannot_start(thread);
}

Value count_threads(Thread& thread, Value* args) {
  (void)thread;
  (void)args;
  return Value::small_int(0);  // threads that were started here and run
}

Value answer_true(Thread& thread, Value* args) {
  (void)thread;
  (void)args;
  return Value::true_value();
}

Value do_nothing(Thread& thread, Value* args) {
  (void)thread;
  (void)args;
  return Value::none();
}

Value exit_thread(Thread& thread, Value* args) {
  (void)args;
  return raise_value(thread, thread.runtime.exception_type(ExceptionId::kSystemExit));
}

Value interrupt_main(Thread& thread, Value* args) {
  const int signal_number = TRY(int_argument(thread, args[0], SIGINT));
  if (signal_number < 1 || signal_number >= NSIG) return raise_value_error(thread, "signal number out of range");
  thread.runtime.report_signal(signal_number);
  TRY(safepoint(thread));
  return Value::none();
}

Value stack_size(Thread& thread, Value* args) {
  int64_t size = args[0].is_unbound() ? 0 : TRY(to_index_int64(thread, args[0]));
  if (size < 0) return raise_value_error(thread, "size must be 0 or a positive value");
  return Value::small_int(0);
}

Value make_thread_handle(Thread& thread, Value* args) {
  if (!is_int(args[0])) return raise_type_error(thread, "ident must be an integer");
  return make_handle(thread, static_cast<uint64_t>(TRY(to_index_int64(thread, args[0]))));
}

constexpr NativeDefinition kFunctions[] = {
    {"get_ident()", get_ident, "A number that tells the running thread from all others."},
    {"get_native_id()", get_native_id, "The system's number of the running thread."},
    {"allocate_lock()", allocate_lock, "A new lock."},
    {"allocate()", allocate_lock, "A new lock."},
    {"start_new_thread(function, args, kwargs={}, /)", start_new_thread, "Starts a thread and returns its number."},
    {"start_new(function, args, kwargs={}, /)", start_new_thread, "Starts a thread and returns its number."},
    {"start_joinable_thread(function, handle=None, daemon=True)", start_joinable_thread,
     "Starts a thread and returns its handle. For threading."},
    {"daemon_threads_allowed()", answer_true, "Whether threads may outlive the main thread."},
    {"exit()", exit_thread, "Raises SystemExit, which ends a thread quietly."},
    {"exit_thread()", exit_thread, "Raises SystemExit, which ends a thread quietly."},
    {"interrupt_main(signum=signal.SIGINT, /)", interrupt_main, "Acts as if the signal had come."},
    {"stack_size(size=0, /)", stack_size, "The stack size of new threads; 0 is the system's own choice."},
    {"_count()", count_threads, "The number of threads that were started and run."},
    {"_is_main_interpreter()", answer_true, "Whether this is the first interpreter of the process."},
    {"_shutdown()", do_nothing, "Waits for all threads that are not daemons. For threading."},
    {"_make_thread_handle(ident, /)", make_thread_handle, "A handle of a thread that runs already. For threading."},
    {"_get_main_thread_ident()", get_ident, "The number of the main thread. For threading."},
};

constexpr StructField kExceptHookFields[] = {
    {"exc_type", "Exception type"},
    {"exc_value", "Exception value"},
    {"exc_traceback", "Exception traceback"},
    {"thread", "Thread"},
};
constexpr StructSequenceSpec kExceptHookArguments =
    struct_sequence("_thread", "_ExceptHookArgs", "What threading.excepthook is given.", kExceptHookFields, 4);

Status add_contents(Thread& thread, Module* module) {
  for (const TypeSpec* spec : {&kLockType, &kReentrantLockType, &kLocalType, &kHandleType}) {
    TRY(add_module_type(thread, module, *spec));
  }
  TRY(set_module_attribute(thread, module, "LockType", native_type(thread.runtime, kLockType)));
  Type* hook_arguments = TRY(make_struct_sequence_type(thread, kExceptHookArguments));
  TRY(set_module_attribute(thread, module, "_ExceptHookArgs", hook_arguments));
  TRY(set_module_attribute(thread, module, "error", thread.runtime.exception_type(ExceptionId::kRuntimeError)));
  Value longest = TRY(make_float(thread, 9223372036.0));
  return set_module_attribute(thread, module, "TIMEOUT_MAX", longest);
}

}  // namespace
}  // namespace threads

Value create_thread_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_thread", "Threads and locks.", threads::kFunctions));
  TRY(threads::add_contents(thread, module));
  return module;
}

}  // namespace memphis
