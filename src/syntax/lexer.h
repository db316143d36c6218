#pragma once
// The lexer: CPython 3.14's tokens, one at a time. Invariants:
// - It reads the SourceText's buffer in place; the NUL past the end stops every scan, so no scan checks for the end.
// - Lines and columns are not counted while lexing: an error finds them by looking back.
// - After an error token it returns the same error token for ever, and error() tells what is wrong.

#include <cstdint>
#include <vector>

#include "syntax/diagnostic.h"
#include "syntax/source_text.h"
#include "syntax/token.h"

namespace memphis {

class Lexer {
 public:
  // Warnings (not errors) go to `warnings` unless it is null.
  explicit Lexer(const SourceText& source, std::vector<Diagnostic>* warnings = nullptr);

  Token next();

  // What the last error token stands for.
  enum class Failure : uint8_t {
    kNone,
    kEndOfInput,  // inside brackets, or after a line continuation: error() is empty, the parser words it
    kDedent,      // "unindent does not match": the parser words it
    kIndentation,  // tabs, depth, line continuation: worded here, but like an error of the parser
    kError,       // worded here
  };
  Failure failure() const { return failure_; }
  const Diagnostic& error() const { return error_; }

  // Where the lexer stands. CPython's messages depend on it.
  uint32_t offset() const { return static_cast<uint32_t>(at_ - base_); }
  uint32_t line_begin() const { return line_begin_of(offset()); }
  // The line that was read last, from 1.
  uint32_t line() const;
  // Open brackets, innermost last: offsets of the opening ones.
  const std::vector<uint32_t>& open_brackets() const { return brackets_; }
  // A newline that the source did not have and that SourceText added is not there (for "eval" and "single").
  void ignore_added_newline();
  // "single" mode: all open blocks end here.
  void close_blocks();
  bool inside_block() const { return indents_.size() > 1; }

 private:
  struct Indent {
    uint32_t column;
    uint32_t alternative_column;  // a tab counts as one: where the two orders disagree the indentation is ambiguous
  };
  // One f-string or t-string that the lexer is inside of.
  struct StringMode {
    uint32_t begin;  // of the prefix
    char quote;
    bool triple;
    bool raw;
    bool is_template;
    bool in_text = true;  // else in an expression
    bool in_format_spec = false;
    bool debug = false;  // an `=` was seen at the top of the expression
    int bracket_depth = 0;
    int expression_depth = -1;  // bracket_depth at which the innermost expression started
  };

  Token next_regular();
  Token next_in_string(StringMode& mode);
  bool begin_line();
  bool skip_continuation();
  Token scan_name(const char* start);
  Token scan_prefixed_string(const char* start);
  Token scan_string(const char* start, const char* quote, uint8_t flags);
  Token begin_formatted_string(const char* start, const char* quote, uint8_t flags, bool is_template);
  Token scan_number(const char* start);
  Token scan_radix(const char* start, int radix, const char* kind);
  Token scan_fraction(const char* start, uint8_t flags);
  Token scan_exponent(const char* start, uint8_t flags);
  bool scan_decimal_tail(uint8_t& flags);
  bool check_end_of_number(const char* kind);
  Token scan_operator(const char* start);
  Token scan_bracket(const char* start, TokenKind kind);
  Token close_bracket(const char* start, TokenKind kind);
  Token text_token(StringMode& mode, const char* start, const char* end, uint8_t flags);
  Token begin_expression(StringMode& mode, const char* start, const char* brace, uint8_t flags);
  Token unterminated_text(StringMode& mode, const char* start, uint8_t flags);
  Token end_of_input(const char* start);
  Token null_byte();

  Token make(TokenKind kind, const char* begin, const char* end, uint8_t flags = 0) const {
    return {kind, flags, static_cast<uint16_t>(brackets_.size()), static_cast<uint32_t>(begin - base_),
            static_cast<uint32_t>(end - base_)};
  }
  bool at_end(const char* place) const { return place >= end_; }

  uint32_t line_begin_of(uint32_t offset) const;
  uint32_t line_before(const char* place) const;
  // The error token for `message` with the caret at the last character before at_.
  Token fail(std::string message);
  // With the caret under [begin, end) of the line that at_ is on.
  Token fail_range(std::string message, const char* begin, const char* end);
  Token fail_at(std::string message, const char* last, uint32_t begin_column, uint32_t end_column);
  Token fail_like_parser(DiagnosticKind kind, std::string message, uint32_t line, uint32_t column);
  Token stop(Failure failure);
  void warn(DiagnosticKind kind, std::string message, const char* place);

  const SourceText& source_;
  const char* base_;
  const char* at_;
  const char* end_;
  bool at_line_begin_ = true;
  bool blank_line_ = false;
  int pending_ = 0;  // indents (> 0) or dedents (< 0) not yet handed out
  uint32_t read_from_ = 0;  // the first byte of the logical buffer that CPython would show
  std::vector<Indent> indents_;
  std::vector<uint32_t> brackets_;
  std::vector<StringMode> strings_;
  std::vector<Diagnostic>* warnings_;
  Failure failure_ = Failure::kNone;
  Token error_token_;
  Diagnostic error_;
};

// All the tokens of a source, for tools that want them; the file runner never makes one. The one owner of its tokens.
struct TokenStream {
  explicit TokenStream(const SourceText& source);
  std::vector<Token> tokens;  // the last one is kEndMarker or kError
  Diagnostics diagnostics;
};

}  // namespace memphis
