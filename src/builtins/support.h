// Small helpers that several built-in types share.
#pragma once

#include <string_view>

#include "runtime/native.h"

namespace memphis {

// The module of that name: from sys.modules, or imported. Runs user code.
Value import_module(Thread& thread, std::string_view name);
// import_module(module).name
Value import_attribute(Thread& thread, std::string_view module, std::string_view name);
// object.name for a name that is not one of the runtime's own.
Value get_attribute_text(Thread& thread, Value object, std::string_view name);
// The same, unbound when there is none.
Value find_attribute_text(Thread& thread, Value object, std::string_view name);
// The address of a cell as CPython's %p prints it.
std::string address_text(Value value);
// A type's __module__ as class attributes give it (unbound: none).
Value module_of_type(Thread& thread, const Type* type);

// The docstring convention of attributes that may not be deleted.
inline bool is_delete(Value value) { return value.is_unbound(); }

}  // namespace memphis
