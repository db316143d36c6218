// datetime: its methods, but for the constructors.
#include "modules/datetime/datetime.h"

#include <fmt/format.h>

#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/text_builder.h"

namespace memphis::datetime {

namespace {

Moment* self_of(Value* args) { return args[0].as<Moment>(); }
Value int_value(int64_t number) { return Value::small_int(number); }

Value datetime_repr(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  std::string text = fmt::format("{}({}, {}, {}, {}, {}", type_name(thread, args[0]), self->year, self->month,
                                 self->day, self->hour, self->minute);
  if (self->second != 0 || self->microsecond != 0) text += fmt::format(", {}", self->second);
  if (self->microsecond != 0) text += fmt::format(", {}", self->microsecond);
  if (self->fold != 0) text += ", fold=1";
  if (self->is_aware()) text += ", tzinfo=" + TRY(repr_text(thread, self->tzinfo));
  return make_str(thread, text + ")");
}

Value datetime_str(Thread& thread, Value* args) {
  return call_method(thread, args[0], TRY(intern_text(thread.runtime, "isoformat")),
                     {Value(TRY(make_character(thread, ' ')))});
}

Fallible<uint32_t> separator_argument(Thread& thread, Value value) {
  if (value.is_unbound()) return 'T';
  if (!is_str(value)) return raise_argument_error(thread, "isoformat", 1, "a unicode character", value);
  auto* text = value.as<Str>();
  if (text->length() == 1) return text->at(0);
  return raise_type_error(thread, "isoformat() argument 1 must be a unicode character, not a string of length {}",
                          text->length());
}

Value datetime_isoformat(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  const uint32_t separator = TRY(separator_argument(thread, args[1]));
  std::string clock;
  append_time(clock, self->parts(), TRY(precision_argument(thread, args[2], 2)));
  TRY(append_utcoffset(thread, clock, self->tzinfo, args[0], ":"));
  TextBuilder text(thread);
  text.append_ascii(date_text(self->parts()));
  text.append(separator);
  text.append_ascii(clock);
  return text.finish();
}

Value datetime_hash(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  if (self->cached_hash != Str::kNoHash) return make_int(thread, self->cached_hash);
  Moment* unfolded = self;
  if (self->fold != 0) {
    Parts parts = self->parts();
    parts.fold = 0;
    unfolded = TRY(new_moment(thread, state_of(thread.runtime)->datetime_type, parts, self->tzinfo));
  }
  Value offset = TRY(utcoffset_of(thread, unfolded));
  if (offset.is_none()) {
    self->cached_hash = hash_state(thread.runtime, self);
  } else {
    const Parts parts = self->parts();
    const Duration& east = duration_of(offset);
    Delta* utc =
        TRY(make_delta(thread, int64_t{ordinal_of(parts)} - east.days, int64_t{parts.second_of_day()} - east.seconds,
                       int64_t{parts.microsecond} - east.microseconds));
    self->cached_hash = delta_hash(utc->duration);
  }
  return make_int(thread, self->cached_hash);
}

int sign_of(const Duration& duration) { return duration.days < 0 ? -1 : duration.is_zero() ? 0 : 1; }

template <Comparison comparison>
Value datetime_compare(Thread& thread, Value* args) {
  constexpr bool only_equality = comparison == Comparison::kEqual || comparison == Comparison::kNotEqual;
  if (!is_datetime(args[1])) return Value::not_implemented();
  Moment* left = self_of(args);
  auto* right = args[1].as<Moment>();
  const int plain = compare_parts(left->parts(), right->parts());
  if (left->tzinfo.get() == right->tzinfo.get()) return truth_of(comparison, plain);
  Value left_offset = TRY(utcoffset_of(thread, left));
  Value right_offset = TRY(utcoffset_of(thread, right));
  const bool both_aware = !left_offset.is_none() && !right_offset.is_none();
  int difference;
  if (left_offset == right_offset || (both_aware && duration_of(left_offset) == duration_of(right_offset))) {
    difference = plain;
  } else if (both_aware) {
    difference = sign_of(duration_of(TRY(datetime_subtract(thread, left, right))));
  } else if (only_equality) {
    return Value::boolean(comparison == Comparison::kNotEqual);
  } else {
    return raise_type_error(thread, "can't compare offset-naive and offset-aware datetimes");
  }
  if (only_equality && difference == 0) {
    if (TRY(fold_matters(thread, left, left_offset)) || TRY(fold_matters(thread, right, right_offset))) difference = 1;
  }
  return truth_of(comparison, difference);
}

Value datetime_add(Thread& thread, Value* args) {
  if (!is_delta(args[1])) return Value::not_implemented();
  return add_to_datetime(thread, self_of(args), duration_of(args[1]), 1);
}

Value subtract(Thread& thread, Value left, Value right) {
  if (!is_datetime(left)) return Value::not_implemented();
  if (is_delta(right)) return add_to_datetime(thread, left.as<Moment>(), duration_of(right), -1);
  if (!is_datetime(right)) return Value::not_implemented();
  return datetime_subtract(thread, left.as<Moment>(), right.as<Moment>());
}

Value datetime_sub(Thread& thread, Value* args) { return subtract(thread, args[0], args[1]); }
Value datetime_rsub(Thread& thread, Value* args) { return subtract(thread, args[1], args[0]); }

Value datetime_date(Thread& thread, Value* args) {
  return new_date(thread, state_of(thread.runtime)->date_type, self_of(args)->parts());
}

Value datetime_time(Thread& thread, Value* args) {
  return new_time(thread, state_of(thread.runtime)->time_type, self_of(args)->parts(), Value::none());
}

Value datetime_timetz(Thread& thread, Value* args) {
  return new_time(thread, state_of(thread.runtime)->time_type, self_of(args)->parts(), self_of(args)->tzinfo);
}

Value datetime_ctime(Thread& thread, Value* args) { return ctime_text(thread, self_of(args)->parts()); }
Value datetime_utcoffset(Thread& thread, Value* args) { return call_utcoffset(thread, self_of(args)->tzinfo, args[0]); }
Value datetime_tzname(Thread& thread, Value* args) { return call_tzname(thread, self_of(args)->tzinfo, args[0]); }
Value datetime_dst(Thread& thread, Value* args) { return call_dst(thread, self_of(args)->tzinfo, args[0]); }

Value datetime_replace(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  Parts parts = self->parts();
  int* const numbers[] = {&parts.year,   &parts.month,  &parts.day,        &parts.hour,
                          &parts.minute, &parts.second, &parts.microsecond};
  for (size_t i = 0; i < std::size(numbers); i++) TRY(read_int(thread, args[i + 1], *numbers[i]));
  Value tzinfo = args[8].is_unbound() ? self->tzinfo.get() : args[8];
  TRY(read_int(thread, args[9], parts.fold));
  if (parts.fold != 0 && parts.fold != 1) {
    return raise_value_error(thread, "fold must be either 0 or 1, not {}", parts.fold);
  }
  return datetime_of_class(thread, type_of(thread, args[0]), parts, tzinfo);
}

Value reduce(Thread& thread, Moment* self, bool with_fold) {
  Value state = TRY(datetime_state(thread, self, with_fold));
  Tuple* arguments =
      self->is_aware() ? TRY(make_tuple(thread, {state, self->tzinfo.get()})) : TRY(make_tuple(thread, {state}));
  return make_tuple(thread, {Value(type_of(thread, self)), Value(arguments)});
}

Value datetime_reduce_ex(Thread& thread, Value* args) {
  return reduce(thread, self_of(args), TRY(int_of(thread, args[1])) > 3);
}
Value datetime_reduce(Thread& thread, Value* args) { return reduce(thread, self_of(args), false); }

Value get_hour(Thread&, Value self) { return int_value(self.as<Moment>()->hour); }
Value get_minute(Thread&, Value self) { return int_value(self.as<Moment>()->minute); }
Value get_second(Thread&, Value self) { return int_value(self.as<Moment>()->second); }
Value get_microsecond(Thread&, Value self) { return int_value(self.as<Moment>()->microsecond); }
Value get_tzinfo(Thread&, Value self) { return self.as<Moment>()->tzinfo; }
Value get_fold(Thread&, Value self) { return int_value(self.as<Moment>()->fold); }

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", datetime_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", datetime_repr},
    {"__hash__(self, /)", datetime_hash},
    {"__str__(self, /)", datetime_str},
    {"__lt__(self, value, /)", datetime_compare<Comparison::kLess>},
    {"__le__(self, value, /)", datetime_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", datetime_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", datetime_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", datetime_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", datetime_compare<Comparison::kGreaterEqual>},
    {"__add__(self, value, /)", datetime_add},
    {"__radd__(self, value, /)", datetime_add},
    {"__sub__(self, value, /)", datetime_sub},
    {"__rsub__(self, value, /)", datetime_rsub},
    {"date(self, /)", datetime_date, "Return date object with same year, month and day."},
    {"time(self, /)", datetime_time, "Return time object with same time but with tzinfo=None."},
    {"timetz(self, /)", datetime_timetz, "Return time object with same time and tzinfo."},
    {"ctime(self, /)", datetime_ctime, "Return ctime() style string."},
    {"timetuple(self, /)", datetime_timetuple, "Return time tuple, compatible with time.localtime()."},
    {"timestamp(self, /)", datetime_timestamp, "Return POSIX timestamp as float."},
    {"utctimetuple(self, /)", datetime_utctimetuple, "Return UTC time tuple, compatible with time.localtime()."},
    {"isoformat(self, sep='T', timespec='auto')", datetime_isoformat,
     "[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\nsep is used to separate the "
     "year from the time, and defaults to 'T'.\nThe optional argument timespec specifies the number of additional "
     "terms\nof the time to include. Valid options are 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and "
     "'microseconds'.\n",
     NativeKind::kMethod, CallErrors::kDerived, ""},
    {"utcoffset(self, /)", datetime_utcoffset, "Return self.tzinfo.utcoffset(self)."},
    {"tzname(self, /)", datetime_tzname, "Return self.tzinfo.tzname(self)."},
    {"dst(self, /)", datetime_dst, "Return self.tzinfo.dst(self)."},
    {"replace(self, /, year=unchanged, month=unchanged, day=unchanged, hour=unchanged, minute=unchanged, "
     "second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)",
     datetime_replace, "Return datetime with new specified fields.", NativeKind::kMethod, CallErrors::kDerived,
     "($self, /, year=unchanged, month=unchanged, day=unchanged,\n        hour=unchanged, minute=unchanged, "
     "second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)"},
    {"__replace__(self, /, *args, **changes)", replace_with_changes, "The same as replace().", NativeKind::kMethod,
     CallErrors::kDerived, "($self, /, **changes)"},
    {"astimezone(self, tz=None)", datetime_astimezone, "tz -> convert to local time in new timezone tz\n",
     NativeKind::kMethod, CallErrors::kDerived, ""},
    {"__reduce_ex__(self, proto, /)", datetime_reduce_ex, "__reduce_ex__(proto) -> (cls, state)", NativeKind::kMethod,
     CallErrors::kDerived, ""},
    {"__reduce__(self, /)", datetime_reduce, "__reduce__() -> (cls, state)"},
};

constexpr GetSetDefinition kAttributes[] = {
    {"hour", get_hour},     {"minute", get_minute}, {"second", get_second}, {"microsecond", get_microsecond},
    {"tzinfo", get_tzinfo}, {"fold", get_fold},
};

}  // namespace

const TypeSpec kDateTimeType = {
    .name = "datetime",
    .module = "datetime",
    .basic_size = sizeof(Moment),
    .native_fields = 1,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc =
        "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe year, month and day "
        "arguments are required. tzinfo may be None, or an\ninstance of a tzinfo subclass. The remaining arguments "
        "may be ints.\n",
    .text_signature = "",
};

}  // namespace memphis::datetime
