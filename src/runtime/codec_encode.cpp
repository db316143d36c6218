// Encoding strs natively. Each encoding has a direct path for text that it can hold wholly; the general path goes from
// one character that it cannot hold to the next and asks the error handler.
#include <bit>
#include <cstring>
#include <string>

#include "base/utf16_utf32.h"
#include "base/utf8.h"
#include "runtime/codec_parts.h"
#include "runtime/error.h"
#include "runtime/str_units.h"

namespace memphis {

namespace {

struct Encoding {
  const char* name;
  const char* reason;
  char32_t limit;          // characters from here on cannot be encoded
  bool no_surrogates;      // nor can surrogates
  bool one_error_at_once;  // an error covers one character, not a run
  unsigned unit_bytes;     // replacement bytes must be whole units
  bool big;
};

constexpr const char* kNotSurrogates = "surrogates not allowed";

Encoding encoding_of(Codec codec) {
  constexpr char32_t kAll = kMaxCodePoint + 1;
  switch (codec) {
    case Codec::kAscii: return {"ascii", "ordinal not in range(128)", 0x80, false, false, 1, false};
    case Codec::kLatin1: return {"latin-1", "ordinal not in range(256)", 0x100, false, false, 1, false};
    case Codec::kUtf16: return {"utf-16", kNotSurrogates, kAll, true, true, 2, std::endian::native == std::endian::big};
    case Codec::kUtf16Little: return {"utf-16-le", kNotSurrogates, kAll, true, true, 2, false};
    case Codec::kUtf16Big: return {"utf-16-be", kNotSurrogates, kAll, true, true, 2, true};
    case Codec::kUtf32: return {"utf-32", kNotSurrogates, kAll, true, true, 4, std::endian::native == std::endian::big};
    case Codec::kUtf32Little: return {"utf-32-le", kNotSurrogates, kAll, true, true, 4, false};
    case Codec::kUtf32Big: return {"utf-32-be", kNotSurrogates, kAll, true, true, 4, true};
    default: return {"utf-8", kNotSurrogates, kAll, true, false, 1, false};
  }
}

bool can_encode(const Encoding& encoding, char32_t c) {
  return c < encoding.limit && !(encoding.no_surrogates && is_surrogate(c));
}

void append_unit(const Encoding& encoding, uint32_t unit, std::string& out) {
  for (unsigned i = 0; i < encoding.unit_bytes; i++) {
    unsigned shift = 8 * (encoding.big ? encoding.unit_bytes - 1 - i : i);
    out += static_cast<char>(unit >> shift & 0xff);
  }
}

void append_character(const Encoding& encoding, char32_t c, std::string& out) {
  if (encoding.limit < kMaxCodePoint) {
    out += static_cast<char>(c);
  } else if (encoding.unit_bytes == 1) {
    append_utf8(out, c);
  } else if (encoding.unit_bytes == 2 && c >= 0x10000) {
    append_unit(encoding, 0xd800 + ((c - 0x10000) >> 10), out);
    append_unit(encoding, 0xdc00 + ((c - 0x10000) & 0x3ff), out);
  } else {
    append_unit(encoding, c, out);
  }
}

// Appends what a handler answered; false if that cannot stand in this encoding either.
bool append_replacement(const Encoding& encoding, Value replacement, std::string& out) {
  if (replacement.is_unbound()) return true;
  if (replacement.is_kind(Kind::kBytes)) {
    auto* bytes = replacement.as<Bytes>();
    if (bytes->size % encoding.unit_bytes != 0) return false;
    out.append(reinterpret_cast<const char*>(bytes->data), bytes->size);
    return true;
  }
  auto* text = replacement.as<Str>();
  char32_t limit = encoding.limit < kMaxCodePoint ? encoding.limit : 0x80;
  return with_units(text, [&](auto* units, size_t count) {
    for (size_t i = 0; i < count; i++) {
      if (units[i] >= limit) return false;
      append_character(encoding, units[i], out);
    }
    return true;
  });
}

Value encode_with_handler(Thread& thread, const Encoding& encoding, Str* text, Str* errors, std::string& out) {
  uint64_t count = text->length();
  for (uint64_t at = 0; at < count;) {
    char32_t c = text->at(at);
    if (can_encode(encoding, c)) {
      append_character(encoding, c, out);
      at++;
      continue;
    }
    uint64_t end = at + 1;
    while (!encoding.one_error_at_once && end < count && !can_encode(encoding, text->at(end))) end++;
    CodecError error{encoding.name, encoding.reason, at, end};
    Replacement replacement = TRY(handle_encode_error(thread, text, errors, error));
    if (!append_replacement(encoding, replacement.value, out)) {
      return raise_encode_error(thread, encoding.name, text, at, end, encoding.reason);
    }
    at = replacement.position;
  }
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(out.data()), out.size()});
}

char* chars(Bytes* bytes, size_t offset) { return reinterpret_cast<char*>(bytes->data) + offset; }

// The direct paths: null, without an exception, if the text has a character that cannot be encoded.
Fallible<Bytes*> encode_utf8_directly(Thread& thread, const Str* text, size_t prefix) {
  return with_units(text, [&](auto* units, size_t count) -> Fallible<Bytes*> {
    if (find_surrogate(units, count) != count) return nullptr;
    Bytes* bytes = TRY(allocate_bytes(thread, prefix + utf8_size(units, count)));
    units_to_utf8(units, count, chars(bytes, prefix));
    return bytes;
  });
}

Fallible<Bytes*> encode_wide_directly(Thread& thread, const Encoding& encoding, const Str* text, size_t prefix) {
  std::endian order = encoding.big ? std::endian::big : std::endian::little;
  return with_units(text, [&](auto* units, size_t count) -> Fallible<Bytes*> {
    if (find_surrogate(units, count) != count) return nullptr;
    bool two = encoding.unit_bytes == 2;
    Bytes* bytes = TRY(allocate_bytes(thread, prefix + (two ? utf16_size(units, count) : count * 4)));
    if (two) {
      units_to_utf16(units, count, order, chars(bytes, prefix));
    } else {
      units_to_utf32(units, count, order, chars(bytes, prefix));
    }
    return bytes;
  });
}

Fallible<Bytes*> encode_directly(Thread& thread, const Encoding& encoding, const Str* text, const std::string& mark) {
  Bytes* bytes;
  if (encoding.limit < kMaxCodePoint) {
    if (!text->is_ascii() && (encoding.limit == 0x80 || text->width() != 1)) return nullptr;
    return TRY(make_bytes(thread, {text->data(), text->length()}));
  }
  if (encoding.unit_bytes == 1) {
    bytes = TRY(encode_utf8_directly(thread, text, mark.size()));
  } else {
    bytes = TRY(encode_wide_directly(thread, encoding, text, mark.size()));
  }
  if (bytes != nullptr && !mark.empty()) std::memcpy(bytes->data, mark.data(), mark.size());
  return bytes;
}

}  // namespace

Value encode_native(Thread& thread, Codec codec, Str* text, Str* errors) {
  if (codec == Codec::kUtf7) return encode_utf7(thread, text);
  if (codec == Codec::kUnicodeEscape) return encode_unicode_escape(thread, text);
  if (codec == Codec::kRawUnicodeEscape) return encode_raw_unicode_escape(thread, text);
  if (text->is_ascii() && (codec == Codec::kUtf8 || codec == Codec::kAscii || codec == Codec::kLatin1)) {
    return make_bytes(thread, {text->data(), text->length()});
  }
  Encoding encoding = encoding_of(codec);
  std::string out;
  if (codec == Codec::kUtf16 || codec == Codec::kUtf32 || codec == Codec::kUtf8Signature) {
    append_character(encoding, 0xfeff, out);
  }
  Bytes* bytes = TRY(encode_directly(thread, encoding, text, out));
  if (bytes != nullptr) return bytes;
  return encode_with_handler(thread, encoding, text, errors, out);
}

}  // namespace memphis
