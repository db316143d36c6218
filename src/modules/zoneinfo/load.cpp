// From what zoneinfo._common.load_data reads to a zone's rules.
#include <algorithm>
#include <memory>

#include "modules/zoneinfo/zoneinfo.h"
#include "runtime/call.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/named_access.h"

namespace memphis::zoneinfo {

namespace {

// The lists of load_data, in its order.
struct FileLists {
  List* after;
  List* utc;
  List* offsets;
  List* is_summer;
  List* names;
};

Fallible<int64_t> number_of(Thread& thread, Value value) {
  int64_t number;
  if (!int_to_int64(TRY(to_index(thread, value)), number)) return raise_value_error(thread, "Invalid time zone data");
  return number;
}

Status add_type(Thread& thread, List* types, int64_t offset, int64_t share, Value name) {
  for (int64_t seconds : {offset, share}) {
    TRY(list_append(thread, types, TRY(Value(datetime::make_delta(thread, 0, seconds, 0)))));
  }
  return list_append(thread, types, name);
}

Status read_transitions(Thread& thread, const FileLists& lists, ZoneData& data) {
  if (lists.after->size != lists.utc->size || lists.offsets->size != lists.is_summer->size ||
      lists.offsets->size != lists.names->size) {
    return raise_value_error(thread, "Invalid time zone data");
  }
  data.type_count = static_cast<uint32_t>(lists.offsets->size);
  for (uint64_t i = 0; i < lists.offsets->size; i++) {
    const int64_t offset = TRY(number_of(thread, lists.offsets->items()[i]));
    if (offset <= -datetime::kSecondsPerDay || offset >= datetime::kSecondsPerDay) {
      return raise_value_error(thread, "Invalid offset in time zone data: {}", offset);
    }
    data.offsets.push_back(offset);
  }
  for (uint64_t i = 0; i < lists.utc->size; i++) {
    data.utc.push_back(TRY(number_of(thread, lists.utc->items()[i])));
    const int64_t type = TRY(number_of(thread, lists.after->items()[i]));
    if (type < 0 || type >= data.type_count)
      return raise_value_error(thread, "Invalid transition index found while reading TZif: {}", type);
    data.after.push_back(static_cast<uint32_t>(type));
  }
  return {};
}

Status read_types(Thread& thread, const FileLists& lists, ZoneData& data, List* types) {
  std::vector<bool> is_summer;
  for (uint64_t i = 0; i < data.type_count; i++) {
    is_summer.push_back(TRY(is_true(thread, lists.is_summer->items()[i])));
  }
  const std::vector<int64_t> shares = summer_shares(data.after, data.offsets, is_summer);
  for (uint64_t i = 0; i < data.type_count; i++) {
    TRY(add_type(thread, types, data.offsets[i], shares[i], lists.names->items()[i]));
  }
  const auto first_standard = std::find(is_summer.begin(), is_summer.end(), false);
  if (first_standard != is_summer.end()) {
    data.before = static_cast<uint32_t>(first_standard - is_summer.begin());
  } else if (!data.after.empty()) {
    data.before = data.after.front();
  }
  return {};
}

// The text behind the data, which says what holds after the last transition.
Status read_rest(Thread& thread, Value text, ZoneData& data, List* types) {
  const bool has_text = text.is_kind(Kind::kBytes) && text.as<Bytes>()->size > 0;
  if (!has_text) {
    if (data.type_count == 0) return raise_value_error(thread, "No time zone information found.");
    data.last = data.after.empty() ? data.type_count - 1 : data.after.back();
  } else {
    const auto* bytes = text.as<Bytes>();
    Rule& rule = data.rule;
    const char* wrong = read_rule({reinterpret_cast<const char*>(bytes->data), bytes->size}, rule);
    if (wrong != nullptr) return raise_value_error(thread, "{} {}", wrong, TRY(repr_text(thread, text)));
    data.has_rule = true;
    data.last = data.standard();
    data.offsets.push_back(rule.standard_offset);
    data.offsets.push_back(rule.summer_offset);
    Str* standard_name = TRY(make_str(thread, rule.standard_name));
    TRY(add_type(thread, types, rule.standard_offset, 0, standard_name));
    Str* summer_name = TRY(make_str(thread, rule.summer_name));
    TRY(add_type(thread, types, rule.summer_offset, rule.has_summer ? rule.difference() : 0, summer_name));
    rule.standard_name = rule.summer_name = {};
  }
  return {};
}

// Whether the zone has one and the same local time type always.
Fallible<bool> is_fixed(Thread& thread, const ZoneData& data, const List* types) {
  if (data.type_count > 1 || (data.has_rule && data.rule.has_summer)) return false;
  if (data.type_count == 0) return true;
  for (uint32_t part = 0; part < 3; part++) {
    if (!TRY(are_equal(thread, types->items()[part], types->items()[data.last * 3 + part]))) return false;
  }
  return true;
}

}  // namespace

Status load_zone(Thread& thread, ZoneInfo* zone, Value file) {
  Value load = TRY(import_attribute(thread, "zoneinfo._common", "load_data"));
  Value loaded = TRY(call(thread, load, {file}));
  if (!loaded.is_kind(Kind::kTuple) || loaded.as<Tuple>()->size != 6) {
    return raise_value_error(thread, "Invalid data result type: {}", TRY(repr_text(thread, loaded)));
  }
  const Value* parts = loaded.as<Tuple>()->items;
  auto list_of = [&](int index) { return list_from_iterable(thread, parts[index]); };
  const FileLists lists{TRY(list_of(0)), TRY(list_of(1)), TRY(list_of(2)), TRY(list_of(3)), TRY(list_of(4))};
  auto data = std::make_unique<ZoneData>();
  List* types = TRY(make_list(thread));
  TRY(read_transitions(thread, lists, *data));
  TRY(read_types(thread, lists, *data, types));
  TRY(read_rest(thread, parts[5], *data, types));
  if (data->type_count > 0) compute_local_transitions(*data);
  data->is_fixed = TRY(is_fixed(thread, *data, types));
  zone->types.set(zone, TRY(make_tuple(thread, types->view())));
  const size_t bytes = sizeof(ZoneData) + data->utc.size() * 3 * sizeof(int64_t);
  zone->data = data.get();
  own_native_resource(
      thread.runtime, zone, data.release(), [](void* resource) { delete static_cast<ZoneData*>(resource); }, bytes);
  return {};
}

}  // namespace memphis::zoneinfo
