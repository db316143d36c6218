#include "base/text_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/text_split.h"

namespace memphis {
namespace {

template <class Unit>
std::vector<Unit> units(std::u32string_view text) {
  return {text.begin(), text.end()};
}

template <class Unit, class NeedleUnit>
size_t find(std::u32string_view text, std::u32string_view needle) {
  const auto t = units<Unit>(text);
  const auto n = units<NeedleUnit>(needle);
  return find_text(t.data(), t.size(), n.data(), n.size());
}

TEST(TextSearch, Edges) {
  EXPECT_EQ((find<uint8_t, uint8_t>(U"", U"")), 0u);
  EXPECT_EQ((find<uint8_t, uint8_t>(U"abc", U"")), 0u);
  EXPECT_EQ((find<uint8_t, uint8_t>(U"", U"a")), kNotFound);
  EXPECT_EQ((find<uint8_t, uint8_t>(U"ab", U"abc")), kNotFound);
  EXPECT_EQ((find<uint8_t, uint16_t>(U"xabc", U"abc")), 1u);
  EXPECT_EQ((find<uint8_t, uint16_t>(U"xabc", U"a\u0162c")), kNotFound);  // narrows to "abc"
  EXPECT_EQ((find<uint8_t, uint32_t>(U"abc", U"\u0161")), kNotFound);     // narrows to "a"
  EXPECT_EQ((find<uint32_t, uint8_t>(U"\U0001F600abc", U"bc")), 2u);
  const auto text = units<uint16_t>(U"banana");
  const auto needle = units<uint16_t>(U"ana");
  EXPECT_EQ(find_last_text(text.data(), 6, needle.data(), 3), 3u);
  EXPECT_EQ(find_last_text(text.data(), 6, needle.data(), 0), 6u);
  EXPECT_EQ(count_text(text.data(), 6, needle.data(), 3), 1u);
  EXPECT_EQ(count_text(text.data(), 6, needle.data(), 0), 7u);
  EXPECT_EQ(count_unit(text.data(), 6, U'a'), 3u);
  std::vector<size_t> found;
  const auto a = units<uint8_t>(U"a");
  find_all_text(text.data(), 6, a.data(), 1, 2, found);
  EXPECT_EQ(found, (std::vector<size_t>{1, 3}));
}

TEST(TextSearch, Replaces) {
  const auto text = units<uint8_t>(U"banana");
  const auto needle = units<uint8_t>(U"an");
  const auto replacement = units<uint16_t>(U"\u0161");
  std::vector<size_t> found;
  find_all_text(text.data(), text.size(), needle.data(), 2, kNotFound, found);
  std::vector<uint16_t> out(4);
  EXPECT_EQ(write_replaced(text.data(), text.size(), found, 2, replacement.data(), 1, out.data()), out.data() + 4);
  EXPECT_EQ(out, units<uint16_t>(U"b\u0161\u0161a"));
  found = {0, 1, 2};
  out.resize(5);
  write_replaced(text.data(), 2, found, 0, replacement.data(), 1, out.data());
  EXPECT_EQ(out, units<uint16_t>(U"\u0161b\u0161a\u0161"));
}

// Small alphabets make for periodic texts and near misses.
template <class Unit>
void compare_with_std_search(unsigned seed) {
  std::mt19937 random(seed);
  for (int round = 0; round < 4000; ++round) {
    const unsigned letters = 1 + random() % 3;
    const auto letter = [&] { return static_cast<Unit>('a' + random() % letters); };
    std::vector<Unit> text(random() % 200), needle(1 + random() % 12);
    std::ranges::generate(text, letter);
    std::ranges::generate(needle, letter);
    if (round % 3 == 0 && text.size() > 40) needle.assign(text.begin() + 7, text.begin() + 7 + random() % 30 + 1);
    const auto first = std::search(text.begin(), text.end(), needle.begin(), needle.end());
    const size_t expected = first == text.end() ? kNotFound : static_cast<size_t>(first - text.begin());
    ASSERT_EQ(find_text(text.data(), text.size(), needle.data(), needle.size()), expected);
    const auto last = std::find_end(text.begin(), text.end(), needle.begin(), needle.end());
    const size_t expected_last = last == text.end() ? kNotFound : static_cast<size_t>(last - text.begin());
    ASSERT_EQ(find_last_text(text.data(), text.size(), needle.data(), needle.size()), expected_last);
  }
}

TEST(TextSearch, AgreesWithTheNaiveSearch) {
  compare_with_std_search<uint8_t>(1);
  compare_with_std_search<uint16_t>(2);
  compare_with_std_search<uint32_t>(3);
}

TEST(TextSearch, StaysLinearOnRepetitiveText) {
  // Quadratic search would compare 10**11 units here.
  std::vector<uint16_t> text(1'000'000, 'a'), needle(200'000, 'a');
  needle[100'000] = 'b';
  EXPECT_EQ(find_text(text.data(), text.size(), needle.data(), needle.size()), kNotFound);
  std::copy(needle.begin(), needle.end(), text.begin() + 700'000);
  EXPECT_EQ(find_text(text.data(), text.size(), needle.data(), needle.size()), 700'000u);
  std::vector<uint32_t> periodic(500'000);
  for (size_t i = 0; i < periodic.size(); ++i) periodic[i] = i % 2 ? 'a' : 'b';
  std::vector<uint32_t> end(periodic.begin(), periodic.begin() + 100'000);
  end.push_back('c');
  periodic.insert(periodic.end(), end.begin(), end.end());
  EXPECT_EQ(find_text(periodic.data(), periodic.size(), end.data(), end.size()), 500'000u);
}

TEST(TextSearch, EqualityAndOrderAcrossWidths) {
  const auto narrow = units<uint8_t>(U"abc");
  const auto wide = units<uint32_t>(U"abd");
  EXPECT_TRUE(equal_units(narrow.data(), wide.data(), 2));
  EXPECT_FALSE(equal_units(narrow.data(), wide.data(), 3));
  EXPECT_LT(compare_units(narrow.data(), 3, wide.data(), 3), 0);
  EXPECT_GT(compare_units(narrow.data(), 3, wide.data(), 2), 0);
  EXPECT_EQ(compare_units(narrow.data(), 2, wide.data(), 2), 0);
  const uint8_t high[] = {0xFF}, low[] = {0x01};
  EXPECT_GT(compare_units(high, 1, low, 1), 0);
}

template <class Unit>
std::vector<std::pair<size_t, size_t>> words(TextKind kind, std::u32string_view text) {
  const auto t = units<Unit>(text);
  std::vector<std::pair<size_t, size_t>> found;
  UnitRange word;
  for (size_t at = 0; next_word(kind, t.data(), t.size(), at, word); at = word.end) {
    found.emplace_back(word.start, word.end);
  }
  return found;
}

TEST(TextSplit, Words) {
  using Ranges = std::vector<std::pair<size_t, size_t>>;
  EXPECT_EQ(words<uint8_t>(TextKind::kAscii, U" ab\t\vc "), (Ranges{{1, 3}, {5, 6}}));
  EXPECT_EQ(words<uint8_t>(TextKind::kUnicode, U"a\u00a0b\x1c"), (Ranges{{0, 1}, {2, 3}}));
  EXPECT_EQ(words<uint8_t>(TextKind::kAscii, U"a\u00a0b\x1c"), (Ranges{{0, 4}}));
  EXPECT_EQ(words<uint16_t>(TextKind::kUnicode, U"a\u3000b"), (Ranges{{0, 1}, {2, 3}}));
  const auto text = units<uint8_t>(U"ab cd ");
  UnitRange word;
  ASSERT_TRUE(previous_word(TextKind::kUnicode, text.data(), text.size(), word));
  EXPECT_EQ(word.start, 3u);
  EXPECT_EQ(word.end, 5u);
  ASSERT_TRUE(previous_word(TextKind::kUnicode, text.data(), word.start, word));
  EXPECT_EQ(word.start, 0u);
  EXPECT_FALSE(previous_word(TextKind::kUnicode, text.data(), word.start, word));
}

TEST(TextSplit, LinesAndStrip) {
  const auto text = units<uint16_t>(U"a\r\nb\n\u2028c\v");
  std::vector<std::pair<size_t, size_t>> lines;
  for (size_t at = 0; at < text.size();) {
    const UnitRange line = next_line(TextKind::kUnicode, text.data(), text.size(), at, at);
    lines.emplace_back(line.start, line.end);
  }
  EXPECT_EQ(lines, (std::vector<std::pair<size_t, size_t>>{{0, 1}, {3, 4}, {5, 5}, {6, 7}}));
  size_t next = 0;
  EXPECT_EQ(next_line(TextKind::kAscii, text.data(), text.size(), 5, next).end, 8u);
  const auto spaced = units<uint8_t>(U" \tab ");
  const UnitRange both = strip_space(TextKind::kUnicode, spaced.data(), spaced.size(), true, true);
  EXPECT_EQ(both.start, 2u);
  EXPECT_EQ(both.end, 4u);
  EXPECT_EQ(strip_space(TextKind::kUnicode, spaced.data(), 2, true, true).size(), 0u);
}

}  // namespace
}  // namespace memphis
