// Expected values are CPython 3.14's.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/format_spec.h"
#include "base/percent_format.h"
#include "base/utf8.h"

namespace memphis {
namespace {

std::vector<uint32_t> units_of(std::string_view text) {
  std::vector<uint32_t> units(count_code_points(text));
  utf8_to_units(text, units.data());
  return units;
}

// The text, or the message of the error.
std::string format_double(std::string_view spec_text, double value) {
  FormatSpec spec;
  FormatError error;
  std::string out;
  const std::vector<uint32_t> units = units_of(spec_text);
  const bool ok = parse_format_spec(units.data(), units.size(), kFloatFormatDefaults, "float", spec, error) &&
                  append_formatted_double(out, spec, value, "float", error);
  return ok ? out : error.message;
}

std::string format_int(std::string_view spec_text, bool negative, std::string_view digits) {
  FormatSpec spec;
  FormatError error;
  std::string out;
  int base = 0;
  const std::vector<uint32_t> units = units_of(spec_text);
  const bool ok = parse_format_spec(units.data(), units.size(), kIntFormatDefaults, "int", spec, error) &&
                  check_int_format(spec, "int", base, error) &&
                  append_formatted_int(out, spec, negative, digits, error);
  return ok ? out : error.message;
}

std::string format_complex(std::string_view spec_text, double real, double imaginary) {
  FormatSpec spec;
  FormatError error;
  std::string out;
  const std::vector<uint32_t> units = units_of(spec_text);
  const bool ok = parse_format_spec(units.data(), units.size(), kFloatFormatDefaults, "complex", spec, error) &&
                  append_formatted_complex(out, spec, real, imaginary, "complex", error);
  return ok ? out : error.message;
}

TEST(FormatSpec, Doubles) {
  struct Case {
    std::string_view spec;
    double value;
    std::string_view text;
  };
  const Case table[] = {
      {",.2f", 1234567.891234567, "1,234,567.89"},
      {"012,.3f", -0.04, "-000,000.040"},
      {"012,.3f", HUGE_VAL, "000000000inf"},
      {"016,.7_f", -0.04, "-0,000.040_000_0"},
      {".6,e", 1234567.891234567, "1.234,568e+06"},
      {"015,", 1e16, "000,000,001e+16"},
      {"\xc3\xa9>20,.5_f", 1234567.891234567,
       "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
       "1,234,567.891_23"},
      {"z.1f", -0.04, "0.0"},
      {"#.0f", 1e16, "10000000000000000."},
      {"#", 1e16, "1.e+16"},
      {".3%", 0.5, "50.000%"},
      {"", 1.0, "1.0"},
      {".3", 1234.5, "1.23e+03"},
      {"^11.2f", 3.14159, "   3.14    "},
      {"n", 3.5, "3.5"},
      {"d", 3.5, "Unknown format code 'd' for object of type 'float'"},
      {"\x01", 3.5, "Unknown format code '\\x1' for object of type 'float'"},
      {".3_,f", 3.5, "Cannot specify both ',' and '_'."},
      {"__", 3.5, "Cannot specify '_' with '_'."},
      {".", 3.5, "Format specifier missing precision"},
      {".,n", 3.5, "Cannot specify ',' with 'n'."},
      {"99999999999999999999", 3.5, "Too many decimal digits in format string"},
      {"dd", 3.5, "Invalid format specifier 'dd' for object of type 'float'"},
  };
  for (const Case& c : table) EXPECT_EQ(format_double(c.spec, c.value), c.text) << c.spec;
}

TEST(FormatSpec, Ints) {
  struct Case {
    std::string_view spec;
    bool negative;
    std::string_view digits, text;
  };
  const Case table[] = {
      {",", false, "1234567", "1,234,567"},
      {"+020,", false, "1234567", "+000,000,001,234,567"},
      {"#_x", true, "deadbeef", "-0xdead_beef"},
      {"#012X", false, "beef", "0X000000BEEF"},
      {"*^9", true, "42", "***-42***"},
      {"<05", false, "3", "30000"},
      {"\xd9\xa1\xd9\xa2"
       "d",
       false, "3", "           3"},
      {".2d", false, "3", "Precision not allowed in integer format specifier"},
      {"zd", false, "3", "Negative zero coercion (z) not allowed in integer format specifier"},
      {"+c", false, "3", "Sign not allowed with integer format specifier 'c'"},
      {",x", false, "3", "Cannot specify ',' with 'x'."},
      {"s", false, "3", "Unknown format code 's' for object of type 'int'"},
  };
  for (const Case& c : table) EXPECT_EQ(format_int(c.spec, c.negative, c.digits), c.text) << c.spec;
}

TEST(FormatSpec, ComplexNumbers) {
  EXPECT_EQ(format_complex(">20", -1.5, 2), "           (-1.5+2j)");
  EXPECT_EQ(format_complex("^30.2e", -1.5, 2), "     -1.50e+00+2.00e+00j      ");
  EXPECT_EQ(format_complex("6", 0.0, 2), "    2j");
  EXPECT_EQ(format_complex("05", 1, 2), "Zero padding is not allowed in complex format specifier");
  EXPECT_EQ(format_complex("=5", 1, 2), "'=' alignment flag is not allowed in complex format specifier");
}

TEST(FormatSpec, Text) {
  struct Case {
    std::string_view spec;
    size_t left, text, right;
    std::string_view message;
  };
  const Case table[] = {
      {"^7", 2, 3, 2, ""},
      {"05.1", 0, 1, 4, ""},
      {">2", 0, 3, 0, ""},
      {"=5", 0, 0, 0, "'=' alignment not allowed in string format specifier"},
      {"+", 0, 0, 0, "Sign not allowed in string format specifier"},
      {" ", 0, 0, 0, "Space not allowed in string format specifier"},
      {"d", 0, 0, 0, "Unknown format code 'd' for object of type 'str'"},
  };
  for (const Case& c : table) {
    FormatSpec spec;
    FormatError error;
    TextLayout layout;
    const std::vector<uint32_t> units = units_of(c.spec);
    ASSERT_TRUE(parse_format_spec(units.data(), units.size(), kTextFormatDefaults, "str", spec, error));
    EXPECT_EQ(lay_out_text(spec, 3, "str", layout, error), c.message.empty());
    EXPECT_EQ(error.message, c.message);
    EXPECT_EQ(layout.left, c.left);
    EXPECT_EQ(layout.text, c.text);
    EXPECT_EQ(layout.right, c.right);
  }
}

PercentSpec parse_percent(std::string_view text, FormatError& error) {
  PercentSpec spec;
  const std::vector<uint32_t> units = units_of(text);
  parse_percent_spec(units.data(), units.size(), 1, false, spec, error);
  return spec;
}

TEST(PercentFormat, Ints) {
  struct Case {
    std::string_view format;
    bool negative;
    std::string_view digits, text;
  };
  const Case table[] = {
      {"%05.3d", false, "42", "00042"},   {"%#.5x", false, "2a", "0x0002a"},
      {"%0+8d", false, "42", "+0000042"}, {"%-05d", true, "3", "-3   "},
      {"%#X", true, "ff", "-0XFF"},       {"%#5o", false, "52", " 0o52"},
      {"% d", false, "42", " 42"},        {"%#020x", false, "2a", "0x00000000000000002a"},
  };
  for (const Case& c : table) {
    FormatError error;
    std::string out;
    EXPECT_TRUE(append_percent_int(out, parse_percent(c.format, error), c.negative, c.digits, error));
    EXPECT_EQ(out, c.text) << c.format;
  }
}

TEST(PercentFormat, DoublesAndText) {
  FormatError error;
  std::string out;
  EXPECT_TRUE(append_percent_double(out, parse_percent("%-10.2e", error), 42, error));
  EXPECT_EQ(out, "4.20e+01  ");
  out.clear();
  EXPECT_TRUE(append_percent_double(out, parse_percent("%05F", error), HUGE_VAL, error));
  EXPECT_EQ(out, "00INF");
  TextLayout layout;
  EXPECT_TRUE(lay_out_percent_text(parse_percent("%-5.2s", error), 4, layout, error));
  EXPECT_EQ(layout.left, 0u);
  EXPECT_EQ(layout.text, 2u);
  EXPECT_EQ(layout.right, 3u);
}

TEST(PercentFormat, Parsing) {
  FormatError error;
  PercentSpec spec = parse_percent("%((a))-*.*ls!", error);
  EXPECT_TRUE(spec.has_key && spec.left && spec.width_is_argument && spec.precision_is_argument);
  EXPECT_EQ(spec.key_start, 2u);
  EXPECT_EQ(spec.key_length, 3u);
  EXPECT_EQ(spec.type, U's');
  EXPECT_EQ(spec.end, 12u);
  const std::pair<std::string_view, std::string_view> bad[] = {
      {"%", "incomplete format"},
      {"%5", "incomplete format"},
      {"%.l", "incomplete format"},
      {"%(a", "incomplete format key"},
      {"%99999999999999999999d", "width too big"},
      {"%.2147483648f", "precision too big"},
  };
  for (const auto& [text, message] : bad) {
    error = {};
    parse_percent(text, error);
    EXPECT_EQ(error.message, message) << text;
  }
  set_unsupported_percent_type(parse_percent("%\xc3\xa9", error), false, error);
  EXPECT_EQ(error.message, "unsupported format character '?' (0xe9) at index 1");
}

}  // namespace
}  // namespace memphis
