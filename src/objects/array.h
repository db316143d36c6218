// Storage of growable containers: garbage-collected, so that nothing needs a finaliser.
#pragma once

#include <span>

#include "objects/value.h"

namespace memphis {

// A run of values. Unused room is zero.
struct ValueArray : Cell {
  static constexpr Kind kKind = Kind::kValueArray;
  uint64_t capacity;
  Value items[];
};
static_assert(sizeof(ValueArray) == 16);

// A run of bytes.
struct ByteStorage : Cell {
  static constexpr Kind kKind = Kind::kByteArrayStorage;
  uint64_t capacity;
  uint8_t bytes[];
};
static_assert(sizeof(ByteStorage) == 16);

}  // namespace memphis
