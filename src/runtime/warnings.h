// Warnings: filters, registries, output. The module `warnings` takes over filters and output once it has been imported;
// until then the runtime shows them itself. warn() for the running frame is in error.h.
#pragma once

#include <string_view>

#include "runtime/runtime.h"

namespace memphis {

// warnings.warn_explicit: filters, output on stderr; no registry, so every call shows the warning that filters let
// pass. Fails when a filter makes it an error.
Status warn_explicit(Thread& thread, ExceptionId category, std::string_view message, std::string_view filename,
                     int32_t line);

// Filters and the like as a new Runtime has them: made once.
Status make_warning_state(Thread& thread);

struct WarningPlace {
  Value filename;  // Str
  int64_t line = 0;
  Value module;       // unbound: from the file's name
  Value registry;     // dict; unbound or None: none
  Value source_line;  // Str to show; unbound: read from the file
  Value source;       // what leaked, for ResourceWarning; unbound: none
};
// `message`: a Warning instance (its class counts), or a text. Runs user code.
Status issue_warning(Thread& thread, Type* category, Value message, const WarningPlace& place);
// For the frame that many levels up; `skipped_prefixes`: tuple of file name prefixes, or null.
Status warn_from_frame(Thread& thread, Type* category, Value message, int64_t stack_level, Value source,
                       Tuple* skipped_prefixes);
// The category argument of warnings.warn: None is UserWarning; a Warning as message decides itself. Null: TypeError.
Type* warning_category(Thread& thread, Value message, Value category);

}  // namespace memphis
