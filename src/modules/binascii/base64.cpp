// Base64 (RFC 4648).
#include <array>

#include "modules/binascii/binascii.h"
#include "runtime/argument_support.h"

namespace memphis::binascii {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t kInvalid = 0xff;

constexpr std::array<uint8_t, 256> make_values() {
  std::array<uint8_t, 256> values;
  values.fill(kInvalid);
  for (uint8_t i = 0; i < 64; i++) values[static_cast<uint8_t>(kAlphabet[i])] = i;
  return values;
}
constexpr std::array<uint8_t, 256> kValues = make_values();

// Reads characters one by one, skipping what is none unless `strict`.
struct Decoder {
  std::span<const uint8_t> text;
  bool strict;
  uint8_t* out;
  size_t position = 0;
  unsigned place = 0;  // within a group of four
  unsigned padding = 0;
  bool padding_started = false;
  uint8_t left = 0;  // bits that wait for the next character

  // Whole groups without anything else in them.
  void decode_groups() {
    const uint8_t* in = text.data();
    while (position + 4 <= text.size()) {
      const uint8_t a = kValues[in[position]], b = kValues[in[position + 1]];
      const uint8_t c = kValues[in[position + 2]], d = kValues[in[position + 3]];
      if (((a | b | c | d) & 0x80) != 0) return;
      *out++ = static_cast<uint8_t>(a << 2 | b >> 4);
      *out++ = static_cast<uint8_t>(b << 4 | c >> 2);
      *out++ = static_cast<uint8_t>(c << 6 | d);
      position += 4;
    }
  }

  void add(uint8_t value) {
    padding = 0;
    if (place != 0) *out++ = static_cast<uint8_t>(left << (2 * place) | value >> (6 - 2 * place));
    left = static_cast<uint8_t>(value & (0x3f >> (2 * place)));
    place = (place + 1) % 4;
  }

  // What is wrong with the text; null: nothing.
  const char* run() {
    for (decode_groups(); position < text.size(); position++) {
      const uint8_t c = text[position];
      if (c == '=') {
        padding_started = true;
        if (strict && place == 0) return position == 0 ? "Leading padding not allowed" : "Excess padding not allowed";
        if (place >= 2 && place + ++padding >= 4) {
          place = 0;
          return strict && position + 1 < text.size() ? "Excess data after padding" : nullptr;
        }
        continue;
      }
      const uint8_t value = kValues[c];
      if (value == kInvalid) {
        if (strict) return "Only base64 data is allowed";
        continue;
      }
      if (strict && padding_started) return "Discontinuous padding not allowed";
      add(value);
    }
    return place > 1 ? "Incorrect padding" : nullptr;
  }
};

}  // namespace

Value decode_base64(Thread& thread, Value* args) {
  AsciiBuffer buffer(thread);
  TRY(buffer.acquire(args[0]));
  const bool strict = TRY(flag_argument(thread, args[1], false));
  std::span<const uint8_t> text = buffer.bytes();
  Bytes* bytes = TRY(allocate_bytes(thread, text.size() / 4 * 3 + 3));
  Decoder decoder{text, strict, bytes->data};
  const char* problem = decoder.run();
  const auto size = static_cast<uint64_t>(decoder.out - bytes->data);
  if (problem != nullptr) return raise_binascii_error(thread, problem);
  if (decoder.place == 1) {
    return raise_binascii_error(thread, fmt::format("Invalid base64-encoded string: number of data characters ({}) "
                                                    "cannot be 1 more than a multiple of 4",
                                                    size / 3 * 4 + 1));
  }
  return make_bytes(thread, {bytes->data, size});
}

Value encode_base64(Thread& thread, Value* args) {
  Buffer buffer(thread);
  TRY(buffer.acquire(args[0]));
  const bool newline = TRY(flag_argument(thread, args[1], true));
  std::span<const uint8_t> in = buffer.bytes();
  Bytes* bytes = TRY(allocate_bytes(thread, (in.size() + 2) / 3 * 4 + (newline ? 1 : 0)));
  uint8_t* out = bytes->data;
  auto put = [&out](unsigned value) { *out++ = static_cast<uint8_t>(kAlphabet[value & 0x3f]); };
  size_t i = 0;
  for (; i + 3 <= in.size(); i += 3) {
    const unsigned group = static_cast<unsigned>(in[i] << 16 | in[i + 1] << 8 | in[i + 2]);
    put(group >> 18), put(group >> 12), put(group >> 6), put(group);
  }
  if (i + 1 == in.size()) {
    put(in[i] >> 2), put(static_cast<unsigned>(in[i] << 4));
    *out++ = '=', *out++ = '=';
  } else if (i + 2 == in.size()) {
    put(in[i] >> 2), put(static_cast<unsigned>(in[i] << 4 | in[i + 1] >> 4)),
        put(static_cast<unsigned>(in[i + 1] << 2));
    *out++ = '=';
  }
  if (newline) *out++ = '\n';
  return bytes;
}

}  // namespace memphis::binascii
