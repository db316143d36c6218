#include "syntax/literals.h"

#include <fmt/core.h>

#include <charconv>

#include "base/number_text.h"
#include "base/utf8.h"
#include "syntax/character_class.h"
#include "syntax/identifier.h"

namespace memphis {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool is_octal(char c) { return c >= '0' && c <= '7'; }

// The characters that stand for one other, and a newline for nothing.
int simple_escape(char c) {
  switch (c) {
    case '\\':
    case '\'':
    case '"': return c;
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return -1;
  }
}

// Reads up to three octal digits at `at`, which must be on one.
uint32_t read_octal(std::string_view body, size_t* at) {
  uint32_t value = 0;
  size_t end = *at + 3;
  for (; *at < body.size() && *at < end && is_octal(body[*at]); (*at)++)
    value = value * 8 + static_cast<uint32_t>(body[*at] - '0');
  return value;
}

void note_invalid(LiteralNotes* notes, size_t place, size_t length) {
  if (notes->invalid_escape_length != 0) return;
  notes->invalid_escape = static_cast<uint32_t>(place);
  notes->invalid_escape_length = static_cast<uint32_t>(length);
}

// Decodes the escapes of a str. One backslash at a time: `at_` stands behind it.
class StrDecoder {
 public:
  StrDecoder(std::string_view body, LiteralNotes* notes) : body_(body), notes_(notes) { text_.reserve(body.size()); }

  bool run() {
    while (at_ < body_.size()) {
      size_t backslash = body_.find('\\', at_);
      text_.append(body_, at_, backslash - at_);
      if (backslash == std::string_view::npos) break;
      at_ = backslash + 1;
      if (!escape(backslash)) return false;
    }
    return true;
  }

  const std::string& text() const { return text_; }
  bool has_surrogates() const { return has_surrogates_; }

 private:
  bool escape(size_t backslash) {
    // A backslash before what is not ASCII, or at the end of a piece of an f-string, stands for itself.
    if (at_ >= body_.size() || static_cast<uint8_t>(body_[at_]) >= 0x80) {
      text_.push_back('\\');
      return true;
    }
    char c = body_[at_];
    if (int plain = simple_escape(c); plain >= 0) {
      text_.push_back(static_cast<char>(plain));
      at_++;
      return true;
    }
    if (is_octal(c)) {
      size_t digits = at_;
      uint32_t value = read_octal(body_, &at_);
      if (value > 0377) note_invalid(notes_, digits, 3);
      append_utf8(text_, value);
      return true;
    }
    switch (c) {
      case '\n': at_++; return true;
      case 'x': return hex(backslash, 2, "truncated \\xXX escape");
      case 'u': return hex(backslash, 4, "truncated \\uXXXX escape");
      case 'U': return hex(backslash, 8, "truncated \\UXXXXXXXX escape");
      case 'N': return name(backslash);
      default:
        note_invalid(notes_, at_, 1);
        text_.push_back('\\');
        text_.push_back(c);
        at_++;
        return true;
    }
  }

  bool hex(size_t backslash, int digits, const char* message) {
    at_++;
    uint32_t value = 0;
    for (; digits > 0; digits--, at_++) {
      int digit = at_ < body_.size() ? hex_value(body_[at_]) : -1;
      if (digit < 0) return fail(backslash, at_, message);
      value = value * 16 + static_cast<uint32_t>(digit);
    }
    if (value > kMaxCodePoint) return fail(backslash, at_, "illegal Unicode character");
    if (is_surrogate(value)) has_surrogates_ = true;
    append_utf8(text_, value);
    return true;
  }

  bool name(size_t backslash) {
    constexpr const char* kMalformed = "malformed \\N character escape";
    at_++;
    if (at_ >= body_.size() || body_[at_] != '{') return fail(backslash, at_, kMalformed);
    size_t begin = at_ + 1;
    size_t end = body_.find('}', begin);
    if (end == std::string_view::npos) return fail(backslash, body_.size(), kMalformed);
    if (end == begin) return fail(backslash, end, kMalformed);
    at_ = end + 1;
    char32_t character;
    if (!find_character_by_name(body_.substr(begin, end - begin), &character)) {
      return fail(backslash, at_, "unknown Unicode character name");
    }
    append_utf8(text_, character);
    return true;
  }

  // CPython counts positions in a copy where what is not ASCII is written as \UXXXXXXXX, and so is a backslash before
  // it.
  size_t shown_position(size_t place) const {
    size_t shown = 0;
    for (size_t i = 0; i < place; i++) {
      uint8_t c = static_cast<uint8_t>(body_[i]);
      bool escapes_non_ascii = c == '\\' && i + 1 < body_.size() && static_cast<uint8_t>(body_[i + 1]) >= 0x80;
      if (c < 0x80) shown += escapes_non_ascii ? 6 : 1;
      if (c >= 0xC0) shown += 10;
      if (c == '\\' && !escapes_non_ascii && i + 1 < place) shown++, i++;
    }
    return shown;
  }

  bool fail(size_t begin, size_t end, const char* message) {
    notes_->error = fmt::format("(unicode error) 'unicodeescape' codec can't decode bytes in position {}-{}: {}",
                                shown_position(begin), shown_position(end) - 1, message);
    return false;
  }

  std::string_view body_;
  LiteralNotes* notes_;
  size_t at_ = 0;
  std::string text_;
  bool has_surrogates_ = false;
};

}  // namespace

std::string_view string_body(std::string_view token_text, uint8_t flags) {
  size_t quote = token_text.find_first_of("'\"");
  size_t size = (flags & Token::kTriple) != 0 ? 3 : 1;
  return token_text.substr(quote + size, token_text.size() - quote - 2 * size);
}

bool decode_str(Arena& arena, std::string_view body, uint8_t flags, DecodedText* out, LiteralNotes* notes) {
  out->is_ascii = (flags & Token::kHasNonAscii) == 0;
  if ((flags & Token::kRaw) != 0 || (flags & Token::kHasBackslash) == 0) {
    out->value = body;
    return true;
  }
  StrDecoder decoder(body, notes);
  if (!decoder.run()) return false;
  out->value = arena.copy_string(decoder.text());
  out->has_surrogates = decoder.has_surrogates();
  out->is_ascii = is_ascii(out->value);
  return true;
}

bool decode_bytes(Arena& arena, std::string_view body, uint8_t flags, DecodedText* out, LiteralNotes* notes) {
  if ((flags & Token::kHasNonAscii) != 0) {
    notes->error = "bytes can only contain ASCII literal characters";
    return false;
  }
  out->value = body;
  if ((flags & Token::kRaw) != 0 || (flags & Token::kHasBackslash) == 0) return true;
  std::string bytes;
  bytes.reserve(body.size());
  for (size_t at = 0; at < body.size();) {
    if (body[at] != '\\') {
      bytes.push_back(body[at++]);
      continue;
    }
    size_t backslash = at++;
    char c = body[at];
    if (int plain = simple_escape(c); plain >= 0) {
      bytes.push_back(static_cast<char>(plain));
      at++;
    } else if (is_octal(c)) {
      size_t digits = at;
      uint32_t value = read_octal(body, &at);
      if (value > 0377) note_invalid(notes, digits, 3);
      bytes.push_back(static_cast<char>(value));
    } else if (c == 'x') {
      int high = at + 1 < body.size() ? hex_value(body[at + 1]) : -1;
      int low = at + 2 < body.size() ? hex_value(body[at + 2]) : -1;
      if (high < 0 || low < 0) {
        notes->error = fmt::format("(value error) invalid \\x escape at position {}", backslash);
        return false;
      }
      bytes.push_back(static_cast<char>(high * 16 + low));
      at += 3;
    } else if (c == '\n') {
      at++;
    } else {
      note_invalid(notes, at, 1);
      bytes.push_back('\\');
      bytes.push_back(c);
      at++;
    }
  }
  out->value = arena.copy_string(bytes);
  return true;
}

DecodedInt decode_int(Arena& arena, std::string_view text, uint8_t flags) {
  std::string plain;
  if ((flags & Token::kHasUnderscore) != 0) {
    for (char c : text) {
      if (c != '_') plain.push_back(c);
    }
    text = plain;
  }
  int base = 10;
  std::string_view digits = text;
  if ((flags & Token::kPrefixed) != 0) {
    char letter = static_cast<char>(text[1] | 0x20);
    base = letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
    digits.remove_prefix(2);
  }
  DecodedInt result;
  if (digits.size() == 1) {
    result.value = hex_value(digits[0]);
    return result;
  }
  auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), result.value, base);
  if (status != std::errc()) {
    std::string_view copy = arena.copy_string(text);
    result.value = 0;
    result.text = copy;
  }
  return result;
}

double decode_float(std::string_view text, uint8_t flags) {
  if ((flags & Token::kImaginary) != 0) text.remove_suffix(1);
  if ((flags & Token::kHasUnderscore) == 0) return parse_double_prefix(text).value;
  std::string plain;
  for (char c : text) {
    if (c != '_') plain.push_back(c);
  }
  return parse_double_prefix(plain).value;
}

std::string_view expression_text(Arena& arena, std::string_view source) {
  if (source.find('#') == std::string_view::npos) return source;
  std::string text;
  char quote = 0;
  for (size_t at = 0; at < source.size(); at++) {
    char c = source[at];
    if (c == '\\' && at + 1 < source.size()) {
      text.push_back(c);
      text.push_back(source[++at]);
      continue;
    }
    if (c == '"' || c == '\'') {
      if (quote == 0) {
        quote = c;
      } else if (quote == c) {
        quote = 0;
      }
    }
    if (c == '#' && quote == 0) {
      at = source.find('\n', at);
      if (at == std::string_view::npos) break;
      c = '\n';
    }
    text.push_back(c);
  }
  return arena.copy_string(text);
}

}  // namespace memphis
