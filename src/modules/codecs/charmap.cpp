// Encodings that map single bytes to characters: what most of the package `encodings` stands on.
#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "modules/codecs/codecs_parts.h"
#include "runtime/argument_support.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/text_builder.h"

namespace memphis::codecs {

namespace {

constexpr char32_t kUndefined = 0xfffe;  // a decoding table has it where a byte means nothing
constexpr const char* kReason = "character maps to <undefined>";

// ---- EncodingMap: a decoding table of up to 256 characters turned round ----

// The bytes of characters, in pages of 256: page_of[c >> 8] is the page's number from 1 on, 0 where no character is.
// A byte of 0 within a page means nothing; character 0 is always byte 0.
struct EncodingMap : Cell {
  Field pages;  // ByteStorage
  uint16_t page_count;
  uint8_t page_of[256];

  int find(char32_t c) const {
    if (c == 0) return 0;
    if (c > 0xffff || page_of[c >> 8] == 0) return -1;
    uint8_t byte = pages.get().as<ByteStorage>()->bytes[(page_of[c >> 8] - 1) * 256 + (c & 0xff)];
    return byte == 0 ? -1 : byte;
  }
};

EncodingMap* as_encoding_map(Value value) {
  if (!value.is_exactly(Kind::kNative) || value.cell()->shape()->type->spec != &kEncodingMapType) return nullptr;
  return value.as<EncodingMap>();
}

// Only tables whose byte 0 is character 0, and no other byte is, fit.
bool fits_encoding_map(const Str* table) {
  uint64_t length = table->length();
  if (length > 256 || table->at(0) != 0) return false;
  for (uint64_t i = 1; i < length; i++) {
    if (table->at(i) == 0 || table->at(i) > 0xffff) return false;
  }
  return true;
}

Value make_encoding_map(Thread& thread, const Str* table) {
  auto* map = TRY(allocate_instance<EncodingMap>(thread, native_type(thread.runtime, kEncodingMapType)));
  for (uint64_t i = 1; i < table->length(); i++) {
    uint8_t& page = map->page_of[table->at(i) >> 8];
    // A page of a table without gaps at most holds one character, so at most 255 are needed and the number fits a byte.
    if (page == 0) page = static_cast<uint8_t>(++map->page_count);
  }
  size_t size = size_t{map->page_count} * 256;
  auto* pages = static_cast<ByteStorage*>(
      TRY(allocate_cell(thread, sizeof(ByteStorage) + size, static_cast<uint8_t>(Kind::kByteArrayStorage),
                        thread.runtime.shape_of_shapes)));
  pages->capacity = size;
  for (uint64_t i = 1; i < table->length(); i++) {
    char32_t c = table->at(i);
    if (c == kUndefined) continue;
    pages->bytes[(map->page_of[c >> 8] - 1) * 256 + (c & 0xff)] = static_cast<uint8_t>(i);
  }
  map->pages.set(map, pages);
  return map;
}

Value encoding_map_size(Thread&, Value* args) {
  auto* map = args[0].as<EncodingMap>();
  return Value::small_int(static_cast<int64_t>(sizeof(EncodingMap)) + map->page_count * 256);
}

constexpr NativeDefinition kEncodingMapMethods[] = {
    {"size(self, /)", encoding_map_size, "The size of the map in bytes."},
};

// ---- Decoding ----

// What a mapping has for a byte: a character, a str of any length, or nothing.
struct Decoded {
  char32_t character = kUndefined;
  Str* text = nullptr;
};

Fallible<Decoded> decode_by_mapping(Thread& thread, Value mapping, uint8_t byte) {
  Value item = get_item(thread, mapping, Value::small_int(byte));
  if (item.is_error()) {
    if (take_if_pending(thread, ExceptionId::kLookupError)) return Decoded{};
    return Failure{};
  }
  if (item.is_none()) return Decoded{};
  if (is_int(item)) {
    int64_t c = TRY(to_int64(thread, item));
    if (c < 0 || c > kMaxCodePoint) {
      return raise_type_error(thread, "character mapping must be in range(0x110000)");
    }
    return Decoded{static_cast<char32_t>(c), nullptr};
  }
  if (!is_str(item)) return raise_type_error(thread, "character mapping must return integer, None or str");
  auto* text = item.as<Str>();
  if (text->length() == 1) return Decoded{text->at(0), nullptr};
  return Decoded{kUndefined, text};
}

Fallible<Decoded> decode_byte(Thread& thread, Value mapping, uint8_t byte) {
  if (!is_exact_str(mapping)) return decode_by_mapping(thread, mapping, byte);
  auto* table = mapping.as<Str>();
  return Decoded{byte < table->length() ? table->at(byte) : kUndefined, nullptr};
}

Value decode(Thread& thread, std::span<const uint8_t> bytes, Value object, Str* errors, Value mapping) {
  TextBuilder out(thread);
  for (size_t at = 0; at < bytes.size();) {
    Decoded decoded = TRY(decode_byte(thread, mapping, bytes[at]));
    if (decoded.text != nullptr) {
      out.append(decoded.text);
    } else if (decoded.character != kUndefined) {
      out.append(decoded.character);
    } else {
      CodecError error{"charmap", kReason, at, at + 1};
      Replacement replacement = TRY(handle_decode_error(thread, object, bytes, errors, error));
      if (!replacement.value.is_unbound()) out.append(replacement.value.as<Str>());
      at = replacement.position;
      continue;
    }
    at++;
  }
  return out.finish();
}

// ---- Encoding ----

class Encoder {
 public:
  Encoder(Thread& thread, Str* text, Str* errors, Value mapping)
      : thread_(thread), text_(text), errors_(errors), mapping_(mapping), map_(as_encoding_map(mapping)) {}

  Value encode();

 private:
  // Appends the byte or bytes of a character; false when it has none.
  Fallible<bool> append(char32_t c);
  Fallible<bool> append_by_mapping(char32_t c);
  Fallible<bool> is_mapped(char32_t c);
  // Handles text[start:end], which cannot be encoded; answers where to go on.
  Fallible<uint64_t> report(uint64_t start, uint64_t end);
  FailureOfAnyType fail(uint64_t start, uint64_t end) {
    return raise_encode_error(thread_, "charmap", text_, start, end, kReason);
  }

  Thread& thread_;
  Str* text_;
  Str* errors_;
  Value mapping_;
  EncodingMap* map_;
  std::string out_;
};

Fallible<bool> Encoder::append_by_mapping(char32_t c) {
  Value item = get_item(thread_, mapping_, Value::small_int(c));
  if (item.is_error()) {
    if (take_if_pending(thread_, ExceptionId::kLookupError)) return false;
    return Failure{};
  }
  if (item.is_none()) return false;
  if (is_int(item)) {
    int64_t byte = TRY(to_int64(thread_, item));
    if (byte < 0 || byte > 255) return raise_type_error(thread_, "character mapping must be in range(256)");
    out_ += static_cast<char>(byte);
    return true;
  }
  if (!item.is_kind(Kind::kBytes)) {
    return raise_type_error(thread_, "character mapping must return integer, bytes or None, not {}",
                            type_name(thread_, item));
  }
  auto view = item.as<Bytes>()->view();
  out_.append(reinterpret_cast<const char*>(view.data()), view.size());
  return true;
}

Fallible<bool> Encoder::append(char32_t c) {
  if (map_ == nullptr) return append_by_mapping(c);
  int byte = map_->find(c);
  if (byte < 0) return false;
  out_ += static_cast<char>(byte);
  return true;
}

Fallible<bool> Encoder::is_mapped(char32_t c) {
  if (map_ != nullptr) return map_->find(c) >= 0;
  size_t size = out_.size();
  bool mapped = TRY(append_by_mapping(c));
  out_.resize(size);
  return mapped;
}

Fallible<uint64_t> Encoder::report(uint64_t start, uint64_t end) {
  CodecError error{"charmap", kReason, start, end};
  Replacement replacement = TRY(handle_encode_error(thread_, text_, errors_, error));
  Value value = replacement.value;
  if (value.is_kind(Kind::kBytes)) {
    auto view = value.as<Bytes>()->view();
    out_.append(reinterpret_cast<const char*>(view.data()), view.size());
  } else if (is_str(value)) {
    // The replacement goes through the mapping as well.
    for (uint64_t i = 0; i < value.as<Str>()->length(); i++) {
      if (!TRY(append(value.as<Str>()->at(i)))) return fail(start, end);
    }
  }
  return replacement.position;
}

Value Encoder::encode() {
  uint64_t length = text_->length();
  for (uint64_t at = 0; at < length;) {
    if (TRY(append(text_->at(at)))) {
      at++;
      continue;
    }
    uint64_t end = at + 1;
    while (end < length && !TRY(is_mapped(text_->at(end)))) end++;
    at = TRY(report(at, end));
  }
  return make_bytes(thread_, {reinterpret_cast<const uint8_t*>(out_.data()), out_.size()});
}

}  // namespace

Value charmap_build(Thread& thread, Value* args) {
  Str* table = TRY(str_argument(thread, args[0], "charmap_build", 0));
  if (table->length() == 0) return raise_type_error(thread, "bad argument type for built-in operation");
  if (fits_encoding_map(table)) return make_encoding_map(thread, table);
  Dict* result = TRY(make_dict(thread));
  uint64_t count = std::min<uint64_t>(table->length(), 256);
  for (uint64_t i = 0; i < count; i++) {
    TRY(dict_set(thread, result, Value::small_int(table->at(i)), Value::small_int(static_cast<int64_t>(i))));
  }
  return result;
}

Value charmap_decode(Thread& thread, Value* args) {
  Buffer data(thread);
  TRY(data.acquire(args[0]));
  Str* errors = TRY(optional_text_argument(thread, args[1], "charmap_decode", 2));
  Value mapping = args[2];
  Value text = mapping.is_unbound() || mapping.is_none() ? Value(make_str_latin1(thread, data.bytes()))
                                                         : decode(thread, data.bytes(), args[0], errors, mapping);
  return result_pair(thread, TRY(text), data.size());
}

Value charmap_encode(Thread& thread, Value* args) {
  Str* text = TRY(str_argument(thread, args[0], "charmap_encode", 1));
  Str* errors = TRY(optional_text_argument(thread, args[1], "charmap_encode", 2));
  Value mapping = args[2];
  Value bytes = mapping.is_unbound() || mapping.is_none() ? encode_native(thread, Codec::kLatin1, text, errors)
                                                          : Encoder(thread, text, errors, mapping).encode();
  return result_pair(thread, TRY(bytes), text->length());
}

const TypeSpec kEncodingMapType = {
    .name = "EncodingMap",
    .basic_size = sizeof(EncodingMap),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kEncodingMapMethods,
};

}  // namespace memphis::codecs
