// datetime: constructors.
#include <ctime>

#include "modules/datetime/datetime.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/named_access.h"
#include "runtime/timestamp.h"

namespace memphis::datetime {

namespace {

bool is_sane_state(const uint8_t* bytes) { return (bytes[2] & 0x7f) >= 1 && (bytes[2] & 0x7f) <= 12; }

Value from_state(Thread& thread, Type* type, const Bytes* state, Tuple* arguments) {
  Value tzinfo = arguments->size == 2 ? arguments->items[1] : Value::none();
  if (!tzinfo.is_none() && !is_tzinfo(thread, tzinfo)) return raise_type_error(thread, "bad tzinfo state arg");
  const uint8_t* bytes = state->data;
  Parts parts;
  parts.fold = bytes[2] >> 7;
  parts.year = bytes[0] << 8 | bytes[1];
  parts.month = bytes[2] & 0x7f;
  parts.day = bytes[3];
  parts.hour = bytes[4];
  parts.minute = bytes[5];
  parts.second = bytes[6];
  parts.microsecond = bytes[7] << 16 | bytes[8] << 8 | bytes[9];
  return new_moment(thread, type, parts, tzinfo);
}

// The time of the system as an object of the class: local, or (tzinfo not None) in UTC and then in that zone.
Value from_time(Thread& thread, Value type, time_t seconds, int microseconds, Value tzinfo) {
  const bool is_local = tzinfo.is_none();
  const Parts parts = TRY(parts_of_time(thread, seconds, microseconds, !is_local, is_local));
  Value moment = TRY(datetime_of_class(thread, type, parts, tzinfo));
  if (is_local) return moment;
  return call_method(thread, tzinfo, TRY(intern_text(thread.runtime, "fromutc")), {moment});
}

Value naive_utc(Thread& thread, Value type, time_t seconds, int microseconds) {
  return datetime_of_class(thread, type, TRY(parts_of_time(thread, seconds, microseconds, true, false)), Value::none());
}

timespec now() {
  timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return time;
}

constexpr int kNanosecondsPerMicrosecond = 1000;

Value datetime_now(Thread& thread, Value* args) {
  Value tzinfo = args[1].is_unbound() ? Value::none() : args[1];
  TRY(check_tzinfo(thread, tzinfo));
  const timespec time = now();
  return from_time(thread, args[0], time.tv_sec, static_cast<int>(time.tv_nsec / kNanosecondsPerMicrosecond), tzinfo);
}

Value datetime_utcnow(Thread& thread, Value* args) {
  TRY(warn(thread, ExceptionId::kDeprecationWarning, 1,
           "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use timezone-aware "
           "objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC)."));
  const timespec time = now();
  return naive_utc(thread, args[0], time.tv_sec, static_cast<int>(time.tv_nsec / kNanosecondsPerMicrosecond));
}

Value datetime_fromtimestamp(Thread& thread, Value* args) {
  Value tzinfo = args[2].is_unbound() ? Value::none() : args[2];
  TRY(check_tzinfo(thread, tzinfo));
  time_t seconds;
  int microseconds;
  TRY(read_timestamp(thread, args[1], seconds, microseconds));
  return from_time(thread, args[0], seconds, microseconds, tzinfo);
}

Value datetime_utcfromtimestamp(Thread& thread, Value* args) {
  TRY(warn(thread, ExceptionId::kDeprecationWarning, 1,
           "datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future version. Use "
           "timezone-aware objects to represent datetimes in UTC: datetime.datetime.fromtimestamp(timestamp, "
           "datetime.UTC)."));
  time_t seconds;
  int microseconds;
  TRY(read_timestamp(thread, args[1], seconds, microseconds));
  return naive_utc(thread, args[0], seconds, microseconds);
}

Value datetime_strptime(Thread& thread, Value* args) {
  (void)TRY(str_argument(thread, args[1], "strptime", 1));
  (void)TRY(str_argument(thread, args[2], "strptime", 2));
  Value parse = TRY(import_attribute(thread, "_strptime", "_strptime_datetime_datetime"));
  return call(thread, parse, {args[0], args[1], args[2]});
}

Value datetime_combine(Thread& thread, Value* args) {
  if (!is_date(args[1])) return raise_argument_error(thread, "combine", 1, "datetime.date", args[1]);
  if (!is_time(args[2])) return raise_argument_error(thread, "combine", 2, "datetime.time", args[2]);
  Parts parts = args[2].as<Moment>()->parts();
  const auto* date = args[1].as<Moment>();
  parts.year = date->year;
  parts.month = date->month;
  parts.day = date->day;
  Value tzinfo = args[3].is_unbound() ? args[2].as<Moment>()->tzinfo.get() : args[3];
  return datetime_of_class(thread, args[0], parts, tzinfo);
}

// 24:00 is the next day's 0:00.
Status resolve_midnight(Thread& thread, Parts& parts) {
  if (parts.hour != 24 || parts.month < 1 || parts.month > 12) return {};
  const int last = days_in_month(parts.year, parts.month);
  if (parts.day > last) return {};
  if (parts.minute != 0 || parts.second != 0 || parts.microsecond != 0) return raise_bad_midnight(thread);
  parts.hour = 0;
  if (++parts.day <= last) return {};
  parts.day = 1;
  if (++parts.month <= 12) return {};
  parts.month = 1;
  parts.year++;
  return {};
}

Value datetime_fromisoformat(Thread& thread, Value* args) {
  if (!is_str(args[1])) return raise_type_error(thread, "fromisoformat: argument must be str");
  IsoText text;
  if (!read_iso_datetime(args[1].as<Str>(), text)) return raise_invalid_iso_text(thread, args[1]);
  Value zone = TRY(zone_of_iso_text(thread, text));
  TRY(resolve_midnight(thread, text.parts));
  return datetime_of_class(thread, args[0], text.parts, zone);
}

constexpr NativeDefinition kConstructors[] = {
    {"now(cls, tz=None)", datetime_now,
     "Returns new datetime object representing current time local to tz.\n\n  tz\n    Timezone object.\n\nIf no tz is "
     "specified, uses local timezone.",
     NativeKind::kClassMethod, CallErrors::kDerived, "($type, /, tz=None)"},
    {"utcnow(cls, /)", datetime_utcnow, "Return a new datetime representing UTC day and time.",
     NativeKind::kClassMethod},
    {"fromtimestamp(cls, timestamp, tz=None)", datetime_fromtimestamp,
     "timestamp[, tz] -> tz's local time from POSIX timestamp.", NativeKind::kClassMethod, CallErrors::kDerived, ""},
    {"utcfromtimestamp(cls, timestamp, /)", datetime_utcfromtimestamp,
     "Construct a naive UTC datetime from a POSIX timestamp.", NativeKind::kClassMethod, CallErrors::kDerived, ""},
    {"strptime(cls, string, format, /)", datetime_strptime,
     "string, format -> new datetime parsed from a string (like time.strptime()).", NativeKind::kClassMethod,
     CallErrors::kDerived, ""},
    {"combine(cls, date, time, tzinfo=time.tzinfo)", datetime_combine,
     "date, time -> datetime with same date and time fields", NativeKind::kClassMethod, CallErrors::kDerived, ""},
    {"fromisoformat(cls, object, /)", datetime_fromisoformat,
     "string -> datetime from a string in most ISO 8601 formats", NativeKind::kClassMethod},
};

}  // namespace

std::span<const NativeDefinition> datetime_constructors() { return kConstructors; }

Value datetime_new(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  auto* arguments = args[1].as<Tuple>();
  Bytes* state = TRY(pickled_state(thread, arguments, args[2], 10, 2, "datetime", is_sane_state));
  if (state != nullptr) return from_state(thread, type, state, arguments);
  constexpr const char* kNames[] = {"year",   "month",       "day",    "hour", "minute",
                                    "second", "microsecond", "tzinfo", "fold"};
  Value values[9];
  TRY(bind_parameters(thread, {kNames, 3, 8}, arguments, args[2], values));
  Parts parts;
  int* const numbers[] = {&parts.year,   &parts.month,  &parts.day,        &parts.hour,
                          &parts.minute, &parts.second, &parts.microsecond};
  for (size_t i = 0; i < std::size(numbers); i++) TRY(read_int(thread, values[i], *numbers[i]));
  TRY(read_int(thread, values[8], parts.fold));
  return new_datetime(thread, type, parts, values[7].is_unbound() ? Value::none() : values[7]);
}

}  // namespace memphis::datetime
