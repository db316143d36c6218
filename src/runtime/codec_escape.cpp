// unicode_escape and raw_unicode_escape.
#include <fmt/format.h>

#include <string>

#include "base/unicode_names.h"
#include "base/utf8.h"
#include "runtime/codec_parts.h"
#include "runtime/error.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis {

namespace {

int hex_value(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// How reading an escape ended.
enum class Escape : uint8_t { kDone, kError, kIncomplete };

// Reads `digits` hexadecimal digits from `at` on, which moves behind those read.
Escape read_hex(std::span<const uint8_t> bytes, size_t& at, int digits, char32_t& c) {
  uint32_t value = 0;
  for (int i = 0; i < digits; i++, at++) {
    if (at == bytes.size()) return Escape::kIncomplete;
    int digit = hex_value(bytes[at]);
    if (digit < 0) return Escape::kError;
    value = value << 4 | static_cast<uint32_t>(digit);
  }
  c = value;
  return Escape::kDone;
}

struct HexEscape {
  int digits;
  const char* truncated;
};

HexEscape hex_escape(uint8_t letter) {
  switch (letter) {
    case 'x': return {2, "truncated \\xXX escape"};
    case 'u': return {4, "truncated \\uXXXX escape"};
    default: return {8, "truncated \\UXXXXXXXX escape"};
  }
}

// The character of \N{name}; `at` is behind the N.
Escape read_name(std::span<const uint8_t> bytes, size_t& at, char32_t& c, const char*& reason) {
  reason = "malformed \\N character escape";
  if (at == bytes.size()) return Escape::kIncomplete;
  if (bytes[at] != '{') return Escape::kError;
  size_t start = ++at;
  while (at < bytes.size() && bytes[at] != '}') at++;
  if (at == bytes.size()) return Escape::kIncomplete;
  if (at == start) return Escape::kError;
  std::string_view name(reinterpret_cast<const char*>(bytes.data()) + start, at - start);
  at++;
  if (unicode::lookup_name(name, c)) return Escape::kDone;
  reason = "unknown Unicode character name";
  return Escape::kError;
}

// What a single letter stands for; 0: nothing.
char simple_escape(uint8_t c) {
  switch (c) {
    case '\\': return '\\';
    case '\'': return '\'';
    case '"': return '"';
    case 'b': return '\b';
    case 'f': return '\f';
    case 't': return '\t';
    case 'n': return '\n';
    case 'r': return '\r';
    case 'v': return '\v';
    case 'a': return '\a';
    default: return 0;
  }
}

// One escape whose backslash is at `at` - 1. kDone without a character (a line continuation) leaves c at kNothing.
constexpr char32_t kNothing = 0xffffffff;

struct EscapeReader {
  Decoding& decoding;
  size_t at;
  char32_t c = kNothing;
  const char* reason = "\\ at end of string";
  uint32_t invalid = 0;  // the first escape that is not one: a letter, or an octal number above 0377

  Escape read();
};

Escape EscapeReader::read() {
  std::span<const uint8_t> bytes = decoding.bytes;
  c = kNothing;
  reason = "\\ at end of string";
  if (at == bytes.size()) return Escape::kIncomplete;
  uint8_t letter = bytes[at++];
  if (letter == '\n') return Escape::kDone;
  if (char simple = simple_escape(letter)) {
    c = static_cast<char32_t>(simple);
    return Escape::kDone;
  }
  if (letter >= '0' && letter <= '7') {
    c = letter - '0';
    for (int i = 0; i < 2 && at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '7'; i++)
      c = c << 3 | (bytes[at++] - '0');
    if (c > 0377 && invalid == 0) invalid = c;
    return Escape::kDone;
  }
  if (letter == 'x' || letter == 'u' || letter == 'U') {
    HexEscape hex = hex_escape(letter);
    reason = hex.truncated;
    Escape escape = read_hex(bytes, at, hex.digits, c);
    if (escape != Escape::kDone || c <= kMaxCodePoint) return escape;
    reason = "illegal Unicode character";
    return Escape::kError;
  }
  if (letter == 'N') return read_name(bytes, at, c, reason);
  if (invalid == 0) invalid = letter;
  decoding.out.append('\\');
  c = letter;
  return Escape::kDone;
}

Status warn_of_escape(Thread& thread, uint32_t invalid) {
  if (invalid == 0) return {};
  std::string message =
      invalid > 0xff
          ? fmt::format("\"\\{:o}\" is an invalid octal escape sequence. Such sequences will not work in the future. ",
                        invalid)
          : fmt::format("\"\\{:c}\" is an invalid escape sequence. Such sequences will not work in the future. ",
                        static_cast<char>(invalid));
  return warn(thread, ExceptionId::kDeprecationWarning, 1, message);
}

// Copies up to the next backslash.
void copy_plain(Decoding& decoding) {
  size_t start = decoding.at;
  const void* found = std::memchr(decoding.bytes.data() + start, '\\', decoding.bytes.size() - start);
  size_t end = found == nullptr ? decoding.bytes.size()
                                : static_cast<size_t>(static_cast<const uint8_t*>(found) - decoding.bytes.data());
  decoding.out.append_latin1(decoding.bytes.subspan(start, end - start));
  decoding.at = end;
}

std::string escape_all(Str* text, bool raw) {
  std::string out;
  with_units(text, [&](auto* units, size_t count) {
    for (size_t i = 0; i < count; i++) {
      auto c = static_cast<uint32_t>(units[i]);
      if (raw ? c < 0x100 : c >= 0x20 && c < 0x7f && c != '\\') {
        out += static_cast<char>(c);
      } else if (c == '\\') {
        out += "\\\\";
      } else if (c == '\t') {
        out += "\\t";
      } else if (c == '\n') {
        out += "\\n";
      } else if (c == '\r') {
        out += "\\r";
      } else if (c < 0x100) {
        fmt::format_to(std::back_inserter(out), "\\x{:02x}", c);
      } else if (c < 0x10000) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
      } else {
        fmt::format_to(std::back_inserter(out), "\\U{:08x}", c);
      }
    }
  });
  return out;
}

Value bytes_of(Thread& thread, const std::string& text) {
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

}  // namespace

Status decode_unicode_escape(Decoding& decoding) {
  EscapeReader reader{decoding, 0};
  while (decoding.at < decoding.bytes.size()) {
    copy_plain(decoding);
    if (decoding.at == decoding.bytes.size()) break;
    size_t start = decoding.at;
    reader.at = start + 1;
    Escape escape = reader.read();
    if (escape == Escape::kIncomplete && !decoding.final) break;
    if (escape != Escape::kDone) {
      TRY(report(decoding, "unicodeescape", start, reader.at, reader.reason));
      continue;
    }
    if (reader.c != kNothing) decoding.out.append(reader.c);
    decoding.at = reader.at;
  }
  return warn_of_escape(decoding.thread, reader.invalid);
}

Status decode_raw_unicode_escape(Decoding& decoding) {
  while (decoding.at < decoding.bytes.size()) {
    copy_plain(decoding);
    size_t start = decoding.at;
    if (start == decoding.bytes.size()) break;
    size_t at = start + 1;
    if (at == decoding.bytes.size()) {
      if (!decoding.final) break;
      decoding.out.append('\\');
      decoding.at = at;
      break;
    }
    uint8_t letter = decoding.bytes[at++];
    if (letter != 'u' && letter != 'U') {
      decoding.out.append('\\');
      decoding.out.append(letter);
      decoding.at = at;
      continue;
    }
    HexEscape hex = hex_escape(letter);
    const char* reason = hex.truncated;
    char32_t c = 0;
    Escape escape = read_hex(decoding.bytes, at, hex.digits, c);
    if (escape == Escape::kIncomplete && !decoding.final) break;
    if (escape == Escape::kDone && c > kMaxCodePoint) {
      reason = "\\Uxxxxxxxx out of range";
      escape = Escape::kError;
    }
    if (escape != Escape::kDone) {
      TRY(report(decoding, "rawunicodeescape", start, at, reason));
      continue;
    }
    decoding.out.append(c);
    decoding.at = at;
  }
  return {};
}

Value encode_unicode_escape(Thread& thread, Str* text) { return bytes_of(thread, escape_all(text, false)); }
Value encode_raw_unicode_escape(Thread& thread, Str* text) { return bytes_of(thread, escape_all(text, true)); }

}  // namespace memphis
