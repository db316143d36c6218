#include "syntax/diagnostic.h"

namespace memphis {

const char* diagnostic_kind_name(DiagnosticKind kind) {
  switch (kind) {
    case DiagnosticKind::kSyntaxError: return "SyntaxError";
    case DiagnosticKind::kIndentationError: return "IndentationError";
    case DiagnosticKind::kTabError: return "TabError";
    case DiagnosticKind::kIncompleteInput: return "_IncompleteInputError";
    case DiagnosticKind::kRecursionError: return "RecursionError";
    case DiagnosticKind::kMemoryError: return "MemoryError";
    case DiagnosticKind::kValueError: return "ValueError";
    case DiagnosticKind::kOverflowError: return "OverflowError";
    case DiagnosticKind::kSyntaxWarning: return "SyntaxWarning";
    case DiagnosticKind::kDeprecationWarning: return "DeprecationWarning";
  }
  return "";
}

}  // namespace memphis
