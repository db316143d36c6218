// UTF-7 (RFC 2152): ASCII apart from stretches of base64 over UTF-16, from '+' to '-' or to a character that base64
// lacks.
#include <string>

#include "base/utf8.h"
#include "runtime/codec_parts.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis {

namespace {

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
// RFC 2152's sets D and O without letters and digits, and the blanks.
constexpr std::string_view kDirectMarks = "'(),-./:?!\"#$%&*;<=>@[]^_`{|} \t\n\r";

int base64_value(char32_t c) {
  if (c >= 0x80) return -1;
  size_t found = kBase64.find(static_cast<char>(c));
  return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

bool is_direct(char32_t c) {
  if (c == 0 || c >= 0x80 || c == '+') return false;
  return base64_value(c) >= 0 || kDirectMarks.find(static_cast<char>(c)) != std::string_view::npos;
}

// Bits on their way into base64.
struct Base64Writer {
  std::string& out;
  uint32_t buffer = 0;
  unsigned bits = 0;

  void put(uint32_t unit) {
    buffer = buffer << 16 | unit;
    bits += 16;
    while (bits >= 6) {
      out += kBase64[buffer >> (bits - 6) & 63];
      bits -= 6;
    }
  }
  void flush() {
    if (bits != 0) out += kBase64[buffer << (6 - bits) & 63];
    bits = 0;
    buffer = 0;
  }
};

class Utf7Decoder {
 public:
  explicit Utf7Decoder(Decoding& decoding) : decoding_(decoding) {}
  Status run();

 private:
  Status step(uint8_t c);
  Status leave_base64(uint8_t c);
  void take_base64(uint8_t c);
  Status fail(const char* reason) {
    decoding_.at++;
    return report(decoding_, "utf7", shift_start_, decoding_.at, reason);
  }
  // In an inconsistent state: a character is not complete.
  bool is_partial() const { return surrogate_ != 0 || bits_ >= 6 || (bits_ > 0 && buffer_ != 0); }

  Decoding& decoding_;
  bool shifted_ = false;
  size_t shift_start_ = 0;
  uint32_t buffer_ = 0;
  unsigned bits_ = 0;
  char32_t surrogate_ = 0;  // a high surrogate that waits for its low one
};

void Utf7Decoder::take_base64(uint8_t c) {
  buffer_ = buffer_ << 6 | static_cast<uint32_t>(base64_value(c));
  bits_ += 6;
  decoding_.at++;
  if (bits_ < 16) return;
  char32_t unit = buffer_ >> (bits_ - 16) & 0xffff;
  bits_ -= 16;
  buffer_ &= (1u << bits_) - 1;
  if (surrogate_ != 0) {
    char32_t high = surrogate_;
    surrogate_ = 0;
    if (unit >= 0xdc00 && unit <= 0xdfff) {
      decoding_.out.append(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
      return;
    }
    decoding_.out.append(high);
  }
  if (unit >= 0xd800 && unit <= 0xdbff) {
    surrogate_ = unit;
  } else {
    decoding_.out.append(unit);
  }
}

Status Utf7Decoder::leave_base64(uint8_t c) {
  shifted_ = false;
  if (bits_ >= 6) return fail("partial character in base64 sequence");
  if (bits_ > 0 && buffer_ != 0) return fail("non-zero padding bits in base64 sequence");
  if (surrogate_ != 0 && c < 0x80 && c != '+') decoding_.out.append(surrogate_);
  surrogate_ = 0;
  if (c == '-') decoding_.at++;
  return {};
}

Status Utf7Decoder::step(uint8_t c) {
  if (shifted_) {
    if (base64_value(c) < 0) return leave_base64(c);
    take_base64(c);
    return {};
  }
  if (c == '+') {
    shift_start_ = decoding_.at++;
    bool more = decoding_.at < decoding_.bytes.size();
    if (more && decoding_.bytes[decoding_.at] == '-') {
      decoding_.at++;
      decoding_.out.append('+');
    } else if (more && base64_value(decoding_.bytes[decoding_.at]) < 0) {
      return fail("ill-formed sequence");
    } else {
      shifted_ = true;
      surrogate_ = 0;
      bits_ = 0;
      buffer_ = 0;
    }
    return {};
  }
  if (c < 0x80) {
    decoding_.out.append(c);
    decoding_.at++;
    return {};
  }
  shift_start_ = decoding_.at;
  return fail("unexpected special character");
}

Status Utf7Decoder::run() {
  while (true) {
    while (decoding_.at < decoding_.bytes.size()) TRY(step(decoding_.bytes[decoding_.at]));
    if (!shifted_ || !decoding_.final) break;
    shifted_ = false;
    if (!is_partial()) break;
    TRY(report(decoding_, "utf7", shift_start_, decoding_.bytes.size(), "unterminated shift sequence"));
  }
  if (!shifted_) return {};
  // The stretch is not complete: what it gave so far is decoded again when the rest is there.
  std::span<const uint8_t> whole = decoding_.bytes;
  decoding_.out.clear();
  decoding_.bytes = whole.first(shift_start_);
  decoding_.at = 0;
  shifted_ = false;
  decoding_.final = true;
  return run();
}

}  // namespace

Status decode_utf7(Decoding& decoding) { return Utf7Decoder(decoding).run(); }

Value encode_utf7(Thread& thread, Str* text) {
  std::string out;
  Base64Writer base64{out};
  bool shifted = false;
  with_units(text, [&](auto* units, size_t count) {
    for (size_t i = 0; i < count; i++) {
      char32_t c = units[i];
      if (is_direct(c)) {
        if (shifted) {
          base64.flush();
          // A character that base64 lacks ends the stretch by itself.
          if (base64_value(c) >= 0 || c == '-') out += '-';
          shifted = false;
        }
        out += static_cast<char>(c);
        continue;
      }
      if (!shifted && c == '+') {
        out += "+-";
        continue;
      }
      if (!shifted) out += '+';
      shifted = true;
      if (c >= 0x10000) {
        base64.put(0xd800 + ((c - 0x10000) >> 10));
        c = 0xdc00 + ((c - 0x10000) & 0x3ff);
      }
      base64.put(static_cast<uint32_t>(c));
    }
  });
  if (shifted) {
    base64.flush();
    out += '-';
  }
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(out.data()), out.size()});
}

}  // namespace memphis
