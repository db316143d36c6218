// The explainer's rules for the arguments of calls, and for the parameters of functions and types.
#include <fmt/core.h>

#include "syntax/explainer.h"

namespace memphis {

// A Call piece: its items are the positional arguments; detail is set when there is a `**`.
Explainer::P Explainer::arguments() {
  P found;
  if (recall(RuleId::kArguments, &found)) return found;
  Level level(*this);
  uint32_t start = mark_;
  found = args();
  if (found != nullptr) {
    take(Kind::kComma);
    if (!peek(Kind::kRightParen)) found = nullptr;
  }
  if (found == nullptr) {
    mark_ = start;
    if (mistakes_) invalid_arguments();
    mark_ = start;
  }
  return remember(RuleId::kArguments, start, failed_ ? nullptr : found);
}

Explainer::P Explainer::args() {
  uint32_t start = mark_;
  Pieces items;
  Pieces named;
  if (gather([this] { return positional_argument(); }, &items)) {
    uint32_t here = mark_;
    if (!take(Kind::kComma) || !kwargs(&named)) {
      mark_ = here;
      named.clear();
    }
  } else {
    mark_ = start;
    if (!kwargs(&named)) return back(start);
  }
  bool has_double_star = false;
  for (P piece : named) {
    if (piece->kind == NodeKind::kStarred) items.push_back(piece);
    has_double_star |= piece->detail != 0;
  }
  Piece* call = make(NodeKind::kCall, start);
  call->items = arena_.copy_span(items.data(), items.size());
  call->detail = has_double_star;
  return failed_ ? nullptr : call;
}

Explainer::P Explainer::positional_argument() {
  uint32_t start = mark_;
  if (P found = starred_expression()) return found;
  P found = assignment_expression();
  if (found == nullptr) found = expression_not_named();
  return found != nullptr && !peek(Kind::kEqual) && !failed_ ? found : back(start);
}

Explainer::P Explainer::starred_expression() {
  uint32_t start = mark_;
  if (mistakes_ && take(Kind::kStar) && expression() != nullptr && take(Kind::kEqual)) {
    if (P value = expression()) raise_tokens(start, value->last, "cannot assign to iterable argument unpacking");
  }
  mark_ = start;
  if (take(Kind::kStar)) {
    if (P value = expression()) {
      Piece* starred = make(NodeKind::kStarred, start);
      starred->inner = value;
      return starred;
    }
    if (mistakes_) raise("Invalid star expression");
  }
  return back(start);
}

bool Explainer::kwargs(Pieces* items) {
  uint32_t start = mark_;
  auto plain = [&] { return gather([this] { return keyword_or_starred(); }, items); };
  auto doubled = [&] { return gather([this] { return keyword_or_double_starred(); }, items); };
  if (plain() && take(Kind::kComma) && doubled()) return true;
  mark_ = start;
  items->clear();
  if (plain()) return true;
  mark_ = start;
  items->clear();
  return doubled() || back_false(start);
}

Explainer::P Explainer::named_argument() {
  uint32_t start = mark_;
  if (name() != nullptr && take(Kind::kEqual) && expression() != nullptr) return make(NodeKind::kkeyword, start);
  return back(start);
}

Explainer::P Explainer::keyword_or_starred() {
  if (mistakes_) invalid_keyword();
  if (P found = named_argument()) return found;
  return starred_expression();
}

Explainer::P Explainer::keyword_or_double_starred() {
  if (mistakes_) invalid_keyword();
  if (P found = named_argument()) return found;
  uint32_t start = mark_;
  if (take(Kind::kDoubleStar) && expression() != nullptr) {
    Piece* piece = make(NodeKind::kkeyword, start);
    piece->detail = 1;
    return piece;
  }
  return back(start);
}

void Explainer::invalid_keyword() {
  uint32_t start = mark_;
  if (take_any({Kind::kKeywordTrue, Kind::kKeywordFalse, Kind::kKeywordNone}) && take(Kind::kEqual)) {
    return raise_tokens(start, start + 1, fmt::format("cannot assign to {}", text(tokens_[start].token)));
  }
  mark_ = start;
  bool is_named = name() != nullptr && take(Kind::kEqual);
  if (is_named && expression() != nullptr && comprehension_clauses(nullptr)) {
    return raise_tokens(start, start + 1, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  mark_ = start;
  if (P target = is_named ? nullptr : expression(); target != nullptr && take(Kind::kEqual)) {
    return raise_tokens(target->first, mark_ - 1, "expression cannot contain assignment, perhaps you meant \"==\"?");
  }
  mark_ = start;
  if (take(Kind::kDoubleStar) && expression() != nullptr && take(Kind::kEqual)) {
    if (P value = expression()) raise_tokens(start, value->last, "cannot assign to keyword argument unpacking");
  }
  mark_ = start;
}

// The last thing in a comprehension: a condition, or else the iterable.
Explainer::P Explainer::last_comprehension_item(P clause) {
  return clause->items.empty() ? clause->inner : clause->items.back();
}

void Explainer::invalid_arguments() {
  constexpr const char* kUnparenthesized = "Generator expression must be parenthesized";
  uint32_t start = mark_;
  Pieces items;
  Pieces clauses;
  {
    bool matches = gather([this] { return positional_argument(); }, &items) && take(Kind::kComma) && kwargs(&items);
    if (!matches) {
      mark_ = start;
      matches = kwargs(&items);
    }
    uint32_t comma = mark_;
    auto starred = [this] {
      uint32_t here = mark_;
      return (starred_expression() != nullptr && !peek(Kind::kEqual)) || back_false(here);
    };
    if (matches && take(Kind::kComma) && gather(starred)) {
      return raise_from(comma, "iterable argument unpacking follows keyword argument unpacking");
    }
  }
  mark_ = start;
  if (P element = expression(); element != nullptr && comprehension_clauses(&clauses) && take(Kind::kComma)) {
    // What follows does not matter, but it is read, and may hold a worse error.
    if (args() == nullptr && expression() != nullptr) comprehension_clauses(nullptr);
    return raise_pieces(element, last_comprehension_item(clauses.back()), kUnparenthesized);
  }
  mark_ = start;
  if (name() != nullptr && take(Kind::kEqual) && expression() != nullptr && comprehension_clauses(nullptr)) {
    return raise_tokens(start, start + 1, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  mark_ = start;
  if (args() == nullptr || !take(Kind::kComma)) mark_ = start;
  uint32_t keyword = mark_;
  if (name() != nullptr && take(Kind::kEqual) && peek_any({Kind::kComma, Kind::kRightParen})) {
    return raise_tokens(keyword, keyword + 1, "expected argument value expression");
  }
  mark_ = start;
  clauses.clear();
  if (P call = args(); call != nullptr && comprehension_clauses(&clauses)) {
    // f(x for x in y) alone is right.
    if (call->items.size() > 1)
      raise_pieces(call->items.back(), last_comprehension_item(clauses.back()), kUnparenthesized);
    return;
  }
  mark_ = start;
  clauses.clear();
  if (args() != nullptr && take(Kind::kComma)) {
    P element = expression();
    if (element != nullptr && comprehension_clauses(&clauses)) {
      return raise_pieces(element, last_comprehension_item(clauses.back()), kUnparenthesized);
    }
  }
  mark_ = start;
  if (P call = args(); call != nullptr && take(Kind::kComma) && args() != nullptr) {
    raise(call->detail != 0 ? "positional argument follows keyword argument unpacking"
                            : "positional argument follows keyword argument");
  }
}

// ---- Parameters ---------------------------------------------------------------------------------------------------
// The rules for `def` and `lambda` differ in what ends the list, and in annotations.

bool Explainer::parameter_end(bool is_lambda) {
  return take(Kind::kComma) || peek(is_lambda ? Kind::kColon : Kind::kRightParen);
}

Explainer::P Explainer::parameter(bool is_lambda) {
  uint32_t start = mark_;
  if (name() == nullptr) return nullptr;
  if (!is_lambda) {
    uint32_t here = mark_;
    if (take(Kind::kColon) && expression() == nullptr) mark_ = here;
  }
  return failed_ ? nullptr : make(NodeKind::karg, start);
}

bool Explainer::default_value() {
  uint32_t start = mark_;
  if (take(Kind::kEqual) && expression() != nullptr) return true;
  mark_ = start;
  if (mistakes_ && take(Kind::kEqual) && peek_any({Kind::kRightParen, Kind::kComma})) {
    raise_token(start, "expected default value expression");
  }
  return back_false(start);
}

Explainer::P Explainer::parameter_no_default(bool is_lambda) {
  uint32_t start = mark_;
  P found = parameter(is_lambda);
  return found != nullptr && parameter_end(is_lambda) ? found : back(start);
}

bool Explainer::parameter_with_default(bool is_lambda) {
  uint32_t start = mark_;
  return (parameter(is_lambda) != nullptr && default_value() && parameter_end(is_lambda)) || back_false(start);
}

bool Explainer::parameter_maybe_default(bool is_lambda) {
  uint32_t start = mark_;
  if (parameter(is_lambda) == nullptr) return back_false(start);
  default_value();
  return parameter_end(is_lambda) || back_false(start);
}

bool Explainer::parameters_no_default(bool is_lambda) {
  bool any = false;
  while (parameter_no_default(is_lambda) != nullptr) any = true;
  return any;
}

bool Explainer::parameters_with_default(bool is_lambda) {
  bool any = false;
  while (parameter_with_default(is_lambda)) any = true;
  return any;
}

bool Explainer::parameters_maybe_default(bool is_lambda) {
  bool any = false;
  while (parameter_maybe_default(is_lambda)) any = true;
  return any;
}

bool Explainer::slash_no_default(bool is_lambda) {
  uint32_t start = mark_;
  return (parameters_no_default(is_lambda) && take(Kind::kSlash) && parameter_end(is_lambda)) || back_false(start);
}

bool Explainer::slash_with_default(bool is_lambda) {
  uint32_t start = mark_;
  parameters_no_default(is_lambda);
  return (parameters_with_default(is_lambda) && take(Kind::kSlash) && parameter_end(is_lambda)) || back_false(start);
}

bool Explainer::parameters(bool is_lambda) {
  Level level(*this);
  uint32_t start = mark_;
  if (mistakes_) invalid_parameters(is_lambda);
  mark_ = start;
  if (slash_no_default(is_lambda)) {
    parameters_no_default(is_lambda);
    parameters_with_default(is_lambda);
    star_etc(is_lambda);
    return !failed_;
  }
  if (slash_with_default(is_lambda)) {
    parameters_with_default(is_lambda);
    star_etc(is_lambda);
    return !failed_;
  }
  bool any = parameters_no_default(is_lambda);
  any |= parameters_with_default(is_lambda);
  any |= star_etc(is_lambda);
  return any && !failed_;
}

bool Explainer::star_etc(bool is_lambda) {
  uint32_t start = mark_;
  if (mistakes_) invalid_star_etc(is_lambda);
  mark_ = start;
  bool matches = take(Kind::kStar) && parameter_no_default(is_lambda) != nullptr;
  if (!matches && !is_lambda) {
    mark_ = start;
    matches = take(Kind::kStar) && name() != nullptr && take(Kind::kColon) && star_expression() != nullptr &&
              parameter_end(false);
  }
  if (matches) {
    parameters_maybe_default(is_lambda);
    keywords_parameter(is_lambda);
    return !failed_;
  }
  mark_ = start;
  if (take(Kind::kStar) && take(Kind::kComma) && parameters_maybe_default(is_lambda)) {
    keywords_parameter(is_lambda);
    return !failed_;
  }
  mark_ = start;
  return keywords_parameter(is_lambda);
}

bool Explainer::keywords_parameter(bool is_lambda) {
  uint32_t start = mark_;
  if (mistakes_) invalid_keywords_parameter(is_lambda);
  mark_ = start;
  return (take(Kind::kDoubleStar) && parameter_no_default(is_lambda) != nullptr) || back_false(start);
}

void Explainer::invalid_parameters(bool is_lambda) {
  uint32_t start = mark_;
  auto any_slash = [&] { return slash_no_default(is_lambda) || slash_with_default(is_lambda); };
  if (take(Kind::kSlash) && take(Kind::kComma)) return raise_token(start, "at least one argument must precede /");
  mark_ = start;
  if (any_slash()) {
    parameters_maybe_default(is_lambda);
    uint32_t slash = mark_;
    if (take(Kind::kSlash)) return raise_token(slash, "/ may appear only once");
  }
  mark_ = start;
  slash_no_default(is_lambda);
  parameters_no_default(is_lambda);
  if (slash_with_default(is_lambda) || parameters_with_default(is_lambda)) {
    if (P bare = parameter_no_default(is_lambda)) {
      return raise_piece(bare, "parameter without a default follows parameter with a default");
    }
  }
  mark_ = start;
  parameters_no_default(is_lambda);
  uint32_t open = mark_;
  if (take(Kind::kLeftParen)) {
    bool matches = is_lambda ? gather([this] { return parameter(true) != nullptr; }) : parameters_no_default(false);
    if (matches) {
      take(Kind::kComma);
      uint32_t close = mark_;
      if (take(Kind::kRightParen)) {
        return raise_tokens(open, close,
                            is_lambda ? "Lambda expression parameters cannot be parenthesized"
                                      : "Function parameters cannot be parenthesized");
      }
    }
  }
  mark_ = start;
  any_slash();
  parameters_maybe_default(is_lambda);
  if (take(Kind::kStar) && (take(Kind::kComma) || parameter_no_default(is_lambda) != nullptr)) {
    parameters_maybe_default(is_lambda);
    uint32_t slash = mark_;
    if (take(Kind::kSlash)) return raise_token(slash, "/ must be ahead of *");
  }
  mark_ = start;
  if (parameters_maybe_default(is_lambda) && take(Kind::kSlash)) {
    uint32_t star = mark_;
    if (take(Kind::kStar)) raise_token(star, "expected comma between / and *");
  }
}

void Explainer::invalid_star_etc(bool is_lambda) {
  uint32_t start = mark_;
  Kind closing = is_lambda ? Kind::kColon : Kind::kRightParen;
  if (!take(Kind::kStar)) return;
  bool bare = take(closing);
  if (!bare && take(Kind::kComma)) bare = take(closing) || take(Kind::kDoubleStar);
  if (bare) {
    constexpr const char* kMessage = "named arguments must follow bare *";
    return is_lambda ? raise(kMessage) : raise_token(start, kMessage);
  }
  mark_ = start + 1;
  if (parameter(is_lambda) != nullptr) {
    uint32_t equal = mark_;
    if (take(Kind::kEqual)) return raise_token(equal, "var-positional argument cannot have default value");
  }
  mark_ = start + 1;
  if (parameter_no_default(is_lambda) != nullptr || take(Kind::kComma)) {
    parameters_maybe_default(is_lambda);
    uint32_t star = mark_;
    if (take(Kind::kStar) && (parameter_no_default(is_lambda) != nullptr || take(Kind::kComma))) {
      raise_token(star, "* argument may appear only once");
    }
  }
}

void Explainer::invalid_keywords_parameter(bool is_lambda) {
  if (!take(Kind::kDoubleStar) || parameter(is_lambda) == nullptr) return;
  uint32_t next = mark_;
  if (take(Kind::kEqual)) return raise_token(next, "var-keyword argument cannot have default value");
  if (!take(Kind::kComma)) return;
  uint32_t after = mark_;
  constexpr const char* kMessage = "arguments cannot follow var-keyword argument";
  if (P other = parameter(is_lambda)) return raise_piece(other, kMessage);
  if (take_any({Kind::kStar, Kind::kDoubleStar, Kind::kSlash})) raise_token(after, kMessage);
}

// ---- Type parameters ----------------------------------------------------------------------------------------------

bool Explainer::type_params() {
  uint32_t start = mark_;
  if (!take(Kind::kLeftBracket)) return false;
  if (mistakes_ && take(Kind::kRightBracket)) {
    raise_from(start + 1, "Type parameter list cannot be empty");
    return false;
  }
  if (!gather([this] { return type_param() != nullptr; })) return back_false(start);
  take(Kind::kComma);
  return take(Kind::kRightBracket) || back_false(start);
}

Explainer::P Explainer::type_param() {
  P found;
  if (recall(RuleId::kTypeParam, &found)) return found;
  uint32_t start = mark_;
  found = type_param_raw() ? make(NodeKind::kTypeVar, start) : back(start);
  return remember(RuleId::kTypeParam, start, found);
}

bool Explainer::type_param_raw() {
  uint32_t start = mark_;
  auto optional = [this](Kind sign, Rule rule) {
    uint32_t here = mark_;
    if (take(sign) && (this->*rule)() == nullptr) mark_ = here;
  };
  if (name() != nullptr) {
    optional(Kind::kColon, &Explainer::expression);
    optional(Kind::kEqual, &Explainer::expression);
    return !failed_;
  }
  bool is_tuple = peek(Kind::kStar);
  if (!take_any({Kind::kStar, Kind::kDoubleStar}) || name() == nullptr) return back_false(start);
  if (mistakes_) {
    uint32_t colon = mark_;
    P bound = take(Kind::kColon) ? expression() : nullptr;
    if (bound != nullptr) {
      raise_from(colon, fmt::format("cannot use {} with {}", bound->kind == NodeKind::kTuple ? "constraints" : "bound",
                                    is_tuple ? "TypeVarTuple" : "ParamSpec"));
      return false;
    }
    mark_ = colon;
  }
  optional(Kind::kEqual, is_tuple ? &Explainer::star_expression : &Explainer::expression);
  return !failed_;
}

}  // namespace memphis
