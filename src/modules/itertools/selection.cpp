// compress, dropwhile, filterfalse, takewhile, islice
#include "modules/itertools/itertools.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/error.h"

namespace memphis::itertools {

namespace {

// ---- compress ----

struct Compress : Cell {
  Field data;
  Field selectors;
};

Value compress_new(Thread& thread, Value* args) {
  Value data = TRY(get_iterator(thread, args[1]));
  Value selectors = TRY(get_iterator(thread, args[2]));
  auto* self = TRY(allocate_instance<Compress>(thread, args[0].as<Type>()));
  self->data.set(self, data);
  self->selectors.set(self, selectors);
  return self;
}

Value compress_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Compress>();
  while (true) {
    Value item = TRY(next_item(thread, self->data));
    if (item.is_unbound()) return item;
    Value selector = TRY(next_item(thread, self->selectors));
    if (selector.is_unbound()) return selector;
    if (TRY(is_true(thread, selector))) return item;
  }
}

constexpr NativeDefinition kCompressMethods[] = {
    {"__new__(type, data, selectors)", compress_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", compress_next},
};

// ---- dropwhile, filterfalse, takewhile ----

struct Predicated : Cell {
  Field predicate;
  Field iterator;
  bool decided;  // dropwhile: dropping is over; takewhile: taking is over
};

Value predicated_new(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[2]));
  auto* self = TRY(allocate_instance<Predicated>(thread, args[0].as<Type>()));
  self->predicate.set(self, args[1]);
  self->iterator.set(self, iterator);
  return self;
}

Fallible<bool> holds(Thread& thread, Predicated* self, Value item) {
  return is_true(thread, TRY(call(thread, self->predicate, {item})));
}

Value dropwhile_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Predicated>();
  while (true) {
    Value item = TRY(next_item(thread, self->iterator));
    if (item.is_unbound() || self->decided) return item;
    if (TRY(holds(thread, self, item))) continue;
    self->decided = true;
    return item;
  }
}

Value takewhile_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Predicated>();
  if (self->decided) return Value::unbound();
  Value item = TRY(next_item(thread, self->iterator));
  if (item.is_unbound() || TRY(holds(thread, self, item))) return item;
  self->decided = true;
  return Value::unbound();
}

Value filterfalse_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Predicated>();
  Value predicate = self->predicate;
  bool by_truth = predicate.is_none() || predicate == Value(thread.runtime.type(TypeId::kBool));
  while (true) {
    Value item = TRY(next_item(thread, self->iterator));
    if (item.is_unbound()) return item;
    bool kept = by_truth ? TRY(is_true(thread, item)) : TRY(holds(thread, self, item));
    if (!kept) return item;
  }
}

constexpr NativeDefinition kDropWhileMethods[] = {
    {"__new__(type, predicate, iterable, /)", predicated_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", dropwhile_next},
};
constexpr NativeDefinition kTakeWhileMethods[] = {
    {"__new__(type, predicate, iterable, /)", predicated_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", takewhile_next},
};
constexpr NativeDefinition kFilterFalseMethods[] = {
    {"__new__(type, function, iterable, /)", predicated_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", filterfalse_next},
};

// ---- islice ----

struct Islice : Cell {
  Field iterator;  // unbound when exhausted
  int64_t taken;   // items that the iterator has given
  int64_t next;    // number of the item to give next
  int64_t stop;    // -1: none
  int64_t step;
};

// None or an index from 0 on; anything else is a ValueError with the message.
Fallible<int64_t> islice_argument(Thread& thread, Value value, int64_t otherwise, const char* message) {
  if (value.is_none()) return otherwise;
  auto index = to_index_int64(thread, value);
  if (index.failed()) {
    thread.pending = Value::unbound();
    return raise_value_error(thread, "{}", message);
  }
  if (index.value() < 0) return raise_value_error(thread, "{}", message);
  return index;
}

constexpr char kBadStop[] = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
constexpr char kBadIndices[] = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
constexpr char kBadStep[] = "Step for islice() must be a positive integer or None.";

Value islice_new(Thread& thread, Value* args) {
  auto* rest = args[1].as<Tuple>();
  if (rest->size < 2) return raise_type_error(thread, "islice expected at least 2 arguments, got {}", rest->size);
  if (rest->size > 4) return raise_type_error(thread, "islice expected at most 4 arguments, got {}", rest->size);
  int64_t start = 0, stop, step = 1;
  if (rest->size == 2) {
    stop = TRY(islice_argument(thread, rest->items[1], -1, kBadStop));
  } else {
    stop = TRY(islice_argument(thread, rest->items[2], -1, kBadStop));
    start = TRY(islice_argument(thread, rest->items[1], 0, kBadIndices));
  }
  if (rest->size == 4) {
    step = TRY(islice_argument(thread, rest->items[3], 1, kBadStep));
    if (step < 1) return raise_value_error(thread, "{}", kBadStep);
  }
  Value iterator = TRY(get_iterator(thread, rest->items[0]));
  auto* self = TRY(allocate_instance<Islice>(thread, args[0].as<Type>()));
  self->iterator.set(self, iterator);
  self->next = start;
  self->stop = stop;
  self->step = step;
  return self;
}

Value islice_end(Islice* self) {
  self->iterator.set(self, Value::unbound());
  return Value::unbound();
}

Value islice_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Islice>();
  Value iterator = self->iterator;
  if (iterator.is_unbound()) return iterator;
  for (; self->taken < self->next; self->taken++) {
    if (TRY(next_item(thread, iterator)).is_unbound()) return islice_end(self);
  }
  if (self->stop >= 0 && self->taken >= self->stop) return islice_end(self);
  Value item = TRY(next_item(thread, iterator));
  if (item.is_unbound()) return islice_end(self);
  self->taken++;
  int64_t next;
  if (__builtin_add_overflow(self->next, self->step, &next) || (self->stop >= 0 && next > self->stop))
    next = self->stop;
  self->next = next;
  return item;
}

constexpr NativeDefinition kIsliceMethods[] = {
    {"__new__(type, /, *args)", islice_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", islice_next},
};

}  // namespace

const TypeSpec kCompressType = {
    .name = "compress",
    .module = "itertools",
    .basic_size = sizeof(Compress),
    .native_fields = 2,
    .methods = kCompressMethods,
    .doc = "The items of data whose selector is true.",
};

const TypeSpec kDropWhileType = {
    .name = "dropwhile",
    .module = "itertools",
    .basic_size = sizeof(Predicated),
    .native_fields = 2,
    .methods = kDropWhileMethods,
    .doc = "The items from the first one on for which the predicate is false.",
};

const TypeSpec kTakeWhileType = {
    .name = "takewhile",
    .module = "itertools",
    .basic_size = sizeof(Predicated),
    .native_fields = 2,
    .methods = kTakeWhileMethods,
    .doc = "The items before the first one for which the predicate is false.",
};

const TypeSpec kFilterFalseType = {
    .name = "filterfalse",
    .module = "itertools",
    .basic_size = sizeof(Predicated),
    .native_fields = 2,
    .methods = kFilterFalseMethods,
    .doc = "The items for which the function is false, or which are false, if it is None.",
};

const TypeSpec kIsliceType = {
    .name = "islice",
    .module = "itertools",
    .basic_size = sizeof(Islice),
    .native_fields = 1,
    .methods = kIsliceMethods,
    .doc =
        "islice(iterable, stop) or islice(iterable, start, stop[, step]) -> the items that such a slice of a sequence "
        "has.",
};

}  // namespace memphis::itertools
