// accumulate, chain, starmap, zip_longest
#include "modules/itertools/itertools.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/parallel_iteration.h"

namespace memphis::itertools {

namespace {

// ---- accumulate ----

struct Accumulate : Cell {
  Field iterator;
  Field function;  // None: addition
  Field total;     // unbound: nothing given yet
  Field initial;   // unbound: none
};

Value accumulate_new(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[1]));
  auto* self = TRY(allocate_instance<Accumulate>(thread, args[0].as<Type>()));
  self->iterator.set(self, iterator);
  self->function.set(self, args[2].is_unbound() ? Value::none() : args[2]);
  if (!args[3].is_unbound() && !args[3].is_none()) self->initial.set(self, args[3]);
  return self;
}

Value accumulate_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Accumulate>();
  Value initial = self->initial;
  if (!initial.is_unbound()) {
    self->initial.set(self, Value::unbound());
    self->total.set(self, initial);
    return initial;
  }
  Value item = TRY(next_item(thread, self->iterator));
  if (item.is_unbound()) return item;
  Value total = self->total;
  if (!total.is_unbound()) {
    Value function = self->function;
    item = function.is_none() ? TRY(binary_operation(thread, BinaryOperation::kAdd, total, item))
                              : TRY(call(thread, function, {total, item}));
  }
  self->total.set(self, item);
  return item;
}

constexpr NativeDefinition kAccumulateMethods[] = {
    {"__new__(type, iterable, func=None, *, initial=None)", accumulate_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", accumulate_next},
};

// ---- chain ----

struct Chain : Cell {
  Field source;  // iterator over the iterables; unbound when exhausted
  Field active;  // the one at work; unbound: none yet
};

Value make_chain(Thread& thread, Value type, Value iterables) {
  Value source = TRY(get_iterator(thread, iterables));
  auto* self = TRY(allocate_instance<Chain>(thread, type.as<Type>()));
  self->source.set(self, source);
  return self;
}

Value chain_new(Thread& thread, Value* args) { return make_chain(thread, args[0], args[1]); }
Value chain_from_iterable(Thread& thread, Value* args) { return make_chain(thread, args[0], args[1]); }

Value chain_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Chain>();
  while (true) {
    Value active = self->active;
    if (active.is_unbound()) {
      Value source = self->source;
      if (source.is_unbound()) return source;
      Value iterable = next_item(thread, source);
      if (!iterable.is_unbound() && !iterable.is_error()) active = get_iterator(thread, iterable);
      if (active.is_unbound() || active.is_error()) {
        self->source.set(self, Value::unbound());
        return iterable.is_error() ? iterable : active;
      }
      self->active.set(self, active);
    }
    Value item = TRY(next_item(thread, active));
    if (!item.is_unbound()) return item;
    self->active.set(self, Value::unbound());
  }
}

constexpr NativeDefinition kChainMethods[] = {
    {"__new__(type, /, *iterables)", chain_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", chain_next},
    {"from_iterable(type, iterable, /)", chain_from_iterable,
     "Alternative chain() constructor taking a single iterable argument that evaluates lazily.",
     NativeKind::kClassMethod},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

// ---- starmap ----

struct Starmap : Cell {
  Field function;
  Field iterator;
};

Value starmap_new(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[2]));
  auto* self = TRY(allocate_instance<Starmap>(thread, args[0].as<Type>()));
  self->function.set(self, args[1]);
  self->iterator.set(self, iterator);
  return self;
}

Value starmap_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Starmap>();
  Value item = TRY(next_item(thread, self->iterator));
  if (item.is_unbound()) return item;
  Tuple* arguments = TRY(tuple_from_iterable(thread, item));
  return call(thread, self->function, Arguments{arguments->items, arguments->size, nullptr});
}

constexpr NativeDefinition kStarmapMethods[] = {
    {"__new__(type, function, iterable, /)", starmap_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", starmap_next},
};

// ---- zip_longest ----

struct ZipLongest : Cell {
  Ref<Tuple> iterators;  // None in the place of an exhausted one
  Field fill_value;
  uint64_t active;
};

Value zip_longest_new(Thread& thread, Value* args) {
  Tuple* iterators = TRY(iterators_of(thread, args[2].as<Tuple>()->view()));
  auto* self = TRY(allocate_instance<ZipLongest>(thread, args[0].as<Type>()));
  self->iterators.set(self, iterators);
  self->fill_value.set(self, args[1].is_unbound() ? Value::none() : args[1]);
  self->active = iterators->size;
  return self;
}

Value zip_longest_next(Thread& thread, Value* args) {
  auto* self = args[0].as<ZipLongest>();
  Tuple* iterators = self->iterators;
  if (iterators->size == 0 || self->active == 0) return Value::unbound();
  Tuple* items = TRY(allocate_tuple(thread, iterators->size));
  for (uint64_t i = 0; i < iterators->size; i++) {
    Value iterator = iterators->items[i];
    Value item = self->fill_value;
    if (!iterator.is_none()) {
      item = next_item(thread, iterator);
      if (item.is_error()) {
        self->active = 0;
        return item;
      }
      if (item.is_unbound()) {
        if (self->active <= 1) {
          self->active = 0;
          return item;
        }
        self->active--;
        iterators->items[i] = Value::none();
        item = self->fill_value;
      }
    }
    items->items[i] = item;
  }
  return items;
}

constexpr NativeDefinition kZipLongestMethods[] = {
    {"__new__(type, /, *iterables, fillvalue=None)", zip_longest_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", zip_longest_next},
};

}  // namespace

const TypeSpec kAccumulateType = {
    .name = "accumulate",
    .module = "itertools",
    .basic_size = sizeof(Accumulate),
    .native_fields = 4,
    .methods = kAccumulateMethods,
    .doc = "The running totals of the items, or what a function of two arguments makes of them.",
};

const TypeSpec kChainType = {
    .name = "chain",
    .module = "itertools",
    .basic_size = sizeof(Chain),
    .native_fields = 2,
    .methods = kChainMethods,
    .doc = "The items of the first iterable, then those of the next, and so on.",
};

const TypeSpec kStarmapType = {
    .name = "starmap",
    .module = "itertools",
    .basic_size = sizeof(Starmap),
    .native_fields = 2,
    .methods = kStarmapMethods,
    .doc = "What the function gives for each item, which holds all its arguments.",
};

const TypeSpec kZipLongestType = {
    .name = "zip_longest",
    .module = "itertools",
    .basic_size = sizeof(ZipLongest),
    .native_fields = 2,
    .methods = kZipLongestMethods,
    .doc = "Tuples with one item of each iterable until the longest is exhausted; fillvalue stands for missing ones.",
};

}  // namespace memphis::itertools
