// batched, groupby, pairwise
#include "modules/itertools/itertools.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/error.h"

namespace memphis::itertools {

namespace {

// ---- batched ----

struct Batched : Cell {
  Field iterator;  // unbound when exhausted
  uint64_t size;
  bool strict;
};

Value batched_new(Thread& thread, Value* args) {
  int64_t size = TRY(to_index_int64(thread, args[2]));
  bool strict = !args[3].is_unbound() && TRY(is_true(thread, args[3]));
  if (size < 1) return raise_value_error(thread, "n must be at least one");
  Value iterator = TRY(get_iterator(thread, args[1]));
  auto* self = TRY(allocate_instance<Batched>(thread, args[0].as<Type>()));
  self->iterator.set(self, iterator);
  self->size = static_cast<uint64_t>(size);
  self->strict = strict;
  return self;
}

Value batched_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Batched>();
  Value iterator = self->iterator;
  if (iterator.is_unbound()) return iterator;
  // n may be far more than there are items: the batch grows with them.
  List* batch = TRY(make_list(thread));
  TRY(list_reserve(thread, batch, std::min<uint64_t>(self->size, 64)));
  while (batch->size < self->size) {
    Value item = TRY(next_item(thread, iterator));
    if (!item.is_unbound()) {
      TRY(list_append(thread, batch, item));
      continue;
    }
    self->iterator.set(self, Value::unbound());
    if (batch->size == 0) return item;
    if (self->strict) return raise_value_error(thread, "batched(): incomplete batch");
    break;
  }
  return make_tuple(thread, batch->view());
}

constexpr NativeDefinition kBatchedMethods[] = {
    {"__new__(type, iterable, n, *, strict=False)", batched_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", batched_next},
};

// ---- groupby ----

struct Grouper;

struct GroupBy : Cell {
  Field iterator;
  Field key_function;    // None: the item is the key
  Field target_key;      // of the group given last; unbound: none yet
  Field current_key;     // of the item read last; unbound: given away
  Field current_value;   // unbound: given away
  Ref<Grouper> grouper;  // the group that may still give items
};

// The items of one group, which come from the groupby as long as it has not moved on.
struct Grouper : Cell {
  Ref<GroupBy> parent;
  Field target_key;
};

Value groupby_new(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[1]));
  auto* self = TRY(allocate_instance<GroupBy>(thread, args[0].as<Type>()));
  self->iterator.set(self, iterator);
  self->key_function.set(self, args[2].is_unbound() ? Value::none() : args[2]);
  return self;
}

// Reads the next item and its key; false at the end.
Fallible<bool> groupby_step(Thread& thread, GroupBy* self) {
  Value item = TRY(next_item(thread, self->iterator));
  if (item.is_unbound()) return false;
  Value function = self->key_function;
  Value key = function.is_none() ? item : TRY(call(thread, function, {item}));
  self->current_value.set(self, item);
  self->current_key.set(self, key);
  return true;
}

Value make_grouper(Thread& thread, GroupBy* parent, Value target_key) {
  auto* grouper = TRY(allocate_instance<Grouper>(thread, native_type(thread.runtime, kGrouperType)));
  grouper->parent.set(grouper, parent);
  grouper->target_key.set(grouper, target_key);
  parent->grouper.set(parent, grouper);
  return grouper;
}

Value groupby_next(Thread& thread, Value* args) {
  auto* self = args[0].as<GroupBy>();
  self->grouper.set(self, nullptr);
  // Past the rest of the group given last.
  while (true) {
    Value current = self->current_key;
    if (!current.is_unbound()) {
      Value target = self->target_key;
      if (target.is_unbound() || !TRY(items_equal(thread, target, current))) break;
    }
    if (!TRY(groupby_step(thread, self))) return Value::unbound();
  }
  Value key = self->current_key;
  self->target_key.set(self, key);
  Value grouper = TRY(make_grouper(thread, self, key));
  return make_tuple(thread, {key, grouper});
}

Value grouper_new(Thread& thread, Value* args) {
  Type* groupby = native_type(thread.runtime, kGroupByType);
  if (!is_instance_of(thread, args[1], groupby)) {
    return raise_type_error(thread, "_grouper() argument 1 must be itertools.groupby, not {}",
                            argument_type_name(thread, args[1]));
  }
  return make_grouper(thread, args[1].as<GroupBy>(), args[2]);
}

Value grouper_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Grouper>();
  GroupBy* parent = self->parent;
  if (parent->grouper.get() != self) return Value::unbound();
  if (parent->current_value.get().is_unbound() && !TRY(groupby_step(thread, parent))) return Value::unbound();
  if (!TRY(items_equal(thread, self->target_key, parent->current_key))) return Value::unbound();
  Value item = parent->current_value;
  parent->current_value.set(parent, Value::unbound());
  parent->current_key.set(parent, Value::unbound());
  return item;
}

constexpr NativeDefinition kGroupByMethods[] = {
    {"__new__(type, iterable, key=None)", groupby_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", groupby_next},
};
constexpr NativeDefinition kGrouperMethods[] = {
    {"__new__(type, parent, tgtkey, /)", grouper_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", grouper_next},
};

// ---- pairwise ----

struct Pairwise : Cell {
  Field iterator;  // unbound when exhausted
  Field previous;
};

Value pairwise_new(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[1]));
  auto* self = TRY(allocate_instance<Pairwise>(thread, args[0].as<Type>()));
  self->iterator.set(self, iterator);
  return self;
}

Value pairwise_end(Pairwise* self) {
  self->iterator.set(self, Value::unbound());
  self->previous.set(self, Value::unbound());
  return Value::unbound();
}

Value pairwise_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Pairwise>();
  Value iterator = self->iterator;
  if (iterator.is_unbound()) return iterator;
  Value previous = self->previous;
  if (previous.is_unbound()) {
    previous = TRY(next_item(thread, iterator));
    if (previous.is_unbound()) return pairwise_end(self);
    self->previous.set(self, previous);
    iterator = self->iterator;  // next() may have come back here and exhausted it
    if (iterator.is_unbound()) return pairwise_end(self);
  }
  Value item = TRY(next_item(thread, iterator));
  if (item.is_unbound()) return pairwise_end(self);
  self->previous.set(self, item);
  return make_tuple(thread, {previous, item});
}

constexpr NativeDefinition kPairwiseMethods[] = {
    {"__new__(type, iterable, /)", pairwise_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", pairwise_next},
};

}  // namespace

const TypeSpec kBatchedType = {
    .name = "batched",
    .module = "itertools",
    .basic_size = sizeof(Batched),
    .native_fields = 1,
    .methods = kBatchedMethods,
    .doc = "Tuples of n items each; the last may be shorter, which is a ValueError with strict.",
};

const TypeSpec kGroupByType = {
    .name = "groupby",
    .module = "itertools",
    .basic_size = sizeof(GroupBy),
    .native_fields = 6,
    .methods = kGroupByMethods,
    .doc = "Pairs of a key and an iterator over the items in a row that have it.",
};

const TypeSpec kGrouperType = {
    .name = "_grouper",
    .module = "itertools",
    .basic_size = sizeof(Grouper),
    .native_fields = 2,
    .flags = kTypeIsFinal,
    .methods = kGrouperMethods,
};

const TypeSpec kPairwiseType = {
    .name = "pairwise",
    .module = "itertools",
    .basic_size = sizeof(Pairwise),
    .native_fields = 2,
    .methods = kPairwiseMethods,
    .doc = "Tuples of each item and the one after it.",
};

}  // namespace memphis::itertools
