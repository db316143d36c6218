// timedelta: making it, showing it.
#include <fmt/format.h>

#include <cmath>

#include "modules/datetime/datetime.h"
#include "runtime/int_operations.h"

namespace memphis::datetime {

namespace {

constexpr int kMaximumDays = 999'999'999;
constexpr int64_t kMicrosecondsPerDay = int64_t{kSecondsPerDay} * kMicrosecondsPerSecond;

Delta* self_of(Value* args) { return args[0].as<Delta>(); }

Delta* new_delta(Thread& thread, Type* type, int64_t days, int64_t seconds, int64_t microseconds) {
  carry(microseconds, seconds, int64_t{kMicrosecondsPerSecond});
  carry(seconds, days, int64_t{kSecondsPerDay});
  if (days < -kMaximumDays || days > kMaximumDays) {
    return raise(thread, ExceptionId::kOverflowError, "days={}; must have magnitude <= {}", days, kMaximumDays);
  }
  auto* delta = TRY(allocate_instance<Delta>(thread, type));
  delta->cached_hash = Str::kNoHash;
  delta->duration = {static_cast<int>(days), static_cast<int>(seconds), static_cast<int>(microseconds)};
  return delta;
}

// The sum of a constructor's arguments in microseconds: an int, and what is left of the floats.
struct Total {
  Value whole = Value::small_int(0);
  double fraction = 0;
};

// value * unit, unit in microseconds.
Status add_component(Thread& thread, Total& total, const char* name, Value value, int64_t unit) {
  Value factor = Value::small_int(unit);
  if (is_int(value)) {
    total.whole = TRY(int_add(thread, total.whole, TRY(int_multiply(thread, without_bool(value), factor))));
    return {};
  }
  if (!is_float(value)) {
    return raise_type_error(thread, "unsupported type for timedelta {} component: {}", name, type_name(thread, value));
  }
  double whole;
  const double fraction = std::modf(float_value(value), &whole);
  Value product = TRY(int_multiply(thread, TRY(int_from_double(thread, float_value(value))), factor));
  total.whole = TRY(int_add(thread, total.whole, product));
  if (fraction == 0) return {};
  const double rest = std::modf(static_cast<double>(unit) * fraction, &whole);
  total.fraction += rest;
  total.whole = TRY(int_add(thread, total.whole, TRY(int_from_double(thread, whole))));
  return {};
}

// The fractions, rounded half to even of the sum.
Status add_fraction(Thread& thread, Total& total) {
  if (total.fraction == 0) return {};
  double whole = std::round(total.fraction);
  if (std::fabs(whole - total.fraction) == 0.5) {
    const double odd = int_is_odd(total.whole) ? 1 : 0;
    whole = 2.0 * std::round((total.fraction + odd) * 0.5) - odd;
  }
  total.whole = TRY(int_add(thread, total.whole, TRY(int_from_double(thread, whole))));
  return {};
}

Value delta_new(Thread& thread, Value* args) {
  struct Component {
    const char* name;
    int argument;
    int64_t unit;
  };
  constexpr Component kComponents[] = {
      {"microseconds", 2, 1},
      {"milliseconds", 3, 1000},
      {"seconds", 1, kMicrosecondsPerSecond},
      {"minutes", 4, 60'000'000},
      {"hours", 5, int64_t{3600000000}},
      {"days", 0, kMicrosecondsPerDay},
      {"weeks", 6, 7 * kMicrosecondsPerDay},
  };
  constexpr const char* kNames[] = {"days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"};
  Value values[7];
  TRY(bind_parameters(thread, {kNames, 0, 7, "__new__()"}, args[1].as<Tuple>(), args[2], values));
  Total total;
  for (const Component& component : kComponents) {
    Value value = values[component.argument];
    if (!value.is_unbound()) TRY(add_component(thread, total, component.name, value, component.unit));
  }
  TRY(add_fraction(thread, total));
  return delta_from_microseconds(thread, total.whole, args[0].as<Type>());
}

Value delta_repr(Thread& thread, Value* args) {
  const Duration& duration = self_of(args)->duration;
  std::string parts;
  auto add = [&](const char* name, int value) {
    if (value != 0) parts += fmt::format("{}{}={}", parts.empty() ? "" : ", ", name, value);
  };
  add("days", duration.days);
  add("seconds", duration.seconds);
  add("microseconds", duration.microseconds);
  if (parts.empty()) parts = "0";
  return make_str(thread, type_name(thread, args[0]) + "(" + parts + ")");
}

Value delta_str(Thread& thread, Value* args) {
  const Duration& duration = self_of(args)->duration;
  std::string text;
  if (duration.days != 0) {
    text = fmt::format("{} day{}, ", duration.days, duration.days == 1 || duration.days == -1 ? "" : "s");
  }
  text += fmt::format("{}:{:02}:{:02}", duration.seconds / 3600, duration.seconds / 60 % 60, duration.seconds % 60);
  if (duration.microseconds != 0) text += fmt::format(".{:06}", duration.microseconds);
  return make_str(thread, text);
}

Value delta_hash_method(Thread& thread, Value* args) {
  Delta* self = self_of(args);
  if (self->cached_hash == Str::kNoHash) self->cached_hash = delta_hash(self->duration);
  return make_int(thread, self->cached_hash);
}

template <Comparison comparison>
Value delta_compare(Thread&, Value* args) {
  if (!is_delta(args[1])) return Value::not_implemented();
  auto order = duration_of(args[0]) <=> duration_of(args[1]);
  return truth_of(comparison, order < 0 ? -1 : order > 0 ? 1 : 0);
}

Value delta_total_seconds_method(Thread& thread, Value* args) {
  return delta_total_seconds(thread, self_of(args)->duration);
}

Value delta_reduce(Thread& thread, Value* args) {
  const Duration& duration = self_of(args)->duration;
  Tuple* state = TRY(make_tuple(thread, {Value::small_int(duration.days), Value::small_int(duration.seconds),
                                         Value::small_int(duration.microseconds)}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(state)});
}

template <int Duration::* part>
Value get_part(Thread&, Value self) {
  return Value::small_int(duration_of(self).*part);
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", delta_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", delta_repr},
    {"__hash__(self, /)", delta_hash_method},
    {"__str__(self, /)", delta_str},
    {"__lt__(self, value, /)", delta_compare<Comparison::kLess>},
    {"__le__(self, value, /)", delta_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", delta_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", delta_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", delta_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", delta_compare<Comparison::kGreaterEqual>},
    {"total_seconds(self, /)", delta_total_seconds_method, "Total seconds in the duration."},
    {"__reduce__(self, /)", delta_reduce, "__reduce__() -> (cls, state)"},
};

constexpr GetSetDefinition kAttributes[] = {
    {"days", get_part<&Duration::days>, nullptr, "Number of days.", true},
    {"seconds", get_part<&Duration::seconds>, nullptr, "Number of seconds (>= 0 and less than 1 day).", true},
    {"microseconds", get_part<&Duration::microseconds>, nullptr,
     "Number of microseconds (>= 0 and less than 1 second).", true},
};

}  // namespace

Delta* make_delta(Thread& thread, int64_t days, int64_t seconds, int64_t microseconds) {
  return new_delta(thread, state_of(thread.runtime)->delta_type, days, seconds, microseconds);
}

Delta* make_delta(Thread& thread, const Duration& duration) {
  return make_delta(thread, duration.days, duration.seconds, duration.microseconds);
}

int64_t delta_hash(const Duration& duration) {
  TupleHasher hasher;
  hasher.add(hash_int(duration.days));
  hasher.add(hash_int(duration.seconds));
  hasher.add(hash_int(duration.microseconds));
  return hasher.finish();
}

Value delta_to_microseconds(Thread& thread, const Duration& duration) {
  const int64_t within_day = int64_t{duration.seconds} * kMicrosecondsPerSecond + duration.microseconds;
  int64_t whole;
  if (!__builtin_mul_overflow(int64_t{duration.days}, kMicrosecondsPerDay, &whole) &&
      !__builtin_add_overflow(whole, within_day, &whole)) {
    return make_int(thread, whole);
  }
  Value days = TRY(int_multiply(thread, Value::small_int(duration.days), Value::small_int(kMicrosecondsPerDay)));
  return int_add(thread, days, Value::small_int(within_day));
}

Delta* delta_from_microseconds(Thread& thread, Value microseconds, Type* type) {
  if (type == nullptr) type = state_of(thread.runtime)->delta_type;
  int64_t whole;
  if (int_to_int64(microseconds, whole)) return new_delta(thread, type, 0, 0, whole);
  Value days, rest;
  TRY(int_divide_modulo(thread, microseconds, Value::small_int(kMicrosecondsPerDay), days, rest));
  int64_t day_count;
  if (!int_to_int64(days, day_count) || day_count != static_cast<int>(day_count)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C int");
  }
  return new_delta(thread, type, day_count, 0, rest.as_small_int());
}

Value delta_total_seconds(Thread& thread, const Duration& duration) {
  Value microseconds = TRY(delta_to_microseconds(thread, duration));
  return int_true_divide(thread, microseconds, Value::small_int(kMicrosecondsPerSecond));
}

const TypeSpec kDeltaType = {
    .name = "timedelta",
    .module = "datetime",
    .basic_size = sizeof(Delta),
    .methods = kMethods,
    .attributes = kAttributes,
    .doc =
        "Difference between two datetime values.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, "
        "minutes=0, hours=0, weeks=0)\n\nAll arguments are optional and default to 0.\nArguments may be integers or "
        "floats, and may be positive or negative.",
    .text_signature = "",
};

}  // namespace memphis::datetime
