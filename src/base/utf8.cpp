// Which byte an error starts at and how many it covers follow the Unicode standard's "maximal subpart" practice, which
// is also what Python's error handlers see: a wrong lead byte covers itself; a wrong continuation byte ends an error
// that covers the well-formed bytes before it; running out of input covers what is left.
#include "base/utf8.h"

#include <bit>
#include <cstring>

namespace memphis {
namespace {

constexpr uint64_t kHighBits = 0x8080808080808080u;

constexpr bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

uint64_t load_word(const void* at) {
  uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// The second byte of a three- or four-byte sequence is restricted after some lead bytes (overlong forms, surrogates,
// beyond U+10FFFF).
bool second_byte_fits(unsigned char lead, unsigned char second, Surrogates surrogates) {
  if (!is_continuation(second)) return false;
  switch (lead) {
    case 0xE0: return second >= 0xA0;
    case 0xED: return second < 0xA0 || surrogates == Surrogates::kPass;
    case 0xF0: return second >= 0x90;
    case 0xF4: return second < 0x90;
    default: return true;
  }
}

Utf8Step failed(Utf8Error error, unsigned length) { return {0, length, error}; }

}  // namespace

std::string_view describe(Utf8Error error) {
  switch (error) {
    case Utf8Error::kNone: return "";
    case Utf8Error::kInvalidStart: return "invalid start byte";
    case Utf8Error::kInvalidContinuation: return "invalid continuation byte";
    case Utf8Error::kUnexpectedEnd: return "unexpected end of data";
  }
  return "";
}

Utf8Step decode_utf8(const char* at, const char* end, Surrogates surrogates) {
  const unsigned char lead = static_cast<unsigned char>(*at);
  if (lead < 0x80) return {lead, 1, Utf8Error::kNone};
  if (lead < 0xC2 || lead > 0xF4) return failed(Utf8Error::kInvalidStart, 1);
  const unsigned length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const size_t available = static_cast<size_t>(end - at);
  char32_t code_point = lead & (0x7Fu >> length);
  for (unsigned i = 1; i < length; ++i) {
    if (i >= available) return failed(Utf8Error::kUnexpectedEnd, i);
    const unsigned char byte = static_cast<unsigned char>(at[i]);
    const bool fits = i == 1 ? second_byte_fits(lead, byte, surrogates) : is_continuation(byte);
    if (!fits) return failed(Utf8Error::kInvalidContinuation, i);
    code_point = (code_point << 6) | (byte & 0x3Fu);
  }
  return {code_point, length, Utf8Error::kNone};
}

size_t ascii_prefix(const char* text, size_t size) {
  size_t i = 0;
  for (; i + 32 <= size; i += 32) {
    const uint64_t any =
        load_word(text + i) | load_word(text + i + 8) | load_word(text + i + 16) | load_word(text + i + 24);
    if (any & kHighBits) break;
  }
  for (; i + 8 <= size; i += 8) {
    const uint64_t high = load_word(text + i) & kHighBits;
    if (high == 0) continue;
    if constexpr (std::endian::native == std::endian::little)
      return i + static_cast<size_t>(std::countr_zero(high)) / 8;
    break;
  }
  while (i < size && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

Utf8Scan scan_utf8(std::string_view text, Surrogates surrogates) {
  Utf8Scan scan;
  const char* at = text.data();
  const char* const end = at + text.size();
  char32_t widest = 0;
  size_t count = 0;
  while (at != end) {
    if (static_cast<signed char>(*at) >= 0) {
      const size_t run = ascii_prefix(at, static_cast<size_t>(end - at));
      at += run;
      count += run;
      widest |= run ? 0x7Fu : 0u;
      continue;
    }
    const Utf8Step step = decode_utf8(at, end, surrogates);
    if (step.error != Utf8Error::kNone) {
      scan.error = step.error;
      scan.error_length = step.length;
      break;
    }
    widest = step.code_point > widest ? step.code_point : widest;
    at += step.length;
    ++count;
  }
  scan.valid_bytes = static_cast<size_t>(at - text.data());
  scan.code_points = count;
  scan.widest = widest;
  return scan;
}

size_t count_code_points(std::string_view text) {
  size_t count = 0;
  size_t i = 0;
  // A byte is a continuation byte when bit 7 is set and bit 6 is not: count those, eight at a time.
  for (; i + 8 <= text.size(); i += 8) {
    const uint64_t word = load_word(text.data() + i);
    count += 8 - static_cast<size_t>(std::popcount((word & kHighBits) & (~word << 1)));
  }
  for (; i < text.size(); ++i) count += !is_continuation(static_cast<unsigned char>(text[i]));
  return count;
}

template <class Unit>
Unit* utf8_to_units(std::string_view text, Unit* out) {
  const unsigned char* at = reinterpret_cast<const unsigned char*>(text.data());
  const unsigned char* const end = at + text.size();
  while (at != end) {
    const unsigned lead = *at;
    if (lead < 0x80) {
      const size_t run = ascii_prefix(reinterpret_cast<const char*>(at), static_cast<size_t>(end - at));
      convert_units(at, run, out);
      at += run;
      out += run;
    } else if (lead < 0xE0) {
      *out++ = static_cast<Unit>((lead & 0x1F) << 6 | (at[1] & 0x3F));
      at += 2;
    } else if (lead < 0xF0) {
      *out++ = static_cast<Unit>((lead & 0x0F) << 12 | (at[1] & 0x3F) << 6 | (at[2] & 0x3F));
      at += 3;
    } else {
      *out++ = static_cast<Unit>((lead & 0x07) << 18 | (at[1] & 0x3F) << 12 | (at[2] & 0x3F) << 6 | (at[3] & 0x3F));
      at += 4;
    }
  }
  return out;
}

template <class Unit>
char32_t widest_code_point(const Unit* units, size_t count) {
  char32_t all = 0;
  for (size_t i = 0; i < count; ++i) all |= units[i];
  return all;
}

template <class Unit>
size_t find_surrogate(const Unit* units, size_t count, size_t start) {
  if constexpr (sizeof(Unit) > 1) {
    for (size_t i = start; i < count; ++i) {
      if (is_surrogate(units[i])) return i;
    }
  }
  return count;
}

template <class Unit>
size_t utf8_size(const Unit* units, size_t count) {
  size_t size = count;
  for (size_t i = 0; i < count; ++i) {
    const char32_t c = units[i];
    size += c >= 0x80;
    if constexpr (sizeof(Unit) > 1) size += c >= 0x800;
    if constexpr (sizeof(Unit) > 2) size += c >= 0x10000;
  }
  return size;
}

template <class Unit>
char* units_to_utf8(const Unit* units, size_t count, char* out) {
  for (size_t i = 0; i < count; ++i) {
    const char32_t c = units[i];
    if (c < 0x80) {
      *out++ = static_cast<char>(c);
    } else {
      out += encode_utf8(c, out);
    }
  }
  return out;
}

unsigned encode_utf8(char32_t c, char* out) {
  if (c < 0x80) {
    out[0] = static_cast<char>(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = static_cast<char>(0xC0 | c >> 6);
    out[1] = static_cast<char>(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = static_cast<char>(0xE0 | c >> 12);
    out[1] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out[2] = static_cast<char>(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | c >> 18);
  out[1] = static_cast<char>(0x80 | (c >> 12 & 0x3F));
  out[2] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
  out[3] = static_cast<char>(0x80 | (c & 0x3F));
  return 4;
}

void append_utf8(std::string& out, char32_t code_point) {
  char bytes[4];
  out.append(bytes, encode_utf8(code_point, bytes));
}

template uint8_t* utf8_to_units(std::string_view, uint8_t*);
template uint16_t* utf8_to_units(std::string_view, uint16_t*);
template uint32_t* utf8_to_units(std::string_view, uint32_t*);
template char32_t widest_code_point(const uint8_t*, size_t);
template char32_t widest_code_point(const uint16_t*, size_t);
template char32_t widest_code_point(const uint32_t*, size_t);
template size_t find_surrogate(const uint8_t*, size_t, size_t);
template size_t find_surrogate(const uint16_t*, size_t, size_t);
template size_t find_surrogate(const uint32_t*, size_t, size_t);
template size_t utf8_size(const uint8_t*, size_t);
template size_t utf8_size(const uint16_t*, size_t);
template size_t utf8_size(const uint32_t*, size_t);
template char* units_to_utf8(const uint8_t*, size_t, char*);
template char* units_to_utf8(const uint16_t*, size_t, char*);
template char* units_to_utf8(const uint32_t*, size_t, char*);

}  // namespace memphis
