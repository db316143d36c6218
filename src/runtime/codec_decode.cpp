// Decoding bytes natively: valid stretches are converted at once, an error goes to the handler.
#include <bit>
#include <cstring>

#include "base/utf16_utf32.h"
#include "base/utf8.h"
#include "runtime/codec_parts.h"
#include "runtime/error.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis {

namespace {

std::string_view chars(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Status decode_utf8_runs(Decoding& decoding, Surrogates surrogates) {
  while (decoding.at < decoding.bytes.size()) {
    std::string_view rest = chars(decoding.bytes).substr(decoding.at);
    Utf8Scan scan = scan_utf8(rest, surrogates);
    decoding.out.append_text(rest.substr(0, scan.valid_bytes));
    decoding.at += scan.valid_bytes;
    if (scan.ok()) break;
    if (scan.error == Utf8Error::kUnexpectedEnd && !decoding.final) break;
    TRY(report(decoding, "utf-8", decoding.at, decoding.at + scan.error_length, describe(scan.error)));
  }
  return {};
}

Status decode_ascii(Decoding& decoding) {
  while (decoding.at < decoding.bytes.size()) {
    std::string_view rest = chars(decoding.bytes).substr(decoding.at);
    size_t valid = ascii_prefix(rest.data(), rest.size());
    decoding.out.append_ascii(rest.substr(0, valid));
    decoding.at += valid;
    if (valid == rest.size()) break;
    TRY(report(decoding, "ascii", decoding.at, decoding.at + 1, "ordinal not in range(128)"));
  }
  return {};
}

struct WideEncoding {
  const char* name;
  unsigned unit_bytes;
  std::endian order;
};

void append_wide(TextBuilder& out, const WideEncoding& encoding, std::string_view valid, const WideScan& scan) {
  // A buffer of the width that fits, a piece at a time.
  constexpr size_t kPiece = 512;
  uint32_t units[kPiece];
  while (!valid.empty()) {
    // A piece must not split a surrogate pair.
    size_t size = valid.size() < kPiece * encoding.unit_bytes ? valid.size() : kPiece * encoding.unit_bytes;
    WideScan piece = encoding.unit_bytes == 2 ? scan_utf16(valid.substr(0, size), encoding.order, Surrogates::kReject)
                                              : WideScan{size, size / 4, scan.widest, WideError::kNone, 0};
    size_t take = piece.valid_bytes != 0 ? piece.valid_bytes : 2;
    uint32_t* end = encoding.unit_bytes == 2 ? utf16_to_units(valid.substr(0, take), encoding.order, units)
                                             : utf32_to_units(valid.substr(0, take), encoding.order, units);
    out.append_units(units, static_cast<size_t>(end - units));
    valid.remove_prefix(take);
  }
}

Status decode_wide(Decoding& decoding, const WideEncoding& encoding, Surrogates surrogates) {
  while (decoding.at < decoding.bytes.size()) {
    std::string_view rest = chars(decoding.bytes).substr(decoding.at);
    WideScan scan = encoding.unit_bytes == 2 ? scan_utf16(rest, encoding.order, surrogates)
                                             : scan_utf32(rest, encoding.order, surrogates);
    append_wide(decoding.out, encoding, rest.substr(0, scan.valid_bytes), scan);
    decoding.at += scan.valid_bytes;
    if (scan.ok()) break;
    bool incomplete = scan.error == WideError::kTruncated || scan.error == WideError::kUnexpectedEnd;
    if (incomplete && !decoding.final) break;
    TRY(report(decoding, encoding.name, decoding.at, decoding.at + scan.error_length, describe(scan.error)));
  }
  return {};
}

// Byte order by the mark at the start, if there is one.
std::endian take_mark(Decoding& decoding, unsigned unit_bytes, int& byte_order) {
  std::string_view text = chars(decoding.bytes);
  if (byte_order == 0 && text.size() >= unit_bytes) {
    using namespace std::string_view_literals;
    std::string_view little = unit_bytes == 2 ? "\xff\xfe"sv : "\xff\xfe\0\0"sv;
    std::string_view big = unit_bytes == 2 ? "\xfe\xff"sv : "\0\0\xfe\xff"sv;
    if (text.starts_with(little)) byte_order = -1;
    if (text.starts_with(big)) byte_order = 1;
    if (byte_order != 0) decoding.at = unit_bytes;
  }
  if (byte_order == 0) return std::endian::native;
  return byte_order < 0 ? std::endian::little : std::endian::big;
}

Status decode_marked(Decoding& decoding, unsigned unit_bytes, int& byte_order, Surrogates surrogates) {
  std::endian order = take_mark(decoding, unit_bytes, byte_order);
  const char* name = unit_bytes == 2 ? (order == std::endian::little ? "utf-16-le" : "utf-16-be")
                                     : (order == std::endian::little ? "utf-32-le" : "utf-32-be");
  return decode_wide(decoding, {name, unit_bytes, order}, surrogates);
}

Status run_decoder(Decoding& decoding, Codec codec, DecodeState& state) {
  bool pass = find_error_handler(decoding.errors) == ErrorHandler::kSurrogatePass;
  Surrogates surrogates = pass ? Surrogates::kPass : Surrogates::kReject;
  switch (codec) {
    case Codec::kAscii: return decode_ascii(decoding);
    case Codec::kUtf16: return decode_marked(decoding, 2, state.byte_order, surrogates);
    case Codec::kUtf16Little: return decode_wide(decoding, {"utf-16-le", 2, std::endian::little}, surrogates);
    case Codec::kUtf16Big: return decode_wide(decoding, {"utf-16-be", 2, std::endian::big}, surrogates);
    case Codec::kUtf32: return decode_marked(decoding, 4, state.byte_order, surrogates);
    case Codec::kUtf32Little: return decode_wide(decoding, {"utf-32-le", 4, std::endian::little}, surrogates);
    case Codec::kUtf32Big: return decode_wide(decoding, {"utf-32-be", 4, std::endian::big}, surrogates);
    case Codec::kUtf7: return decode_utf7(decoding);
    case Codec::kUnicodeEscape: return decode_unicode_escape(decoding);
    case Codec::kRawUnicodeEscape: return decode_raw_unicode_escape(decoding);
    default: return decode_utf8_runs(decoding, surrogates);
  }
}

// Text that is valid as a whole, straight into a str; null, without an exception, if it is not.
Fallible<Str*> decode_utf8_directly(Thread& thread, std::string_view text) {
  Utf8Scan scan = scan_utf8(text);
  if (!scan.ok()) return nullptr;
  Str* str = TRY(allocate_str(thread, scan.code_points, unit_width(scan.widest), scan.widest < 0x80));
  if (scan.code_points == 1) {
    Utf8Step step = decode_utf8(text.data(), text.data() + text.size());
    return TRY(make_character(thread, step.code_point));
  }
  if (scan.code_points != 0) with_mutable_units(str, [&](auto* units, size_t) { utf8_to_units(text, units); });
  return str;
}

}  // namespace

Status report(Decoding& decoding, std::string_view encoding, size_t start, size_t end, std::string_view reason) {
  CodecError error{encoding, reason, start, end};
  Replacement replacement =
      TRY(handle_decode_error(decoding.thread, decoding.object, decoding.bytes, decoding.errors, error));
  if (!replacement.value.is_unbound()) decoding.out.append(replacement.value.as<Str>());
  decoding.at = replacement.position;
  return {};
}

Value decode_native(Thread& thread, Codec codec, std::span<const uint8_t> bytes, Value object, Str* errors,
                    DecodeState& state) {
  std::string_view text = chars(bytes);
  state.consumed = bytes.size();
  if (codec == Codec::kLatin1) return make_str_latin1(thread, bytes);
  bool is_utf8 = codec == Codec::kUtf8 || codec == Codec::kUtf8Signature;
  size_t skipped = codec == Codec::kUtf8Signature && text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  if (is_utf8) {
    Str* str = TRY(decode_utf8_directly(thread, text.substr(skipped)));
    if (str != nullptr) return str;
  } else if (codec == Codec::kAscii && is_ascii(text)) {
    return make_str_latin1(thread, bytes);
  }
  TextBuilder out(thread);
  // utf-8-sig decodes what follows the mark: positions in errors count from there.
  if (skipped != 0) object = Value::unbound();
  Decoding decoding{thread, bytes.subspan(skipped), object, errors, state.final, out};
  TRY(run_decoder(decoding, codec, state));
  state.consumed = skipped + decoding.at;
  return out.finish();
}

Value decode_utf8_strict(Thread& thread, std::span<const uint8_t> bytes) {
  DecodeState state;
  return decode_native(thread, Codec::kUtf8, bytes, Value::unbound(), nullptr, state);
}

}  // namespace memphis
