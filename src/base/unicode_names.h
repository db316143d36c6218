// Names of Unicode 16.0 characters, as unicodedata.name(), unicodedata.lookup() and \N{...} know them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace memphis::unicode {

// Appends the name. False if the character has none.
bool append_name(std::string& out, char32_t c);

// A character by its name or an alias; ASCII letters in either case, except in the names of CJK ideographs and Hangul
// syllables, which CPython takes in upper case only.
bool lookup_name(std::string_view name, char32_t& c);

// A named sequence of two to four code points.
struct NamedSequence {
  char32_t text[4];
  uint32_t length;
};
bool lookup_sequence(std::string_view name, NamedSequence& sequence);

}  // namespace memphis::unicode
