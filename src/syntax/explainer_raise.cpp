// How the explainer words its errors and where it puts the carets.
#include <fmt/core.h>

#include <algorithm>

#include "base/utf8.h"
#include "syntax/explainer.h"

namespace memphis {

namespace {

// The characters that begin in the first `bytes` bytes of the line; what lies beyond its end counts as one.
int32_t character_offset(std::string_view line, int32_t bytes) {
  if (bytes <= 0) return bytes;
  size_t size = std::min(line.size(), static_cast<size_t>(bytes));
  return static_cast<int32_t>(count_code_points(line.substr(0, size)) + (static_cast<size_t>(bytes) > size ? 1 : 0));
}

}  // namespace

Explainer::Place Explainer::begin_of(uint32_t token) {
  const ReadToken& read_token = read(token);
  int32_t line = static_cast<int32_t>(read_token.line);
  if (!read_token.has_column) return {line, 0};
  return {line, static_cast<int32_t>(source_.position(read_token.token.begin).column) + 1};
}

Explainer::Place Explainer::end_of(uint32_t token) {
  const ReadToken& read_token = read(token);
  if (!read_token.has_column) return {static_cast<int32_t>(read_token.line), 0};
  uint32_t end = read_token.token.end;
  // A newline token ends behind its character, yet on its own line.
  if (read_token.token.kind == Kind::kNewline) {
    return {static_cast<int32_t>(read_token.line), static_cast<int32_t>(source_.position(end - 1).column) + 2};
  }
  SourcePosition position = source_.position(end);
  return {static_cast<int32_t>(position.line), static_cast<int32_t>(position.column) + 1};
}

void Explainer::raise_at(DiagnosticKind kind, std::string message, Place begin, Place end) {
  if (failed_) return;
  failed_ = true;
  error_.kind = kind;
  error_.message = std::move(message);
  error_.lineno = begin.line;
  error_.end_lineno = end.line;
  // The line as it is in the lexer's hands still has its newline.
  std::string_view line = source_.line_text(static_cast<uint32_t>(begin.line));
  uint32_t line_end = source_.line_begin(static_cast<uint32_t>(begin.line)) + static_cast<uint32_t>(line.size());
  bool has_newline = mode_ == ParseMode::kModule ? line_end < source_.size() : line_end < source_.end_as_given();
  error_.text = line;
  if (has_newline && static_cast<int32_t>(lexer_.line()) <= begin.line) error_.text.push_back('\n');
  error_.has_text = true;
  error_.offset = character_offset(error_.text, begin.column);
  error_.end_offset = character_offset(error_.text, end.column);
}

// The place of the lexer, as the end of what is wrong.
Explainer::Place Explainer::cursor() {
  int32_t line = static_cast<int32_t>(lexer_.line());
  int32_t column = static_cast<int32_t>(lexer_.offset() - source_.line_begin(lexer_.line()));
  return {line, column};
}

void Explainer::raise(std::string message, DiagnosticKind kind) {
  read(0);
  raise_near(kind, std::move(message), static_cast<uint32_t>(tokens_.size()) - 1);
}

void Explainer::raise_on_next(std::string message) {
  read(mark_);
  raise_near(DiagnosticKind::kSyntaxError, std::move(message), mark_);
}

// At a token; where it has no column of its own, at the place that the lexer has come to.
void Explainer::raise_near(DiagnosticKind kind, std::string message, uint32_t token) {
  const ReadToken& read_token = read(token);
  if (read_token.has_column) return raise_at(kind, std::move(message), begin_of(token), end_of(token));
  // At the end of a file CPython's buffer is empty: there is no column.
  bool nowhere = source_.is_file() && lexer_.offset() >= source_.size();
  Place begin{static_cast<int32_t>(read_token.line), nowhere ? 0 : cursor().column};
  raise_at(kind, std::move(message), begin, {begin.line, kUnknownEnd});
}

void Explainer::raise_tokens(uint32_t first, uint32_t last, std::string message) {
  raise_at(DiagnosticKind::kSyntaxError, std::move(message), begin_of(first), end_of(last));
}

void Explainer::raise_token(uint32_t token, std::string message) { raise_tokens(token, token, std::move(message)); }

void Explainer::raise_from(uint32_t token, std::string message) {
  raise_at(DiagnosticKind::kSyntaxError, std::move(message), begin_of(token), cursor());
}

void Explainer::raise_too_deep() {
  if (failed_) return;
  failed_ = true;
  error_ = {};
  error_.kind = DiagnosticKind::kMemoryError;
  error_.message = "Parser stack overflowed - Python source too complex to compile";
}

void Explainer::raise_missing_block(const char* what, uint32_t keyword) {
  raise_indentation(fmt::format("expected an indented block after {} on line {}", what, read(keyword).line));
}

void Explainer::raise_invalid_target(P expression, bool is_delete, bool is_for) {
  P target = invalid_target(expression, is_delete, is_for);
  if (target == nullptr) return;
  raise_piece(target, fmt::format("cannot {} {}", is_delete ? "delete" : "assign to", expression_name(target)));
}

// The first part of the expression that cannot be assigned to, or deleted.
Explainer::P Explainer::invalid_target(P expression, bool is_delete, bool is_for) {
  if (expression == nullptr) return nullptr;
  switch (expression->kind) {
    case NodeKind::kList:
    case NodeKind::kTuple:
      for (P item : expression->items) {
        if (P target = invalid_target(item, is_delete, is_for)) return target;
      }
      return nullptr;
    case NodeKind::kStarred: return is_delete ? expression : invalid_target(expression->inner, is_delete, is_for);
    case NodeKind::kCompare:
      // The `x in y` of a `for` has been read as a comparison.
      if (!is_for) return expression;
      if (expression->detail != static_cast<uint16_t>(ast::CompareOperator::kIn)) return nullptr;
      return invalid_target(expression->inner, is_delete, is_for);
    case NodeKind::kName:
    case NodeKind::kSubscript:
    case NodeKind::kAttribute: return nullptr;
    default: return expression;
  }
}

const char* Explainer::expression_name(P expression) {
  switch (expression->kind) {
    case NodeKind::kAttribute: return "attribute";
    case NodeKind::kSubscript: return "subscript";
    case NodeKind::kStarred: return "starred";
    case NodeKind::kName: return "name";
    case NodeKind::kList: return "list";
    case NodeKind::kTuple: return "tuple";
    case NodeKind::kLambda: return "lambda";
    case NodeKind::kCall: return "function call";
    case NodeKind::kBoolOp:
    case NodeKind::kBinOp:
    case NodeKind::kUnaryOp: return "expression";
    case NodeKind::kGeneratorExp: return "generator expression";
    case NodeKind::kYield:
    case NodeKind::kYieldFrom: return "yield expression";
    case NodeKind::kAwait: return "await expression";
    case NodeKind::kListComp: return "list comprehension";
    case NodeKind::kSetComp: return "set comprehension";
    case NodeKind::kDictComp: return "dict comprehension";
    case NodeKind::kDict: return "dict literal";
    case NodeKind::kSet: return "set display";
    case NodeKind::kJoinedStr: return "f-string expression";
    case NodeKind::kTemplateStr: return "t-string expression";
    case NodeKind::kConstantNone: return "None";
    case NodeKind::kConstantTrue: return "True";
    case NodeKind::kConstantFalse: return "False";
    case NodeKind::kConstantEllipsis: return "ellipsis";
    case NodeKind::kCompare: return "comparison";
    case NodeKind::kIfExp: return "conditional expression";
    case NodeKind::kNamedExpr: return "named expression";
    default: return "literal";
  }
}

}  // namespace memphis
