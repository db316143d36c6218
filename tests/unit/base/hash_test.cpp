// Expected values are those of a 64-bit CPython with siphash13 (3.11 to 3.14).
#include "base/hash.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace memphis {
namespace {

template <class Unit>
Hash hash_units(uint32_t seed, const std::basic_string<Unit>& text) {
  return hash_bytes(hash_key_from_seed(seed), text.data(), text.size() * sizeof(Unit));
}

TEST(Hash, StringsFollowTheSeed) {
  EXPECT_EQ(hash_units<char>(0, ""), 0);
  EXPECT_EQ(hash_units<char>(0, "a"), 4644417185603328019);
  EXPECT_EQ(hash_units<char>(0, "abc"), -4594863902769663758);
  EXPECT_EQ(hash_units<char>(0, "caf\xe9"), 137524001917817222);
  EXPECT_EQ(hash_units<char16_t>(0, u"\u65e5\u672c"), 6243316497235261705);
  EXPECT_EQ(hash_units<char32_t>(0, U"\U0001f600!"), 8079344741099293211);
  EXPECT_EQ(hash_units<char>(0, "abcdefgh"), 4574395652268504554);
  EXPECT_EQ(hash_units<char>(0, "abcdefghi"), -532774252720507163);
  EXPECT_EQ(hash_units<char>(0, std::string(100, 'x')), 1359644457043326220);
  EXPECT_EQ(hash_units<char>(1, "abc"), -4667308735975688587);
  EXPECT_EQ(hash_units<char>(42, "abcdefghi"), -5970266004662334337);
  EXPECT_EQ(hash_units<char>(4294967295, "a"), -5989683813037840249);
}

TEST(Hash, NumbersThatAreEqualHashAlike) {
  const std::pair<int64_t, Hash> ints[] = {{0, 0},
                                           {1, 1},
                                           {-1, -2},
                                           {2305843009213693951, 0},
                                           {2305843009213693952, 1},
                                           {-2305843009213693952, -2},
                                           {std::numeric_limits<int64_t>::max(), 3},
                                           {std::numeric_limits<int64_t>::min(), -4},
                                           {-2305843009213693953, -2}};
  for (const auto& [value, hash] : ints) EXPECT_EQ(hash_int(value), hash) << value;
  const std::pair<double, Hash> doubles[] = {{0.0, 0},
                                             {-0.0, 0},
                                             {1.0, 1},
                                             {-1.0, -2},
                                             {0.5, 1152921504606846976},
                                             {1.5, 1152921504606846977},
                                             {-2.25, -576460752303423490},
                                             {1e300, 1224995262755759164},
                                             {5e-324, 16777216},
                                             {-1e-10, -2124533198426632172},
                                             {3.14, 322818021289917443},
                                             {0x1p61, 1},
                                             {2305843009213692928.0, 2305843009213692928},
                                             {123456789.123, 283618680910892309},
                                             {std::numeric_limits<double>::infinity(), 314159},
                                             {-std::numeric_limits<double>::infinity(), -314159}};
  for (const auto& [value, hash] : doubles) EXPECT_EQ(hash_double(value), hash) << value;
  EXPECT_EQ(hash_complex(1, 2), 2000007);
  EXPECT_EQ(hash_complex(hash_double(-1.5), hash_double(-2.5)), -4611686018429387911);
}

TEST(Hash, Tuples) {
  EXPECT_EQ(hash_tuple({}), 5740354900026072187);
  EXPECT_EQ(hash_tuple(std::vector<Hash>{1}), -6644214454873602895);
  EXPECT_EQ(hash_tuple(std::vector<Hash>{1, 2, 3}), 529344067295497451);
  EXPECT_EQ(hash_tuple(std::vector<Hash>{-2}), 8078679518589016365);
  EXPECT_EQ(hash_tuple(std::vector<Hash>{0, 0}), -8458139203682520985);
  EXPECT_EQ(hash_tuple(std::vector<Hash>{hash_tuple(std::vector<Hash>{1, 2}), 3}), -333907151259015829);
}

Hash hash_set(const std::vector<Hash>& items) {
  SetHasher hasher;
  for (Hash item : items) hasher.add(item);
  return hasher.finish();
}

TEST(Hash, FrozenSets) {
  EXPECT_EQ(hash_set({}), 133146708735736);
  EXPECT_EQ(hash_set({1}), -558064481276695278);
  EXPECT_EQ(hash_set({3, 1, 2}), -272375401224217160);
  EXPECT_EQ(hash_set({-2}), 6776983852052281967);
  EXPECT_EQ(hash_set({0, 5, 1000000000}), 2233781836527748427);
}

}  // namespace
}  // namespace memphis
