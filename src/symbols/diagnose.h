// Diagnostics of the passes after the parser, located as CPython's compiler locates them.
#pragma once

#include <string>

#include "syntax/ast.h"
#include "syntax/diagnostic.h"
#include "syntax/source_text.h"

namespace memphis {

// The range [begin, end) of the source. Columns are bytes plus one here, as in CPython after the parser.
Diagnostic make_diagnostic(const SourceText& source, DiagnosticKind kind, std::string message, uint32_t begin,
                           uint32_t end);

// Keeps the first error.
void report_error(Diagnostics& diagnostics, const SourceText& source, std::string message, uint32_t begin,
                  uint32_t end);
void report_warning(Diagnostics& diagnostics, const SourceText& source, std::string message, uint32_t begin,
                    uint32_t end);
// "maximum recursion depth exceeded during compilation"
void report_recursion(Diagnostics& diagnostics);

}  // namespace memphis
