// The part of the lexer that words errors and finds their place. It is never on the way of a good program.
#include <fmt/core.h>

#include <algorithm>

#include "base/utf8.h"
#include "syntax/identifier.h"
#include "syntax/lexer.h"

namespace memphis {

namespace {

int32_t characters(const char* begin, const char* end) {
  if (end <= begin) return 0;
  return static_cast<int32_t>(count_code_points({begin, static_cast<size_t>(end - begin)}));
}

}  // namespace

uint32_t Lexer::line_begin_of(uint32_t offset) const {
  while (offset > 0 && base_[offset - 1] != '\n') offset--;
  return offset;
}

uint32_t Lexer::line_of(const char* place) const {
  return 1 + static_cast<uint32_t>(std::count(base_, std::max(base_, place), '\n'));
}

uint32_t Lexer::line() const {
  if ((at_ == base_ && at_line_begin_) || end_ == base_) return 0;
  bool begun = !at_line_begin_ && at_ < end_;
  return line_of(begun ? at_ : at_ - 1);
}

void Lexer::set_place(Diagnostic& diagnostic, uint32_t line, const char* begin) const {
  diagnostic.lineno = diagnostic.end_lineno = static_cast<int32_t>(line);
  const char* end = std::find(begin, base_ + source_.size(), '\n');
  diagnostic.text.assign(begin, end);
  diagnostic.has_text = true;
}

// For the line that the lexer is on CPython shows the newline too, if the program has it.
void Lexer::add_newline(Diagnostic& diagnostic, const char* line_begin) const {
  if (line_begin + diagnostic.text.size() < end_) diagnostic.text.push_back('\n');
}

Token Lexer::stop(Failure failure) {
  failure_ = failure;
  error_token_ = make(TokenKind::kError, at_, at_);
  return error_token_;
}

Token Lexer::fail(std::string message) {
  const char* begin = base_ + line_begin_of(offset());
  error_.message = std::move(message);
  set_place(error_, line_of(at_), begin);
  error_.offset = error_.end_offset = characters(begin, at_);
  return stop(Failure::kError);
}

// CPython counts bytes in such a range, and gives its last one.
Token Lexer::fail_range(std::string message, const char* begin, const char* end) {
  const char* line = base_ + line_begin_of(offset());
  error_.message = std::move(message);
  set_place(error_, line_of(at_), line);
  error_.offset = static_cast<int32_t>(begin - line) + 1;
  error_.end_offset = static_cast<int32_t>(end - line);
  return stop(Failure::kError);
}

Token Lexer::fail_character(const char* place) {
  Utf8Step step = decode_utf8(place, base_ + source_.size());
  at_ = place + step.length;
  uint32_t code = static_cast<uint32_t>(step.code_point);
  if (is_printable_character(step.code_point)) {
    return fail(fmt::format("invalid character '{}' (U+{:04X})", std::string_view(place, step.length), code));
  }
  return fail(fmt::format("invalid non-printable character U+{:04X}", code));
}

Token Lexer::fail_indentation(DiagnosticKind kind, std::string message, bool whole_line) {
  const char* begin = base_ + line_begin_of(offset());
  error_.kind = kind;
  error_.message = std::move(message);
  set_place(error_, line_of(at_), begin);
  error_.offset = whole_line ? static_cast<int32_t>(count_code_points(error_.text)) + 1 : 1;
  error_.end_offset = whole_line ? -1 : 0;
  add_newline(error_, begin);
  return stop(Failure::kLayout);
}

Token Lexer::fail_continuation(const char* place) {
  const char* begin = base_ + line_begin_of(static_cast<uint32_t>(place - base_));
  error_.message = "unexpected character after line continuation character";
  set_place(error_, line_of(place), begin);
  add_newline(error_, begin);
  // CPython counts the column from the first of the lines that have been joined, but not beyond the end of this one.
  const char* joined = begin;
  while (joined - base_ >= 2 && joined[-2] == '\\') {
    const char* before = base_ + line_begin_of(static_cast<uint32_t>(joined - base_) - 1);
    bool only_indentation = std::all_of(before, joined - 2, [](char c) { return c == ' ' || c == '\t' || c == '\f'; });
    if (only_indentation) break;
    joined = before;
  }
  int32_t longest = static_cast<int32_t>(count_code_points(error_.text)) + 1;
  error_.offset =
      std::min(joined == begin ? characters(begin, place) + 1 : static_cast<int32_t>(place - joined) + 1, longest);
  if (place >= end_) error_.offset--;
  error_.end_offset = 0;
  return stop(Failure::kLayout);
}

Token Lexer::end_of_input(bool continued) {
  at_ = end_;
  reached_end_ = true;
  if (const Diagnostic* error = source_.decode_error()) {
    error_ = *error;
    return stop(Failure::kError);
  }
  if (brackets_.empty() && !continued) return make(TokenKind::kEndMarker, end_, end_);
  if (brackets_.empty()) {
    const char* begin = base_ + line_begin_of(offset() - 1);
    error_.message = "unexpected EOF while parsing";
    set_place(error_, line_of(end_ - 1), begin);
    error_.offset = characters(begin, end_);
    error_.end_offset = -1;
    add_newline(error_, begin);
  } else {
    error_ = unclosed_bracket();
  }
  return stop(Failure::kUnexpectedEnd);
}

Diagnostic Lexer::unclosed_bracket() const {
  uint32_t open = brackets_.back();
  const char* begin = base_ + line_begin_of(open);
  Diagnostic error;
  error.message = fmt::format("'{}' was never closed", base_[open]);
  uint32_t open_line = line_of(base_ + open);
  set_place(error, open_line, begin);
  error.offset = characters(begin, base_ + open) + 1;
  error.end_offset = 0;
  if (line() <= open_line) add_newline(error, begin);
  return error;
}

void Lexer::warn(std::string message, const char* place) {
  if (warnings_ == nullptr) return;
  Diagnostic& warning = warnings_->emplace_back();
  warning.kind = DiagnosticKind::kSyntaxWarning;
  warning.message = std::move(message);
  // The place is for the error that the warning may be turned into.
  const char* begin = base_ + line_begin_of(static_cast<uint32_t>(place - base_));
  set_place(warning, line_of(place), begin);
  warning.end_lineno = warning.lineno;
  warning.offset = warning.end_offset = characters(begin, place);
}

void Lexer::warn_escape(char escaped, const char* place) {
  if (warnings_ != nullptr) warn(invalid_escape_message({&escaped, 1}), place);
}

std::string invalid_escape_message(std::string_view escape) {
  return fmt::format(
      "\"\\{0}\" is an invalid {1}escape sequence. Such sequences will not work in the future. "
      "Did you mean \"\\\\{0}\"? A raw string is also an option.",
      escape, escape.size() > 1 ? "octal " : "");
}

}  // namespace memphis
