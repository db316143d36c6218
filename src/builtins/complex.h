// What the files of complex share.
#pragma once

#include "objects/number.h"
#include "runtime/complex_operations.h"
#include "runtime/native.h"

namespace memphis {

inline ComplexNumber complex_value(Value value) {
  const auto* cell = value.as<Complex>();
  return {cell->real, cell->imaginary};
}
Value complex_new(Thread& thread, Value* args);
Value complex_from_number(Thread& thread, Value* args);

}  // namespace memphis
