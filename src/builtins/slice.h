// Slices over sequences of any length, for slice.indices and range.
#pragma once

#include "objects/number.h"
#include "runtime/result.h"

namespace memphis {

class Thread;

// Start, stop and step as exact ints, adjusted to a sequence of `length` items (an int of any size). Runs user code.
struct SliceIndices {
  Value start, stop, step;
};
Fallible<SliceIndices> slice_indices(Thread& thread, const Slice* slice, Value length);

}  // namespace memphis
