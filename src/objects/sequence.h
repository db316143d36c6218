// tuple, list, and the iterators over them.
#pragma once

#include <span>

#include "objects/array.h"

namespace memphis {

struct Tuple : Cell {
  static constexpr Kind kKind = Kind::kTuple;
  uint64_t size;
  Value items[];  // then, in subclasses: member slots and attributes word

  std::span<const Value> view() const { return {items, size}; }
};
static_assert(sizeof(Tuple) == 16);

struct List : Cell {
  static constexpr Kind kKind = Kind::kList;
  uint64_t size;
  Ref<ValueArray> storage;  // null when nothing was ever stored

  Value* items() const { return storage.get() != nullptr ? storage->items : nullptr; }
  uint64_t capacity() const { return storage.get() != nullptr ? storage->capacity : 0; }
  std::span<Value> view() const { return {items(), size}; }
};
static_assert(sizeof(List) == 24);

struct ListIterator : Cell {
  static constexpr Kind kKind = Kind::kListIterator;
  Ref<List> list;  // null when exhausted
  int64_t index;
  bool reversed;
};

struct TupleIterator : Cell {
  static constexpr Kind kKind = Kind::kTupleIterator;
  Ref<Tuple> tuple;  // null when exhausted
  uint64_t index;
};

}  // namespace memphis
