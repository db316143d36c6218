#include "syntax/explainer.h"

#include <algorithm>

#include "syntax/character_class.h"

namespace memphis {

Explainer::Explainer(const SourceText& source, ParseMode mode, ParseFlags flags)
    : source_(source), mode_(mode), flags_(flags), stack_(flags.stack_budget), lexer_(source) {
  if (mode != ParseMode::kModule) lexer_.ignore_added_newline();
  if (mode == ParseMode::kInteractive) lexer_.set_interactive(!flags.dont_imply_dedent);
}

bool Explainer::explain(Diagnostic* out) {
  bool matched = start_rule();
  if (matched && !failed_) {
    if (mode_ != ParseMode::kInteractive || only_blank_follows()) return false;
    raise("multiple statements found while compiling a single statement");
    *out = std::move(error_);
    return true;
  }
  if (flags_.allow_incomplete_input && lexer_.reached_end()) {
    failed_ = false;
    raise("incomplete input", DiagnosticKind::kIncompleteInput);
    *out = std::move(error_);
    return true;
  }
  // The first search tells how far the program makes sense; the second one looks for mistakes that we know.
  uint32_t last = static_cast<uint32_t>(tokens_.size()) - 1;
  statement_line_ = statement_column_ = 0;
  if (!failed_) {
    mark_ = 0;
    mistakes_ = true;
    std::fill(memos_.begin(), memos_.end(), nullptr);
    start_rule();
  }
  if (failed_) {
    bool is_syntax_error = error_.kind == DiagnosticKind::kSyntaxError ||
                           error_.kind == DiagnosticKind::kIndentationError || error_.kind == DiagnosticKind::kTabError;
    if (!lexer_failed_ && !lexer_.reached_end() && is_syntax_error) prefer_lexical_error();
  } else if (Kind kind = tokens_[last].token.kind; kind == Kind::kIndent || kind == Kind::kDedent) {
    raise_indentation(kind == Kind::kIndent ? "unexpected indent" : "unexpected unindent");
  } else {
    raise_token(last, "invalid syntax");
    prefer_lexical_error();
  }
  *out = std::move(error_);
  out->last_statement_line = statement_line_;
  out->last_statement_column = statement_column_;
  return true;
}

// Something that is no token further down, or an open bracket further up, explains more than what the parser stumbled
// on.
void Explainer::prefer_lexical_error() {
  uint32_t error_line = tokens_.back().line;
  if (lexer_failed_) return;
  Token token;
  do {
    token = lexer_.next();
  } while (token.kind != Kind::kEndMarker && token.kind != Kind::kError);
  // Inside an f-string the parser has understood more than the lexer.
  if (token.kind != Kind::kError || lexer_.inside_string()) return;
  if (lexer_.failure() == Lexer::Failure::kError) {
    error_ = lexer_.error();
  } else if (!lexer_.open_brackets().empty()) {
    Diagnostic unclosed = lexer_.unclosed_bracket();
    if (error_line > static_cast<uint32_t>(unclosed.lineno)) error_ = std::move(unclosed);
  }
}

bool Explainer::start_rule() {
  switch (mode_) {
    case ParseMode::kModule: statements(); return take(Kind::kEndMarker);
    case ParseMode::kExpression:
      if (expressions() == nullptr) return false;
      while (take(Kind::kNewline)) {
      }
      return take(Kind::kEndMarker);
    case ParseMode::kInteractive: {
      if (P compound = compound_statement()) {
        note_statement(compound);
        if (take(Kind::kNewline)) return true;
        mark_ = 0;
      }
      return simple_statements() != nullptr || take(Kind::kNewline);
    }
    case ParseMode::kFunctionType: return function_type();
  }
  return false;
}

bool Explainer::function_type() {
  if (!take(Kind::kLeftParen)) return false;
  while (!take(Kind::kRightParen)) {
    if (!take(Kind::kStar)) (void)take(Kind::kDoubleStar);
    if (expression() == nullptr) return false;
    if (take(Kind::kComma)) continue;
    if (!take(Kind::kRightParen)) return false;
    break;
  }
  if (!take(Kind::kArrow) || expression() == nullptr) return false;
  while (take(Kind::kNewline)) {
  }
  return take(Kind::kEndMarker);
}

bool Explainer::only_blank_follows() const {
  const char* at = source_.data() + lexer_.offset();
  for (;; at++) {
    if (*at == '#') {
      while (*at != '\n' && *at != '\0') at++;
    }
    if (*at == '\0') return true;
    if (!has_class(*at, kBlank) && *at != '\n') return false;
  }
}

// ---- Tokens -------------------------------------------------------------------------------------------------------

const Explainer::ReadToken& Explainer::read(uint32_t index) {
  while (tokens_.size() <= index) {
    Token token = lexer_.next();
    bool has_column = true;
    switch (token.kind) {
      case Kind::kEndMarker:
      case Kind::kIndent:
      case Kind::kDedent:
      case Kind::kError: has_column = false; break;
      case Kind::kNewline: has_column = token.begin != token.end; break;
      default: break;
    }
    uint32_t line = has_column ? source_.line_of(token.begin) : lexer_.line();
    tokens_.push_back({token, line, has_column});
    memos_.push_back(nullptr);
    if (token.kind == Kind::kError && !lexer_failed_) {
      lexer_failed_ = true;
      if (!failed_) error_ = lexer_.error();
      failed_ = true;
    }
  }
  return tokens_[index];
}

bool Explainer::peek_any(std::initializer_list<Kind> kinds) {
  if (failed_) return false;
  Kind kind = read(mark_).token.kind;
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end() && !failed_;
}

bool Explainer::take_any(std::initializer_list<Kind> kinds) {
  if (!peek_any(kinds)) return false;
  mark_++;
  return true;
}

// Where nothing else may stand: its absence is the error.
bool Explainer::force(Kind kind, const char* text) {
  if (failed_ || take(kind)) return !failed_;
  if (!failed_) raise_token(mark_, std::string("expected '") + text + "'");
  return false;
}

bool Explainer::peek_word(std::string_view word) { return peek(Kind::kName) && text(tokens_[mark_].token) == word; }

bool Explainer::take_word(std::string_view word) {
  if (!peek_word(word)) return false;
  mark_++;
  return true;
}

bool Explainer::peek_soft_keyword() {
  return peek_word("_") || peek_word("case") || peek_word("match") || peek_word("type");
}

std::string_view Explainer::text(P piece) const {
  return source_.slice(tokens_[piece->first].token.begin, tokens_[piece->last].token.end);
}

bool Explainer::ahead(Rule rule) {
  uint32_t start = mark_;
  bool matches = (this->*rule)() != nullptr;
  mark_ = start;
  return matches;
}

// ---- Pieces -------------------------------------------------------------------------------------------------------

Explainer::Piece* Explainer::make(NodeKind kind, uint32_t start) {
  uint32_t last = mark_;
  while (last > start) {
    Kind end = tokens_[--last].token.kind;
    if (end != Kind::kNewline && end != Kind::kIndent && end != Kind::kDedent && end != Kind::kEndMarker) break;
  }
  return arena_.make<Piece>(kind, start, last);
}

Explainer::P Explainer::make_list(NodeKind kind, uint32_t start, const Pieces& items) {
  Piece* piece = make(kind, start);
  piece->items = arena_.copy_span(items.data(), items.size());
  return piece;
}

// What is known of the rule at this place; the position follows.
bool Explainer::recall(RuleId rule, P* piece) {
  if (failed_) {
    *piece = nullptr;
    return true;
  }
  read(mark_);
  for (Memo* memo = memos_[mark_]; memo != nullptr; memo = memo->next) {
    if (memo->rule != rule) continue;
    *piece = memo->piece;
    mark_ = memo->end;
    return true;
  }
  return false;
}

Explainer::P Explainer::remember(RuleId rule, uint32_t start, P piece) {
  read(start);
  memos_[start] = arena_.make<Memo>(memos_[start], piece, mark_, rule);
  return piece;
}

}  // namespace memphis
