// Brings the built-in types to life.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// Makes all types of runtime/types.def. The first thing that happens to a new Runtime's heap.
Status register_builtin_types(Thread& thread);

}  // namespace memphis
