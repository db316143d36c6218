// The layout of the generated Unicode tables (tools/generate_unicode.py). Only base/unicode*.cpp reads them.
//
// A table over all code points is split in two stages: Second[First[c >> shift] << shift | (c & mask)].
#pragma once

#include <cstdint>

namespace memphis::unicode::tables {

// Bit positions in CharacterRecord::flags; the generator's FLAGS has the same order.
enum CharacterFlag : uint16_t {
  kAlpha = 1 << 0,
  kDecimal = 1 << 1,
  kDigit = 1 << 2,
  kNumeric = 1 << 3,
  kSpace = 1 << 4,
  kPrintable = 1 << 5,
  kUpper = 1 << 6,
  kLower = 1 << 7,
  kTitle = 1 << 8,
  kXidStart = 1 << 9,
  kXidContinue = 1 << 10,
  kCased = 1 << 11,
  kCaseIgnorable = 1 << 12,
  kMirrored = 1 << 13,
  kSimpleCased = 1 << 14,  // its simple upper or lower case differs from it
};

struct CharacterRecord {
  uint16_t flags;
  uint8_t category;
  uint8_t bidirectional;
  uint8_t east_asian_width;
  uint8_t combining;
  int8_t decimal;  // -1: none
  int8_t digit;    // -1: none
  uint8_t quick;   // bit n: normalising to form n may change text with this character in it
  uint8_t numeric;
  uint16_t cases;
};

// Each is either added to the code point or, from kCaseText up, tells a text: offset << 4 | length in UTF-16 units.
inline constexpr int32_t kCaseText = 0x1000000;
struct CaseRecord {
  int32_t upper;
  int32_t lower;
  int32_t title;
  int32_t fold;
  int32_t simple_lower;  // always a difference
};

struct CompositionPair {
  uint32_t first;
  uint32_t second;
  uint32_t composite;
};

extern const CharacterRecord kRecords[];
extern const unsigned kRecordShift;
extern const uint16_t kRecordFirst[];
extern const uint16_t kRecordSecond[];
extern const CaseRecord kCases[];
extern const uint16_t kCaseTexts[];
extern const double kNumericValues[];
extern const unsigned kDecompositionShift;
extern const uint16_t kDecompositionFirst[];
extern const uint16_t kDecompositionSecond[];
// Offset << 10 | length in UTF-16 units << 5 | tag; 0 for none. A tag other than 0 means compatibility only.
extern const uint32_t kDecompositions[];
extern const uint16_t kDecompositionTexts[];
extern const uint32_t kCompositionCount;
extern const CompositionPair kCompositions[];  // sorted; without the composition exclusions and Hangul

}  // namespace memphis::unicode::tables
