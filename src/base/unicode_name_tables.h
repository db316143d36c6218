// The layout of the generated tables of character names (tools/generate_unicode_names.py). Only base/unicode_names.cpp
// reads them.
//
// Entries are numbered: first the characters with a name of their own in code point order, then the aliases, then the
// named sequences. kNameData holds each entry's words and a 0: a byte up to kSingleByteWords is word number byte - 1, a
// greater one is the high part of a number that the next byte completes. A word that begins with '-' (or is empty after
// one) is joined without a space.
#pragma once

#include <cstdint>

namespace memphis::unicode::tables {

// Characters whose name is the prefix and the code point in hexadecimal.
struct NameRange {
  uint32_t first;
  uint32_t last;
  const char* prefix;
};

// Consecutive code points with consecutive entries; a run ends where the next one's ordinal begins.
struct NameRun {
  uint32_t first;
  uint32_t ordinal;
};

inline constexpr uint32_t kNameStride = 16;

extern const uint32_t kNamedCount;
extern const uint32_t kAliasCount;
extern const uint32_t kSequenceCount;
extern const uint32_t kSingleByteWords;
extern const uint32_t kNameRunCount;
extern const uint32_t kNameRangeCount;
extern const NameRange kNameRanges[];
extern const NameRun kNameRuns[];
extern const uint32_t kAliasCodes[];
extern const uint16_t kSequenceTexts[][4];  // padded with zeros
extern const char kWordLetters[];
extern const uint16_t kWordStarts[];   // one more than there are words
extern const uint32_t kNameOffsets[];  // into kNameData, of each kNameStride-th entry
extern const uint16_t kNameOrder[];    // entries sorted by name
extern const uint8_t kNameData[];

}  // namespace memphis::unicode::tables
