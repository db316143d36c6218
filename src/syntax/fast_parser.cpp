#include "syntax/fast_parser.h"

#include "syntax/character_class.h"
#include "syntax/identifier.h"

namespace memphis {

using namespace ast;

FastParser::FastParser(const SourceText& source, NameTable& names, ParseResult& result, ParseMode mode,
                       ParseFlags flags)
    : source_(source),
      names_(names),
      result_(result),
      arena_(result.arena),
      mode_(mode),
      flags_(flags),
      stack_(flags.stack_budget),
      lexer_(source, flags.collect_warnings ? &result.diagnostics.warnings : nullptr) {
  if (mode != ParseMode::kModule) lexer_.ignore_added_newline();
  if (mode == ParseMode::kInteractive) lexer_.set_interactive(!flags.dont_imply_dedent);
}

void FastParser::pull_ahead() {
  token_ = ahead_[ahead_begin_++];
  if (ahead_begin_ == ahead_.size()) {
    ahead_.clear();
    ahead_begin_ = 0;
  }
}

const Token& FastParser::peek(size_t distance) {
  while (ahead_.size() - ahead_begin_ < distance) ahead_.push_back(lexer_.next());
  return ahead_[ahead_begin_ + distance - 1];
}

void FastParser::fail() {
  if (failed_) return;
  failed_ = true;
  refused_ = token_;
  ahead_.clear();
  ahead_begin_ = 0;
  lexer_.abandon();
  token_.kind = Kind::kError;
}

void FastParser::fail_too_deep() {
  if (!failed_) too_deep_ = true;
  fail();
}

void FastParser::fail_chain() {
  if (!failed_) too_deep_ = tree_too_deep_ = true;
  fail();
}

NameId FastParser::intern(const Token& token) {
  std::string_view word = text(token);
  if ((token.flags & Token::kHasNonAscii) == 0) return names_.intern(word);
  return names_.intern(normalize_identifier(word));
}

NameId FastParser::expect_name() {
  if (!at(Kind::kName)) {
    fail();
    return NameId::kNone;
  }
  NameId name = intern(token_);
  advance();
  return name;
}

ast::Node* FastParser::parse() {
  pull();
  Node* root = nullptr;
  switch (mode_) {
    case ParseMode::kModule: {
      size_t start = mark();
      while (!at(Kind::kEndMarker) && !failed_) parse_statement();
      Module* module = make<Module>(0);
      module->body = take<Stmt>(start);
      root = module;
      break;
    }
    case ParseMode::kExpression: {
      Expression* expression = make<Expression>(0);
      expression->body = parse_expressions();
      while (at(Kind::kNewline)) advance_layout();
      if (!at(Kind::kEndMarker)) fail();
      root = expression;
      break;
    }
    case ParseMode::kInteractive: root = parse_interactive(); break;
    case ParseMode::kFunctionType: root = parse_function_type(); break;
  }
  root->end = source_.size();
  result_.node_count = next_id_;
  return failed_ ? nullptr : root;
}

// One statement as the prompt reads it.
ast::Node* FastParser::parse_interactive() {
  size_t start = mark();
  Interactive* interactive = make<Interactive>(0);
  if (at(Kind::kNewline)) {
    push(make<Pass>(token_.begin));
    advance_layout();
  } else if (is_compound_statement()) {
    parse_statement();
    if (!at(Kind::kNewline)) fail();
    layout_end_ = token_.end;
  } else {
    parse_simple_statements();
  }
  interactive->body = take<Stmt>(start);
  if (!failed_ && !only_blank_after(layout_end_)) fail();
  return interactive;
}

// "(int, *str, **dict) -> bool": what the stars stand for is not kept.
ast::Node* FastParser::parse_function_type() {
  size_t start = mark();
  FunctionType* type = make<FunctionType>(0);
  expect(Kind::kLeftParen);
  while (!at(Kind::kRightParen) && !failed_) {
    if (!accept(Kind::kStar)) (void)accept(Kind::kDoubleStar);
    push(parse_expression());
    if (at(Kind::kRightParen)) break;
    expect(Kind::kComma);
    if (at(Kind::kRightParen)) fail();
  }
  expect(Kind::kRightParen);
  expect(Kind::kArrow);
  type->argtypes = take<Expr>(start);
  type->returns = parse_expression();
  while (at(Kind::kNewline)) advance_layout();
  if (!at(Kind::kEndMarker)) fail();
  return type;
}

// Parsing of one statement in "single" mode ends where it ends; only blanks and comments may follow.
bool FastParser::only_blank_after(uint32_t offset) const {
  const char* at = source_.data() + offset;
  for (;; at++) {
    if (*at == '#') {
      while (*at != '\n' && *at != '\0') at++;
    }
    if (*at == '\0') return true;
    if (!has_class(*at, kBlank) && *at != '\n') return false;
  }
}

}  // namespace memphis
