// Iterators that are not tied to one container's storage. All are of Kind::kNative: Fields first.
#pragma once

#include "objects/sequence.h"

namespace memphis {

// Over anything with __getitem__, by 0, 1, 2, ... until IndexError.
struct SequenceIterator : Cell {
  static constexpr Kind kKind = Kind::kNative;
  Field sequence;  // unbound when exhausted
  int64_t index;
};

// iter(callable, sentinel)
struct CallableIterator : Cell {
  static constexpr Kind kKind = Kind::kNative;
  Field callable;  // unbound when exhausted
  Field sentinel;
};

// reversed(sequence)
struct ReverseIterator : Cell {
  static constexpr Kind kKind = Kind::kNative;
  Field sequence;  // unbound when exhausted
  int64_t index;
};

struct Enumerate : Cell {
  static constexpr Kind kKind = Kind::kNative;
  Field iterator;
  Field big_index;  // int once counting has left the small ints; else unbound
  int64_t index;
};

struct Zip : Cell {
  static constexpr Kind kKind = Kind::kNative;
  Ref<Tuple> iterators;
  bool strict;
};

struct Map : Cell {
  static constexpr Kind kKind = Kind::kNative;
  Field function;
  Ref<Tuple> iterators;
  bool strict;
};

struct Filter : Cell {
  static constexpr Kind kKind = Kind::kNative;
  Field function;  // None: truth
  Field iterator;
};

// anext(iterator, default)
struct AnextAwaitable : Cell {
  static constexpr Kind kKind = Kind::kNative;
  Field awaitable;
  Field otherwise;
};

}  // namespace memphis
