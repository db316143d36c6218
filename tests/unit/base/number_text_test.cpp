// Expected values are CPython 3.14's.
#include "base/number_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace memphis {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
const double kNan = std::nan("");

std::string repr(double value) {
  std::string out;
  append_double_repr(out, value);
  return out;
}

std::string format(double value, DoubleStyle style) {
  std::string out;
  append_double(out, value, style);
  return out;
}

TEST(NumberText, ReprIsTheShortestThatReadsBack) {
  const std::pair<double, const char*> table[] = {
      {0.0, "0.0"},
      {-0.0, "-0.0"},
      {1.0, "1.0"},
      {-12.5, "-12.5"},
      {0.1, "0.1"},
      {1e15, "1000000000000000.0"},
      {1e16, "1e+16"},
      {123456789012345680.0, "1.2345678901234568e+17"},
      {9999999999999998.0, "9999999999999998.0"},
      {1e-4, "0.0001"},
      {1e-5, "1e-05"},
      {0.00012345, "0.00012345"},
      {5e-324, "5e-324"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
      {2.2250738585072014e-308, "2.2250738585072014e-308"},
      {1e22, "1e+22"},
      {3.141592653589793, "3.141592653589793"},
      {0.1 + 0.2, "0.30000000000000004"},
      {kInf, "inf"},
      {-kInf, "-inf"},
      {kNan, "nan"},
  };
  for (const auto& [value, text] : table) {
    EXPECT_EQ(repr(value), text);
    EXPECT_EQ(format(value, {.code = 'r', .add_dot_zero = true}), text);
  }
}

TEST(NumberText, FormatsLikePrintf) {
  struct Case {
    double value;
    DoubleStyle style;
    std::string_view text;
  };
  const Case table[] = {
      {2.5, {.code = 'f', .precision = 0}, "2"},
      {0.5, {.code = 'f', .precision = 0}, "0"},
      {1.5, {.code = 'f', .precision = 0, .alternate = true}, "2."},
      {-0.04, {.code = 'f', .precision = 1}, "-0.0"},
      {-0.04, {.code = 'f', .precision = 1, .no_negative_zero = true}, "0.0"},
      {1e22, {.code = 'f', .precision = 2}, "10000000000000000000000.00"},
      {12345.678, {.code = 'e', .precision = 3}, "1.235e+04"},
      {0.0, {.code = 'e', .precision = 2}, "0.00e+00"},
      {1.0, {.code = 'e', .precision = 0}, "1e+00"},
      {1.0, {.code = 'E', .precision = 0, .alternate = true}, "1.E+00"},
      {1e100, {.code = 'g', .precision = 6}, "1e+100"},
      {100000.0, {.code = 'g', .precision = 6}, "100000"},
      {1000000.0, {.code = 'g', .precision = 6}, "1e+06"},
      {1000000.0, {.code = 'G', .precision = 6}, "1E+06"},
      {0.0001, {.code = 'g', .precision = 6}, "0.0001"},
      {0.00001, {.code = 'g', .precision = 6}, "1e-05"},
      {1.0, {.code = 'g', .precision = 6, .alternate = true}, "1.00000"},
      {1.0, {.code = 'g', .precision = 6, .add_dot_zero = true}, "1.0"},
      {123456.0, {.code = 'g', .precision = 6, .add_dot_zero = true}, "1.23456e+05"},
      {0.0, {.code = 'g', .precision = 0}, "0"},
      {3.0, {.code = 'f', .precision = 1, .always_sign = true}, "+3.0"},
      {kInf, {.code = 'F', .precision = 1, .always_sign = true}, "+INF"},
      {kNan, {.code = 'e', .precision = 1}, "nan"},
  };
  for (const Case& c : table) EXPECT_EQ(format(c.value, c.style), c.text);
  std::string long_text = format(1.0, {.code = 'f', .precision = 2000});
  EXPECT_EQ(long_text.size(), 2002u);
  EXPECT_EQ(format(5e-324, {.code = 'e', .precision = 900}).size(), 902u + 5);
}

TEST(NumberText, ParsesWhatFloatAccepts) {
  const std::pair<const char*, double> good[] = {
      {"1", 1},
      {"1.", 1},
      {".5", 0.5},
      {"-1.5e-3", -0.0015},
      {"+2E+2", 200},
      {"1e400", kInf},
      {"-1e999999999999999999999", -kInf},
      {"1e-400", 0},
      {"0e999999999999999999999", 0},
      {"INF", kInf},
      {"-iNfinity", -kInf},
      {"2.2250738585072011e-308", 2.225073858507201e-308},
      {"2.4703282292062327208e-324", 0},
      {"2.4703282292062328e-324", 5e-324},
      {"9007199254740993", 9007199254740992.0},
      {"9007199254740993.00000000000000000000000000000001", 9007199254740994.0},
      {"1.797693134862315807e308", 1.7976931348623157e308},
  };
  for (const auto& [text, value] : good) {
    auto parsed = parse_double(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(*parsed, value) << text;
    EXPECT_EQ(std::signbit(*parsed), std::signbit(value));
  }
  EXPECT_TRUE(std::isnan(*parse_double("NaN")));
  for (const char* bad : {"", ".", "e5", "1e", "1e+", "1.5.", "0x10", "1 ", "--1", "nan(1)", "infi", "1_0", "+"}) {
    EXPECT_FALSE(parse_double(bad)) << bad;
  }
  EXPECT_EQ(parse_double_prefix("1.5e+j").length, 3u);
  EXPECT_EQ(parse_double_prefix("infinitx").length, 3u);
  EXPECT_TRUE(parse_double_prefix("1e999").overflow);
  const std::string many_zeros = "1" + std::string(400, '0') + "e-400";
  EXPECT_EQ(*parse_double(many_zeros), 1.0);
}

TEST(NumberText, RemovesUnderscoresBetweenDigitsOnly) {
  std::string out;
  EXPECT_TRUE(remove_digit_underscores("1_000.0_1e1_0", out));
  EXPECT_EQ(out, "1000.01e10");
  for (const char* bad : {"_1", "1_", "1__0", "1_.5", "1._5", "1e_5", "1_e5"}) {
    EXPECT_FALSE(remove_digit_underscores(bad, out)) << bad;
  }
}

TEST(NumberText, Hexadecimal) {
  const std::pair<double, const char*> table[] = {{0.0, "0x0.0p+0"},
                                                  {-0.0, "-0x0.0p+0"},
                                                  {1.0, "0x1.0000000000000p+0"},
                                                  {-0.1, "-0x1.999999999999ap-4"},
                                                  {5e-324, "0x0.0000000000001p-1022"},
                                                  {1e308, "0x1.1ccf385ebc8a0p+1023"},
                                                  {kInf, "inf"}};
  for (const auto& [value, text] : table) {
    std::string out;
    append_double_hex(out, value);
    EXPECT_EQ(out, text);
    ParsedHexDouble parsed = parse_double_hex(text);
    EXPECT_EQ(parsed.status, HexStatus::kOk);
    EXPECT_EQ(parsed.value, value);
  }
  EXPECT_EQ(parse_double_hex("0x1p-1075").value, 0.0);
  EXPECT_EQ(parse_double_hex("0x1.00000000000001p-1075").value, 5e-324);
  EXPECT_EQ(parse_double_hex("0x1.8p-1074").value, 1e-323);
  EXPECT_EQ(parse_double_hex("a.8").value, 10.5);
  EXPECT_EQ(parse_double_hex("0x1p1024").status, HexStatus::kTooLarge);
  EXPECT_EQ(parse_double_hex("0x1.fffffffffffff8p1023").status, HexStatus::kTooLarge);
  for (const char* bad : {"", "0x", "0x.p1", "0x1p", "0x1.1.1", "0x1g", "1p5 "}) {
    EXPECT_EQ(parse_double_hex(bad).status, HexStatus::kInvalid) << bad;
  }
}

TEST(NumberText, RoundsToDecimals) {
  EXPECT_EQ(round_to_decimals(2.675, 2), 2.67);
  EXPECT_EQ(round_to_decimals(0.5, 0), 0.0);
  EXPECT_EQ(round_to_decimals(1.5, 0), 2.0);
  EXPECT_EQ(round_to_decimals(25.0, -1), 20.0);
  EXPECT_EQ(round_to_decimals(35.0, -1), 40.0);
  EXPECT_EQ(round_to_decimals(5.0, -1), 0.0);
  EXPECT_EQ(round_to_decimals(5.000000000000001, -1), 10.0);
  EXPECT_EQ(round_to_decimals(-1234.5678, -2), -1200.0);
  EXPECT_EQ(round_to_decimals(1.7e308, -308), kInf);
  EXPECT_TRUE(std::signbit(round_to_decimals(-0.001, 2)));
}

TEST(NumberText, Integers) {
  std::string out;
  append_int(out, std::numeric_limits<int64_t>::min());
  EXPECT_EQ(out, "-9223372036854775808");
  out.clear();
  append_int(out, -255, 16);
  EXPECT_EQ(out, "-ff");
  DoubleParts parts = split_double(-0.375);
  EXPECT_EQ(parts.mantissa, 3u);
  EXPECT_EQ(parts.exponent, -3);
  EXPECT_TRUE(parts.negative);
}

}  // namespace
}  // namespace memphis
