#pragma once
// What the lexer asks of one byte, answered by one table.

#include <array>
#include <cstdint>

namespace memphis {

enum CharacterClass : uint8_t {
  kNameStart = 1,  // also every byte from 0x80
  kNameContinue = 2,
  kDigit = 4,
  kHexDigit = 8,
  kBlank = 16,       // space, tab, form feed
  kStringStop = 32,  // what a scan through a string literal must look at: quotes, backslash, newline, NUL, non-ASCII
  kTextStop = 64,    // the same in an f-string's text, with braces
};

inline constexpr std::array<uint8_t, 256> kCharacterClasses = [] {
  std::array<uint8_t, 256> table{};
  for (int c = 0; c < 256; c++) {
    bool digit = c >= '0' && c <= '9';
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    bool hex = digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    bool stop = c == '\'' || c == '"' || c == '\\' || c == '\n' || c == 0 || c >= 0x80;
    uint8_t classes = 0;
    if (letter) classes |= kNameStart;
    if (letter || digit) classes |= kNameContinue;
    if (digit) classes |= kDigit;
    if (hex) classes |= kHexDigit;
    if (c == ' ' || c == '\t' || c == '\f') classes |= kBlank;
    if (stop) classes |= kStringStop;
    if (stop || c == '{' || c == '}') classes |= kTextStop;
    table[static_cast<size_t>(c)] = classes;
  }
  return table;
}();

inline bool has_class(char c, CharacterClass wanted) {
  return (kCharacterClasses[static_cast<uint8_t>(c)] & wanted) != 0;
}

}  // namespace memphis
