// The module _datetime: date, time, datetime, timedelta, tzinfo and timezone.
#pragma once

#include <string>
#include <string_view>

#include "modules/datetime/civil.h"
#include "modules/module_support.h"
#include "runtime/operations.h"

namespace memphis::datetime {

// timedelta. 0 <= seconds < 86400, 0 <= microseconds < 1000000.
struct Duration {
  int days = 0, seconds = 0, microseconds = 0;
  auto operator<=>(const Duration&) const = default;
  bool is_zero() const { return days == 0 && seconds == 0 && microseconds == 0; }
};
struct Delta : Cell {
  int64_t cached_hash;  // Str::kNoHash: not computed
  Duration duration;
};

// date, time and datetime have one layout, so that a datetime can be used where a date is asked for.
struct Moment : Cell {
  Field tzinfo;         // None in a date
  int64_t cached_hash;  // Str::kNoHash: not computed
  uint32_t microsecond;
  uint16_t year;
  uint8_t month, day, hour, minute, second, fold;

  Parts parts() const { return {year, month, day, hour, minute, second, static_cast<int>(microsecond), fold}; }
  bool is_aware() const { return !tzinfo.get().is_none(); }
};

// timezone
struct Zone : Cell {
  Ref<Delta> offset;
  Field name;  // Str; unbound: made of the offset
};

extern const TypeSpec kDeltaType;
extern const TypeSpec kDateType;
extern const TypeSpec kTimeType;
extern const TypeSpec kDateTimeType;
extern const TypeSpec kTzinfoType;
extern const TypeSpec kTimezoneType;
extern const TypeSpec kIsoCalendarDateType;

// What the module keeps.
struct State : Cell {
  Ref<Type> delta_type, date_type, time_type, datetime_type, tzinfo_type, timezone_type, iso_date_type;
  Ref<Zone> utc;
  Ref<Moment> epoch;  // 1970-01-01 in UTC
};
State* state_of(const Runtime& runtime);

inline const TypeSpec* spec_of(Value value) {
  return value.is_kind(Kind::kNative) ? value.cell()->shape()->type->spec : nullptr;
}
inline bool is_delta(Value value) { return spec_of(value) == &kDeltaType; }
inline bool is_time(Value value) { return spec_of(value) == &kTimeType; }
inline bool is_datetime(Value value) { return spec_of(value) == &kDateTimeType; }
inline bool is_date(Value value) { return spec_of(value) == &kDateType || is_datetime(value); }
inline bool is_exact_zone(Value value) { return spec_of(value) == &kTimezoneType; }  // it has no subclasses
bool is_tzinfo(Thread& thread, Value value);
// A number of the type `int`, as C has it.
Fallible<int> int_of(Thread& thread, Value value);
// Comparison results from the sign of a difference.
Value truth_of(Comparison comparison, int difference);

// ---- Arguments of constructors (arguments.cpp) ----

// Names of parameters, for CPython's oldest way to tell of wrong arguments ("function missing required argument ...").
inline constexpr std::string_view kUnnamedFunction = "function";
struct ParameterNames {
  std::span<const char* const> names;
  size_t required, positional;
  std::string_view function = kUnnamedFunction;
};
// Fills values[0..names.size()): unbound where nothing was given. `keywords`: a Dict or unbound.
Status bind_parameters(Thread& thread, const ParameterNames& parameters, Tuple* positional, Value keywords,
                       Value* values);
// Reads an int if the value is bound.
Status read_int(Thread& thread, Value value, int& number);
// Does the first argument of a constructor look like what __reduce__ has given (bytes, or a str of Python 2)? Null: no.
// Fails with null and a pending exception for a str that cannot be.
Fallible<Bytes*> pickled_state(Thread& thread, Tuple* arguments, Value keywords, size_t size, size_t maximum_arguments,
                               const char* what, bool (*is_sane)(const uint8_t* bytes));

// ---- timedelta (delta.cpp, delta_arithmetic.cpp) ----

// Normalises; OverflowError "days=...; must have magnitude <= 999999999".
Delta* make_delta(Thread& thread, int64_t days, int64_t seconds, int64_t microseconds);
Delta* make_delta(Thread& thread, const Duration& duration);
inline const Duration& duration_of(Value delta) { return delta.as<Delta>()->duration; }
Delta* negate_delta(Thread& thread, const Duration& duration);
Delta* subtract_deltas(Thread& thread, const Duration& left, const Duration& right);
int64_t delta_hash(const Duration& duration);
// All microseconds, an int; and back.
Value delta_to_microseconds(Thread& thread, const Duration& duration);
Delta* delta_from_microseconds(Thread& thread, Value microseconds, Type* type = nullptr);
Value delta_total_seconds(Thread& thread, const Duration& duration);
// a / b, rounded half to even. Ints.
Value divide_nearest(Thread& thread, Value numerator, Value denominator);
std::span<const NativeDefinition> delta_operators();

// ---- date, time and datetime ----

Status check_date(Thread& thread, const Parts& parts);
Status check_time(Thread& thread, const Parts& parts);
// TypeError "tzinfo argument must be None or of a tzinfo subclass, not type 'X'".
Status check_tzinfo(Thread& thread, Value tzinfo);
// Objects of exactly `type` or laid out as it is, checked.
Moment* new_moment(Thread& thread, Type* type, const Parts& parts, Value tzinfo);
Moment* new_date(Thread& thread, Type* type, const Parts& parts);
Moment* new_time(Thread& thread, Type* type, const Parts& parts, Value tzinfo);
Moment* new_datetime(Thread& thread, Type* type, const Parts& parts, Value tzinfo);
// The same for results of the class `type`: one that a program has made is called.
Value date_of_class(Thread& thread, Value type, const Parts& parts);
Value time_of_class(Thread& thread, Value type, const Parts& parts, Value tzinfo);
Value datetime_of_class(Thread& thread, Value type, const Parts& parts, Value tzinfo);
// moment + factor * delta. OverflowError "date value out of range".
Value add_to_datetime(Thread& thread, Moment* moment, const Duration& duration, int factor);
// What pickles hold.
Bytes* date_state(Thread& thread, const Moment* moment);
Bytes* time_state(Thread& thread, const Moment* moment, bool with_fold);
Bytes* datetime_state(Thread& thread, const Moment* moment, bool with_fold);
// The hash that CPython gives the object's bytes.
int64_t hash_state(const Runtime& runtime, const Moment* moment);
Value struct_time(Thread& thread, const Parts& parts, int dst);
Value ctime_text(Thread& thread, const Parts& parts);
// Methods that date and datetime share.
Value date_strftime(Thread& thread, Value* args);
Value format_method(Thread& thread, Value* args);
Value replace_with_changes(Thread& thread, Value* args);
int compare_parts(const Parts& left, const Parts& right);
// Tells of two equal objects that one of them has another offset with the other fold, so that they are not equal
// (PEP 495).
Fallible<bool> fold_matters(Thread& thread, Moment* moment, Value offset);

// datetime (datetime.cpp, datetime_methods.cpp, datetime_conversion.cpp)
std::span<const NativeDefinition> datetime_constructors();
Value datetime_new(Thread& thread, Value* args);
Value datetime_subtract(Thread& thread, Moment* left, Moment* right);
Value datetime_astimezone(Thread& thread, Value* args);
Value datetime_timestamp(Thread& thread, Value* args);
Value datetime_timetuple(Thread& thread, Value* args);
Value datetime_utctimetuple(Thread& thread, Value* args);

// ---- Zones (zone.cpp) ----

// None or a Delta. `argument`: what the method of tzinfo is given.
Value call_utcoffset(Thread& thread, Value tzinfo, Value argument);
Value call_dst(Thread& thread, Value tzinfo, Value argument);
Value call_tzname(Thread& thread, Value tzinfo, Value argument);
inline Value utcoffset_of(Thread& thread, Moment* moment) {
  return call_utcoffset(thread, moment->tzinfo, is_time(moment) ? Value::none() : Value(moment));
}
// A timezone: UTC itself for a zero offset without a name. ValueError for 24 hours and more.
Zone* make_zone(Thread& thread, Delta* offset, Value name);

// ---- Text (iso_text.cpp, strftime.cpp) ----

// "+01:00", with seconds and microseconds where there are some.
void append_offset(std::string& out, const Duration& offset, std::string_view separator);
// Nothing for None.
Status append_utcoffset(Thread& thread, std::string& out, Value tzinfo, Value argument, std::string_view separator);
enum class TimePrecision : uint8_t { kAuto, kHours, kMinutes, kSeconds, kMilliseconds, kMicroseconds };
// Unbound: kAuto. ValueError "Unknown timespec value".
Fallible<TimePrecision> precision_argument(Thread& thread, Value value, int position);
void append_time(std::string& out, const Parts& parts, TimePrecision precision);
std::string date_text(const Parts& parts);

struct IsoText {
  Parts parts;
  bool has_offset = false;
  int offset_seconds = 0, offset_microseconds = 0;
};
FailureOfAnyType raise_invalid_iso_text(Thread& thread, Value text);
// Read the whole of a str; false: it is malformed. Nothing is checked but the form.
bool read_iso_date(const Str* text, IsoText& result);
bool read_iso_time(const Str* text, IsoText& result);
bool read_iso_datetime(const Str* text, IsoText& result);
Value zone_of_iso_text(Thread& thread, const IsoText& text);
FailureOfAnyType raise_bad_midnight(Thread& thread);

// strftime of an object; `zone_argument` is what its tzinfo's methods are given.
Value format_moment(Thread& thread, Moment* moment, Str* format, Value time_tuple, Value zone_argument);

// ---- Local time (local_time.cpp) ----

// Seconds since 0001-01-01 00:00, the day before that counting as day 0.
int64_t seconds_of(const Parts& parts);
inline constexpr int64_t kEpochSeconds = int64_t{kEpochOrdinal} * kSecondsPerDay;
// Local time to seconds, with the fold.
Fallible<int64_t> local_to_seconds(Thread& thread, const Parts& parts);
// Seconds and microseconds of a timestamp (int or float), rounded half to even.
Status read_timestamp(Thread& thread, Value timestamp, time_t& seconds, int& microseconds);
// The parts of a time of the system, local (with its fold) or UTC.
Fallible<Parts> parts_of_time(Thread& thread, time_t seconds, int microseconds, bool is_utc, bool wants_fold);
// The zone of local time at a time of the system.
Value local_zone(Thread& thread, time_t seconds);

}  // namespace memphis::datetime
