// Exception classes of native modules.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// The class that was made under the key (the address of a constant of the module), or a new one, kept for good. Null:
// MemoryError.
Type* module_exception_class(Thread& thread, const void* key, const char* module, const char* name, ExceptionId base);

}  // namespace memphis
