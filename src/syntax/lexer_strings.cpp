// The part of the lexer that reads the text of f-strings and t-strings: everything outside the replacement fields.
#include <fmt/core.h>

#include "syntax/character_class.h"
#include "syntax/lexer.h"

namespace memphis {

namespace {
constexpr size_t kMaxStrings = 150;
constexpr int kMaxExpressionDepth = 3;
}  // namespace

Token Lexer::begin_formatted_string(const char* start, const char* quote, uint8_t flags, bool is_template) {
  StringMode mode;
  mode.begin = static_cast<uint32_t>(start - base_);
  mode.quote = *quote;
  mode.triple = quote[1] == *quote && quote[2] == *quote;
  mode.raw = (flags & Token::kRaw) != 0;
  mode.is_template = is_template;
  at_ = quote + mode.quote_size();
  if (strings_.size() + 1 >= kMaxStrings) return fail("too many nested f-strings or t-strings");
  strings_.push_back(mode);
  if (mode.triple) flags |= Token::kTriple;
  return make_here(is_template ? TokenKind::kTStringStart : TokenKind::kFStringStart, start, flags);
}

Token Lexer::text_token(const StringMode& mode, const char* begin, const char* end, uint8_t flags) {
  return make(mode.is_template ? TokenKind::kTStringMiddle : TokenKind::kFStringMiddle, begin, end, flags);
}

// At the '{' of a replacement field: hands out the text before it, or the brace when there is none to hand out.
Token Lexer::begin_expression(StringMode& mode, const char* begin, uint8_t flags, bool emit_text) {
  mode.expression_depth++;
  if (mode.expression_depth >= kMaxExpressionDepth) {
    return fail(fmt::format("{}-string: expressions nested too deeply", mode.prefix()));
  }
  mode.in_text = false;
  if (!emit_text) return next_regular();
  mode.in_format_spec = false;
  return text_token(mode, begin, at_, flags);
}

// The text that began at `start` has come to a brace: that of \N{...}, a doubled one, or one that ends a replacement
// field.
Token Lexer::text_at_closing_brace(StringMode& mode, const char* start, uint8_t flags, bool in_character_name,
                                   bool in_format_spec) {
  if (in_character_name) {
    at_++;
    return text_token(mode, start, at_, flags);
  }
  if (at_[1] == '}' && !in_format_spec && mode.bracket_depth == 0) {
    at_ += 2;
    return text_token(mode, start, at_, flags | Token::kDoubledBrace);
  }
  mode.in_text = false;
  mode.in_format_spec = false;
  return text_token(mode, start, at_, flags);
}

Token Lexer::next_in_text(StringMode& mode) {
  const char* start = at_;
  if (*start == '{' && start[1] != '{') return begin_expression(mode, start, 0, false);
  const char quote = mode.quote;
  if (*start == quote && (!mode.triple || (start[1] == quote && start[2] == quote))) {
    bool is_template = mode.is_template;
    at_ = start + mode.quote_size();
    strings_.pop_back();
    return make_here(is_template ? TokenKind::kTStringEnd : TokenKind::kFStringEnd, start);
  }
  const bool in_format_spec = mode.in_format_spec && mode.expression_depth >= 0;
  uint8_t flags = 0;
  bool in_character_name = false;  // inside \N{...}
  const char* at = start;
  for (;;) {
    while (!has_class(*at, kTextStop)) at++;
    char c = *at;
    if (c == quote) {
      if (!mode.triple || (at[1] == quote && at[2] == quote)) break;
      at++;
    } else if (c == '{') {
      at_ = at;
      if (at[1] != '{' || in_format_spec) return begin_expression(mode, start, flags, true);
      at_ = at + 2;  // "{{": the text ends with the first, the second is dropped
      return text_token(mode, start, at_, flags | Token::kDoubledBrace);
    } else if (c == '}') {
      at_ = at;
      return text_at_closing_brace(mode, start, flags, in_character_name, in_format_spec);
    } else if (c == '\\') {
      flags |= Token::kHasBackslash;
      char escaped = at[1];
      if (escaped == '{' || escaped == '}') {
        if (!mode.raw) warn_escape(escaped, at + 1);
        at++;
        continue;
      }
      at += at + 1 < end_ ? 2 : 1;
      if (!mode.raw && escaped == 'N' && *at == '{') {
        in_character_name = true;
        at++;
      }
    } else if ((c == '\n' && (!mode.triple || at >= end_)) || (c == '\0' && at >= end_)) {
      at_ = at;
      return unterminated_text(mode);
    } else {
      if (static_cast<uint8_t>(c) >= 0x80) flags |= Token::kHasNonAscii;
      at++;
    }
  }
  at_ = at;
  return text_token(mode, start, at, flags);
}

Token Lexer::unterminated_text(const StringMode& mode) {
  if (at_ >= end_ && source_.decode_error() != nullptr) return end_of_input();
  if (mode.in_format_spec && mode.expression_depth >= 0 && at_ < end_) {
    Token token = fail(fmt::format(
        "{0}-string: newlines are not allowed in format specifiers for single quoted {0}-strings", mode.prefix()));
    error_.offset = ++error_.end_offset;  // the newline counts
    return token;
  }
  uint32_t line = line_of(at_ >= end_ ? end_ - 1 : at_);
  reached_end_ = at_ >= end_ && mode.triple;
  at_ = base_ + mode.begin + 1;
  return fail(fmt::format("unterminated {}{}-string literal (detected at line {})", mode.triple ? "triple-quoted " : "",
                          mode.prefix(), line));
}

}  // namespace memphis
