#include "syntax/lexer.h"

#include <fmt/core.h>

#include <cstring>

#include "syntax/character_class.h"
#include "syntax/identifier.h"

namespace memphis {

namespace {

// CPython's limits; its messages name none of them.
constexpr size_t kMaxIndents = 100;
constexpr size_t kMaxBrackets = 200;
constexpr uint32_t kTabSize = 8;

// The operators of one character, and of one character with '=' after it. kError: there is none.
struct OperatorKinds {
  TokenKind plain = TokenKind::kError;
  TokenKind with_equal = TokenKind::kError;
};

constexpr auto kOperators = [] {
  std::array<OperatorKinds, 128> table{};
  auto set = [&](char c, TokenKind plain, TokenKind with_equal = TokenKind::kError) {
    table[static_cast<uint8_t>(c)] = {plain, with_equal};
  };
  set('(', TokenKind::kLeftParen);
  set(')', TokenKind::kRightParen);
  set('[', TokenKind::kLeftBracket);
  set(']', TokenKind::kRightBracket);
  set('{', TokenKind::kLeftBrace);
  set('}', TokenKind::kRightBrace);
  set(',', TokenKind::kComma);
  set(';', TokenKind::kSemicolon);
  set('~', TokenKind::kTilde);
  set(':', TokenKind::kColon, TokenKind::kColonEqual);
  set('=', TokenKind::kEqual, TokenKind::kEqualEqual);
  set('!', TokenKind::kExclamation, TokenKind::kNotEqual);
  set('<', TokenKind::kLess, TokenKind::kLessEqual);
  set('>', TokenKind::kGreater, TokenKind::kGreaterEqual);
  set('+', TokenKind::kPlus, TokenKind::kPlusEqual);
  set('-', TokenKind::kMinus, TokenKind::kMinusEqual);
  set('*', TokenKind::kStar, TokenKind::kStarEqual);
  set('/', TokenKind::kSlash, TokenKind::kSlashEqual);
  set('%', TokenKind::kPercent, TokenKind::kPercentEqual);
  set('@', TokenKind::kAt, TokenKind::kAtEqual);
  set('|', TokenKind::kBar, TokenKind::kBarEqual);
  set('&', TokenKind::kAmpersand, TokenKind::kAmpersandEqual);
  set('^', TokenKind::kCaret, TokenKind::kCaretEqual);
  set('$', TokenKind::kOtherOperator);
  set('?', TokenKind::kOtherOperator);
  set('`', TokenKind::kOtherOperator);
  return table;
}();

// Operators whose first character is doubled.
OperatorKinds doubled_operator(char c) {
  switch (c) {
    case '*': return {TokenKind::kDoubleStar, TokenKind::kDoubleStarEqual};
    case '/': return {TokenKind::kDoubleSlash, TokenKind::kDoubleSlashEqual};
    case '<': return {TokenKind::kLeftShift, TokenKind::kLeftShiftEqual};
    case '>': return {TokenKind::kRightShift, TokenKind::kRightShiftEqual};
    default: return {};
  }
}

char opening_of(TokenKind closing) {
  return closing == TokenKind::kRightParen ? '(' : closing == TokenKind::kRightBracket ? '[' : '{';
}

}  // namespace

Lexer::Lexer(const SourceText& source, std::vector<Diagnostic>* warnings)
    : source_(source), base_(source.data()), at_(base_), end_(base_ + source.size()), warnings_(warnings) {
  indents_.push_back({0, 0});
}

void Lexer::ignore_added_newline() { end_ = base_ + source_.end_as_given(); }

Token Lexer::next_interactive() {
  Token token = next_token();
  bool stands_for_newline = token.kind == TokenKind::kEndMarker && newline_due_;
  newline_due_ = !stands_for_newline;
  if (!stands_for_newline) return token;
  if (imply_dedent_) {
    pending_ = 1 - static_cast<int>(indents_.size());
    indents_.resize(1);
  }
  token.kind = TokenKind::kNewline;
  return token;
}

Token Lexer::next_token() {
  if (failure_ != Failure::kNone) return error_token_;
  looks_behind_ = false;
  if (!strings_.empty() && strings_.back().in_text) return next_in_text(strings_.back());
  return next_regular();
}

// Reads the indentation of lines until one that is neither blank nor a comment. False: an error was recorded.
bool Lexer::begin_line() {
  const char* at = at_;
  at_line_begin_ = false;
  for (;;) {
    Indent indent{};
    if (!read_indentation(at, indent)) return false;
    if (*at == '#') {
      at = static_cast<const char*>(std::memchr(at, '\n', static_cast<size_t>(end_ - at)));
      if (at == nullptr) {
        // A comment ends the text: its indentation means nothing.
        at_ = end_;
        return true;
      }
    }
    if (*at == '\n' && at < end_) {
      at++;
      continue;
    }
    at_ = at;
    return !brackets_.empty() || settle_indentation(indent);
  }
}

// Walks `at` over the blanks at the begin of a line. False: an error was recorded.
bool Lexer::read_indentation(const char*& at, Indent& indent) {
  uint32_t column = 0, alternative = 0, continued_column = 0;
  for (;; at++) {
    char c = *at;
    if (c == ' ') {
      column++, alternative++;
    } else if (c == '\t') {
      column = (column / kTabSize + 1) * kTabSize;
      alternative++;
    } else if (c == '\f') {
      column = alternative = 0;
    } else if (c == '\\') {
      // A backslash after blanks settles the indentation of what follows on the next line.
      if (continued_column == 0) continued_column = column;
      at_ = at + 1;
      if (!continue_line()) return false;
      at = at_ - 1;
    } else {
      break;
    }
  }
  indent = continued_column != 0 ? Indent{continued_column, continued_column} : Indent{column, alternative};
  return true;
}

// Opens or closes blocks for a line that is indented so. False: an error was recorded.
bool Lexer::settle_indentation(const Indent& indent) {
  Indent& top = indents_.back();
  if (indent.column == top.column) {
    if (indent.alternative_column == top.alternative_column) return true;
  } else if (indent.column > top.column) {
    if (indents_.size() >= kMaxIndents) {
      fail_indentation(DiagnosticKind::kIndentationError, "too many levels of indentation", false);
      return false;
    }
    if (indent.alternative_column > top.alternative_column) {
      indents_.push_back(indent);
      pending_++;
      return true;
    }
  } else {
    while (indent.column < indents_.back().column) {
      indents_.pop_back();
      pending_--;
    }
    if (indent.column != indents_.back().column) {
      fail_indentation(DiagnosticKind::kIndentationError, "unindent does not match any outer indentation level", true);
      return false;
    }
    if (indent.alternative_column == indents_.back().alternative_column) return true;
  }
  fail_indentation(DiagnosticKind::kTabError, "inconsistent use of tabs and spaces in indentation", false);
  return false;
}

// After a backslash: the rest must be a newline, and a line must follow.
bool Lexer::continue_line() {
  if (*at_ != '\n' || at_ >= end_) {
    fail_continuation(at_);
    return false;
  }
  at_++;
  if (at_ < end_) return true;
  end_of_input(true);
  return false;
}

Token Lexer::pending_indentation() {
  TokenKind kind = pending_ < 0 ? TokenKind::kDedent : TokenKind::kIndent;
  pending_ += pending_ < 0 ? 1 : -1;
  return make(kind, at_, at_);
}

Token Lexer::next_regular() {
  for (;;) {
    if (at_line_begin_ && !begin_line()) return error_token_;
    if (pending_ != 0) return pending_indentation();
    const char* comment = nullptr;
    for (;;) {
      while (has_class(*at_, kBlank)) at_++;
      if (*at_ == '#') {
        comment = at_;
        at_ = static_cast<const char*>(std::memchr(at_, '\n', static_cast<size_t>(end_ - at_)));
        if (at_ == nullptr) at_ = end_;
      }
      if (*at_ != '\\') break;
      at_++;
      if (!continue_line()) return error_token_;
    }
    if (*at_ != '\n' || at_ >= end_) return scan_token(at_);
    // A comment is part of the newline behind it.
    const char* newline = comment != nullptr ? comment : at_;
    at_++;
    at_line_begin_ = true;
    if (brackets_.empty()) return make(TokenKind::kNewline, newline, at_);
  }
}

Token Lexer::scan_token(const char* start) {
  char c = *start;
  if (start >= end_) return end_of_input();
  looks_behind_ = c != '\'' && c != '"';
  if (has_class(c, kNameStart)) return scan_name(start);
  if (has_class(c, kDigit)) return scan_number(start);
  if (c == '\'' || c == '"') return scan_string(start, start, 0);
  if (c == '.') {
    if (has_class(start[1], kDigit)) {
      at_ = start;
      return scan_point(start, 0);
    }
    bool ellipsis = start[1] == '.' && start[2] == '.';
    at_ = start + (ellipsis ? 3 : 1);
    return make_here(ellipsis ? TokenKind::kEllipsis : TokenKind::kDot, start);
  }
  return scan_operator(start);
}

Token Lexer::scan_name(const char* start) {
  const char* at = start + 1;
  uint8_t seen = static_cast<uint8_t>(*start);
  while (has_class(*at, kNameContinue)) seen |= static_cast<uint8_t>(*at++);
  at_ = at;
  std::string_view word(start, static_cast<size_t>(at - start));
  if (seen < 0x80) [[likely]] {
    Token token;
    if ((*at == '\'' || *at == '"') && scan_string_prefix(start, at, &token)) return token;
    return make_here(keyword_kind(word), start);
  }
  size_t valid = identifier_prefix(word);
  if (valid == word.size() || lenient_) return make_here(TokenKind::kName, start, Token::kHasNonAscii);
  return fail_character(start + valid);
}

// A name that a quote follows may be a prefix: each of its letters once, in either case.
bool Lexer::scan_string_prefix(const char* start, const char* quote, Token* token) {
  constexpr std::string_view kLetters = "bruft";
  bool saw[5] = {};
  for (const char* at = start; at < quote; at++) {
    size_t index = kLetters.find(static_cast<char>(*at | 0x20));
    if (index == std::string_view::npos || saw[index]) return false;
    saw[index] = true;
  }
  auto [b, r, u, f, t] = saw;
  char first = u ? 'u' : b ? 'b' : 'f';
  char second = u && b ? 'b' : u && r ? 'r' : (u || b) && f ? 'f' : (u || b || f) && t ? 't' : 0;
  if (second != 0) {
    at_ = quote + 1;
    *token = fail_range(fmt::format("'{}' and '{}' prefixes are incompatible", first, second), start, at_);
    return true;
  }
  uint8_t flags = static_cast<uint8_t>((r ? Token::kRaw : 0) | (b ? Token::kBytes : 0) |
                                       (*start == 'u' ? Token::kUnicodePrefix : 0));
  *token = f || t ? begin_formatted_string(start, quote, flags, t) : scan_string(start, quote, flags);
  return true;
}

Token Lexer::scan_string(const char* start, const char* quote_at, uint8_t flags) {
  const char quote = *quote_at;
  const char* at = quote_at + 1;
  bool triple = at[0] == quote && at[1] == quote;
  if (triple) {
    at += 2;
    flags |= Token::kTriple;
  }
  bool escaped_quote = false;
  for (;;) {
    while (!has_class(*at, kStringStop)) at++;
    char c = *at;
    if (c == quote) {
      if (!triple || (at[1] == quote && at[2] == quote)) break;
      at++;
    } else if (c == '\\') {
      flags |= Token::kHasBackslash;
      escaped_quote |= at[1] == quote;
      at += at + 1 < end_ ? 2 : 1;
    } else if ((c == '\n' && !triple) || (c == '\n' && at >= end_) || (c == '\0' && at >= end_)) {
      at_ = at;
      return unterminated_string(start, quote, triple, escaped_quote);
    } else {
      if (static_cast<uint8_t>(c) >= 0x80) flags |= Token::kHasNonAscii;
      at++;
    }
  }
  at_ = at + (triple ? 3 : 1);
  return make_here(TokenKind::kString, start, flags);
}

Token Lexer::unterminated_string(const char* start, char quote, bool triple, bool escaped_quote) {
  if (at_ >= end_ && source_.decode_error() != nullptr) return end_of_input();
  uint32_t line = line_of(at_ >= end_ ? end_ - 1 : at_);
  reached_end_ = at_ >= end_;
  at_ = start + 1;
  if (!strings_.empty()) {
    // A quote of the enclosing string's kind ends that string: then it is the replacement field that has no end.
    const StringMode& mode = strings_.back();
    if (mode.quote == quote && mode.triple == triple)
      return fail(fmt::format("{}-string: expecting '}}'", mode.prefix()));
  }
  if (triple) return fail(fmt::format("unterminated triple-quoted string literal (detected at line {})", line));
  return fail(fmt::format("unterminated string literal (detected at line {}){}", line,
                          escaped_quote ? "; perhaps you escaped the end quote?" : ""));
}

Token Lexer::scan_operator(const char* start) {
  auto c = static_cast<uint8_t>(*start);
  OperatorKinds kinds = c < 0x80 ? kOperators[c] : OperatorKinds{};
  if (kinds.plain == TokenKind::kError) {
    return c == '\0' && start >= end_ ? end_of_input() : fail_character(start);
  }
  auto second = static_cast<uint8_t>(start[1]);
  if (kinds.plain >= TokenKind::kLeftParen && kinds.plain <= TokenKind::kRightBrace) {
    at_ = start + 1;
    return scan_bracket(start, kinds.plain);
  }
  if (c == ':' && !strings_.empty()) {
    StringMode& mode = strings_.back();
    if (mode.bracket_depth - 1 == mode.expression_depth) {
      mode.in_text = true;
      mode.in_format_spec = true;
      at_ = start + 1;
      return make_here(TokenKind::kColon, start);
    }
  }
  if (second == '=' && kinds.with_equal != TokenKind::kError) {
    at_ = start + 2;
    return make_here(kinds.with_equal, start);
  }
  if (second == c) {
    OperatorKinds doubled = doubled_operator(c);
    if (doubled.plain != TokenKind::kError) {
      bool equal = start[2] == '=';
      at_ = start + (equal ? 3 : 2);
      return make_here(equal ? doubled.with_equal : doubled.plain, start);
    }
  }
  bool arrow = c == '-' && second == '>';
  bool unequal = c == '<' && second == '>';
  at_ = start + (arrow || unequal ? 2 : 1);
  return make_here(arrow ? TokenKind::kArrow : unequal ? TokenKind::kNotEqual : kinds.plain, start);
}

Token Lexer::scan_bracket(const char* start, TokenKind kind) {
  bool opens = kind == TokenKind::kLeftParen || kind == TokenKind::kLeftBracket || kind == TokenKind::kLeftBrace;
  if (!opens) return close_bracket(start, kind);
  if (brackets_.size() >= kMaxBrackets) return fail("too many nested parentheses");
  brackets_.push_back(static_cast<uint32_t>(start - base_));
  if (!strings_.empty()) strings_.back().bracket_depth++;
  return make_here(kind, start);
}

Token Lexer::close_bracket(const char* start, TokenKind kind) {
  char c = *start;
  StringMode* mode = strings_.empty() ? nullptr : &strings_.back();
  if (mode != nullptr && mode->bracket_depth == 0 && c == '}') {
    return fail(fmt::format("{}-string: single '}}' is not allowed", mode->prefix()));
  }
  if (brackets_.empty()) return lenient_ ? make_here(kind, start) : fail(fmt::format("unmatched '{}'", c));
  uint32_t open = brackets_.back();
  brackets_.pop_back();
  char opening = base_[open];
  if (opening != opening_of(kind) && !lenient_) {
    if (mode != nullptr && opening == '{' && mode->bracket_depth - 1 == mode->expression_depth) {
      return fail(fmt::format("{}-string: unmatched '{}'", mode->prefix(), c));
    }
    uint32_t open_line = line_of(base_ + open);
    std::string message = fmt::format("closing parenthesis '{}' does not match opening parenthesis '{}'", c, opening);
    if (open_line != line_of(start)) message += fmt::format(" on line {}", open_line);
    return fail(std::move(message));
  }
  if (mode != nullptr) {
    mode->bracket_depth--;
    if (mode->bracket_depth < 0) return fail(fmt::format("{}-string: unmatched '{}'", mode->prefix(), c));
    if (c == '}' && mode->bracket_depth == mode->expression_depth) {
      mode->expression_depth--;
      mode->in_text = true;
      mode->in_format_spec = false;
    }
  }
  return make_here(kind, start);
}

TokenStream::TokenStream(const SourceText& source) {
  Lexer lexer(source, &diagnostics.warnings);
  tokens.reserve(source.size() / 4 + 1);
  do {
    tokens.push_back(lexer.next());
  } while (tokens.back().kind != TokenKind::kEndMarker && tokens.back().kind != TokenKind::kError);
  tokens.shrink_to_fit();
  if (lexer.failure() != Lexer::Failure::kNone) {
    diagnostics.has_error = true;
    diagnostics.error = lexer.error();
  }
}

}  // namespace memphis
