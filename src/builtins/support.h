// Small helpers that several built-in types share.
#pragma once

#include <string_view>

#include "runtime/named_access.h"
#include "runtime/native.h"

namespace memphis {

// A type's __module__ as class attributes give it (unbound: none).
Value module_of_type(Thread& thread, const Type* type);

// The docstring convention of attributes that may not be deleted.
inline bool is_delete(Value value) { return value.is_unbound(); }

}  // namespace memphis
