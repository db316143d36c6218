// The table of interned strs. It is weak: a str that nobody else refers to leaves it at the next collection.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// Drops what the marking that has just ended found dead. Runs between marking and sweeping; no allocation in the heap.
void sweep_intern_table(Runtime& runtime);

}  // namespace memphis
