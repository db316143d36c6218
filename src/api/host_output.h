// sys.stdout and sys.stderr of a host that wants the text itself: a text stream that hands on whatever is written to
// it.
#pragma once

#include "memphis/options.h"
#include "runtime/native.h"

namespace memphis::detail {

class ContextState;

// Writes to ContextState::output(descriptor), 1 or 2; nowhere once that is gone. `errors`: as TextIOWrapper's.
Value make_host_output(Thread& thread, ContextState& state, int descriptor, const char* name, const char* errors);

}  // namespace memphis::detail
