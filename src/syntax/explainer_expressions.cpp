// The explainer's rules for expressions down to primaries.
#include <fmt/core.h>

#include <algorithm>

#include "syntax/explainer.h"

namespace memphis {

Explainer::P Explainer::expressions() {
  uint32_t start = mark_;
  P first = expression();
  if (first == nullptr) return back(start);
  Pieces items{first};
  for (;;) {
    uint32_t here = mark_;
    if (!take(Kind::kComma)) break;
    P next = expression();
    if (next == nullptr) {
      // A comma at the end makes a tuple too.
      mark_ = here + (failed_ ? 0 : 1);
      return make_list(NodeKind::kTuple, start, items);
    }
    items.push_back(next);
  }
  return items.size() == 1 ? first : make_list(NodeKind::kTuple, start, items);
}

Explainer::P Explainer::star_expressions() {
  uint32_t start = mark_;
  P first = star_expression();
  if (first == nullptr) return back(start);
  Pieces items{first};
  for (;;) {
    uint32_t here = mark_;
    if (!take(Kind::kComma)) break;
    P next = star_expression();
    if (next == nullptr) {
      mark_ = here + (failed_ ? 0 : 1);
      return make_list(NodeKind::kTuple, start, items);
    }
    items.push_back(next);
  }
  return items.size() == 1 ? first : make_list(NodeKind::kTuple, start, items);
}

Explainer::P Explainer::star_expression() {
  P found;
  if (recall(RuleId::kStarExpression, &found)) return found;
  uint32_t start = mark_;
  return remember(RuleId::kStarExpression, start, starred_or(&Explainer::expression));
}

// '*' bitwise_or, or what the rule matches.
Explainer::P Explainer::starred_or(Rule rule) {
  uint32_t start = mark_;
  if (take(Kind::kStar)) {
    if (P value = bitwise_or()) {
      Piece* starred = make(NodeKind::kStarred, start);
      starred->inner = value;
      return starred;
    }
  }
  mark_ = start;
  return (this->*rule)();
}

Explainer::P Explainer::star_named_expression() { return starred_or(&Explainer::named_expression); }

// ','.star_named_expression+ [',']
bool Explainer::star_named_expressions(Pieces* items) {
  Pieces unused;
  if (!gather([this] { return star_named_expression(); }, items != nullptr ? items : &unused)) return false;
  take(Kind::kComma);
  return !failed_;
}

Explainer::P Explainer::yield_expression() {
  uint32_t start = mark_;
  if (!take(Kind::kKeywordYield)) return nullptr;
  if (take(Kind::kKeywordFrom) && expression() != nullptr) return make(NodeKind::kYieldFrom, start);
  mark_ = start + 1;
  star_expressions();
  return failed_ ? nullptr : make(NodeKind::kYield, start);
}

Explainer::P Explainer::assignment_expression() {
  uint32_t start = mark_;
  if (name() != nullptr && take(Kind::kColonEqual) && expression() != nullptr) return make(NodeKind::kNamedExpr, start);
  return back(start);
}

Explainer::P Explainer::expression_not_named() {
  uint32_t start = mark_;
  P found = expression();
  return found != nullptr && !peek(Kind::kColonEqual) && !failed_ ? found : back(start);
}

Explainer::P Explainer::named_expression() {
  Level level(*this);
  if (P found = assignment_expression()) return found;
  if (mistakes_) invalid_named_expression();
  return expression_not_named();
}

void Explainer::invalid_named_expression() {
  P unused;
  uint32_t start = mark_;
  if (recall(RuleId::kInvalidNamedExpression, &unused)) {
    mark_ = start;
    return;
  }
  invalid_named_expression_raw();
  mark_ = start;
  remember(RuleId::kInvalidNamedExpression, start, nullptr);
}

void Explainer::invalid_named_expression_raw() {
  uint32_t start = mark_;
  if (P target = expression(); target != nullptr && take(Kind::kColonEqual) && expression() != nullptr) {
    return raise_piece(target, fmt::format("cannot use assignment expressions with {}", expression_name(target)));
  }
  mark_ = start;
  if (P target = name(); target != nullptr && take(Kind::kEqual)) {
    P value = bitwise_or();
    if (value != nullptr && !peek_any({Kind::kEqual, Kind::kColonEqual})) {
      return raise_pieces(target, value, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
  }
  mark_ = start;
  if (ahead(&Explainer::list) || ahead(&Explainer::tuple) || ahead(&Explainer::generator) ||
      peek_any({Kind::kKeywordTrue, Kind::kKeywordNone, Kind::kKeywordFalse})) {
    return;
  }
  P target = bitwise_or();
  if (target != nullptr && take(Kind::kEqual) && bitwise_or() != nullptr &&
      !peek_any({Kind::kEqual, Kind::kColonEqual})) {
    raise_piece(target,
                fmt::format("cannot assign to {} here. Maybe you meant '==' instead of '='?", expression_name(target)));
  }
}

Explainer::P Explainer::expression() {
  P found;
  if (recall(RuleId::kExpression, &found)) return found;
  Level level(*this);
  uint32_t start = mark_;
  return remember(RuleId::kExpression, start, expression_raw());
}

Explainer::P Explainer::expression_raw() {
  uint32_t start = mark_;
  if (mistakes_) {
    invalid_expression();
    mark_ = start;
    invalid_legacy_expression();
    mark_ = start;
  }
  return conditional_or_simpler();
}

// disjunction 'if' disjunction 'else' expression | disjunction | lambda
Explainer::P Explainer::conditional_or_simpler() {
  uint32_t start = mark_;
  if (disjunction() != nullptr && take(Kind::kKeywordIf) && disjunction() != nullptr && take(Kind::kKeywordElse) &&
      expression() != nullptr) {
    return make(NodeKind::kIfExp, start);
  }
  mark_ = start;
  if (P found = disjunction()) return found;
  return lambda();
}

Explainer::P Explainer::expression_without_mistakes() {
  bool before = mistakes_;
  mistakes_ = false;
  P found = conditional_or_simpler();
  mistakes_ = before;
  return found;
}

bool Explainer::is_legacy_statement(P piece) const {
  return piece->kind == NodeKind::kName && piece->first == piece->last &&
         (text(piece) == "print" || text(piece) == "exec");
}

void Explainer::invalid_expression() {
  uint32_t start = mark_;
  // "a" b "c": quotes forgotten inside a string.
  if (take(Kind::kString)) {
    P first = nullptr;
    P last = nullptr;
    while (!peek(Kind::kString)) {
      P piece = expression_without_mistakes();
      if (piece == nullptr) break;
      if (first == nullptr) first = piece;
      last = piece;
    }
    if (first != nullptr && take(Kind::kString)) {
      return raise_pieces(first, last, "invalid syntax. Is this intended to be part of the string?");
    }
  }
  mark_ = start;
  bool excluded = (peek(Kind::kName) && read(mark_ + 1).token.kind == Kind::kString) || peek_soft_keyword();
  if (!excluded && !failed_) {
    P first = disjunction();
    P second = first == nullptr ? nullptr : expression_without_mistakes();
    if (second != nullptr) {
      bool inside_brackets = tokens_[mark_ - 1].token.level > 0;
      if (!is_legacy_statement(first) && inside_brackets) {
        raise_pieces(first, second, "invalid syntax. Perhaps you forgot a comma?");
      }
      return;
    }
  }
  invalid_conditional(start);
  mark_ = start;
  if (!failed_) invalid_lambda_in_string();
}

void Explainer::invalid_conditional(uint32_t start) {
  mark_ = start;
  P body = disjunction();
  if (body != nullptr && take(Kind::kKeywordIf)) {
    P test = disjunction();
    if (test != nullptr && !peek_any({Kind::kKeywordElse, Kind::kColon}) && !failed_) {
      return raise_pieces(body, test, "expected 'else' after 'if' expression");
    }
  }
  mark_ = start;
  if (disjunction() != nullptr && take(Kind::kKeywordIf) && disjunction() != nullptr && take(Kind::kKeywordElse) &&
      !ahead(&Explainer::expression) && !failed_) {
    return raise_on_next("expected expression after 'else', but statement is given");
  }
  mark_ = start;
  if (take_any({Kind::kKeywordPass, Kind::kKeywordBreak, Kind::kKeywordContinue}) && take(Kind::kKeywordIf) &&
      disjunction() != nullptr && take(Kind::kKeywordElse) && simple_statement() != nullptr) {
    raise_token(start, "expected expression before 'if', but statement is given");
  }
}

// {lambda x: y}: the colon of a lambda has begun a format spec.
void Explainer::invalid_lambda_in_string() {
  uint32_t start = mark_;
  for (Kind middle : {Kind::kFStringMiddle, Kind::kTStringMiddle}) {
    mark_ = start;
    if (!take(Kind::kKeywordLambda)) return;
    parameters(true);
    uint32_t colon = mark_;
    if (take(Kind::kColon) && peek(middle)) {
      return raise_tokens(start, colon,
                          fmt::format("{}-string: lambda expressions are not allowed without parentheses",
                                      middle == Kind::kFStringMiddle ? 'f' : 't'));
    }
  }
}

// print "x"
void Explainer::invalid_legacy_expression() {
  P word = name();
  if (word == nullptr || peek(Kind::kLeftParen)) return;
  P rest = star_expressions();
  if (rest == nullptr || !is_legacy_statement(word)) return;
  raise_pieces(word, rest, fmt::format("Missing parentheses in call to '{0}'. Did you mean {0}(...)?", text(word)));
}

// ---- Operators ----------------------------------------------------------------------------------------------------

// operand (keyword operand)*
Explainer::P Explainer::boolean(RuleId id, Rule operand, Kind keyword) {
  P found;
  if (recall(id, &found)) return found;
  uint32_t start = mark_;
  found = (this->*operand)();
  for (; found != nullptr;) {
    uint32_t here = mark_;
    if (!take(keyword) || (this->*operand)() == nullptr) {
      mark_ = here;
      break;
    }
    found = make(NodeKind::kBoolOp, start);
  }
  return remember(id, start, found);
}

Explainer::P Explainer::disjunction() {
  return boolean(RuleId::kDisjunction, &Explainer::conjunction, Kind::kKeywordOr);
}

Explainer::P Explainer::conjunction() {
  return boolean(RuleId::kConjunction, &Explainer::inversion, Kind::kKeywordAnd);
}

Explainer::P Explainer::inversion() {
  P found;
  if (recall(RuleId::kInversion, &found)) return found;
  Level level(*this);
  uint32_t start = mark_;
  if (take(Kind::kKeywordNot) && inversion() != nullptr) {
    found = make(NodeKind::kUnaryOp, start);
  } else {
    mark_ = start;
    found = comparison();
  }
  return remember(RuleId::kInversion, start, found);
}

bool Explainer::comparison_operator(uint16_t* op) {
  using ast::CompareOperator;
  uint32_t start = mark_;
  auto is = [&](CompareOperator the_operator) {
    *op = static_cast<uint16_t>(the_operator);
    mark_++;
    return true;
  };
  if (failed_) return false;
  const Token& token = read(mark_).token;
  switch (token.kind) {
    case Kind::kEqualEqual: return is(CompareOperator::kEq);
    case Kind::kNotEqual: {
      bool diamond = text(token) == "<>";
      if (flags_.barry_as_flufl && !diamond) raise("with Barry as BDFL, use '<>' instead of '!='");
      return diamond == flags_.barry_as_flufl && is(CompareOperator::kNotEq);
    }
    case Kind::kLess: return is(CompareOperator::kLt);
    case Kind::kLessEqual: return is(CompareOperator::kLtE);
    case Kind::kGreater: return is(CompareOperator::kGt);
    case Kind::kGreaterEqual: return is(CompareOperator::kGtE);
    case Kind::kKeywordIn: return is(CompareOperator::kIn);
    case Kind::kKeywordNot: mark_++; return peek(Kind::kKeywordIn) ? is(CompareOperator::kNotIn) : back_false(start);
    case Kind::kKeywordIs: return is(CompareOperator::kIs);
    default: return false;
  }
}

Explainer::P Explainer::comparison() {
  uint32_t start = mark_;
  P left = bitwise_or();
  if (left == nullptr) return back(start);
  P found = left;
  uint16_t first_operator = 0;
  for (;;) {
    uint32_t here = mark_;
    uint16_t op;
    if (!comparison_operator(&op)) return failed_ ? nullptr : found;
    uint32_t after = mark_;
    bool matches = false;
    if (op == static_cast<uint16_t>(ast::CompareOperator::kIs) && take(Kind::kKeywordNot)) {
      matches = bitwise_or() != nullptr;
      if (!matches) mark_ = after;
    }
    if (!matches && bitwise_or() == nullptr) {
      mark_ = here;
      return found;
    }
    if (found == left) first_operator = op;
    Piece* compare = make(NodeKind::kCompare, start);
    compare->inner = left;
    compare->detail = first_operator;
    found = compare;
  }
}

// operand (operator operand)*, where CPython has left recursion. `mistake` runs before the first operand.
Explainer::P Explainer::left_associative(RuleId id, Rule operand, std::initializer_list<Kind> operators,
                                         void (Explainer::*mistake)()) {
  P found;
  if (recall(id, &found)) return found;
  uint32_t start = mark_;
  if (mistakes_ && mistake != nullptr) {
    (this->*mistake)();
    mark_ = start;
  }
  found = (this->*operand)();
  while (found != nullptr) {
    uint32_t here = mark_;
    if (!take_any(operators) || (this->*operand)() == nullptr) {
      mark_ = here;
      break;
    }
    found = make(NodeKind::kBinOp, start);
  }
  return remember(id, start, found);
}

Explainer::P Explainer::bitwise_or() {
  return left_associative(RuleId::kBitwiseOr, &Explainer::bitwise_xor, {Kind::kBar}, nullptr);
}

Explainer::P Explainer::bitwise_xor() {
  return left_associative(RuleId::kBitwiseXor, &Explainer::bitwise_and, {Kind::kCaret}, nullptr);
}

Explainer::P Explainer::bitwise_and() {
  return left_associative(RuleId::kBitwiseAnd, &Explainer::shift_expression, {Kind::kAmpersand}, nullptr);
}

Explainer::P Explainer::shift_expression() {
  return left_associative(RuleId::kShift, &Explainer::sum, {Kind::kLeftShift, Kind::kRightShift},
                          &Explainer::invalid_arithmetic);
}

Explainer::P Explainer::sum() {
  return left_associative(RuleId::kSum, &Explainer::term, {Kind::kPlus, Kind::kMinus}, nullptr);
}

Explainer::P Explainer::term() {
  return left_associative(RuleId::kTerm, &Explainer::factor,
                          {Kind::kStar, Kind::kSlash, Kind::kDoubleSlash, Kind::kPercent, Kind::kAt},
                          &Explainer::invalid_factor);
}

void Explainer::invalid_arithmetic() {
  if (sum() == nullptr || !take_any({Kind::kPlus, Kind::kMinus, Kind::kStar, Kind::kSlash, Kind::kPercent,
                                     Kind::kDoubleSlash, Kind::kAt})) {
    return;
  }
  uint32_t keyword = mark_;
  if (!take(Kind::kKeywordNot)) return;
  if (P operand = inversion()) {
    raise_tokens(keyword, operand->last, "'not' after an operator must be parenthesized");
  }
}

void Explainer::invalid_factor() {
  if (!take_any({Kind::kPlus, Kind::kMinus, Kind::kTilde})) return;
  uint32_t keyword = mark_;
  if (!take(Kind::kKeywordNot)) return;
  if (P operand = factor()) raise_tokens(keyword, operand->last, "'not' after an operator must be parenthesized");
}

Explainer::P Explainer::factor() {
  P found;
  if (recall(RuleId::kFactor, &found)) return found;
  Level level(*this);
  uint32_t start = mark_;
  if (take_any({Kind::kPlus, Kind::kMinus, Kind::kTilde}) && factor() != nullptr) {
    found = make(NodeKind::kUnaryOp, start);
  } else {
    mark_ = start;
    found = power();
  }
  return remember(RuleId::kFactor, start, found);
}

Explainer::P Explainer::power() {
  uint32_t start = mark_;
  P base = await_primary();
  if (base == nullptr) return back(start);
  uint32_t here = mark_;
  if (take(Kind::kDoubleStar) && factor() != nullptr) return make(NodeKind::kBinOp, start);
  mark_ = here;
  return failed_ ? nullptr : base;
}

Explainer::P Explainer::await_primary() {
  P found;
  if (recall(RuleId::kAwaitPrimary, &found)) return found;
  uint32_t start = mark_;
  if (take(Kind::kKeywordAwait) && primary() != nullptr) {
    found = make(NodeKind::kAwait, start);
  } else {
    mark_ = start;
    found = primary();
  }
  return remember(RuleId::kAwaitPrimary, start, found);
}

Explainer::P Explainer::primary() {
  P found;
  if (recall(RuleId::kPrimary, &found)) return found;
  Level level(*this);
  uint32_t start = mark_;
  found = atom();
  while (found != nullptr) {
    uint32_t here = mark_;
    NodeKind kind;
    if (take(Kind::kDot) && name() != nullptr) {
      kind = NodeKind::kAttribute;
    } else if (mark_ = here; generator() != nullptr) {
      kind = NodeKind::kCall;
    } else if (mark_ = here; call_arguments()) {
      kind = NodeKind::kCall;
    } else if (mark_ = here; take(Kind::kLeftBracket) && slices() != nullptr && take(Kind::kRightBracket)) {
      kind = NodeKind::kSubscript;
    } else {
      mark_ = here;
      break;
    }
    found = make(kind, start);
  }
  return remember(RuleId::kPrimary, start, failed_ ? nullptr : found);
}

// '(' [arguments] ')'
bool Explainer::call_arguments() {
  if (!take(Kind::kLeftParen)) return false;
  arguments();
  return take(Kind::kRightParen);
}

Explainer::P Explainer::lambda() {
  uint32_t start = mark_;
  if (!take(Kind::kKeywordLambda)) return nullptr;
  parameters(true);
  if (take(Kind::kColon) && expression() != nullptr) return make(NodeKind::kLambda, start);
  return back(start);
}

}  // namespace memphis
