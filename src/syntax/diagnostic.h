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

// The exception class: "SyntaxError".
const char* diagnostic_kind_name(DiagnosticKind kind);

struct Diagnostic {
  static constexpr int32_t kNone = INT32_MIN;

  DiagnosticKind kind = DiagnosticKind::kSyntaxError;
  std::string message;
  // The attributes of SyntaxError: lines and columns from 1, columns counted in characters, kNone for None. CPython
  // puts 0 or -1 where it knows no column, and so do we.
  int32_t lineno = kNone;
  int32_t offset = kNone;
  int32_t end_lineno = kNone;
  int32_t end_offset = kNone;
  // The `text` attribute: the line, with its newline where CPython has it; `has_text` false: None.
  std::string text;
  bool has_text = false;
  // SyntaxError._metadata: where the last statement began that was read without error (0, 0: none). The traceback
  // module looks from there for misspelt keywords.
  int32_t last_statement_line = 0;
  int32_t last_statement_column = 0;
};

struct Diagnostics {
  bool has_error = false;
  Diagnostic error;
  std::vector<Diagnostic> warnings;
};

}  // namespace memphis
