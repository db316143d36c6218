// The explainer's rules for compound statements.
#include <fmt/core.h>

#include "syntax/explainer.h"

namespace memphis {

Explainer::P Explainer::compound_statement() {
  if (failed_) return nullptr;
  switch (read(mark_).token.kind) {
    case Kind::kKeywordDef: return function_definition();
    case Kind::kAt:
      if (P found = function_definition()) return found;
      return class_definition();
    case Kind::kKeywordAsync:
      if (P found = function_definition()) return found;
      if (P found = with_statement()) return found;
      return for_statement();
    case Kind::kKeywordIf: return if_statement(Kind::kKeywordIf);
    case Kind::kKeywordClass: return class_definition();
    case Kind::kKeywordWith: return with_statement();
    case Kind::kKeywordFor: return for_statement();
    case Kind::kKeywordTry: return try_statement();
    case Kind::kKeywordWhile: return while_statement();
    default: return match_statement();
  }
}

// NEWLINE !INDENT
bool Explainer::newline_without_indent() { return take(Kind::kNewline) && !peek(Kind::kIndent) && !failed_; }

bool Explainer::block() {
  P found;
  if (recall(RuleId::kBlock, &found)) return found != nullptr;
  Level level(*this);
  uint32_t start = mark_;
  bool matches = take(Kind::kNewline) && take(Kind::kIndent) && statements() && take(Kind::kDedent);
  if (!matches) {
    mark_ = start;
    matches = simple_statements() != nullptr;
  }
  if (!matches && mistakes_) {
    mark_ = start;
    if (newline_without_indent()) raise_indentation("expected an indented block");
  }
  found = matches ? make(NodeKind::kModule, start) : back(start);
  return remember(RuleId::kBlock, start, found) != nullptr;
}

bool Explainer::decorators() {
  bool any = false;
  for (;;) {
    uint32_t here = mark_;
    if (!take(Kind::kAt) || named_expression() == nullptr || !take(Kind::kNewline)) {
      mark_ = here;
      return any;
    }
    any = true;
  }
}

Explainer::P Explainer::class_definition() {
  uint32_t start = mark_;
  if (decorators()) {
    if (P found = class_definition_raw()) return found;
  }
  mark_ = start;
  return class_definition_raw();
}

// 'class' NAME [type_params] ['(' [arguments] ')']
bool Explainer::class_head() {
  if (!take(Kind::kKeywordClass) || name() == nullptr) return false;
  type_params();
  uint32_t here = mark_;
  if (take(Kind::kLeftParen)) {
    arguments();
    if (!take(Kind::kRightParen)) mark_ = here;
  }
  return !failed_;
}

Explainer::P Explainer::class_definition_raw() {
  uint32_t start = mark_;
  if (mistakes_) {
    if (class_head() && take(Kind::kNewline)) raise("expected ':'");
    mark_ = start;
    if (class_head() && take(Kind::kColon) && newline_without_indent()) raise_missing_block("class definition", start);
    mark_ = start;
  }
  if (class_head() && take(Kind::kColon) && block()) return make(NodeKind::kClassDef, start);
  return back(start);
}

Explainer::P Explainer::function_definition() {
  uint32_t start = mark_;
  if (decorators()) {
    if (P found = function_definition_raw()) return found;
  }
  mark_ = start;
  return function_definition_raw();
}

// ['async'] 'def' NAME [type_params] '(' [params] ')' ['->' expression]; `forced`: the parenthesis must be there.
bool Explainer::function_head(bool forced) {
  take(Kind::kKeywordAsync);
  if (!take(Kind::kKeywordDef) || name() == nullptr) return false;
  type_params();
  if (forced ? !force(Kind::kLeftParen, "(") : !take(Kind::kLeftParen)) return false;
  parameters(false);
  if (!take(Kind::kRightParen)) return false;
  uint32_t here = mark_;
  if (take(Kind::kArrow) && expression() == nullptr) mark_ = here;
  return !failed_;
}

Explainer::P Explainer::function_definition_raw() {
  uint32_t start = mark_;
  if (mistakes_) {
    uint32_t keyword = peek(Kind::kKeywordAsync) ? start + 1 : start;
    if (function_head(false) && take(Kind::kColon) && newline_without_indent()) {
      raise_missing_block("function definition", keyword);
    }
    mark_ = start;
    if (function_head(true) && force(Kind::kColon, ":")) block();
    mark_ = start;
  }
  if (function_head(false) && take(Kind::kColon) && block()) return make(NodeKind::kFunctionDef, start);
  return back(start);
}

// `if` and `elif`.
Explainer::P Explainer::if_statement(Kind keyword) {
  Level level(*this);
  uint32_t start = mark_;
  if (mistakes_) {
    if (take(keyword) && named_expression() != nullptr && take(Kind::kNewline)) raise("expected ':'");
    mark_ = start;
    if (take(keyword) && named_expression() != nullptr && take(Kind::kColon) && newline_without_indent()) {
      raise_missing_block(keyword == Kind::kKeywordIf ? "'if' statement" : "'elif' statement", start);
    }
    mark_ = start;
  }
  if (!take(keyword) || named_expression() == nullptr || !take(Kind::kColon) || !block()) return back(start);
  if (if_statement(Kind::kKeywordElif) == nullptr) else_block();
  return failed_ ? nullptr : make(NodeKind::kIf, start);
}

bool Explainer::else_block() {
  uint32_t start = mark_;
  if (mistakes_) {
    if (take(Kind::kKeywordElse) && take(Kind::kColon) && newline_without_indent()) {
      raise_missing_block("'else' statement", start);
    }
    mark_ = start;
    if (take(Kind::kKeywordElse) && take(Kind::kColon) && block() && take(Kind::kKeywordElif)) {
      raise("'elif' block follows an 'else' block");
    }
    mark_ = start;
  }
  if (take(Kind::kKeywordElse) && force(Kind::kColon, ":") && block()) return true;
  return back_false(start);
}

Explainer::P Explainer::while_statement() {
  uint32_t start = mark_;
  if (mistakes_) {
    if (take(Kind::kKeywordWhile) && named_expression() != nullptr && take(Kind::kNewline)) raise("expected ':'");
    mark_ = start;
    if (take(Kind::kKeywordWhile) && named_expression() != nullptr && take(Kind::kColon) && newline_without_indent()) {
      raise_missing_block("'while' statement", start);
    }
    mark_ = start;
  }
  if (!take(Kind::kKeywordWhile) || named_expression() == nullptr || !take(Kind::kColon) || !block())
    return back(start);
  else_block();
  return make(NodeKind::kWhile, start);
}

Explainer::P Explainer::for_statement() {
  uint32_t start = mark_;
  auto head = [this] {
    return take(Kind::kKeywordFor) && star_targets() != nullptr && take(Kind::kKeywordIn) &&
           star_expressions() != nullptr;
  };
  if (mistakes_) {
    take(Kind::kKeywordAsync);
    uint32_t keyword = mark_;
    if (head() && take(Kind::kNewline)) raise("expected ':'");
    mark_ = keyword;
    if (head() && take(Kind::kColon) && newline_without_indent()) raise_missing_block("'for' statement", keyword);
    mark_ = start;
  }
  take(Kind::kKeywordAsync);
  if (take(Kind::kKeywordFor) && star_targets() != nullptr && take(Kind::kKeywordIn)) {
    // Behind the `in` there is no other way to read it.
    if (star_expressions() == nullptr || !take(Kind::kColon) || !block()) return back(start);
    else_block();
    return make(NodeKind::kFor, start);
  }
  mark_ = start;
  if (mistakes_) invalid_for_target();
  return back(start);
}

void Explainer::invalid_for_target() {
  uint32_t start = mark_;
  take(Kind::kKeywordAsync);
  if (take(Kind::kKeywordFor)) {
    if (P target = star_expressions()) raise_invalid_target(target, false, true);
  }
  mark_ = start;
}

// ---- with ---------------------------------------------------------------------------------------------------------

Explainer::P Explainer::with_statement() {
  uint32_t start = mark_;
  if (mistakes_) invalid_with_statement(true);
  mark_ = start;
  take(Kind::kKeywordAsync);
  uint32_t keyword = mark_;
  auto items = [this] { return gather([this] { return with_item(); }); };
  if (take(Kind::kKeywordWith) && take(Kind::kLeftParen) && items()) {
    take(Kind::kComma);
    if (take(Kind::kRightParen) && take(Kind::kColon) && block()) return make(NodeKind::kWith, start);
  }
  mark_ = keyword;
  if (take(Kind::kKeywordWith) && items() && take(Kind::kColon) && block()) return make(NodeKind::kWith, start);
  mark_ = start;
  if (mistakes_) invalid_with_statement(false);
  return back(start);
}

bool Explainer::with_item() {
  uint32_t start = mark_;
  if (expression() != nullptr && take(Kind::kKeywordAs) && star_target() != nullptr &&
      peek_any({Kind::kComma, Kind::kRightParen, Kind::kColon})) {
    return true;
  }
  mark_ = start;
  if (mistakes_ && expression() != nullptr && take(Kind::kKeywordAs)) {
    P target = expression();
    if (target != nullptr && peek_any({Kind::kComma, Kind::kRightParen, Kind::kColon})) {
      raise_invalid_target(target, false, false);
    }
  }
  mark_ = start;
  return expression() != nullptr || back_false(start);
}

// The items of a `with` whose end is wrong: the colon is missing, or the block.
void Explainer::invalid_with_statement(bool indentation) {
  uint32_t start = mark_;
  take(Kind::kKeywordAsync);
  uint32_t keyword = mark_;
  auto item = [this](Rule context) {
    return [this, context] {
      if ((this->*context)() == nullptr) return false;
      uint32_t here = mark_;
      if (take(Kind::kKeywordAs) && star_target() == nullptr) mark_ = here;
      return !failed_;
    };
  };
  auto finish = [&] {
    if (!indentation) {
      if (take(Kind::kNewline)) raise("expected ':'");
    } else if (take(Kind::kColon) && newline_without_indent()) {
      raise_missing_block("'with' statement", keyword);
    }
  };
  if (take(Kind::kKeywordWith) && gather(item(&Explainer::expression))) finish();
  mark_ = keyword;
  if (take(Kind::kKeywordWith) && take(Kind::kLeftParen) && gather(item(&Explainer::expressions))) {
    take(Kind::kComma);
    if (take(Kind::kRightParen)) finish();
  }
  mark_ = start;
}

// ---- try ----------------------------------------------------------------------------------------------------------

Explainer::P Explainer::try_statement() {
  uint32_t start = mark_;
  if (mistakes_) invalid_try();
  mark_ = start;
  auto head = [this] { return take(Kind::kKeywordTry) && force(Kind::kColon, ":") && block(); };
  if (head() && finally_block()) return make(NodeKind::kTry, start);
  for (bool is_star : {false, true}) {
    mark_ = start;
    if (!head() || !except_blocks(is_star)) continue;
    else_block();
    finally_block();
    return failed_ ? nullptr : make(NodeKind::kTry, start);
  }
  return back(start);
}

bool Explainer::except_blocks(bool is_star) {
  if (!except_block(is_star)) return false;
  while (except_block(is_star)) {
  }
  return !failed_;
}

bool Explainer::finally_block() {
  uint32_t start = mark_;
  if (mistakes_ && take(Kind::kKeywordFinally) && take(Kind::kColon) && newline_without_indent()) {
    raise_missing_block("'finally' statement", start);
  }
  mark_ = start;
  if (take(Kind::kKeywordFinally) && force(Kind::kColon, ":") && block()) return true;
  return back_false(start);
}

// ['as' NAME]
void Explainer::optional_as_name() {
  uint32_t here = mark_;
  if (take(Kind::kKeywordAs) && name() == nullptr) mark_ = here;
}

bool Explainer::except_block(bool is_star) {
  uint32_t start = mark_;
  auto head = [&] { return take(Kind::kKeywordExcept) && (!is_star || take(Kind::kStar)); };
  if (mistakes_) invalid_except_indentation(is_star);
  mark_ = start;
  if (head() && expression() != nullptr && take(Kind::kColon) && block()) return true;
  mark_ = start;
  if (head() && expression() != nullptr && take(Kind::kKeywordAs) && name() != nullptr && take(Kind::kColon) &&
      block()) {
    return true;
  }
  mark_ = start;
  if (head() && expressions() != nullptr && take(Kind::kColon) && block()) return true;
  mark_ = start;
  if (!is_star && head() && take(Kind::kColon) && block()) return true;
  mark_ = start;
  if (mistakes_) invalid_except(is_star);
  return back_false(start);
}

void Explainer::invalid_except_indentation(bool is_star) {
  uint32_t start = mark_;
  auto head = [&] { return take(Kind::kKeywordExcept) && (!is_star || take(Kind::kStar)); };
  const char* what = is_star ? "'except*' statement" : "'except' statement";
  if (head() && expression() != nullptr) {
    optional_as_name();
    if (take(Kind::kColon) && newline_without_indent()) raise_missing_block(what, start);
  }
  mark_ = start;
  if (!is_star && head() && take(Kind::kColon) && newline_without_indent()) raise_missing_block(what, start);
  mark_ = start;
}

void Explainer::invalid_except(bool is_star) {
  uint32_t start = mark_;
  auto head = [&] { return take(Kind::kKeywordExcept) && (!is_star || take(Kind::kStar)); };
  if (head()) {
    P first = expression();
    if (first != nullptr && take(Kind::kComma) && expressions() != nullptr && take(Kind::kKeywordAs) &&
        name() != nullptr && take(Kind::kColon)) {
      return raise_from(first->first, "multiple exception types must be parenthesized when using 'as'");
    }
  }
  mark_ = start;
  if (head() && expression() != nullptr) {
    optional_as_name();
    if (take(Kind::kNewline)) return raise("expected ':'");
  }
  mark_ = start;
  if (is_star) {
    if (head() && take_any({Kind::kNewline, Kind::kColon})) return raise("expected one or more exception types");
  } else if (head() && take(Kind::kNewline)) {
    return raise("expected ':'");
  }
  mark_ = start;
  if (head() && expression() != nullptr && take(Kind::kKeywordAs)) {
    P target = expression();
    if (target != nullptr && take(Kind::kColon) && block()) {
      raise_piece(target,
                  fmt::format("cannot use except{} statement with {}", is_star ? "*" : "", expression_name(target)));
    }
  }
  mark_ = start;
}

void Explainer::invalid_try() {
  uint32_t start = mark_;
  auto head = [this] { return take(Kind::kKeywordTry) && take(Kind::kColon); };
  if (head() && newline_without_indent()) return raise_missing_block("'try' statement", start);
  mark_ = start;
  if (head() && block() && !peek_any({Kind::kKeywordExcept, Kind::kKeywordFinally}) && !failed_) {
    return raise("expected 'except' or 'finally' block");
  }
  auto blocks = [this] {
    while (block()) {
    }
    return !failed_;
  };
  mark_ = start;
  if (head() && blocks() && except_blocks(false)) {
    uint32_t keyword = mark_;
    if (take(Kind::kKeywordExcept) && take(Kind::kStar) && expression() != nullptr) {
      optional_as_name();
      if (take(Kind::kColon)) {
        return raise_tokens(keyword, keyword + 1, "cannot have both 'except' and 'except*' on the same 'try'");
      }
    }
  }
  mark_ = start;
  if (head() && blocks() && except_blocks(true)) {
    uint32_t keyword = mark_;
    if (take(Kind::kKeywordExcept)) {
      if (expression() != nullptr) optional_as_name();
      if (take(Kind::kColon)) {
        return raise_token(keyword, "cannot have both 'except' and 'except*' on the same 'try'");
      }
    }
  }
  mark_ = start;
}

// ---- match --------------------------------------------------------------------------------------------------------

Explainer::P Explainer::match_statement() {
  uint32_t start = mark_;
  if (!peek_word("match")) return nullptr;
  if (take_word("match") && subject_expression() && take(Kind::kColon) && take(Kind::kNewline) && take(Kind::kIndent) &&
      case_block()) {
    while (case_block()) {
    }
    if (take(Kind::kDedent)) return make(NodeKind::kMatch, start);
  }
  mark_ = start;
  if (mistakes_) {
    if (take_word("match") && subject_expression() && take(Kind::kNewline)) raise("expected ':'");
    mark_ = start;
    if (take_word("match") && subject_expression() && take(Kind::kColon) && newline_without_indent()) {
      raise_missing_block("'match' statement", start);
    }
  }
  return back(start);
}

bool Explainer::subject_expression() {
  uint32_t start = mark_;
  if (star_named_expression() != nullptr && take(Kind::kComma)) {
    star_named_expressions(nullptr);
    return !failed_;
  }
  mark_ = start;
  return named_expression() != nullptr || back_false(start);
}

// "case" patterns guard?
bool Explainer::case_head() {
  if (!take_word("case") || patterns() == nullptr) return false;
  uint32_t here = mark_;
  if (take(Kind::kKeywordIf) && named_expression() == nullptr) mark_ = here;
  return !failed_;
}

bool Explainer::case_block() {
  uint32_t start = mark_;
  if (mistakes_) {
    if (case_head() && take(Kind::kNewline)) raise("expected ':'");
    mark_ = start;
    if (case_head() && take(Kind::kColon) && newline_without_indent()) raise_missing_block("'case' statement", start);
    mark_ = start;
  }
  if (case_head() && take(Kind::kColon) && block()) return true;
  return back_false(start);
}

}  // namespace memphis
