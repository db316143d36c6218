#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/language.h"
#include "runtime/make.h"

namespace memphis {

namespace {

FailureOfAnyType raise_not_enough(Thread& thread, const char* wording, uint64_t wanted, uint64_t got) {
  return raise_value_error(thread, "not enough values to unpack (expected {}{}, got {})", wording, wanted, got);
}

FailureOfAnyType raise_not_iterable(Thread& thread, Value value) {
  return raise_type_error(thread, "cannot unpack non-iterable {} object", type_name(thread, value));
}

// By its type alone: __iter__ may still be None, and fail.
bool has_iteration(Thread& thread, Value value) {
  Type* type = type_of(thread, value);
  return !type->special_method(Special::kIter).is_unbound() || !type->special_method(Special::kGetItem).is_unbound();
}

Value iterator_for_unpacking(Thread& thread, Value value) {
  Type* type = type_of(thread, value);
  Value method = type->special_method(Special::kIter);
  bool iterable = !method.is_unbound() ? !method.is_none() : !type->special_method(Special::kGetItem).is_unbound();
  if (!iterable) return raise_not_iterable(thread, value);
  return get_iterator(thread, value);
}

}  // namespace

Status unpack(Thread& thread, Value value, uint64_t count, Value* targets) {
  if (value.is_exactly(Kind::kTuple) || value.is_exactly(Kind::kList)) {
    auto items = items_of(value);
    if (items.size() == count) {
      for (uint64_t i = 0; i < count; i++) targets[i] = items[i];
      return {};
    }
    if (items.size() < count) return raise_not_enough(thread, "", count, items.size());
    return raise_value_error(thread, "too many values to unpack (expected {}, got {})", count, items.size());
  }
  Value iterator = TRY(iterator_for_unpacking(thread, value));
  for (uint64_t i = 0; i < count; i++) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return raise_not_enough(thread, "", count, i);
    targets[i] = item;
  }
  Value extra = TRY(next_item(thread, iterator));
  if (extra.is_unbound()) return {};
  if (value.is_kind(Kind::kDict) || value.is_kind(Kind::kTuple) || value.is_kind(Kind::kList)) {
    int64_t got = TRY(length(thread, value));
    if (static_cast<uint64_t>(got) > count) {
      return raise_value_error(thread, "too many values to unpack (expected {}, got {})", count, got);
    }
  }
  return raise_value_error(thread, "too many values to unpack (expected {})", count);
}

Status unpack_star(Thread& thread, Value value, uint64_t before, uint64_t after, Value* targets) {
  Value iterator = TRY(iterator_for_unpacking(thread, value));
  for (uint64_t i = 0; i < before; i++) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return raise_not_enough(thread, "at least ", before + after, i);
    targets[i] = item;
  }
  List* rest = TRY(make_list(thread));
  TRY(list_extend(thread, rest, iterator));
  if (rest->size < after) return raise_not_enough(thread, "at least ", before + after, before + rest->size);
  for (uint64_t i = 0; i < after; i++) targets[before + 1 + i] = rest->items()[rest->size - after + i];
  for (uint64_t i = rest->size - after; i < rest->size; i++) rest->items()[i] = Value(uint64_t{0});
  rest->size -= after;
  targets[before] = rest;
  return {};
}

Status extend_display(Thread& thread, List* list, Value iterable) {
  if (has_iteration(thread, iterable)) return list_extend(thread, list, iterable);
  return raise_type_error(thread, "Value after * must be an iterable, not {}", type_name(thread, iterable));
}

Status extend_arguments(Thread& thread, List* list, Value iterable, Value callable) {
  if (has_iteration(thread, iterable)) return list_extend(thread, list, iterable);
  return raise_type_error(thread, "{} argument after * must be an iterable, not {}",
                          function_display_name(thread, callable), type_name(thread, iterable));
}

Status merge_keywords(Thread& thread, Dict* keywords, Value mapping, Value callable) {
  Value keys_source = mapping;
  if (!mapping.is_kind(Kind::kDict)) {
    if (TRY(find_attribute(thread, mapping, Name::kKeys)).is_unbound()) {
      return raise_type_error(thread, "{} argument after ** must be a mapping, not {}",
                              function_display_name(thread, callable), type_name(thread, mapping));
    }
    keys_source = TRY(call_method(thread, mapping, Name::kKeys));
  }
  Value iterator = TRY(get_iterator(thread, keys_source));
  while (true) {
    Value key = TRY(next_item(thread, iterator));
    if (key.is_unbound()) return {};
    if (!TRY(dict_get(thread, keywords, key)).is_unbound()) {
      Value shown = TRY(to_str(thread, key));
      return raise_type_error(thread, "{} got multiple values for keyword argument '{}'",
                              function_display_name(thread, callable), text_of(shown));
    }
    Value value = mapping.is_exactly(Kind::kDict) ? TRY(dict_get(thread, mapping.as<Dict>(), key))
                                                  : TRY(get_item(thread, mapping, key));
    TRY(dict_set(thread, keywords, key, value));
  }
}

Status update_dict_display(Thread& thread, Dict* dict, Value mapping) {
  if (!mapping.is_kind(Kind::kDict) && TRY(find_attribute(thread, mapping, Name::kKeys)).is_unbound()) {
    return raise_type_error(thread, "'{}' object is not a mapping", type_name(thread, mapping));
  }
  return dict_merge(thread, dict, mapping);
}

}  // namespace memphis
