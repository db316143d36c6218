#include "syntax/token.h"

namespace memphis {

namespace {

struct KindText {
  const char* name;
  std::string_view text;
};

constexpr KindText kKinds[] = {
#define MEMPHIS_ENTRY(kind, name, text) {name, text},
    MEMPHIS_TOKENS(MEMPHIS_ENTRY)
#undef MEMPHIS_ENTRY
};

// A perfect hash over the 35 keywords, found when compiling: a word is compared with one candidate at most.
struct KeywordTable {
  static constexpr size_t kSize = 128;
  uint32_t multiplier = 0;
  TokenKind slots[kSize] = {};

  static constexpr size_t slot(std::string_view word, uint32_t multiplier) {
    uint32_t code = static_cast<uint8_t>(word[0]) * 7u + static_cast<uint8_t>(word[1]) +
                    static_cast<uint8_t>(word[word.size() - 1]) * 29u + static_cast<uint32_t>(word.size());
    return (code * multiplier) >> 16 & (kSize - 1);
  }

  constexpr KeywordTable() {
    for (multiplier = 0x9E37; !fill(); multiplier += 2) {
    }
  }

 private:
  constexpr bool fill() {
    for (TokenKind& kind : slots) kind = TokenKind::kName;
    for (size_t kind = static_cast<size_t>(kFirstKeyword); kind <= static_cast<size_t>(kLastKeyword); kind++) {
      TokenKind& place = slots[slot(kKinds[kind].text, multiplier)];
      if (place != TokenKind::kName) return false;
      place = static_cast<TokenKind>(kind);
    }
    return true;
  }
};

constexpr KeywordTable kKeywords;

}  // namespace

const char* token_kind_name(TokenKind kind) { return kKinds[static_cast<size_t>(kind)].name; }

std::string_view token_kind_text(TokenKind kind) { return kKinds[static_cast<size_t>(kind)].text; }

TokenKind keyword_kind(std::string_view word) {
  if (word.size() < 2 || word.size() > 8) return TokenKind::kName;
  TokenKind kind = kKeywords.slots[KeywordTable::slot(word, kKeywords.multiplier)];
  return kKinds[static_cast<size_t>(kind)].text == word ? kind : TokenKind::kName;
}

}  // namespace memphis
