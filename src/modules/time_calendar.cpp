// struct_time, and text for it.
#include <fmt/format.h>

#include <cerrno>
#include <climits>
#include <cmath>
#include <vector>

#include "modules/time_parts.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr StructField kFields[] = {
    {"tm_year", "the year, like 1993"},
    {"tm_mon", "the month, from 1 to 12"},
    {"tm_mday", "the day of the month, from 1 to 31"},
    {"tm_hour", "the hour, from 0 to 23"},
    {"tm_min", "the minute, from 0 to 59"},
    {"tm_sec", "the second, from 0 to 61"},
    {"tm_wday", "the day of the week, from 0 for Monday to 6"},
    {"tm_yday", "the day of the year, from 1 to 366"},
    {"tm_isdst", "1 in summer time, 0 if not, -1 where unknown"},
    {"tm_zone", "the time zone's abbreviation"},
    {"tm_gmtoff", "seconds east of UTC"},
};
constexpr size_t kItems = 9;
constexpr int kYearBase = 1900;

// A broken-down time with the text that its zone points at.
struct CalendarTime {
  tm parts{};
  std::string zone;
};

Value make_struct_time(Thread& thread, const tm& parts) {
  auto number = [](int64_t n) { return Value::small_int(n); };
  Value zone = TRY(make_str(thread, parts.tm_zone == nullptr ? "" : parts.tm_zone));
  return make_struct_sequence(
      thread, struct_time_type(thread.runtime),
      {number(int64_t{parts.tm_year} + kYearBase), number(parts.tm_mon + 1), number(parts.tm_mday),
       number(parts.tm_hour), number(parts.tm_min), number(parts.tm_sec), number((parts.tm_wday + 6) % 7),
       number(parts.tm_yday + 1), number(parts.tm_isdst), zone, number(parts.tm_gmtoff)});
}

using Converter = tm* (*)(const time_t*, tm*);

Status break_down(Thread& thread, Converter converter, Value seconds, tm& parts) {
  time_t time;
  if (seconds.is_unbound() || seconds.is_none()) {
    time = ::time(nullptr);
  } else {
    time = TRY(to_time(thread, seconds));
  }
  errno = 0;
  if (converter(&time, &parts) == nullptr) return raise_os_error(thread, errno == 0 ? EINVAL : errno);
  return {};
}

Fallible<int> int_part(Thread& thread, Value value) {
  int64_t number;
  if (!int_to_int64(TRY(to_index(thread, value)), number)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
  }
  if (number > INT_MAX) return raise(thread, ExceptionId::kOverflowError, "signed integer is greater than maximum");
  if (number < INT_MIN) return raise(thread, ExceptionId::kOverflowError, "signed integer is less than minimum");
  return static_cast<int>(number);
}

// A struct_time or a tuple of nine ints, as C counts.
Status read_time(Thread& thread, Value argument, const char* function, CalendarTime& time) {
  if (!argument.is_kind(Kind::kTuple)) return raise_type_error(thread, "Tuple or struct_time argument required");
  const auto* tuple = argument.as<Tuple>();
  if (tuple->size != kItems) return raise_type_error(thread, "{}(): illegal time tuple argument", function);
  int numbers[kItems];
  for (size_t i = 0; i < kItems; i++) numbers[i] = TRY(int_part(thread, tuple->items[i]));
  if (numbers[0] < INT_MIN + kYearBase) return raise(thread, ExceptionId::kOverflowError, "year out of range");
  tm& parts = time.parts;
  parts.tm_year = numbers[0] - kYearBase;
  parts.tm_mon = static_cast<int>(static_cast<unsigned>(numbers[1]) - 1);
  parts.tm_mday = numbers[2];
  parts.tm_hour = numbers[3];
  parts.tm_min = numbers[4];
  parts.tm_sec = numbers[5];
  parts.tm_wday = (numbers[6] + 1) % 7;
  parts.tm_yday = static_cast<int>(static_cast<unsigned>(numbers[7]) - 1);
  parts.tm_isdst = numbers[8];
  if (type_of(thread, argument) == struct_time_type(thread.runtime)) {
    Value zone = struct_sequence_field(argument, 9), offset = struct_sequence_field(argument, 10);
    if (is_str(zone)) {
      time.zone = text_of(zone);
      parts.tm_zone = time.zone.c_str();
    }
    if (!offset.is_none()) parts.tm_gmtoff = TRY(to_int64(thread, offset));
  }
  return {};
}

// Zero stands for the first month and day; everything else has to be in range, or C's functions would read astray.
Status check_time(Thread& thread, tm& parts) {
  auto outside = [](int value, int low, int high) { return value < low || value > high; };
  const char* bad = nullptr;
  if (parts.tm_mon == -1) parts.tm_mon = 0;
  if (parts.tm_mday == 0) parts.tm_mday = 1;
  if (parts.tm_yday == -1) parts.tm_yday = 0;
  if (outside(parts.tm_mon, 0, 11)) {
    bad = "month";
  } else if (outside(parts.tm_mday, 1, 31)) {
    bad = "day of month";
  } else if (outside(parts.tm_hour, 0, 23)) {
    bad = "hour";
  } else if (outside(parts.tm_min, 0, 59)) {
    bad = "minute";
  } else if (outside(parts.tm_sec, 0, 61)) {
    bad = "seconds";
  } else if (parts.tm_wday < 0) {
    bad = "day of week";
  } else if (outside(parts.tm_yday, 0, 365)) {
    bad = "day of year";
  }
  if (bad != nullptr) return raise_value_error(thread, "{} out of range", bad);
  return {};
}

Value time_text(Thread& thread, const tm& parts) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return make_str(
      thread, fmt::format("{} {}{:3} {:02}:{:02}:{:02} {}", kDays[parts.tm_wday], kMonths[parts.tm_mon], parts.tm_mday,
                          parts.tm_hour, parts.tm_min, parts.tm_sec, int64_t{parts.tm_year} + kYearBase));
}

Status local_or_given(Thread& thread, Value argument, const char* function, CalendarTime& time) {
  if (argument.is_unbound()) return break_down(thread, localtime_r, Value::none(), time.parts);
  TRY(read_time(thread, argument, function, time));
  return check_time(thread, time.parts);
}

// C's strftime says 0 both for "no room" and for "nothing to write": a blank in front tells them apart.
void append_formatted(std::string& out, const std::string& format, const tm& parts) {
  const std::string marked = " " + format;
  std::vector<char> buffer(format.size() * 4 + 256);
  while (true) {
    const size_t size = ::strftime(buffer.data(), buffer.size(), marked.c_str(), &parts);
    if (size > 0) {
      out.append(buffer.data() + 1, size - 1);
      return;
    }
    buffer.resize(buffer.size() * 2);
  }
}

}  // namespace

constexpr StructSequenceSpec kStructTime = struct_sequence(
    "time", "struct_time",
    "A broken-down time: what gmtime(), localtime() and strptime() give, and asctime(), mktime() and strftime() take.",
    kFields, kItems);

Type* struct_time_type(Runtime& runtime) {
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &kStructTime) return static_cast<Type*>(state);
  }
  return nullptr;
}

Value time_gmtime(Thread& thread, Value* args) {
  tm parts{};
  TRY(break_down(thread, gmtime_r, args[0], parts));
  return make_struct_time(thread, parts);
}

Value time_localtime(Thread& thread, Value* args) {
  tm parts{};
  TRY(break_down(thread, localtime_r, args[0], parts));
  return make_struct_time(thread, parts);
}

Value time_mktime(Thread& thread, Value* args) {
  CalendarTime time;
  TRY(read_time(thread, args[0], "mktime", time));
  time.parts.tm_wday = -1;  // mktime() sets it, unless it fails
  const time_t result = ::mktime(&time.parts);
  if (result == -1 && time.parts.tm_wday == -1) {
    return raise(thread, ExceptionId::kOverflowError, "mktime argument out of range");
  }
  return make_float(thread, static_cast<double>(result));
}

Value time_asctime(Thread& thread, Value* args) {
  CalendarTime time;
  TRY(local_or_given(thread, args[0], "asctime", time));
  return time_text(thread, time.parts);
}

Value time_ctime(Thread& thread, Value* args) {
  tm parts{};
  TRY(break_down(thread, localtime_r, args[0], parts));
  return time_text(thread, parts);
}

Value time_strftime(Thread& thread, Value* args) {
  if (!is_str(args[0])) {
    return raise_type_error(thread, "strftime() argument 1 must be str, not {}", argument_type_name(thread, args[0]));
  }
  CalendarTime time;
  TRY(local_or_given(thread, args[1], "strftime", time));
  if (time.parts.tm_isdst < -1) time.parts.tm_isdst = -1;
  if (time.parts.tm_isdst > 1) time.parts.tm_isdst = 1;
  // What is not ASCII, and the null character, means nothing to C's function: it is copied.
  const std::string format = text_of(args[0]);
  std::string out, run;
  for (char c : format) {
    const bool special = c == 0 || (c & 0x80) != 0;
    if (!special) {
      run += c;
      continue;
    }
    if (!run.empty()) append_formatted(out, run, time.parts);
    run.clear();
    out += c;
  }
  if (!run.empty()) append_formatted(out, run, time.parts);
  return make_str(thread, out);
}

}  // namespace memphis
