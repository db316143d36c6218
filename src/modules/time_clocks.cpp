// Clocks, and waiting.
#include <pthread.h>

#include <cerrno>
#include <cmath>

#include "modules/time_parts.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/interpreter_lock.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/safepoint.h"

namespace memphis {

namespace {

double seconds_of(const timespec& time) {
  return static_cast<double>(nanoseconds_of(time)) / static_cast<double>(kNanosecondsPerSecond);
}
Fallible<clockid_t> clock_argument(Thread& thread, Value clock) {
  if (!is_int(clock)) return raise_type_error(thread, "clk_id should be integer, not {}", type_name(thread, clock));
  int64_t number;
  if (!int_to_int64(clock, number) || number != static_cast<clockid_t>(number)) {
    return raise(thread, ExceptionId::kOverflowError, "clk_id argument is out of range");
  }
  return static_cast<clockid_t>(number);
}

struct ClockName {
  const char* name;
  clockid_t clock;
  const char* implementation;
  bool monotonic;
  bool adjustable;
};
constexpr ClockName kClocks[] = {
    {"time", CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)", false, true},
    {"monotonic", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
    {"perf_counter", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
    {"process_time", CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false},
    {"thread_time", CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false},
};

}  // namespace

template <clockid_t clock>
Value time_read_seconds(Thread& thread, Value*) {
  timespec now;
  if (clock_gettime(clock, &now) != 0) return raise_os_error(thread, errno);
  return make_float(thread, seconds_of(now));
}
template <clockid_t clock>
Value time_read_nanoseconds(Thread& thread, Value*) {
  timespec now;
  if (clock_gettime(clock, &now) != 0) return raise_os_error(thread, errno);
  return make_int(thread, nanoseconds_of(now));
}
template Value time_read_seconds<CLOCK_REALTIME>(Thread&, Value*);
template Value time_read_seconds<CLOCK_MONOTONIC>(Thread&, Value*);
template Value time_read_seconds<CLOCK_PROCESS_CPUTIME_ID>(Thread&, Value*);
template Value time_read_seconds<CLOCK_THREAD_CPUTIME_ID>(Thread&, Value*);
template Value time_read_nanoseconds<CLOCK_REALTIME>(Thread&, Value*);
template Value time_read_nanoseconds<CLOCK_MONOTONIC>(Thread&, Value*);
template Value time_read_nanoseconds<CLOCK_PROCESS_CPUTIME_ID>(Thread&, Value*);
template Value time_read_nanoseconds<CLOCK_THREAD_CPUTIME_ID>(Thread&, Value*);

Value time_clock_gettime(Thread& thread, Value* args) {
  timespec now;
  if (clock_gettime(TRY(clock_argument(thread, args[0])), &now) != 0) return raise_os_error(thread, errno);
  return make_float(thread, seconds_of(now));
}

Value time_clock_gettime_ns(Thread& thread, Value* args) {
  timespec now;
  if (clock_gettime(TRY(clock_argument(thread, args[0])), &now) != 0) return raise_os_error(thread, errno);
  return make_int(thread, nanoseconds_of(now));
}

Value time_clock_getres(Thread& thread, Value* args) {
  timespec resolution;
  if (clock_getres(TRY(clock_argument(thread, args[0])), &resolution) != 0) return raise_os_error(thread, errno);
  return make_float(thread, seconds_of(resolution));
}

Value time_clock_settime(Thread& thread, Value* args) {
  const clockid_t clock = TRY(clock_argument(thread, args[0]));
  const timespec time = timespec_of(TRY(to_nanoseconds(thread, args[1], Rounding::kFloor)));
  if (clock_settime(clock, &time) != 0) return raise_os_error(thread, errno);
  return Value::none();
}

Value time_clock_settime_ns(Thread& thread, Value* args) {
  const clockid_t clock = TRY(clock_argument(thread, args[0]));
  int64_t nanoseconds;
  if (!int_to_int64(TRY(to_index(thread, args[1])), nanoseconds)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long long");
  }
  const timespec time = timespec_of(nanoseconds);
  if (clock_settime(clock, &time) != 0) return raise_os_error(thread, errno);
  return Value::none();
}

Value time_pthread_getcpuclockid(Thread& thread, Value* args) {
  const uint64_t thread_id = int_to_uint64_wrapped(TRY(to_index(thread, args[0])));
  clockid_t clock;
  const int error = pthread_getcpuclockid(static_cast<pthread_t>(thread_id), &clock);
  if (error != 0) return raise_os_error(thread, error);
  return make_int(thread, clock);
}

Value time_get_clock_info(Thread& thread, Value* args) {
  if (!is_str(args[0])) {
    return raise_type_error(thread, "get_clock_info() argument 1 must be str, not {}",
                            argument_type_name(thread, args[0]));
  }
  const std::string name = text_of(args[0]);
  for (const ClockName& clock : kClocks) {
    if (name != clock.name) continue;
    timespec resolution;
    if (clock_getres(clock.clock, &resolution) != 0) return raise_os_error(thread, errno);
    Value values[] = {Value(TRY(make_str(thread, clock.implementation))), Value::boolean(clock.monotonic),
                      Value::boolean(clock.adjustable), TRY(make_float(thread, seconds_of(resolution)))};
    Tuple* names = TRY(make_tuple(thread, {Value(TRY(intern_text(thread.runtime, "implementation"))),
                                           Value(TRY(intern_text(thread.runtime, "monotonic"))),
                                           Value(TRY(intern_text(thread.runtime, "adjustable"))),
                                           Value(TRY(intern_text(thread.runtime, "resolution")))}));
    return call(thread, thread.runtime.type(TypeId::kSimpleNamespace), Arguments{values, std::size(values), names});
  }
  return raise_value_error(thread, "unknown clock");
}

// Waits until a point in time, so that a signal whose handler returns does not make the wait longer or shorter.
Value time_sleep(Thread& thread, Value* args) {
  const int64_t wait = TRY(to_nanoseconds(thread, args[0], Rounding::kCeiling));
  if (wait < 0) return raise_value_error(thread, "sleep length must be non-negative");
  int64_t end;
  if (__builtin_add_overflow(monotonic_nanoseconds(), wait, &end)) end = INT64_MAX;
  const timespec deadline = timespec_of(end);
  // A signal that has come already is not waited out.
  if (thread.wants_attention()) TRY(safepoint(thread));
  while (true) {
    const int error = without_interpreter_lock(
        thread, [&] { return clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr); });
    if (error == 0) return Value::none();
    if (error != EINTR) return raise_os_error(thread, error);
    TRY(safepoint(thread));
  }
}

}  // namespace memphis
