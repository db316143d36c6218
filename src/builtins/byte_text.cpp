// bytes and bytearrays seen as ASCII text: case, classes, tables, hexadecimal, decoding.
#include <cstring>

#include "base/text_split.h"
#include "base/utf8.h"
#include "builtins/byte_methods.h"
#include "builtins/text_arguments.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/error.h"

namespace memphis {

namespace {

constexpr bool is_upper(uint8_t c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(uint8_t c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_alpha(uint8_t c) { return is_upper(c) || is_lower(c); }
constexpr bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }
constexpr bool is_space(uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr uint8_t upper(uint8_t c) { return is_lower(c) ? c - 32 : c; }
constexpr uint8_t lower(uint8_t c) { return is_upper(c) ? c + 32 : c; }

template <class Map>
Value map_bytes(Thread& thread, Value receiver, Map map) {
  std::span<const uint8_t> text = byte_view(receiver);
  Value result = TRY(allocate_like(thread, receiver, text.size()));
  uint8_t* to = byte_data(result);
  for (size_t i = 0; i < text.size(); i++) to[i] = map(text[i], i);
  return result;
}

template <class Test>
Value all_bytes(Value* args, Test test) {
  std::span<const uint8_t> text = byte_view(args[0]);
  for (uint8_t c : text) {
    if (!test(c)) return Value::false_value();
  }
  return Value::boolean(!text.empty());
}

template <class Wanted, class Excluded>
Value all_cased(Value* args, Wanted wanted, Excluded excluded) {
  bool found = false;
  for (uint8_t c : byte_view(args[0])) {
    if (excluded(c)) return Value::false_value();
    found = found || wanted(c);
  }
  return Value::boolean(found);
}

}  // namespace

Value bytes_lower(Thread& thread, Value* args) {
  return map_bytes(thread, args[0], [](uint8_t c, size_t) { return lower(c); });
}
Value bytes_upper(Thread& thread, Value* args) {
  return map_bytes(thread, args[0], [](uint8_t c, size_t) { return upper(c); });
}
Value bytes_capitalize(Thread& thread, Value* args) {
  return map_bytes(thread, args[0], [](uint8_t c, size_t i) { return i == 0 ? upper(c) : lower(c); });
}
Value bytes_swapcase(Thread& thread, Value* args) {
  return map_bytes(thread, args[0], [](uint8_t c, size_t) { return is_lower(c) ? upper(c) : lower(c); });
}
Value bytes_title(Thread& thread, Value* args) {
  bool in_word = false;
  return map_bytes(thread, args[0], [&](uint8_t c, size_t) {
    uint8_t mapped = in_word ? lower(c) : upper(c);
    in_word = is_alpha(c);
    return mapped;
  });
}

Value bytes_isalnum(Thread&, Value* args) {
  return all_bytes(args, [](uint8_t c) { return is_alpha(c) || is_digit(c); });
}
Value bytes_isalpha(Thread&, Value* args) { return all_bytes(args, is_alpha); }
Value bytes_isdigit(Thread&, Value* args) { return all_bytes(args, is_digit); }
Value bytes_isspace(Thread&, Value* args) { return all_bytes(args, is_space); }
Value bytes_islower(Thread&, Value* args) { return all_cased(args, is_lower, is_upper); }
Value bytes_isupper(Thread&, Value* args) { return all_cased(args, is_upper, is_lower); }
Value bytes_isascii(Thread&, Value* args) {
  std::span<const uint8_t> text = byte_view(args[0]);
  return Value::boolean(ascii_prefix(reinterpret_cast<const char*>(text.data()), text.size()) == text.size());
}
Value bytes_istitle(Thread&, Value* args) {
  bool found = false, in_word = false;
  for (uint8_t c : byte_view(args[0])) {
    if ((is_upper(c) && in_word) || (is_lower(c) && !in_word)) return Value::false_value();
    in_word = is_alpha(c);
    found = found || in_word;
  }
  return Value::boolean(found);
}

Value bytes_decode(Thread& thread, Value* args) {
  Str* encoding = TRY(optional_str_argument(thread, args[1], "decode", "encoding"));
  Str* errors = TRY(optional_str_argument(thread, args[2], "decode", "errors"));
  // Nothing is nothing in any encoding; in development mode the names are looked at.
  bool is_checked = thread.runtime.options.flags.dev_mode;
  if (byte_view(args[0]).empty() && !is_checked) return thread.runtime.name(Name::kEmpty);
  return decode_text(thread, byte_view(args[0]), is_byte_array(args[0]) ? Value::unbound() : args[0], encoding, errors);
}

Value bytes_translate(Thread& thread, Value* args) {
  Buffer table(thread), deleted(thread);
  bool has_table = !args[1].is_none();
  if (has_table) {
    TRY(table.acquire(args[1]));
    if (table.size() != 256) return raise_value_error(thread, "translation table must be 256 characters long");
  }
  if (!args[2].is_unbound()) TRY(deleted.acquire(args[2]));
  bool is_deleted[256] = {};
  for (uint8_t c : deleted.bytes()) is_deleted[c] = true;
  std::span<const uint8_t> text = byte_view(args[0]);
  std::vector<uint8_t> out;
  out.reserve(text.size());
  for (uint8_t c : text) {
    if (!is_deleted[c]) out.push_back(has_table ? table.bytes()[c] : c);
  }
  if (out.size() == text.size() && (out.empty() || std::memcmp(out.data(), text.data(), out.size()) == 0)) {
    return unchanged(thread, args[0]);
  }
  return make_like(thread, args[0], out);
}

Value bytes_maketrans(Thread& thread, Value* args) {
  Buffer from(thread), to(thread);
  TRY(from.acquire(args[0]));
  TRY(to.acquire(args[1]));
  if (from.size() != to.size()) return raise_value_error(thread, "maketrans arguments must have same length");
  uint8_t table[256];
  for (int i = 0; i < 256; i++) table[i] = static_cast<uint8_t>(i);
  for (size_t i = 0; i < from.size(); i++) table[from.bytes()[i]] = to.bytes()[i];
  return make_bytes(thread, table);
}

// Hexadecimal ---------------------------------------------------------------------------------------------------------

namespace {

int hex_digit(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<int>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<int>(c - 'A' + 10);
  return -1;
}

// The separator of hex(); 0: none.
Fallible<uint8_t> separator_argument(Thread& thread, Value value) {
  if (value.is_unbound()) return uint8_t{0};
  int64_t size = TRY(length(thread, value));
  if (size != 1) return raise_value_error(thread, "sep must be length 1.");
  if (is_str(value)) {
    if (!value.as<Str>()->is_ascii()) return raise_value_error(thread, "sep must be ASCII.");
    return value.as<Str>()->data()[0];
  }
  if (!value.is_kind(Kind::kBytes)) return raise_type_error(thread, "sep must be str or bytes.");
  if (value.as<Bytes>()->data[0] >= 128) return raise_value_error(thread, "sep must be ASCII.");
  return value.as<Bytes>()->data[0];
}

Status read_hex(Thread& thread, const Str* text, std::vector<uint8_t>& out) {
  uint64_t length = text->length();
  for (uint64_t i = 0; i < length;) {
    char32_t c = text->at(i);
    if (c < 128 && is_space(static_cast<uint8_t>(c))) {
      i++;
      continue;
    }
    int high = hex_digit(c);
    if (high < 0) return raise_value_error(thread, "non-hexadecimal number found in fromhex() arg at position {}", i);
    if (i + 1 == length) {
      return raise_value_error(thread, "fromhex() arg must contain an even number of hexadecimal digits");
    }
    int low = hex_digit(text->at(i + 1));
    if (low < 0)
      return raise_value_error(thread, "non-hexadecimal number found in fromhex() arg at position {}", i + 1);
    out.push_back(static_cast<uint8_t>(high << 4 | low));
    i += 2;
  }
  return {};
}

}  // namespace

Fallible<HexGroups> hex_groups(Thread& thread, Value separator, Value group) {
  int size = TRY(int_argument(thread, group, 1));
  HexGroups groups{TRY(separator_argument(thread, separator)), 0, size < 0};
  if (!separator.is_unbound()) groups.size = static_cast<uint64_t>(std::abs(int64_t{size}));
  return groups;
}

Str* hex_text(Thread& thread, std::span<const uint8_t> bytes, HexGroups groups) {
  static constexpr char kDigits[] = "0123456789abcdef";
  if (bytes.empty()) return thread.runtime.name(Name::kEmpty);
  uint64_t separators = groups.size == 0 ? 0 : (bytes.size() - 1) / groups.size;
  Str* text = TRY(allocate_str(thread, bytes.size() * 2 + separators, 1, true));
  uint8_t* to = text->mutable_data();
  for (size_t i = 0; i < bytes.size(); i++) {
    // Groups count from the right unless the size is negative.
    uint64_t distance = groups.from_left ? i : bytes.size() - i;
    if (separators != 0 && i != 0 && distance % groups.size == 0) *to++ = groups.separator;
    *to++ = static_cast<uint8_t>(kDigits[bytes[i] >> 4]);
    *to++ = static_cast<uint8_t>(kDigits[bytes[i] & 15]);
  }
  return text;
}

Value bytes_hex(Thread& thread, Value* args) {
  HexGroups groups = TRY(hex_groups(thread, args[1], args[2]));
  return hex_text(thread, byte_view(args[0]), groups);
}

Value bytes_fromhex(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  Value source = args[1];
  if (!is_str(source)) {
    if (!has_buffer(thread, source)) {
      return raise_type_error(thread, "fromhex() argument must be str or bytes-like, not {}",
                              type_name(thread, source));
    }
    Buffer buffer(thread);
    TRY(buffer.acquire(source, BufferMode::kCopied));
    source = TRY(make_str_latin1(thread, buffer.bytes()));
  }
  std::vector<uint8_t> out;
  TRY(read_hex(thread, source.as<Str>(), out));
  Runtime& runtime = thread.runtime;
  if (type == runtime.type(TypeId::kByteArray)) return make_byte_array(thread, out);
  Value bytes = TRY(make_bytes(thread, out));
  if (type == runtime.type(TypeId::kBytes)) return bytes;
  return call(thread, type, {bytes});
}

}  // namespace memphis
