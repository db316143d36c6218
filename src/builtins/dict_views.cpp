// dict_keys, dict_values, dict_items. Keys and items behave as sets.
#include "builtins/types.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/operations.h"
#include "runtime/repr_guard.h"

namespace memphis {

namespace {

DictView* self_of(Value* args) { return args[0].as<DictView>(); }
bool is_set_like_view(Value value) {
  return value.is_kind(Kind::kDictView) && value.as<DictView>()->part != DictPart::kValues;
}

Value view_len(Thread&, Value* args) { return Value::small_int(self_of(args)->dict->count); }

Value view_iter(Thread& thread, Value* args) {
  return make_dict_iterator(thread, self_of(args)->dict, self_of(args)->part, false);
}

Value view_reversed(Thread& thread, Value* args) {
  return make_dict_iterator(thread, self_of(args)->dict, self_of(args)->part, true);
}

Value view_repr(Thread& thread, Value* args) {
  ReprGuard guard(thread, args[0]);
  if (guard.is_active_already()) return make_str(thread, "...");
  DictView* view = self_of(args);
  ReprBuilder text(thread);
  text.add(type_name(thread, args[0]) + "([");
  uint64_t position = 0;
  DictEntry entry;
  for (bool first = true; dict_next(view->dict, position, entry); first = false) {
    if (!first) text.add(", ");
    switch (view->part) {
      case DictPart::kKeys: TRY(text.add_repr(entry.key)); break;
      case DictPart::kValues: TRY(text.add_repr(entry.value)); break;
      case DictPart::kItems: {
        Tuple* pair = TRY(make_tuple(thread, {entry.key, entry.value}));
        TRY(text.add_repr(pair));
        break;
      }
    }
  }
  text.add("])");
  return text.finish();
}

Fallible<bool> view_has(Thread& thread, DictView* view, Value item) {
  if (view->part == DictPart::kKeys) return !TRY(dict_get(thread, view->dict, item)).is_unbound();
  if (!item.is_kind(Kind::kTuple) || item.as<Tuple>()->size != 2) return false;
  Value found = TRY(dict_get(thread, view->dict, item.as<Tuple>()->items[0]));
  if (found.is_unbound()) return false;
  return items_equal(thread, found, item.as<Tuple>()->items[1]);
}

Value view_contains(Thread& thread, Value* args) {
  return Value::boolean(TRY(view_has(thread, self_of(args), args[1])));
}

Value view_mapping(Thread& thread, Value self) {
  return call(thread, thread.runtime.type(TypeId::kMappingProxy), {Value(self.as<DictView>()->dict.get())});
}

// Is everything that `inner` gives in `outer`?
Fallible<bool> all_contained(Thread& thread, Value inner, Value outer) {
  Value iterator = TRY(get_iterator(thread, inner));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return true;
    if (!TRY(contains(thread, outer, item))) return false;
  }
}

template <Comparison comparison>
Value view_compare(Thread& thread, Value* args) {
  Value self = args[0], other = args[1];
  if (!other.is_kind(Kind::kSet) && !is_set_like_view(other)) return Value::not_implemented();
  int64_t own_size = TRY(length(thread, self));
  int64_t other_size = TRY(length(thread, other));
  switch (comparison) {
    case Comparison::kEqual:
    case Comparison::kNotEqual: {
      bool equal = own_size == other_size && TRY(all_contained(thread, self, other));
      return Value::boolean(equal == (comparison == Comparison::kEqual));
    }
    case Comparison::kLess: return Value::boolean(own_size < other_size && TRY(all_contained(thread, self, other)));
    case Comparison::kLessEqual:
      return Value::boolean(own_size <= other_size && TRY(all_contained(thread, self, other)));
    case Comparison::kGreater: return Value::boolean(own_size > other_size && TRY(all_contained(thread, other, self)));
    default: return Value::boolean(own_size >= other_size && TRY(all_contained(thread, other, self)));
  }
}

Set* set_of(Thread& thread, Value iterable) {
  Set* set = TRY(make_set(thread, TypeId::kSet));
  TRY(set_update(thread, set, iterable));
  return set;
}

Status remove_all(Thread& thread, Set* set, Value iterable) {
  Value iterator = TRY(get_iterator(thread, iterable));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return {};
    TRY(set_discard(thread, set, item));
  }
}

Value view_or(Thread& thread, Value* args) {
  Set* result = TRY(set_of(thread, args[0]));
  TRY(set_update(thread, result, args[1]));
  return result;
}

Value view_sub(Thread& thread, Value* args) {
  Set* result = TRY(set_of(thread, args[0]));
  TRY(remove_all(thread, result, args[1]));
  return result;
}

Value view_and(Thread& thread, Value* args) {
  Value self = args[0], other = args[1];
  // The operand on the right of `x & view` may be the view; what is iterated is the shorter one, if that can be told.
  if (!self.is_kind(Kind::kDictView)) std::swap(self, other);
  if (is_set_like_view(other) && other.as<DictView>()->dict->count > self.as<DictView>()->dict->count)
    std::swap(self, other);
  Set* result = TRY(make_set(thread, TypeId::kSet));
  Value iterator = TRY(get_iterator(thread, other));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return result;
    if (TRY(view_has(thread, self.as<DictView>(), item))) TRY(set_add(thread, result, item));
  }
}

Value view_xor(Thread& thread, Value* args) {
  Set* result = TRY(set_of(thread, args[0]));
  Set* other = TRY(set_of(thread, args[1]));
  uint64_t position = 0;
  SetEntry entry;
  while (set_next(other, position, entry)) {
    if (!TRY(set_discard_with_hash(thread, result, entry.key, entry.hash))) {
      TRY(set_add_with_hash(thread, result, entry.key, entry.hash));
    }
  }
  return result;
}

template <NativeCode operation>
Value reflected(Thread& thread, Value* args) {
  Value swapped[] = {args[1], args[0]};
  return operation(thread, swapped);
}

Value view_isdisjoint(Thread& thread, Value* args) {
  if (args[0] == args[1]) return Value::boolean(self_of(args)->dict->count == 0);
  Value self = args[0], other = args[1];
  if ((other.is_kind(Kind::kSet) || is_set_like_view(other)) &&
      TRY(length(thread, other)) > self_of(args)->dict->count) {
    std::swap(self, other);
  }
  Value iterator = TRY(get_iterator(thread, other));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return Value::true_value();
    if (TRY(contains(thread, self, item))) return Value::false_value();
  }
}

constexpr NativeDefinition kValuesMethods[] = {
    {"__repr__(self, /)", view_repr},
    {"__len__(self, /)", view_len},
    {"__iter__(self, /)", view_iter},
    {"__reversed__(self, /)", view_reversed, "Return a reverse iterator over the dict values."},
};

constexpr NativeDefinition kSetMethods[] = {
    {"__repr__(self, /)", view_repr},
    {"__len__(self, /)", view_len},
    {"__iter__(self, /)", view_iter},
    {"__reversed__(self, /)", view_reversed, "Return a reverse iterator over the view."},
    {"__contains__(self, key, /)", view_contains},
    {"__lt__(self, value, /)", view_compare<Comparison::kLess>},
    {"__le__(self, value, /)", view_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", view_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", view_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", view_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", view_compare<Comparison::kGreaterEqual>},
    {"__sub__(self, value, /)", view_sub},
    {"__rsub__(self, value, /)", reflected<view_sub>},
    {"__and__(self, value, /)", view_and},
    {"__rand__(self, value, /)", reflected<view_and>},
    {"__xor__(self, value, /)", view_xor},
    {"__rxor__(self, value, /)", reflected<view_xor>},
    {"__or__(self, value, /)", view_or},
    {"__ror__(self, value, /)", reflected<view_or>},
    {"isdisjoint(self, object, /)", view_isdisjoint,
     "Return True if the view and the given iterable have a null intersection."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"mapping", view_mapping, nullptr, "dictionary that this view refers to"},
};

constexpr TypeSpec view_spec(const char* name, TypeId id, std::span<const NativeDefinition> methods) {
  return {
      .name = name,
      .id = id,
      .layout = Kind::kDictView,
      .basic_size = sizeof(DictView),
      .flags = kTypeIsFinal | kTypeDisallowInstantiation,
      .methods = methods,
      .attributes = kAttributes,
  };
}

}  // namespace

const TypeSpec kDictKeysType = view_spec("dict_keys", TypeId::kDictKeys, kSetMethods);
const TypeSpec kDictValuesType = view_spec("dict_values", TypeId::kDictValues, kValuesMethods);
const TypeSpec kDictItemsType = view_spec("dict_items", TypeId::kDictItems, kSetMethods);

}  // namespace memphis
