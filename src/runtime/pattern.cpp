// Structural pattern matching (PEP 634).
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/language.h"
#include "runtime/make.h"

namespace memphis {

bool is_match_sequence(Thread& thread, Value value) { return type_of(thread, value)->has_flag(kTypeIsSequence); }
bool is_match_mapping(Thread& thread, Value value) { return type_of(thread, value)->has_flag(kTypeIsMapping); }

Value match_keys(Thread& thread, Value subject, Tuple* keys) {
  Set* seen = TRY(make_set(thread, TypeId::kSet));
  Tuple* values = TRY(allocate_tuple(thread, keys->size));
  Value getter = Value::unbound();
  Value missing = Value::unbound();
  for (uint64_t i = 0; i < keys->size; i++) {
    Value key = keys->items[i];
    if (!TRY(set_add(thread, seen, key))) {
      return raise_value_error(thread, "mapping pattern checks duplicate key ({})", TRY(repr_text(thread, key)));
    }
    if (getter.is_unbound()) {
      getter = TRY(get_attribute(thread, subject, Name::kGet));
      missing = TRY(make_list(thread));  // an object of our own that no mapping has as a value
    }
    Value value = TRY(call(thread, getter, {key, missing}));
    if (value == missing) return Value::none();
    values->items[i] = value;
  }
  return values;
}

namespace {

FailureOfAnyType raise_too_many_patterns(Thread& thread, Type* type, uint64_t allowed, uint64_t given) {
  return raise_type_error(thread, "{}() accepts {} positional sub-pattern{} ({} given)", text_of(type->name), allowed,
                          allowed == 1 ? "" : "s", given);
}

// The attribute of the subject, checked against repetition: unbound when the subject has none.
Value match_attribute(Thread& thread, Value subject, Type* type, Value name, Set* seen) {
  if (!TRY(set_add(thread, seen, name))) {
    return raise_type_error(thread, "{}() got multiple sub-patterns for attribute {}", text_of(type->name),
                            TRY(repr_text(thread, name)));
  }
  return find_attribute(thread, subject, TRY(attribute_name(thread, name)));
}

}  // namespace

Value match_class(Thread& thread, Value subject, Value class_value, uint32_t positional, Tuple* names) {
  if (!class_value.is_kind(Kind::kType)) return raise_type_error(thread, "called match pattern must be a class");
  auto* type = class_value.as<Type>();
  if (!TRY(is_instance(thread, subject, class_value))) return Value::none();
  Set* seen = TRY(make_set(thread, TypeId::kSet));
  Tuple* attributes = TRY(allocate_tuple(thread, positional + names->size));
  uint64_t next = 0;
  if (positional > 0) {
    Value match_args = TRY(find_attribute(thread, class_value, Name::kMatchArgs));
    bool match_self = false;
    if (match_args.is_unbound()) {
      match_self = type->has_flag(kTypeMatchSelf);
      match_args = thread.runtime.empty_tuple;
    } else if (!match_args.is_exactly(Kind::kTuple)) {
      return raise_type_error(thread, "{}.__match_args__ must be a tuple (got {})", text_of(type->name),
                              type_name(thread, match_args));
    }
    uint64_t allowed = match_self ? 1 : match_args.as<Tuple>()->size;
    if (allowed < positional) return raise_too_many_patterns(thread, type, allowed, positional);
    if (match_self) {
      attributes->items[next++] = subject;
    } else {
      for (uint32_t i = 0; i < positional; i++) {
        Value name = match_args.as<Tuple>()->items[i];
        if (!is_exact_str(name)) {
          return raise_type_error(thread, "__match_args__ elements must be strings (got {})", type_name(thread, name));
        }
        Value value = TRY(match_attribute(thread, subject, type, name, seen));
        if (value.is_unbound()) return Value::none();
        attributes->items[next++] = value;
      }
    }
  }
  for (Value name : names->view()) {
    Value value = TRY(match_attribute(thread, subject, type, name, seen));
    if (value.is_unbound()) return Value::none();
    attributes->items[next++] = value;
  }
  return attributes;
}

Value dict_without(Thread& thread, Value mapping, Tuple* keys) {
  Dict* rest = TRY(make_dict(thread));
  TRY(dict_merge(thread, rest, mapping));
  for (Value key : keys->view()) (void)TRY(dict_delete(thread, rest, key));
  return rest;
}

}  // namespace memphis
