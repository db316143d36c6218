// Expected values are CPython 3.14's.
#include "base/unicode_names.h"

#include <gtest/gtest.h>

namespace memphis::unicode {
namespace {

std::string name_of(char32_t c) {
  std::string name;
  return append_name(name, c) ? name : "-";
}

TEST(UnicodeNames, Names) {
  EXPECT_EQ(name_of(U'a'), "LATIN SMALL LETTER A");
  EXPECT_EQ(name_of(U'\n'), "-");
  EXPECT_EQ(name_of(0x0F60), "TIBETAN LETTER -A");
  EXPECT_EQ(name_of(0x0FD0), "TIBETAN MARK BSKA- SHOG GI MGO RGYAN");
  EXPECT_EQ(name_of(0x4E00), "CJK UNIFIED IDEOGRAPH-4E00");
  EXPECT_EQ(name_of(0x2F800), "CJK COMPATIBILITY IDEOGRAPH-2F800");
  EXPECT_EQ(name_of(0xAC01), "HANGUL SYLLABLE GAG");
  EXPECT_EQ(name_of(0xE000), "-");
  EXPECT_EQ(name_of(0x0378), "-");
  EXPECT_EQ(name_of(0x1F600), "GRINNING FACE");
  EXPECT_EQ(name_of(0xE01EF), "VARIATION SELECTOR-256");
}

char32_t found(std::string_view name) {
  char32_t c = 0xFFFFFFFF;
  return lookup_name(name, c) ? c : 0xFFFFFFFF;
}

TEST(UnicodeNames, Lookup) {
  constexpr char32_t kNone = 0xFFFFFFFF;
  EXPECT_EQ(found("latin small letter A"), U'a');
  EXPECT_EQ(found("LINE FEED"), U'\n');
  EXPECT_EQ(found("nul"), 0u);
  EXPECT_EQ(found("BYTE ORDER MARK"), 0xFEFFu);
  EXPECT_EQ(found("CJK UNIFIED IDEOGRAPH-04E00"), 0x4E00u);
  EXPECT_EQ(found("CJK UNIFIED IDEOGRAPH-4e00"), kNone);
  EXPECT_EQ(found("CJK UNIFIED IDEOGRAPH-F900"), kNone);
  EXPECT_EQ(found("cjk compatibility ideograph-f900"), 0xF900u);
  EXPECT_EQ(found("HANGUL SYLLABLE A"), 0xC544u);
  EXPECT_EQ(found("hangul syllable a"), kNone);
  EXPECT_EQ(found("LATIN  SMALL LETTER A"), kNone);
  EXPECT_EQ(found("KEYCAP DIGIT ONE"), kNone);
  EXPECT_EQ(found(""), kNone);
  NamedSequence sequence;
  ASSERT_TRUE(lookup_sequence("Keycap Digit One", sequence));
  EXPECT_EQ(std::u32string(sequence.text, sequence.length), U"1\uFE0F\u20E3");
  EXPECT_FALSE(lookup_sequence("LATIN SMALL LETTER A", sequence));
}

}  // namespace
}  // namespace memphis::unicode
