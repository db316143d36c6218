// Descriptors that are no files: eventfd, timerfd, memfd, pidfd.
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/file_descriptor.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"
#include "runtime/timestamp.h"

namespace memphis::posix {

namespace {

Value descriptor_or_error(Thread& thread, int descriptor) {
  if (descriptor < 0) return raise_errno(thread);
  return make_int(thread, descriptor);
}

// ---- eventfd ----

Fallible<uint64_t> unsigned_argument(Thread& thread, Value value, uint64_t largest, const char* type) {
  Value index = TRY(to_index(thread, value));
  if (int_sign(index) < 0) return raise_value_error(thread, "value must be positive");
  uint64_t number;
  if (int_to_uint64(index, number) && number <= largest) return number;
  return raise(thread, ExceptionId::kOverflowError, "Python int too large for C {}", type);
}

Value eventfd_function(Thread& thread, Value* args) {
  const uint64_t initial = TRY(unsigned_argument(thread, args[0], UINT32_MAX, "unsigned int"));
  const int flags = TRY(int_argument(thread, args[1], EFD_CLOEXEC));
  return descriptor_or_error(thread, eventfd(static_cast<unsigned>(initial), flags));
}

Value eventfd_read_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0]));
  eventfd_t value;
  if (TRY(system_call(thread, [&] { return eventfd_read(descriptor, &value); })) < 0) return raise_errno(thread);
  return make_int_unsigned(thread, value);
}

Value eventfd_write_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0]));
  const uint64_t value = TRY(unsigned_argument(thread, args[1], UINT64_MAX, "unsigned long long"));
  return none_or_error(thread, TRY(system_call(thread, [&] { return eventfd_write(descriptor, value); })));
}

// ---- timerfd ----

Value timerfd_create_function(Thread& thread, Value* args) {
  const int clock = TRY(int_argument(thread, args[0])), flags = TRY(int_argument(thread, args[1], TFD_CLOEXEC));
  return descriptor_or_error(thread, timerfd_create(clock, flags));
}

Value timer_value(Thread& thread, const itimerspec& setting, bool in_nanoseconds) {
  auto value = [&](const timespec& time) -> Value {
    if (in_nanoseconds) return make_int(thread, nanoseconds_of(time));
    return make_float(thread, static_cast<double>(nanoseconds_of(time)) / static_cast<double>(kNanosecondsPerSecond));
  };
  Value next = TRY(value(setting.it_value));
  return make_tuple(thread, {next, TRY(value(setting.it_interval))});
}

Fallible<timespec> timer_argument(Thread& thread, Value value, bool in_nanoseconds) {
  if (value.is_unbound()) return timespec{};
  if (!in_nanoseconds) return timespec_of(TRY(to_nanoseconds(thread, value, Rounding::kFloor)));
  int64_t nanoseconds;
  if (!int_to_int64(TRY(to_index(thread, value)), nanoseconds)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long long");
  }
  return timespec_of(nanoseconds);
}

// Arguments (fd, *, flags, initial, interval).
Value set_timer(Thread& thread, Value* args, bool in_nanoseconds) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0]));
  const int flags = TRY(int_argument(thread, args[1], 0));
  itimerspec setting, old;
  setting.it_value = TRY(timer_argument(thread, args[2], in_nanoseconds));
  setting.it_interval = TRY(timer_argument(thread, args[3], in_nanoseconds));
  if (timerfd_settime(descriptor, flags, &setting, &old) < 0) return raise_errno(thread);
  return timer_value(thread, old, in_nanoseconds);
}

Value get_timer(Thread& thread, Value* args, bool in_nanoseconds) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0]));
  itimerspec setting;
  if (timerfd_gettime(descriptor, &setting) < 0) return raise_errno(thread);
  return timer_value(thread, setting, in_nanoseconds);
}

Value timerfd_settime_function(Thread& thread, Value* args) { return set_timer(thread, args, false); }
Value timerfd_settime_ns_function(Thread& thread, Value* args) { return set_timer(thread, args, true); }
Value timerfd_gettime_function(Thread& thread, Value* args) { return get_timer(thread, args, false); }
Value timerfd_gettime_ns_function(Thread& thread, Value* args) { return get_timer(thread, args, true); }

// ---- Others ----

Value memfd_create_function(Thread& thread, Value* args) {
  const std::string name = TRY(encode_path(thread, args[0]));
  const int flags = TRY(int_argument(thread, args[1], MFD_CLOEXEC));
  return descriptor_or_error(thread, memfd_create(name.c_str(), static_cast<unsigned>(flags)));
}

Value pidfd_open_function(Thread& thread, Value* args) {
  const int process = TRY(int_argument(thread, args[0])), flags = TRY(int_argument(thread, args[1], 0));
  return descriptor_or_error(thread, static_cast<int>(syscall(SYS_pidfd_open, process, flags)));
}

constexpr NativeDefinition kFunctions[] = {
    {"eventfd(initval, flags=EFD_CLOEXEC)", eventfd_function, "A descriptor that counts and tells of events."},
    {"eventfd_read(fd)", eventfd_read_function, "Takes the count of an eventfd, waiting for one."},
    {"eventfd_write(fd, value)", eventfd_write_function, "Adds to the count of an eventfd."},
    {"timerfd_create(clockid, /, *, flags=TFD_CLOEXEC)", timerfd_create_function,
     "A descriptor that tells when a time has come."},
    {"timerfd_settime(fd, /, *, flags=0, initial=0.0, interval=0.0)", timerfd_settime_function,
     "Sets a timerfd, in seconds; gives what it was set to: the time left and the interval."},
    {"timerfd_settime_ns(fd, /, *, flags=0, initial=0, interval=0)", timerfd_settime_ns_function,
     "As timerfd_settime(), in nanoseconds."},
    {"timerfd_gettime(fd, /)", timerfd_gettime_function, "What a timerfd is set to, in seconds."},
    {"timerfd_gettime_ns(fd, /)", timerfd_gettime_ns_function, "What a timerfd is set to, in nanoseconds."},
    {"memfd_create(name, flags=MFD_CLOEXEC)", memfd_create_function, "A file that is in memory only."},
    {"pidfd_open(pid, flags=0)", pidfd_open_function, "A descriptor that stands for a process."},
};

}  // namespace

const std::span<const NativeDefinition> kEventFunctions = kFunctions;

}  // namespace memphis::posix
