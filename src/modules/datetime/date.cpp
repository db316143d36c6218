// date, and what isocalendar() gives.
#include <fmt/format.h>

#include "modules/datetime/datetime.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/timestamp.h"

namespace memphis::datetime {

namespace {

Moment* self_of(Value* args) { return args[0].as<Moment>(); }
Value int_value(int number) { return Value::small_int(number); }

bool is_sane_state(const uint8_t* bytes) { return bytes[2] >= 1 && bytes[2] <= 12; }

Value date_new(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  Bytes* state = TRY(pickled_state(thread, args[1].as<Tuple>(), args[2], 4, 1, "date", is_sane_state));
  Parts parts;
  if (state != nullptr) {
    parts.year = state->data[0] << 8 | state->data[1];
    parts.month = state->data[2];
    parts.day = state->data[3];
    return new_moment(thread, type, parts, Value::none());
  }
  constexpr const char* kNames[] = {"year", "month", "day"};
  Value values[3];
  TRY(bind_parameters(thread, {kNames, 3, 3}, args[1].as<Tuple>(), args[2], values));
  TRY(read_int(thread, values[0], parts.year));
  TRY(read_int(thread, values[1], parts.month));
  TRY(read_int(thread, values[2], parts.day));
  return new_date(thread, type, parts);
}

Value date_fromtimestamp(Thread& thread, Value* args) {
  const time_t seconds = TRY(to_time(thread, args[1]));
  return date_of_class(thread, args[0], TRY(parts_of_time(thread, seconds, 0, false, false)));
}

Value date_fromordinal(Thread& thread, Value* args) {
  const int ordinal = TRY(int_of(thread, args[1]));
  if (ordinal < 1) return raise_value_error(thread, "ordinal must be >= 1");
  Parts parts;
  set_ordinal(parts, ordinal);
  return date_of_class(thread, args[0], parts);
}

Value date_fromisoformat(Thread& thread, Value* args) {
  if (!is_str(args[1])) return raise_type_error(thread, "fromisoformat: argument must be str");
  IsoText text;
  if (!read_iso_date(args[1].as<Str>(), text)) return raise_invalid_iso_text(thread, args[1]);
  return date_of_class(thread, args[0], text.parts);
}

Fallible<int> iso_component(Thread& thread, Value value) {
  Fallible<int> number = int_of(thread, value);
  if (number.failed() && take_if_pending(thread, ExceptionId::kOverflowError)) {
    return raise_value_error(thread, "ISO calendar component out of range");
  }
  return number;
}

Value date_fromisocalendar(Thread& thread, Value* args) {
  IsoDate date;
  date.year = TRY(iso_component(thread, args[1]));
  date.week = TRY(iso_component(thread, args[2]));
  date.weekday = TRY(iso_component(thread, args[3]));
  Parts parts;
  switch (set_iso_date(parts, date)) {
    case IsoError::kYear:
      return raise_value_error(thread, "year must be in {}..{}, not {}", kMinimumYear, kMaximumYear, date.year);
    case IsoError::kWeek: return raise_value_error(thread, "Invalid week: {}", date.week);
    case IsoError::kWeekday: return raise_value_error(thread, "Invalid weekday: {} (range is [1, 7])", date.weekday);
    case IsoError::kNone: break;
  }
  return date_of_class(thread, args[0], parts);
}

Value date_strptime(Thread& thread, Value* args) {
  (void)TRY(str_argument(thread, args[1], "strptime", 1));
  (void)TRY(str_argument(thread, args[2], "strptime", 2));
  Value parse = TRY(import_attribute(thread, "_strptime", "_strptime_datetime_date"));
  return call(thread, parse, {args[0], args[1], args[2]});
}

Value date_today(Thread& thread, Value* args) {
  Value now = TRY(call(thread, TRY(import_attribute(thread, "time", "time"))));
  return call_method(thread, args[0], TRY(intern_text(thread.runtime, "fromtimestamp")), {now});
}

Value date_repr(Thread& thread, Value* args) {
  const Parts parts = self_of(args)->parts();
  return make_str(thread,
                  fmt::format("{}({}, {}, {})", type_name(thread, args[0]), parts.year, parts.month, parts.day));
}

Value date_isoformat(Thread& thread, Value* args) { return make_str(thread, date_text(self_of(args)->parts())); }

Value date_str(Thread& thread, Value* args) {
  return call_method(thread, args[0], TRY(intern_text(thread.runtime, "isoformat")));
}

Value date_hash(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  if (self->cached_hash == Str::kNoHash) self->cached_hash = hash_state(thread.runtime, self);
  return make_int(thread, self->cached_hash);
}

template <Comparison comparison>
Value date_compare(Thread&, Value* args) {
  if (!is_date(args[1]) || is_datetime(args[1])) return Value::not_implemented();
  return truth_of(comparison, compare_parts(self_of(args)->parts(), args[1].as<Moment>()->parts()));
}

Value add_days(Thread& thread, Moment* date, int64_t days) {
  const int64_t ordinal = ordinal_of(date->parts()) + days;
  if (ordinal < 1 || ordinal > kMaximumOrdinal) {
    return raise(thread, ExceptionId::kOverflowError, "date value out of range");
  }
  Parts parts;
  set_ordinal(parts, static_cast<int>(ordinal));
  return date_of_class(thread, type_of(thread, date), parts);
}

Value date_add(Thread& thread, Value* args) {
  if (!is_delta(args[1])) return Value::not_implemented();
  return add_days(thread, self_of(args), duration_of(args[1]).days);
}

Value subtract(Thread& thread, Value left, Value right) {
  if (!is_date(left) || is_datetime(left)) return Value::not_implemented();
  if (is_delta(right)) return add_days(thread, left.as<Moment>(), -int64_t{duration_of(right).days});
  if (!is_date(right) || is_datetime(right)) return Value::not_implemented();
  return make_delta(thread, ordinal_of(left.as<Moment>()->parts()) - ordinal_of(right.as<Moment>()->parts()), 0, 0);
}

Value date_subtract(Thread& thread, Value* args) { return subtract(thread, args[0], args[1]); }
Value date_subtract_reversed(Thread& thread, Value* args) { return subtract(thread, args[1], args[0]); }

Value date_ctime(Thread& thread, Value* args) { return ctime_text(thread, self_of(args)->parts()); }
Value date_timetuple(Thread& thread, Value* args) { return struct_time(thread, self_of(args)->parts(), -1); }
Value date_isoweekday(Thread&, Value* args) { return int_value(weekday_of(self_of(args)->parts()) + 1); }
Value date_toordinal(Thread&, Value* args) { return int_value(ordinal_of(self_of(args)->parts())); }
Value date_weekday(Thread&, Value* args) { return int_value(weekday_of(self_of(args)->parts())); }

Value make_iso_date(Thread& thread, Type* type, Value year, Value week, Value weekday) {
  auto* tuple = TRY(allocate_variable<Tuple>(thread, type, sizeof(Tuple) + 3 * sizeof(Value)));
  tuple->size = 3;
  tuple->items[0] = year;
  tuple->items[1] = week;
  tuple->items[2] = weekday;
  return tuple;
}

Value date_isocalendar(Thread& thread, Value* args) {
  const IsoDate date = iso_date_of(self_of(args)->parts());
  return make_iso_date(thread, state_of(thread.runtime)->iso_date_type, int_value(date.year), int_value(date.week),
                       int_value(date.weekday));
}

Value date_replace(Thread& thread, Value* args) {
  Parts parts = self_of(args)->parts();
  TRY(read_int(thread, args[1], parts.year));
  TRY(read_int(thread, args[2], parts.month));
  TRY(read_int(thread, args[3], parts.day));
  return date_of_class(thread, type_of(thread, args[0]), parts);
}

Value date_reduce(Thread& thread, Value* args) {
  Tuple* arguments = TRY(make_tuple(thread, {Value(TRY(date_state(thread, self_of(args))))}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(arguments)});
}

Value get_year(Thread&, Value self) { return int_value(self.as<Moment>()->year); }
Value get_month(Thread&, Value self) { return int_value(self.as<Moment>()->month); }
Value get_day(Thread&, Value self) { return int_value(self.as<Moment>()->day); }

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", date_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", date_repr},
    {"__hash__(self, /)", date_hash},
    {"__str__(self, /)", date_str},
    {"__lt__(self, value, /)", date_compare<Comparison::kLess>},
    {"__le__(self, value, /)", date_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", date_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", date_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", date_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", date_compare<Comparison::kGreaterEqual>},
    {"__add__(self, value, /)", date_add},
    {"__radd__(self, value, /)", date_add},
    {"__sub__(self, value, /)", date_subtract},
    {"__rsub__(self, value, /)", date_subtract_reversed},
    {"fromtimestamp(cls, timestamp, /)", date_fromtimestamp,
     "Create a date from a POSIX timestamp.\n\nThe timestamp is a number, e.g. created via time.time(), that is "
     "interpreted\nas local time.",
     NativeKind::kClassMethod},
    {"fromordinal(cls, ordinal)", date_fromordinal, "int -> date corresponding to a proleptic Gregorian ordinal.",
     NativeKind::kClassMethod, CallErrors::kDerived, ""},
    {"fromisoformat(cls, object, /)", date_fromisoformat, "str -> Construct a date from a string in ISO 8601 format.",
     NativeKind::kClassMethod},
    {"fromisocalendar(cls, year, week, day)", date_fromisocalendar,
     "int, int, int -> Construct a date from the ISO year, week number and weekday.\n\nThis is the inverse of the "
     "date.isocalendar() function",
     NativeKind::kClassMethod, CallErrors::kDerived, ""},
    {"strptime(cls, string, format, /)", date_strptime,
     "string, format -> new date parsed from a string (like time.strptime()).", NativeKind::kClassMethod,
     CallErrors::kDerived, ""},
    {"today(cls, /)", date_today, "Current date or datetime:  same as self.__class__.fromtimestamp(time.time()).",
     NativeKind::kClassMethod},
    {"ctime(self, /)", date_ctime, "Return ctime() style string."},
    {"strftime(self, format)", date_strftime, "format -> strftime() style string.", NativeKind::kMethod,
     CallErrors::kDerived, ""},
    {"__format__(self, format_spec, /)", format_method, "Formats self with strftime.", NativeKind::kPlainMethod,
     CallErrors::kDerived, ""},
    {"timetuple(self, /)", date_timetuple, "Return time tuple, compatible with time.localtime()."},
    {"isocalendar(self, /)", date_isocalendar, "Return a named tuple containing ISO year, week number, and weekday."},
    {"isoformat(self, /)", date_isoformat, "Return string in ISO 8601 format, YYYY-MM-DD."},
    {"isoweekday(self, /)", date_isoweekday,
     "Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7"},
    {"toordinal(self, /)", date_toordinal, "Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."},
    {"weekday(self, /)", date_weekday,
     "Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6"},
    {"replace(self, /, year=unchanged, month=unchanged, day=unchanged)", date_replace,
     "Return date with new specified fields."},
    {"__replace__(self, /, *args, **changes)", replace_with_changes, "The same as replace().", NativeKind::kMethod,
     CallErrors::kDerived, "($self, /, **changes)"},
    {"__reduce__(self, /)", date_reduce, "__reduce__() -> (cls, state)"},
};

constexpr GetSetDefinition kAttributes[] = {{"year", get_year}, {"month", get_month}, {"day", get_day}};

// ---- IsoCalendarDate ----

Value iso_date_new(Thread& thread, Value* args) {
  return make_iso_date(thread, args[0].as<Type>(), int_value(TRY(int_of(thread, args[1]))),
                       int_value(TRY(int_of(thread, args[2]))), int_value(TRY(int_of(thread, args[3]))));
}

Value iso_date_repr(Thread& thread, Value* args) {
  auto* tuple = args[0].as<Tuple>();
  auto part = [&](int index) { return tuple->items[index].as_small_int(); };
  return make_str(
      thread, fmt::format("{}(year={}, week={}, weekday={})", type_name(thread, args[0]), part(0), part(1), part(2)));
}

Value iso_date_reduce(Thread& thread, Value* args) {
  Tuple* items = TRY(make_tuple(thread, args[0].as<Tuple>()->view()));
  Tuple* arguments = TRY(make_tuple(thread, {Value(items)}));
  return make_tuple(thread, {Value(thread.runtime.type(TypeId::kTuple)), Value(arguments)});
}

template <int index>
Value iso_date_part(Thread&, Value self) {
  return self.as<Tuple>()->items[index];
}

constexpr NativeDefinition kIsoDateMethods[] = {
    {"__new__(type, /, year, week, weekday)", iso_date_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", iso_date_repr},
    {"__reduce__(self, /)", iso_date_reduce, "Helper for pickle."},
};

constexpr GetSetDefinition kIsoDateAttributes[] = {
    {"year", iso_date_part<0>}, {"week", iso_date_part<1>}, {"weekday", iso_date_part<2>}};

}  // namespace

Value date_strftime(Thread& thread, Value* args) {
  Str* format = TRY(str_argument(thread, args[1], "strftime", 1));
  Value time_tuple = TRY(call_method(thread, args[0], TRY(intern_text(thread.runtime, "timetuple"))));
  return format_moment(thread, self_of(args), format, time_tuple, args[0]);
}

const TypeSpec kDateType = {
    .name = "date",
    .module = "datetime",
    .basic_size = sizeof(Moment),
    .native_fields = 1,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "date(year, month, day) --> date object",
    .text_signature = "",
};

const TypeSpec kIsoCalendarDateType = {
    .name = "IsoCalendarDate",
    .module = "datetime",
    .layout = Kind::kTuple,
    .basic_size = sizeof(Tuple),
    .flags = kTypeIsFinal | kTypeIsVariableSize | kTypeDerivesLayout,
    .methods = kIsoDateMethods,
    .attributes = kIsoDateAttributes,
    .doc =
        "The result of date.isocalendar() or datetime.isocalendar()\n\nThis object may be accessed either as a "
        "tuple of\n  ((year, week, weekday)\nor via the object attributes as named in the above tuple.",
    .base = TypeId::kTuple,
};

}  // namespace memphis::datetime
