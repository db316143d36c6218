// select.select, and timeouts.
#include "modules/select/select.h"

#include <sys/select.h>

#include <climits>

#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/file_descriptor.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"

namespace memphis::selecting {

namespace {

int64_t monotonic_now() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return nanoseconds_of(now);
}

constexpr int64_t kMillisecond = 1'000'000;

Fallible<int64_t> nanoseconds_of_milliseconds(Thread& thread, Value timeout) {
  if (is_float(timeout)) {
    Value seconds = TRY(make_float(thread, float_value(timeout) / 1000));
    return to_nanoseconds(thread, seconds, Rounding::kCeiling);
  }
  int64_t milliseconds, nanoseconds;
  if (!int_to_int64(TRY(to_index(thread, timeout)), milliseconds) ||
      __builtin_mul_overflow(milliseconds, kMillisecond, &nanoseconds)) {
    return raise(thread, ExceptionId::kOverflowError, "timestamp too large to convert to C PyTime_t");
  }
  return nanoseconds;
}

}  // namespace

Fallible<Deadline> Deadline::from(Thread& thread, Value timeout, TimeUnit unit, const char* type_problem) {
  Deadline deadline;
  if (timeout.is_unbound() || timeout.is_none()) return deadline;
  Fallible<int64_t> wait = unit == TimeUnit::kSecond ? to_nanoseconds(thread, timeout, Rounding::kCeiling)
                                                     : nanoseconds_of_milliseconds(thread, timeout);
  if (wait.failed()) {
    if (take_if_pending(thread, ExceptionId::kTypeError)) return raise_type_error(thread, "{}", type_problem);
    return Failure{};
  }
  // However little less than nothing it is.
  deadline.negative_ = wait.value() < 0 || (is_float(timeout) && float_value(timeout) < 0);
  deadline.wait_ = deadline.negative_ ? -1 : wait.value();
  if (unit == TimeUnit::kMillisecond && deadline.wait_ / kMillisecond >= INT_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "timeout is too large");
  }
  if (__builtin_add_overflow(monotonic_now(), deadline.wait_, &deadline.end_)) deadline.end_ = INT64_MAX;
  return deadline;
}

int64_t Deadline::nanoseconds_left() const {
  if (wait_ == 0) return 0;
  const int64_t left = end_ - monotonic_now();
  return left > 0 ? left : 0;
}

int Deadline::milliseconds_left() const {
  if (is_endless()) return -1;
  const int64_t milliseconds = (nanoseconds_left() + 999'999) / 1'000'000;
  return milliseconds > INT_MAX ? INT_MAX : static_cast<int>(milliseconds);
}

namespace {

// One of select()'s three lists.
struct Watched {
  List* objects = nullptr;
  int descriptors[FD_SETSIZE];
  fd_set set;
};

Status read_watched(Thread& thread, Value sequence, Watched& watched, int& count) {
  const bool is_sequence = !type_of(thread, sequence)->special_method(Special::kGetItem).is_unbound() ||
                           !type_of(thread, sequence)->special_method(Special::kIter).is_unbound();
  if (!is_sequence) return raise_type_error(thread, "arguments 1-3 must be sequences");
  Value items = TRY(sequence_from_iterable(thread, sequence));
  watched.objects = TRY(make_list(thread));
  FD_ZERO(&watched.set);
  // fileno() of an item may change the list.
  for (uint64_t i = 0; i < items_of(items).size(); i++) {
    Value object = items_of(items)[i];
    const int descriptor = TRY(file_descriptor_argument(thread, object));
    if (descriptor >= FD_SETSIZE) return raise_value_error(thread, "filedescriptor out of range in select()");
    if (i >= FD_SETSIZE) return raise_value_error(thread, "too many file descriptors in select()");
    watched.descriptors[i] = descriptor;
    TRY(list_append(thread, watched.objects, object));
    FD_SET(descriptor, &watched.set);
    if (descriptor >= count) count = descriptor + 1;
  }
  return {};
}

Value ready_objects(Thread& thread, const Watched& watched, const fd_set& set) {
  List* ready = TRY(make_list(thread));
  for (uint64_t i = 0; i < watched.objects->size; i++) {
    if (FD_ISSET(watched.descriptors[i], &set)) TRY(list_append(thread, ready, watched.objects->items()[i]));
  }
  return ready;
}

Value select_function(Thread& thread, Value* args) {
  constexpr const char* kTypeProblem = "timeout must be a float or None";
  const Deadline deadline = TRY(Deadline::from(thread, args[3], TimeUnit::kSecond, kTypeProblem));
  if (deadline.is_negative()) return raise_value_error(thread, "timeout must be non-negative");
  Watched watched[3];
  int count = 0;
  for (int i = 0; i < 3; i++) TRY(read_watched(thread, args[i], watched[i], count));
  fd_set sets[3];
  const int found = TRY(system_call(thread, [&] {
    for (int i = 0; i < 3; i++) sets[i] = watched[i].set;
    const timespec left = timespec_of(deadline.is_endless() ? 0 : deadline.nanoseconds_left());
    return pselect(count, &sets[0], &sets[1], &sets[2], deadline.is_endless() ? nullptr : &left, nullptr);
  }));
  if (found < 0) return raise_os_error(thread, errno);
  Value lists[3];
  for (int i = 0; i < 3; i++) lists[i] = TRY(ready_objects(thread, watched[i], sets[i]));
  return make_tuple(thread, std::span<const Value>(lists));
}

}  // namespace

const NativeDefinition kSelectFunction = {
    "select(rlist, wlist, xlist, timeout=None, /)", select_function,
    "Waits until one of the files is ready for reading or writing, or has something exceptional to tell.\n"
    "Gives three lists of those that are; empty ones when the time, in seconds, is over."};

}  // namespace memphis::selecting
