// Sets of characters.
//
// Characters below 256 are looked up in a bitmap (eight sets share a table of 256 bytes, a bit each: one load and one
// test). Wider ones go through a list of items: ranges and categories, the first that contains the character decides.
// Sets that ask the C locale are dynamic: all of their characters go through the items, at match time.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "modules/regex/code_list.h"

namespace memphis::regex {

struct CharacterRange {
  uint32_t low, high;  // both are in it
  bool operator==(const CharacterRange&) const = default;
};

struct SetItem {
  enum class Kind : uint8_t {
    kRange,            // low..high
    kRanges,           // ranges[low, low + high), sorted
    kCategory,         // low is a CategoryCode
    kRangeOrItsUpper,  // the character, or its upper case, is in low..high
  };
  Kind kind;
  bool result;  // what the set says of the characters that the item contains
  uint32_t low, high;
  bool operator==(const SetItem&) const = default;
};

enum class Folding : uint8_t {
  kNone,
  kAscii,  // a character belongs when its lower case does
  kUnicode,
  kLocale,  // when its lower or its upper case does
};

using Bitmap = std::array<uint64_t, 4>;
inline constexpr Bitmap kFullBitmap = {~uint64_t{0}, ~uint64_t{0}, ~uint64_t{0}, ~uint64_t{0}};
inline bool has_bit(const Bitmap& bits, uint32_t c) { return (bits[c >> 6] >> (c & 63) & 1) != 0; }
inline void set_bit(Bitmap& bits, uint32_t c) { bits[c >> 6] |= uint64_t{1} << (c & 63); }
int count_bits(const Bitmap& bits);
bool bitmaps_overlap(const Bitmap& left, const Bitmap& right);

struct CharacterSet {
  Bitmap bits = {};         // characters below 256; empty in a dynamic set
  uint32_t first_item = 0;  // in the program's items
  uint32_t item_count = 0;
  Folding folding = Folding::kNone;
  bool otherwise = false;  // what it says of wide characters that no item contains
  bool is_dynamic = false;
  bool is_inverted = false;  // a dynamic set stands for all characters but its own
  uint8_t wide_kinds = 0;    // kinds of wide characters (WideKind) that it may contain
};

// Wide characters by what categories tell apart, for proofs that two sets have none in common.
enum WideKind : uint8_t {
  kWideDigit = 1,
  kWideWord = 2,   // no digit
  kWideSpace = 4,  // no line break
  kWideLineBreak = 8,
  kWideOther = 16,
  kWideAll = 31,
};
uint8_t wide_kind(char32_t c);

// The characters and ranges that sets of a program refer to.
struct SetPool {
  std::vector<CharacterSet> sets;
  std::vector<SetItem> items;
  std::vector<CharacterRange> ranges;

  // The number of such a set, an old one if there is one alike. Its items must be the pool's last; they are dropped
  // again when an old one is found.
  uint32_t add(const CharacterSet& set);
  // A set of characters below 256, and of all wider ones or of none: what filters are.
  uint32_t add_filter(const Bitmap& bits, bool wide);
};

// Spans over the same, as a sealed program has them.
struct SetItems {
  const SetItem* items;
  const CharacterRange* ranges;
};

char32_t to_lower(Folding folding, char32_t c);
char32_t to_locale_upper(char32_t c);
char32_t to_simple_upper(char32_t c);
bool is_locale_word(char32_t c);
bool category_contains(CategoryCode category, char32_t c);

// For characters of 256 and above of sets that are not dynamic.
bool contains_wide(const CharacterSet& set, const SetItems& items, char32_t c);
// For all characters of a dynamic set.
bool contains_dynamic(const CharacterSet& set, const SetItems& items, char32_t c);

// Reads the items of a charset: everything between the skip and the FAILURE that ends it, already verified.
uint32_t add_charset(SetPool& pool, std::span<const uint32_t> code, Folding folding);
// The set of one literal (or of everything else), as LITERAL_IGNORE and its kin mean it.
uint32_t add_literal(SetPool& pool, char32_t c, bool negated, Folding folding);
uint32_t add_category(SetPool& pool, CategoryCode category);

}  // namespace memphis::regex
