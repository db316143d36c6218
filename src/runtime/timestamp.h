// Times and durations as Python's programs give them (int or float seconds) and as the system wants them.
#pragma once

#include <cstdint>
#include <ctime>

#include "runtime/runtime.h"

namespace memphis {

inline constexpr int64_t kNanosecondsPerSecond = 1'000'000'000;

inline int64_t nanoseconds_of(const timespec& time) { return time.tv_sec * kNanosecondsPerSecond + time.tv_nsec; }
// Now, on the clock that never goes back.
int64_t monotonic_nanoseconds();
// Also of a negative count: tv_nsec is never negative.
timespec timespec_of(int64_t nanoseconds);

// What becomes of fractions of a nanosecond: timeouts are rounded up, so that nobody wakes early.
enum class Rounding : uint8_t { kFloor, kCeiling };
// Seconds, whole or as nanoseconds, from an int or float. TypeError, ValueError (NaN) and OverflowError as CPython's.
// They call __index__.
Fallible<time_t> to_time(Thread& thread, Value seconds);
Fallible<int64_t> to_nanoseconds(Thread& thread, Value seconds, Rounding rounding);

}  // namespace memphis
