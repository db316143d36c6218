#include "syntax/docstring.h"

#include <cstddef>

namespace memphis {

namespace {

std::string expand_tabs(std::string_view text) {
  constexpr size_t kTabSize = 8;
  std::string out;
  size_t column = 0;
  for (char c : text) {
    if (c == '\t') {
      size_t spaces = kTabSize - column % kTabSize;
      out.append(spaces, ' ');
      column += spaces;
      continue;
    }
    out += c;
    if (c == '\n' || c == '\r') {
      column = 0;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      column++;
    }
  }
  return out;
}

}  // namespace

std::string clean_docstring(std::string_view source) {
  std::string text = expand_tabs(source);
  size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) first = text.size();
  size_t margin = std::string::npos;
  for (size_t line = text.find('\n'); line != std::string::npos; line = text.find('\n', line + 1)) {
    size_t word = text.find_first_not_of(' ', line + 1);
    if (word == std::string::npos || text[word] == '\n') continue;
    size_t indent = word - line - 1;
    if (indent < margin) margin = indent;
  }
  if (margin == std::string::npos) margin = 0;
  if (first == 0 && margin == 0) return text;
  std::string out;
  size_t at = first;
  while (at < text.size()) {
    size_t end = text.find('\n', at);
    if (end == std::string::npos) end = text.size() - 1;
    out.append(text, at, end + 1 - at);
    at = end + 1;
    for (size_t i = 0; i < margin && at < text.size() && text[at] == ' '; i++) at++;
  }
  return out;
}

}  // namespace memphis
