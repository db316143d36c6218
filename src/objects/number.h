// int beyond 63 bits, float outside of the immediate range, complex, range, slice.
#pragma once

#include "objects/value.h"

namespace memphis {

// Sign and magnitude, little-endian limbs, no leading zero limb. An exact int that fits 63 bits is never a BigInt; an
// instance of a subclass of int (bool is not one: it is immediate) always is, whatever its size; its zero has no limb.
struct BigInt : Cell {
  static constexpr Kind kKind = Kind::kBigInt;
  uint32_t count;
  uint32_t negative;  // 0 or 1
  uint64_t limbs[];
};
static_assert(sizeof(BigInt) == 16);

struct Float : Cell {
  static constexpr Kind kKind = Kind::kFloat;
  double value;
};
static_assert(sizeof(Float) == 16);

struct Complex : Cell {
  static constexpr Kind kKind = Kind::kComplex;
  double real;
  double imaginary;
};

struct Range : Cell {
  static constexpr Kind kKind = Kind::kRange;
  Field start, stop, step;
  Field length;  // int, computed when the range is made
};

// Over small ints only when `is_small`; else the Values hold ints of any size.
struct RangeIterator : Cell {
  static constexpr Kind kKind = Kind::kRangeIterator;
  Field big_next;  // not small: next value, step, how many are left
  Field big_step;
  Field big_left;
  int64_t next;
  int64_t step;
  uint64_t left;
  bool is_small;
};

struct Slice : Cell {
  static constexpr Kind kKind = Kind::kSlice;
  Field start, stop, step;
};

}  // namespace memphis
