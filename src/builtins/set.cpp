// set and frozenset. The order in which results are built is CPython's, since iteration shows it.
#include <array>

#include "base/hash.h"
#include "builtins/types.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"
#include "runtime/repr_guard.h"

namespace memphis {

namespace {

Set* self_of(Value* args) { return args[0].as<Set>(); }
bool is_set(Value value) { return value.is_kind(Kind::kSet); }

bool is_frozen(Thread& thread, Value value) {
  return is_subtype(type_of(thread, value), thread.runtime.type(TypeId::kFrozenSet));
}

// Of set(iterable) or frozenset(iterable), or a class derived from either.
Set* make_filled(Thread& thread, Type* type, Value iterable) {
  auto* set = allocate_instance<Set>(thread, type);
  if (set == nullptr) return nullptr;
  set->cached_hash = Str::kNoHash;
  if (!iterable.is_unbound()) TRY(set_update(thread, set, iterable));
  return set;
}

// Results of operators are exact sets or frozensets, as the left operand is one or the other.
Set* make_result(Thread& thread, Value like, Value iterable) {
  TypeId id = is_frozen(thread, like) ? TypeId::kFrozenSet : TypeId::kSet;
  return make_filled(thread, thread.runtime.type(id), iterable);
}

Value set_new(Thread& thread, Value* args) { return make_filled(thread, args[0].as<Type>(), Value::unbound()); }

Value set_init(Thread& thread, Value* args) {
  Set* set = self_of(args);
  set_clear(thread, set);
  if (!args[1].is_unbound()) TRY(set_update(thread, set, args[1]));
  return Value::none();
}

Value frozenset_new(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  Type* exact = runtime.type(TypeId::kFrozenSet);
  auto* type = args[0].as<Type>();
  if (type != exact) return make_filled(thread, type, args[1]);
  if (!args[1].is_unbound() && type_of(thread, args[1]) == exact) return args[1];
  Set* set = TRY(make_filled(thread, type, args[1]));
  if (set->used != 0) return set;
  if (!is_set(runtime.empty_frozenset)) runtime.empty_frozenset = set;
  return runtime.empty_frozenset;
}

Value set_repr(Thread& thread, Value* args) {
  Set* set = self_of(args);
  std::string name = type_name(thread, args[0]);
  if (set->used == 0) return make_str(thread, name + "()");
  ReprGuard guard(thread, set);
  if (guard.is_active_already()) return make_str(thread, name + "(...)");
  ReprBuilder text(thread);
  bool plain = type_of(thread, args[0]) == thread.runtime.type(TypeId::kSet);
  if (!plain) text.add(name + "(");
  text.add("{");
  List* items = TRY(list_from_iterable(thread, args[0]));
  for (uint64_t i = 0; i < items->size; i++) {
    if (i > 0) text.add(", ");
    TRY(text.add_repr(items->items()[i]));
  }
  text.add(plain ? "}" : "})");
  return text.finish();
}

Value set_len(Thread&, Value* args) { return Value::small_int(static_cast<int64_t>(self_of(args)->used)); }

// A set is not hashable, but stands for the frozenset with its keys when it is looked for.
Value as_key(Thread& thread, Value key) {
  if (!is_set(key) || is_frozen(thread, key)) return Value::error();
  if (!take_if_pending(thread, ExceptionId::kTypeError)) return Value::error();
  return make_filled(thread, thread.runtime.type(TypeId::kFrozenSet), key);
}

Value set_contains_method(Thread& thread, Value* args) {
  auto found = set_contains(thread, self_of(args), args[1]);
  if (found.failed()) found = set_contains(thread, self_of(args), TRY(as_key(thread, args[1])));
  return Value::boolean(TRY(found));
}

Fallible<bool> discard(Thread& thread, Value* args) {
  auto removed = set_discard(thread, self_of(args), args[1]);
  if (!removed.failed()) return removed;
  Value key = TRY(as_key(thread, args[1]));
  return set_discard(thread, self_of(args), key);
}

Value set_add_method(Thread& thread, Value* args) {
  TRY(set_add(thread, self_of(args), args[1]));
  return Value::none();
}

Value set_discard_method(Thread& thread, Value* args) {
  TRY(discard(thread, args));
  return Value::none();
}

Value set_remove(Thread& thread, Value* args) {
  if (!TRY(discard(thread, args))) return raise_key_error(thread, args[1]);
  return Value::none();
}

Value set_pop_method(Thread& thread, Value* args) {
  Value key = set_pop(thread, self_of(args));
  if (!key.is_unbound()) return key;
  return raise_with_argument(thread, ExceptionId::kKeyError, TRY(make_str(thread, "pop from an empty set")));
}

Value set_clear_method(Thread& thread, Value* args) {
  set_clear(thread, self_of(args));
  return Value::none();
}

Value set_copy(Thread& thread, Value* args) { return make_result(thread, args[0], args[0]); }

Value frozenset_copy(Thread& thread, Value* args) {
  if (type_of(thread, args[0]) == thread.runtime.type(TypeId::kFrozenSet)) return args[0];
  return make_result(thread, args[0], args[0]);
}

Value set_update_method(Thread& thread, Value* args) {
  for (Value other : args[1].as<Tuple>()->view()) TRY(set_update(thread, self_of(args), other));
  return Value::none();
}

Value set_union(Thread& thread, Value* args) {
  Set* result = TRY(make_result(thread, args[0], args[0]));
  for (Value other : args[1].as<Tuple>()->view()) {
    if (other != args[0]) TRY(set_update(thread, result, other));
  }
  return result;
}

// The keys of both. Iterates the smaller of two sets, or the other operand.
Set* intersect(Thread& thread, Value left, Value right) {
  if (left == right) return make_result(thread, left, left);
  Set* result = TRY(make_result(thread, left, Value::unbound()));
  auto* set = left.as<Set>();
  if (is_set(right)) {
    auto* other = right.as<Set>();
    if (other->used > set->used) std::swap(set, other);
    uint64_t position = 0;
    SetEntry entry;
    while (set_next(other, position, entry)) {
      if (TRY(set_contains_with_hash(thread, set, entry.key, entry.hash))) {
        TRY(set_add_with_hash(thread, result, entry.key, entry.hash));
      }
    }
    return result;
  }
  Value iterator = TRY(get_iterator(thread, right));
  while (true) {
    Value key = TRY(next_item(thread, iterator));
    if (key.is_unbound()) return result;
    int64_t hash = TRY(hash_key_value(thread, key, KeyUse::kSetElement));
    if (!TRY(set_contains_with_hash(thread, set, key, hash))) continue;
    TRY(set_add_with_hash(thread, result, key, hash));
    // Nothing more can be found.
    if (result->used >= set->used) return result;
  }
}

Set* intersect_all(Thread& thread, Value self, Tuple* others) {
  if (others->size == 0) return make_result(thread, self, self);
  Value result = self;
  for (Value other : others->view()) result = TRY(intersect(thread, result, other));
  return result.as<Set>();
}

Value set_intersection(Thread& thread, Value* args) { return intersect_all(thread, args[0], args[1].as<Tuple>()); }

Value set_intersection_update(Thread& thread, Value* args) {
  Set* result = TRY(intersect_all(thread, args[0], args[1].as<Tuple>()));
  set_take_contents(self_of(args), result);
  return Value::none();
}

Status subtract(Thread& thread, Set* set, Value other) {
  if (Value(set) == other) {
    set_clear(thread, set);
    return {};
  }
  if (is_set(other)) {
    uint64_t position = 0;
    SetEntry entry;
    // A much larger set on the right: only what both have needs to be removed.
    Value keys = other;
    if ((other.as<Set>()->used >> 3) > set->used) keys = TRY(intersect(thread, set, other));
    while (set_next(keys.as<Set>(), position, entry)) TRY(set_discard_with_hash(thread, set, entry.key, entry.hash));
  } else {
    Value iterator = TRY(get_iterator(thread, other));
    while (true) {
      Value key = TRY(next_item(thread, iterator));
      if (key.is_unbound()) break;
      TRY(set_discard(thread, set, key));
    }
  }
  return set_remove_marks(thread, set);
}

Set* difference(Thread& thread, Value left, Value right) {
  auto* set = left.as<Set>();
  uint64_t other_size;
  if (is_set(right)) {
    other_size = right.as<Set>()->used;
  } else if (right.is_exactly(Kind::kDict)) {
    other_size = right.as<Dict>()->count;
  } else {
    other_size = 0;
  }
  bool by_removal = (!is_set(right) && !right.is_exactly(Kind::kDict)) || (set->used >> 2) > other_size;
  if (by_removal) {
    Set* result = TRY(make_result(thread, left, left));
    TRY(subtract(thread, result, right));
    return result;
  }
  Set* result = TRY(make_result(thread, left, Value::unbound()));
  uint64_t position = 0;
  SetEntry entry;
  while (set_next(set, position, entry)) {
    bool found;
    if (is_set(right)) {
      found = TRY(set_contains_with_hash(thread, right.as<Set>(), entry.key, entry.hash));
    } else {
      found = !TRY(dict_get_with_hash(thread, right.as<Dict>(), entry.key, entry.hash)).is_unbound();
    }
    if (!found) TRY(set_add_with_hash(thread, result, entry.key, entry.hash));
  }
  return result;
}

Value set_difference(Thread& thread, Value* args) {
  auto* others = args[1].as<Tuple>();
  if (others->size == 0) return make_result(thread, args[0], args[0]);
  Set* result = TRY(difference(thread, args[0], others->items[0]));
  for (uint64_t i = 1; i < others->size; i++) TRY(subtract(thread, result, others->items[i]));
  return result;
}

Value set_difference_update(Thread& thread, Value* args) {
  for (Value other : args[1].as<Tuple>()->view()) TRY(subtract(thread, self_of(args), other));
  return Value::none();
}

// Keys of either, but not of both.
Status toggle(Thread& thread, Set* set, Value other) {
  if (Value(set) == other) {
    set_clear(thread, set);
    return {};
  }
  if (other.is_exactly(Kind::kDict)) {
    uint64_t position = 0;
    DictEntry entry;
    while (dict_next(other.as<Dict>(), position, entry)) {
      if (TRY(set_discard_with_hash(thread, set, entry.key, entry.hash))) continue;
      TRY(set_add_with_hash(thread, set, entry.key, entry.hash));
    }
    return {};
  }
  if (!is_set(other)) other = TRY(make_result(thread, set, other));
  uint64_t position = 0;
  SetEntry entry;
  while (set_next(other.as<Set>(), position, entry)) {
    if (TRY(set_discard_with_hash(thread, set, entry.key, entry.hash))) continue;
    TRY(set_add_with_hash(thread, set, entry.key, entry.hash));
  }
  return {};
}

Value set_symmetric_difference(Thread& thread, Value* args) {
  Set* result = TRY(make_result(thread, args[0], args[1]));
  TRY(toggle(thread, result, args[0]));
  return result;
}

Value set_symmetric_difference_update(Thread& thread, Value* args) {
  TRY(toggle(thread, self_of(args), args[1]));
  return Value::none();
}

Fallible<bool> is_part_of(Thread& thread, Set* inner, Set* outer) {
  if (inner->used > outer->used) return false;
  uint64_t position = 0;
  SetEntry entry;
  while (set_next(inner, position, entry)) {
    if (!TRY(set_contains_with_hash(thread, outer, entry.key, entry.hash))) return false;
  }
  return true;
}

Value set_issubset(Thread& thread, Value* args) {
  Value other = is_set(args[1]) ? args[1] : Value(TRY(make_filled(thread, thread.runtime.type(TypeId::kSet), args[1])));
  return Value::boolean(TRY(is_part_of(thread, self_of(args), other.as<Set>())));
}

Value set_issuperset(Thread& thread, Value* args) {
  if (is_set(args[1])) return Value::boolean(TRY(is_part_of(thread, args[1].as<Set>(), self_of(args))));
  Value iterator = TRY(get_iterator(thread, args[1]));
  while (true) {
    Value key = TRY(next_item(thread, iterator));
    if (key.is_unbound()) return Value::true_value();
    if (!TRY(set_contains(thread, self_of(args), key))) return Value::false_value();
  }
}

Value set_isdisjoint(Thread& thread, Value* args) {
  Set* set = self_of(args);
  if (args[0] == args[1]) return Value::boolean(set->used == 0);
  if (is_set(args[1])) {
    auto* other = args[1].as<Set>();
    if (other->used > set->used) std::swap(set, other);
    uint64_t position = 0;
    SetEntry entry;
    while (set_next(other, position, entry)) {
      if (TRY(set_contains_with_hash(thread, set, entry.key, entry.hash))) return Value::false_value();
    }
    return Value::true_value();
  }
  Value iterator = TRY(get_iterator(thread, args[1]));
  while (true) {
    Value key = TRY(next_item(thread, iterator));
    if (key.is_unbound()) return Value::true_value();
    if (TRY(set_contains(thread, set, key))) return Value::false_value();
  }
}

template <Comparison comparison>
Value set_compare(Thread& thread, Value* args) {
  if (!is_set(args[1])) return Value::not_implemented();
  Set* left = self_of(args);
  auto* right = args[1].as<Set>();
  switch (comparison) {
    case Comparison::kEqual:
    case Comparison::kNotEqual: {
      bool differ =
          left->used != right->used || (left->cached_hash != Str::kNoHash && right->cached_hash != Str::kNoHash &&
                                        left->cached_hash != right->cached_hash);
      bool equal = !differ && TRY(is_part_of(thread, left, right));
      return Value::boolean(equal == (comparison == Comparison::kEqual));
    }
    case Comparison::kLess: return Value::boolean(left->used < right->used && TRY(is_part_of(thread, left, right)));
    case Comparison::kLessEqual: return Value::boolean(TRY(is_part_of(thread, left, right)));
    case Comparison::kGreater: return Value::boolean(left->used > right->used && TRY(is_part_of(thread, right, left)));
    default: return Value::boolean(TRY(is_part_of(thread, right, left)));
  }
}

bool both_sets(Value* args) { return is_set(args[0]) && is_set(args[1]); }

Value set_or(Thread& thread, Value* args) {
  if (!both_sets(args)) return Value::not_implemented();
  Set* result = TRY(make_result(thread, args[0], args[0]));
  if (args[0] != args[1]) TRY(set_update(thread, result, args[1]));
  return result;
}

Value set_and(Thread& thread, Value* args) {
  if (!both_sets(args)) return Value::not_implemented();
  return intersect(thread, args[0], args[1]);
}

Value set_sub(Thread& thread, Value* args) {
  if (!both_sets(args)) return Value::not_implemented();
  return difference(thread, args[0], args[1]);
}

Value set_xor(Thread& thread, Value* args) {
  if (!both_sets(args)) return Value::not_implemented();
  return set_symmetric_difference(thread, args);
}

template <NativeCode operation>
Value reflected(Thread& thread, Value* args) {
  Value swapped[] = {args[1], args[0]};
  return operation(thread, swapped);
}

Value set_ior(Thread& thread, Value* args) {
  if (!is_set(args[1])) return Value::not_implemented();
  TRY(set_update(thread, self_of(args), args[1]));
  return args[0];
}

Value set_iand(Thread& thread, Value* args) {
  if (!is_set(args[1])) return Value::not_implemented();
  Set* result = TRY(intersect(thread, args[0], args[1]));
  set_take_contents(self_of(args), result);
  return args[0];
}

Value set_isub(Thread& thread, Value* args) {
  if (!is_set(args[1])) return Value::not_implemented();
  TRY(subtract(thread, self_of(args), args[1]));
  return args[0];
}

Value set_ixor(Thread& thread, Value* args) {
  if (!is_set(args[1])) return Value::not_implemented();
  TRY(toggle(thread, self_of(args), args[1]));
  return args[0];
}

Value frozenset_hash(Thread& thread, Value* args) {
  Set* set = self_of(args);
  if (set->cached_hash == Str::kNoHash) {
    SetHasher hasher;
    uint64_t position = 0;
    SetEntry entry;
    while (set_next(set, position, entry)) hasher.add(entry.hash);
    set->cached_hash = hasher.finish();
  }
  return make_int(thread, set->cached_hash);
}

Value set_iter(Thread& thread, Value* args) { return make_set_iterator(thread, self_of(args)); }

Value set_reduce(Thread& thread, Value* args) {
  List* keys = TRY(list_from_iterable(thread, args[0]));
  Tuple* arguments = TRY(make_tuple(thread, {Value(keys)}));
  Value state = TRY(instance_state(thread, args[0]));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(arguments), state});
}

Value set_sizeof(Thread&, Value* args) {
  SetTable* table = self_of(args)->table;
  uint64_t slots = table == nullptr ? 0 : table->mask + 1;
  return Value::small_int(static_cast<int64_t>(sizeof(Set) + slots * sizeof(SetEntry)));
}

constexpr std::array kCommonMethods = std::to_array<NativeDefinition>({
    {"__repr__(self, /)", set_repr},
    {"__len__(self, /)", set_len},
    {"__iter__(self, /)", set_iter},
    {"__contains__(self, object, /)", set_contains_method, "x.__contains__(y) <==> y in x.", NativeKind::kPlainMethod},
    {"__lt__(self, value, /)", set_compare<Comparison::kLess>},
    {"__le__(self, value, /)", set_compare<Comparison::kLessEqual>},
    {"__eq__(self, value, /)", set_compare<Comparison::kEqual>},
    {"__ne__(self, value, /)", set_compare<Comparison::kNotEqual>},
    {"__gt__(self, value, /)", set_compare<Comparison::kGreater>},
    {"__ge__(self, value, /)", set_compare<Comparison::kGreaterEqual>},
    {"__or__(self, value, /)", set_or},
    {"__ror__(self, value, /)", reflected<set_or>},
    {"__and__(self, value, /)", set_and},
    {"__rand__(self, value, /)", reflected<set_and>},
    {"__sub__(self, value, /)", set_sub},
    {"__rsub__(self, value, /)", reflected<set_sub>},
    {"__xor__(self, value, /)", set_xor},
    {"__rxor__(self, value, /)", reflected<set_xor>},
    {"union(self, /, *others)", set_union, "Return a new set with elements from the set and all others."},
    {"intersection(self, /, *others)", set_intersection,
     "Return a new set with elements common to the set and all others."},
    {"difference(self, /, *others)", set_difference,
     "Return a new set with elements in the set that are not in the others."},
    {"symmetric_difference(self, other, /)", set_symmetric_difference,
     "Return a new set with elements in either the set or other but not both."},
    {"issubset(self, other, /)", set_issubset, "Report whether another set contains this set."},
    {"issuperset(self, other, /)", set_issuperset, "Report whether this set contains another set."},
    {"isdisjoint(self, other, /)", set_isdisjoint, "Return True if two sets have a null intersection."},
    {"__reduce__(self, /)", set_reduce, "Return state information for pickling."},
    {"__sizeof__(self, /)", set_sizeof, "S.__sizeof__() -> size of S in memory, in bytes."},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
});

constexpr std::array kMutableMethods = std::to_array<NativeDefinition>({
    {"__new__(type, /, *args, **kwargs)", set_new, "", NativeKind::kStaticMethod},
    {"__init__(self, iterable=(), /)", set_init},
    {"__ior__(self, value, /)", set_ior},
    {"__iand__(self, value, /)", set_iand},
    {"__isub__(self, value, /)", set_isub},
    {"__ixor__(self, value, /)", set_ixor},
    {"add(self, object, /)", set_add_method,
     "Add an element to a set.\n\nThis has no effect if the element is already present."},
    {"remove(self, object, /)", set_remove, "Remove an element from a set; it must be a member."},
    {"discard(self, object, /)", set_discard_method, "Remove an element from a set if it is a member."},
    {"pop(self, /)", set_pop_method, "Remove and return an arbitrary set element."},
    {"clear(self, /)", set_clear_method, "Remove all elements from this set."},
    {"copy(self, /)", set_copy, "Return a shallow copy of a set."},
    {"update(self, /, *others)", set_update_method, "Update the set, adding elements from all others."},
    {"intersection_update(self, /, *others)", set_intersection_update,
     "Update the set, keeping only elements found in it and all others."},
    {"difference_update(self, /, *others)", set_difference_update,
     "Update the set, removing elements found in others."},
    {"symmetric_difference_update(self, other, /)", set_symmetric_difference_update,
     "Update the set, keeping only elements found in either set, but not in both."},
});

constexpr std::array kFrozenMethods = std::to_array<NativeDefinition>({
    {"__new__(type, iterable=(), /)", frozenset_new, "", NativeKind::kStaticMethod},
    {"__hash__(self, /)", frozenset_hash},
    {"copy(self, /)", frozenset_copy, "Return a shallow copy of a set."},
});

template <size_t a, size_t b>
constexpr std::array<NativeDefinition, a + b> joined(const std::array<NativeDefinition, a>& first,
                                                     const std::array<NativeDefinition, b>& second) {
  std::array<NativeDefinition, a + b> all{};
  for (size_t i = 0; i < a; i++) all[i] = first[i];
  for (size_t i = 0; i < b; i++) all[a + i] = second[i];
  return all;
}

constexpr std::array kSetMethods = joined(kMutableMethods, kCommonMethods);
constexpr std::array kFrozenSetMethods = joined(kFrozenMethods, kCommonMethods);

}  // namespace

const TypeSpec kSetType = {
    .name = "set",
    .id = TypeId::kSet,
    .layout = Kind::kSet,
    .basic_size = sizeof(Set),
    .flags = kTypeMatchSelf | kTypeHasWeakReferences,
    .methods = kSetMethods,
    .doc = "Build an unordered collection of unique elements.",
};

const TypeSpec kFrozenSetType = {
    .name = "frozenset",
    .id = TypeId::kFrozenSet,
    .layout = Kind::kSet,
    .basic_size = sizeof(Set),
    .flags = kTypeMatchSelf | kTypeHasWeakReferences,
    .methods = kFrozenSetMethods,
    .doc = "Build an immutable unordered collection of unique elements.",
};

}  // namespace memphis
