// collections.OrderedDict. Every dict keeps its keys in order; what this class adds is moving them, comparing the
// order, and iterators that notice every change.
#include "modules/collections/collections.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/repr_guard.h"

namespace memphis::collections {

namespace {

Dict* self_of(Value* args) { return args[0].as<Dict>(); }

bool is_ordered_dict(Thread& thread, Value value) {
  return is_instance_of(thread, value, native_type(thread.runtime, kOrderedDictType));
}
bool is_exact(Thread& thread, Value value) {
  return type_of(thread, value) == native_type(thread.runtime, kOrderedDictType);
}

// self[key] = value, as a subclass has it.
Status store(Thread& thread, Value self, Value key, Value value) {
  if (is_exact(thread, self)) return dict_set(thread, self.as<Dict>(), key, value);
  return set_item(thread, self, key, value);
}

Status update_from_dict(Thread& thread, Value self, Dict* source) {
  List* items = TRY(make_list(thread));  // a snapshot: __setitem__ may change the source
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(source, position, entry)) {
    TRY(list_append(thread, items, entry.key));
    TRY(list_append(thread, items, entry.value));
  }
  for (uint64_t i = 0; i < items->size; i += 2) TRY(store(thread, self, items->items()[i], items->items()[i + 1]));
  return {};
}

Status update_from_keys(Thread& thread, Value self, Value mapping, Value keys) {
  Value iterator = TRY(get_iterator(thread, TRY(call(thread, keys))));
  while (true) {
    Value key = TRY(next_item(thread, iterator));
    if (key.is_unbound()) return {};
    Value value = TRY(get_item(thread, mapping, key));
    TRY(store(thread, self, key, value));
  }
}

Status update_from_pairs(Thread& thread, Value self, Value pairs) {
  Value iterator = TRY(get_iterator(thread, pairs));
  while (true) {
    Value pair = TRY(next_item(thread, iterator));
    if (pair.is_unbound()) return {};
    Value parts = TRY(get_iterator(thread, pair));
    Value key = TRY(next_item(thread, parts));
    if (key.is_unbound()) return raise_value_error(thread, "need more than 0 values to unpack");
    Value value = TRY(next_item(thread, parts));
    if (value.is_unbound()) return raise_value_error(thread, "need more than 1 value to unpack");
    if (!TRY(next_item(thread, parts)).is_unbound()) {
      return raise_value_error(thread, "too many values to unpack (expected 2)");
    }
    TRY(store(thread, self, key, value));
  }
}

// What MutableMapping.update accepts: a dict, a mapping with keys(), something with items(), or pairs.
Status update_from(Thread& thread, Value self, Value other) {
  if (other.is_exactly(Kind::kDict)) return update_from_dict(thread, self, other.as<Dict>());
  Value keys = TRY(find_attribute(thread, other, Name::kKeys));
  if (!keys.is_unbound()) return update_from_keys(thread, self, other, keys);
  Value items = TRY(find_attribute(thread, other, Name::kItems));
  if (!items.is_unbound()) return update_from_pairs(thread, self, TRY(call(thread, items)));
  return update_from_pairs(thread, self, other);
}

Value update_from_arguments(Thread& thread, Value* args, bool is_init) {
  auto* positional = args[1].as<Tuple>();
  if (positional->size > 1) {
    if (is_init) return raise_type_error(thread, "expected at most 1 argument, got {}", positional->size);
    return raise_type_error(thread, "update() takes at most 1 positional argument ({} given)", positional->size);
  }
  if (positional->size == 1) TRY(update_from(thread, args[0], positional->items[0]));
  if (!args[2].is_unbound()) TRY(update_from_dict(thread, args[0], args[2].as<Dict>()));
  return Value::none();
}

Value ordered_init(Thread& thread, Value* args) { return update_from_arguments(thread, args, true); }
Value ordered_update(Thread& thread, Value* args) { return update_from_arguments(thread, args, false); }

Value ordered_repr(Thread& thread, Value* args) {
  std::string name = text_of(type_of(thread, args[0])->name);
  if (self_of(args)->count == 0) return make_str(thread, name + "()");
  ReprGuard guard(thread, args[0]);
  if (guard.is_active_already()) return make_str(thread, "...");
  Dict* copy;
  if (is_exact(thread, args[0])) {
    copy = TRY(dict_copy(thread, self_of(args)));
  } else {
    copy = TRY(make_dict(thread));
    TRY(dict_merge(thread, copy, TRY(call_method(thread, args[0], Name::kItems))));
  }
  ReprBuilder text(thread);
  text.add(name + "(");
  TRY(text.add_repr(copy));
  text.add(")");
  return text.finish();
}

Fallible<bool> same_order(Thread& thread, Dict* left, Dict* right) {
  uint64_t left_position = 0, right_position = 0;
  uint32_t left_version = dict_watch_keys(thread.runtime, left), right_version = dict_watch_keys(thread.runtime, right);
  DictEntry a, b;
  while (true) {
    bool more_left = dict_next(left, left_position, a);
    bool more_right = dict_next(right, right_position, b);
    if (!more_left || !more_right) return more_left == more_right;
    if (!TRY(items_equal(thread, a.key, b.key))) return false;
    if (left->keys_version != left_version || right->keys_version != right_version) {
      return raise(thread, ExceptionId::kRuntimeError, "OrderedDict mutated during iteration");
    }
  }
}

template <bool wanted>
Value ordered_equality(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kDict)) return Value::not_implemented();
  Value method = thread.runtime.type(TypeId::kDict)->special_method(Special::kEq);
  Value answer = TRY(call_special_method(thread, method, args[0], {args[1]}));
  bool equal = answer.is_true();
  if (equal && is_ordered_dict(thread, args[1])) equal = TRY(same_order(thread, self_of(args), args[1].as<Dict>()));
  return Value::boolean(equal == wanted);
}

Value ordered_or(Thread& thread, Value* args) {
  Value left = args[0], right = args[1];
  if (!left.is_kind(Kind::kDict) || !right.is_kind(Kind::kDict)) return Value::not_implemented();
  Value model = is_ordered_dict(thread, left) ? left : right;
  Value result = TRY(call(thread, type_of(thread, model), {left}));
  TRY(update_from(thread, result, right));
  return result;
}

Value ordered_ror(Thread& thread, Value* args) {
  Value swapped[] = {args[1], args[0]};
  return ordered_or(thread, swapped);
}

Value ordered_ior(Thread& thread, Value* args) {
  TRY(update_from(thread, args[0], args[1]));
  return args[0];
}

Value ordered_setdefault(Thread& thread, Value* args) {
  Value otherwise = args[2].is_unbound() ? Value::none() : args[2];
  if (is_exact(thread, args[0])) return dict_set_default(thread, self_of(args), args[1], otherwise);
  if (TRY(contains(thread, args[0], args[1]))) return get_item(thread, args[0], args[1]);
  TRY(set_item(thread, args[0], args[1], otherwise));
  return otherwise;
}

Value ordered_pop(Thread& thread, Value* args) {
  Value value = TRY(dict_pop(thread, self_of(args), args[1]));
  if (!value.is_unbound()) return value;
  if (args[2].is_unbound()) return raise_key_error(thread, args[1]);
  return args[2];
}

Value ordered_popitem(Thread& thread, Value* args) {
  bool last = args[1].is_unbound() || TRY(is_true(thread, args[1]));
  Tuple* pair = TRY(allocate_tuple(thread, 2));
  DictEntry entry;
  bool found = last ? TRY(dict_pop_last(self_of(args), entry)) : TRY(dict_pop_first(self_of(args), entry));
  if (!found) return raise_with_argument(thread, ExceptionId::kKeyError, TRY(make_str(thread, "dictionary is empty")));
  pair->items[0] = entry.key;
  pair->items[1] = entry.value;
  return pair;
}

Value ordered_move_to_end(Thread& thread, Value* args) {
  bool last = args[2].is_unbound() || TRY(is_true(thread, args[2]));
  TRY(dict_move(thread, self_of(args), args[1], last));
  return Value::none();
}

Value ordered_copy(Thread& thread, Value* args) {
  Value copy = TRY(call(thread, type_of(thread, args[0])));
  TRY(update_from_dict(thread, copy, self_of(args)));
  return copy;
}

Value ordered_reduce(Thread& thread, Value* args) {
  Value state = TRY(instance_state(thread, args[0]));
  Value items = TRY(call_method(thread, args[0], Name::kItems));
  Value iterator = TRY(get_iterator(thread, items));
  return make_tuple(
      thread, {Value(type_of(thread, args[0])), Value(thread.runtime.empty_tuple), state, Value::none(), iterator});
}

Value ordered_fromkeys(Thread& thread, Value* args) {
  Value result = TRY(call(thread, args[0]));
  Value value = args[2].is_unbound() ? Value::none() : args[2];
  Value iterator = TRY(get_iterator(thread, args[1]));
  while (true) {
    Value key = TRY(next_item(thread, iterator));
    if (key.is_unbound()) return result;
    TRY(set_item(thread, result, key, value));
  }
}

// ---- Views and iterators ----

template <const TypeSpec& spec, DictPart part>
Value ordered_view(Thread& thread, Value* args) {
  auto* view = TRY(allocate_instance<DictView>(thread, native_type(thread.runtime, spec)));
  view->dict.set(view, self_of(args));
  view->part = part;
  return view;
}

struct OdictIterator : Cell {
  Ref<Dict> dict;
  uint64_t position;
  uint32_t version;
  uint32_t remaining;
  DictPart part;
  bool reversed;
};

Value make_iterator(Thread& thread, Dict* dict, DictPart part, bool reversed) {
  auto* iterator = TRY(allocate_instance<OdictIterator>(thread, native_type(thread.runtime, kOdictIteratorType)));
  iterator->dict.set(iterator, dict);
  iterator->position = reversed ? dict_end(dict) : 0;
  iterator->version = dict_watch_keys(thread.runtime, dict);
  iterator->remaining = dict->count;
  iterator->part = part;
  iterator->reversed = reversed;
  return iterator;
}

Value iterator_iter(Thread&, Value* args) { return args[0]; }

Value iterator_next(Thread& thread, Value* args) {
  auto* iterator = args[0].as<OdictIterator>();
  if (iterator->remaining == 0) return Value::unbound();
  Dict* dict = iterator->dict;
  if (dict->keys_version != iterator->version) {
    return raise(thread, ExceptionId::kRuntimeError, "OrderedDict mutated during iteration");
  }
  DictEntry entry;
  bool found =
      iterator->reversed ? dict_previous(dict, iterator->position, entry) : dict_next(dict, iterator->position, entry);
  if (!found) return Value::unbound();
  iterator->remaining--;
  switch (iterator->part) {
    case DictPart::kKeys: return entry.key;
    case DictPart::kValues: return entry.value;
    default: return make_tuple(thread, {entry.key, entry.value});
  }
}

Value iterator_reduce(Thread& thread, Value* args) {
  auto* iterator = args[0].as<OdictIterator>();
  Value maker = TRY(builtin_named(thread, "iter"));
  Value copy = TRY(make_iterator(thread, iterator->dict, iterator->part, iterator->reversed));
  auto* twin = copy.as<OdictIterator>();
  twin->position = iterator->position;
  twin->version = iterator->version;
  twin->remaining = iterator->remaining;
  List* rest = TRY(list_from_iterable(thread, copy));
  Tuple* arguments = TRY(make_tuple(thread, {Value(rest)}));
  return make_tuple(thread, {maker, Value(arguments)});
}

Value ordered_iter(Thread& thread, Value* args) { return make_iterator(thread, self_of(args), DictPart::kKeys, false); }
Value ordered_reversed(Thread& thread, Value* args) {
  return make_iterator(thread, self_of(args), DictPart::kKeys, true);
}

template <bool reversed>
Value view_iter(Thread& thread, Value* args) {
  auto* view = args[0].as<DictView>();
  return make_iterator(thread, view->dict, view->part, reversed);
}

constexpr NativeDefinition kViewMethods[] = {
    {"__iter__(self, /)", view_iter<false>},
    {"__reversed__(self, /)", view_iter<true>},
};
constexpr NativeDefinition kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_iter},
    {"__next__(self, /)", iterator_next},
    {"__reduce__(self, /)", iterator_reduce, "Return state information for pickling"},
};

constexpr NativeDefinition kMethods[] = {
    {"__init__(self, /, *args, **kwargs)", ordered_init},
    {"__repr__(self, /)", ordered_repr},
    {"__eq__(self, value, /)", ordered_equality<true>},
    {"__ne__(self, value, /)", ordered_equality<false>},
    {"__iter__(self, /)", ordered_iter},
    {"__reversed__(self, /)", ordered_reversed, "od.__reversed__() <==> reversed(od)"},
    {"__or__(self, value, /)", ordered_or},
    {"__ror__(self, value, /)", ordered_ror},
    {"__ior__(self, value, /)", ordered_ior},
    {"fromkeys(type, /, iterable, value=None)", ordered_fromkeys,
     "Create a new ordered dictionary with keys from iterable and values set to value.", NativeKind::kClassMethod},
    {"__reduce__(self, /)", ordered_reduce, "Return state information for pickling"},
    {"setdefault(self, /, key, default=None)", ordered_setdefault,
     "Insert key with a value of default if key is not in the dictionary."},
    {"pop(self, /, key, default=<unrepresentable>)", ordered_pop, "Remove the key and return its value."},
    {"popitem(self, /, last=True)", ordered_popitem,
     "Remove and return a (key, value) pair: the last one, or the first one if last is false."},
    {"keys(self, /)", ordered_view<kOdictKeysType, DictPart::kKeys>},
    {"values(self, /)", ordered_view<kOdictValuesType, DictPart::kValues>},
    {"items(self, /)", ordered_view<kOdictItemsType, DictPart::kItems>},
    {"update(self, /, *args, **kwargs)", ordered_update},
    {"copy(self, /)", ordered_copy, "od.copy() -> a shallow copy of od"},
    {"move_to_end(self, /, key, last=True)", ordered_move_to_end,
     "Move an existing element to the end (or beginning if last is false)."},
};

constexpr TypeSpec view_spec(const char* name, TypeId base) {
  return {
      .name = name,
      .layout = Kind::kDictView,
      .basic_size = sizeof(DictView),
      .flags = kTypeIsFinal | kTypeDisallowInstantiation | kTypeDerivesLayout,
      .methods = kViewMethods,
      .base = base,
  };
}

}  // namespace

const TypeSpec kOrderedDictType = {
    .name = "OrderedDict",
    .module = "collections",
    .layout = Kind::kDict,
    .basic_size = sizeof(Dict),
    .flags = kTypeDerivesLayout | kTypeHasDict | kTypeHasWeakReferences,
    .methods = kMethods,
    .doc = "Dictionary that remembers insertion order",
    .base = TypeId::kDict,
};

const TypeSpec kOdictKeysType = view_spec("odict_keys", TypeId::kDictKeys);
const TypeSpec kOdictValuesType = view_spec("odict_values", TypeId::kDictValues);
const TypeSpec kOdictItemsType = view_spec("odict_items", TypeId::kDictItems);

const TypeSpec kOdictIteratorType = {
    .name = "odict_iterator",
    .basic_size = sizeof(OdictIterator),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kIteratorMethods,
};

}  // namespace memphis::collections
