// Expected values are CPython 3.14's.
#include "base/bigint.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace memphis {
namespace {

// A big integer from text, for tables: "-12", "0x1f".
struct Int : IntBuffer {
  Int(const char* text) { EXPECT_TRUE(bigint::from_text(*this, text, 0).valid) << text; }  // NOLINT
};

std::string decimal(IntView a) {
  std::string out;
  bigint::append_decimal(out, a);
  return out;
}

constexpr const char* kBig = "123456789012345678901234567890123456789";

TEST(BigInt, AddsAndSubtracts) {
  IntBuffer out;
  EXPECT_TRUE(bigint::add(out, Int("0xffffffffffffffff"), Int("1")));
  EXPECT_EQ(decimal(out), "18446744073709551616");
  EXPECT_TRUE(bigint::subtract(out, Int("18446744073709551616"), Int("1")));
  EXPECT_EQ(decimal(out), "18446744073709551615");
  EXPECT_TRUE(bigint::subtract(out, Int(kBig), Int(kBig)));
  EXPECT_TRUE(out.view().is_zero());
  EXPECT_TRUE(bigint::add(out, Int("-5"), Int("3")));
  EXPECT_EQ(decimal(out), "-2");
}

TEST(BigInt, DividesTowardsMinusInfinity) {
  struct Case {
    const char *a, *b, *quotient, *remainder;
  };
  const Case table[] = {
      {"7", "2", "3", "1"},
      {"-7", "2", "-4", "1"},
      {"7", "-2", "-4", "-1"},
      {"-7", "-2", "3", "-1"},
      {"3", "-10", "-1", "-7"},
      {"0", "5", "0", "0"},
      {"-123456789012345678901234567890", "987654321098765432109", "-124999999", "137345679013625000001"},
      {"340282366920938463463374607431768211455", "-18446744073709551616", "-18446744073709551616", "-1"},
      {"-340282366920938463463374607431768211456", "18446744073709551616", "-18446744073709551616", "0"},
  };
  for (const Case& c : table) {
    IntBuffer quotient, remainder;
    bigint::divide_floor(&quotient, &remainder, Int(c.a), Int(c.b));
    EXPECT_EQ(decimal(quotient), c.quotient);
    EXPECT_EQ(decimal(remainder), c.remainder);
    bigint::divide_floor(&quotient, nullptr, Int(c.a), Int(c.b));
    EXPECT_EQ(decimal(quotient), c.quotient);
    bigint::divide_floor(nullptr, &remainder, Int(c.a), Int(c.b));
    EXPECT_EQ(decimal(remainder), c.remainder);
  }
}

TEST(BigInt, Powers) {
  IntBuffer out;
  EXPECT_TRUE(bigint::power(out, Int("-3"), 41));
  EXPECT_EQ(decimal(out), "-36472996377170786403");
  EXPECT_TRUE(bigint::power(out, Int(kBig), 0));
  EXPECT_EQ(decimal(out), "1");
  EXPECT_FALSE(bigint::power(out, Int("3"), uint64_t{1} << 60));
  EXPECT_TRUE(bigint::power(out, Int("-1"), std::numeric_limits<uint64_t>::max()));
  EXPECT_EQ(decimal(out), "-1");
  EXPECT_TRUE(bigint::power_modulo(out, Int("3"), Int("-1"), Int("7")));
  EXPECT_EQ(decimal(out), "5");
  EXPECT_FALSE(bigint::power_modulo(out, Int("2"), Int("-1"), Int("4")));
  EXPECT_TRUE(bigint::power_modulo(out, Int("3"), Int("5"), Int("-7")));
  EXPECT_EQ(decimal(out), "-2");
  EXPECT_TRUE(bigint::power_modulo(out, Int("3"), Int("-5"), Int("1")));
  EXPECT_EQ(decimal(out), "0");
}

TEST(BigInt, ShiftsAndBits) {
  IntBuffer out;
  EXPECT_TRUE(bigint::shift_left(out, Int("-5"), 128));
  EXPECT_EQ(decimal(out), "-1701411834604692317316873037158841057280");
  bigint::shift_right(out, Int("-5"), 1);
  EXPECT_EQ(decimal(out), "-3");
  bigint::shift_right(out, Int("-5"), 1000);
  EXPECT_EQ(decimal(out), "-1");
  bigint::shift_right(out, Int("-18446744073709551616"), 64);
  EXPECT_EQ(decimal(out), "-1");
  EXPECT_FALSE(bigint::shift_left(out, Int("1"), uint64_t{1} << 62));
  bigint::bit_and(out, Int("-18446744073709551616"), Int(kBig));
  EXPECT_EQ(decimal(out), "123456789012345678888921828588752207872");
  bigint::bit_or(out, Int("-18446744073709551616"), Int("5"));
  EXPECT_EQ(decimal(out), "-18446744073709551611");
  bigint::bit_xor(out, Int("-1"), Int(kBig));
  EXPECT_EQ(decimal(out), "-123456789012345678901234567890123456790");
  bigint::invert(out, Int("-1"));
  EXPECT_TRUE(out.view().is_zero());
  EXPECT_EQ(bigint::bit_length(Int("-18446744073709551616")), 65u);
  EXPECT_EQ(bigint::bit_count(Int("-255")), 8u);
}

TEST(BigInt, Doubles) {
  double value = 0;
  EXPECT_TRUE(bigint::to_double(Int("9007199254740993"), value));
  EXPECT_EQ(value, 9007199254740992.0);
  EXPECT_TRUE(bigint::to_double(Int("0x20000000000001800000000000000000000001"), value));
  EXPECT_EQ(value, 0x1.0000000000001p149);
  IntBuffer out;
  bigint::shift_left(out, Int("1"), 1024);
  EXPECT_FALSE(bigint::to_double(out, value));
  EXPECT_EQ(bigint::compare(out, std::numeric_limits<double>::infinity()), -1);
  EXPECT_GT(bigint::compare(out, 1e308), 0);
  EXPECT_GT(bigint::compare(Int("9007199254740993"), 9007199254740992.0), 0);
  EXPECT_LT(bigint::compare(Int("2"), 2.5), 0);
  EXPECT_GT(bigint::compare(Int("-2"), -2.5), 0);
  bigint::from_double(out, -1e22);
  EXPECT_EQ(decimal(out), "-10000000000000000000000");
  bigint::from_double(out, 0.99);
  EXPECT_TRUE(out.view().is_zero());
  EXPECT_TRUE(bigint::divide_to_double(Int("1"), Int("3"), value));
  EXPECT_EQ(value, 1.0 / 3.0);
  EXPECT_TRUE(bigint::divide_to_double(Int(kBig), Int("-987654321987654321"), value));
  EXPECT_EQ(value, -1.249999987484375e+20);
  EXPECT_TRUE(bigint::divide_to_double(Int("0"), Int("-3"), value));
  EXPECT_TRUE(std::signbit(value));
  int64_t exponent = 0;
  EXPECT_EQ(bigint::to_fraction(Int("-3"), exponent), -0.75);
  EXPECT_EQ(exponent, 2);
}

TEST(BigInt, Text) {
  struct Case {
    const char* text;
    unsigned base;
    const char* decimal;  // null: invalid
  };
  const Case table[] = {{"00", 0, "0"},        {"01", 0, nullptr},  {"0x1f", 16, "31"},     {"0x1f", 0, "31"},
                        {"-0x_f", 0, "-15"},   {"0x", 16, nullptr}, {"0b101", 16, "45313"}, {"_1", 10, nullptr},
                        {"1__2", 10, nullptr}, {"1_2", 10, "12"},   {"+5", 10, "5"},        {"", 10, nullptr},
                        {"-", 10, nullptr},    {"z_Z", 36, "1295"}, {"0b2", 2, nullptr},    {"0o17", 10, nullptr},
                        {"0_1", 0, nullptr},   {"0_0", 0, "0"},     {"1_", 10, nullptr},    {"+-5", 10, nullptr}};
  for (const Case& c : table) {
    IntBuffer out;
    bigint::IntText result = bigint::from_text(out, c.text, c.base);
    EXPECT_EQ(result.valid, c.decimal != nullptr) << c.text;
    EXPECT_EQ(bigint::check_text(c.text, c.base).valid, result.valid);
    if (result.valid) {
      EXPECT_EQ(decimal(out), c.decimal) << c.text;
    }
  }
  std::string out;
  bigint::append_text(out, Int(kBig), 36);
  EXPECT_EQ(out, "5hy8cqpp6qj5vz0m8iov0uej9");
  out.clear();
  bigint::append_text(out, Int("-0x10000000000000000"), 2);
  EXPECT_EQ(out, "-1" + std::string(64, '0'));
}

TEST(BigInt, Bytes) {
  std::vector<uint8_t> bytes(9);
  using bigint::BytesStatus;
  EXPECT_EQ(bigint::to_bytes(Int("-18446744073709551616"), bytes, std::endian::big, true), BytesStatus::kOk);
  EXPECT_EQ(bytes, (std::vector<uint8_t>{0xFF, 0, 0, 0, 0, 0, 0, 0, 0}));
  IntBuffer out;
  bigint::from_bytes(out, bytes, std::endian::big, true);
  EXPECT_EQ(decimal(out), "-18446744073709551616");
  bytes.resize(1);
  EXPECT_EQ(bigint::to_bytes(Int("-128"), bytes, std::endian::little, true), BytesStatus::kOk);
  EXPECT_EQ(bytes[0], 0x80);
  EXPECT_EQ(bigint::to_bytes(Int("128"), bytes, std::endian::little, true), BytesStatus::kTooBig);
  EXPECT_EQ(bigint::to_bytes(Int("-1"), bytes, std::endian::little, false), BytesStatus::kNegative);
}

TEST(BigInt, HashesAndRoots) {
  EXPECT_EQ(bigint::hash(Int(kBig)), 1289982585495713625);
  EXPECT_EQ(bigint::hash(Int("-2305843009213693952")), -2);
  EXPECT_EQ(bigint::hash(Int("-1")), -2);
  IntBuffer out;
  bigint::square_root(out, Int(kBig));
  EXPECT_EQ(decimal(out), "11111111061111110993");
  bigint::gcd(out, Int("-1000000000000000000000"), Int("30"));
  EXPECT_EQ(decimal(out), "10");
  int64_t value = 0;
  EXPECT_TRUE(bigint::to_int64(Int("-9223372036854775808"), value));
  EXPECT_EQ(value, std::numeric_limits<int64_t>::min());
  EXPECT_FALSE(bigint::to_int64(Int("9223372036854775808"), value));
}

TEST(BigInt, BuffersSwapInlineAndAllocated) {
  IntBuffer small, large;
  small.assign(7);
  bigint::shift_left(large, Int("1"), 2000);
  small.swap(large);
  EXPECT_EQ(decimal(large), "7");
  EXPECT_EQ(bigint::bit_length(small), 2001u);
}

}  // namespace
}  // namespace memphis
