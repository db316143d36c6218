// dict.
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/operations.h"
#include "runtime/repr_guard.h"

namespace memphis {

namespace {

Dict* self_of(Value* args) { return args[0].as<Dict>(); }

Value dict_new(Thread& thread, Value* args) { return allocate_instance<Dict>(thread, args[0].as<Type>()); }

// The arguments of dict() and dict.update(): at most one positional, and keywords.
Status update_from_arguments(Thread& thread, Dict* dict, const char* name, Value positional, Value keywords) {
  auto* arguments = positional.as<Tuple>();
  if (arguments->size > 1) {
    return raise_type_error(thread, "{} expected at most 1 argument, got {}", name, arguments->size);
  }
  if (arguments->size == 1) TRY(dict_merge(thread, dict, arguments->items[0]));
  if (!keywords.is_unbound()) TRY(dict_merge(thread, dict, keywords));
  return {};
}

Value dict_init(Thread& thread, Value* args) {
  TRY(update_from_arguments(thread, self_of(args), "dict", args[1], args[2]));
  return Value::none();
}

Value dict_update(Thread& thread, Value* args) {
  TRY(update_from_arguments(thread, self_of(args), "update", args[1], args[2]));
  return Value::none();
}

Value dict_repr(Thread& thread, Value* args) {
  Dict* dict = self_of(args);
  if (dict->count == 0) return make_str(thread, "{}");
  ReprGuard guard(thread, dict);
  if (guard.is_active_already()) return make_str(thread, "{...}");
  ReprBuilder text(thread);
  text.add("{");
  uint64_t position = 0;
  DictEntry entry;
  bool first = true;
  while (dict_next(dict, position, entry)) {
    if (!first) text.add(", ");
    first = false;
    TRY(text.add_repr(entry.key));
    text.add(": ");
    TRY(text.add_repr(entry.value));
  }
  text.add("}");
  return text.finish();
}

Fallible<bool> dicts_equal(Thread& thread, Dict* left, Dict* right) {
  if (left->count != right->count) return false;
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(left, position, entry)) {
    Value other = TRY(dict_get_with_hash(thread, right, entry.key, entry.hash));
    if (other.is_unbound()) return false;
    if (!TRY(items_equal(thread, entry.value, other))) return false;
  }
  return true;
}

Value dict_eq(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kDict)) return Value::not_implemented();
  return Value::boolean(TRY(dicts_equal(thread, self_of(args), args[1].as<Dict>())));
}

Value dict_ne(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kDict)) return Value::not_implemented();
  return Value::boolean(!TRY(dicts_equal(thread, self_of(args), args[1].as<Dict>())));
}

Value dict_len(Thread&, Value* args) { return Value::small_int(self_of(args)->count); }

Value dict_contains(Thread& thread, Value* args) {
  return Value::boolean(!TRY(dict_get(thread, self_of(args), args[1])).is_unbound());
}

Value dict_getitem(Thread& thread, Value* args) {
  Value value = TRY(dict_get(thread, self_of(args), args[1]));
  if (!value.is_unbound()) [[likely]]
    return value;
  if (!args[0].is_exactly(Kind::kDict)) {
    value = TRY(call_special(thread, args[0], Special::kMissing, {args[1]}));
    if (!value.is_unbound()) return value;
  }
  return raise_key_error(thread, args[1]);
}

Value dict_setitem(Thread& thread, Value* args) {
  TRY(dict_set(thread, self_of(args), args[1], args[2]));
  return Value::none();
}

Value dict_delitem(Thread& thread, Value* args) {
  if (!TRY(dict_delete(thread, self_of(args), args[1]))) return raise_key_error(thread, args[1]);
  return Value::none();
}

Value dict_get_method(Thread& thread, Value* args) {
  Value value = TRY(dict_get(thread, self_of(args), args[1]));
  if (!value.is_unbound()) return value;
  return args[2].is_unbound() ? Value::none() : args[2];
}

Value dict_setdefault(Thread& thread, Value* args) {
  return dict_set_default(thread, self_of(args), args[1], args[2].is_unbound() ? Value::none() : args[2]);
}

Value dict_pop_method(Thread& thread, Value* args) {
  Value value = TRY(dict_pop(thread, self_of(args), args[1]));
  if (!value.is_unbound()) return value;
  if (args[2].is_unbound()) return raise_key_error(thread, args[1]);
  return args[2];
}

Value dict_popitem(Thread& thread, Value* args) {
  // Room for the pair first: nothing is lost when memory is exhausted.
  Tuple* pair = TRY(allocate_tuple(thread, 2));
  DictEntry entry;
  if (!TRY(dict_pop_last(self_of(args), entry))) {
    return raise_with_argument(thread, ExceptionId::kKeyError, TRY(make_str(thread, "popitem(): dictionary is empty")));
  }
  pair->items[0] = entry.key;
  pair->items[1] = entry.value;
  return pair;
}

Value dict_clear_method(Thread&, Value* args) {
  dict_clear(self_of(args));
  return Value::none();
}

Value dict_copy_method(Thread& thread, Value* args) { return dict_copy(thread, self_of(args)); }

Value dict_or(Thread& thread, Value* args) {
  if (!args[0].is_kind(Kind::kDict) || !args[1].is_kind(Kind::kDict)) return Value::not_implemented();
  Dict* result = TRY(dict_copy(thread, self_of(args)));
  TRY(dict_merge(thread, result, args[1]));
  return result;
}

Value dict_ror(Thread& thread, Value* args) {
  Value swapped[] = {args[1], args[0]};
  return dict_or(thread, swapped);
}

Value dict_ior(Thread& thread, Value* args) {
  TRY(dict_merge(thread, self_of(args), args[1]));
  return args[0];
}

template <TypeId id, DictPart part>
Value dict_view(Thread& thread, Value* args) {
  auto* view = TRY(allocate_builtin<DictView>(thread, id));
  view->dict.set(view, self_of(args));
  view->part = part;
  return view;
}

Value dict_iter(Thread& thread, Value* args) {
  return make_dict_iterator(thread, self_of(args), DictPart::kKeys, false);
}
Value dict_reversed(Thread& thread, Value* args) {
  return make_dict_iterator(thread, self_of(args), DictPart::kKeys, true);
}

// Keys of a dict or set bring their hashes with them.
Status fill_with_hashes(Thread& thread, Dict* dict, Value source, Value value) {
  bool is_set = source.is_kind(Kind::kSet);
  TRY(dict_reserve(thread, dict, dict->count + (is_set ? source.as<Set>()->used : source.as<Dict>()->count)));
  uint64_t position = 0;
  SetEntry member;
  while (is_set && set_next(source.as<Set>(), position, member)) {
    TRY(dict_set_with_hash(thread, dict, member.key, member.hash, value));
  }
  DictEntry entry;
  while (!is_set && dict_next(source.as<Dict>(), position, entry)) {
    TRY(dict_set_with_hash(thread, dict, entry.key, entry.hash, value));
  }
  return {};
}

Value fill_from_keys(Thread& thread, Value target, Value iterable, Value value) {
  const Type* type = type_of(thread, iterable);
  bool has_hashes = iterable.is_exactly(Kind::kDict) || type == thread.runtime.type(TypeId::kSet) ||
                    type == thread.runtime.type(TypeId::kFrozenSet);
  if (has_hashes && target.is_exactly(Kind::kDict)) {
    TRY(fill_with_hashes(thread, target.as<Dict>(), iterable, value));
    return target;
  }
  Value iterator = TRY(get_iterator(thread, iterable));
  while (true) {
    Value key = TRY(next_item(thread, iterator));
    if (key.is_unbound()) return target;
    if (target.is_exactly(Kind::kDict)) {
      TRY(dict_set(thread, target.as<Dict>(), key, value));
    } else {
      TRY(set_item(thread, target, key, value));
    }
  }
}

Value dict_fromkeys(Thread& thread, Value* args) {
  Value target = TRY(call(thread, args[0]));
  return fill_from_keys(thread, target, args[1], args[2].is_unbound() ? Value::none() : args[2]);
}

Value dict_sizeof(Thread&, Value* args) {
  DictTable* table = self_of(args)->table;
  uint64_t size = sizeof(Dict) + 16;
  if (table != nullptr) {
    uint64_t usable = (table->slot_count() * 2) / 3;
    size += table->slot_count() * table->index_width() + usable * sizeof(DictEntry) + sizeof(DictTable);
  }
  return Value::small_int(static_cast<int64_t>(size));
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", dict_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", dict_init},
    {"__repr__(self, /)", dict_repr},
    {"__eq__(self, value, /)", dict_eq},
    {"__ne__(self, value, /)", dict_ne},
    {"__iter__(self, /)", dict_iter},
    {"__len__(self, /)", dict_len},
    {"__contains__(self, key, /)", dict_contains, "True if the dictionary has the specified key, else False.",
     NativeKind::kPlainMethod},
    {"__getitem__(self, key, /)", dict_getitem, "Return self[key].", NativeKind::kPlainMethod},
    {"__setitem__(self, key, value, /)", dict_setitem},
    {"__delitem__(self, key, /)", dict_delitem},
    {"__or__(self, value, /)", dict_or},
    {"__ror__(self, value, /)", dict_ror},
    {"__ior__(self, value, /)", dict_ior},
    {"__reversed__(self, /)", dict_reversed, "Return a reverse iterator over the dict keys."},
    {"__sizeof__(self, /)", dict_sizeof, "Return the size of the dict in memory."},
    {"get(self, key, default=None, /)", dict_get_method,
     "Return the value for key if key is in the dictionary, else default."},
    {"setdefault(self, key, default=None, /)", dict_setdefault,
     "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the "
     "dictionary, else default."},
    {"pop(self, key, default=<unrepresentable>, /)", dict_pop_method,
     "Remove the key and return its value; without the key return default, or raise a KeyError if none is given."},
    {"popitem(self, /)", dict_popitem, "Remove and return the (key, value) pair that was inserted last."},
    {"keys(self, /)", dict_view<TypeId::kDictKeys, DictPart::kKeys>,
     "Return a set-like object providing a view on the dict's keys."},
    {"items(self, /)", dict_view<TypeId::kDictItems, DictPart::kItems>,
     "Return a set-like object providing a view on the dict's items."},
    {"values(self, /)", dict_view<TypeId::kDictValues, DictPart::kValues>,
     "Return an object providing a view on the dict's values."},
    {"update(self, /, *args, **kwargs)", dict_update,
     "Update the dict from a mapping or an iterable of pairs, and from keywords.", NativeKind::kMethod,
     CallErrors::kDerived, ""},
    {"fromkeys(type, iterable, value=None, /)", dict_fromkeys,
     "Create a new dictionary with keys from iterable and values set to value.", NativeKind::kClassMethod},
    {"clear(self, /)", dict_clear_method, "Remove all items from the dict."},
    {"copy(self, /)", dict_copy_method, "Return a shallow copy of the dict."},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

}  // namespace

const TypeSpec kDictType = {
    .name = "dict",
    .id = TypeId::kDict,
    .layout = Kind::kDict,
    .basic_size = sizeof(Dict),
    .flags = kTypeIsMapping | kTypeMatchSelf,
    .methods = kMethods,
    .doc =
        "dict() -> new empty dictionary\ndict(mapping) -> new dictionary with the pairs of a mapping\ndict(iterable) "
        "-> new "
        "dictionary with the pairs that the iterable gives\ndict(**kwargs) -> new dictionary with the name=value pairs",
};

}  // namespace memphis
