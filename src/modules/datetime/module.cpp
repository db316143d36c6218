// The module _datetime: its types and their constants.
#include "modules/datetime/datetime.h"
#include "modules/modules.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"

namespace memphis {

namespace datetime {

namespace {

constexpr char kStateKey = 0;  // its address is the key of the module's state

constexpr TypeSpec kStateType = {
    .name = "_state",
    .module = "_datetime",
    .basic_size = sizeof(State),
    .native_fields = 9,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};

Status set_type_attribute(Thread& thread, Type* type, const char* name, Value value) {
  TRY(dict_set_name(thread, type->dict, TRY(intern_text(thread.runtime, name)), value));
  type_changed(thread.runtime, type, nullptr);
  return {};
}

Status make_types(Thread& thread, State* state) {
  state->delta_type.set(state, TRY(make_hidden_type(thread, kDeltaType)));
  TRY(add_type_methods(thread, state->delta_type, delta_operators()));
  state->date_type.set(state, TRY(make_hidden_type(thread, kDateType)));
  state->time_type.set(state, TRY(make_hidden_type(thread, kTimeType)));
  state->datetime_type.set(state, TRY(make_hidden_type(thread, kDateTimeType, state->date_type)));
  TRY(add_type_methods(thread, state->datetime_type, datetime_constructors()));
  state->tzinfo_type.set(state, TRY(make_hidden_type(thread, kTzinfoType)));
  state->timezone_type.set(state, TRY(make_hidden_type(thread, kTimezoneType, state->tzinfo_type)));
  state->iso_date_type.set(state, TRY(make_hidden_type(thread, kIsoCalendarDateType)));
  return {};
}

Status set_limits(Thread& thread, Type* type, Value minimum, Value maximum) {
  TRY(set_type_attribute(thread, type, "min", minimum));
  return set_type_attribute(thread, type, "max", maximum);
}

Status make_constants(Thread& thread, State* state) {
  constexpr int kMaximumDays = 999'999'999;
  Parts first, last;
  last.year = kMaximumYear;
  last.month = 12;
  last.day = 31;
  TRY(set_limits(thread, state->date_type, TRY(Value(new_date(thread, state->date_type, first))),
                 TRY(Value(new_date(thread, state->date_type, last)))));
  last.hour = 23;
  last.minute = last.second = 59;
  last.microsecond = kMicrosecondsPerSecond - 1;
  Value none = Value::none();
  TRY(set_limits(thread, state->time_type, TRY(Value(new_time(thread, state->time_type, first, none))),
                 TRY(Value(new_time(thread, state->time_type, last, none)))));
  TRY(set_limits(thread, state->datetime_type, TRY(Value(new_datetime(thread, state->datetime_type, first, none))),
                 TRY(Value(new_datetime(thread, state->datetime_type, last, none)))));
  TRY(set_limits(thread, state->delta_type, TRY(Value(make_delta(thread, -kMaximumDays, 0, 0))),
                 TRY(Value(make_delta(thread, kMaximumDays, kSecondsPerDay - 1, kMicrosecondsPerSecond - 1)))));
  TRY(set_type_attribute(thread, state->date_type, "resolution", TRY(Value(make_delta(thread, 1, 0, 0)))));
  Value microsecond = TRY(Value(make_delta(thread, 0, 0, 1)));
  for (Type* type : {state->time_type.get(), state->datetime_type.get(), state->delta_type.get()}) {
    TRY(set_type_attribute(thread, type, "resolution", microsecond));
  }
  return {};
}

Status make_zones(Thread& thread, State* state) {
  auto zone_of = [&](int64_t seconds) -> Zone* {
    return make_zone(thread, TRY(make_delta(thread, 0, seconds, 0)), Value::unbound());
  };
  constexpr int kLastMinute = 23 * 3600 + 59 * 60;
  state->utc.set(state, TRY(zone_of(0)));
  TRY(set_type_attribute(thread, state->timezone_type, "utc", state->utc.get()));
  TRY(set_limits(thread, state->timezone_type, TRY(Value(zone_of(-kLastMinute))), TRY(Value(zone_of(kLastMinute)))));
  Parts epoch;
  epoch.year = 1970;
  state->epoch.set(state, TRY(new_datetime(thread, state->datetime_type, epoch, state->utc.get())));
  return {};
}

State* make_state(Thread& thread) {
  if (State* state = state_of(thread.runtime); state != nullptr) return state;
  auto* state = TRY(allocate_instance<State>(thread, TRY(make_hidden_type(thread, kStateType))));
  TRY(make_types(thread, state));
  keep_module_cell(thread.runtime, &kStateKey, state);
  TRY(make_constants(thread, state));
  TRY(make_zones(thread, state));
  return state;
}

}  // namespace

State* state_of(const Runtime& runtime) { return static_cast<State*>(module_cell(runtime, &kStateKey)); }

}  // namespace datetime

Value create_datetime_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_datetime", "Fast implementation of the datetime module.", {}));
  datetime::State* state = TRY(datetime::make_state(thread));
  constexpr ModuleConstant kConstants[] = {{"MINYEAR", datetime::kMinimumYear}, {"MAXYEAR", datetime::kMaximumYear}};
  TRY(add_constants(thread, module, kConstants));
  const std::pair<const char*, Type*> types[] = {
      {"timedelta", state->delta_type}, {"date", state->date_type},         {"tzinfo", state->tzinfo_type},
      {"time", state->time_type},       {"datetime", state->datetime_type}, {"timezone", state->timezone_type},
  };
  for (const auto& [name, type] : types) TRY(set_module_attribute(thread, module, name, type));
  TRY(set_module_attribute(thread, module, "UTC", state->utc.get()));
  return module;
}

}  // namespace memphis
