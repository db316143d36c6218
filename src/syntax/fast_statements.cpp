// Simple statements.
#include "syntax/fast_parser.h"
#include "syntax/token_class.h"

namespace memphis {

using namespace ast;

bool FastParser::is_compound_statement() {
  switch (token_.kind) {
    case Kind::kKeywordIf:
    case Kind::kKeywordWhile:
    case Kind::kKeywordFor:
    case Kind::kKeywordTry:
    case Kind::kKeywordWith:
    case Kind::kKeywordDef:
    case Kind::kKeywordClass:
    case Kind::kKeywordAsync:
    case Kind::kAt: return true;
    case Kind::kName: return at_word("match") && at_match_statement();
    default: return false;
  }
}

void FastParser::parse_statement() {
  Depth depth(*this);
  switch (token_.kind) {
    case Kind::kKeywordIf: return push(parse_if());
    case Kind::kKeywordWhile: return push(parse_while());
    case Kind::kKeywordFor: return push(parse_for(token_.begin, false));
    case Kind::kKeywordTry: return push(parse_try());
    case Kind::kKeywordWith: return push(parse_with(token_.begin, false));
    case Kind::kKeywordDef: return push(parse_function(token_.begin, false, {}));
    case Kind::kKeywordClass: return push(parse_class({}));
    case Kind::kKeywordAsync: return push(parse_async());
    case Kind::kAt: return push(parse_decorated());
    case Kind::kName:
      if (at_word("match") && at_match_statement()) return push(parse_match());
      break;
    default: break;
  }
  parse_simple_statements();
}

void FastParser::parse_simple_statements() {
  do {
    push(parse_simple_statement());
    if (at(Kind::kNewline)) return advance_layout();
    expect(Kind::kSemicolon);
  } while (!at(Kind::kNewline) && !failed_);
  advance_layout();
}

ast::StmtNode* FastParser::parse_simple_statement() {
  uint32_t begin = token_.begin;
  switch (token_.kind) {
    case Kind::kKeywordReturn: return parse_return();
    case Kind::kKeywordImport: return parse_import();
    case Kind::kKeywordFrom: return parse_import_from();
    case Kind::kKeywordRaise: return parse_raise();
    case Kind::kKeywordPass: advance(); return make<Pass>(begin);
    case Kind::kKeywordDel: return parse_delete();
    case Kind::kKeywordAssert: return parse_assert();
    case Kind::kKeywordBreak: advance(); return make<Break>(begin);
    case Kind::kKeywordContinue: advance(); return make<Continue>(begin);
    case Kind::kKeywordGlobal: return parse_scope_names<Global>();
    case Kind::kKeywordNonlocal: return parse_scope_names<Nonlocal>();
    case Kind::kName:
      if (at_word("type") && peek().kind == Kind::kName) return parse_type_alias();
      return parse_expression_statement();
    default: return parse_expression_statement();
  }
}

// An expression, or what an expression turns out to be the beginning of: an assignment of any kind.
ast::StmtNode* FastParser::parse_expression_statement() {
  uint32_t begin = token_.begin;
  Expr* first = parse_yield_or_star_expressions();
  if (at(Kind::kEqual)) {
    size_t start = mark();
    Expr* value = first;
    while (accept(Kind::kEqual)) {
      push(to_star_targets(value));
      value = parse_yield_or_star_expressions();
    }
    Assign* assign = make<Assign>(begin);
    assign->targets = take<Expr>(start);
    assign->value = value;
    return assign;
  }
  if (at(Kind::kColon)) return parse_annotated(begin, first);
  if (kAugmentedOperator[static_cast<size_t>(token_.kind)] >= 0) return parse_augmented(begin, first);
  ast::Expr* statement = make<ast::Expr>(begin);
  statement->value = first;
  return statement;
}

ast::StmtNode* FastParser::parse_annotated(uint32_t begin, Expr* target) {
  if (!is_single_target(target) || !set_target(target, Context::kStore)) fail();
  bool simple = target->is<Name>() && !target->is_parenthesized();
  advance();
  Expr* annotation = parse_expression();
  Expr* value = accept(Kind::kEqual) ? parse_yield_or_star_expressions() : nullptr;
  AnnAssign* assign = make<AnnAssign>(begin);
  assign->target = target;
  assign->annotation = annotation;
  assign->value = value;
  assign->detail = simple;
  return assign;
}

ast::StmtNode* FastParser::parse_augmented(uint32_t begin, Expr* target) {
  if (!is_single_target(target) || !set_target(target, Context::kStore)) fail();
  auto op = static_cast<uint8_t>(kAugmentedOperator[static_cast<size_t>(token_.kind)]);
  advance();
  Expr* value = parse_yield_or_star_expressions();
  AugAssign* assign = make<AugAssign>(begin);
  assign->target = target;
  assign->value = value;
  assign->detail = op;
  return assign;
}

ast::StmtNode* FastParser::parse_type_alias() {
  uint32_t begin = token_.begin;
  advance();
  uint32_t name_begin = token_.begin;
  NameId id = expect_name();
  Name* name = make<Name>(name_begin);
  name->name = id;
  name->flags = static_cast<uint8_t>(Context::kStore);
  NodeList<TypeParamNode> type_params = parse_type_params();
  expect(Kind::kEqual);
  Expr* value = parse_expression();
  TypeAlias* alias = make<TypeAlias>(begin);
  alias->name = name;
  alias->type_params = type_params;
  alias->value = value;
  return alias;
}

ast::StmtNode* FastParser::parse_return() {
  uint32_t begin = token_.begin;
  advance();
  Expr* value = begins_star_expression(token_.kind) ? parse_star_expressions() : nullptr;
  Return* statement = make<Return>(begin);
  statement->value = value;
  return statement;
}

ast::StmtNode* FastParser::parse_raise() {
  uint32_t begin = token_.begin;
  advance();
  Expr* exc = nullptr;
  Expr* cause = nullptr;
  if (begins_expression(token_.kind)) {
    exc = parse_expression();
    if (accept(Kind::kKeywordFrom)) cause = parse_expression();
  }
  Raise* statement = make<Raise>(begin);
  statement->exc = exc;
  statement->cause = cause;
  return statement;
}

ast::StmtNode* FastParser::parse_delete() {
  uint32_t begin = token_.begin;
  size_t start = mark();
  advance();
  do {
    Expr* target = parse_expression();
    if (!set_target(target, Context::kDel)) fail();
    push(target);
  } while (accept(Kind::kComma) && begins_expression(token_.kind));
  if (!at(Kind::kNewline) && !at(Kind::kSemicolon)) fail();
  Delete* statement = make<Delete>(begin);
  statement->targets = take<Expr>(start);
  return statement;
}

ast::StmtNode* FastParser::parse_assert() {
  uint32_t begin = token_.begin;
  advance();
  Expr* test = parse_expression();
  Expr* message = accept(Kind::kComma) ? parse_expression() : nullptr;
  Assert* statement = make<Assert>(begin);
  statement->test = test;
  statement->msg = message;
  return statement;
}

// "a.b.c" as one name. Blanks around the dots are no part of it.
NameId FastParser::parse_dotted_name() {
  if (!at(Kind::kName)) fail();
  if (peek().kind != Kind::kDot) return expect_name();
  std::string name;
  for (;;) {
    if (!at(Kind::kName)) fail();
    if (failed_) return NameId::kNone;
    name += (token_.flags & Token::kHasNonAscii) != 0 ? names_.text(intern(token_)) : text(token_);
    advance();
    if (!accept(Kind::kDot)) return names_.intern(name);
    name += '.';
  }
}

ast::StmtNode* FastParser::parse_import() {
  uint32_t begin = token_.begin;
  size_t start = mark();
  advance();
  do {
    uint32_t name_begin = token_.begin;
    NameId name = parse_dotted_name();
    NameId asname = accept(Kind::kKeywordAs) ? expect_name() : NameId::kNone;
    alias* item = make<alias>(name_begin);
    item->name = name;
    item->asname = asname;
    push(item);
  } while (accept(Kind::kComma));
  Import* statement = make<Import>(begin);
  statement->names = take<alias>(start);
  return statement;
}

ast::StmtNode* FastParser::parse_import_from() {
  uint32_t begin = token_.begin;
  advance();
  uint32_t level = 0;
  for (;; advance()) {
    if (at(Kind::kDot)) {
      level++;
    } else if (at(Kind::kEllipsis)) {
      level += 3;
    } else {
      break;
    }
  }
  ImportFrom* statement = make<ImportFrom>(begin);
  statement->level = level;
  if (level == 0 || !at(Kind::kKeywordImport)) statement->module = parse_dotted_name();
  expect(Kind::kKeywordImport);
  parse_import_names(statement);
  statement->end = last_end_;
  return statement;
}

void FastParser::parse_import_names(ast::ImportFrom* statement) {
  size_t start = mark();
  if (at(Kind::kStar)) {
    uint32_t begin = token_.begin;
    advance();
    alias* item = make<alias>(begin);
    item->name = names_.intern("*");
    push(item);
    statement->names = take<alias>(start);
    return;
  }
  bool parenthesized = accept(Kind::kLeftParen);
  do {
    if (parenthesized && at(Kind::kRightParen) && mark() > start) break;
    uint32_t begin = token_.begin;
    NameId name = expect_name();
    NameId asname = accept(Kind::kKeywordAs) ? expect_name() : NameId::kNone;
    alias* item = make<alias>(begin);
    item->name = name;
    item->asname = asname;
    push(item);
  } while (accept(Kind::kComma));
  if (parenthesized) expect(Kind::kRightParen);
  statement->names = take<alias>(start);
}

template <class T>
ast::StmtNode* FastParser::parse_scope_names() {
  uint32_t begin = token_.begin;
  std::vector<NameId> names;
  advance();
  do {
    names.push_back(expect_name());
  } while (accept(Kind::kComma));
  T* statement = make<T>(begin);
  statement->names = arena_.copy_span(names.data(), names.size());
  return statement;
}

}  // namespace memphis
