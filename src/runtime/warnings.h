// Issuing warnings for a place in a source file, as the compiler does; warn() for the running frame is in error.h.
#pragma once

#include <string_view>

#include "runtime/runtime.h"

namespace memphis {

// warnings.warn_explicit: filters, the once-only registry, output on stderr. Fails when a filter makes it an error.
Status warn_explicit(Thread& thread, ExceptionId category, std::string_view message, std::string_view filename, int32_t line);

}  // namespace memphis
