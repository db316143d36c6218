#include "syntax/identifier.h"

#include "base/unicode.h"
#include "base/unicode_names.h"
#include "base/unicode_normalize.h"
#include "base/utf8.h"

namespace memphis {

size_t identifier_prefix(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    Utf8Step step = decode_utf8(text.data() + at, text.data() + text.size());
    bool fits =
        at > 0 ? unicode::is_identifier_continue(step.code_point) : unicode::is_identifier_start(step.code_point);
    if (!fits || step.error != Utf8Error::kNone) break;
    at += step.length;
  }
  return at;
}

bool is_printable_character(char32_t character) { return unicode::is_printable(character); }

std::string normalize_identifier(std::string_view text) {
  std::string normal;
  if (!unicode::normalize_identifier(text, normal)) normal = text;
  return normal;
}

bool find_character_by_name(std::string_view name, char32_t* character) {
  return unicode::lookup_name(name, *character);
}

}  // namespace memphis
