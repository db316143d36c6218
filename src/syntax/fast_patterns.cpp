// `match` and its patterns.
#include "syntax/fast_parser.h"
#include "syntax/token_class.h"

namespace memphis {

using namespace ast;

// At the name `match` at the beginning of a statement: whether it is the keyword. What follows a name in an expression
// cannot begin one, except for the brackets and signs; then the line has to be looked at as a whole.
bool FastParser::at_match_statement() {
  switch (peek().kind) {
    case Kind::kLeftParen:
    case Kind::kLeftBracket:
    case Kind::kMinus:
    case Kind::kPlus:
    case Kind::kStar: return line_opens_match_block();
    case Kind::kKeywordNot: return peek(2).kind != Kind::kKeywordIn;
    default: return begins_expression(peek().kind);
  }
}

bool FastParser::line_opens_match_block() {
  for (size_t i = 1;; i++) {
    Kind kind = peek(i).kind;
    if (kind == Kind::kEndMarker || kind == Kind::kError) return false;
    if (kind != Kind::kNewline) continue;
    return peek(i - 1).kind == Kind::kColon && peek(i + 1).kind == Kind::kIndent && text(peek(i + 2)) == "case";
  }
}

ast::StmtNode* FastParser::parse_match() {
  uint32_t begin = token_.begin;
  advance();
  uint32_t subject_begin = token_.begin;
  Expr* subject = parse_star_named_expression();
  if (at(Kind::kComma)) {
    size_t elements = mark();
    push(subject);
    while (accept(Kind::kComma) && begins_star_expression(token_.kind)) push(parse_star_named_expression());
    Tuple* tuple = make<Tuple>(subject_begin);
    tuple->elts = take<Expr>(elements);
    subject = tuple;
  } else if (subject->is<Starred>()) {
    fail();
  }
  expect(Kind::kColon);
  if (!at(Kind::kNewline)) fail();
  advance_layout();
  if (!at(Kind::kIndent)) fail();
  advance_layout();
  size_t start = mark();
  do {
    push(parse_case());
  } while (!at(Kind::kDedent) && !failed_);
  advance_layout();
  Match* statement = make<Match>(begin);
  statement->subject = subject;
  statement->cases = take<match_case>(start);
  return statement;
}

ast::match_case* FastParser::parse_case() {
  uint32_t begin = token_.begin;
  if (!at_word("case")) fail();
  advance();
  Pattern* pattern = parse_patterns();
  Expr* guard = accept(Kind::kKeywordIf) ? parse_named_expression() : nullptr;
  NodeList<Stmt> body = parse_block();
  match_case* result = make<match_case>(begin);
  result->pattern = pattern;
  result->guard = guard;
  result->body = body;
  return result;
}

// At the top of a `case` a sequence needs no brackets.
ast::PatternNode* FastParser::parse_patterns() {
  uint32_t begin = token_.begin;
  Pattern* first = parse_maybe_star_pattern();
  if (!at(Kind::kComma)) {
    if (first->is<MatchStar>()) fail();
    return first;
  }
  size_t start = mark();
  push(first);
  while (accept(Kind::kComma) && !at(Kind::kColon) && !at(Kind::kKeywordIf)) push(parse_maybe_star_pattern());
  MatchSequence* sequence = make<MatchSequence>(begin);
  sequence->patterns = take<Pattern>(start);
  return sequence;
}

ast::PatternNode* FastParser::parse_maybe_star_pattern() {
  if (!at(Kind::kStar)) return parse_pattern();
  uint32_t begin = token_.begin;
  advance();
  NameId name = NameId::kNone;
  if (at_word("_")) {
    advance();
  } else {
    name = parse_capture_target();
  }
  MatchStar* star = make<MatchStar>(begin);
  star->name = name;
  return star;
}

// A name that a value is bound to. It may not go on as something else.
NameId FastParser::parse_capture_target() {
  if (at_word("_")) fail();
  NameId name = expect_name();
  if (at(Kind::kDot) || at(Kind::kLeftParen) || at(Kind::kEqual)) fail();
  return name;
}

ast::PatternNode* FastParser::parse_pattern() {
  Depth depth(*this);
  uint32_t begin = token_.begin;
  Pattern* pattern = parse_or_pattern();
  if (!accept(Kind::kKeywordAs)) return pattern;
  NameId name = parse_capture_target();
  MatchAs* result = make<MatchAs>(begin);
  result->pattern = pattern;
  result->name = name;
  return result;
}

ast::PatternNode* FastParser::parse_or_pattern() {
  uint32_t begin = token_.begin;
  Pattern* first = parse_closed_pattern();
  if (!at(Kind::kBar)) return first;
  size_t start = mark();
  push(first);
  while (accept(Kind::kBar)) push(parse_closed_pattern());
  MatchOr* alternatives = make<MatchOr>(begin);
  alternatives->patterns = take<Pattern>(start);
  return alternatives;
}

ast::PatternNode* FastParser::parse_closed_pattern() {
  uint32_t begin = token_.begin;
  switch (token_.kind) {
    case Kind::kName: return parse_name_pattern();
    case Kind::kLeftParen: return parse_group_pattern();
    case Kind::kLeftBracket: return parse_sequence_pattern();
    case Kind::kLeftBrace: return parse_mapping_pattern();
    case Kind::kKeywordNone:
    case Kind::kKeywordTrue:
    case Kind::kKeywordFalse: {
      Expr* value = parse_atom();
      MatchSingleton* singleton = make<MatchSingleton>(begin);
      singleton->value = value;
      return singleton;
    }
    default: return parse_value_pattern(parse_pattern_literal(), begin);
  }
}

ast::PatternNode* FastParser::parse_value_pattern(Expr* value, uint32_t begin) {
  MatchValue* pattern = make<MatchValue>(begin);
  pattern->value = value;
  return pattern;
}

// Strings, and numbers with a sign or as a sum of a real and an imaginary one.
ast::ExprNode* FastParser::parse_pattern_literal() {
  if (at(Kind::kString) || at_formatted_string()) return parse_strings();
  uint32_t begin = token_.begin;
  Expr* real = parse_signed_number();
  if (!at(Kind::kPlus) && !at(Kind::kMinus)) return real;
  const Expr* magnitude = real->is<UnaryOp>() ? real->as<UnaryOp>()->operand : real;
  if (magnitude->is<ConstantImaginary>()) fail();
  BinaryOperator op = at(Kind::kPlus) ? BinaryOperator::kAdd : BinaryOperator::kSub;
  advance();
  if (!at(Kind::kNumber)) fail();
  Expr* imaginary = parse_atom();
  if (!imaginary->is<ConstantImaginary>()) fail();
  BinOp* sum = make<BinOp>(begin);
  sum->detail = static_cast<uint16_t>(op);
  sum->left = real;
  sum->right = imaginary;
  return sum;
}

ast::ExprNode* FastParser::parse_signed_number() {
  uint32_t begin = token_.begin;
  bool negative = accept(Kind::kMinus);
  if (!at(Kind::kNumber)) fail();
  Expr* number = parse_atom();
  if (!negative) return number;
  UnaryOp* operation = make<UnaryOp>(begin);
  operation->detail = static_cast<uint16_t>(UnaryOperator::kUSub);
  operation->operand = number;
  return operation;
}

// name or name.name...
ast::ExprNode* FastParser::parse_attribute_chain() {
  uint32_t begin = token_.begin;
  NameId id = expect_name();
  Name* name = make<Name>(begin);
  name->name = id;
  Expr* value = name;
  while (accept(Kind::kDot)) {
    NameId attr = expect_name();
    Attribute* attribute = make<Attribute>(begin);
    attribute->value = value;
    attribute->attr = attr;
    value = attribute;
  }
  return value;
}

ast::PatternNode* FastParser::parse_name_pattern() {
  uint32_t begin = token_.begin;
  Kind next = peek().kind;
  if (at_word("_")) {
    advance();
    return make<MatchAs>(begin);
  }
  if (next != Kind::kDot && next != Kind::kLeftParen) {
    NameId name = parse_capture_target();
    MatchAs* capture = make<MatchAs>(begin);
    capture->name = name;
    return capture;
  }
  Expr* value = parse_attribute_chain();
  if (at(Kind::kLeftParen)) return parse_class_pattern(begin, value);
  if (at(Kind::kEqual)) fail();
  return parse_value_pattern(value, begin);
}

ast::PatternNode* FastParser::parse_class_pattern(uint32_t begin, Expr* cls) {
  advance();
  size_t start = mark();
  std::vector<NameId> names;
  size_t positional = 0;
  while (!at(Kind::kRightParen) && !failed_) {
    if (at(Kind::kName) && peek().kind == Kind::kEqual) {
      names.push_back(expect_name());
      advance();
    } else {
      if (!names.empty()) fail();
      positional++;
    }
    push(parse_pattern());
    if (!accept(Kind::kComma)) break;
  }
  expect(Kind::kRightParen);
  MatchClass* pattern = make<MatchClass>(begin);
  pattern->cls = cls;
  pattern->kwd_attrs = arena_.copy_span(names.data(), names.size());
  pattern->kwd_patterns = take<Pattern>(start + positional);
  pattern->patterns = take<Pattern>(start);
  return pattern;
}

// (pattern), which is the pattern itself, or a sequence.
ast::PatternNode* FastParser::parse_group_pattern() {
  uint32_t begin = token_.begin;
  advance();
  size_t start = mark();
  if (!at(Kind::kRightParen)) {
    Pattern* first = parse_maybe_star_pattern();
    if (!at(Kind::kComma)) {
      if (first->is<MatchStar>()) fail();
      expect(Kind::kRightParen);
      return first;
    }
    push(first);
    while (accept(Kind::kComma) && !at(Kind::kRightParen)) push(parse_maybe_star_pattern());
  }
  expect(Kind::kRightParen);
  MatchSequence* sequence = make<MatchSequence>(begin);
  sequence->patterns = take<Pattern>(start);
  return sequence;
}

ast::PatternNode* FastParser::parse_sequence_pattern() {
  uint32_t begin = token_.begin;
  advance();
  size_t start = mark();
  while (!at(Kind::kRightBracket) && !failed_) {
    push(parse_maybe_star_pattern());
    if (!accept(Kind::kComma)) break;
  }
  expect(Kind::kRightBracket);
  MatchSequence* sequence = make<MatchSequence>(begin);
  sequence->patterns = take<Pattern>(start);
  return sequence;
}

ast::PatternNode* FastParser::parse_mapping_pattern() {
  uint32_t begin = token_.begin;
  advance();
  size_t start = mark();
  std::vector<ExprNode*> keys;
  NameId rest = NameId::kNone;
  while (!at(Kind::kRightBrace) && !failed_) {
    if (accept(Kind::kDoubleStar)) {
      rest = parse_capture_target();
      accept(Kind::kComma);
      break;
    }
    bool is_constant = at(Kind::kKeywordNone) || at(Kind::kKeywordTrue) || at(Kind::kKeywordFalse);
    if (at(Kind::kName)) {
      keys.push_back(parse_attribute_chain());
      if (keys.back()->is<Name>()) fail();
    } else {
      keys.push_back(is_constant ? parse_atom() : parse_pattern_literal());
    }
    expect(Kind::kColon);
    push(parse_pattern());
    if (!accept(Kind::kComma)) break;
  }
  expect(Kind::kRightBrace);
  MatchMapping* mapping = make<MatchMapping>(begin);
  mapping->keys = arena_.copy_span(keys.data(), keys.size());
  mapping->patterns = take<Pattern>(start);
  mapping->rest = rest;
  return mapping;
}

}  // namespace memphis
