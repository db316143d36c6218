#include "symbols/diagnose.h"

namespace memphis {

Diagnostic make_diagnostic(const SourceText& source, DiagnosticKind kind, std::string message, uint32_t begin,
                           uint32_t end) {
  Diagnostic diagnostic;
  diagnostic.kind = kind;
  diagnostic.message = std::move(message);
  SourcePosition from = source.position(begin);
  SourcePosition to = source.position(end);
  diagnostic.lineno = static_cast<int32_t>(from.line);
  diagnostic.offset = static_cast<int32_t>(from.column) + 1;
  diagnostic.end_lineno = static_cast<int32_t>(to.line);
  diagnostic.end_offset = static_cast<int32_t>(to.column) + 1;
  return diagnostic;
}

void report_error(Diagnostics& diagnostics, const SourceText& source, std::string message, uint32_t begin,
                  uint32_t end) {
  if (diagnostics.has_error) return;
  diagnostics.has_error = true;
  diagnostics.error = make_diagnostic(source, DiagnosticKind::kSyntaxError, std::move(message), begin, end);
}

void report_warning(Diagnostics& diagnostics, const SourceText& source, std::string message, uint32_t begin,
                    uint32_t end) {
  diagnostics.warnings.push_back(
      make_diagnostic(source, DiagnosticKind::kSyntaxWarning, std::move(message), begin, end));
}

void report_recursion(Diagnostics& diagnostics) {
  if (diagnostics.has_error) return;
  diagnostics.has_error = true;
  diagnostics.error.kind = DiagnosticKind::kRecursionError;
  diagnostics.error.message = "maximum recursion depth exceeded during compilation";
}

}  // namespace memphis
