// What stands left of an assignment is read as an expression and becomes a target when its `=` comes into sight.
#include "syntax/fast_parser.h"
#include "syntax/token_class.h"

namespace memphis {

using namespace ast;

// Gives `expression` the context if it is a target; its parts too. False: it is none.
bool FastParser::set_target(Expr* expression, Context context) {
  switch (expression->kind) {
    case NodeKind::kName:
    case NodeKind::kAttribute:
    case NodeKind::kSubscript: break;
    case NodeKind::kStarred: {
      Expr* value = expression->as<Starred>()->value;
      if (context == Context::kDel || value->is<Starred>() || !set_target(value, context)) return false;
      break;
    }
    case NodeKind::kTuple:
      // A bare tuple is no part of another one; the caller lets it pass where it is the whole target.
      if (!expression->is_parenthesized()) return false;
      [[fallthrough]];
    case NodeKind::kList:
      for (Expr* element : expression->as<List>()->elts) {
        if (!set_target(element, context)) return false;
      }
      break;
    default: return false;
  }
  expression->flags = static_cast<uint8_t>(expression->flags | static_cast<uint8_t>(context));
  return true;
}

bool FastParser::is_single_target(const Expr* expression) const {
  return expression->is<Name>() || expression->is<Attribute>() || expression->is<Subscript>();
}

ast::ExprNode* FastParser::to_star_targets(Expr* expression) {
  if (expression->is<Tuple>() && !expression->is_parenthesized()) {
    for (Expr* element : expression->as<Tuple>()->elts) {
      if (!set_target(element, Context::kStore)) fail();
    }
    expression->flags = static_cast<uint8_t>(Context::kStore);
  } else if (!set_target(expression, Context::kStore)) {
    fail();
  }
  return expression;
}

// The targets of `for`: the `in` that ends them must not be read as an operator.
ast::ExprNode* FastParser::parse_star_targets() {
  uint32_t begin = token_.begin;
  auto parse_one = [this] {
    return at(Kind::kStar) ? parse_starred(&FastParser::parse_bitwise_or) : parse_bitwise_or();
  };
  Expr* first = parse_one();
  if (!at(Kind::kComma)) return to_star_targets(first);
  size_t start = mark();
  push(first);
  while (accept(Kind::kComma) && begins_star_expression(token_.kind)) push(parse_one());
  Tuple* tuple = make<Tuple>(begin);
  tuple->elts = take<Expr>(start);
  return to_star_targets(tuple);
}

}  // namespace memphis
