// Compound statements, except `match`.
#include "syntax/fast_parser.h"
#include "syntax/token_class.h"

namespace memphis {

using namespace ast;

// After the colon: an indented block, or the rest of the line.
ast::NodeList<ast::StmtNode> FastParser::parse_block() {
  size_t start = mark();
  expect(Kind::kColon);
  if (!at(Kind::kNewline)) {
    parse_simple_statements();
    return take<Stmt>(start);
  }
  advance_layout();
  if (!at(Kind::kIndent)) fail();
  advance_layout();
  while (!at(Kind::kDedent) && !failed_) parse_statement();
  advance_layout();
  return take<Stmt>(start);
}

ast::NodeList<ast::StmtNode> FastParser::parse_else() {
  if (!accept(Kind::kKeywordElse)) return {};
  return parse_block();
}

// From `if` or `elif`; an `elif` nests.
ast::StmtNode* FastParser::parse_if() {
  Depth depth(*this);
  uint32_t begin = token_.begin;
  advance();
  Expr* test = parse_named_expression();
  NodeList<Stmt> body = parse_block();
  NodeList<Stmt> orelse;
  if (at(Kind::kKeywordElif)) {
    Stmt* nested = parse_if();
    orelse = arena_.copy_span(&nested, 1);
  } else {
    orelse = parse_else();
  }
  If* statement = make<If>(begin);
  statement->test = test;
  statement->body = body;
  statement->orelse = orelse;
  return statement;
}

ast::StmtNode* FastParser::parse_while() {
  uint32_t begin = token_.begin;
  advance();
  Expr* test = parse_named_expression();
  NodeList<Stmt> body = parse_block();
  NodeList<Stmt> orelse = parse_else();
  While* statement = make<While>(begin);
  statement->test = test;
  statement->body = body;
  statement->orelse = orelse;
  return statement;
}

ast::StmtNode* FastParser::parse_for(uint32_t begin, bool is_async) {
  advance();
  Expr* target = parse_star_targets();
  expect(Kind::kKeywordIn);
  Expr* iter = parse_star_expressions();
  NodeList<Stmt> body = parse_block();
  NodeList<Stmt> orelse = parse_else();
  For* statement = is_async ? make<AsyncFor>(begin) : make<For>(begin);
  statement->target = target;
  statement->iter = iter;
  statement->body = body;
  statement->orelse = orelse;
  return statement;
}

// At `(` after `with`: whether it encloses the items, and not an expression that is the first of them. It does when a
// colon follows the closing one and what is inside could be items.
bool FastParser::with_items_are_parenthesized() {
  if (peek().kind == Kind::kRightParen || peek().kind == Kind::kKeywordYield) return false;
  bool at_item = true;
  int depth = 0;
  for (size_t i = 1;; i++) {
    Kind kind = peek(i).kind;
    switch (kind) {
      case Kind::kLeftParen:
      case Kind::kLeftBracket:
      case Kind::kLeftBrace: depth++; break;
      case Kind::kRightParen:
      case Kind::kRightBracket:
      case Kind::kRightBrace:
        if (depth-- == 0) return peek(i + 1).kind == Kind::kColon;
        break;
      case Kind::kStar:
        if (depth == 0 && at_item) return false;
        break;
      case Kind::kColonEqual:
      case Kind::kKeywordFor:
      case Kind::kKeywordAsync:
        if (depth == 0) return false;
        break;
      case Kind::kEndMarker:
      case Kind::kError: return false;
      default: break;
    }
    at_item = depth == 0 && kind == Kind::kComma;
  }
}

ast::withitem* FastParser::parse_with_item() {
  uint32_t begin = token_.begin;
  Expr* context = parse_expression();
  Expr* variables = nullptr;
  if (accept(Kind::kKeywordAs)) {
    variables = at(Kind::kStar) ? parse_starred(&FastParser::parse_bitwise_or) : parse_bitwise_or();
    if (!set_target(variables, Context::kStore)) fail();
    if (!at(Kind::kComma) && !at(Kind::kRightParen) && !at(Kind::kColon)) fail();
  }
  withitem* item = make<withitem>(begin);
  item->context_expr = context;
  item->optional_vars = variables;
  return item;
}

ast::StmtNode* FastParser::parse_with(uint32_t begin, bool is_async) {
  advance();
  size_t start = mark();
  if (at(Kind::kLeftParen) && with_items_are_parenthesized()) {
    advance();
    do {
      push(parse_with_item());
    } while (accept(Kind::kComma) && !at(Kind::kRightParen));
    expect(Kind::kRightParen);
  } else {
    do {
      push(parse_with_item());
    } while (accept(Kind::kComma));
  }
  NodeList<withitem> items = take<withitem>(start);
  NodeList<Stmt> body = parse_block();
  With* statement = is_async ? make<AsyncWith>(begin) : make<With>(begin);
  statement->items = items;
  statement->body = body;
  return statement;
}

ast::StmtNode* FastParser::parse_try() {
  uint32_t begin = token_.begin;
  advance();
  NodeList<Stmt> body = parse_block();
  bool is_star = at(Kind::kKeywordExcept) && peek().kind == Kind::kStar;
  size_t start = mark();
  while (at(Kind::kKeywordExcept)) push(parse_handler(is_star));
  NodeList<ExceptHandler> handlers = take<ExceptHandler>(start);
  NodeList<Stmt> orelse, finalbody;
  if (!handlers.empty()) orelse = parse_else();
  if (accept(Kind::kKeywordFinally)) {
    finalbody = parse_block();
  } else if (handlers.empty()) {
    fail();
  }
  Try* statement = is_star ? make<TryStar>(begin) : make<Try>(begin);
  statement->body = body;
  statement->handlers = handlers;
  statement->orelse = orelse;
  statement->finalbody = finalbody;
  return statement;
}

ast::ExceptHandler* FastParser::parse_handler(bool is_star) {
  uint32_t begin = token_.begin;
  advance();
  if (is_star) expect(Kind::kStar);
  Expr* type = nullptr;
  NameId name = NameId::kNone;
  if (is_star || !at(Kind::kColon)) {
    type = parse_expressions();
    bool bare_tuple = type->is<Tuple>() && !type->is_parenthesized();
    if (!bare_tuple && accept(Kind::kKeywordAs)) name = expect_name();
  }
  NodeList<Stmt> body = parse_block();
  ExceptHandler* handler = make<ExceptHandler>(begin);
  handler->type = type;
  handler->name = name;
  handler->body = body;
  return handler;
}

ast::StmtNode* FastParser::parse_async() {
  uint32_t begin = token_.begin;
  advance();
  switch (token_.kind) {
    case Kind::kKeywordDef: return parse_function(begin, true, {});
    case Kind::kKeywordFor: return parse_for(begin, true);
    case Kind::kKeywordWith: return parse_with(begin, true);
    default: fail(); return make<Pass>(begin);
  }
}

ast::StmtNode* FastParser::parse_decorated() {
  size_t start = mark();
  while (accept(Kind::kAt)) {
    push(parse_named_expression());
    if (!at(Kind::kNewline)) fail();
    advance_layout();
  }
  NodeList<Expr> decorators = take<Expr>(start);
  uint32_t begin = token_.begin;
  if (at(Kind::kKeywordClass)) return parse_class(decorators);
  bool is_async = accept(Kind::kKeywordAsync);
  if (!at(Kind::kKeywordDef)) fail();
  return parse_function(begin, is_async, decorators);
}

ast::StmtNode* FastParser::parse_function(uint32_t begin, bool is_async, NodeList<Expr> decorators) {
  advance();
  NameId name = expect_name();
  NodeList<TypeParamNode> type_params = parse_type_params();
  expect(Kind::kLeftParen);
  arguments* args = parse_parameters(Kind::kRightParen);
  expect(Kind::kRightParen);
  Expr* returns = accept(Kind::kArrow) ? parse_expression() : nullptr;
  NodeList<Stmt> body = parse_block();
  FunctionDef* function = is_async ? make<AsyncFunctionDef>(begin) : make<FunctionDef>(begin);
  function->name = name;
  function->args = args;
  function->body = body;
  function->decorator_list = decorators;
  function->returns = returns;
  function->type_params = type_params;
  return function;
}

ast::StmtNode* FastParser::parse_class(NodeList<Expr> decorators) {
  uint32_t begin = token_.begin;
  advance();
  NameId name = expect_name();
  NodeList<TypeParamNode> type_params = parse_type_params();
  NodeList<Expr> bases;
  NodeList<keyword> keywords;
  if (at(Kind::kLeftParen)) parse_arguments(&bases, &keywords, false);
  NodeList<Stmt> body = parse_block();
  ClassDef* definition = make<ClassDef>(begin);
  definition->name = name;
  definition->bases = bases;
  definition->keywords = keywords;
  definition->body = body;
  definition->decorator_list = decorators;
  definition->type_params = type_params;
  return definition;
}

ast::NodeList<ast::TypeParamNode> FastParser::parse_type_params() {
  if (!accept(Kind::kLeftBracket)) return {};
  size_t start = mark();
  do {
    push(parse_type_param());
  } while (accept(Kind::kComma) && !at(Kind::kRightBracket));
  expect(Kind::kRightBracket);
  return take<TypeParamNode>(start);
}

ast::TypeParamNode* FastParser::parse_type_param() {
  uint32_t begin = token_.begin;
  if (accept(Kind::kStar)) {
    NameId name = expect_name();
    Expr* default_value = accept(Kind::kEqual) ? parse_star_expression() : nullptr;
    TypeVarTuple* parameter = make<TypeVarTuple>(begin);
    parameter->name = name;
    parameter->default_value = default_value;
    return parameter;
  }
  bool is_spec = accept(Kind::kDoubleStar);
  NameId name = expect_name();
  Expr* bound = !is_spec && accept(Kind::kColon) ? parse_expression() : nullptr;
  Expr* default_value = accept(Kind::kEqual) ? parse_expression() : nullptr;
  if (is_spec) {
    ParamSpec* parameter = make<ParamSpec>(begin);
    parameter->name = name;
    parameter->default_value = default_value;
    return parameter;
  }
  TypeVar* parameter = make<TypeVar>(begin);
  parameter->name = name;
  parameter->bound = bound;
  parameter->default_value = default_value;
  return parameter;
}

}  // namespace memphis
