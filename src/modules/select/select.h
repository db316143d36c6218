// What the files of the module select share.
#pragma once

#include "runtime/native.h"
#include "runtime/timestamp.h"

namespace memphis::selecting {

extern const TypeSpec kPollType;
extern const TypeSpec kEpollType;
extern const NativeDefinition kSelectFunction, kPollFunction;

enum class TimeUnit : uint8_t { kSecond, kMillisecond };

// Until when a call waits. Nanoseconds of the monotonic clock.
class Deadline {
 public:
  // From an argument: None and what is left out mean for ever. TypeError with the given words for what is no number,
  // OverflowError "timeout is too large" for more milliseconds than an int holds.
  static Fallible<Deadline> from(Thread& thread, Value timeout, TimeUnit unit, const char* type_problem);
  bool is_endless() const { return wait_ < 0; }
  bool is_negative() const { return negative_; }
  // What is left, at least 0.
  int64_t nanoseconds_left() const;
  // The same in milliseconds, rounded up; -1: for ever.
  int milliseconds_left() const;

 private:
  int64_t wait_ = -1;
  int64_t end_ = 0;
  bool negative_ = false;
};

}  // namespace memphis::selecting
