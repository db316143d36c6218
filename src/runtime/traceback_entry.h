// One entry of a traceback as text. Private to the printing of tracebacks.
#pragma once

#include <string>
#include <vector>

#include "runtime/source_lines.h"

namespace memphis {

struct TracebackEntry {
  std::string filename;
  std::string name;
  int64_t line = -1;
  int64_t end_line = -1;
  int64_t column = -1;  // UTF-8 bytes; -1: unknown
  int64_t end_column = -1;
  const Code* code = nullptr;
};

TracebackEntry describe_entry(const Traceback* traceback);
// With the source and, if `carets`, what it is underlined with.
std::string format_entry(Thread& thread, SourceLines& sources, const TracebackEntry& entry, bool carets);

// Source lines as characters; what is not UTF-8 becomes U+FFFD.
using SourceCharacters = std::u32string;
SourceCharacters decode_line(std::string_view utf8);
std::string encode_line(const SourceCharacters& line);
// Removes the blanks that all lines begin with; lines of blanks become empty.
std::vector<SourceCharacters> dedent(const std::vector<SourceCharacters>& lines);

// Text with every line indented by `prefix`, empty ones too.
void append_indented(std::string& out, std::string_view text, std::string_view prefix);

}  // namespace memphis
