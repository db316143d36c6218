#include "modules/regex/character_set.h"

#include <algorithm>
#include <bit>
#include <cctype>

#include "base/unicode.h"

namespace memphis::regex {

namespace {

constexpr uint32_t kNarrow = 256;
constexpr uint32_t kBlockWords = kNarrow / 32;             // a 256-bit bitmap in words of the code list
constexpr uint32_t kBlockMapWords = kNarrow / kCodeBytes;  // 256 bytes in words of the code list
constexpr uint32_t kSmallRange = 64;                       // is looked at character by character

bool is_ascii_space(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

bool positive_category_contains(CategoryCode category, char32_t c) {
  switch (category) {
    case CategoryCode::kDigit: return is_ascii_digit(c);
    case CategoryCode::kSpace: return is_ascii_space(c);
    case CategoryCode::kWord: return is_ascii_letter(c) || is_ascii_digit(c) || c == '_';
    case CategoryCode::kLineBreak: return c == '\n';
    case CategoryCode::kLocaleWord: return is_locale_word(c);
    case CategoryCode::kUnicodeDigit: return unicode::is_decimal(c);
    case CategoryCode::kUnicodeSpace: return unicode::is_space(c);
    case CategoryCode::kUnicodeWord: return unicode::is_alnum(c) || c == '_';
    default: return unicode::is_line_break(c);
  }
}

bool in_ranges(const CharacterRange* ranges, uint32_t count, char32_t c) {
  const CharacterRange* end = ranges + count;
  const CharacterRange* found =
      std::upper_bound(ranges, end, c, [](char32_t value, const CharacterRange& range) { return value < range.low; });
  return found != ranges && c <= found[-1].high;
}

bool item_contains(const SetItem& item, const SetItems& items, char32_t c) {
  switch (item.kind) {
    case SetItem::Kind::kRange: return item.low <= c && c <= item.high;
    case SetItem::Kind::kRanges: return in_ranges(items.ranges + item.low, item.high, c);
    case SetItem::Kind::kCategory: return category_contains(static_cast<CategoryCode>(item.low), c);
    default: {
      if (item.low <= c && c <= item.high) return true;
      const char32_t upper = to_simple_upper(c);
      return item.low <= upper && upper <= item.high;
    }
  }
}

bool items_contain(const CharacterSet& set, const SetItems& items, char32_t c) {
  for (uint32_t i = 0; i < set.item_count; i++) {
    const SetItem& item = items.items[set.first_item + i];
    if (item_contains(item, items, c)) return item.result;
  }
  return set.otherwise;
}

// The kinds of wide characters in what a category contains.
uint8_t kinds_of_category(CategoryCode category) {
  const auto number = static_cast<uint32_t>(category);
  uint8_t kinds = 0;
  switch (static_cast<CategoryCode>(number & ~1u)) {
    case CategoryCode::kUnicodeDigit: kinds = kWideDigit; break;
    case CategoryCode::kUnicodeSpace: kinds = kWideSpace | kWideLineBreak; break;
    case CategoryCode::kUnicodeWord: kinds = kWideDigit | kWideWord; break;
    case CategoryCode::kUnicodeLineBreak: kinds = kWideLineBreak; break;
    default: break;
  }
  return static_cast<uint8_t>((number & 1) != 0 ? kWideAll & ~kinds : kinds);
}

uint8_t kinds_of_range(CharacterRange range) {
  if (range.high < kNarrow) return 0;
  if (range.high - range.low >= kSmallRange || range.high > 0x10ffff) return kWideAll;
  uint8_t kinds = 0;
  for (uint32_t c = std::max(range.low, kNarrow); c <= range.high; c++) kinds |= wide_kind(c);
  return kinds;
}

uint8_t kinds_of_item(const SetItem& item, const std::vector<CharacterRange>& ranges) {
  switch (item.kind) {
    case SetItem::Kind::kCategory: return kinds_of_category(static_cast<CategoryCode>(item.low));
    case SetItem::Kind::kRange: return kinds_of_range({item.low, item.high});
    case SetItem::Kind::kRanges: {
      uint8_t kinds = 0;
      for (uint32_t i = 0; i < item.high && kinds != kWideAll; i++) kinds |= kinds_of_range(ranges[item.low + i]);
      return kinds;
    }
    default: return kWideAll;
  }
}

uint8_t wide_kinds_of(const CharacterSet& set, const SetPool& pool) {
  if (set.is_dynamic) return kWideAll;
  if (set.folding == Folding::kUnicode) {
    // The wide characters whose lower case lies below 256 are letters.
    return set.item_count == 0 && !set.otherwise ? kWideWord : kWideAll;
  }
  uint8_t kinds = 0, settled = 0;
  for (uint32_t i = 0; i < set.item_count; i++) {
    const SetItem& item = pool.items[set.first_item + i];
    const uint8_t of_item = kinds_of_item(item, pool.ranges);
    if (item.result) kinds |= of_item & ~settled;
    if (item.kind == SetItem::Kind::kCategory) settled |= of_item;
  }
  if (set.otherwise) kinds |= kWideAll & ~settled;
  return kinds;
}

// Whether an item can say anything of wide characters.
bool concerns_wide(const SetItem& item, const std::vector<CharacterRange>& ranges) {
  switch (item.kind) {
    case SetItem::Kind::kRange: return item.high >= kNarrow;
    case SetItem::Kind::kRanges: return item.high != 0 && ranges[item.low + item.high - 1].high >= kNarrow;
    default: return true;
  }
}

bool is_locale_item(const SetItem& item) {
  return item.kind == SetItem::Kind::kCategory && (static_cast<CategoryCode>(item.low) == CategoryCode::kLocaleWord ||
                                                   static_cast<CategoryCode>(item.low) == CategoryCode::kLocaleNotWord);
}

// Completes a set whose items are the pool's last, and its ranges those from first_range on: its bitmap; of the items
// stays what they say of wide characters.
uint32_t finish_set(SetPool& pool, CharacterSet set, size_t first_range) {
  set.item_count = static_cast<uint32_t>(pool.items.size()) - set.first_item;
  set.is_dynamic = set.folding == Folding::kLocale ||
                   std::any_of(pool.items.begin() + set.first_item, pool.items.end(), is_locale_item);
  if (!set.is_dynamic) {
    const SetItems items = {pool.items.data(), pool.ranges.data()};
    for (uint32_t c = 0; c < kNarrow; c++) {
      if (items_contain(set, items, to_lower(set.folding, c))) set_bit(set.bits, c);
    }
    pool.items.erase(std::remove_if(pool.items.begin() + set.first_item, pool.items.end(),
                                    [&](const SetItem& item) { return !concerns_wide(item, pool.ranges); }),
                     pool.items.end());
    set.item_count = static_cast<uint32_t>(pool.items.size()) - set.first_item;
  }
  set.wide_kinds = wide_kinds_of(set, pool);
  const size_t known = pool.sets.size();
  const uint32_t number = pool.add(set);
  if (number < known) pool.ranges.resize(first_range);
  return number;
}

bool sets_are_alike(const CharacterSet& left, const CharacterSet& right, const std::vector<SetItem>& items,
                    const std::vector<CharacterRange>& ranges) {
  if (left.bits != right.bits || left.item_count != right.item_count || left.folding != right.folding ||
      left.otherwise != right.otherwise || left.is_dynamic != right.is_dynamic ||
      left.is_inverted != right.is_inverted) {
    return false;
  }
  for (uint32_t i = 0; i < left.item_count; i++) {
    const SetItem &a = items[left.first_item + i], &b = items[right.first_item + i];
    if (a.kind == SetItem::Kind::kRanges && b.kind == a.kind) {
      const bool same = a.result == b.result && a.high == b.high &&
                        std::equal(ranges.begin() + a.low, ranges.begin() + a.low + a.high, ranges.begin() + b.low);
      if (!same) return false;
    } else if (a != b) {
      return false;
    }
  }
  return true;
}

// Appends the runs of ones that `contains` tells of characters below `count`.
template <class Contains>
SetItem ranges_item(SetPool& pool, uint32_t count, bool result, Contains contains) {
  const auto first = static_cast<uint32_t>(pool.ranges.size());
  for (uint32_t c = 0; c < count; c++) {
    if (!contains(c)) continue;
    const uint32_t low = c;
    while (c + 1 < count && contains(c + 1)) c++;
    pool.ranges.push_back({low, c});
  }
  return {SetItem::Kind::kRanges, result, first, static_cast<uint32_t>(pool.ranges.size()) - first};
}

bool word_bit(std::span<const uint32_t> words, uint32_t bit) { return (words[bit / 32] >> (bit % 32) & 1) != 0; }

}  // namespace

int count_bits(const Bitmap& bits) {
  int count = 0;
  for (uint64_t word : bits) count += std::popcount(word);
  return count;
}

bool bitmaps_overlap(const Bitmap& left, const Bitmap& right) {
  for (size_t i = 0; i < left.size(); i++) {
    if ((left[i] & right[i]) != 0) return true;
  }
  return false;
}

uint8_t wide_kind(char32_t c) {
  if (c > 0x10ffff) return 0;  // in no text
  if (unicode::is_decimal(c)) return kWideDigit;
  if (unicode::is_alnum(c)) return kWideWord;
  if (unicode::is_line_break(c)) return kWideLineBreak;
  return unicode::is_space(c) ? kWideSpace : kWideOther;
}

char32_t to_simple_upper(char32_t c) {
  if (c > 0x10ffff) return c;
  return unicode::to_upper(c).text[0];  // of several, as CPython has it, the first
}

char32_t to_locale_upper(char32_t c) {
  return c < kNarrow ? static_cast<char32_t>(std::toupper(static_cast<int>(c))) : c;
}

bool is_locale_word(char32_t c) { return c < kNarrow && (std::isalnum(static_cast<int>(c)) != 0 || c == '_'); }

char32_t to_lower(Folding folding, char32_t c) {
  switch (folding) {
    case Folding::kAscii: return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    case Folding::kUnicode: return c > 0x10ffff ? c : unicode::to_simple_lower(c);
    case Folding::kLocale: return c < kNarrow ? static_cast<char32_t>(std::tolower(static_cast<int>(c))) : c;
    default: return c;
  }
}

bool category_contains(CategoryCode category, char32_t c) {
  const auto number = static_cast<uint32_t>(category);
  return positive_category_contains(static_cast<CategoryCode>(number & ~1u), c) != ((number & 1) != 0);
}

bool contains_wide(const CharacterSet& set, const SetItems& items, char32_t c) {
  if (set.folding == Folding::kUnicode) {
    c = unicode::to_simple_lower(c);
    if (c < kNarrow) return has_bit(set.bits, c);
  }
  return items_contain(set, items, c);
}

bool contains_dynamic(const CharacterSet& set, const SetItems& items, char32_t c) {
  if (set.folding != Folding::kLocale) return items_contain(set, items, to_lower(set.folding, c)) != set.is_inverted;
  const char32_t lower = to_lower(Folding::kLocale, c), upper = to_locale_upper(c);
  const bool contained = items_contain(set, items, lower) || (upper != lower && items_contain(set, items, upper));
  return contained != set.is_inverted;
}

uint32_t SetPool::add(const CharacterSet& set) {
  for (uint32_t i = 0; i < sets.size(); i++) {
    if (!sets_are_alike(sets[i], set, items, ranges)) continue;
    items.resize(set.first_item);
    return i;
  }
  sets.push_back(set);
  return static_cast<uint32_t>(sets.size()) - 1;
}

uint32_t SetPool::add_filter(const Bitmap& bits, bool wide) {
  CharacterSet set;
  set.bits = bits;
  set.first_item = static_cast<uint32_t>(items.size());
  set.otherwise = wide;
  set.wide_kinds = wide ? kWideAll : 0;
  return add(set);
}

uint32_t add_charset(SetPool& pool, std::span<const uint32_t> code, Folding folding) {
  CharacterSet set;
  set.folding = folding;
  set.first_item = static_cast<uint32_t>(pool.items.size());
  const size_t first_range = pool.ranges.size();
  bool result = true;
  for (size_t i = 0; i < code.size();) {
    switch (static_cast<Code>(code[i++])) {
      case Code::kNegate: result = !result; break;
      case Code::kLiteral:
        pool.items.push_back({SetItem::Kind::kRange, result, code[i], code[i]});
        i += 1;
        break;
      case Code::kRange:
      case Code::kRangeUnicodeIgnore: {
        const bool plain = static_cast<Code>(code[i - 1]) == Code::kRange;
        pool.items.push_back(
            {plain ? SetItem::Kind::kRange : SetItem::Kind::kRangeOrItsUpper, result, code[i], code[i + 1]});
        i += 2;
        break;
      }
      case Code::kCategory:
        pool.items.push_back({SetItem::Kind::kCategory, result, code[i], 0});
        i += 1;
        break;
      case Code::kCharset: {
        const auto words = code.subspan(i, kBlockWords);
        pool.items.push_back(ranges_item(pool, kNarrow, result, [&](uint32_t c) { return word_bit(words, c); }));
        i += kBlockWords;
        break;
      }
      default: {  // BIGCHARSET: the number of blocks, which block each 256 characters have, the blocks
        const uint32_t block_count = code[i];
        const auto* map = reinterpret_cast<const uint8_t*>(&code[i + 1]);
        const auto blocks = code.subspan(i + 1 + kBlockMapWords, size_t{block_count} * kBlockWords);
        pool.items.push_back(ranges_item(
            pool, 0x10000, result, [&](uint32_t c) { return word_bit(blocks, map[c >> 8] * kNarrow + (c & 0xff)); }));
        i += 1 + kBlockMapWords + size_t{block_count} * kBlockWords;
        break;
      }
    }
  }
  set.otherwise = !result;
  return finish_set(pool, set, first_range);
}

uint32_t add_literal(SetPool& pool, char32_t c, bool negated, Folding folding) {
  CharacterSet set;
  set.first_item = static_cast<uint32_t>(pool.items.size());
  set.folding = folding;
  // Ignoring case by the locale, either case may fit: only the whole answer can be turned round.
  set.is_inverted = negated && folding == Folding::kLocale;
  set.otherwise = negated && !set.is_inverted;
  pool.items.push_back({SetItem::Kind::kRange, !set.otherwise, c, c});
  return finish_set(pool, set, pool.ranges.size());
}

uint32_t add_category(SetPool& pool, CategoryCode category) {
  const uint32_t code[] = {static_cast<uint32_t>(Code::kCategory), static_cast<uint32_t>(category)};
  return add_charset(pool, code, Folding::kNone);
}

}  // namespace memphis::regex
