// The escapes of bytes literals as an encoding of bytes.
#include <fmt/format.h>

#include <string>

#include "modules/codecs/codecs_parts.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis::codecs {

namespace {

int hex_value(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// What a single letter behind a backslash stands for; -1: nothing.
int simple_escape(uint8_t c) {
  switch (c) {
    case '\\':
    case '\'':
    case '"': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 't': return '\t';
    case 'n': return '\n';
    case 'r': return '\r';
    case 'v': return '\v';
    case 'a': return '\a';
    default: return -1;
  }
}

struct EscapeDecoder {
  Thread& thread;
  std::span<const uint8_t> bytes;
  std::string errors;
  std::string out = {};
  size_t at = 0;
  unsigned invalid = 0;  // the first escape that is not one: a letter, or an octal number above 0377

  Status decode();
  Status read_escape();
  Status read_hex();
  Status warn_of_invalid();
};

Status EscapeDecoder::read_hex() {
  int high = at < bytes.size() ? hex_value(bytes[at]) : -1;
  int low = high >= 0 && at + 1 < bytes.size() ? hex_value(bytes[at + 1]) : -1;
  if (low >= 0) {
    out += static_cast<char>(high << 4 | low);
    at += 2;
    return {};
  }
  if (errors == "replace") {
    out += '?';
  } else if (errors.empty() || errors == "strict") {
    return raise_value_error(thread, "invalid \\x escape at position {}", at - 2);
  } else if (errors != "ignore") {
    return raise_value_error(thread, "decoding error; unknown error handling code: {}", errors);
  }
  if (high >= 0) at++;
  return {};
}

Status EscapeDecoder::read_escape() {
  if (at == bytes.size()) return raise_value_error(thread, "Trailing \\ in string");
  uint8_t c = bytes[at++];
  if (c == '\n') return {};
  if (c == 'x') return read_hex();
  if (c >= '0' && c <= '7') {
    unsigned code = c - '0';
    for (int i = 0; i < 2 && at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '7'; i++) {
      code = code << 3 | (bytes[at++] - '0');
    }
    if (code > 0377 && invalid == 0) invalid = code;
    out += static_cast<char>(code);
    return {};
  }
  int simple = simple_escape(c);
  if (simple < 0) {
    if (invalid == 0) invalid = c;
    out += '\\';
    simple = c;
  }
  out += static_cast<char>(simple);
  return {};
}

Status EscapeDecoder::warn_of_invalid() {
  if (invalid == 0) return {};
  std::string message =
      invalid > 0xff
          ? fmt::format("b\"\\{:o}\" is an invalid octal escape sequence. Such sequences will not work in the future. ",
                        invalid)
          : fmt::format("b\"\\{:c}\" is an invalid escape sequence. Such sequences will not work in the future. ",
                        static_cast<char>(invalid));
  return warn(thread, ExceptionId::kDeprecationWarning, 1, message);
}

Status EscapeDecoder::decode() {
  while (at < bytes.size()) {
    uint8_t c = bytes[at++];
    if (c != '\\') {
      out += static_cast<char>(c);
      continue;
    }
    TRY(read_escape());
  }
  return warn_of_invalid();
}

Value bytes_of(Thread& thread, const std::string& text) {
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

}  // namespace

Value escape_decode(Thread& thread, Value* args) {
  TextOrBytes data(thread);
  TRY(data.acquire(args[0]));
  Str* errors = TRY(optional_text_argument(thread, args[1], "escape_decode", 2));
  EscapeDecoder decoder{thread, data.bytes(), errors == nullptr ? std::string() : text_of(errors)};
  TRY(decoder.decode());
  return result_pair(thread, TRY(bytes_of(thread, decoder.out)), data.bytes().size());
}

Value escape_encode(Thread& thread, Value* args) {
  if (!args[0].is_kind(Kind::kBytes)) return raise_argument_error(thread, "escape_encode", 1, "bytes", args[0]);
  TRY(optional_text_argument(thread, args[1], "escape_encode", 2));
  std::span<const uint8_t> bytes = args[0].as<Bytes>()->view();
  std::string out;
  for (uint8_t c : bytes) {
    switch (c) {
      case '\'':
      case '\\': out += {'\\', static_cast<char>(c)}; break;
      case '\t': out += "\\t"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      default:
        if (c < ' ' || c >= 0x7f) {
          fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned>(c));
        } else {
          out += static_cast<char>(c);
        }
    }
  }
  return result_pair(thread, TRY(bytes_of(thread, out)), bytes.size());
}

}  // namespace memphis::codecs
