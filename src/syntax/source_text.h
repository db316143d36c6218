#pragma once
// A program's text. It owns one UTF-8 buffer that everything after it refers to by byte offset: newlines are '\n', the
// last line ends in one (`added_newline` tells that the program did not have it), and a NUL stands past the end.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/diagnostic.h"

namespace memphis {

// A place as tracebacks and `ast` give it.
struct SourcePosition {
  uint32_t line = 1;    // from 1
  uint32_t column = 0;  // UTF-8 bytes from 0
};

class SourceText {
 public:
  SourceText() = default;
  SourceText(const SourceText&) = delete;
  SourceText& operator=(const SourceText&) = delete;
  SourceText(SourceText&&) = default;
  SourceText& operator=(SourceText&&) = default;

  // A file's bytes: a byte order mark and a PEP 263 cookie decide the encoding. When decoding fails the text ends
  // before the offending line and decode_error() tells what the parser must report there.
  static SourceText from_file_bytes(std::string filename, std::string bytes);
  // Bytes that somebody hands to compile(): decoded in the same way, but with the messages that CPython gives there.
  static SourceText from_bytes(std::string filename, std::string bytes);
  // Text that is decoded already (compile() of a str, -c, the REPL); a cookie in it means nothing.
  static SourceText from_utf8(std::string filename, std::string text);

  // A file's text that somebody else has decoded.
  static SourceText from_file_text(std::string filename, std::string text);
  // A source that could not be decoded; the error names its file, if no line.
  static SourceText undecodable(std::string filename, std::string message);

  // No text at all: the tree was not parsed but built, and an offset is the number of an entry in a table of places.
  static SourceText from_positions(std::string filename, std::vector<SourcePosition> positions);

  const std::string& filename() const { return filename_; }
  std::string_view text() const { return {text_.data(), text_.size()}; }
  const char* data() const { return text_.data(); }
  // The end of the text as it was given: without the newline that was added.
  uint32_t end_as_given() const { return size() - (added_newline_ ? 1 : 0); }
  uint32_t size() const { return static_cast<uint32_t>(text_.size()); }
  // It was read from a file rather than handed over as text: the lexer is somewhere else when it has come to the end.
  bool is_file() const { return is_file_; }
  bool added_newline() const { return added_newline_; }
  const Diagnostic* decode_error() const { return decode_error_.get(); }
  // The error comes before anything that could be wrong in the text.
  bool is_refused() const { return refused_; }
  // The encoding that a byte order mark or a cookie names, in CPython's spelling; "utf-8" without either. Source in an
  // encoding that this layer does not know can be decoded by the runtime's codecs and handed to from_utf8().
  static std::string declared_encoding(std::string_view bytes);
  static bool knows_encoding(std::string_view encoding);

  // Line and column of a byte offset; the line table is built by the first call.
  SourcePosition position(uint32_t offset) const;
  uint32_t line_of(uint32_t offset) const { return position(offset).line; }
  uint32_t line_count() const;
  // The offset of the first byte of a line (from 1).
  uint32_t line_begin(uint32_t line) const;
  // A line without its newline; empty when there is no such line.
  std::string_view line_text(uint32_t line) const;
  // Characters (not bytes) between the beginning of the line and `offset`.
  uint32_t character_column(uint32_t offset) const;
  std::string_view slice(uint32_t begin, uint32_t end) const { return text().substr(begin, end - begin); }

 private:
  SourceText(std::string filename, std::string text) : filename_(std::move(filename)), text_(std::move(text)) {}
  // `whole`: an encoding error anywhere comes before everything else, as in compile(); else it waits for its line.
  void decode(bool whole);
  void normalize_newlines();
  void stop_at_null_byte();
  // The text ends before the line that `offset` is on, and the message stands in its place.
  void stop_at(size_t offset, std::string message, bool caret);
  // Nothing of the text is read. `names_file`: the error has a file, if no line.
  void refuse(std::string message, bool names_file);
  const std::vector<uint32_t>& lines() const;

  std::string filename_;
  std::string text_;
  bool added_newline_ = false;
  bool refused_ = false;
  bool is_file_ = false;
  std::unique_ptr<Diagnostic> decode_error_;
  std::vector<SourcePosition> positions_;  // by offset, of a source without text
  mutable std::vector<uint32_t> lines_;    // the offset of each line's first byte
};

}  // namespace memphis
