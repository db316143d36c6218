#include "base/unicode_normalize.h"

#include <algorithm>

#include "base/unicode.h"
#include "base/unicode_old.h"
#include "base/unicode_tables.h"
#include "base/utf8.h"

namespace memphis::unicode {
namespace {

using namespace tables;

// Hangul syllables are composed and decomposed by arithmetic (The Unicode Standard, section 3.12).
constexpr uint32_t kSyllableBase = 0xAC00, kLeadBase = 0x1100, kVowelBase = 0x1161, kTrailBase = 0x11A7;
constexpr uint32_t kLeadCount = 19, kVowelCount = 21, kTrailCount = 28;
constexpr uint32_t kSyllableCount = kLeadCount * kVowelCount * kTrailCount;

// In the generator's order.
constexpr std::string_view kTags[] = {"",           "<font>",   "<noBreak>", "<initial>",  "<medial>",   "<final>",
                                      "<isolated>", "<circle>", "<super>",   "<sub>",      "<vertical>", "<wide>",
                                      "<narrow>",   "<small>",  "<square>",  "<fraction>", "<compat>"};

unsigned quick_bits(char32_t c) {
  const unsigned block = kRecordFirst[c >> kRecordShift];
  return kRecords[kRecordSecond[block << kRecordShift | (c & ((1u << kRecordShift) - 1))]].quick;
}

struct Decomposition {
  const uint16_t* units = nullptr;
  unsigned length = 0;
  unsigned tag = 0;
};

Decomposition decomposition_of(char32_t c) {
  const unsigned block = kDecompositionFirst[c >> kDecompositionShift];
  const unsigned mask = (1u << kDecompositionShift) - 1;
  const uint32_t header = kDecompositions[kDecompositionSecond[block << kDecompositionShift | (c & mask)]];
  return {kDecompositionTexts + (header >> 10), header >> 5 & 0x1F, header & 0x1F};
}

// Calls take(code point) for each code point of UTF-16 text.
template <class Take>
void each_code_point(const Decomposition& text, Take take) {
  for (unsigned i = 0; i < text.length; ++i) {
    uint32_t c = text.units[i];
    if ((c & 0xFC00) == 0xD800 && i + 1 < text.length) c = 0x10000 + ((c & 0x3FF) << 10 | (text.units[++i] & 0x3FF));
    take(c);
  }
}

void decompose(char32_t c, bool compatibility, std::vector<uint32_t>& out) {
  if (c < 0x80) {
    out.push_back(c);
    return;
  }
  const uint32_t syllable = c - kSyllableBase;
  if (syllable < kSyllableCount) {
    out.push_back(kLeadBase + syllable / (kVowelCount * kTrailCount));
    out.push_back(kVowelBase + syllable % (kVowelCount * kTrailCount) / kTrailCount);
    if (syllable % kTrailCount != 0) out.push_back(kTrailBase + syllable % kTrailCount);
    return;
  }
  const Decomposition parts = decomposition_of(c);
  if (parts.length == 0 || (parts.tag != 0 && !compatibility)) {
    out.push_back(c);
    return;
  }
  each_code_point(parts, [&](uint32_t part) { decompose(part, compatibility, out); });
}

// Sorts each run of combining marks by class, keeping the order within a class.
void order_marks(std::vector<uint32_t>& text) {
  std::vector<uint64_t> keys;  // class, position, code point from the top bit down
  size_t i = 0;
  while (i < text.size()) {
    const size_t start = i;
    keys.clear();
    bool sorted = true;
    for (; i < text.size(); ++i) {
      const uint64_t klass = combining_class(text[i]);
      if (klass == 0) break;
      sorted &= keys.empty() || keys.back() >> 56 <= klass;
      keys.push_back(klass << 56 | static_cast<uint64_t>(i) << 21 | text[i]);
    }
    if (!sorted) {
      std::sort(keys.begin(), keys.end());
      for (size_t k = 0; k < keys.size(); ++k) text[start + k] = static_cast<uint32_t>(keys[k] & 0x1FFFFF);
    }
    if (i == start) ++i;
  }
}

// 0 for none.
uint32_t compose_pair(uint32_t first, uint32_t second) {
  if (first - kLeadBase < kLeadCount && second - kVowelBase < kVowelCount) {
    return kSyllableBase + ((first - kLeadBase) * kVowelCount + (second - kVowelBase)) * kTrailCount;
  }
  const uint32_t syllable = first - kSyllableBase;
  if (syllable < kSyllableCount && syllable % kTrailCount == 0 && second > kTrailBase &&
      second < kTrailBase + kTrailCount) {
    return first + (second - kTrailBase);
  }
  const CompositionPair* const end = kCompositions + kCompositionCount;
  const CompositionPair* const found =
      std::lower_bound(kCompositions, end, std::pair(first, second), [](const CompositionPair& pair, const auto& key) {
        return pair.first != key.first ? pair.first < key.first : pair.second < key.second;
      });
  return found != end && found->first == first && found->second == second ? found->composite : 0;
}

// A character joins the last starter unless a mark of the same or a higher class stands between them.
void compose(std::vector<uint32_t>& text) {
  size_t kept = 0;
  size_t starter = SIZE_MAX;
  unsigned last_class = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const uint32_t c = text[i];
    const unsigned klass = combining_class(c);
    const bool adjacent = starter != SIZE_MAX && starter + 1 == kept;
    if (starter != SIZE_MAX && (adjacent || last_class < klass)) {
      if (const uint32_t composite = compose_pair(text[starter], c)) {
        text[starter] = composite;
        continue;
      }
    }
    if (klass == 0) starter = kept;
    last_class = klass;
    text[kept++] = c;
  }
  text.resize(kept);
}

}  // namespace

template <class Unit>
bool is_surely_normalized(Form form, const Unit* text, size_t count) {
  const unsigned bit = 1u << static_cast<unsigned>(form);
  unsigned last_class = 0;
  for (size_t i = 0; i < count; ++i) {
    const char32_t c = text[i];
    if (c < 0xA0) {
      last_class = 0;
      continue;
    }
    if (quick_bits(c) & bit) return false;
    const unsigned klass = combining_class(c);
    if (klass != 0 && klass < last_class) return false;
    last_class = klass;
  }
  return true;
}

template <class Unit>
void normalize(Form form, const Unit* text, size_t count, std::vector<uint32_t>& out) {
  out.clear();
  out.reserve(count);
  if (is_surely_normalized(form, text, count)) {
    out.assign(text, text + count);
    return;
  }
  const bool compatibility = form == Form::kNFKC || form == Form::kNFKD;
  for (size_t i = 0; i < count; ++i) decompose(text[i], compatibility, out);
  order_marks(out);
  if (form == Form::kNFC || form == Form::kNFKC) compose(out);
}

template <class Unit>
void normalize_old(Form form, const Unit* text, size_t count, std::vector<uint32_t>& out) {
  out.clear();
  out.reserve(count);
  const bool compatibility = form == Form::kNFKC || form == Form::kNFKD;
  for (size_t i = 0; i < count; ++i) {
    if (const char32_t correction = old::corrected_decomposition(text[i])) {
      out.push_back(correction);
    } else if (!old::is_assigned(text[i])) {
      out.push_back(text[i]);
    } else {
      decompose(text[i], compatibility, out);
    }
  }
  order_marks(out);
  if (form == Form::kNFC || form == Form::kNFKC) compose(out);
}

bool normalize_identifier(std::string_view text, std::string& out) {
  if (is_ascii(text)) return false;
  std::vector<uint32_t> units(count_code_points(text));
  utf8_to_units(text, units.data());
  std::vector<uint32_t> normal;
  normalize(Form::kNFKC, units.data(), units.size(), normal);
  if (normal == units) return false;
  out.clear();
  append_utf8(out, normal.data(), normal.size());
  return true;
}

void append_decomposition(std::string& out, char32_t c) {
  const Decomposition parts = decomposition_of(c);
  out += kTags[parts.tag];
  bool first = parts.tag == 0;
  each_code_point(parts, [&](uint32_t part) {
    if (!first) out += ' ';
    first = false;
    unsigned width = 4;
    while (width < 6 && part >> (4 * width) != 0) ++width;
    while (width-- > 0) out += "0123456789ABCDEF"[part >> (4 * width) & 0xF];
  });
}

template bool is_surely_normalized(Form, const uint8_t*, size_t);
template bool is_surely_normalized(Form, const uint16_t*, size_t);
template bool is_surely_normalized(Form, const uint32_t*, size_t);
template void normalize(Form, const uint8_t*, size_t, std::vector<uint32_t>&);
template void normalize(Form, const uint16_t*, size_t, std::vector<uint32_t>&);
template void normalize(Form, const uint32_t*, size_t, std::vector<uint32_t>&);
template void normalize_old(Form, const uint8_t*, size_t, std::vector<uint32_t>&);
template void normalize_old(Form, const uint16_t*, size_t, std::vector<uint32_t>&);
template void normalize_old(Form, const uint32_t*, size_t, std::vector<uint32_t>&);

}  // namespace memphis::unicode
