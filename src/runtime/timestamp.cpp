#include "runtime/timestamp.h"

#include <cmath>

#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

FailureOfAnyType raise_out_of_range(Thread& thread) {
  return raise(thread, ExceptionId::kOverflowError, "timestamp out of range for platform time_t");
}

Fallible<double> number_of(Thread& thread, double seconds) {
  if (std::isnan(seconds)) return raise_value_error(thread, "Invalid value NaN (not a number)");
  return seconds;
}

}  // namespace

int64_t monotonic_nanoseconds() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return nanoseconds_of(time);
}

timespec timespec_of(int64_t nanoseconds) {
  timespec time{nanoseconds / kNanosecondsPerSecond, nanoseconds % kNanosecondsPerSecond};
  if (time.tv_nsec < 0) {
    time.tv_nsec += kNanosecondsPerSecond;
    time.tv_sec--;
  }
  return time;
}

Fallible<time_t> to_time(Thread& thread, Value seconds) {
  if (is_float(seconds)) {
    const double floor = std::floor(TRY(number_of(thread, float_value(seconds))));
    if (!(floor >= -0x1p63 && floor < 0x1p63)) return raise_out_of_range(thread);
    return static_cast<time_t>(floor);
  }
  int64_t result;
  if (!int_to_int64(TRY(to_index(thread, seconds)), result)) return raise_out_of_range(thread);
  return static_cast<time_t>(result);
}

Fallible<int64_t> to_nanoseconds(Thread& thread, Value seconds, Rounding rounding) {
  if (is_float(seconds)) {
    const double value = TRY(number_of(thread, float_value(seconds)));
    const double scaled = value * static_cast<double>(kNanosecondsPerSecond);
    const double rounded = rounding == Rounding::kFloor ? std::floor(scaled) : std::ceil(scaled);
    if (!(rounded >= -0x1p63 && rounded < 0x1p63)) return raise_out_of_range(thread);
    return static_cast<int64_t>(rounded);
  }
  if (!is_int(seconds) && type_of(thread, seconds)->special_method(Special::kIndex).is_unbound()) {
    return raise_type_error(thread, "'{}' object cannot be interpreted as an integer or float",
                            type_name(thread, seconds));
  }
  int64_t whole, result;
  if (!int_to_int64(TRY(to_index(thread, seconds)), whole) ||
      __builtin_mul_overflow(whole, kNanosecondsPerSecond, &result)) {
    return raise(thread, ExceptionId::kOverflowError, "timestamp too large to convert to C PyTime_t");
  }
  return result;
}

}  // namespace memphis
