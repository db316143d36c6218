#include "syntax/parser.h"

#include "syntax/explainer.h"
#include "syntax/fast_parser.h"

namespace memphis {

namespace {

void explain(const SourceText& source, ParseMode mode, ParseFlags flags, const FastParser& parser, Diagnostics* out) {
  out->has_error = true;
  if (!parser.is_too_deep() && Explainer(source, mode, flags).explain(&out->error)) return;
  Diagnostic& error = out->error;
  if (parser.is_too_deep()) {
    // A tree too deep to be walked is an error of the compiler in CPython.
    bool compiler = parser.is_tree_too_deep();
    error.kind = compiler ? DiagnosticKind::kRecursionError : DiagnosticKind::kMemoryError;
    error.message = compiler ? "maximum recursion depth exceeded during compilation"
                             : "Parser stack overflowed - Python source too complex to compile";
    return;
  }
  // The two parsers disagree: the place at least is known.
  SourcePosition position = source.position(parser.refused_token().begin);
  error.message = "invalid syntax";
  error.lineno = error.end_lineno = static_cast<int32_t>(position.line);
  error.offset = static_cast<int32_t>(source.character_column(parser.refused_token().begin)) + 1;
  error.end_offset = error.offset + 1;
  error.text = source.line_text(position.line);
  error.has_text = true;
}

}  // namespace

ParseResult parse(const SourceText& source, NameTable& names, ParseMode mode, ParseFlags flags) {
  ParseResult result;
  result.source = &source;
  result.names = &names;
  if (source.is_refused()) {
    result.diagnostics.has_error = true;
    result.diagnostics.error = *source.decode_error();
    return result;
  }
  FastParser parser(source, names, result, mode, flags);
  result.root = parser.parse();
  if (result.root == nullptr) explain(source, mode, flags, parser, &result.diagnostics);
  return result;
}

}  // namespace memphis
