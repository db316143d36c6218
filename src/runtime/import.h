// The import statement. Finding and loading is done by importlib, which is CPython's own code out of the packed library
// (modules/importing); what is loaded already is answered here.
#pragma once

#include <string_view>

#include "runtime/runtime.h"

namespace memphis {

// What __import__ does: the module `name` (relative to the package of `globals` when level > 0), or its topmost package
// when from_list is empty. `globals`: dict or None. Runs user code.
Value import_module_level(Thread& thread, Value name, Value globals, Value from_list, int64_t level);
// The module of an absolute dotted name itself, from sys.modules or imported.
Value import_absolute(Thread& thread, std::string_view name);

// Is a module with this spec still being loaded?
bool spec_is_initializing(Thread& thread, Value spec);
// For messages: does the file lie where the program does, so that it may hide a module of the library?
bool may_hide_library(const Runtime& runtime, Value origin);
// Is it in sys.stdlib_module_names? Hashes the name: may run user code.
Fallible<bool> is_library_name(Thread& thread, Value name);

}  // namespace memphis
