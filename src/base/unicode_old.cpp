#include "base/unicode_old.h"

#include <algorithm>

#include "base/unicode.h"
#include "base/unicode_old_tables.h"

namespace memphis::unicode::old {

namespace {

using namespace tables;

constexpr OldChange kNoChange = {0, 0, nullptr, nullptr, nullptr, -2, -2};

const OldChange& change_of(char32_t c) {
  const OldChange* end = kOldChanges + kOldChangeCount;
  const OldChange* found =
      std::lower_bound(kOldChanges, end, c, [](const OldChange& change, char32_t key) { return change.last < key; });
  return found != end && found->first <= c ? *found : kNoChange;
}

std::string_view text_or(const char* text, std::string_view otherwise) {
  return text != nullptr ? std::string_view(text) : otherwise;
}

}  // namespace

bool is_assigned(char32_t c) { return category(c) != "Cn"; }
std::string_view category(char32_t c) { return text_or(change_of(c).category, unicode::category(c)); }
std::string_view bidirectional(char32_t c) { return text_or(change_of(c).bidirectional, unicode::bidirectional(c)); }
std::string_view east_asian_width(char32_t c) {
  return text_or(change_of(c).east_asian_width, unicode::east_asian_width(c));
}
bool is_mirrored(char32_t c) {
  const int8_t mirrored = change_of(c).mirrored;
  return mirrored == -2 ? unicode::is_mirrored(c) : mirrored != 0;
}
int decimal_value(char32_t c) {
  const int8_t decimal = change_of(c).decimal;
  return decimal == -2 ? unicode::decimal_value(c) : decimal;
}

char32_t corrected_decomposition(char32_t c) {
  for (uint32_t i = 0; i < kOldCorrectionCount; i++) {
    if (kOldCorrections[i].character == c) return kOldCorrections[i].decomposition;
  }
  return 0;
}

}  // namespace memphis::unicode::old
