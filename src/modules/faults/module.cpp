// The module faulthandler.
#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>

#include "modules/faults/dump.h"
#include "modules/faults/receiver.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/timestamp.h"

namespace memphis {

namespace faults {

namespace {

constexpr char kStateKey = 0;
constexpr size_t kSignalStackSize = 64 * 1024;

// A thread that writes tracebacks when the time is over.
struct Watchdog {
  bool is_running = false;
  pthread_t thread;
  sem_t cancelled;
  int64_t timeout;
  bool repeats, exits;
  int descriptor;
  const Runtime* runtime;
};

// What a Runtime has of the module. The files are kept alive in a list, so that their descriptors stay open.
struct State {
  Runtime* runtime;
  List* files;
  void* signal_stack = nullptr;
  Watchdog watchdog;
};

void write_timeout(const Watchdog& watchdog) {
  const auto microseconds = static_cast<uint64_t>((watchdog.timeout + 999) / 1000);
  const uint64_t seconds = microseconds / 1'000'000;
  write_text(watchdog.descriptor, "Timeout (");
  write_decimal(watchdog.descriptor, seconds / 3600);
  write_text(watchdog.descriptor, ":");
  write_decimal(watchdog.descriptor, seconds / 60 % 60, 2);
  write_text(watchdog.descriptor, ":");
  write_decimal(watchdog.descriptor, seconds % 60, 2);
  if (microseconds % 1'000'000 != 0) {
    write_text(watchdog.descriptor, ".");
    write_decimal(watchdog.descriptor, microseconds % 1'000'000, 6);
  }
  write_text(watchdog.descriptor, ")!\n");
}

void* watch(void* argument) {
  auto* watchdog = static_cast<Watchdog*>(argument);
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int64_t deadline = nanoseconds_of(now);
  do {
    if (__builtin_add_overflow(deadline, watchdog->timeout, &deadline)) deadline = INT64_MAX;
    const timespec end = timespec_of(deadline);
    int result;
    while ((result = sem_clockwait(&watchdog->cancelled, CLOCK_MONOTONIC, &end)) < 0 && errno == EINTR) {
    }
    if (result == 0) return nullptr;
    write_timeout(*watchdog);
    dump_tracebacks(watchdog->descriptor, *watchdog->runtime, true);
    if (watchdog->exits) _exit(1);
  } while (watchdog->repeats);
  return nullptr;
}

void cancel(Watchdog& watchdog) {
  if (!watchdog.is_running) return;
  watchdog.is_running = false;
  sem_post(&watchdog.cancelled);
  pthread_join(watchdog.thread, nullptr);
  sem_destroy(&watchdog.cancelled);
}

void release_state(void* resource) {
  auto* state = static_cast<State*>(resource);
  cancel(state->watchdog);
  release(*state->runtime);
  if (state->signal_stack != nullptr) {
    stack_t none = {};
    none.ss_flags = SS_DISABLE;
    sigaltstack(&none, nullptr);
    munmap(state->signal_stack, kSignalStackSize);
  }
  delete state;
}

State* state_of(Thread& thread) {
  Runtime& runtime = thread.runtime;
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &kStateKey) return static_cast<State*>(state);
  }
  List* files = TRY(make_list(thread));
  runtime.permanent.push_back(files);
  auto* state = new State{.runtime = &runtime, .files = files};
  runtime.native_resources.push_back({files, state, release_state});
  runtime.module_states.emplace_back(&kStateKey, state);
  return state;
}

// ---- Arguments ----

// The descriptor of a file argument, which is flushed; what is left out or None is sys.stderr.
Fallible<int> file_argument(Thread& thread, Value file) {
  if (file.is_unbound() || file.is_none()) {
    file = dict_get_name(thread.runtime, thread.runtime.sys_dict, thread.runtime.name(Name::kStderr));
    if (file.is_unbound()) return raise(thread, ExceptionId::kRuntimeError, "unable to get sys.stderr");
    if (file.is_none()) return raise(thread, ExceptionId::kRuntimeError, "sys.stderr is None");
  } else if (is_int(file)) {
    const int descriptor = TRY(int_argument(thread, file));
    if (descriptor < 0) return raise_value_error(thread, "file is not a valid file descriptor");
    return descriptor;
  }
  Value number = TRY(call_method(thread, file, Name::kFileNumber));
  const int descriptor = is_int(number) ? TRY(int_argument(thread, number)) : -1;
  if (descriptor < 0) {
    return raise(thread, ExceptionId::kRuntimeError, "file.fileno() is not a valid file descriptor");
  }
  if (call_method(thread, file, Name::kFlush).is_error()) take_pending(thread);
  TRY(list_append(thread, TRY(state_of(thread))->files, file));
  return descriptor;
}

Fallible<Target> target_argument(Thread& thread, Value file, Value all_threads) {
  const bool all = TRY(flag_argument(thread, all_threads, true));
  const int descriptor = TRY(file_argument(thread, file));
  return Target{descriptor, all};
}

Fallible<int> signal_argument(Thread& thread, Value value) {
  const int number = TRY(int_argument(thread, value));
  if (is_fatal(number)) {
    return raise(thread, ExceptionId::kRuntimeError, "signal {} cannot be registered, use enable() instead", number);
  }
  if (number < 1 || number >= NSIG) return raise_value_error(thread, "signal number out of range");
  return number;
}

// ---- Functions ----

Value dump_traceback_function(Thread& thread, Value* args) {
  const Target target = TRY(target_argument(thread, args[0], args[1]));
  dump_tracebacks(target.descriptor, thread.runtime, target.all_threads);
  return Value::none();
}

Value dump_c_stack_function(Thread& thread, Value* args) {
  dump_native_stack(TRY(file_argument(thread, args[0])));
  return Value::none();
}

// Handlers of a stack that has overflown need a stack of their own.
void use_signal_stack(State* state) {
  if (state->signal_stack != nullptr) return;
  void* memory = mmap(nullptr, kSignalStackSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  state->signal_stack = memory;
  stack_t stack = {};
  stack.ss_sp = memory;
  stack.ss_size = kSignalStackSize;
  sigaltstack(&stack, nullptr);
}

Value enable_function(Thread& thread, Value* args) {
  const Target target = TRY(target_argument(thread, args[0], args[1]));
  const bool native_stack = TRY(flag_argument(thread, args[2], true));
  use_signal_stack(TRY(state_of(thread)));
  if (!enable_fatal(thread.runtime, target, native_stack)) return raise_os_error(thread, errno);
  return Value::none();
}

Value disable_function(Thread&, Value*) { return Value::boolean(disable_fatal()); }
Value is_enabled_function(Thread&, Value*) { return Value::boolean(fatal_is_enabled()); }

Value register_function(Thread& thread, Value* args) {
  const int number = TRY(signal_argument(thread, args[0]));
  const Target target = TRY(target_argument(thread, args[1], args[2]));
  const bool chain = TRY(flag_argument(thread, args[3], false));
  TRY(state_of(thread));
  if (!register_signal(thread.runtime, number, target, chain)) return raise_os_error(thread, errno);
  return Value::none();
}

Value unregister_function(Thread& thread, Value* args) {
  return Value::boolean(unregister_signal(TRY(signal_argument(thread, args[0]))));
}

Value dump_traceback_later_function(Thread& thread, Value* args) {
  const int64_t timeout = TRY(to_nanoseconds(thread, args[0], Rounding::kCeiling));
  const bool repeats = TRY(flag_argument(thread, args[1], false)), exits = TRY(flag_argument(thread, args[3], false));
  if (timeout <= 0) return raise_value_error(thread, "timeout must be greater than 0");
  const int descriptor = TRY(file_argument(thread, args[2]));
  Watchdog& watchdog = TRY(state_of(thread))->watchdog;
  cancel(watchdog);
  watchdog.timeout = timeout;
  watchdog.repeats = repeats;
  watchdog.exits = exits;
  watchdog.descriptor = descriptor;
  watchdog.runtime = &thread.runtime;
  sem_init(&watchdog.cancelled, 0, 0);
  // Signals are for the threads of the program.
  sigset_t all, mask;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &mask);
  watchdog.is_running = pthread_create(&watchdog.thread, nullptr, watch, &watchdog) == 0;
  pthread_sigmask(SIG_SETMASK, &mask, nullptr);
  if (!watchdog.is_running) return raise(thread, ExceptionId::kRuntimeError, "unable to start watchdog thread");
  return Value::none();
}

Value cancel_dump_traceback_later_function(Thread& thread, Value*) {
  cancel(TRY(state_of(thread))->watchdog);
  return Value::none();
}

// ---- For tests ----

template <int number>
Value send_signal(Thread&, Value*) {
  ::raise(number);
  return Value::none();
}

Value read_null(Thread& thread, Value*) {
  const volatile int* nowhere = nullptr;
  asm volatile("" : "+r"(nowhere));
  return make_int(thread, *nowhere);
}

constexpr NativeDefinition kFunctions[] = {
    {"enable(file=sys.stderr, all_threads=True, c_stack=True)", enable_function, "Has fatal signals write tracebacks."},
    {"disable()", disable_function, "Undoes enable(), and tells whether there was something to undo."},
    {"is_enabled()", is_enabled_function, "Whether fatal signals write tracebacks."},
    {"dump_traceback(file=sys.stderr, all_threads=True)", dump_traceback_function,
     "Writes the traceback of this thread, or of all."},
    {"dump_c_stack(file=sys.stderr)", dump_c_stack_function, "Writes what is known of this thread's native stack."},
    {"dump_traceback_later(timeout, repeat=False, file=sys.stderr, exit=False)", dump_traceback_later_function,
     "Writes the tracebacks of all threads when so many seconds are over, once or again and again."},
    {"cancel_dump_traceback_later()", cancel_dump_traceback_later_function, "Undoes dump_traceback_later()."},
    {"register(signum, file=sys.stderr, all_threads=True, chain=False)", register_function,
     "Has a signal write tracebacks."},
    {"unregister(signum, /)", unregister_function, "Undoes register(), and tells whether there was something to undo."},
    {"_sigsegv(release_gil=False, /)", send_signal<SIGSEGV>, "Raises SIGSEGV."},
    {"_sigfpe()", send_signal<SIGFPE>, "Raises SIGFPE."},
    {"_sigabrt()", send_signal<SIGABRT>, "Raises SIGABRT."},
    {"_read_null()", read_null, "Reads where nothing is."},
};

}  // namespace
}  // namespace faults

Value create_faulthandler_module(Thread& thread) {
  return TRY(
      make_native_module(thread, "faulthandler", "Tracebacks of programs that crash or hang.", faults::kFunctions));
}

}  // namespace memphis
