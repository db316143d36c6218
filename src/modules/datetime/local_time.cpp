// Local time as the system knows it.
#include <cerrno>
#include <cmath>
#include <ctime>

#include "modules/datetime/datetime.h"
#include "runtime/int_operations.h"
#include "runtime/timestamp.h"

namespace memphis::datetime {

namespace {

constexpr int64_t kLongestFold = 24 * 3600;
constexpr int kYearBase = 1900;

Status break_down(Thread& thread, time_t seconds, bool is_utc, tm& result) {
  errno = 0;
  const tm* done = is_utc ? gmtime_r(&seconds, &result) : localtime_r(&seconds, &result);
  if (done == nullptr) return raise_os_error(thread, errno == 0 ? EINVAL : errno);
  return {};
}

Parts parts_of(const tm& broken_down) {
  Parts parts;
  parts.year = broken_down.tm_year + kYearBase;
  parts.month = broken_down.tm_mon + 1;
  parts.day = broken_down.tm_mday;
  parts.hour = broken_down.tm_hour;
  parts.minute = broken_down.tm_min;
  parts.second = std::min(59, broken_down.tm_sec);  // no leap seconds here
  return parts;
}

Fallible<int64_t> checked_seconds(Thread& thread, const Parts& parts) {
  if (parts.year < kMinimumYear || parts.year > kMaximumYear) {
    return raise_value_error(thread, "year must be in {}..{}, not {}", kMinimumYear, kMaximumYear, parts.year);
  }
  return seconds_of(parts);
}

// What the clock on the wall shows at a time, as seconds.
Fallible<int64_t> wall_clock(Thread& thread, int64_t seconds) {
  tm result{};
  TRY(break_down(thread, static_cast<time_t>(seconds - kEpochSeconds), false, result));
  return checked_seconds(thread, parts_of(result));
}

}  // namespace

int64_t seconds_of(const Parts& parts) { return int64_t{ordinal_of(parts)} * kSecondsPerDay + parts.second_of_day(); }

// Solves wall_clock(u) = t for u: there are two solutions where clocks have been set back, none where forward.
Fallible<int64_t> local_to_seconds(Thread& thread, const Parts& parts) {
  const int64_t wanted = TRY(checked_seconds(thread, parts));
  const int64_t shift = TRY(wall_clock(thread, wanted)) - wanted;
  const int64_t first = wanted - shift;
  const int64_t first_shown = TRY(wall_clock(thread, first));
  int64_t other_shift;
  if (first_shown == wanted) {
    // A solution, but perhaps not the one that the fold tells.
    const int64_t probe = first + (parts.fold != 0 ? kLongestFold : -kLongestFold);
    other_shift = TRY(wall_clock(thread, probe)) - probe;
    if (other_shift == shift) return first;
  } else {
    other_shift = first_shown - first;
  }
  const int64_t second = wanted - other_shift;
  if (TRY(wall_clock(thread, second)) == wanted) return second;
  if (first_shown == wanted) return first;
  return parts.fold != 0 ? std::min(first, second) : std::max(first, second);
}

Status read_timestamp(Thread& thread, Value timestamp, time_t& seconds, int& microseconds) {
  microseconds = 0;
  if (!is_float(timestamp)) {
    if (!is_int(timestamp) && type_of(thread, timestamp)->special_method(Special::kIndex).is_unbound()) {
      return raise_type_error(thread, "argument must be int or float, not {}", type_name(thread, timestamp));
    }
    seconds = TRY(to_time(thread, timestamp));
    return {};
  }
  double whole;
  double fraction = std::modf(float_value(timestamp), &whole) * kMicrosecondsPerSecond;
  if (std::isnan(fraction)) return raise_value_error(thread, "Invalid value NaN (not a number)");
  fraction = std::nearbyint(fraction);
  if (fraction >= kMicrosecondsPerSecond) {
    fraction -= kMicrosecondsPerSecond;
    whole += 1;
  } else if (fraction < 0) {
    fraction += kMicrosecondsPerSecond;
    whole -= 1;
  }
  seconds = TRY(to_time(thread, TRY(make_float(thread, whole))));
  microseconds = static_cast<int>(fraction);
  return {};
}

Fallible<Parts> parts_of_time(Thread& thread, time_t seconds, int microseconds, bool is_utc, bool wants_fold) {
  tm broken_down{};
  TRY(break_down(thread, seconds, is_utc, broken_down));
  Parts parts = parts_of(broken_down);
  parts.microsecond = microseconds;
  if (!wants_fold || is_utc) return parts;
  const int64_t shown = TRY(checked_seconds(thread, parts));
  const int64_t earlier = TRY(wall_clock(thread, kEpochSeconds + seconds - kLongestFold));
  const int64_t transition = shown - earlier - kLongestFold;
  if (transition < 0) {
    parts.fold = TRY(wall_clock(thread, kEpochSeconds + seconds + transition)) == shown ? 1 : 0;
  }
  return parts;
}

Value local_zone(Thread& thread, time_t seconds) {
  tm broken_down{};
  TRY(break_down(thread, seconds, false, broken_down));
  Delta* offset = TRY(make_delta(thread, 0, broken_down.tm_gmtoff, 0));
  Str* name = TRY(make_str(thread, broken_down.tm_zone));
  return make_zone(thread, offset, name);
}

}  // namespace memphis::datetime
