// What date, time and datetime have in common: making them, what they are pickled as, comparing them.
#include <algorithm>

#include "modules/datetime/datetime.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/named_access.h"

namespace memphis::datetime {

namespace {

constexpr uint8_t kFoldBit = 0x80;
constexpr int kDaysBeforeLast = 12;

bool is_outside(int value, int low, int high) { return value < low || value > high; }

FailureOfAnyType raise_outside(Thread& thread, const char* what, int low, int high, int value) {
  return raise_value_error(thread, "{} must be in {}..{}, not {}", what, low, high, value);
}

Value int_value(int number) { return Value::small_int(number); }

void put_clock(const Moment* moment, uint8_t* bytes) {
  bytes[0] = moment->hour;
  bytes[1] = moment->minute;
  bytes[2] = moment->second;
  bytes[3] = static_cast<uint8_t>(moment->microsecond >> 16);
  bytes[4] = static_cast<uint8_t>(moment->microsecond >> 8);
  bytes[5] = static_cast<uint8_t>(moment->microsecond);
}

void put_calendar(const Moment* moment, uint8_t* bytes) {
  bytes[0] = static_cast<uint8_t>(moment->year >> 8);
  bytes[1] = static_cast<uint8_t>(moment->year);
  bytes[2] = moment->month;
  bytes[3] = moment->day;
}

}  // namespace

Status check_date(Thread& thread, const Parts& parts) {
  if (is_outside(parts.year, kMinimumYear, kMaximumYear)) {
    return raise_outside(thread, "year", kMinimumYear, kMaximumYear, parts.year);
  }
  if (is_outside(parts.month, 1, kDaysBeforeLast)) return raise_outside(thread, "month", 1, 12, parts.month);
  const int last = days_in_month(parts.year, parts.month);
  if (!is_outside(parts.day, 1, last)) return {};
  return raise_value_error(thread, "day {} must be in range 1..{} for month {} in year {}", parts.day, last,
                           parts.month, parts.year);
}

Status check_time(Thread& thread, const Parts& parts) {
  if (is_outside(parts.hour, 0, 23)) return raise_outside(thread, "hour", 0, 23, parts.hour);
  if (is_outside(parts.minute, 0, 59)) return raise_outside(thread, "minute", 0, 59, parts.minute);
  if (is_outside(parts.second, 0, 59)) return raise_outside(thread, "second", 0, 59, parts.second);
  constexpr int kLast = kMicrosecondsPerSecond - 1;
  if (is_outside(parts.microsecond, 0, kLast)) return raise_outside(thread, "microsecond", 0, kLast, parts.microsecond);
  if (parts.fold == 0 || parts.fold == 1) return {};
  return raise_value_error(thread, "fold must be either 0 or 1, not {}", parts.fold);
}

Moment* new_moment(Thread& thread, Type* type, const Parts& parts, Value tzinfo) {
  auto* moment = TRY(allocate_instance<Moment>(thread, type));
  moment->tzinfo.set(moment, tzinfo);
  moment->cached_hash = Str::kNoHash;
  moment->year = static_cast<uint16_t>(parts.year);
  moment->month = static_cast<uint8_t>(parts.month);
  moment->day = static_cast<uint8_t>(parts.day);
  moment->hour = static_cast<uint8_t>(parts.hour);
  moment->minute = static_cast<uint8_t>(parts.minute);
  moment->second = static_cast<uint8_t>(parts.second);
  moment->microsecond = static_cast<uint32_t>(parts.microsecond);
  moment->fold = static_cast<uint8_t>(parts.fold);
  return moment;
}

Moment* new_date(Thread& thread, Type* type, const Parts& parts) {
  TRY(check_date(thread, parts));
  Parts date;
  date.year = parts.year;
  date.month = parts.month;
  date.day = parts.day;
  return new_moment(thread, type, date, Value::none());
}

Moment* new_time(Thread& thread, Type* type, const Parts& parts, Value tzinfo) {
  TRY(check_time(thread, parts));
  TRY(check_tzinfo(thread, tzinfo));
  Parts time = parts;
  time.year = time.month = time.day = 1;
  return new_moment(thread, type, time, tzinfo);
}

Moment* new_datetime(Thread& thread, Type* type, const Parts& parts, Value tzinfo) {
  TRY(check_date(thread, parts));
  TRY(check_time(thread, parts));
  TRY(check_tzinfo(thread, tzinfo));
  return new_moment(thread, type, parts, tzinfo);
}

Value date_of_class(Thread& thread, Value type, const Parts& parts) {
  State* state = state_of(thread.runtime);
  if (type.cell() == state->date_type) return new_date(thread, state->date_type, parts);
  Parts date;
  date.year = parts.year;
  date.month = parts.month;
  date.day = parts.day;
  if (type.cell() == state->datetime_type) return new_datetime(thread, state->datetime_type, date, Value::none());
  return call(thread, type, {int_value(parts.year), int_value(parts.month), int_value(parts.day)});
}

// The constructor's fold goes by keyword, which classes of programs need not know of.
static Value with_fold(Value moment, const Parts& parts) {
  if (!moment.is_error() && (is_time(moment) || is_datetime(moment))) {
    moment.as<Moment>()->fold = static_cast<uint8_t>(parts.fold);
  }
  return moment;
}

Value time_of_class(Thread& thread, Value type, const Parts& parts, Value tzinfo) {
  State* state = state_of(thread.runtime);
  if (type.cell() == state->time_type) return new_time(thread, state->time_type, parts, tzinfo);
  return with_fold(call(thread, type,
                        {int_value(parts.hour), int_value(parts.minute), int_value(parts.second),
                         int_value(parts.microsecond), tzinfo}),
                   parts);
}

Value datetime_of_class(Thread& thread, Value type, const Parts& parts, Value tzinfo) {
  State* state = state_of(thread.runtime);
  if (type.cell() == state->datetime_type) return new_datetime(thread, state->datetime_type, parts, tzinfo);
  return with_fold(call(thread, type,
                        {int_value(parts.year), int_value(parts.month), int_value(parts.day), int_value(parts.hour),
                         int_value(parts.minute), int_value(parts.second), int_value(parts.microsecond), tzinfo}),
                   parts);
}

Bytes* date_state(Thread& thread, const Moment* moment) {
  uint8_t bytes[4];
  put_calendar(moment, bytes);
  return make_bytes(thread, bytes);
}

Bytes* time_state(Thread& thread, const Moment* moment, bool with_fold) {
  uint8_t bytes[6];
  put_clock(moment, bytes);
  if (with_fold && moment->fold != 0) bytes[0] |= kFoldBit;
  return make_bytes(thread, bytes);
}

Bytes* datetime_state(Thread& thread, const Moment* moment, bool with_fold) {
  uint8_t bytes[10];
  put_calendar(moment, bytes);
  put_clock(moment, bytes + 4);
  if (with_fold && moment->fold != 0) bytes[2] |= kFoldBit;
  return make_bytes(thread, bytes);
}

int64_t hash_state(const Runtime& runtime, const Moment* moment) {
  uint8_t bytes[10];
  size_t size = 0;
  if (!is_time(moment)) {
    put_calendar(moment, bytes);
    size = 4;
  }
  if (is_time(moment) || is_datetime(moment)) {
    put_clock(moment, bytes + size);
    size += 6;
  }
  return hash_bytes(runtime.hash_key, bytes, size);
}

int compare_parts(const Parts& left, const Parts& right) {
  const int differences[] = {left.year - right.year,
                             left.month - right.month,
                             left.day - right.day,
                             left.hour - right.hour,
                             left.minute - right.minute,
                             left.second - right.second,
                             left.microsecond - right.microsecond};
  const auto* found = std::find_if(std::begin(differences), std::end(differences), [](int d) { return d != 0; });
  return found == std::end(differences) ? 0 : *found;
}

Fallible<bool> fold_matters(Thread& thread, Moment* moment, Value offset) {
  Parts parts = moment->parts();
  parts.fold = 1 - parts.fold;
  State* state = state_of(thread.runtime);
  Type* type = is_time(moment) ? state->time_type : state->datetime_type;
  Moment* other = TRY(new_moment(thread, type, parts, moment->tzinfo));
  Value other_offset = TRY(utcoffset_of(thread, other));
  if (offset == other_offset) return false;
  if (!is_delta(offset) || !is_delta(other_offset)) return true;
  return duration_of(offset) != duration_of(other_offset);
}

Value format_method(Thread& thread, Value* args) {
  Str* format = TRY(str_argument(thread, args[1], "__format__", 1));
  if (format->length() == 0) return to_str(thread, args[0]);
  return call_method(thread, args[0], TRY(intern_text(thread.runtime, "strftime")), {args[1]});
}

Value replace_with_changes(Thread& thread, Value* args) {
  if (args[1].as<Tuple>()->size > 0) {
    return raise_type_error(thread, "__replace__() takes 0 positional arguments but {} were given",
                            args[1].as<Tuple>()->size);
  }
  Value replace = TRY(get_attribute_text(thread, args[0], "replace"));
  return call_with(thread, replace, thread.runtime.empty_tuple, args[2]);
}

Value struct_time(Thread& thread, const Parts& parts, int dst) {
  Value type = TRY(import_attribute(thread, "time", "struct_time"));
  Tuple* numbers =
      TRY(make_tuple(thread, {int_value(parts.year), int_value(parts.month), int_value(parts.day),
                              int_value(parts.hour), int_value(parts.minute), int_value(parts.second),
                              int_value(weekday_of(parts)), int_value(day_of_year(parts)), int_value(dst)}));
  return call(thread, type, {Value(numbers)});
}

Value ctime_text(Thread& thread, const Parts& parts) {
  constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return make_str(thread,
                  fmt::format("{} {} {:2} {:02}:{:02}:{:02} {:04}", kDays[weekday_of(parts)], kMonths[parts.month - 1],
                              parts.day, parts.hour, parts.minute, parts.second, parts.year));
}

}  // namespace memphis::datetime
