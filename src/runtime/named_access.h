// Modules and attributes by names that are not among the runtime's own.
#pragma once

#include <string_view>

#include "runtime/runtime.h"

namespace memphis {

// The module of that name: from sys.modules, or imported. Runs user code.
Value import_module(Thread& thread, std::string_view name);
// import_module(module).name
Value import_attribute(Thread& thread, std::string_view module, std::string_view name);
// object.name for a name that is not one of the runtime's own.
Value get_attribute_text(Thread& thread, Value object, std::string_view name);
// The same, unbound when there is none.
Value find_attribute_text(Thread& thread, Value object, std::string_view name);

}  // namespace memphis
