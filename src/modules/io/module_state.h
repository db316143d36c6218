// What the module _io keeps for a Runtime.
#pragma once

#include "runtime/runtime.h"

namespace memphis::io {

// The class io.UnsupportedOperation.
Type* unsupported_operation(const Runtime& runtime);

}  // namespace memphis::io
