#include "base/unicode_names.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "base/unicode_name_tables.h"

namespace memphis::unicode {
namespace {

using namespace tables;

constexpr size_t kMaxNameLength = 128;
constexpr std::string_view kSyllablePrefix = "HANGUL SYLLABLE ";
constexpr std::string_view kIdeographPrefix = "CJK UNIFIED IDEOGRAPH-";
constexpr uint32_t kSyllableBase = 0xAC00, kVowelCount = 21, kTrailCount = 28, kSyllableCount = 11172;

// Short names of the Jamo (Jamo.txt).
constexpr std::string_view kLeads[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                       "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
constexpr std::string_view kVowels[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                        "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
constexpr std::string_view kTrails[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                        "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                        "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};

const uint8_t* skip_entry(const uint8_t* at) {
  while (*at != 0) at += *at > kSingleByteWords ? 2 : 1;
  return at + 1;
}

const uint8_t* find_entry(uint32_t entry) {
  const uint8_t* at = kNameData + kNameOffsets[entry / kNameStride];
  for (uint32_t i = entry % kNameStride; i > 0; --i) at = skip_entry(at);
  return at;
}

// Writes the entry's name, at most kMaxNameLength characters, and returns its length.
size_t decode_entry(uint32_t entry, char* out) {
  size_t length = 0;
  bool first = true;
  for (const uint8_t* at = find_entry(entry); *at != 0;) {
    uint32_t word = *at++;
    word = word <= kSingleByteWords ? word - 1 : kSingleByteWords + (word - kSingleByteWords - 1) * 256 + *at++;
    const std::string_view letters(kWordLetters + kWordStarts[word], kWordStarts[word + 1] - kWordStarts[word]);
    if (!first && !letters.starts_with('-')) out[length++] = ' ';
    first = false;
    length += letters.copy(out + length, letters.size());
  }
  return length;
}

void append_hex(std::string& out, char32_t c) {
  char digits[8];
  char* const end = std::to_chars(digits, digits + sizeof digits, static_cast<uint32_t>(c), 16).ptr;
  out.append(static_cast<size_t>(std::max<std::ptrdiff_t>(4 - (end - digits), 0)), '0');
  for (const char* digit = digits; digit != end; ++digit) {
    out += *digit >= 'a' ? static_cast<char>(*digit - 0x20) : *digit;
  }
}

const NameRange* range_of(char32_t c) {
  const NameRange* const end = kNameRanges + kNameRangeCount;
  const NameRange* const next =
      std::upper_bound(kNameRanges, end, c, [](char32_t value, const NameRange& range) { return value < range.first; });
  return next != kNameRanges && c <= next[-1].last ? next - 1 : nullptr;
}

// The longest of the short names that `text` starts with, which is removed; -1 if there is none.
template <size_t count>
int take_jamo(std::string_view& text, const std::string_view (&names)[count]) {
  int best = -1;
  for (size_t i = 0; i < count; ++i) {
    if (text.starts_with(names[i]) && (best < 0 || names[i].size() > names[static_cast<size_t>(best)].size())) {
      best = static_cast<int>(i);
    }
  }
  if (best >= 0) text.remove_prefix(names[static_cast<size_t>(best)].size());
  return best;
}

bool lookup_syllable(std::string_view name, char32_t& c) {
  const int lead = take_jamo(name, kLeads);
  const int vowel = take_jamo(name, kVowels);
  const int trail = take_jamo(name, kTrails);
  if (lead < 0 || vowel < 0 || trail < 0 || !name.empty()) return false;
  c = kSyllableBase + (static_cast<uint32_t>(lead) * kVowelCount + static_cast<uint32_t>(vowel)) * kTrailCount +
      static_cast<uint32_t>(trail);
  return true;
}

bool parse_upper_hex(std::string_view digits, char32_t& c) {
  uint32_t value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  c = value;
  return !digits.empty() && result.ptr == digits.data() + digits.size() &&
         std::ranges::none_of(digits, [](char digit) { return digit >= 'a'; });
}

bool lookup_in_ranges(std::string_view upper, char32_t& c) {
  const size_t dash = upper.rfind('-');
  if (dash == std::string_view::npos || !parse_upper_hex(upper.substr(dash + 1), c)) return false;
  const NameRange* const range = range_of(c);
  if (!range || std::string_view(range->prefix) == kIdeographPrefix) return false;
  std::string name = range->prefix;
  append_hex(name, c);
  return name == upper;
}

// The entry with that name in upper case, or -1.
int64_t find_name(std::string_view upper) {
  char name[kMaxNameLength];
  size_t low = 0, high = kNamedCount + kAliasCount + kSequenceCount;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    const std::string_view here(name, decode_entry(kNameOrder[middle], name));
    if (here == upper) return kNameOrder[middle];
    if (here < upper) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return -1;
}

bool to_upper_case(std::string_view name, std::string& upper) {
  if (name.size() > kMaxNameLength) return false;
  upper = name;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c;
  return true;
}

}  // namespace

bool append_name(std::string& out, char32_t c) {
  if (c - kSyllableBase < kSyllableCount) {
    const uint32_t index = c - kSyllableBase;
    out += kSyllablePrefix;
    out += kLeads[index / (kVowelCount * kTrailCount)];
    out += kVowels[index / kTrailCount % kVowelCount];
    out += kTrails[index % kTrailCount];
    return true;
  }
  if (const NameRange* range = range_of(c)) {
    out += range->prefix;
    append_hex(out, c);
    return true;
  }
  const NameRun* const end = kNameRuns + kNameRunCount;
  const NameRun* const next =
      std::upper_bound(kNameRuns, end, c, [](char32_t value, const NameRun& run) { return value < run.first; });
  if (next == kNameRuns) return false;
  const uint32_t entry = next[-1].ordinal + (c - next[-1].first);
  if (entry >= (next == end ? kNamedCount : next->ordinal)) return false;
  char name[kMaxNameLength];
  out.append(name, decode_entry(entry, name));
  return true;
}

bool lookup_name(std::string_view name, char32_t& c) {
  if (name.starts_with(kSyllablePrefix) && lookup_syllable(name.substr(kSyllablePrefix.size()), c)) return true;
  if (name.starts_with(kIdeographPrefix)) {
    const std::string_view digits = name.substr(kIdeographPrefix.size());
    if ((digits.size() != 4 && digits.size() != 5) || !parse_upper_hex(digits, c)) return false;
    const NameRange* const range = range_of(c);
    return range && std::string_view(range->prefix) == kIdeographPrefix;
  }
  std::string upper;
  if (!to_upper_case(name, upper)) return false;
  if (lookup_in_ranges(upper, c)) return true;
  const int64_t entry = find_name(upper);
  if (entry < 0 || entry >= kNamedCount + kAliasCount) return false;
  const uint32_t ordinal = static_cast<uint32_t>(entry);
  if (ordinal >= kNamedCount) {
    c = kAliasCodes[ordinal - kNamedCount];
    return true;
  }
  const NameRun* const next = std::upper_bound(kNameRuns, kNameRuns + kNameRunCount, ordinal,
                                               [](uint32_t value, const NameRun& run) { return value < run.ordinal; });
  c = next[-1].first + (ordinal - next[-1].ordinal);
  return true;
}

bool lookup_sequence(std::string_view name, NamedSequence& sequence) {
  std::string upper;
  if (!to_upper_case(name, upper)) return false;
  const int64_t entry = find_name(upper);
  if (entry < int64_t{kNamedCount} + kAliasCount) return false;
  const uint16_t* const text = kSequenceTexts[entry - kNamedCount - kAliasCount];
  sequence.length = 0;
  for (unsigned i = 0; i < 4 && text[i] != 0; ++i) sequence.text[sequence.length++] = text[i];
  return true;
}

}  // namespace memphis::unicode
