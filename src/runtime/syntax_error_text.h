// SyntaxErrors as reports show them. Private to the printing of tracebacks.
#pragma once

#include <string>

#include "runtime/runtime.h"

namespace memphis {

// Place, source line with its caret, and message. Never fails.
std::string format_syntax_error(Thread& thread, Value exception);

}  // namespace memphis
