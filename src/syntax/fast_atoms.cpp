// Atoms, displays, comprehensions, and the parameters of `def` and `lambda`.
#include "syntax/fast_parser.h"
#include "syntax/token_class.h"

namespace memphis {

using namespace ast;

ast::ExprNode* FastParser::parse_atom() {
  uint32_t begin = token_.begin;
  switch (token_.kind) {
    case Kind::kName: {
      NameId id = intern(token_);
      advance();
      Name* name = make<Name>(begin);
      name->name = id;
      return name;
    }
    case Kind::kNumber: return parse_number();
    case Kind::kString:
    case Kind::kFStringStart:
    case Kind::kTStringStart: return parse_strings();
    case Kind::kLeftParen: return parse_parenthesized();
    case Kind::kLeftBracket: return parse_list();
    case Kind::kLeftBrace: return parse_braces();
    case Kind::kKeywordNone: advance(); return make<ConstantNone>(begin);
    case Kind::kKeywordTrue: advance(); return make<ConstantTrue>(begin);
    case Kind::kKeywordFalse: advance(); return make<ConstantFalse>(begin);
    case Kind::kEllipsis: advance(); return make<ConstantEllipsis>(begin);
    default: fail(); return make<ConstantNone>(begin);
  }
}

ast::ExprNode* FastParser::parse_number() {
  Token token = token_;
  advance();
  if ((token.flags & Token::kPrefixed) == 0 && (token.flags & (Token::kFloat | Token::kImaginary)) != 0) {
    double value = decode_float(text(token), token.flags);
    if ((token.flags & Token::kImaginary) != 0) {
      ConstantImaginary* constant = make<ConstantImaginary>(token.begin);
      constant->value = value;
      return constant;
    }
    ConstantFloat* constant = make<ConstantFloat>(token.begin);
    constant->value = value;
    return constant;
  }
  DecodedInt decoded = decode_int(arena_, text(token), token.flags);
  if (!decoded.text.empty() && (token.flags & Token::kPrefixed) == 0 && flags_.max_int_digits > 0 &&
      decoded.text.size() > flags_.max_int_digits) {
    fail();
  }
  ConstantInt* constant = make<ConstantInt>(token.begin);
  constant->value = decoded.value;
  constant->text = decoded.text;
  return constant;
}

// A group, a tuple or a generator expression.
ast::ExprNode* FastParser::parse_parenthesized() {
  uint32_t begin = token_.begin;
  advance();
  size_t start = mark();
  if (!at(Kind::kRightParen)) {
    bool begins_with_yield = at(Kind::kKeywordYield);
    Expr* first = begins_with_yield ? parse_yield() : parse_star_named_expression();
    if (at_comprehension() && !first->is<Starred>()) {
      if (begins_with_yield) fail();
      NodeList<comprehension> generators = parse_comprehensions();
      expect(Kind::kRightParen);
      GeneratorExp* generator = make<GeneratorExp>(begin);
      generator->elt = first;
      generator->generators = generators;
      return generator;
    }
    bool is_yield = first->is<Yield>() || first->is<YieldFrom>();
    if (!at(Kind::kComma) || (is_yield && !first->is_parenthesized())) {
      if (first->is<Starred>()) fail();
      expect(Kind::kRightParen);
      first->flags |= Node::kParenthesized;
      return first;
    }
    push(first);
    while (accept(Kind::kComma) && begins_star_expression(token_.kind)) push(parse_star_named_expression());
  }
  expect(Kind::kRightParen);
  Tuple* tuple = make<Tuple>(begin);
  tuple->flags = Node::kParenthesized;
  tuple->elts = take<Expr>(start);
  return tuple;
}

ast::ExprNode* FastParser::parse_list() {
  uint32_t begin = token_.begin;
  advance();
  size_t start = mark();
  if (!at(Kind::kRightBracket)) {
    Expr* first = parse_star_named_expression();
    if (at_comprehension() && !first->is<Starred>()) {
      NodeList<comprehension> generators = parse_comprehensions();
      expect(Kind::kRightBracket);
      ListComp* list = make<ListComp>(begin);
      list->elt = first;
      list->generators = generators;
      return list;
    }
    push(first);
    while (accept(Kind::kComma) && begins_star_expression(token_.kind)) push(parse_star_named_expression());
  }
  expect(Kind::kRightBracket);
  List* list = make<List>(begin);
  list->elts = take<Expr>(start);
  return list;
}

// A dict, a set or a comprehension of either.
ast::ExprNode* FastParser::parse_braces() {
  uint32_t begin = token_.begin;
  advance();
  if (at(Kind::kRightBrace) || at(Kind::kDoubleStar)) return parse_dict(begin, nullptr);
  Expr* first = parse_star_named_expression();
  if (at(Kind::kColon) && !first->is<Starred>()) {
    if (first->is<NamedExpr>() && !first->is_parenthesized()) fail();
    return parse_dict(begin, first);
  }
  if (at_comprehension() && !first->is<Starred>()) {
    NodeList<comprehension> generators = parse_comprehensions();
    expect(Kind::kRightBrace);
    SetComp* set = make<SetComp>(begin);
    set->elt = first;
    set->generators = generators;
    return set;
  }
  size_t start = mark();
  push(first);
  while (accept(Kind::kComma) && begins_star_expression(token_.kind)) push(parse_star_named_expression());
  expect(Kind::kRightBrace);
  Set* set = make<Set>(begin);
  set->elts = take<Expr>(start);
  return set;
}

// `first_key` has been read, and its colon is next; or null.
ast::ExprNode* FastParser::parse_dict(uint32_t begin, Expr* first_key) {
  size_t start = mark();
  bool more = true;
  if (first_key != nullptr) {
    advance();
    Expr* value = parse_expression();
    if (at_comprehension()) {
      NodeList<comprehension> generators = parse_comprehensions();
      expect(Kind::kRightBrace);
      DictComp* dict = make<DictComp>(begin);
      dict->key = first_key;
      dict->value = value;
      dict->generators = generators;
      return dict;
    }
    push(first_key);
    push(value);
  } else if (!at(Kind::kRightBrace)) {
    parse_dict_item();
  } else {
    more = false;
  }
  while (more && accept(Kind::kComma) && !at(Kind::kRightBrace)) parse_dict_item();
  expect(Kind::kRightBrace);
  Dict* dict = make<Dict>(begin);
  size_t count = (mark() - start) / 2;
  dict->keys = arena_.make_span<Expr*>(count);
  dict->values = arena_.make_span<Expr*>(count);
  for (size_t i = 0; i < count; i++) {
    dict->keys[i] = static_cast<Expr*>(items_[start + 2 * i]);
    dict->values[i] = static_cast<Expr*>(items_[start + 2 * i + 1]);
  }
  items_.resize(start);
  return dict;
}

// Pushes a key, or null for `**`, and a value.
void FastParser::parse_dict_item() {
  if (accept(Kind::kDoubleStar)) {
    push(nullptr);
    push(parse_bitwise_or());
    return;
  }
  push(parse_expression());
  expect(Kind::kColon);
  push(parse_expression());
}

ast::NodeList<ast::comprehension> FastParser::parse_comprehensions() {
  size_t start = mark();
  while (at_comprehension()) {
    uint32_t begin = token_.begin;
    bool is_async = accept(Kind::kKeywordAsync);
    expect(Kind::kKeywordFor);
    Expr* target = parse_star_targets();
    expect(Kind::kKeywordIn);
    Expr* iter = parse_disjunction();
    size_t conditions = mark();
    while (accept(Kind::kKeywordIf)) push(parse_disjunction());
    NodeList<Expr> ifs = take<Expr>(conditions);
    comprehension* clause = make<comprehension>(begin);
    clause->target = target;
    clause->iter = iter;
    clause->ifs = ifs;
    clause->detail = is_async;
    push(clause);
  }
  return take<comprehension>(start);
}

ast::arg* FastParser::parse_parameter(Kind closing, bool is_star) {
  uint32_t begin = token_.begin;
  NameId name = expect_name();
  Expr* annotation = nullptr;
  if (closing == Kind::kRightParen && accept(Kind::kColon)) {
    annotation = is_star ? parse_star_expression() : parse_expression();
  }
  arg* parameter = make<arg>(begin);
  parameter->name = name;
  parameter->annotation = annotation;
  return parameter;
}

// Up to the closing parenthesis of a `def` or the colon of a `lambda`, which stays.
ast::arguments* FastParser::parse_parameters(Kind closing) {
  arguments* result = make<arguments>(token_.begin);
  std::vector<arg*> positional, keyword_only;
  std::vector<Expr*> defaults, keyword_defaults;
  size_t positional_only = 0;
  bool saw_slash = false, saw_star = false;
  while (!at(closing) && !failed_) {
    if (at(Kind::kSlash)) {
      if (saw_slash || saw_star || positional.empty()) fail();
      saw_slash = true;
      positional_only = positional.size();
      advance();
    } else if (at(Kind::kStar)) {
      if (saw_star) fail();
      saw_star = true;
      advance();
      if (at(Kind::kComma)) {
        if (peek().kind != Kind::kName) fail();
      } else {
        result->vararg = parse_parameter(closing, true);
      }
    } else if (accept(Kind::kDoubleStar)) {
      result->kwarg = parse_parameter(closing, false);
      accept(Kind::kComma);
      break;
    } else {
      arg* parameter = parse_parameter(closing, false);
      Expr* default_value = accept(Kind::kEqual) ? parse_expression() : nullptr;
      if (saw_star) {
        keyword_only.push_back(parameter);
        keyword_defaults.push_back(default_value);
      } else {
        positional.push_back(parameter);
        if (default_value != nullptr) {
          defaults.push_back(default_value);
        } else if (!defaults.empty()) {
          fail();
        }
      }
    }
    if (!accept(Kind::kComma)) break;
  }
  if (!at(closing)) fail();
  result->end = last_end_ > result->begin ? last_end_ : result->begin;
  result->posonlyargs = arena_.copy_span(positional.data(), positional_only);
  result->args = arena_.copy_span(positional.data() + positional_only, positional.size() - positional_only);
  result->kwonlyargs = arena_.copy_span(keyword_only.data(), keyword_only.size());
  result->kw_defaults = arena_.copy_span(keyword_defaults.data(), keyword_defaults.size());
  result->defaults = arena_.copy_span(defaults.data(), defaults.size());
  return result;
}

}  // namespace memphis
