// os.utime.
#include <fcntl.h>
#include <sys/stat.h>

#include <cmath>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"
#include "runtime/timestamp.h"

namespace memphis::posix {

namespace {

Value pair_or_error(Thread& thread, Value value, const char* problem) {
  if (value.is_kind(Kind::kTuple) && value.as<Tuple>()->size == 2) return value;
  return raise_type_error(thread, "utime: {}", problem);
}

// Seconds as an int or float, rounded down to nanoseconds.
Fallible<timespec> time_of_seconds(Thread& thread, Value seconds) {
  timespec time = {};
  if (is_float(seconds)) {
    const double value = float_value(seconds);
    if (std::isnan(value)) return raise_value_error(thread, "Invalid value NaN (not a number)");
    double whole = std::floor(value);
    double nanoseconds = std::floor((value - whole) * 1e9);
    if (nanoseconds >= 1e9) {
      nanoseconds -= 1e9;
      whole += 1;
    }
    if (!(whole >= -0x1p63 && whole < 0x1p63)) {
      return raise(thread, ExceptionId::kOverflowError, "timestamp out of range for platform time_t");
    }
    time.tv_sec = static_cast<time_t>(whole);
    time.tv_nsec = static_cast<long>(nanoseconds);
    return time;
  }
  if (!is_int(seconds) && type_of(thread, seconds)->special_method(Special::kIndex).is_unbound()) {
    return raise_type_error(thread, "argument must be int or float, not {}", type_name(thread, seconds));
  }
  time.tv_sec = TRY(to_time(thread, seconds));
  return time;
}

Fallible<timespec> time_of_nanoseconds(Thread& thread, Value nanoseconds) {
  Value parts = TRY(divmod_operation(thread, nanoseconds, Value::small_int(kNanosecondsPerSecond)));
  if (!parts.is_kind(Kind::kTuple) || parts.as<Tuple>()->size != 2) {
    return raise_type_error(thread, "{}.__divmod__() must return a 2-tuple, not {}", type_name(thread, nanoseconds),
                            type_name(thread, parts));
  }
  timespec time = {};
  time.tv_sec = TRY(to_time(thread, parts.as<Tuple>()->items[0]));
  int64_t rest;
  if (!int_to_int64(TRY(to_index(thread, parts.as<Tuple>()->items[1])), rest)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
  }
  time.tv_nsec = rest;
  return time;
}

// False: the current time.
Fallible<bool> times_argument(Thread& thread, Value times, Value nanoseconds, timespec (&result)[2]) {
  const bool has_times = !times.is_unbound() && !times.is_none();
  if (has_times && !nanoseconds.is_unbound()) {
    return raise_value_error(thread, "utime: you may specify either 'times' or 'ns' but not both");
  }
  if (has_times) {
    Value pair = TRY(pair_or_error(thread, times, "'times' must be either a tuple of two ints or None"));
    for (int i = 0; i < 2; i++) result[i] = TRY(time_of_seconds(thread, pair.as<Tuple>()->items[i]));
    return true;
  }
  if (nanoseconds.is_unbound()) return false;
  Value pair = TRY(pair_or_error(thread, nanoseconds, "'ns' must be a tuple of two ints"));
  for (int i = 0; i < 2; i++) result[i] = TRY(time_of_nanoseconds(thread, pair.as<Tuple>()->items[i]));
  return true;
}

Value utime_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "utime", PathKind::kNameOrDescriptor));
  const int directory = TRY(directory_argument(thread, args[3]));
  const bool follow_symlinks = TRY(flag_argument(thread, args[4], true));
  timespec times[2];
  const bool is_given = TRY(times_argument(thread, args[1], args[2], times));
  if (directory != AT_FDCWD && path.is_descriptor()) {
    return raise_value_error(thread, "utime: can't specify dir_fd without matching path");
  }
  TRY(check_descriptor_use(thread, "utime", path, directory, follow_symlinks));
  TRY(audit(
      thread, "os.utime",
      {path.object, args[1].is_unbound() ? Value::none() : args[1], args[2].is_unbound() ? Value::none() : args[2],
       Value::small_int(directory == AT_FDCWD ? -1 : directory)}));
  const timespec* given = is_given ? times : nullptr;
  const int result = TRY(system_call(thread, [&] {
    if (path.is_descriptor()) return futimens(path.descriptor, given);
    return utimensat(directory, path.text(), given, follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  }));
  return none_or_error(thread, result, path);
}

constexpr NativeDefinition kFunctions[] = {
    {"utime(path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)", utime_function,
     "Sets the times of access and modification: `times` in seconds, `ns` in nanoseconds, or now.\n"
     "The path may be a descriptor."},
};

}  // namespace

const std::span<const NativeDefinition> kTimestampFunctions = kFunctions;

}  // namespace memphis::posix
