// time
#include <fmt/format.h>

#include "modules/datetime/datetime.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/named_access.h"

namespace memphis::datetime {

namespace {

Moment* self_of(Value* args) { return args[0].as<Moment>(); }
Value int_value(int64_t number) { return Value::small_int(number); }

bool is_sane_state(const uint8_t* bytes) { return (bytes[0] & 0x7f) < 24; }

Value from_state(Thread& thread, Type* type, const Bytes* state, Tuple* arguments) {
  Value tzinfo = arguments->size == 2 ? arguments->items[1] : Value::none();
  if (!tzinfo.is_none() && !is_tzinfo(thread, tzinfo)) return raise_type_error(thread, "bad tzinfo state arg");
  const uint8_t* bytes = state->data;
  Parts parts;
  parts.fold = bytes[0] >> 7;
  parts.hour = bytes[0] & 0x7f;
  parts.minute = bytes[1];
  parts.second = bytes[2];
  parts.microsecond = bytes[3] << 16 | bytes[4] << 8 | bytes[5];
  return new_moment(thread, type, parts, tzinfo);
}

Value time_new(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  auto* arguments = args[1].as<Tuple>();
  Bytes* state = TRY(pickled_state(thread, arguments, args[2], 6, 2, "time", is_sane_state));
  if (state != nullptr) return from_state(thread, type, state, arguments);
  constexpr const char* kNames[] = {"hour", "minute", "second", "microsecond", "tzinfo", "fold"};
  Value values[6];
  TRY(bind_parameters(thread, {kNames, 0, 5}, arguments, args[2], values));
  Parts parts;
  TRY(read_int(thread, values[0], parts.hour));
  TRY(read_int(thread, values[1], parts.minute));
  TRY(read_int(thread, values[2], parts.second));
  TRY(read_int(thread, values[3], parts.microsecond));
  TRY(read_int(thread, values[5], parts.fold));
  return new_time(thread, type, parts, values[4].is_unbound() ? Value::none() : values[4]);
}

Value time_strptime(Thread& thread, Value* args) {
  (void)TRY(str_argument(thread, args[1], "strptime", 1));
  (void)TRY(str_argument(thread, args[2], "strptime", 2));
  Value parse = TRY(import_attribute(thread, "_strptime", "_strptime_datetime_time"));
  return call(thread, parse, {args[0], args[1], args[2]});
}

Value time_repr(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  std::string text = fmt::format("{}({}, {}", type_name(thread, args[0]), self->hour, self->minute);
  if (self->second != 0 || self->microsecond != 0) text += fmt::format(", {}", self->second);
  if (self->microsecond != 0) text += fmt::format(", {}", self->microsecond);
  if (self->is_aware()) text += ", tzinfo=" + TRY(repr_text(thread, self->tzinfo));
  if (self->fold != 0) text += ", fold=1";
  return make_str(thread, text + ")");
}

Value time_isoformat(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  std::string text;
  append_time(text, self->parts(), TRY(precision_argument(thread, args[1], 1)));
  TRY(append_utcoffset(thread, text, self->tzinfo, Value::none(), ":"));
  return make_str(thread, text);
}

Value time_str(Thread& thread, Value* args) {
  return call_method(thread, args[0], TRY(intern_text(thread.runtime, "isoformat")));
}

Value time_strftime(Thread& thread, Value* args) {
  Str* format = TRY(str_argument(thread, args[1], "strftime", 1));
  Moment* self = self_of(args);
  // The first year that every system can format.
  Tuple* time_tuple = TRY(
      make_tuple(thread, {int_value(1900), int_value(1), int_value(1), int_value(self->hour), int_value(self->minute),
                          int_value(self->second), int_value(0), int_value(1), int_value(-1)}));
  return format_moment(thread, self, format, time_tuple, Value::none());
}

// Seconds since midnight in UTC.
int64_t utc_seconds(const Moment* moment, Value offset) {
  const Duration& duration = duration_of(offset);
  return moment->parts().second_of_day() - int64_t{duration.days} * kSecondsPerDay - duration.seconds;
}

Value time_hash(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  if (self->cached_hash != Str::kNoHash) return make_int(thread, self->cached_hash);
  Moment* unfolded = self;
  if (self->fold != 0) {
    Parts parts = self->parts();
    parts.fold = 0;
    unfolded = TRY(new_moment(thread, state_of(thread.runtime)->time_type, parts, self->tzinfo));
  }
  Value offset = TRY(utcoffset_of(thread, unfolded));
  if (offset.is_none()) {
    self->cached_hash = hash_state(thread.runtime, self);
  } else {
    const int64_t microseconds = int64_t{self->microsecond} - duration_of(offset).microseconds;
    self->cached_hash = delta_hash(TRY(make_delta(thread, 0, utc_seconds(self, offset), microseconds))->duration);
  }
  return make_int(thread, self->cached_hash);
}

template <Comparison comparison>
Value time_compare(Thread& thread, Value* args) {
  constexpr bool only_equality = comparison == Comparison::kEqual || comparison == Comparison::kNotEqual;
  if (!is_time(args[1])) return Value::not_implemented();
  Moment* left = self_of(args);
  auto* right = args[1].as<Moment>();
  const int plain = compare_parts(left->parts(), right->parts());
  if (left->tzinfo.get() == right->tzinfo.get()) return truth_of(comparison, plain);
  Value left_offset = TRY(utcoffset_of(thread, left));
  Value right_offset = TRY(utcoffset_of(thread, right));
  const bool both_aware = !left_offset.is_none() && !right_offset.is_none();
  const bool same_offset =
      left_offset == right_offset || (both_aware && duration_of(left_offset) == duration_of(right_offset));
  int difference;
  if (same_offset) {
    difference = plain;
  } else if (both_aware) {
    const int64_t seconds = utc_seconds(left, left_offset) - utc_seconds(right, right_offset);
    const int64_t microseconds = int64_t{left->microsecond} - duration_of(left_offset).microseconds -
                                 right->microsecond + duration_of(right_offset).microseconds;
    const int64_t all = seconds * kMicrosecondsPerSecond + microseconds;
    difference = all < 0 ? -1 : all > 0 ? 1 : 0;
  } else if (only_equality) {
    return Value::boolean(comparison == Comparison::kNotEqual);
  } else {
    return raise_type_error(thread, "can't compare offset-naive and offset-aware times");
  }
  if (only_equality && difference == 0) {
    if (TRY(fold_matters(thread, left, left_offset)) || TRY(fold_matters(thread, right, right_offset))) difference = 1;
  }
  return truth_of(comparison, difference);
}

Value time_utcoffset(Thread& thread, Value* args) {
  return call_utcoffset(thread, self_of(args)->tzinfo, Value::none());
}
Value time_tzname(Thread& thread, Value* args) { return call_tzname(thread, self_of(args)->tzinfo, Value::none()); }
Value time_dst(Thread& thread, Value* args) { return call_dst(thread, self_of(args)->tzinfo, Value::none()); }

Value time_replace(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  Parts parts = self->parts();
  TRY(read_int(thread, args[1], parts.hour));
  TRY(read_int(thread, args[2], parts.minute));
  TRY(read_int(thread, args[3], parts.second));
  TRY(read_int(thread, args[4], parts.microsecond));
  Value tzinfo = args[5].is_unbound() ? self->tzinfo.get() : args[5];
  TRY(read_int(thread, args[6], parts.fold));
  if (parts.fold != 0 && parts.fold != 1) {
    return raise_value_error(thread, "fold must be either 0 or 1, not {}", parts.fold);
  }
  return time_of_class(thread, type_of(thread, args[0]), parts, tzinfo);
}

Value time_fromisoformat(Thread& thread, Value* args) {
  if (!is_str(args[1])) return raise_type_error(thread, "fromisoformat: argument must be str");
  IsoText text;
  if (!read_iso_time(args[1].as<Str>(), text)) return raise_invalid_iso_text(thread, args[1]);
  Parts& parts = text.parts;
  if (parts.hour == 24) {
    if (parts.minute != 0 || parts.second != 0 || parts.microsecond != 0) return raise_bad_midnight(thread);
    parts.hour = 0;
  }
  Value zone = TRY(zone_of_iso_text(thread, text));
  return time_of_class(thread, args[0], parts, zone);
}

Value reduce(Thread& thread, Moment* self, bool with_fold) {
  Value state = TRY(time_state(thread, self, with_fold));
  Tuple* arguments =
      self->is_aware() ? TRY(make_tuple(thread, {state, self->tzinfo.get()})) : TRY(make_tuple(thread, {state}));
  return make_tuple(thread, {Value(type_of(thread, self)), Value(arguments)});
}

Value time_reduce_ex(Thread& thread, Value* args) {
  return reduce(thread, self_of(args), TRY(int_of(thread, args[1])) > 3);
}
Value time_reduce(Thread& thread, Value* args) { return reduce(thread, self_of(args), false); }

Value get_hour(Thread&, Value self) { return int_value(self.as<Moment>()->hour); }
Value get_minute(Thread&, Value self) { return int_value(self.as<Moment>()->minute); }
Value get_second(Thread&, Value self) { return int_value(self.as<Moment>()->second); }
Value get_microsecond(Thread&, Value self) { return int_value(self.as<Moment>()->microsecond); }
Value get_tzinfo(Thread&, Value self) { return self.as<Moment>()->tzinfo; }
Value get_fold(Thread&, Value self) { return int_value(self.as<Moment>()->fold); }

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", time_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", time_repr},
    {"__hash__(self, /)", time_hash},
    {"__str__(self, /)", time_str},
    {"__lt__(self, value, /)", time_compare<Comparison::kLess>},
    {"__le__(self, value, /)", time_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", time_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", time_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", time_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", time_compare<Comparison::kGreaterEqual>},
    {"strptime(cls, string, format, /)", time_strptime,
     "string, format -> new time parsed from a string (like time.strptime()).", NativeKind::kClassMethod,
     CallErrors::kDerived, ""},
    {"isoformat(self, timespec='auto')", time_isoformat,
     "Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\nThe optional argument timespec specifies "
     "the number of additional terms\nof the time to include. Valid options are 'auto', 'hours', "
     "'minutes',\n'seconds', "
     "'milliseconds' and 'microseconds'.\n",
     NativeKind::kMethod, CallErrors::kDerived, ""},
    {"strftime(self, format)", time_strftime, "format -> strftime() style string.", NativeKind::kMethod,
     CallErrors::kDerived, ""},
    {"__format__(self, format_spec, /)", format_method, "Formats self with strftime.", NativeKind::kPlainMethod,
     CallErrors::kDerived, ""},
    {"utcoffset(self, /)", time_utcoffset, "Return self.tzinfo.utcoffset(self)."},
    {"tzname(self, /)", time_tzname, "Return self.tzinfo.tzname(self)."},
    {"dst(self, /)", time_dst, "Return self.tzinfo.dst(self)."},
    {"replace(self, /, hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, "
     "fold=unchanged)",
     time_replace, "Return time with new specified fields.", NativeKind::kMethod, CallErrors::kDerived,
     "($self, /, hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, "
     "*, fold=unchanged)"},
    {"__replace__(self, /, *args, **changes)", replace_with_changes, "The same as replace().", NativeKind::kMethod,
     CallErrors::kDerived, "($self, /, **changes)"},
    {"fromisoformat(cls, object, /)", time_fromisoformat, "string -> time from a string in ISO 8601 format",
     NativeKind::kClassMethod},
    {"__reduce_ex__(self, proto, /)", time_reduce_ex, "__reduce_ex__(proto) -> (cls, state)", NativeKind::kMethod,
     CallErrors::kDerived, ""},
    {"__reduce__(self, /)", time_reduce, "__reduce__() -> (cls, state)"},
};

constexpr GetSetDefinition kAttributes[] = {
    {"hour", get_hour},     {"minute", get_minute}, {"second", get_second}, {"microsecond", get_microsecond},
    {"tzinfo", get_tzinfo}, {"fold", get_fold},
};

}  // namespace

const TypeSpec kTimeType = {
    .name = "time",
    .module = "datetime",
    .basic_size = sizeof(Moment),
    .native_fields = 1,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc =
        "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nAll arguments are optional. "
        "tzinfo may be None, or an instance of\na tzinfo subclass. The remaining arguments may be ints.\n",
    .text_signature = "",
};

}  // namespace memphis::datetime
