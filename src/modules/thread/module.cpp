// The module _thread.
#include <pthread.h>
#include <unistd.h>

#include <csignal>

#include "modules/modules.h"
#include "modules/thread/thread.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/safepoint.h"
#include "runtime/struct_sequence.h"
#include "runtime/traceback_text.h"

namespace memphis {

namespace threads {

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

// Its arguments as they came, checked.
Value start_new_thread(Thread& thread, Value* args) {
  if (!is_callable(thread, args[0])) return raise_type_error(thread, "first arg must be callable");
  if (!args[1].is_kind(Kind::kTuple)) return raise_type_error(thread, "2nd arg must be a tuple");
  if (!args[2].is_unbound() && !args[2].is_kind(Kind::kDict)) {
    return raise_type_error(thread, "optional 3rd arg must be a dictionary");
  }
  Value handle = TRY(make_handle(thread, 0));
  TRY(start_thread(thread, args[0], args[1].as<Tuple>(), args[2], handle, true));
  return get_attribute(thread, handle, TRY(intern_text(thread.runtime, "ident")));
}

Value start_joinable_thread(Thread& thread, Value* args) {
  if (!is_callable(thread, args[0])) return raise_type_error(thread, "thread function must be callable");
  bool has_handle = !args[1].is_unbound() && !args[1].is_none();
  if (has_handle && type_of(thread, args[1]) != native_type(thread.runtime, kHandleType)) {
    return raise_type_error(thread, "'handle' must be a _ThreadHandle");
  }
  Value handle = has_handle ? args[1] : TRY(make_handle(thread, 0));
  bool is_daemon = args[2].is_unbound() || TRY(is_true(thread, args[2]));
  TRY(start_thread(thread, args[0], thread.runtime.empty_tuple, Value::unbound(), handle, is_daemon));
  return handle;
}

Value count_threads(Thread& thread, Value* args) {
  (void)args;
  return Value::small_int(static_cast<int64_t>(thread.runtime.threads.size()) - 1);
}

Value shut_down(Thread& thread, Value* args) {
  (void)args;
  TRY(join_all(thread));
  return Value::none();
}

Value set_name(Thread& thread, Value* args) {
  if (!is_str(args[0])) return raise_argument_error(thread, "set_name", "name", "str", args[0]);
  // The system keeps 15 bytes.
  std::string name = text_of(args[0]).substr(0, 15);
  pthread_setname_np(pthread_self(), name.c_str());
  return Value::none();
}

// Threads without a name (None: the thread ends as the interpreter does) are known by their number.
Fallible<std::string> shown_name(Thread& thread, Value started) {
  if (started.is_none()) return std::to_string(thread.identity());
  Value name = TRY(get_attribute(thread, started, Name::kNameAttribute));
  return text_of(TRY(to_str(thread, name)));
}

Value handle_exception(Thread& thread, Value* args) {
  if (!args[0].is_kind(Kind::kTuple) || args[0].as<Tuple>()->size != 4) {
    return raise_type_error(thread, "_thread._excepthook argument type must be ExceptHookArgs");
  }
  const auto* given = args[0].as<Tuple>();
  if (given->items[0] == Value(thread.runtime.exception_type(ExceptionId::kSystemExit))) return Value::none();
  std::string text = "Exception in thread " + TRY(shown_name(thread, given->items[3])) + ":\n";
  if (given->items[1].is_kind(Kind::kException)) text += format_exception(thread, given->items[1]);
  TRY(write_to_stream(thread, Name::kStderr, text));
  return Value::none();
}

Value get_main_ident(Thread& thread, Value* args) {
  (void)args;
  return make_int_unsigned(thread, thread.runtime.main_thread->identity());
}

Value answer_true(Thread& thread, Value* args) {
  (void)thread;
  (void)args;
  return Value::true_value();
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
  constexpr int64_t kSmallest = 32 * 1024;
  int64_t size = args[0].is_unbound() ? 0 : TRY(to_index_int64(thread, args[0]));
  if (size < 0) return raise_value_error(thread, "size must be 0 or a positive value");
  if (size != 0 && size < kSmallest) return raise_value_error(thread, "size not valid: {} bytes", size);
  size_t previous = thread.runtime.thread_stack_size;
  if (!args[0].is_unbound()) thread.runtime.thread_stack_size = static_cast<size_t>(size);
  return make_int_unsigned(thread, previous);
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
    {"_shutdown()", shut_down, "Waits for all threads that are not daemons. For threading."},
    {"_make_thread_handle(ident, /)", make_thread_handle, "A handle of a thread that runs already. For threading."},
    {"_excepthook(exc_info, /)", handle_exception, "Shows an exception that has ended a thread."},
    {"set_name(name)", set_name, "Names the running thread for the system."},
    {"_get_main_thread_ident()", get_main_ident, "The number of the main thread. For threading."},
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
  thread.runtime.forget_other_threads = forget_other_threads;
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
