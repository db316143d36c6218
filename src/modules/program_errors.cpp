#include "modules/program_errors.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/source_lines.h"
#include "runtime/warnings.h"

namespace memphis {

namespace {

ExceptionId exception_of(DiagnosticKind kind) {
  switch (kind) {
    case DiagnosticKind::kIndentationError: return ExceptionId::kIndentationError;
    case DiagnosticKind::kTabError: return ExceptionId::kTabError;
    case DiagnosticKind::kRecursionError: return ExceptionId::kRecursionError;
    case DiagnosticKind::kMemoryError: return ExceptionId::kMemoryError;
    case DiagnosticKind::kValueError: return ExceptionId::kValueError;
    case DiagnosticKind::kOverflowError: return ExceptionId::kOverflowError;
    case DiagnosticKind::kDeprecationWarning: return ExceptionId::kDeprecationWarning;
    case DiagnosticKind::kSyntaxWarning: return ExceptionId::kSyntaxWarning;
    default: return ExceptionId::kSyntaxError;
  }
}

Value number_or_none(int32_t number) { return number == Diagnostic::kNone ? Value::none() : Value::small_int(number); }

Value exception_class(Thread& thread, DiagnosticKind kind) {
  Runtime& runtime = thread.runtime;
  if (kind != DiagnosticKind::kIncompleteInput) return runtime.exception_type(exception_of(kind));
  Value incomplete =
      find_attribute(thread, runtime.builtins_module, TRY(intern_text(runtime, "_IncompleteInputError")));
  if (incomplete.is_kind(Kind::kType)) return incomplete;
  thread.pending = Value::unbound();
  return runtime.exception_type(ExceptionId::kSyntaxError);
}

bool is_syntax_error(Runtime& runtime, DiagnosticKind kind) {
  return is_subtype(runtime.exception_type(exception_of(kind)), runtime.exception_type(ExceptionId::kSyntaxError));
}

// The exception object of an error that has a place.
Value make_placed_error(Thread& thread, const Diagnostic& diagnostic, const std::string& filename, Value text) {
  Value type = TRY(exception_class(thread, diagnostic.kind));
  Str* message = TRY(make_str(thread, diagnostic.message));
  Str* file = TRY(make_str(thread, filename));
  Value parts[] = {Value(file), number_or_none(diagnostic.lineno),     number_or_none(diagnostic.offset),
                   text,        number_or_none(diagnostic.end_lineno), number_or_none(diagnostic.end_offset)};
  bool has_end = diagnostic.end_lineno != Diagnostic::kNone;
  Tuple* details = TRY(make_tuple(thread, std::span<const Value>(parts, has_end ? 6 : 4)));
  return call(thread, type, {Value(message), Value(details)});
}

// (line, column, source): where the last good statement began, and the source if it is in no file.
Status set_metadata(Thread& thread, Value exception, const Diagnostic& diagnostic, const SourceText& source) {
  Value text = Value::none();
  if (!source.is_file()) text = TRY(make_str(thread, source.text()));
  Tuple* metadata = TRY(make_tuple(thread, {Value::small_int(diagnostic.last_statement_line),
                                            Value::small_int(diagnostic.last_statement_column), text}));
  return set_attribute(thread, exception, TRY(intern_text(thread.runtime, "_metadata")), metadata);
}

}  // namespace

FailureOfAnyType raise_parse_error(Thread& thread, const Diagnostic& diagnostic, const SourceText& source) {
  ExceptionId id = exception_of(diagnostic.kind);
  // What has no place at all is about the source as a whole, and names no file.
  if (!is_syntax_error(thread.runtime, diagnostic.kind) || diagnostic.lineno == Diagnostic::kNone) {
    return raise(thread, id, "{}", diagnostic.message);
  }
  Value text = diagnostic.has_text ? Value(TRY(make_str(thread, diagnostic.text))) : Value::none();
  Value exception = TRY(make_placed_error(thread, diagnostic, source.filename(), text));
  TRY(set_metadata(thread, exception, diagnostic, source));
  return raise_value(thread, exception);
}

FailureOfAnyType raise_compile_error(Thread& thread, const Diagnostic& diagnostic, const std::string& filename) {
  if (!is_syntax_error(thread.runtime, diagnostic.kind)) {
    return raise(thread, exception_of(diagnostic.kind), "{}", diagnostic.message);
  }
  SourceLines lines(thread);
  std::string line(lines.line(filename, diagnostic.lineno));
  Value text = line.empty() ? Value::none() : Value(TRY(make_str(thread, line + "\n")));
  return raise_value(thread, TRY(make_placed_error(thread, diagnostic, filename, text)));
}

Status issue_warnings(Thread& thread, const Diagnostics& diagnostics, const std::string& filename) {
  for (const Diagnostic& warning : diagnostics.warnings) {
    Status issued = warn_explicit(thread, exception_of(warning.kind), warning.message, filename, warning.lineno);
    if (!issued.failed()) continue;
    // A SyntaxWarning turned into an error is reported as the SyntaxError it warns of.
    if (!pending_is(thread, ExceptionId::kSyntaxWarning)) return issued;
    take_pending(thread);
    Diagnostic error = warning;
    error.kind = DiagnosticKind::kSyntaxError;
    // The error says nothing of what will be.
    constexpr std::string_view kFuture = " Such sequences will not work in the future.";
    size_t future = error.message.find(kFuture);
    if (future != std::string::npos) error.message.erase(future, kFuture.size());
    if (error.has_text) {
      Value text = TRY(make_str(thread, error.text));
      return raise_value(thread, TRY(make_placed_error(thread, error, filename, text)));
    }
    return raise_compile_error(thread, error, filename);
  }
  return {};
}

}  // namespace memphis
