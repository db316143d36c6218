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

  Token next() {
    if (interactive_) [[unlikely]]
      return next_interactive();
    return next_token();
  }

  // What the last error token stands for.
  enum class Failure : uint8_t {
    kNone,
    kUnexpectedEnd,  // the text ends inside brackets or after a line continuation
    kLayout,         // indentation, or something after a line continuation
    kError,          // any other: it comes before an error of the parser further up
  };
  Failure failure() const { return failure_; }
  const Diagnostic& error() const { return error_; }

  // Where the lexer stands. CPython's messages depend on it.
  uint32_t offset() const { return static_cast<uint32_t>(at_ - base_); }
  uint32_t line_begin() const { return line_begin_of(offset()); }
  // The line that was read last, from 1.
  uint32_t line() const;
  // Whether the end of the text has been seen, if only as the character behind the last token.
  bool reached_end() const { return reached_end_ || (at_ >= end_ && looks_behind_); }
  // Open brackets, innermost last: offsets of the opening ones.
  const std::vector<uint32_t>& open_brackets() const { return brackets_; }
  bool inside_string() const { return !strings_.empty(); }  // an f-string or a t-string
  // "'(' was never closed", for the innermost open bracket.
  Diagnostic unclosed_bracket() const;
  // A newline that the source did not have and that SourceText added is not there (for "eval" and "single").
  void ignore_added_newline();
  // "single" mode: the end of the text stands for a newline, and for the end of all blocks if `imply_dedent`.
  void set_interactive(bool imply_dedent) {
    interactive_ = true;
    imply_dedent_ = imply_dedent;
  }
  // Brackets may be unmatched, and names and numbers need not be good ones: what the module tokenize lets pass.
  void set_lenient() { lenient_ = true; }
  // From here on next() returns error tokens: the parser has given up.
  void abandon() {
    failure_ = Failure::kError;
    error_token_ = make(TokenKind::kError, at_, at_);
  }

 private:
  struct Indent {
    uint32_t column;
    uint32_t alternative_column;  // a tab counts as one: where the two orders disagree the indentation is ambiguous
  };
  // One f-string or t-string that the lexer is inside of.
  struct StringMode {
    uint32_t begin = 0;  // of the prefix
    char quote = 0;
    bool triple = false;
    bool raw = false;
    bool is_template = false;
    bool in_text = true;  // else in an expression
    bool in_format_spec = false;
    int bracket_depth = 0;
    int expression_depth = -1;  // nesting of the innermost replacement field, from 0

    int quote_size() const { return triple ? 3 : 1; }
    char prefix() const { return is_template ? 't' : 'f'; }
  };

  Token next_token();
  Token next_interactive();
  Token next_regular();
  Token scan_token(const char* start);
  Token pending_indentation();
  bool begin_line();
  bool read_indentation(const char*& at, Indent& indent);
  bool settle_indentation(const Indent& indent);
  bool continue_line();
  Token scan_name(const char* start);
  bool scan_string_prefix(const char* start, const char* quote, Token* token);
  Token scan_string(const char* start, const char* quote, uint8_t flags);
  Token unterminated_string(const char* start, char quote, bool triple, bool escaped_quote);
  Token scan_operator(const char* start);
  Token scan_bracket(const char* start, TokenKind kind);
  Token close_bracket(const char* start, TokenKind kind);
  // `continued`: a line continuation has no line after it.
  Token end_of_input(bool continued = false);

  // lexer_strings.cpp
  Token begin_formatted_string(const char* start, const char* quote, uint8_t flags, bool is_template);
  Token next_in_text(StringMode& mode);
  Token text_at_closing_brace(StringMode& mode, const char* start, uint8_t flags, bool in_character_name,
                              bool in_format_spec);
  Token text_token(const StringMode& mode, const char* begin, const char* end, uint8_t flags);
  Token begin_expression(StringMode& mode, const char* begin, uint8_t flags, bool emit_text);
  Token unterminated_text(const StringMode& mode);

  // lexer_numbers.cpp
  Token scan_number(const char* start);
  Token scan_radix(const char* start, int radix, const char* kind);
  Token scan_zero(const char* start);
  Token scan_point(const char* start, uint8_t flags);
  Token scan_exponent(const char* start, uint8_t flags);
  Token end_number(const char* start, uint8_t flags, const char* kind);
  bool scan_digits(uint8_t& flags);
  bool check_end_of_number(const char* kind);

  Token make(TokenKind kind, const char* begin, const char* end, uint8_t flags = 0) const {
    return {kind, flags, static_cast<uint16_t>(brackets_.size()), static_cast<uint32_t>(begin - base_),
            static_cast<uint32_t>(end - base_)};
  }
  // The token from `start` to where the lexer stands.
  Token make_here(TokenKind kind, const char* start, uint8_t flags = 0) const { return make(kind, start, at_, flags); }

  // lexer_errors.cpp. Error tokens; the caret stands at the last character before at_, unless told otherwise.
  Token fail(std::string message);
  Token fail_range(std::string message, const char* begin, const char* end);
  Token fail_character(const char* place);
  Token fail_indentation(DiagnosticKind kind, std::string message, bool whole_line);
  Token fail_continuation(const char* place);
  Token stop(Failure failure);
  void warn(std::string message, const char* place);
  void warn_escape(char escaped, const char* place);
  void set_place(Diagnostic& diagnostic, uint32_t line, const char* line_begin) const;
  void add_newline(Diagnostic& diagnostic, const char* line_begin) const;
  uint32_t line_begin_of(uint32_t offset) const;
  uint32_t line_of(const char* place) const;

  const SourceText& source_;
  const char* base_;
  const char* at_;
  const char* end_;  // what is read as the end; the buffer may hold an added newline there
  bool at_line_begin_ = true;
  bool interactive_ = false;
  bool imply_dedent_ = true;
  bool lenient_ = false;
  bool reached_end_ = false;
  bool looks_behind_ = false;  // the last token ended because of the character behind it
  bool newline_due_ = false;   // interactive: the next end marker is a newline
  int pending_ = 0;            // indents (> 0) or dedents (< 0) not yet handed out
  std::vector<Indent> indents_;
  std::vector<uint32_t> brackets_;
  std::vector<StringMode> strings_;
  std::vector<Diagnostic>* warnings_;
  Failure failure_ = Failure::kNone;
  Token error_token_;
  Diagnostic error_;
};

// The warning for a backslash that begins no escape; `escape` is what follows it: one character, or three octal digits.
std::string invalid_escape_message(std::string_view escape);

// All the tokens of a source, for tools that want them; the file runner never makes one. The one owner of its tokens.
struct TokenStream {
  explicit TokenStream(const SourceText& source);
  std::vector<Token> tokens;  // the last one is kEndMarker or kError
  Diagnostics diagnostics;
};

}  // namespace memphis
