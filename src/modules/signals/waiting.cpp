// Timers, masks, and waiting for signals.
#include <pthread.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "modules/signals/handlers.h"
#include "modules/signals/itimer_error.h"
#include "modules/signals/siginfo.h"
#include "modules/signals/signal_set.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/interpreter_lock.h"
#include "runtime/operations.h"
#include "runtime/safepoint.h"
#include "runtime/system_call.h"
#include "runtime/timestamp.h"

namespace memphis::signals {

namespace {

// ---- Timers ----

Value alarm_function(Thread& thread, Value* args) {
  return make_int(thread, alarm(static_cast<unsigned>(TRY(int_argument(thread, args[0])))));
}

Value timer_value(Thread& thread, const itimerval& timer) {
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  Value left = TRY(make_float(thread, seconds(timer.it_value)));
  return make_tuple(thread, {left, TRY(make_float(thread, seconds(timer.it_interval)))});
}

// Whole microseconds, rounded up.
Fallible<timeval> timer_argument(Thread& thread, Value value) {
  if (value.is_unbound()) return timeval{};
  constexpr int64_t kMicrosecond = 1000;
  const timespec time = timespec_of(TRY(to_nanoseconds(thread, value, Rounding::kCeiling)));
  timeval result = {.tv_sec = time.tv_sec, .tv_usec = (time.tv_nsec + kMicrosecond - 1) / kMicrosecond};
  if (result.tv_usec == 1'000'000) {
    result.tv_usec = 0;
    result.tv_sec++;
  }
  return result;
}

Value setitimer_function(Thread& thread, Value* args) {
  const int which = TRY(int_argument(thread, args[0]));
  itimerval timer, old;
  timer.it_value = TRY(timer_argument(thread, args[1]));
  timer.it_interval = TRY(timer_argument(thread, args[2]));
  if (setitimer(static_cast<__itimer_which_t>(which), &timer, &old) < 0) return raise_itimer_error(thread, errno);
  return timer_value(thread, old);
}

Value getitimer_function(Thread& thread, Value* args) {
  const int which = TRY(int_argument(thread, args[0]));
  itimerval timer;
  if (getitimer(static_cast<__itimer_which_t>(which), &timer) < 0) return raise_itimer_error(thread, errno);
  return timer_value(thread, timer);
}

// ---- Masks ----

Value pthread_sigmask_function(Thread& thread, Value* args) {
  const int how = TRY(int_argument(thread, args[0]));
  sigset_t set, old;
  TRY(signal_set_argument(thread, args[1], set));
  const int error = pthread_sigmask(how, &set, &old);
  if (error != 0) return raise_os_error(thread, error);
  // Signals that were held back have come now.
  TRY(safepoint(thread));
  return signal_set_value(thread, old);
}

Value sigpending_function(Thread& thread, Value*) {
  sigset_t set;
  if (sigpending(&set) < 0) return raise_os_error(thread, errno);
  return signal_set_value(thread, set);
}

// ---- Waiting ----

Value pause_function(Thread& thread, Value*) {
  // It ends by a signal, whatever that is: not done again.
  without_interpreter_lock(thread, [] { return pause(); });
  TRY(safepoint(thread));
  return Value::none();
}

Value sigwait_function(Thread& thread, Value* args) {
  sigset_t set;
  TRY(signal_set_argument(thread, args[0], set));
  const int number = TRY(system_call(thread, [&] { return sigwaitinfo(&set, nullptr); }));
  if (number < 0) return raise_os_error(thread, errno);
  return make_int(thread, number);
}

Value sigwaitinfo_function(Thread& thread, Value* args) {
  sigset_t set;
  TRY(signal_set_argument(thread, args[0], set));
  siginfo_t information;
  if (TRY(system_call(thread, [&] { return sigwaitinfo(&set, &information); })) < 0) {
    return raise_os_error(thread, errno);
  }
  return siginfo_value(thread, information);
}

int64_t monotonic_now() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return nanoseconds_of(now);
}

Value sigtimedwait_function(Thread& thread, Value* args) {
  sigset_t set;
  TRY(signal_set_argument(thread, args[0], set));
  const int64_t wait = TRY(to_nanoseconds(thread, args[1], Rounding::kCeiling));
  if (wait < 0) return raise_value_error(thread, "timeout must be non-negative");
  int64_t deadline;
  if (__builtin_add_overflow(monotonic_now(), wait, &deadline)) deadline = INT64_MAX;
  siginfo_t information;
  const int number = TRY(system_call(thread, [&] {
    const int64_t left = deadline - monotonic_now();
    const timespec timeout = timespec_of(left > 0 ? left : 0);
    return sigtimedwait(&set, &information, &timeout);
  }));
  if (number >= 0) return siginfo_value(thread, information);
  if (errno == EAGAIN) return Value::none();
  return raise_os_error(thread, errno);
}

// ---- Sending to threads and processes ----

Value pthread_kill_function(Thread& thread, Value* args) {
  const uint64_t ident = int_to_uint64_wrapped(TRY(to_index(thread, args[0])));
  const int number = TRY(int_argument(thread, args[1]));
  // Threads that are not known have ended: to ask the system for them would not be safe.
  int error = ESRCH;
  for (const Thread* other : thread.runtime.threads) {
    if (other->identity() == ident) error = pthread_kill(static_cast<pthread_t>(ident), number);
  }
  if (error != 0) return raise_os_error(thread, error);
  TRY(safepoint(thread));
  return Value::none();
}

Value pidfd_send_signal_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0])), number = TRY(int_argument(thread, args[1]));
  if (!args[2].is_unbound() && !args[2].is_none()) return raise_type_error(thread, "siginfo must be None");
  const int flags = TRY(int_argument(thread, args[3], 0));
  if (syscall(SYS_pidfd_send_signal, descriptor, number, nullptr, flags) < 0) return raise_os_error(thread, errno);
  TRY(safepoint(thread));
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"alarm(seconds, /)", alarm_function, "Has SIGALRM sent after so many seconds; gives those that were left."},
    {"setitimer(which, seconds, interval=0.0, /)", setitimer_function,
     "Sets a timer that sends a signal, once or again and again; gives what it was set to."},
    {"getitimer(which, /)", getitimer_function, "What a timer is set to: seconds left and the interval."},
    {"pthread_sigmask(how, mask, /)", pthread_sigmask_function,
     "Changes which signals the thread holds back; gives those it held back before."},
    {"sigpending()", sigpending_function, "The signals that are held back and have come."},
    {"pause()", pause_function, "Waits for a signal."},
    {"sigwait(sigset, /)", sigwait_function, "Waits for one of the signals and gives its number."},
    {"sigwaitinfo(sigset, /)", sigwaitinfo_function, "Waits for one of the signals: a struct_siginfo."},
    {"sigtimedwait(sigset, timeout, /)", sigtimedwait_function,
     "As sigwaitinfo(), for so many seconds at most: None then."},
    {"pthread_kill(thread_id, signalnum, /)", pthread_kill_function, "Sends a signal to a thread."},
    {"pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /)", pidfd_send_signal_function,
     "Sends a signal to the process of a descriptor."},
};

}  // namespace

const std::span<const NativeDefinition> kWaitFunctions = kFunctions;

}  // namespace memphis::signals
