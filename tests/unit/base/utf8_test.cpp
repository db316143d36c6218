#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/utf16_utf32.h"

namespace memphis {
namespace {

std::string encode(const std::u32string& text) {
  std::string out;
  for (char32_t c : text) append_utf8(out, c);
  return out;
}

struct BadBytes {
  std::string_view bytes;
  size_t start, end;
  std::string_view reason;
};

// What CPython 3.14's bytes.decode('utf-8') reports.
constexpr BadBytes kBadUtf8[] = {
    {"\x80", 0, 1, "invalid start byte"},
    {"\xc1", 0, 1, "invalid start byte"},
    {"ab\xc2", 2, 3, "unexpected end of data"},
    {"\xc2\x41", 0, 1, "invalid continuation byte"},
    {"\xe0\x80\x80", 0, 1, "invalid continuation byte"},
    {"\xe0\xa0", 0, 2, "unexpected end of data"},
    {"\xe0\xa0\x41", 0, 2, "invalid continuation byte"},
    {"\xed\xa0\x80", 0, 1, "invalid continuation byte"},
    {"\xed\xa0", 0, 1, "invalid continuation byte"},
    {"\xed\x9f", 0, 2, "unexpected end of data"},
    {"\xf0\x80", 0, 1, "invalid continuation byte"},
    {"\xf0\x90\x80", 0, 3, "unexpected end of data"},
    {"\xf0\x90\x80\x41", 0, 3, "invalid continuation byte"},
    {"\xf4\x90\x80\x80", 0, 1, "invalid continuation byte"},
    {"\xf5\x80", 0, 1, "invalid start byte"},
    {"\xff", 0, 1, "invalid start byte"},
    {"\xe0", 0, 1, "unexpected end of data"},
    {"\xf0", 0, 1, "unexpected end of data"},
    {"\xf0\x90\x41\x80", 0, 2, "invalid continuation byte"},
    {"0123456789abcdef0123456789abcdefX\xc3\xa9\xff", 35, 36, "invalid start byte"},
};

TEST(Utf8, ReportsErrorsAsCPythonDoes) {
  for (const BadBytes& bad : kBadUtf8) {
    Utf8Scan scan = scan_utf8(bad.bytes);
    EXPECT_EQ(describe(scan.error), bad.reason) << testing::PrintToString(bad.bytes);
    EXPECT_EQ(scan.valid_bytes, bad.start);
    EXPECT_EQ(scan.valid_bytes + scan.error_length, bad.end);
  }
}

TEST(Utf8, RoundTripsEveryCodePoint) {
  for (char32_t c = 0; c <= kMaxCodePoint; ++c) {
    char bytes[4];
    unsigned length = encode_utf8(c, bytes);
    Utf8Step step = decode_utf8(bytes, bytes + length, Surrogates::kPass);
    ASSERT_EQ(step.error, Utf8Error::kNone) << std::hex << static_cast<uint32_t>(c);
    ASSERT_EQ(step.code_point, c);
    ASSERT_EQ(step.length, length);
    ASSERT_EQ(decode_utf8(bytes, bytes + length).error == Utf8Error::kNone, !is_surrogate(c));
    const uint32_t unit = c;
    ASSERT_EQ(utf8_size(&unit, 1), length);
  }
}

TEST(Utf8, TranscodesByWidth) {
  const std::u32string texts[] = {U"", U"plain ascii text that is longer than one word of the scanner",
                                  U"caf\u00e9 au lait, s'il vous pla\u00eet", U"\u65e5\u672c\u8a9e abcdefghijk",
                                  U"a\U0001F600b\uFFFFc"};
  for (const std::u32string& text : texts) {
    std::string bytes = encode(text);
    Utf8Scan scan = scan_utf8(bytes);
    ASSERT_TRUE(scan.ok());
    EXPECT_EQ(scan.code_points, text.size());
    EXPECT_EQ(count_code_points(bytes), text.size());
    std::vector<uint32_t> wide(text.begin(), text.end());
    EXPECT_EQ(unit_width(scan.widest), unit_width(widest_code_point(wide.data(), wide.size())));
    std::vector<uint32_t> decoded(text.size());
    EXPECT_EQ(utf8_to_units(bytes, decoded.data()), decoded.data() + decoded.size());
    EXPECT_EQ(decoded, wide);
    std::string again;
    append_utf8(again, decoded.data(), decoded.size());
    EXPECT_EQ(again, bytes);
    if (unit_width(scan.widest) <= 2) {
      std::vector<uint16_t> units(text.size());
      utf8_to_units(bytes, units.data());
      again.clear();
      append_utf8(again, units.data(), units.size());
      EXPECT_EQ(again, bytes);
    }
    if (unit_width(scan.widest) == 1) {
      std::vector<uint8_t> units(text.size());
      utf8_to_units(bytes, units.data());
      again.clear();
      append_utf8(again, units.data(), units.size());
      EXPECT_EQ(again, bytes);
    }
  }
}

TEST(Utf8, AsciiPrefixFindsEveryPosition) {
  for (size_t size = 0; size < 80; ++size) {
    std::string text(size, 'x');
    EXPECT_EQ(ascii_prefix(text.data(), size), size);
    for (size_t i = 0; i < size; ++i) {
      text[i] = '\x80';
      EXPECT_EQ(ascii_prefix(text.data(), size), i);
      text[i] = 'x';
    }
  }
}

struct BadWide {
  std::string_view bytes;
  size_t start, end;
  std::string_view reason;
};

std::string_view operator""_b(const char* text, size_t size) { return {text, size}; }

TEST(Utf16, ReportsErrorsAsCPythonDoes) {
  const BadWide table[] = {
      {"\0"_b, 0, 1, "truncated data"},
      {"\0\xd8"_b, 0, 2, "unexpected end of data"},
      {"\0\xd8\0"_b, 0, 3, "unexpected end of data"},
      {"\0\xdc"_b, 0, 2, "illegal encoding"},
      {"\0\xd8\x41\0"_b, 0, 2, "illegal UTF-16 surrogate"},
      {"\0\xd8\0\xd8"_b, 0, 2, "illegal UTF-16 surrogate"},
      {"A\0\0\xd8\0"_b, 2, 5, "unexpected end of data"},
      {"A\0\0"_b, 2, 3, "truncated data"},
  };
  for (const BadWide& bad : table) {
    WideScan scan = scan_utf16(bad.bytes, std::endian::little);
    EXPECT_EQ(describe(scan.error), bad.reason);
    EXPECT_EQ(scan.valid_bytes, bad.start);
    EXPECT_EQ(scan.valid_bytes + scan.error_length, bad.end);
  }
}

TEST(Utf32, ReportsErrorsAsCPythonDoes) {
  const BadWide table[] = {
      {"\0"_b, 0, 1, "truncated data"},
      {"\0\xd8\0\0"_b, 0, 4, "code point in surrogate code point range(0xd800, 0xe000)"},
      {"\0\0\x11\0"_b, 0, 4, "code point not in range(0x110000)"},
      {"A\0\0\0a"_b, 4, 5, "truncated data"},
  };
  for (const BadWide& bad : table) {
    WideScan scan = scan_utf32(bad.bytes, std::endian::little);
    EXPECT_EQ(describe(scan.error), bad.reason);
    EXPECT_EQ(scan.valid_bytes, bad.start);
    EXPECT_EQ(scan.valid_bytes + scan.error_length, bad.end);
  }
}

TEST(Utf16Utf32, RoundTrip) {
  const std::vector<uint32_t> text = {'A', 0xE9, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF};
  for (std::endian order : {std::endian::little, std::endian::big}) {
    std::string bytes(utf16_size(text.data(), text.size()), '\0');
    EXPECT_EQ(units_to_utf16(text.data(), text.size(), order, bytes.data()), bytes.data() + bytes.size());
    WideScan scan = scan_utf16(bytes, order);
    EXPECT_TRUE(scan.ok());
    EXPECT_EQ(scan.code_points, text.size());
    EXPECT_EQ(scan.widest, 0x10FFFFu);
    std::vector<uint32_t> decoded(text.size());
    utf16_to_units(bytes, order, decoded.data());
    EXPECT_EQ(decoded, text);
    bytes.resize(4 * text.size());
    units_to_utf32(text.data(), text.size(), order, bytes.data());
    EXPECT_TRUE(scan_utf32(bytes, order).ok());
    utf32_to_units(bytes, order, decoded.data());
    EXPECT_EQ(decoded, text);
  }
}

}  // namespace
}  // namespace memphis
