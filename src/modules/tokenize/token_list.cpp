#include "modules/tokenize/token_list.h"

#include "base/utf8.h"
#include "syntax/lexer.h"

namespace memphis::tokenize {

namespace {

int token_number(TokenKind kind) {
  switch (kind) {
#define TOKEN_NUMBER(name, number) \
  case TokenKind::k##name: return number;
#include "modules/tokenize/token_numbers.def"
#undef TOKEN_NUMBER
    default: return 1;  // keywords are names
  }
}

// Offsets to rows and columns, for offsets that mostly go up.
class PlaceFinder {
 public:
  explicit PlaceFinder(const SourceText& source) : source_(source) {}

  void find(uint32_t offset, int32_t& row, int32_t& column) {
    if (offset < begin_) begin_ = last_ = 0, row_ = 1, column_ = 0;
    std::string_view text = source_.text();
    for (size_t newline; (newline = text.find('\n', last_)) < offset;) {
      begin_ = last_ = static_cast<uint32_t>(newline) + 1;
      column_ = 0;
      row_++;
    }
    if (offset < last_) last_ = begin_, column_ = 0;
    column_ += static_cast<int32_t>(count_code_points(source_.slice(last_, offset)));
    last_ = offset;
    row = row_;
    column = column_;
  }

 private:
  const SourceText& source_;
  uint32_t begin_ = 0;  // of the row
  uint32_t last_ = 0;   // the offset that was asked for last, in this row
  int32_t row_ = 1;
  int32_t column_ = 0;
};

class Lister {
 public:
  Lister(const SourceText& source, bool extra) : source_(source), extra_(extra), lexer_(source), places_(source) {
    if (extra) lexer_.set_lenient();
  }

  TokenList run() {
    while (true) {
      Token token = lexer_.next();
      if (token.kind == TokenKind::kError) break;
      add(token);
      if (token.kind == TokenKind::kEndMarker) return std::move(list_);
    }
    add_gap(lexer_.failure() == Lexer::Failure::kUnexpectedEnd ? source_.size() : reached_by_error());
    fail();
    return std::move(list_);
  }

 private:
  bool at_end(const Token& token) const { return token.begin >= source_.size(); }

  ListedToken& push(int type, uint32_t begin, uint32_t end, ListedToken::Text text) {
    ListedToken& token = list_.tokens.emplace_back();
    token.type = type;
    token.text = text;
    places_.find(begin, token.row, token.column);
    places_.find(end, token.end_row, token.end_column);
    return token;
  }

  // Comments and newlines between the last token and this offset.
  void add_gap(uint32_t until) {
    const char* text = source_.data();
    for (uint32_t at = last_; at < until && extra_; at++) {
      if (text[at] == '#') {
        uint32_t end = at;
        while (end < until && text[end] != '\n') end++;
        push(kCommentToken, at, end, ListedToken::Text::kSlice);
        at = end - 1;
      } else if (text[at] == '\\' && text[at + 1] == '\n') {
        at++;
      } else if (text[at] == '\n') {
        push_newline(kBlankNewlineToken, at);
      }
    }
    last_ = until;
  }

  void push_newline(int type, uint32_t at) {
    ListedToken& token = push(type, at, at, ListedToken::Text::kNewline);
    token.end_column++;
  }

  // A line whose indentation is wrong comes after the gap before it.
  uint32_t reached_by_error() const {
    if (lexer_.failure() == Lexer::Failure::kLayout) return lexer_.line_begin();
    return last_ < lexer_.offset() ? lexer_.offset() - 1 : last_;
  }

  void add(const Token& token) {
    switch (token.kind) {
      case TokenKind::kNewline: return add_newline(token);
      case TokenKind::kIndent:
      case TokenKind::kDedent:
      case TokenKind::kEndMarker: return add_layout(token);
      default: break;
    }
    add_gap(token.begin);
    bool drops_brace = (token.flags & Token::kDoubledBrace) != 0 && is_text(token.kind);
    int type = token_number(token.kind);
    bool is_operator = type > 6 && type < kOperatorToken;
    uint32_t end = token.end - (drops_brace ? 1 : 0);
    ListedToken& listed =
        push(extra_ && is_operator ? kOperatorToken : type, token.begin, end, ListedToken::Text::kSlice);
    listed.spans_lines = token.kind == TokenKind::kString || type >= 59;
    last_ = token.end;
  }

  static bool is_text(TokenKind kind) { return kind == TokenKind::kFStringMiddle || kind == TokenKind::kTStringMiddle; }

  void add_newline(const Token& token) {
    uint32_t newline = token.end - 1;
    if (extra_) {
      add_gap(newline);
      push_newline(kNewlineToken, newline);
    } else {
      push(kNewlineToken, token.begin, newline, ListedToken::Text::kSlice);
    }
    last_ = token.end;
  }

  void add_layout(const Token& token) {
    add_gap(token.begin);
    bool indents = token.kind == TokenKind::kIndent;
    uint32_t begin = indents ? lexer_.line_begin() : token.begin;
    auto text = indents && extra_ ? ListedToken::Text::kSlice : ListedToken::Text::kNone;
    ListedToken& listed = push(token_number(token.kind), begin, token.begin, text);
    if (!extra_) listed.column = listed.end_column = -1;
    if (!at_end(token)) return;
    auto rows = static_cast<int32_t>(source_.size() == 0 ? 0 : source_.line_count());
    listed.row = listed.end_row = extra_ ? rows + 1 : rows;
    listed.is_trailing = extra_;
    if (extra_) listed.column = listed.end_column = 0;
  }

  void fail() {
    if (lexer_.failure() != Lexer::Failure::kUnexpectedEnd) {
      list_.end = TokenList::End::kError;
      list_.error = lexer_.error();
      list_.error_is_layout = lexer_.failure() == Lexer::Failure::kLayout;
      return;
    }
    list_.end = TokenList::End::kUnexpectedEnd;
    list_.end_row = static_cast<int32_t>(source_.line_count());
    if (!lexer_.open_brackets().empty()) return;
    list_.end_offset = static_cast<int32_t>(source_.line_text(source_.line_count()).size()) + 1;
  }

  const SourceText& source_;
  bool extra_;
  Lexer lexer_;
  PlaceFinder places_;
  TokenList list_;
  uint32_t last_ = 0;  // where the last token ended
};

}  // namespace

TokenList list_tokens(const SourceText& source, bool extra) { return Lister(source, extra).run(); }

}  // namespace memphis::tokenize
