// datetime: arithmetic, and what becomes of it in other zones.
#include "modules/datetime/datetime.h"
#include "runtime/call.h"
#include "runtime/float_operations.h"
#include "runtime/named_access.h"

namespace memphis::datetime {

namespace {

Moment* self_of(Value* args) { return args[0].as<Moment>(); }

Value zone_of_local_moment(Thread& thread, const Moment* moment) {
  Parts parts = moment->parts();
  int64_t seconds = TRY(local_to_seconds(thread, parts));
  parts.fold = 1 - parts.fold;
  const int64_t other = TRY(local_to_seconds(thread, parts));
  // In a gap the zone is that of the other side (in a fold both tell the same).
  if (other != seconds && (other > seconds) == (moment->fold != 0)) seconds = other;
  return local_zone(thread, seconds - kEpochSeconds);
}

// The same time in UTC, of the same class.
Value moment_in_utc(Thread& thread, Moment* self, Value offset) {
  State* state = state_of(thread.runtime);
  Value shifted = TRY(add_to_datetime(thread, self, duration_of(offset), -1));
  if (!is_datetime(shifted)) {
    return raise_type_error(thread, "datetime arithmetic gave a '{}'", type_name(thread, shifted));
  }
  auto* moment = shifted.as<Moment>();
  return new_moment(thread, type_of(thread, shifted), moment->parts(), state->utc.get());
}

}  // namespace

Value add_to_datetime(Thread& thread, Moment* moment, const Duration& duration, int factor) {
  Parts parts = moment->parts();
  int64_t days = ordinal_of(parts) + int64_t{duration.days} * factor;
  int64_t seconds = parts.second_of_day() + int64_t{duration.seconds} * factor;
  int64_t microseconds = parts.microsecond + int64_t{duration.microseconds} * factor;
  carry(microseconds, seconds, int64_t{kMicrosecondsPerSecond});
  carry(seconds, days, int64_t{kSecondsPerDay});
  if (days < 1 || days > kMaximumOrdinal) {
    return raise(thread, ExceptionId::kOverflowError, "date value out of range");
  }
  set_ordinal(parts, static_cast<int>(days));
  parts.hour = static_cast<int>(seconds / 3600);
  parts.minute = static_cast<int>(seconds / 60 % 60);
  parts.second = static_cast<int>(seconds % 60);
  parts.microsecond = static_cast<int>(microseconds);
  parts.fold = 0;
  return datetime_of_class(thread, type_of(thread, moment), parts, moment->tzinfo);
}

Value datetime_subtract(Thread& thread, Moment* left, Moment* right) {
  Value left_offset = Value::none(), right_offset = Value::none();
  if (left->tzinfo.get() != right->tzinfo.get()) {
    left_offset = TRY(utcoffset_of(thread, left));
    right_offset = TRY(utcoffset_of(thread, right));
    if (left_offset.is_none() != right_offset.is_none()) {
      return raise_type_error(thread, "can't subtract offset-naive and offset-aware datetimes");
    }
  }
  const Parts a = left->parts(), b = right->parts();
  Delta* difference = TRY(make_delta(thread, ordinal_of(a) - ordinal_of(b), a.second_of_day() - b.second_of_day(),
                                     a.microsecond - b.microsecond));
  if (left_offset.is_none()) return difference;
  Delta* east = TRY(subtract_deltas(thread, duration_of(left_offset), duration_of(right_offset)));
  return subtract_deltas(thread, difference->duration, east->duration);
}

Value datetime_astimezone(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  Value target = args[1].is_unbound() ? Value::none() : args[1];
  TRY(check_tzinfo(thread, target));
  Value source = self->tzinfo;
  if (source.is_none()) source = TRY(zone_of_local_moment(thread, self));
  if (source == target) return args[0];
  Value offset = TRY(call_utcoffset(thread, source, args[0]));
  if (offset.is_none()) {
    source = TRY(zone_of_local_moment(thread, self));
    if (source == target) return args[0];
    offset = TRY(call_utcoffset(thread, source, args[0]));
  }
  Value utc = TRY(moment_in_utc(thread, self, offset));
  auto* moment = utc.as<Moment>();
  if (target.is_none()) target = TRY(local_zone(thread, seconds_of(moment->parts()) - kEpochSeconds));
  moment->tzinfo.set(moment, target);
  return call_method(thread, target, TRY(intern_text(thread.runtime, "fromutc")), {utc});
}

Value datetime_timestamp(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  if (self->is_aware()) {
    Value since = TRY(datetime_subtract(thread, self, state_of(thread.runtime)->epoch));
    return delta_total_seconds(thread, duration_of(since));
  }
  const int64_t seconds = TRY(local_to_seconds(thread, self->parts()));
  return make_float(thread, static_cast<double>(seconds - kEpochSeconds) + self->microsecond / 1e6);
}

Value datetime_timetuple(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  Value dst = TRY(call_dst(thread, self->tzinfo, args[0]));
  const int flag = dst.is_none() ? -1 : duration_of(dst).is_zero() ? 0 : 1;
  return struct_time(thread, self->parts(), flag);
}

Value datetime_utctimetuple(Thread& thread, Value* args) {
  Moment* self = self_of(args);
  Value offset = TRY(utcoffset_of(thread, self));
  if (offset.is_none()) return struct_time(thread, self->parts(), 0);
  Value utc = TRY(add_to_datetime(thread, self, duration_of(offset), -1));
  if (!is_datetime(utc)) {
    return raise_type_error(thread, "datetime arithmetic gave a '{}'", type_name(thread, utc));
  }
  return struct_time(thread, utc.as<Moment>()->parts(), 0);
}

}  // namespace memphis::datetime
