// tzinfo and timezone, and asking an object's zone.
#include <fmt/format.h>

#include "modules/datetime/datetime.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/list_operations.h"

namespace memphis::datetime {

namespace {

// Strictly between -24 and 24 hours.
bool is_in_range(const Duration& offset) {
  return offset.days == 0 || (offset.days == -1 && (offset.seconds > 0 || offset.microseconds > 0));
}

Status check_offset(Thread& thread, Value offset) {
  if (is_in_range(duration_of(offset))) return {};
  return raise_value_error(thread,
                           "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), "
                           "not {}",
                           TRY(repr_text(thread, offset)));
}

// The offset that tzinfo's method `name` gives.
Value call_offset_method(Thread& thread, Value tzinfo, const char* name, Value argument) {
  if (tzinfo.is_none()) return tzinfo;
  Value offset = TRY(call_method(thread, tzinfo, TRY(intern_text(thread.runtime, name)), {argument}));
  if (offset.is_none()) return offset;
  if (!is_delta(offset)) {
    return raise_type_error(thread, "tzinfo.{}() must return None or timedelta, not '{}'", name,
                            type_name(thread, offset));
  }
  TRY(check_offset(thread, offset));
  return offset;
}

// ---- tzinfo ----

FailureOfAnyType raise_not_implemented(Thread& thread, const char* method) {
  return raise(thread, ExceptionId::kNotImplementedError, "a tzinfo subclass must implement {}()", method);
}

Value tzinfo_new(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  if (type->layout == Kind::kInstance) return allocate_instance<Cell>(thread, type);
  // The base that decides the layout makes the instance, as in CPython, where a class has its constructor from there.
  const Type* built_in = type;
  while (built_in->has_flag(kTypeIsHeapType)) built_in = built_in->base;
  List* arguments = TRY(make_list(thread, std::span<const Value>(args, 1)));
  TRY(list_extend(thread, arguments, args[1]));
  Tuple* all = TRY(make_tuple(thread, arguments->view()));
  return call_with(thread, built_in->special_method(Special::kNew), all, args[2]);
}
Value tzinfo_tzname(Thread& thread, Value*) { return raise_not_implemented(thread, "tzname"); }
Value tzinfo_utcoffset(Thread& thread, Value*) { return raise_not_implemented(thread, "utcoffset"); }
Value tzinfo_dst(Thread& thread, Value*) { return raise_not_implemented(thread, "dst"); }

Moment* moment_of_zone(Thread& thread, Value* args) {
  if (!is_datetime(args[1])) return raise_type_error(thread, "fromutc: argument must be a datetime");
  if (args[1].as<Moment>()->tzinfo.get() != args[0]) {
    return raise_value_error(thread, "fromutc: dt.tzinfo is not self");
  }
  return args[1].as<Moment>();
}

Value tzinfo_fromutc(Thread& thread, Value* args) {
  Moment* moment = TRY(moment_of_zone(thread, args));
  Value offset = TRY(utcoffset_of(thread, moment));
  if (offset.is_none()) return raise_value_error(thread, "fromutc: non-None utcoffset() result required");
  Value dst = TRY(call_dst(thread, moment->tzinfo, moment));
  if (dst.is_none()) return raise_value_error(thread, "fromutc: non-None dst() result required");
  Delta* standard = TRY(subtract_deltas(thread, duration_of(offset), duration_of(dst)));
  Value result = TRY(add_to_datetime(thread, moment, standard->duration, 1));
  if (!is_datetime(result)) return result;
  dst = TRY(call_dst(thread, moment->tzinfo, result));
  if (dst.is_none()) {
    return raise_value_error(thread, "fromutc: tz.dst() gave inconsistent results; cannot convert");
  }
  if (duration_of(dst).is_zero()) return result;
  return add_to_datetime(thread, result.as<Moment>(), duration_of(dst), 1);
}

Value tzinfo_reduce(Thread& thread, Value* args) {
  Value arguments = thread.runtime.empty_tuple;
  Value method = TRY(find_attribute(thread, args[0], TRY(intern_text(thread.runtime, "__getinitargs__"))));
  if (!method.is_unbound()) arguments = TRY(call(thread, method));
  Value state = TRY(instance_state(thread, args[0]));
  return make_tuple(thread, {Value(type_of(thread, args[0])), arguments, state});
}

constexpr NativeDefinition kTzinfoMethods[] = {
    {"__new__(type, /, *args, **kwargs)", tzinfo_new, "", NativeKind::kStaticMethod},
    {"tzname(self, object, /)", tzinfo_tzname, "datetime -> string name of time zone."},
    {"utcoffset(self, object, /)", tzinfo_utcoffset,
     "datetime -> timedelta showing offset from UTC, negative values indicating West of UTC"},
    {"dst(self, object, /)", tzinfo_dst, "datetime -> DST offset as timedelta positive east of UTC."},
    {"fromutc(self, object, /)", tzinfo_fromutc, "datetime in UTC -> datetime in local time."},
    {"__reduce__(self, /)", tzinfo_reduce, "-> (cls, state)"},
};

// ---- timezone ----

Zone* zone_of(Value* args) { return args[0].as<Zone>(); }

Value zone_new(Thread& thread, Value* args) {
  if (!is_delta(args[1])) return raise_argument_error(thread, "timezone", 1, "datetime.timedelta", args[1]);
  if (!args[2].is_unbound()) (void)TRY(str_argument(thread, args[2], "timezone", 2));
  return make_zone(thread, args[1].as<Delta>(), args[2]);
}

Value zone_name(Thread& thread, Zone* zone) {
  if (!zone->name.get().is_unbound()) return zone->name;
  std::string text = "UTC";
  if (!zone->offset->duration.is_zero()) append_offset(text, zone->offset->duration, ":");
  return make_str(thread, text);
}

Value zone_repr(Thread& thread, Value* args) {
  Zone* zone = zone_of(args);
  const std::string name = type_name(thread, args[0]);
  if (zone == state_of(thread.runtime)->utc) return make_str(thread, name + ".utc");
  std::string text = name + "(" + TRY(repr_text(thread, zone->offset.get()));
  if (!zone->name.get().is_unbound()) text += ", " + TRY(repr_text(thread, zone->name));
  return make_str(thread, text + ")");
}

Value zone_str(Thread& thread, Value* args) { return zone_name(thread, zone_of(args)); }
Value zone_hash(Thread& thread, Value* args) { return make_int(thread, delta_hash(zone_of(args)->offset->duration)); }

template <bool is_equal>
Value zone_compare(Thread&, Value* args) {
  if (!is_exact_zone(args[1])) return Value::not_implemented();
  return Value::boolean((zone_of(args)->offset->duration == args[1].as<Zone>()->offset->duration) == is_equal);
}

Value zone_order(Thread&, Value*) { return Value::not_implemented(); }

Status check_zone_argument(Thread& thread, Value value, const char* method) {
  if (value.is_none() || is_datetime(value)) return {};
  return raise_type_error(thread, "{}(dt) argument must be a datetime instance or None, not {}", method,
                          type_name(thread, value));
}

Value zone_tzname(Thread& thread, Value* args) {
  TRY(check_zone_argument(thread, args[1], "tzname"));
  return zone_name(thread, zone_of(args));
}

Value zone_utcoffset(Thread& thread, Value* args) {
  TRY(check_zone_argument(thread, args[1], "utcoffset"));
  return zone_of(args)->offset.get();
}

Value zone_dst(Thread& thread, Value* args) {
  TRY(check_zone_argument(thread, args[1], "dst"));
  return Value::none();
}

Value zone_fromutc(Thread& thread, Value* args) {
  Moment* moment = TRY(moment_of_zone(thread, args));
  return add_to_datetime(thread, moment, zone_of(args)->offset->duration, 1);
}

Value zone_getinitargs(Thread& thread, Value* args) {
  Zone* zone = zone_of(args);
  if (zone->name.get().is_unbound()) return make_tuple(thread, {Value(zone->offset.get())});
  return make_tuple(thread, {Value(zone->offset.get()), zone->name.get()});
}

constexpr NativeDefinition kZoneMethods[] = {
    {"__new__(type, /, offset, name=None)", zone_new, "", NativeKind::kStaticMethod, CallErrors::kDerived,
     "($type, *args, **kwargs)"},
    {"__repr__(self, /)", zone_repr},
    {"__hash__(self, /)", zone_hash},
    {"__str__(self, /)", zone_str},
    {"__lt__(self, value, /)", zone_order},
    {"__le__(self, value, /)", zone_order},
    {"__eq__(self, value, /)", zone_compare<true>},
    {"__ne__(self, value, /)", zone_compare<false>},
    {"__gt__(self, value, /)", zone_order},
    {"__ge__(self, value, /)", zone_order},
    {"tzname(self, object, /)", zone_tzname,
     "If name is specified when timezone is created, returns the name.  Otherwise returns offset as "
     "'UTC(+|-)HH:MM'."},
    {"utcoffset(self, object, /)", zone_utcoffset, "Return fixed offset."},
    {"dst(self, object, /)", zone_dst, "Return None."},
    {"fromutc(self, object, /)", zone_fromutc, "datetime in UTC -> datetime in local time."},
    {"__getinitargs__(self, /)", zone_getinitargs, "pickle support"},
};

}  // namespace

bool is_tzinfo(Thread& thread, Value value) {
  return is_instance_of(thread, value, state_of(thread.runtime)->tzinfo_type);
}

Status check_tzinfo(Thread& thread, Value tzinfo) {
  if (tzinfo.is_none() || is_tzinfo(thread, tzinfo)) return {};
  return raise_type_error(thread, "tzinfo argument must be None or of a tzinfo subclass, not type '{}'",
                          type_name(thread, tzinfo));
}

Value call_utcoffset(Thread& thread, Value tzinfo, Value argument) {
  if (is_exact_zone(tzinfo)) return tzinfo.as<Zone>()->offset.get();
  return call_offset_method(thread, tzinfo, "utcoffset", argument);
}

Value call_dst(Thread& thread, Value tzinfo, Value argument) {
  return call_offset_method(thread, tzinfo, "dst", argument);
}

Value call_tzname(Thread& thread, Value tzinfo, Value argument) {
  if (tzinfo.is_none()) return tzinfo;
  Value name = TRY(call_method(thread, tzinfo, TRY(intern_text(thread.runtime, "tzname")), {argument}));
  if (name.is_none() || is_str(name)) return name;
  return raise_type_error(thread, "tzinfo.tzname() must return None or a string, not '{}'", type_name(thread, name));
}

Zone* make_zone(Thread& thread, Delta* offset, Value name) {
  State* state = state_of(thread.runtime);
  if (name.is_unbound() && offset->duration.is_zero() && state->utc.get() != nullptr) return state->utc;
  TRY(check_offset(thread, offset));
  auto* zone = TRY(allocate_instance<Zone>(thread, state->timezone_type));
  zone->offset.set(zone, offset);
  zone->name.set(zone, name);
  return zone;
}

const TypeSpec kTzinfoType = {
    .name = "tzinfo",
    .module = "datetime",
    .layout = Kind::kInstance,  // so that a class may derive from it and from date
    .methods = kTzinfoMethods,
    .doc = "Abstract base class for time zone info objects.",
    .text_signature = "",
};

const TypeSpec kTimezoneType = {
    .name = "timezone",
    .module = "datetime",
    .basic_size = sizeof(Zone),
    .native_fields = 2,
    .flags = kTypeIsFinal,
    .methods = kZoneMethods,
    .doc = "Fixed offset from UTC implementation of tzinfo.",
    .text_signature = "",
};

}  // namespace memphis::datetime
