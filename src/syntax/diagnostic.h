#pragma once
// What the front end has to say about a program: one error that ends the parse, and warnings. Later passes (symbols,
// compile) report through the same types. Plain data: the runtime makes the exception objects from it.

#include <cstdint>
#include <string>
#include <vector>

namespace memphis {

enum class DiagnosticKind : uint8_t {
  kSyntaxError,
  kIndentationError,
  kTabError,
  kIncompleteInput,  // a SyntaxError that more lines of input may cure: the REPL asks for a continuation
  kRecursionError,   // source nested too deeply for the parser or a later pass
  kMemoryError,
  kValueError,
  kOverflowError,
  kSyntaxWarning,
  kDeprecationWarning,
};

// The exception class's name: "SyntaxError" (also for kIncompleteInput).
const char* diagnostic_kind_name(DiagnosticKind kind);

struct Diagnostic {
  DiagnosticKind kind = DiagnosticKind::kSyntaxError;
  std::string message;
  // The attributes of SyntaxError: lines and columns from 1, columns counted in characters. 0 for offset, and for both
  // of the end, is what CPython shows when it knows no column or no end. `lineno` 0: no place at all.
  int32_t lineno = 0;
  int32_t offset = 0;
  int32_t end_lineno = 0;
  int32_t end_offset = 0;
  // The `text` attribute: the whole line with its newline, as CPython gives it; `has_text` false: None.
  std::string text;
  bool has_text = false;
};

struct Diagnostics {
  bool has_error = false;
  Diagnostic error;
  std::vector<Diagnostic> warnings;
};

}  // namespace memphis
