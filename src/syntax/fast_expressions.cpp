// Expressions from `yield` down to the trailers of a primary.
#include "syntax/fast_parser.h"
#include "syntax/token_class.h"

namespace memphis {

using namespace ast;

ast::ExprNode* FastParser::parse_starred(Expr* (FastParser::*parse_value)()) {
  uint32_t begin = token_.begin;
  advance();
  Expr* value = (this->*parse_value)();
  Starred* starred = make<Starred>(begin);
  starred->value = value;
  return starred;
}

ast::ExprNode* FastParser::parse_star_expression() {
  return at(Kind::kStar) ? parse_starred(&FastParser::parse_bitwise_or) : parse_expression();
}

ast::ExprNode* FastParser::parse_star_named_expression() {
  return at(Kind::kStar) ? parse_starred(&FastParser::parse_bitwise_or) : parse_named_expression();
}

ast::ExprNode* FastParser::parse_star_expressions() {
  uint32_t begin = token_.begin;
  Expr* first = parse_star_expression();
  if (!at(Kind::kComma)) return first;
  size_t start = mark();
  push(first);
  while (accept(Kind::kComma) && begins_star_expression(token_.kind)) push(parse_star_expression());
  Tuple* tuple = make<Tuple>(begin);
  tuple->elts = take<Expr>(start);
  return tuple;
}

// The same without stars.
ast::ExprNode* FastParser::parse_expressions() {
  uint32_t begin = token_.begin;
  Expr* first = parse_expression();
  if (!at(Kind::kComma)) return first;
  size_t start = mark();
  push(first);
  while (accept(Kind::kComma) && begins_expression(token_.kind)) push(parse_expression());
  Tuple* tuple = make<Tuple>(begin);
  tuple->elts = take<Expr>(start);
  return tuple;
}

ast::ExprNode* FastParser::parse_yield_or_star_expressions() {
  return at(Kind::kKeywordYield) ? parse_yield() : parse_star_expressions();
}

ast::ExprNode* FastParser::parse_yield() {
  uint32_t begin = token_.begin;
  advance();
  if (accept(Kind::kKeywordFrom)) {
    Expr* value = parse_expression();
    YieldFrom* yield = make<YieldFrom>(begin);
    yield->value = value;
    return yield;
  }
  Expr* value = begins_star_expression(token_.kind) ? parse_star_expressions() : nullptr;
  Yield* yield = make<Yield>(begin);
  yield->value = value;
  return yield;
}

ast::ExprNode* FastParser::parse_named_expression() {
  uint32_t begin = token_.begin;
  Expr* target = parse_expression();
  if (!at(Kind::kColonEqual)) return target;
  if (!target->is<Name>() || target->is_parenthesized()) fail();
  target->flags = static_cast<uint8_t>(Context::kStore);
  advance();
  Expr* value = parse_expression();
  NamedExpr* named = make<NamedExpr>(begin);
  named->target = target;
  named->value = value;
  return named;
}

ast::ExprNode* FastParser::parse_expression() {
  Depth depth(*this);
  if (at(Kind::kKeywordLambda)) return parse_lambda();
  uint32_t begin = token_.begin;
  Expr* body = parse_disjunction();
  if (!at(Kind::kKeywordIf)) [[likely]]
    return body;
  advance();
  Expr* test = parse_disjunction();
  expect(Kind::kKeywordElse);
  Expr* orelse = parse_expression();
  IfExp* conditional = make<IfExp>(begin);
  conditional->test = test;
  conditional->body = body;
  conditional->orelse = orelse;
  return conditional;
}

ast::ExprNode* FastParser::parse_lambda() {
  uint32_t begin = token_.begin;
  advance();
  arguments* args = parse_parameters(Kind::kColon);
  expect(Kind::kColon);
  Expr* body = parse_expression();
  Lambda* lambda = make<Lambda>(begin);
  lambda->args = args;
  lambda->body = body;
  return lambda;
}

ast::ExprNode* FastParser::parse_disjunction() {
  uint32_t begin = token_.begin;
  Expr* first = parse_conjunction();
  if (!at(Kind::kKeywordOr)) [[likely]]
    return first;
  size_t start = mark();
  push(first);
  while (accept(Kind::kKeywordOr)) push(parse_conjunction());
  BoolOp* operation = make<BoolOp>(begin);
  operation->detail = static_cast<uint16_t>(BoolOperator::kOr);
  operation->values = take<Expr>(start);
  return operation;
}

ast::ExprNode* FastParser::parse_conjunction() {
  uint32_t begin = token_.begin;
  Expr* first = parse_inversion();
  if (!at(Kind::kKeywordAnd)) [[likely]]
    return first;
  size_t start = mark();
  push(first);
  while (accept(Kind::kKeywordAnd)) push(parse_inversion());
  BoolOp* operation = make<BoolOp>(begin);
  operation->detail = static_cast<uint16_t>(BoolOperator::kAnd);
  operation->values = take<Expr>(start);
  return operation;
}

ast::ExprNode* FastParser::parse_inversion() {
  if (!at(Kind::kKeywordNot)) [[likely]]
    return parse_comparison();
  Depth depth(*this);
  uint32_t begin = token_.begin;
  advance();
  Expr* operand = parse_inversion();
  UnaryOp* operation = make<UnaryOp>(begin);
  operation->detail = static_cast<uint16_t>(UnaryOperator::kNot);
  operation->operand = operand;
  return operation;
}

bool FastParser::accept_comparison(CompareOperator* op) {
  switch (token_.kind) {
    case Kind::kEqualEqual: *op = CompareOperator::kEq; break;
    case Kind::kNotEqual:
      // The lexer takes `<>` too; which of the two is meant depends on a joke of the language.
      if ((source_.data()[token_.begin] == '<') != flags_.barry_as_flufl) {
        fail();
        return false;
      }
      *op = CompareOperator::kNotEq;
      break;
    case Kind::kLess: *op = CompareOperator::kLt; break;
    case Kind::kLessEqual: *op = CompareOperator::kLtE; break;
    case Kind::kGreater: *op = CompareOperator::kGt; break;
    case Kind::kGreaterEqual: *op = CompareOperator::kGtE; break;
    case Kind::kKeywordIn: *op = CompareOperator::kIn; break;
    case Kind::kKeywordNot:
      advance();
      if (!at(Kind::kKeywordIn)) fail();
      *op = CompareOperator::kNotIn;
      break;
    case Kind::kKeywordIs:
      advance();
      *op = at(Kind::kKeywordNot) ? CompareOperator::kIsNot : CompareOperator::kIs;
      if (!at(Kind::kKeywordNot)) return true;
      break;
    default: return false;
  }
  advance();
  return true;
}

ast::ExprNode* FastParser::parse_comparison() {
  uint32_t begin = token_.begin;
  Expr* left = parse_bitwise_or();
  CompareOperator op;
  if (!accept_comparison(&op)) [[likely]]
    return left;
  Expr* right = parse_bitwise_or();
  CompareOperator next;
  if (!accept_comparison(&next)) {
    Compare* compare = make<Compare>(begin);
    compare->left = left;
    compare->ops = arena_.copy_span(&op, 1);
    compare->comparators = arena_.copy_span(&right, 1);
    return compare;
  }
  size_t start = mark();
  std::vector<CompareOperator> ops{op, next};
  push(right);
  push(parse_bitwise_or());
  while (accept_comparison(&next)) {
    ops.push_back(next);
    push(parse_bitwise_or());
  }
  Compare* compare = make<Compare>(begin);
  compare->left = left;
  compare->ops = arena_.copy_span(ops.data(), ops.size());
  compare->comparators = take<Expr>(start);
  return compare;
}

// Operators of at least this precedence, by precedence climbing.
ast::ExprNode* FastParser::parse_binary(int least_precedence) {
  uint32_t begin = token_.begin;
  Expr* left = parse_unary();
  if (kBinaryInfo[static_cast<size_t>(token_.kind)].precedence < least_precedence) [[likely]]
    return left;
  return continue_binary(begin, left, least_precedence);
}

ast::ExprNode* FastParser::continue_binary(uint32_t begin, Expr* left, int least_precedence) {
  for (uint32_t length = 1;; length++) {
    check_chain(length);
    BinaryInfo info = kBinaryInfo[static_cast<size_t>(token_.kind)];
    if (info.precedence < least_precedence) return left;
    advance();
    uint32_t right_begin = token_.begin;
    Expr* right = parse_unary();
    if (kBinaryInfo[static_cast<size_t>(token_.kind)].precedence > info.precedence) {
      right = continue_binary(right_begin, right, info.precedence + 1);
    }
    BinOp* operation = make<BinOp>(begin);
    operation->detail = info.op;
    operation->left = left;
    operation->right = right;
    left = operation;
  }
}

ast::ExprNode* FastParser::parse_unary() {
  UnaryOperator op;
  switch (token_.kind) {
    case Kind::kPlus: op = UnaryOperator::kUAdd; break;
    case Kind::kMinus: op = UnaryOperator::kUSub; break;
    case Kind::kTilde: op = UnaryOperator::kInvert; break;
    default: return parse_power();
  }
  Depth depth(*this);
  uint32_t begin = token_.begin;
  advance();
  Expr* operand = parse_unary();
  UnaryOp* operation = make<UnaryOp>(begin);
  operation->detail = static_cast<uint16_t>(op);
  operation->operand = operand;
  return operation;
}

ast::ExprNode* FastParser::parse_power() {
  uint32_t begin = token_.begin;
  Expr* left;
  if (accept(Kind::kKeywordAwait)) {
    Expr* value = parse_primary();
    Await* await = make<Await>(begin);
    await->value = value;
    left = await;
  } else {
    left = parse_primary();
  }
  if (!at(Kind::kDoubleStar)) [[likely]]
    return left;
  Depth depth(*this);
  advance();
  Expr* right = parse_unary();
  BinOp* operation = make<BinOp>(begin);
  operation->detail = static_cast<uint16_t>(BinaryOperator::kPow);
  operation->left = left;
  operation->right = right;
  return operation;
}

ast::ExprNode* FastParser::parse_primary() {
  uint32_t begin = token_.begin;
  Expr* atom = parse_atom();
  return parse_trailers(begin, atom);
}

ast::ExprNode* FastParser::parse_trailers(uint32_t begin, Expr* primary) {
  for (uint32_t length = 1;; length++) {
    check_chain(length);
    switch (token_.kind) {
      case Kind::kDot: {
        advance();
        NameId attr = expect_name();
        Attribute* attribute = make<Attribute>(begin);
        attribute->value = primary;
        attribute->attr = attr;
        primary = attribute;
        break;
      }
      case Kind::kLeftParen: primary = parse_call(begin, primary); break;
      case Kind::kLeftBracket: primary = parse_subscript(begin, primary); break;
      default: return primary;
    }
  }
}

ast::ExprNode* FastParser::parse_call(uint32_t begin, Expr* func) {
  NodeList<Expr> args;
  NodeList<keyword> keywords;
  parse_arguments(&args, &keywords, true);
  Call* call = make<Call>(begin);
  call->func = func;
  call->args = args;
  call->keywords = keywords;
  return call;
}

// From the opening to the closing parenthesis. A lone generator expression takes the call's own parentheses.
void FastParser::parse_arguments(NodeList<Expr>* args, NodeList<keyword>* keywords, bool allow_generator) {
  uint32_t open = token_.begin;
  advance();
  size_t start = mark();
  size_t named = 0;
  bool saw_double_star = false;
  while (!at(Kind::kRightParen) && !failed_) {
    if (at(Kind::kStar)) {
      if (saw_double_star) fail();
      push(parse_starred(&FastParser::parse_expression));
    } else if (at(Kind::kDoubleStar) || (at(Kind::kName) && peek().kind == Kind::kEqual)) {
      saw_double_star |= at(Kind::kDoubleStar);
      named++;
      push(parse_keyword());
    } else {
      Expr* value = parse_named_expression();
      if (named > 0) fail();
      if (at_comprehension()) {
        if (!allow_generator || mark() != start) fail();
        NodeList<comprehension> generators = parse_comprehensions();
        expect(Kind::kRightParen);
        GeneratorExp* generator = make<GeneratorExp>(open);
        generator->elt = value;
        generator->generators = generators;
        Expr* only = generator;
        *args = arena_.copy_span(&only, 1);
        return;
      }
      push(value);
    }
    if (!accept(Kind::kComma)) break;
  }
  expect(Kind::kRightParen);
  if (named == 0) {
    *args = take<Expr>(start);
    return;
  }
  *args = arena_.make_span<Expr*>(mark() - start - named);
  *keywords = arena_.make_span<keyword*>(named);
  size_t next_argument = 0, next_keyword = 0;
  for (size_t i = start; i < mark(); i++) {
    if (items_[i]->is<keyword>()) {
      (*keywords)[next_keyword++] = items_[i]->as<keyword>();
    } else {
      (*args)[next_argument++] = static_cast<Expr*>(items_[i]);
    }
  }
  items_.resize(start);
}

// `name=value` or `**value`.
ast::keyword* FastParser::parse_keyword() {
  uint32_t begin = token_.begin;
  NameId name = at(Kind::kName) ? expect_name() : NameId::kNone;
  advance();
  Expr* value = parse_expression();
  keyword* item = make<keyword>(begin);
  item->name = name;
  item->value = value;
  return item;
}

ast::ExprNode* FastParser::parse_slice() {
  if (at(Kind::kStar)) return parse_starred(&FastParser::parse_expression);
  uint32_t begin = token_.begin;
  Expr* lower = nullptr;
  if (!at(Kind::kColon)) {
    lower = parse_named_expression();
    if (!at(Kind::kColon)) return lower;
    if (lower->is<NamedExpr>() && !lower->is_parenthesized()) fail();
  }
  advance();
  Expr* upper = begins_expression(token_.kind) ? parse_expression() : nullptr;
  Expr* step = nullptr;
  if (accept(Kind::kColon) && begins_expression(token_.kind)) step = parse_expression();
  Slice* slice = make<Slice>(begin);
  slice->lower = lower;
  slice->upper = upper;
  slice->step = step;
  return slice;
}

ast::ExprNode* FastParser::parse_subscript(uint32_t begin, Expr* value) {
  advance();
  uint32_t slice_begin = token_.begin;
  Expr* slice = parse_slice();
  if (at(Kind::kComma) || (slice->is<Starred>() && !slice->is_parenthesized())) {
    size_t start = mark();
    push(slice);
    while (accept(Kind::kComma) && !at(Kind::kRightBracket)) push(parse_slice());
    Tuple* tuple = make<Tuple>(slice_begin);
    tuple->elts = take<Expr>(start);
    slice = tuple;
  }
  expect(Kind::kRightBracket);
  Subscript* subscript = make<Subscript>(begin);
  subscript->value = value;
  subscript->slice = slice;
  return subscript;
}

}  // namespace memphis
