// Expected values are CPython 3.14's: a sample, since the tables are generated from CPython itself.
#include "base/unicode.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/unicode_normalize.h"
#include "base/utf8.h"

namespace memphis::unicode {
namespace {

std::u32string text_of(const CaseMapping& mapping) { return {mapping.text, mapping.length}; }

TEST(Unicode, Predicates) {
  EXPECT_TRUE(is_alpha(U'é'));
  EXPECT_FALSE(is_alpha(U'1'));
  EXPECT_TRUE(is_decimal(0x0669));  // ARABIC-INDIC DIGIT NINE
  EXPECT_FALSE(is_decimal(U'²'));
  EXPECT_TRUE(is_digit(U'²'));
  EXPECT_FALSE(is_digit(U'½'));
  EXPECT_TRUE(is_numeric(U'½'));
  EXPECT_TRUE(is_alnum(U'½'));
  EXPECT_TRUE(is_space(0x1C));
  EXPECT_TRUE(is_space(0xA0));
  EXPECT_FALSE(is_space(0x200B));
  EXPECT_TRUE(is_printable(U' '));
  EXPECT_FALSE(is_printable(0xA0));
  EXPECT_FALSE(is_printable(0xAD));
  EXPECT_FALSE(is_printable(0xD800));
  EXPECT_FALSE(is_printable(0x10FFFF));
  EXPECT_TRUE(is_lower(U'ª'));
  EXPECT_TRUE(is_upper(0x24B6));  // CIRCLED LATIN CAPITAL LETTER A
  EXPECT_TRUE(is_title(0x01C5));
  EXPECT_FALSE(is_upper(0x01C5));
  EXPECT_TRUE(is_line_break(0x2028));
  EXPECT_TRUE(is_identifier_start(U'_'));
  EXPECT_TRUE(is_identifier_start(0x2118));
  EXPECT_FALSE(is_identifier_start(U'·'));
  EXPECT_TRUE(is_identifier_continue(U'·'));
}

TEST(Unicode, Values) {
  EXPECT_EQ(decimal_value(0x0669), 9);
  EXPECT_EQ(decimal_value(U'²'), -1);
  EXPECT_EQ(digit_value(U'²'), 2);
  double value = 0;
  EXPECT_TRUE(numeric_value(U'½', value));
  EXPECT_EQ(value, 0.5);
  EXPECT_TRUE(numeric_value(0x0F33, value));
  EXPECT_EQ(value, -0.5);
  EXPECT_FALSE(numeric_value(U'a', value));
}

TEST(Unicode, CaseMappings) {
  EXPECT_EQ(text_of(to_upper(U'ß')), U"SS");
  EXPECT_EQ(text_of(to_title(U'ß')), U"Ss");
  EXPECT_EQ(text_of(to_casefold(U'ß')), U"ss");
  EXPECT_EQ(text_of(to_upper(U'ÿ')), U"Ÿ");
  EXPECT_EQ(text_of(to_upper(0x0390)), U"\u0399\u0308\u0301");
  EXPECT_EQ(text_of(to_lower(0x0130)), U"i\u0307");
  EXPECT_EQ(to_simple_lower(0x0130), U'i');
  EXPECT_EQ(text_of(to_title(0x01C4)), U"\u01C5");
  EXPECT_EQ(text_of(to_lower(0x10400)), U"\U00010428");
  const std::u32string word = U"ΑΣ.";
  EXPECT_TRUE(is_final_sigma(word.data(), word.size(), 1));
  EXPECT_FALSE(is_final_sigma(U"ΑΣ.α", 4, 1));
  EXPECT_FALSE(is_final_sigma(U"Σ", 1, 0));
}

TEST(Unicode, Database) {
  EXPECT_EQ(category(U'A'), "Lu");
  EXPECT_EQ(category(0x0378), "Cn");
  EXPECT_EQ(category(0xD800), "Cs");
  EXPECT_EQ(bidirectional(0x05D0), "R");
  EXPECT_EQ(bidirectional(0x0378), "");
  EXPECT_EQ(east_asian_width(0x4E00), "W");
  EXPECT_EQ(combining_class(0x0301), 230u);
  EXPECT_TRUE(is_mirrored(U'('));
}

std::u32string normal(Form form, std::u32string_view text) {
  std::vector<uint32_t> out, in(text.begin(), text.end());
  normalize(form, in.data(), in.size(), out);
  return {out.begin(), out.end()};
}

TEST(Unicode, Normalization) {
  EXPECT_EQ(normal(Form::kNFC, U"e\u0301"), U"\u00e9");
  EXPECT_EQ(normal(Form::kNFD, U"\u00e9"), U"e\u0301");
  EXPECT_EQ(normal(Form::kNFD, U"\uac01"), U"\u1100\u1161\u11a8");
  EXPECT_EQ(normal(Form::kNFC, U"\u1100\u1161\u11a8"), U"\uac01");
  EXPECT_EQ(normal(Form::kNFC, U"a\u0323\u0301\u0302"), U"\u1ea1\u0301\u0302");
  EXPECT_EQ(normal(Form::kNFC, U"a\u0301\u0323"), U"\u1ea1\u0301");
  EXPECT_EQ(normal(Form::kNFKC, U"\ufb01\u00b2"), U"fi2");
  EXPECT_EQ(normal(Form::kNFC, U"\u0958"), U"\u0915\u093c");  // a composition exclusion
  EXPECT_EQ(normal(Form::kNFKD, U"\U0001D54F"), U"X");
  std::string out;
  append_decomposition(out, 0x00A8);
  EXPECT_EQ(out, "<compat> 0020 0308");
  out.clear();
  append_decomposition(out, 0x1D15E);
  EXPECT_EQ(out, "1D157 1D165");
}

TEST(Unicode, Identifiers) {
  std::string out;
  EXPECT_FALSE(normalize_identifier("plain", out));
  EXPECT_FALSE(normalize_identifier("caf\xc3\xa9", out));
  EXPECT_TRUE(normalize_identifier("\xf0\x9d\x94\x9fx", out));  // MATHEMATICAL FRAKTUR SMALL B
  EXPECT_EQ(out, "bx");
}

}  // namespace
}  // namespace memphis::unicode
