// The type ZoneInfo: constructors and their caches, and the tzinfo protocol.
#include "modules/zoneinfo/zoneinfo.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/named_access.h"

namespace memphis::zoneinfo {

namespace {

constexpr uint32_t kRecentMaximum = 8;
enum class Part : uint8_t { kOffset, kDst, kName };

ZoneInfo* self_of(Value* args) { return args[0].as<ZoneInfo>(); }

Str* name_of(Thread& thread, const char* text) { return intern_text(thread.runtime, text); }

// ---- Constructors ----

// The file of a key: of the search path, or of the package tzdata.
Value open_file(Thread& thread, Value key) {
  Value find = TRY(import_attribute(thread, "zoneinfo._tzpath", "find_tzfile"));
  Value path = TRY(call(thread, find, {key}));
  if (!path.is_none()) {
    Value open = TRY(import_attribute(thread, "io", "open"));
    return call(thread, open, {path, Value(TRY(make_str(thread, "rb")))});
  }
  Value load = TRY(import_attribute(thread, "zoneinfo._common", "load_tzdata"));
  Value file = call(thread, load, {key});
  if (!file.is_error()) return file;
  // The library at hand may be one that was made for another system, and give advice that does not help here.
  Value error = take_pending(thread);
  Value not_found = TRY(import_attribute(thread, "zoneinfo._common", "ZoneInfoNotFoundError"));
  if (!TRY(exception_matches(thread, error, not_found))) return raise_again(thread, error);
  Value text = TRY(make_str(thread, "No time zone found with key " + text_of(TRY(to_str(thread, key)))));
  return raise_value(thread, TRY(call(thread, not_found, {text})));
}

ZoneInfo* allocate_zone(Thread& thread, Type* type, Value key, Source source) {
  auto* zone = TRY(allocate_instance<ZoneInfo>(thread, type));
  zone->key.set(zone, key);
  zone->file_text.set(zone, Value::none());
  zone->source = source;
  return zone;
}

ZoneInfo* new_zone(Thread& thread, Type* type, Value key, Source source) {
  Value file = TRY(open_file(thread, key));
  auto* zone = allocate_zone(thread, type, key, source);
  const bool failed = zone == nullptr || load_zone(thread, zone, file).failed();
  Value error = failed ? take_pending(thread) : Value::unbound();
  Value closed = call_method(thread, file, name_of(thread, "close"));
  if (failed) {
    if (closed.is_error()) (void)take_pending(thread);
    return raise_again(thread, error);
  }
  if (closed.is_error()) return nullptr;
  return zone;
}

Value weak_cache_of(Thread& thread, Value type) {
  State* state = state_of(thread.runtime);
  if (type.cell() == state->type) return state->weak_cache;
  return get_attribute_text(thread, type, "_weak_cache");
}

Status remember(Thread& thread, Value type, Value key, Value zone) {
  State* state = state_of(thread.runtime);
  if (type.cell() != state->type) return {};
  TRY(dict_set(thread, state->recent, key, zone));
  TRY(dict_move(thread, state->recent, key, true));
  DictEntry oldest;
  if (state->recent->count > kRecentMaximum) (void)TRY(dict_pop_first(state->recent, oldest));
  return {};
}

Value cached_zone(Thread& thread, Value type, Value key) {
  State* state = state_of(thread.runtime);
  if (type.cell() == state->type) {
    Value recent = TRY(dict_get(thread, state->recent, key));
    if (!recent.is_unbound()) {
      TRY(dict_move(thread, state->recent, key, true));
      return recent;
    }
  }
  Value cache = TRY(weak_cache_of(thread, type));
  Value zone = TRY(call_method(thread, cache, name_of(thread, "get"), {key, Value::none()}));
  if (zone.is_none()) {
    Value made = TRY(Value(new_zone(thread, type.as<Type>(), key, Source::kCache)));
    zone = TRY(call_method(thread, cache, name_of(thread, "setdefault"), {key, made}));
  }
  TRY(remember(thread, type, key, zone));
  return zone;
}

Value zone_new(Thread& thread, Value* args) { return cached_zone(thread, args[0], args[1]); }

Value zone_no_cache(Thread& thread, Value* args) {
  return new_zone(thread, args[0].as<Type>(), args[1], Source::kNoCache);
}

Value zone_from_file(Thread& thread, Value* args) {
  Value text = TRY(repr(thread, args[1]));
  Value key = args[2].is_unbound() ? Value::none() : args[2];
  auto* zone = TRY(allocate_zone(thread, args[0].as<Type>(), key, Source::kFile));
  zone->file_text.set(zone, text);
  TRY(load_zone(thread, zone, args[1]));
  return zone;
}

Value zone_clear_cache(Thread& thread, Value* args) {
  State* state = state_of(thread.runtime);
  Value cache = TRY(weak_cache_of(thread, args[0]));
  const bool is_base = args[0].cell() == state->type;
  if (args[1].is_unbound() || args[1].is_none()) {
    TRY(call_method(thread, cache, name_of(thread, "clear")));
    if (is_base) dict_clear(state->recent);
    return Value::none();
  }
  Value iterator = TRY(get_iterator(thread, args[1]));
  while (true) {
    Value key = TRY(next_item(thread, iterator));
    if (key.is_unbound()) return Value::none();
    if (is_base) (void)TRY(dict_pop(thread, state->recent, key));
    TRY(call_method(thread, cache, name_of(thread, "pop"), {key, Value::none()}));
  }
}

Value zone_init_subclass(Thread& thread, Value* args) {
  Value make = TRY(import_attribute(thread, "weakref", "WeakValueDictionary"));
  Value cache = TRY(call(thread, make));
  TRY(set_attribute(thread, args[0], TRY(name_of(thread, "_weak_cache")), cache));
  return Value::none();
}

Value zone_unpickle(Thread& thread, Value* args) {
  const bool from_cache = TRY(is_true(thread, args[2]));
  return from_cache ? cached_zone(thread, args[0], args[1]) : zone_no_cache(thread, args);
}

// ---- The protocol ----

// Anything that has a datetime's attributes will do.
Fallible<datetime::Parts> parts_of(Thread& thread, Value moment) {
  if (datetime::is_datetime(moment)) return moment.as<datetime::Moment>()->parts();
  datetime::Parts parts;
  const int ordinal =
      TRY(datetime::int_of(thread, TRY(call_method(thread, moment, TRY(name_of(thread, "toordinal"))))));
  if (ordinal < 1 || ordinal > datetime::kMaximumOrdinal) return raise_value_error(thread, "ordinal out of range");
  datetime::set_ordinal(parts, ordinal);
  const std::pair<const char*, int*> attributes[] = {
      {"hour", &parts.hour}, {"minute", &parts.minute}, {"second", &parts.second}, {"fold", &parts.fold}};
  for (const auto& [name, number] : attributes) {
    *number = TRY(datetime::int_of(thread, TRY(get_attribute_text(thread, moment, name))));
  }
  return parts;
}

// The type's part at a datetime; for None what holds always, if there is such a type.
Value part_at(Thread& thread, Value* args, Part part) {
  ZoneInfo* self = self_of(args);
  const ZoneData& data = *self->data;
  uint32_t type = data.last;
  if (args[1].is_none()) {
    if (!data.is_fixed) return Value::none();
  } else {
    const datetime::Parts parts = TRY(parts_of(thread, args[1]));
    type = data.type_locally(datetime::seconds_of(parts) - datetime::kEpochSeconds, parts.year, parts.fold != 0);
  }
  return self->types->items[type * 3 + static_cast<uint32_t>(part)];
}

Value zone_utcoffset(Thread& thread, Value* args) { return part_at(thread, args, Part::kOffset); }
Value zone_dst(Thread& thread, Value* args) { return part_at(thread, args, Part::kDst); }
Value zone_tzname(Thread& thread, Value* args) { return part_at(thread, args, Part::kName); }

Value zone_fromutc(Thread& thread, Value* args) {
  ZoneInfo* self = self_of(args);
  if (!datetime::is_datetime(args[1])) return raise_type_error(thread, "fromutc: argument must be a datetime");
  auto* moment = args[1].as<datetime::Moment>();
  if (moment->tzinfo.get() != args[0]) return raise_value_error(thread, "fromutc: dt.tzinfo is not self");
  const datetime::Parts parts = moment->parts();
  bool fold;
  const uint32_t type =
      self->data->type_in_utc(datetime::seconds_of(parts) - datetime::kEpochSeconds, parts.year, fold);
  const datetime::Duration offset = datetime::duration_of(self->types->items[type * 3]);
  Value local = TRY(datetime::add_to_datetime(thread, moment, offset, 1));
  if (!fold) return local;
  if (local.is_kind(Kind::kNative) && !local.cell()->is_subclass_instance()) {
    local.as<datetime::Moment>()->fold = 1;
    return local;
  }
  Value replace = TRY(get_attribute_text(thread, local, "replace"));
  Dict* keywords = TRY(make_dict(thread));
  TRY(dict_set_name(thread, keywords, TRY(name_of(thread, "fold")), Value::small_int(1)));
  return call_with(thread, replace, thread.runtime.empty_tuple, keywords);
}

Value zone_repr(Thread& thread, Value* args) {
  ZoneInfo* self = self_of(args);
  const std::string name = type_name(thread, args[0]);
  if (!self->key.get().is_none()) {
    return make_str(thread, name + "(key=" + TRY(repr_text(thread, self->key)) + ")");
  }
  return make_str(thread, name + ".from_file(" + text_of(self->file_text) + ")");
}

Value zone_str(Thread& thread, Value* args) {
  Value key = self_of(args)->key;
  return key.is_none() ? repr(thread, args[0]) : key;
}

Value zone_reduce(Thread& thread, Value* args) {
  ZoneInfo* self = self_of(args);
  if (self->source == Source::kFile) {
    Value error = TRY(import_attribute(thread, "pickle", "PicklingError"));
    Value text = TRY(make_str(thread, "Cannot pickle a ZoneInfo file from a file stream."));
    return raise_value(thread, TRY(call(thread, error, {text})));
  }
  Value unpickle = TRY(get_attribute_text(thread, args[0], "_unpickle"));
  Tuple* arguments =
      TRY(make_tuple(thread, {self->key.get(), Value::small_int(self->source == Source::kCache ? 1 : 0)}));
  return make_tuple(thread, {unpickle, Value(arguments)});
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, key)", zone_new, "", NativeKind::kStaticMethod, CallErrors::kDerived,
     "($type, *args, **kwargs)"},
    {"clear_cache(cls, /, *, only_keys=None)", zone_clear_cache, "Clear the ZoneInfo cache.", NativeKind::kClassMethod},
    {"no_cache(cls, /, key)", zone_no_cache, "Get a new instance of ZoneInfo, bypassing the cache.",
     NativeKind::kClassMethod},
    {"from_file(cls, file_obj, /, key=None)", zone_from_file, "Create a ZoneInfo file from a file object.",
     NativeKind::kClassMethod},
    {"utcoffset(self, dt, /)", zone_utcoffset,
     "Retrieve a timedelta representing the UTC offset in a zone at the given datetime."},
    {"dst(self, dt, /)", zone_dst,
     "Retrieve a timedelta representing the amount of DST applied in a zone at the given datetime."},
    {"tzname(self, dt, /)", zone_tzname,
     "Retrieve a string containing the abbreviation for the time zone that applies in a zone at a given datetime."},
    {"fromutc(self, object, /)", zone_fromutc,
     "Given a datetime with local time in UTC, retrieve an adjusted datetime in local time."},
    {"__repr__(self, /)", zone_repr},
    {"__str__(self, /)", zone_str},
    {"__reduce__(self, /)", zone_reduce, "Function for serialization with the pickle protocol."},
    {"_unpickle(cls, key, from_cache, /)", zone_unpickle, "Private method used in unpickling.",
     NativeKind::kClassMethod},
    {"__init_subclass__(cls, /, **kwargs)", zone_init_subclass, "Function to initialize subclasses.",
     NativeKind::kClassMethod},
};

constexpr MemberDefinition kMembers[] = {{"key", offsetof(ZoneInfo, key), false, false, ""}};

}  // namespace

const TypeSpec kZoneInfoType = {
    .name = "ZoneInfo",
    .module = "zoneinfo",
    .basic_size = sizeof(ZoneInfo),
    .native_fields = 3,
    .flags = kTypeHasWeakReferences,
    .methods = kMethods,
    .members = kMembers,
    .text_signature = "",
};

}  // namespace memphis::zoneinfo
