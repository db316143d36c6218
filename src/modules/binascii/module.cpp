// The module binascii: binary data as text, and checksums.
#include <zlib.h>

#include "modules/binascii/binascii.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis {

namespace binascii {

namespace {

constexpr ExceptionSpec kError = {"Error", "binascii", ExceptionId::kValueError};
constexpr ExceptionSpec kIncomplete = {"Incomplete", "binascii", ExceptionId::kException};

// ---- Hexadecimal ----

// The separator; 0: none.
Fallible<uint8_t> separator_argument(Thread& thread, Value value) {
  if (value.is_unbound()) return uint8_t{0};
  if (TRY(length(thread, value)) != 1) return raise_value_error(thread, "sep must be length 1.");
  if (is_str(value)) {
    if (value.as<Str>()->width() != 1) return raise_value_error(thread, "sep must be ASCII.");
    return value.as<Str>()->data()[0];
  }
  if (value.is_kind(Kind::kBytes)) return value.as<Bytes>()->data[0];
  return raise_type_error(thread, "sep must be str or bytes.");
}

void put_hex(uint8_t*& out, uint8_t byte) {
  constexpr char kDigits[] = "0123456789abcdef";
  *out++ = static_cast<uint8_t>(kDigits[byte >> 4]);
  *out++ = static_cast<uint8_t>(kDigits[byte & 15]);
}

Value hexlify(Thread& thread, Value* args) {
  Buffer buffer(thread);
  TRY(buffer.acquire(args[0]));
  const int group_argument = TRY(int_argument(thread, args[2], 1));
  const uint8_t separator = TRY(separator_argument(thread, args[1]));
  std::span<const uint8_t> in = buffer.bytes();
  const bool separated = !args[1].is_unbound() && group_argument != 0 && !in.empty();
  const uint64_t group = group_argument < 0 ? -static_cast<int64_t>(group_argument) : group_argument;
  const uint64_t separators = separated ? (in.size() - 1) / group : 0;
  Bytes* bytes = TRY(allocate_bytes(thread, in.size() * 2 + separators));
  uint8_t* out = bytes->data;
  // A positive group size counts from the end.
  const uint64_t first = separated && group_argument > 0 ? in.size() % group : 0;
  for (size_t i = 0; i < in.size(); i++) {
    if (separated && i != 0 && i % group == first % group) *out++ = separator;
    put_hex(out, in[i]);
  }
  return bytes;
}

int hex_digit(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

Value unhexlify(Thread& thread, Value* args) {
  AsciiBuffer buffer(thread);
  TRY(buffer.acquire(args[0]));
  std::span<const uint8_t> in = buffer.bytes();
  if (in.size() % 2 != 0) return raise_binascii_error(thread, "Odd-length string");
  Bytes* bytes = TRY(allocate_bytes(thread, in.size() / 2));
  for (size_t i = 0; i < in.size(); i += 2) {
    const int high = hex_digit(in[i]), low = hex_digit(in[i + 1]);
    if (high < 0 || low < 0) return raise_binascii_error(thread, "Non-hexadecimal digit found");
    bytes->data[i / 2] = static_cast<uint8_t>(high << 4 | low);
  }
  return bytes;
}

// ---- Checksums ----

Value crc32_function(Thread& thread, Value* args) {
  Buffer buffer(thread);
  TRY(buffer.acquire(args[0]));
  uint32_t crc = args[1].is_unbound() ? 0 : TRY(unsigned_argument(thread, args[1], true));
  return make_int(thread, static_cast<int64_t>(crc32_z(crc, buffer.data(), buffer.size())));
}

// CRC-CCITT (polynomial 0x1021), as BinHex 4 has it.
Value crc_hqx(Thread& thread, Value* args) {
  Buffer buffer(thread);
  TRY(buffer.acquire(args[0]));
  uint32_t crc = TRY(unsigned_argument(thread, args[1], true)) & 0xffff;
  for (uint8_t byte : buffer.bytes()) {
    crc ^= static_cast<uint32_t>(byte) << 8;
    for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? (crc << 1 ^ 0x1021) : crc << 1;
    crc &= 0xffff;
  }
  return make_int(thread, crc);
}

constexpr NativeDefinition kFunctions[] = {
    {"a2b_base64(data, /, *, strict_mode=False)", decode_base64, "The bytes of a text in base64."},
    {"b2a_base64(data, /, *, newline=True)", encode_base64, "The bytes as a line in base64."},
    {"a2b_hex(hexstr, /)", unhexlify, "The bytes of a text of hexadecimal digits."},
    {"unhexlify(hexstr, /)", unhexlify, "The bytes of a text of hexadecimal digits."},
    {"b2a_hex(data, sep=<unrepresentable>, bytes_per_sep=1)", hexlify,
     "The bytes in hexadecimal digits, with a separator after so many bytes: from the left where negative."},
    {"hexlify(data, sep=<unrepresentable>, bytes_per_sep=1)", hexlify,
     "The bytes in hexadecimal digits, with a separator after so many bytes: from the left where negative."},
    {"a2b_qp(data, header=False)", decode_quoted_printable, "The bytes of a quoted-printable text."},
    {"b2a_qp(data, quotetabs=False, istext=True, header=False)", encode_quoted_printable,
     "The bytes as quoted-printable text."},
    {"a2b_uu(data, /)", decode_uu, "The bytes of a line of uuencoded text."},
    {"b2a_uu(data, /, *, backtick=False)", encode_uu, "The bytes as a line of uuencoded text."},
    {"crc32(data, crc=0, /)", crc32_function, "The CRC-32 of the data, going on from a former result."},
    {"crc_hqx(data, crc, /)", crc_hqx, "The CRC-CCITT of the data, going on from a former result."},
};

}  // namespace

FailureOfAnyType raise_binascii_error(Thread& thread, std::string_view message) {
  return raise_module_error(thread, kError, message);
}

Status AsciiBuffer::acquire(Value value) {
  if (is_str(value)) {
    if (!value.as<Str>()->is_ascii()) {
      return raise_value_error(thread_, "string argument should contain only ASCII characters");
    }
    text_ = value.as<Str>();
    return {};
  }
  Status status = buffer_.acquire(value);
  if (!status.failed()) return {};
  if (has_buffer(thread_, value) || !take_if_pending(thread_, ExceptionId::kTypeError)) return Failure{};
  return raise_type_error(thread_, "argument should be bytes, buffer or ASCII string, not '{}'",
                          type_name(thread_, value));
}

}  // namespace binascii

Value create_binascii_module(Thread& thread) {
  Module* module =
      TRY(make_native_module(thread, "binascii", "Binary data as text, and checksums.", binascii::kFunctions));
  (void)TRY(add_exception_class(thread, module, binascii::kError));
  (void)TRY(add_exception_class(thread, module, binascii::kIncomplete));
  return module;
}

}  // namespace memphis
