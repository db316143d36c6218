// Source lines for tracebacks and warnings: from files, or from text that was registered because it is in no file.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/runtime.h"

namespace memphis {

// Remembers the text that `code` (and the code within it) was compiled from. Its filename looks like "<string>".
void register_source(Runtime& runtime, Code* code, std::string_view source);
// The same for code that an engine makes later on, out of the text of `outer`.
void register_nested_source(Runtime& runtime, const Code* outer, const Code* code);

// Reads each file once for as long as it lives. Files are read afresh for every report, as they are when Python prints
// one.
class SourceLines {
 public:
  explicit SourceLines(Thread& thread) : thread_(thread) {}
  // The line, from 1, without its end; empty when there is none. Never fails, runs no user code.
  std::string_view line(const std::string& filename, int64_t number);
  // As line(); looks among registered texts when there is no such file.
  std::string_view line_of_code(const Code* code, int64_t number);

 private:
  using Lines = std::vector<std::string>;
  const Lines& lines_of(const std::string& filename);

  Thread& thread_;
  std::unordered_map<std::string, Lines> files_;
  std::unordered_map<const std::string*, Lines> texts_;
};

// The whole file; false: cannot be read. `error`: errno.
bool read_file(const std::string& path, std::string& content, int* error = nullptr);
// The decoded text of a Python file: byte order mark and PEP 263 cookie are heeded. False: cannot be decoded.
bool decode_source(Thread& thread, std::string_view bytes, std::string& text);

}  // namespace memphis
