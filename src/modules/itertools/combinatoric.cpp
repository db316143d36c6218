// product, permutations, combinations, combinations_with_replacement
//
// All four pick items of pools by an array of indices and differ in how they advance it. A result is the one before it
// with the items replaced whose index has changed.
#include <algorithm>

#include "modules/itertools/itertools.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"

namespace memphis::itertools {

namespace {

// Indices are small ints in a ValueArray; here they are plain numbers.
class Indices {
 public:
  explicit Indices(ValueArray* array) : array_(array) {}
  int64_t get(int64_t i) const { return array_->items[i].as_small_int(); }
  void set(int64_t i, int64_t value) { array_->items[i] = Value::small_int(value); }

 private:
  ValueArray* array_;
};

ValueArray* make_indices(Thread& thread, int64_t count) {
  return make_value_array(thread, static_cast<uint64_t>(count));
}

Tuple* copy_of(Thread& thread, Tuple* tuple) { return make_tuple(thread, tuple->view()); }

// ---- product ----

struct Product : Cell {
  Ref<Tuple> pools;  // of Tuples
  Ref<ValueArray> indices;
  Ref<Tuple> result;  // null: none yet
  bool stopped;
};

Value product_new(Thread& thread, Value* args) {
  int64_t repeat = args[1].is_unbound() ? 1 : TRY(to_index_int64(thread, args[1]));
  if (repeat < 0) return raise_value_error(thread, "repeat argument cannot be negative");
  auto* iterables = args[2].as<Tuple>();
  uint64_t count = repeat == 0 ? 0 : iterables->size;
  uint64_t total;
  if (__builtin_mul_overflow(count, static_cast<uint64_t>(repeat), &total) || total > (uint64_t{1} << 32)) {
    return raise(thread, ExceptionId::kOverflowError, "repeat argument too large");
  }
  Tuple* pools = TRY(allocate_tuple(thread, total));
  for (uint64_t i = 0; i < count; i++) pools->items[i] = TRY(tuple_from_iterable(thread, iterables->items[i]));
  for (uint64_t i = count; i < total; i++) pools->items[i] = pools->items[i - count];
  ValueArray* indices = TRY(make_indices(thread, static_cast<int64_t>(total)));
  std::fill_n(indices->items, total, Value::small_int(0));
  auto* self = TRY(allocate_instance<Product>(thread, args[0].as<Type>()));
  self->pools.set(self, pools);
  self->indices.set(self, indices);
  return self;
}

Value product_first(Thread& thread, Product* self) {
  Tuple* pools = self->pools;
  Tuple* result = TRY(allocate_tuple(thread, pools->size));
  for (uint64_t i = 0; i < pools->size; i++) {
    auto* pool = pools->items[i].as<Tuple>();
    if (pool->size == 0) {
      self->stopped = true;
      return Value::unbound();
    }
    result->items[i] = pool->items[0];
  }
  self->result.set(self, result);
  return result;
}

Value product_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Product>();
  if (self->stopped) return Value::unbound();
  if (self->result.get() == nullptr) return product_first(thread, self);
  Tuple* pools = self->pools;
  Tuple* result = TRY(copy_of(thread, self->result));
  Indices indices(self->indices);
  auto i = static_cast<int64_t>(pools->size) - 1;
  for (; i >= 0; i--) {
    auto* pool = pools->items[i].as<Tuple>();
    int64_t next = indices.get(i) + 1;
    bool wraps = static_cast<uint64_t>(next) == pool->size;
    if (wraps) next = 0;
    indices.set(i, next);
    result->items[i] = pool->items[next];
    if (!wraps) break;
  }
  if (i < 0) {
    self->stopped = true;
    return Value::unbound();
  }
  self->result.set(self, result);
  return result;
}

// ---- the others ----

struct Selection : Cell {
  Ref<Tuple> pool;
  Ref<ValueArray> indices;
  Ref<ValueArray> cycles;  // permutations only
  Ref<Tuple> result;       // null: none yet
  int64_t length;
  bool stopped;
};

Selection* make_selection(Thread& thread, Value type, Tuple* pool, int64_t length, int64_t index_count) {
  ValueArray* indices = TRY(make_indices(thread, index_count));
  for (int64_t i = 0; i < index_count; i++) indices->items[i] = Value::small_int(i);
  auto* self = TRY(allocate_instance<Selection>(thread, type.as<Type>()));
  self->pool.set(self, pool);
  self->indices.set(self, indices);
  self->length = length;
  return self;
}

Value first_selection(Thread& thread, Selection* self) {
  Tuple* result = TRY(allocate_tuple(thread, static_cast<uint64_t>(self->length)));
  Indices indices(self->indices);
  for (int64_t i = 0; i < self->length; i++) result->items[i] = self->pool->items[indices.get(i)];
  self->result.set(self, result);
  return result;
}

// `advance` changes the indices and answers the first position that has changed, or -1 when there is no further result.
template <int64_t (*advance)(Selection* self)>
Value selection_next(Thread& thread, Value* args) {
  auto* self = args[0].as<Selection>();
  if (self->stopped) return Value::unbound();
  if (self->result.get() == nullptr) return first_selection(thread, self);
  int64_t changed = advance(self);
  if (changed < 0) {
    self->stopped = true;
    self->result.set(self, nullptr);
    return Value::unbound();
  }
  Tuple* result = TRY(copy_of(thread, self->result));
  Indices indices(self->indices);
  for (int64_t i = changed; i < self->length; i++) result->items[i] = self->pool->items[indices.get(i)];
  self->result.set(self, result);
  return result;
}

int64_t pool_size(Selection* self) { return static_cast<int64_t>(self->pool->size); }

int64_t advance_combination(Selection* self) {
  Indices indices(self->indices);
  int64_t size = pool_size(self), length = self->length;
  int64_t i = length - 1;
  while (i >= 0 && indices.get(i) == i + size - length) i--;
  if (i < 0) return -1;
  indices.set(i, indices.get(i) + 1);
  for (int64_t j = i + 1; j < length; j++) indices.set(j, indices.get(j - 1) + 1);
  return i;
}

int64_t advance_with_replacement(Selection* self) {
  Indices indices(self->indices);
  int64_t last = pool_size(self) - 1;
  int64_t i = self->length - 1;
  while (i >= 0 && indices.get(i) == last) i--;
  if (i < 0) return -1;
  int64_t next = indices.get(i) + 1;
  for (int64_t j = i; j < self->length; j++) indices.set(j, next);
  return i;
}

// cycles[i] counts down the items that may still stand at position i before those behind it are back in order.
int64_t advance_permutation(Selection* self) {
  Indices indices(self->indices);
  Indices cycles(self->cycles);
  int64_t size = pool_size(self);
  for (int64_t i = self->length - 1; i >= 0; i--) {
    int64_t left = cycles.get(i) - 1;
    cycles.set(i, left);
    if (left != 0) {
      int64_t other = size - left;
      int64_t index = indices.get(i);
      indices.set(i, indices.get(other));
      indices.set(other, index);
      return i;
    }
    Value* items = self->indices->items;
    std::rotate(items + i, items + i + 1, items + size);
    cycles.set(i, size - i);
  }
  return -1;
}

Fallible<int64_t> length_argument(Thread& thread, Value value) {
  int64_t length = TRY(to_index_int64(thread, value));
  if (length < 0) return raise_value_error(thread, "r must be non-negative");
  return length;
}

Value combinations_new(Thread& thread, Value* args) {
  Tuple* pool = TRY(tuple_from_iterable(thread, args[1]));
  int64_t length = TRY(length_argument(thread, args[2]));
  bool impossible = static_cast<uint64_t>(length) > pool->size;
  Selection* self = TRY(make_selection(thread, args[0], pool, length, impossible ? 0 : length));
  self->stopped = impossible;
  return self;
}

Value with_replacement_new(Thread& thread, Value* args) {
  Tuple* pool = TRY(tuple_from_iterable(thread, args[1]));
  int64_t length = TRY(length_argument(thread, args[2]));
  Selection* self = TRY(make_selection(thread, args[0], pool, length, length));
  for (int64_t i = 0; i < length; i++) Indices(self->indices).set(i, 0);
  self->stopped = pool->size == 0 && length > 0;
  return self;
}

Value permutations_new(Thread& thread, Value* args) {
  Tuple* pool = TRY(tuple_from_iterable(thread, args[1]));
  auto size = static_cast<int64_t>(pool->size);
  int64_t length = size;
  if (!args[2].is_unbound() && !args[2].is_none()) {
    if (!is_int(args[2])) return raise_type_error(thread, "Expected int as r");
    length = TRY(length_argument(thread, args[2]));
  }
  bool impossible = length > size;
  Selection* self = TRY(make_selection(thread, args[0], pool, length, size));
  self->stopped = impossible;
  if (impossible) return self;
  ValueArray* cycles = TRY(make_indices(thread, length));
  for (int64_t i = 0; i < length; i++) cycles->items[i] = Value::small_int(size - i);
  self->cycles.set(self, cycles);
  return self;
}

constexpr NativeDefinition kProductMethods[] = {
    {"__new__(type, /, *iterables, repeat=1)", product_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", product_next},
};
constexpr NativeDefinition kCombinationsMethods[] = {
    {"__new__(type, iterable, r)", combinations_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", selection_next<advance_combination>},
};
constexpr NativeDefinition kWithReplacementMethods[] = {
    {"__new__(type, iterable, r)", with_replacement_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", selection_next<advance_with_replacement>},
};
constexpr NativeDefinition kPermutationsMethods[] = {
    {"__new__(type, iterable, r=None)", permutations_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", selection_next<advance_permutation>},
};

}  // namespace

const TypeSpec kProductType = {
    .name = "product",
    .module = "itertools",
    .basic_size = sizeof(Product),
    .native_fields = 3,
    .methods = kProductMethods,
    .doc = "Cartesian product of the iterables, the last one moving fastest; repeat takes them several times.",
};

const TypeSpec kCombinationsType = {
    .name = "combinations",
    .module = "itertools",
    .basic_size = sizeof(Selection),
    .native_fields = 4,
    .methods = kCombinationsMethods,
    .doc = "Tuples of r items of the iterable, in the order in which they stand there.",
};

const TypeSpec kCombinationsWithReplacementType = {
    .name = "combinations_with_replacement",
    .module = "itertools",
    .basic_size = sizeof(Selection),
    .native_fields = 4,
    .methods = kWithReplacementMethods,
    .doc = "Tuples of r items of the iterable in order, each of which may come several times.",
};

const TypeSpec kPermutationsType = {
    .name = "permutations",
    .module = "itertools",
    .basic_size = sizeof(Selection),
    .native_fields = 4,
    .methods = kPermutationsMethods,
    .doc = "Tuples of r items of the iterable (all, if r is left out) in every order.",
};

}  // namespace memphis::itertools
