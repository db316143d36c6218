// Unicode 16.0 character properties and case mappings as Python's str sees them. All of it is constant data; nothing
// allocates. Arguments are code points up to U+10FFFF, surrogates included.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace memphis::unicode {

inline constexpr std::string_view kUnicodeVersion = "16.0.0";

// str.isalpha() and its kin, of one character.
bool is_alpha(char32_t c);
bool is_decimal(char32_t c);
bool is_digit(char32_t c);
bool is_numeric(char32_t c);
bool is_alnum(char32_t c);
bool is_space(char32_t c);
bool is_printable(char32_t c);
bool is_upper(char32_t c);
bool is_lower(char32_t c);
bool is_title(char32_t c);  // category Lt: neither upper nor lower case
// What str.splitlines() splits at.
constexpr bool is_line_break(char32_t c) {
  return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// Identifiers: XID_Start or '_', then XID_Continue.
bool is_identifier_start(char32_t c);
bool is_identifier_continue(char32_t c);

// -1 for none.
int decimal_value(char32_t c);
int digit_value(char32_t c);
// False (and no value) for what is not numeric.
bool numeric_value(char32_t c, double& value);

// A full case mapping: one to three code points.
struct CaseMapping {
  char32_t text[3];
  uint32_t length;
};
CaseMapping to_upper(char32_t c);
// Without the rule for the final sigma: see is_final_sigma.
CaseMapping to_lower(char32_t c);
CaseMapping to_title(char32_t c);
CaseMapping to_casefold(char32_t c);

// What regular expressions ignoring case use: one code point for one.
char32_t to_simple_lower(char32_t c);
bool is_simple_cased(char32_t c);

// For the final sigma rule.
bool is_cased(char32_t c);
bool is_case_ignorable(char32_t c);
// Whether the capital sigma at text[index] becomes U+03C2 in lower case: it ends a word of cased characters.
template <class Unit>
bool is_final_sigma(const Unit* text, size_t count, size_t index) {
  size_t before = index;
  while (before > 0 && is_case_ignorable(text[before - 1])) --before;
  if (before == 0 || !is_cased(text[before - 1])) return false;
  size_t after = index + 1;
  while (after < count && is_case_ignorable(text[after])) ++after;
  return after == count || !is_cased(text[after]);
}

// unicodedata's properties, by their short names.
std::string_view category(char32_t c);
std::string_view bidirectional(char32_t c);
std::string_view east_asian_width(char32_t c);
unsigned combining_class(char32_t c);
bool is_mirrored(char32_t c);

}  // namespace memphis::unicode
