// Strings of JSON: escapes read and written.
#include "modules/json/json.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/str_units.h"

namespace memphis::json {

FailureOfAnyType raise_decode_error(Thread& thread, const char* message, Str* text, uint64_t position) {
  Value type = TRY(import_attribute(thread, "json.decoder", "JSONDecodeError"));
  Value shown = TRY(make_str(thread, message));
  return raise_value(thread,
                     TRY(call(thread, type, {shown, Value(text), make_int(thread, static_cast<int64_t>(position))})));
}

namespace {

int hex_value(uint32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? static_cast<int>(c - 'a' + 10) : -1;
}

// So many bytes are looked at together: the compiler makes vector instructions of it.
constexpr uint64_t kStride = 16;

// Whether one of the bytes must be looked at by itself.
template <bool ascii_only>
bool has_special(const uint8_t* bytes) {
  uint8_t found = 0;
  for (uint64_t i = 0; i < kStride; i++) {
    const uint8_t c = bytes[i];
    found |= static_cast<uint8_t>((c < 0x20) | (c == '"') | (c == '\\') | (ascii_only & (c > 0x7e)));
  }
  return found != 0;
}

// ---- Reading ----

template <class Unit>
class StringReader {
 public:
  StringReader(Thread& thread, Str* text, const Unit* units, uint64_t length, bool strict)
      : thread_(thread), text_(text), units_(units), length_(length), strict_(strict) {}

  Value read(uint64_t begin, uint64_t& end) {
    uint64_t at = begin;
    if (!skip_plain(at)) return fail_plain(begin, at);
    if (units_[at] == '"') {
      end = at + 1;
      return make_text(begin, at);
    }
    return read_escaped(begin, at, end);
  }

 private:
  // To the next quote, backslash or (strict) control character; false at the end of the text or such a character.
  bool skip_plain(uint64_t& at) const {
    if constexpr (sizeof(Unit) == 1) {
      while (at + kStride <= length_ && !has_special<false>(units_ + at)) at += kStride;
    }
    for (; at < length_; at++) {
      const Unit c = units_[at];
      if (c == '"' || c == '\\') return true;
      if (c < 0x20 && strict_) return false;
    }
    return false;
  }

  FailureOfAnyType fail_plain(uint64_t begin, uint64_t at) {
    if (at < length_) return raise_decode_error(thread_, "Invalid control character at", text_, at);
    return raise_decode_error(thread_, "Unterminated string starting at", text_, begin - 1);
  }

  Value make_text(uint64_t begin, uint64_t end) {
    if constexpr (sizeof(Unit) == 1) return make_str_latin1(thread_, {units_ + begin, end - begin});
    if constexpr (sizeof(Unit) == 2) return make_str_utf16(thread_, {units_ + begin, end - begin});
    if constexpr (sizeof(Unit) == 4) return make_str_utf32(thread_, {units_ + begin, end - begin});
  }

  Value read_escaped(uint64_t begin, uint64_t at, uint64_t& end) {
    TextBuilder out(thread_);
    uint64_t run = begin;
    while (true) {
      out.append_units(units_ + run, at - run);
      if (units_[at] == '"') break;
      TRY(read_escape(begin, at, out));
      run = at;
      if (!skip_plain(at)) return fail_plain(begin, at);
    }
    end = at + 1;
    return out.finish();
  }

  // The escape at units[at], a backslash; `at` is then behind it.
  Status read_escape(uint64_t begin, uint64_t& at, TextBuilder& out) {
    if (at + 1 >= length_) return raise_decode_error(thread_, "Unterminated string starting at", text_, begin - 1);
    const uint32_t c = units_[at + 1];
    at += 2;
    switch (c) {
      case '"':
      case '\\':
      case '/': out.append(c); return {};
      case 'b': out.append('\b'); return {};
      case 'f': out.append('\f'); return {};
      case 'n': out.append('\n'); return {};
      case 'r': out.append('\r'); return {};
      case 't': out.append('\t'); return {};
      case 'u': break;
      default: return raise_decode_error(thread_, "Invalid \\escape", text_, at - 2);
    }
    uint32_t code;
    if (!read_hex(at, code)) return raise_decode_error(thread_, "Invalid \\uXXXX escape", text_, at - 1);
    at += 4;
    uint32_t low;
    if ((code & 0xfc00) == 0xd800 && at + 1 < length_ && units_[at] == '\\' && units_[at + 1] == 'u' &&
        read_hex(at + 2, low) && (low & 0xfc00) == 0xdc00) {
      code = 0x10000 + ((code & 0x3ff) << 10 | (low & 0x3ff));
      at += 6;
    }
    out.append(code);
    return {};
  }

  // Four digits with something behind them.
  bool read_hex(uint64_t at, uint32_t& code) const {
    if (at + 4 >= length_) return false;
    code = 0;
    for (uint64_t i = at; i < at + 4; i++) {
      const int digit = hex_value(units_[i]);
      if (digit < 0) return false;
      code = code << 4 | static_cast<uint32_t>(digit);
    }
    return true;
  }

  Thread& thread_;
  Str* text_;
  const Unit* units_;
  uint64_t length_;
  bool strict_;
};

// ---- Writing ----

constexpr bool needs_escape(uint32_t c, bool ascii_only) {
  return c < 0x20 || c == '"' || c == '\\' || (c > 0x7e && ascii_only);
}

void append_hex_escape(TextBuilder& out, uint32_t c) {
  constexpr char kDigits[] = "0123456789abcdef";
  const char text[] = {'\\', 'u', kDigits[c >> 12 & 15], kDigits[c >> 8 & 15], kDigits[c >> 4 & 15], kDigits[c & 15]};
  out.append_ascii({text, sizeof(text)});
}

void append_escape(TextBuilder& out, uint32_t c) {
  switch (c) {
    case '"': out.append_ascii("\\\""); return;
    case '\\': out.append_ascii("\\\\"); return;
    case '\b': out.append_ascii("\\b"); return;
    case '\f': out.append_ascii("\\f"); return;
    case '\n': out.append_ascii("\\n"); return;
    case '\r': out.append_ascii("\\r"); return;
    case '\t': out.append_ascii("\\t"); return;
    default: break;
  }
  if (c >= 0x10000) {
    c -= 0x10000;
    append_hex_escape(out, 0xd800 | c >> 10);
    c = 0xdc00 | (c & 0x3ff);
  }
  append_hex_escape(out, c);
}

template <class Unit>
void append_units_quoted(TextBuilder& out, const Unit* units, size_t count, bool ascii_only) {
  size_t run = 0;
  for (size_t i = 0; i < count; i++) {
    if (!needs_escape(units[i], ascii_only)) continue;
    out.append_units(units + run, i - run);
    append_escape(out, units[i]);
    run = i + 1;
  }
  out.append_units(units + run, count - run);
}

// Plain ASCII text needs no look at each character's width.
bool append_plain(TextBuilder& out, const Str* text) {
  const uint8_t* units = text->data();
  const uint64_t count = text->length();
  uint64_t i = 0;
  for (; i + kStride <= count; i += kStride) {
    if (has_special<true>(units + i)) return false;
  }
  for (; i < count; i++) {
    if (needs_escape(units[i], true)) return false;
  }
  out.append_ascii({reinterpret_cast<const char*>(units), count});
  return true;
}

Value encode(Thread& thread, Value value, bool ascii_only) {
  if (!is_str(value)) {
    return raise_type_error(thread, "first argument must be a string, not {}", type_name(thread, value));
  }
  TextBuilder out(thread);
  append_quoted(out, value.as<Str>(), ascii_only);
  return out.finish();
}

}  // namespace

Value read_string(Thread& thread, Str* text, uint64_t begin, bool strict, uint64_t& end) {
  return with_units(text, [&](const auto* units, size_t count) {
    return StringReader(thread, text, units, count, strict).read(begin, end);
  });
}

void append_quoted(TextBuilder& out, const Str* text, bool ascii_only) {
  out.append('"');
  if (!text->is_ascii() || !append_plain(out, text)) {
    with_units(text, [&](const auto* units, size_t count) { append_units_quoted(out, units, count, ascii_only); });
  }
  out.append('"');
}

Value scanstring(Thread& thread, Value* args) {
  const int64_t begin = TRY(ssize_argument(thread, args[1]));
  const bool strict = TRY(flag_argument(thread, args[2], true));
  if (!is_str(args[0])) {
    return raise_type_error(thread, "first argument must be a string, not {}", type_name(thread, args[0]));
  }
  auto* text = args[0].as<Str>();
  if (begin < 0 || static_cast<uint64_t>(begin) > text->length()) {
    return raise_value_error(thread, "end is out of bounds");
  }
  uint64_t end = 0;
  Value result = TRY(read_string(thread, text, static_cast<uint64_t>(begin), strict, end));
  return make_tuple(thread, {result, make_int(thread, static_cast<int64_t>(end))});
}

Value encode_basestring(Thread& thread, Value* args) { return encode(thread, args[0], false); }
Value encode_basestring_ascii(Thread& thread, Value* args) { return encode(thread, args[0], true); }

}  // namespace memphis::json
