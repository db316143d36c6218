#include "base/unicode.h"

#include "base/unicode_tables.h"

namespace memphis::unicode {
namespace {

using namespace tables;

const CharacterRecord& record(char32_t c) {
  const unsigned block = kRecordFirst[c >> kRecordShift];
  return kRecords[kRecordSecond[block << kRecordShift | (c & ((1u << kRecordShift) - 1))]];
}

bool has(char32_t c, unsigned flags) { return (record(c).flags & flags) != 0; }

CaseMapping mapped(char32_t c, int32_t change) {
  if (change < kCaseText) return {{static_cast<char32_t>(static_cast<int32_t>(c) + change), 0, 0}, 1};
  // No case mapping of several characters leaves the basic plane, so a unit is a code point.
  CaseMapping mapping{{0, 0, 0}, static_cast<uint32_t>(change & 0xF)};
  const uint16_t* text = kCaseTexts + ((change - kCaseText) >> 4);
  for (uint32_t i = 0; i < mapping.length; ++i) mapping.text[i] = text[i];
  return mapping;
}

// The three lists are in the generator's order.
constexpr std::string_view kCategories[] = {"Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd",
                                            "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
                                            "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co"};
constexpr std::string_view kBidirectional[] = {"",    "L",   "R",   "AL",  "EN",  "ES",  "ET",  "AN",
                                               "CS",  "NSM", "BN",  "B",   "S",   "WS",  "ON",  "LRE",
                                               "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"};
constexpr std::string_view kEastAsianWidths[] = {"N", "Na", "A", "W", "H", "F"};

}  // namespace

bool is_alpha(char32_t c) { return has(c, kAlpha); }
bool is_decimal(char32_t c) { return has(c, kDecimal); }
bool is_digit(char32_t c) { return has(c, kDigit); }
bool is_numeric(char32_t c) { return has(c, kNumeric); }
bool is_alnum(char32_t c) { return has(c, kAlpha | kDecimal | kDigit | kNumeric); }
bool is_space(char32_t c) { return has(c, kSpace); }
bool is_printable(char32_t c) { return has(c, kPrintable); }
bool is_upper(char32_t c) { return has(c, kUpper); }
bool is_lower(char32_t c) { return has(c, kLower); }
bool is_title(char32_t c) { return has(c, kTitle); }
bool is_identifier_start(char32_t c) { return c == '_' || has(c, kXidStart); }
bool is_identifier_continue(char32_t c) { return has(c, kXidContinue); }

int decimal_value(char32_t c) { return record(c).decimal; }
int digit_value(char32_t c) { return record(c).digit; }
bool numeric_value(char32_t c, double& value) {
  const CharacterRecord& properties = record(c);
  if (!(properties.flags & kNumeric)) return false;
  value = kNumericValues[properties.numeric];
  return true;
}

CaseMapping to_upper(char32_t c) { return mapped(c, kCases[record(c).cases].upper); }
CaseMapping to_lower(char32_t c) { return mapped(c, kCases[record(c).cases].lower); }
CaseMapping to_title(char32_t c) { return mapped(c, kCases[record(c).cases].title); }
CaseMapping to_casefold(char32_t c) { return mapped(c, kCases[record(c).cases].fold); }
char32_t to_simple_lower(char32_t c) {
  return static_cast<char32_t>(static_cast<int32_t>(c) + kCases[record(c).cases].simple_lower);
}
bool is_simple_cased(char32_t c) { return has(c, kSimpleCased); }
bool is_cased(char32_t c) { return has(c, kCased); }
bool is_case_ignorable(char32_t c) { return has(c, kCaseIgnorable); }

std::string_view category(char32_t c) { return kCategories[record(c).category]; }
std::string_view bidirectional(char32_t c) { return kBidirectional[record(c).bidirectional]; }
std::string_view east_asian_width(char32_t c) { return kEastAsianWidths[record(c).east_asian_width]; }
unsigned combining_class(char32_t c) { return record(c).combining; }
bool is_mirrored(char32_t c) { return has(c, kMirrored); }

}  // namespace memphis::unicode
