#include "syntax/identifier.h"

#include "base/utf8.h"

namespace memphis {

namespace {

// Until the Unicode tables are in src/base every character beyond ASCII counts as a letter.
bool may_begin(char32_t character) { return character >= 0x80; }
bool may_continue(char32_t character) { return character >= 0x80; }

bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }

}  // namespace

size_t identifier_prefix(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    Utf8Step step = decode_utf8(text.data() + at, text.data() + text.size());
    char32_t c = step.code_point;
    bool fits = c < 0x80 ? is_ascii_letter(c) || (at > 0 && is_ascii_digit(c))
                : at > 0 ? may_continue(c)
                         : may_begin(c);
    if (!fits) break;
    at += step.length;
  }
  return at;
}

bool is_printable_character(char32_t character) { return character >= 0x20 && character != 0x7F; }

std::string normalize_identifier(std::string_view text) { return std::string(text); }

}  // namespace memphis
