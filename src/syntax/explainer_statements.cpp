// The explainer's rules for simple statements.
#include <fmt/core.h>

#include "syntax/explainer.h"
#include "syntax/token_class.h"

namespace memphis {

bool Explainer::statements() {
  if (!statement()) return false;
  while (statement()) {
  }
  return true;
}

bool Explainer::statement() {
  Level level(*this);
  if (P compound = compound_statement(); compound != nullptr && !failed_) {
    note_statement(compound);
    return true;
  }
  return simple_statements() != nullptr;
}

// Function definitions are not noted: in the search for mistakes CPython matches them with a rule that makes no node.
void Explainer::note_statement(P statement) {
  if (statement->kind == NodeKind::kFunctionDef) return;
  Place place = begin_of(statement->first);
  if (statement_line_ > place.line) return;
  statement_line_ = place.line;
  statement_column_ = place.column - 1;
}

Explainer::P Explainer::simple_statements() {
  uint32_t start = mark_;
  if (P first = simple_statement()) {
    if (!peek(Kind::kSemicolon) && take(Kind::kNewline)) return first;
  }
  mark_ = start;
  P last = simple_statement();
  if (last == nullptr) return back(start);
  for (;;) {
    uint32_t here = mark_;
    if (!take(Kind::kSemicolon)) break;
    P next = simple_statement();
    if (next == nullptr) {
      mark_ = here;
      break;
    }
    last = next;
  }
  take(Kind::kSemicolon);
  return take(Kind::kNewline) ? last : back(start);
}

Explainer::P Explainer::simple_statement() {
  P found;
  if (recall(RuleId::kSimpleStatement, &found)) return found;
  uint32_t start = mark_;
  return remember(RuleId::kSimpleStatement, start, simple_statement_raw());
}

Explainer::P Explainer::simple_statement_raw() {
  uint32_t start = mark_;
  if (P found = assignment()) return found;
  if (peek_word("type")) {
    if (P found = type_alias()) return found;
  }
  if (star_expressions() != nullptr) return make(NodeKind::kExpr, start);
  if (failed_) return nullptr;
  switch (read(mark_).token.kind) {
    case Kind::kKeywordReturn:
      mark_++;
      star_expressions();
      return make(NodeKind::kReturn, start);
    case Kind::kKeywordImport:
    case Kind::kKeywordFrom: return import_statement();
    case Kind::kKeywordRaise: return raise_statement();
    case Kind::kKeywordPass: return keyword_statement(Kind::kKeywordPass, NodeKind::kPass);
    case Kind::kKeywordDel: return delete_statement();
    case Kind::kKeywordYield: return yield_expression() != nullptr ? make(NodeKind::kExpr, start) : back(start);
    case Kind::kKeywordAssert: return assert_statement();
    case Kind::kKeywordBreak: return keyword_statement(Kind::kKeywordBreak, NodeKind::kBreak);
    case Kind::kKeywordContinue: return keyword_statement(Kind::kKeywordContinue, NodeKind::kContinue);
    case Kind::kKeywordGlobal: return scope_statement(Kind::kKeywordGlobal, NodeKind::kGlobal);
    case Kind::kKeywordNonlocal: return scope_statement(Kind::kKeywordNonlocal, NodeKind::kNonlocal);
    default: return nullptr;
  }
}

Explainer::P Explainer::keyword_statement(Kind keyword, NodeKind kind) {
  uint32_t start = mark_;
  return take(keyword) ? make(kind, start) : nullptr;
}

bool Explainer::augmented_operator() {
  if (failed_ || kAugmentedOperator[static_cast<size_t>(read(mark_).token.kind)] < 0) return false;
  mark_++;
  return true;
}

Explainer::P Explainer::annotated_rhs() {
  if (P found = yield_expression()) return found;
  return star_expressions();
}

void Explainer::optional_assigned_value() {
  uint32_t here = mark_;
  if (take(Kind::kEqual) && annotated_rhs() == nullptr) mark_ = here;
}

Explainer::P Explainer::assignment() {
  Level level(*this);
  uint32_t start = mark_;
  if (name() != nullptr && take(Kind::kColon) && expression() != nullptr) {
    optional_assigned_value();
    return make(NodeKind::kAnnAssign, start);
  }
  mark_ = start;
  bool has_target = take(Kind::kLeftParen) && single_target() != nullptr && take(Kind::kRightParen);
  if (!has_target) {
    mark_ = start;
    has_target = subscript_or_attribute() != nullptr;
  }
  if (has_target && take(Kind::kColon) && expression() != nullptr) {
    optional_assigned_value();
    return make(NodeKind::kAnnAssign, start);
  }
  mark_ = start;
  if (assignment_targets() > 0 && annotated_rhs() != nullptr && !peek(Kind::kEqual))
    return make(NodeKind::kAssign, start);
  mark_ = start;
  if (single_target() != nullptr && augmented_operator()) {
    if (annotated_rhs() != nullptr) return make(NodeKind::kAugAssign, start);
    return back(start);
  }
  mark_ = start;
  if (mistakes_) invalid_assignment();
  return back(start);
}

// (star_targets '=')*
int Explainer::assignment_targets() {
  for (int count = 0;; count++) {
    uint32_t here = mark_;
    if (star_targets() == nullptr || !take(Kind::kEqual)) {
      mark_ = here;
      return count;
    }
  }
}

void Explainer::invalid_assignment() {
  Level level(*this);
  uint32_t start = mark_;
  if (P target = invalid_annotation_target()) {
    if (take(Kind::kColon) && expression() != nullptr) {
      return raise_piece(target, fmt::format("only single target (not {}) can be annotated", expression_name(target)));
    }
  }
  mark_ = start;
  if (P first = star_named_expression(); first != nullptr && take(Kind::kComma)) {
    while (star_named_expressions(nullptr)) {
    }
    if (take(Kind::kColon) && expression() != nullptr) {
      return raise_piece(first, "only single target (not tuple) can be annotated");
    }
  }
  mark_ = start;
  if (P target = expression(); target != nullptr && take(Kind::kColon) && expression() != nullptr) {
    return raise_piece(target, "illegal target for annotation");
  }
  mark_ = start;
  assignment_targets();
  if (P target = star_expressions(); target != nullptr && take(Kind::kEqual)) {
    return raise_invalid_target(target, false, false);
  }
  mark_ = start;
  assignment_targets();
  if (P target = yield_expression(); target != nullptr && take(Kind::kEqual)) {
    return raise_piece(target, "assignment to yield expression not possible");
  }
  mark_ = start;
  if (P target = star_expressions(); target != nullptr && augmented_operator() && annotated_rhs() != nullptr) {
    return raise_piece(target,
                       fmt::format("'{}' is an illegal expression for augmented assignment", expression_name(target)));
  }
  mark_ = start;
}

Explainer::P Explainer::invalid_annotation_target() {
  Level level(*this);
  uint32_t start = mark_;
  if (P found = list()) return found;
  if (P found = tuple()) return found;
  if (take(Kind::kLeftParen)) {
    P inner = invalid_annotation_target();
    if (inner != nullptr && take(Kind::kRightParen)) return inner;
  }
  return back(start);
}

Explainer::P Explainer::type_alias() {
  uint32_t start = mark_;
  if (!take_word("type") || name() == nullptr) return back(start);
  type_params();
  if (take(Kind::kEqual) && expression() != nullptr) return make(NodeKind::kTypeAlias, start);
  return back(start);
}

Explainer::P Explainer::raise_statement() {
  uint32_t start = mark_;
  if (!take(Kind::kKeywordRaise)) return nullptr;
  if (expression() != nullptr) {
    uint32_t here = mark_;
    if (take(Kind::kKeywordFrom) && expression() == nullptr) mark_ = here;
  }
  return make(NodeKind::kRaise, start);
}

Explainer::P Explainer::delete_statement() {
  uint32_t start = mark_;
  if (take(Kind::kKeywordDel) && del_targets() && peek_any({Kind::kSemicolon, Kind::kNewline})) {
    return make(NodeKind::kDelete, start);
  }
  mark_ = start;
  if (mistakes_ && take(Kind::kKeywordDel)) {
    if (P targets = star_expressions()) raise_invalid_target(targets, true, false);
  }
  return back(start);
}

Explainer::P Explainer::assert_statement() {
  uint32_t start = mark_;
  if (!take(Kind::kKeywordAssert) || expression() == nullptr) return back(start);
  uint32_t here = mark_;
  if (take(Kind::kComma) && expression() == nullptr) mark_ = here;
  return make(NodeKind::kAssert, start);
}

Explainer::P Explainer::scope_statement(Kind keyword, NodeKind kind) {
  uint32_t start = mark_;
  if (take(keyword) && gather([this] { return name() != nullptr; })) return make(kind, start);
  return back(start);
}

// ---- import -------------------------------------------------------------------------------------------------------

Explainer::P Explainer::import_statement() {
  P found;
  if (recall(RuleId::kImport, &found)) return found;
  uint32_t start = mark_;
  if (mistakes_) invalid_import();
  mark_ = start;
  bool matches = import_name();
  if (!matches) {
    mark_ = start;
    matches = import_from();
  }
  found = matches ? make(NodeKind::kImport, start) : back(start);
  return remember(RuleId::kImport, start, found);
}

void Explainer::invalid_import() {
  uint32_t start = mark_;
  if (!take(Kind::kKeywordImport)) return;
  uint32_t here = mark_;
  if (gather([this] { return dotted_name() != nullptr; }) && take(Kind::kKeywordFrom) && dotted_name() != nullptr) {
    return raise_from(start, "Did you mean to use 'from ... import ...' instead?");
  }
  mark_ = here;
  if (take(Kind::kNewline)) raise_from(here, "Expected one or more names after 'import'");
}

bool Explainer::import_name() {
  return take(Kind::kKeywordImport) && gather([this] { return dotted_as_name(); });
}

bool Explainer::import_from() {
  uint32_t start = mark_;
  if (!take(Kind::kKeywordFrom)) return false;
  while (take_any({Kind::kDot, Kind::kEllipsis})) {
  }
  if (dotted_name() != nullptr && take(Kind::kKeywordImport) && import_from_targets()) return true;
  mark_ = start + 1;
  if (!take_any({Kind::kDot, Kind::kEllipsis})) return false;
  while (take_any({Kind::kDot, Kind::kEllipsis})) {
  }
  return take(Kind::kKeywordImport) && import_from_targets();
}

bool Explainer::import_from_targets() {
  uint32_t start = mark_;
  auto names = [this] { return gather([this] { return import_as_name(); }); };
  if (take(Kind::kLeftParen) && names()) {
    take(Kind::kComma);
    if (take(Kind::kRightParen)) return true;
  }
  mark_ = start;
  if (names() && !peek(Kind::kComma)) return !failed_;
  mark_ = start;
  if (take(Kind::kStar)) return true;
  if (mistakes_) {
    if (names() && take(Kind::kComma) && take(Kind::kNewline)) {
      raise("trailing comma not allowed without surrounding parentheses");
    }
    mark_ = start;
    if (take(Kind::kNewline)) raise_from(start, "Expected one or more names after 'import'");
  }
  return back_false(start);
}

// After the `as` of an import: something that is not just a name.
void Explainer::invalid_import_target() {
  uint32_t here = mark_;
  bool plain = name() != nullptr && peek_any({Kind::kComma, Kind::kRightParen, Kind::kSemicolon, Kind::kNewline});
  mark_ = here;
  if (plain) return;
  if (P target = expression())
    raise_piece(target, fmt::format("cannot use {} as import target", expression_name(target)));
}

bool Explainer::import_as_name() {
  uint32_t start = mark_;
  if (mistakes_ && name() != nullptr && take(Kind::kKeywordAs)) invalid_import_target();
  mark_ = start;
  if (name() == nullptr) return back_false(start);
  optional_as_name();
  return true;
}

bool Explainer::dotted_as_name() {
  uint32_t start = mark_;
  if (mistakes_ && dotted_name() != nullptr && take(Kind::kKeywordAs)) invalid_import_target();
  mark_ = start;
  if (dotted_name() == nullptr) return back_false(start);
  optional_as_name();
  return true;
}

Explainer::P Explainer::dotted_name() {
  uint32_t start = mark_;
  if (name() == nullptr) return nullptr;
  for (;;) {
    uint32_t here = mark_;
    if (take(Kind::kDot) && name() != nullptr) continue;
    mark_ = here;
    return make(NodeKind::kName, start);
  }
}

}  // namespace memphis
