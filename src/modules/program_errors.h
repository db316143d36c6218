// What the front end has to say about a program, as exceptions and warnings.
#pragma once

#include <string>

#include "runtime/error.h"
#include "runtime/result.h"
#include "syntax/diagnostic.h"
#include "syntax/source_text.h"

namespace memphis {

// Raises what the parser found: the exception's text is the source's own line, and _metadata tells reports where to
// look for misspelt keywords.
FailureOfAnyType raise_parse_error(Thread& thread, const Diagnostic& diagnostic, const SourceText& source);
// Raises what a later pass found. As in CPython the text is read from the file of that name; without one there is none.
FailureOfAnyType raise_compile_error(Thread& thread, const Diagnostic& diagnostic, const std::string& filename);
// Fails when filters turn a warning into an error. Runs user code.
Status issue_warnings(Thread& thread, const Diagnostics& diagnostics, const std::string& filename);

}  // namespace memphis
