#include "base/utf16_utf32.h"

namespace memphis {
namespace {

constexpr bool is_high_surrogate(char32_t c) { return (c & 0xFFFFFC00u) == 0xD800u; }
constexpr bool is_low_surrogate(char32_t c) { return (c & 0xFFFFFC00u) == 0xDC00u; }
constexpr char32_t join_surrogates(char32_t high, char32_t low) {
  return 0x10000 + ((high & 0x3FF) << 10 | (low & 0x3FF));
}

char32_t load16(const char* at, std::endian order) {
  const unsigned a = static_cast<unsigned char>(at[0]), b = static_cast<unsigned char>(at[1]);
  return order == std::endian::little ? a | b << 8 : a << 8 | b;
}

char32_t load32(const char* at, std::endian order) {
  return order == std::endian::little ? load16(at, order) | load16(at + 2, order) << 16
                                      : load16(at, order) << 16 | load16(at + 2, order);
}

char* store16(char* out, char32_t value, std::endian order) {
  const char low = static_cast<char>(value), high = static_cast<char>(value >> 8);
  out[0] = order == std::endian::little ? low : high;
  out[1] = order == std::endian::little ? high : low;
  return out + 2;
}

char* store32(char* out, char32_t value, std::endian order) {
  const bool little = order == std::endian::little;
  out = store16(out, little ? value & 0xFFFF : value >> 16, order);
  return store16(out, little ? value >> 16 : value & 0xFFFF, order);
}

}  // namespace

std::string_view describe(WideError error) {
  switch (error) {
    case WideError::kNone: return "";
    case WideError::kTruncated: return "truncated data";
    case WideError::kUnexpectedEnd: return "unexpected end of data";
    case WideError::kIllegalEncoding: return "illegal encoding";
    case WideError::kIllegalSurrogate: return "illegal UTF-16 surrogate";
    case WideError::kSurrogateCodePoint: return "code point in surrogate code point range(0xd800, 0xe000)";
    case WideError::kCodePointTooLarge: return "code point not in range(0x110000)";
  }
  return "";
}

WideScan scan_utf16(std::string_view bytes, std::endian order, Surrogates surrogates) {
  WideScan scan;
  size_t i = 0;
  auto fail = [&](WideError error, size_t length) {
    scan.error = error;
    scan.error_length = static_cast<uint32_t>(length);
  };
  while (i < bytes.size() && scan.ok()) {
    const size_t left = bytes.size() - i;
    if (left < 2) {
      fail(WideError::kTruncated, left);
      break;
    }
    char32_t c = load16(bytes.data() + i, order);
    size_t length = 2;
    if (is_surrogate(c)) {
      if (is_high_surrogate(c) && left >= 4 && is_low_surrogate(load16(bytes.data() + i + 2, order))) {
        c = join_surrogates(c, load16(bytes.data() + i + 2, order));
        length = 4;
      } else if (surrogates == Surrogates::kReject) {
        if (is_low_surrogate(c)) {
          fail(WideError::kIllegalEncoding, 2);
        } else if (left < 4) {
          fail(WideError::kUnexpectedEnd, left);
        } else {
          fail(WideError::kIllegalSurrogate, 2);
        }
        break;
      }
    }
    scan.widest = c > scan.widest ? c : scan.widest;
    ++scan.code_points;
    i += length;
  }
  scan.valid_bytes = i;
  return scan;
}

WideScan scan_utf32(std::string_view bytes, std::endian order, Surrogates surrogates) {
  WideScan scan;
  size_t i = 0;
  for (; i < bytes.size(); i += 4) {
    const size_t left = bytes.size() - i;
    const char32_t c = left < 4 ? 0 : load32(bytes.data() + i, order);
    if (left < 4) {
      scan.error = WideError::kTruncated;
    } else if (c > kMaxCodePoint) {
      scan.error = WideError::kCodePointTooLarge;
    } else if (is_surrogate(c) && surrogates == Surrogates::kReject) {
      scan.error = WideError::kSurrogateCodePoint;
    }
    if (!scan.ok()) {
      scan.error_length = static_cast<uint32_t>(left < 4 ? left : 4);
      break;
    }
    scan.widest = c > scan.widest ? c : scan.widest;
    ++scan.code_points;
  }
  scan.valid_bytes = i;
  return scan;
}

template <class Unit>
Unit* utf16_to_units(std::string_view bytes, std::endian order, Unit* out) {
  for (size_t i = 0; i + 2 <= bytes.size(); i += 2) {
    char32_t c = load16(bytes.data() + i, order);
    if (is_high_surrogate(c) && i + 4 <= bytes.size()) {
      const char32_t next = load16(bytes.data() + i + 2, order);
      if (is_low_surrogate(next)) {
        c = join_surrogates(c, next);
        i += 2;
      }
    }
    *out++ = static_cast<Unit>(c);
  }
  return out;
}

template <class Unit>
Unit* utf32_to_units(std::string_view bytes, std::endian order, Unit* out) {
  for (size_t i = 0; i + 4 <= bytes.size(); i += 4) *out++ = static_cast<Unit>(load32(bytes.data() + i, order));
  return out;
}

template <class Unit>
size_t utf16_size(const Unit* units, size_t count) {
  size_t size = 2 * count;
  if constexpr (sizeof(Unit) > 2) {
    for (size_t i = 0; i < count; ++i) size += units[i] >= 0x10000 ? 2 : 0;
  }
  return size;
}

template <class Unit>
char* units_to_utf16(const Unit* units, size_t count, std::endian order, char* out) {
  for (size_t i = 0; i < count; ++i) {
    const char32_t c = units[i];
    if (c < 0x10000) {
      out = store16(out, c, order);
    } else {
      out = store16(out, 0xD7C0 + (c >> 10), order);
      out = store16(out, 0xDC00 + (c & 0x3FF), order);
    }
  }
  return out;
}

template <class Unit>
char* units_to_utf32(const Unit* units, size_t count, std::endian order, char* out) {
  for (size_t i = 0; i < count; ++i) out = store32(out, units[i], order);
  return out;
}

template uint8_t* utf16_to_units(std::string_view, std::endian, uint8_t*);
template uint16_t* utf16_to_units(std::string_view, std::endian, uint16_t*);
template uint32_t* utf16_to_units(std::string_view, std::endian, uint32_t*);
template uint8_t* utf32_to_units(std::string_view, std::endian, uint8_t*);
template uint16_t* utf32_to_units(std::string_view, std::endian, uint16_t*);
template uint32_t* utf32_to_units(std::string_view, std::endian, uint32_t*);
template size_t utf16_size(const uint8_t*, size_t);
template size_t utf16_size(const uint16_t*, size_t);
template size_t utf16_size(const uint32_t*, size_t);
template char* units_to_utf16(const uint8_t*, size_t, std::endian, char*);
template char* units_to_utf16(const uint16_t*, size_t, std::endian, char*);
template char* units_to_utf16(const uint32_t*, size_t, std::endian, char*);
template char* units_to_utf32(const uint8_t*, size_t, std::endian, char*);
template char* units_to_utf32(const uint16_t*, size_t, std::endian, char*);
template char* units_to_utf32(const uint32_t*, size_t, std::endian, char*);

}  // namespace memphis
