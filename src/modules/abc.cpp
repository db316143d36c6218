// The module _abc: what abc.ABCMeta is made of.
//
// Each abstract base class keeps three sets of weak references to classes: those that were registered, and those for
// which issubclass() is known to answer True, or False. Known negative answers hold until a class is registered
// anywhere.
#include <cstddef>

#include "modules/modules.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"
#include "runtime/weak.h"

namespace memphis {

namespace {

// A Set of WeakReferences, or unbound when nothing was ever added. Dead references are swept out once there may be as
// many as living ones.
struct AbcData : Cell {
  Field registry;
  Field cache;
  Field negative_cache;
  int64_t negative_cache_version;
  uint32_t sweep_sizes[3];  // of each of the sets: when it has grown to that size, it is time to sweep it
};

constexpr TypeSpec kAbcDataType = {
    .name = "_abc_data",
    .module = "_abc",
    .basic_size = sizeof(AbcData),
    .native_fields = 3,
    .flags = kTypeIsFinal,
    .doc = "What an abstract base class knows of its subclasses.",
};

// The number of registrations there have been. It lives in a cell that module_states does not own: a one-item list.
constexpr char kCounterKey = 0;

List* counter_cell(Runtime& runtime) {
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &kCounterKey) return static_cast<List*>(state);
  }
  return nullptr;
}

int64_t invalidation_counter(Runtime& runtime) { return counter_cell(runtime)->items()[0].as_small_int(); }

Status make_counter(Thread& thread) {
  if (counter_cell(thread.runtime) != nullptr) return {};
  Value zero = Value::small_int(0);
  List* cell = TRY(make_list(thread, {&zero, 1}));
  thread.runtime.permanent.push_back(cell);
  thread.runtime.module_states.emplace_back(&kCounterKey, cell);
  return {};
}

AbcData* data_of(Thread& thread, Value self) {
  Value data = TRY(get_attribute_text(thread, self, "_abc_impl"));
  if (type_of(thread, data) != native_type(thread.runtime, kAbcDataType)) {
    return raise_type_error(thread, "_abc_impl is set to a wrong type");
  }
  return data.as<AbcData>();
}

// ---- Sets of weak references ----

enum class Which : uint8_t { kRegistry, kCache, kNegativeCache };

Field& field_of(AbcData* data, Which which) {
  switch (which) {
    case Which::kRegistry: return data->registry;
    case Which::kCache: return data->cache;
    default: return data->negative_cache;
  }
}

Fallible<bool> has_class(Thread& thread, AbcData* data, Which which, Value type) {
  Value set = field_of(data, which);
  if (set.is_unbound() || set.as<Set>()->used == 0) return false;
  Value reference = TRY(make_weak_reference(thread, thread.runtime.type(TypeId::kWeakReference), type, Value::none()));
  return set_contains(thread, set.as<Set>(), reference);
}

Status sweep_dead_references(Thread& thread, Set* set) {
  List* dead = TRY(make_list(thread));
  uint64_t position = 0;
  SetEntry entry;
  while (set_next(set, position, entry)) {
    if (entry.key.as<WeakReference>()->referent == 0) TRY(list_append(thread, dead, entry.key));
  }
  for (uint64_t i = 0; i < dead->size; i++) TRY(set_discard(thread, set, dead->items()[i]));
  return {};
}

Status add_class(Thread& thread, AbcData* data, Which which, Value type) {
  if (field_of(data, which).get().is_unbound()) {
    Set* made = TRY(make_set(thread, TypeId::kSet));
    field_of(data, which).set(data, made);
  }
  Set* set = field_of(data, which).get().as<Set>();
  uint32_t& sweep_size = data->sweep_sizes[static_cast<int>(which)];
  if (set->used >= sweep_size) {
    TRY(sweep_dead_references(thread, set));
    sweep_size = static_cast<uint32_t>(set->used) * 2 + 16;
  }
  Value reference = TRY(make_weak_reference(thread, thread.runtime.type(TypeId::kWeakReference), type, Value::none()));
  (void)TRY(set_add(thread, set, reference));
  return {};
}

// The living classes of a set, as a list: checking them runs user code, which may change the set.
List* classes_of(Thread& thread, AbcData* data, Which which) {
  List* list = TRY(make_list(thread));
  Value set = field_of(data, which);
  if (set.is_unbound()) return list;
  uint64_t position = 0;
  SetEntry entry;
  while (set_next(set.as<Set>(), position, entry)) {
    Value type = entry.key.as<WeakReference>()->target();
    if (!type.is_none()) TRY(list_append(thread, list, type));
  }
  return list;
}

// ---- Making an abstract base class ----

Fallible<bool> is_abstract(Thread& thread, Value value) {
  Value mark = TRY(find_attribute(thread, value, Name::kIsAbstractMethod));
  return !mark.is_unbound() && TRY(is_true(thread, mark));
}

// Names of the class's own abstract attributes, and of those that it inherits and does not implement.
Status set_abstract_methods(Thread& thread, Value self) {
  Set* names = TRY(make_set(thread, TypeId::kFrozenSet));
  Value name_space = TRY(get_attribute(thread, self, Name::kDict));
  Value items = TRY(call_method(thread, name_space, Name::kItems));
  Value iterator = TRY(get_iterator(thread, items));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) break;
    auto* pair = item.as<Tuple>();
    if (TRY(is_abstract(thread, pair->items[1]))) (void)TRY(set_add(thread, names, pair->items[0]));
  }
  Value bases = TRY(get_attribute(thread, self, Name::kBases));
  if (!bases.is_kind(Kind::kTuple)) return raise_type_error(thread, "__bases__ is not tuple");
  for (Value base : bases.as<Tuple>()->view()) {
    Value inherited = TRY(find_attribute(thread, base, Name::kAbstractMethods));
    if (inherited.is_unbound()) continue;
    iterator = TRY(get_iterator(thread, inherited));
    while (true) {
      Value key = TRY(next_item(thread, iterator));
      if (key.is_unbound()) break;
      Value value = TRY(find_attribute(thread, self, TRY(attribute_name(thread, key))));
      if (!value.is_unbound() && TRY(is_abstract(thread, value))) (void)TRY(set_add(thread, names, key));
    }
  }
  return set_attribute(thread, self, thread.runtime.name(Name::kAbstractMethods), names);
}

constexpr uint32_t kCollectionFlags = kTypeIsSequence | kTypeIsMapping;
// CPython's type flags, as collections.abc gives them in __abc_tpflags__.
constexpr int64_t kSequenceBit = 1 << 5;
constexpr int64_t kMappingBit = 1 << 6;

Status take_collection_flag(Thread& thread, Type* type) {
  Str* name = TRY(intern_text(thread.runtime, "__abc_tpflags__"));
  Value bits = dict_get_name(thread.runtime, type->dict, name);
  if (!bits.is_small_int()) return {};
  bool is_sequence = (bits.as_small_int() & kSequenceBit) != 0;
  bool is_mapping = (bits.as_small_int() & kMappingBit) != 0;
  if (is_sequence && is_mapping) {
    return raise_type_error(thread, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
  }
  if (is_sequence) type->flags |= kTypeIsSequence;
  if (is_mapping) type->flags |= kTypeIsMapping;
  return delete_attribute(thread, type, name);
}

// Registered classes match the same patterns; built-in ones are what they are.
void set_collection_flag(Type* type, uint32_t flag) {
  if (type->has_flag(kTypeIsImmutable)) return;
  type->flags = (type->flags & ~kCollectionFlags) | flag;
  for_each_subclass(type, [flag](Type* subclass) { set_collection_flag(subclass, flag); });
}

Value abc_init(Thread& thread, Value* args) {
  TRY(set_abstract_methods(thread, args[0]));
  auto* data = TRY(allocate_instance<AbcData>(thread, native_type(thread.runtime, kAbcDataType)));
  data->negative_cache_version = invalidation_counter(thread.runtime);
  TRY(set_attribute(thread, args[0], TRY(intern_text(thread.runtime, "_abc_impl")), data));
  if (args[0].is_kind(Kind::kType)) TRY(take_collection_flag(thread, args[0].as<Type>()));
  return Value::none();
}

Value abc_register(Thread& thread, Value* args) {
  Value self = args[0];
  Value subclass = args[1];
  if (!subclass.is_kind(Kind::kType)) return raise_type_error(thread, "Can only register classes");
  if (TRY(is_subclass(thread, subclass, self))) return subclass;
  // Only now, so that registering a class with itself is harmless.
  if (TRY(is_subclass(thread, self, subclass))) {
    return raise(thread, ExceptionId::kRuntimeError, "Refusing to create an inheritance cycle");
  }
  AbcData* data = TRY(data_of(thread, self));
  TRY(add_class(thread, data, Which::kRegistry, subclass));
  Value& counter = counter_cell(thread.runtime)->items()[0];
  counter = Value::small_int(counter.as_small_int() + 1);
  if (self.is_kind(Kind::kType)) {
    uint32_t flag = self.as<Type>()->flags & kCollectionFlags;
    if (flag != 0) set_collection_flag(subclass.as<Type>(), flag);
  }
  return subclass;
}

// ---- Checks ----

bool knows_negatives(Runtime& runtime, const AbcData* data) {
  return data->negative_cache_version == invalidation_counter(runtime);
}

Value call_subclass_check(Thread& thread, Value self, Value subclass) {
  return call_method(thread, self, thread.runtime.name(Special::kSubclassCheck), {subclass});
}

Value abc_instance_check(Thread& thread, Value* args) {
  AbcData* data = TRY(data_of(thread, args[0]));
  Value subclass = TRY(get_attribute(thread, args[1], Name::kClass));
  if (TRY(has_class(thread, data, Which::kCache, subclass))) return Value::true_value();
  Value type = type_of(thread, args[1]);
  if (type == subclass) {
    if (knows_negatives(thread.runtime, data) && TRY(has_class(thread, data, Which::kNegativeCache, subclass))) {
      return Value::false_value();
    }
    return call_subclass_check(thread, args[0], subclass);
  }
  Value result = TRY(call_subclass_check(thread, args[0], subclass));
  if (TRY(is_true(thread, result))) return result;
  return call_subclass_check(thread, args[0], type);
}

// What the class's hook, its descendants and its registry say, without the caches.
Fallible<bool> find_subclass(Thread& thread, Value self, AbcData* data, Value subclass) {
  Str* hook = TRY(intern_text(thread.runtime, "__subclasshook__"));
  Value answer = TRY(call_method(thread, self, hook, {subclass}));
  if (answer.is_bool()) return answer.is_true();
  if (!answer.is_not_implemented()) {
    return raise(thread, ExceptionId::kAssertionError,
                 "__subclasshook__ must return either False, True, or NotImplemented");
  }
  if (self.is_kind(Kind::kType) && is_subtype(subclass.as<Type>(), self.as<Type>())) return true;
  List* registered = TRY(classes_of(thread, data, Which::kRegistry));
  for (uint64_t i = 0; i < registered->size; i++) {
    if (TRY(is_subclass(thread, subclass, registered->items()[i]))) return true;
  }
  Value derived = TRY(call_method(thread, self, TRY(intern_text(thread.runtime, "__subclasses__"))));
  if (!derived.is_kind(Kind::kList)) return raise_type_error(thread, "__subclasses__() must return a list");
  for (uint64_t i = 0; i < derived.as<List>()->size; i++) {
    if (TRY(is_subclass(thread, subclass, derived.as<List>()->items()[i]))) return true;
  }
  return false;
}

Value abc_subclass_check(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kType)) return raise_type_error(thread, "issubclass() arg 1 must be a class");
  AbcData* data = TRY(data_of(thread, args[0]));
  if (TRY(has_class(thread, data, Which::kCache, args[1]))) return Value::true_value();
  if (!knows_negatives(thread.runtime, data)) {
    data->negative_cache.set(data, Value::unbound());
    data->sweep_sizes[static_cast<int>(Which::kNegativeCache)] = 0;
    data->negative_cache_version = invalidation_counter(thread.runtime);
  } else if (TRY(has_class(thread, data, Which::kNegativeCache, args[1]))) {
    return Value::false_value();
  }
  bool found = TRY(find_subclass(thread, args[0], data, args[1]));
  TRY(add_class(thread, data, found ? Which::kCache : Which::kNegativeCache, args[1]));
  return Value::boolean(found);
}

// ---- For debugging ----

Value reset_registry(Thread& thread, Value* args) {
  AbcData* data = TRY(data_of(thread, args[0]));
  data->registry.set(data, Value::unbound());
  return Value::none();
}

Value reset_caches(Thread& thread, Value* args) {
  AbcData* data = TRY(data_of(thread, args[0]));
  data->cache.set(data, Value::unbound());
  data->negative_cache.set(data, Value::unbound());
  return Value::none();
}

Value copy_of_set(Thread& thread, Value set) {
  Set* copy = TRY(make_set(thread, TypeId::kSet));
  if (!set.is_unbound()) TRY(set_merge(thread, copy, set.as<Set>()));
  return copy;
}

Value get_dump(Thread& thread, Value* args) {
  AbcData* data = TRY(data_of(thread, args[0]));
  Value registry = TRY(copy_of_set(thread, data->registry));
  Value cache = TRY(copy_of_set(thread, data->cache));
  Value negative = TRY(copy_of_set(thread, data->negative_cache));
  return make_tuple(thread, {registry, cache, negative, Value::small_int(data->negative_cache_version)});
}

Value get_cache_token(Thread& thread, Value* args) {
  (void)args;
  return Value::small_int(invalidation_counter(thread.runtime));
}

constexpr NativeDefinition kFunctions[] = {
    {"get_cache_token()", get_cache_token, "A token that changes whenever a class is registered with any ABC."},
    {"_abc_init(self, /)", abc_init, "Completes a new class: its abstract methods, its registry. For the module abc."},
    {"_abc_register(self, subclass, /)", abc_register, "Makes a class a virtual subclass. For the module abc."},
    {"_abc_instancecheck(self, instance, /)", abc_instance_check, "Answers isinstance(). For the module abc."},
    {"_abc_subclasscheck(self, subclass, /)", abc_subclass_check, "Answers issubclass(). For the module abc."},
    {"_reset_registry(self, /)", reset_registry, "Forgets all registered classes. For tests."},
    {"_reset_caches(self, /)", reset_caches, "Forgets all known answers. For tests."},
    {"_get_dump(self, /)", get_dump, "The registry, both caches and the version of the negative one. For debugging."},
};

}  // namespace

Value create_abc_module(Thread& thread) {
  TRY(make_counter(thread));
  TRY(make_hidden_type(thread, kAbcDataType));
  return make_native_module(thread, "_abc", "What abc.ABCMeta is made of.", kFunctions);
}

}  // namespace memphis
