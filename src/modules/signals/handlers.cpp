#include "modules/signals/handlers.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "modules/signals/receiver.h"
#include "modules/signals/signal_set.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/frame_object.h"
#include "runtime/operations.h"
#include "runtime/safepoint.h"

namespace memphis::signals {

namespace {

constexpr char kStateKey = 0;  // its address is the key of the state
constexpr int64_t kDefault = 0, kIgnore = 1;

// ---- Running handlers ----

// A byte could not be written to the wakeup descriptor: told, but nobody's error.
void report_wakeup_error(Thread& thread, const SignalState& state) {
  const int number = take_wakeup_error();
  if (number == 0) return;
  if ((number == EAGAIN || number == EWOULDBLOCK) && !state.warns_of_full_buffer) return;
  Value saved = thread.pending;
  thread.pending = Value::unbound();
  (void)raise_os_error(thread, number);
  write_unraisable(thread, Value::none(), "Exception ignored when trying to write to the signal wakeup fd");
  thread.pending = saved;
}

Status handle_signal(Thread& thread, int signal_number) {
  SignalState* state = TRY(signal_state(thread));
  report_wakeup_error(thread, *state);
  Value handler = state->handlers->items[signal_number];
  if (handler.is_none() || handler.is_small_int()) return {};
  Value frame = Value::none();
  if (thread.frame != nullptr) frame = TRY(frame_object_of(thread, thread.frame));
  TRY(call(thread, handler, {Value::small_int(signal_number), frame}));
  return {};
}

// ---- The state ----

Value current_handler(int signal_number, Value default_interrupt_handler) {
  struct sigaction action;
  if (sigaction(signal_number, nullptr, &action) < 0) return Value::none();
  if (action.sa_handler == SIG_DFL) return Value::small_int(kDefault);
  if (action.sa_handler == SIG_IGN) return Value::small_int(kIgnore);
  // Whoever runs the program has Ctrl-C already, and interrupts the Runtime.
  return signal_number == SIGINT ? default_interrupt_handler : Value::none();
}

void release_state(void* resource) {
  auto* state = static_cast<SignalState*>(resource);
  release_signals(*state->runtime);
  delete state;
}

Value default_int_handler(Thread& thread, Value*) {
  return raise_value(thread, thread.runtime.exception_type(ExceptionId::kKeyboardInterrupt));
}

constexpr NativeDefinition kDefaultInterruptHandler = {"default_int_handler(signalnum, frame, /)", default_int_handler,
                                                       "The handler of SIGINT as it is by default: KeyboardInterrupt."};

}  // namespace

SignalState* signal_state(Thread& thread) {
  Runtime& runtime = thread.runtime;
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &kStateKey) return static_cast<SignalState*>(state);
  }
  Str* module_name = TRY(make_str(thread, "_signal"));
  NativeFunction* interrupt =
      TRY(make_native_function(thread, kDefaultInterruptHandler, Value::unbound(), Value(module_name)));
  Tuple* handlers = TRY(allocate_tuple(thread, kSignalCount));
  handlers->items[0] = Value::none();
  for (int i = 1; i < kSignalCount; i++) handlers->items[i] = current_handler(i, Value(interrupt));
  runtime.permanent.push_back(handlers);
  auto* state = new SignalState{.runtime = &runtime, .handlers = handlers};
  runtime.native_resources.push_back({handlers, state, release_state});
  runtime.module_states.emplace_back(&kStateKey, state);
  runtime.handle_signal = handle_signal;
  return state;
}

Status check_main_thread(Thread& thread, const char* function) {
  if (&thread == thread.runtime.main_thread && claim_signals(thread.runtime)) return {};
  return raise_value_error(thread, "{} only works in main thread of the main interpreter", function);
}

Fallible<int> signal_argument(Thread& thread, Value value) {
  const int number = TRY(int_argument(thread, value));
  if (number < 1 || number >= kSignalCount) return raise_value_error(thread, "signal number out of range");
  return number;
}

namespace {

// ---- Functions ----

Value signal_function(Thread& thread, Value* args) {
  const int number = TRY(int_argument(thread, args[0]));
  Value handler = args[1];
  TRY(check_main_thread(thread, "signal"));
  if (number < 1 || number >= kSignalCount) return raise_value_error(thread, "signal number out of range");
  struct sigaction action = {};
  if (is_callable(thread, handler)) {
    action.sa_handler = receive_signal;
  } else if (TRY(are_equal(thread, handler, Value::small_int(kIgnore)))) {
    action.sa_handler = SIG_IGN;
    handler = Value::small_int(kIgnore);
  } else if (TRY(are_equal(thread, handler, Value::small_int(kDefault)))) {
    action.sa_handler = SIG_DFL;
    handler = Value::small_int(kDefault);
  } else {
    return raise_type_error(thread, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  }
  // Those that have come are the old handler's.
  TRY(safepoint(thread));
  SignalState* state = TRY(signal_state(thread));
  action.sa_flags = SA_ONSTACK;  // no SA_RESTART: what waits has to end, so that the handler runs
  if (sigaction(number, &action, nullptr) < 0) return raise_os_error(thread, errno);
  Value old = state->handlers->items[number];
  state->handlers->items[number] = handler;
  thread.runtime.heap.write_barrier(state->handlers, handler.bits());
  return old;
}

Value getsignal_function(Thread& thread, Value* args) {
  const int number = TRY(signal_argument(thread, args[0]));
  SignalState* state = TRY(signal_state(thread));
  return state->handlers->items[number];
}

Value siginterrupt_function(Thread& thread, Value* args) {
  const int number = TRY(signal_argument(thread, args[0]));
  const bool interrupts = TRY(int_argument(thread, args[1])) != 0;
  struct sigaction action;
  if (sigaction(number, nullptr, &action) < 0) return raise_os_error(thread, errno);
  action.sa_flags = interrupts ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
  if (sigaction(number, &action, nullptr) < 0) return raise_os_error(thread, errno);
  return Value::none();
}

Value strsignal_function(Thread& thread, Value* args) {
  const int number = TRY(signal_argument(thread, args[0]));
  const char* text = strsignal(number);
  if (text == nullptr || std::string_view(text).starts_with("Unknown signal")) return Value::none();
  return decode_path(thread, text);
}

Value valid_signals_function(Thread& thread, Value*) {
  sigset_t set;
  sigfillset(&set);
  return signal_set_value(thread, set);
}

// ---- Sending ----

// The handler of a signal that this thread sends to itself runs before anything else does.
Value signal_sent(Thread& thread, int error) {
  if (error != 0) return raise_os_error(thread, error);
  TRY(safepoint(thread));
  return Value::none();
}

Value raise_signal_function(Thread& thread, Value* args) {
  const int number = TRY(int_argument(thread, args[0]));
  return signal_sent(thread, ::raise(number) == 0 ? 0 : errno);
}

// ---- The wakeup descriptor ----

Status check_wakeup_descriptor(Thread& thread, int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) < 0) return raise_os_error(thread, errno);
  const int flags = fcntl(descriptor, F_GETFL);
  if (flags < 0) return raise_os_error(thread, errno);
  if ((flags & O_NONBLOCK) == 0) {
    return raise_value_error(thread, "the fd {} must be in non-blocking mode", descriptor);
  }
  return {};
}

Value set_wakeup_fd_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const bool warns = TRY(flag_argument(thread, args[1], true));
  TRY(check_main_thread(thread, "set_wakeup_fd"));
  if (descriptor != -1) TRY(check_wakeup_descriptor(thread, descriptor));
  SignalState* state = TRY(signal_state(thread));
  state->warns_of_full_buffer = warns;
  return make_int(thread, exchange_wakeup_descriptor(descriptor));
}

constexpr NativeDefinition kFunctions[] = {
    {"signal(signalnum, handler, /)", signal_function,
     "Sets what a signal does: a function of the signal's number and the frame, SIG_DFL or SIG_IGN.\n"
     "Gives what it did before."},
    {"getsignal(signalnum, /)", getsignal_function,
     "What a signal does: a function, SIG_DFL, SIG_IGN, or None when it is not known."},
    kDefaultInterruptHandler,
    {"siginterrupt(signalnum, flag, /)", siginterrupt_function, "Whether a signal ends system calls that wait."},
    {"strsignal(signalnum, /)", strsignal_function, "The system's description of a signal; None when there is none."},
    {"valid_signals()", valid_signals_function, "The signals of the system, as a set."},
    {"raise_signal(signalnum, /)", raise_signal_function, "Sends a signal to this process."},
    {"set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)", set_wakeup_fd_function,
     "Has the number of each signal written to a descriptor, -1: to none. Gives the old descriptor.",
     NativeKind::kFunction, CallErrors::kDerived, ""},
};

}  // namespace

const std::span<const NativeDefinition> kHandlerFunctions = kFunctions;

}  // namespace memphis::signals
