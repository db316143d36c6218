#include "runtime/text_repr.h"

#include "base/unicode.h"
#include "runtime/operations.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis {

namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

void append_hex(TextBuilder& out, char32_t c, char letter, int digits) {
  char text[10] = {'\\', letter};
  for (int i = 0; i < digits; i++) text[2 + i] = kHexDigits[c >> (digits - 1 - i) * 4 & 15];
  out.append_ascii({text, static_cast<size_t>(2 + digits)});
}

void append_escape(TextBuilder& out, char32_t c) {
  if (c < 0x100) return append_hex(out, c, 'x', 2);
  if (c < 0x10000) return append_hex(out, c, 'u', 4);
  append_hex(out, c, 'U', 8);
}

// Whether a character below 128 stands for itself in a repr (quotes apart).
constexpr bool is_plain(char32_t c) { return c >= 0x20 && c < 0x7f && c != '\\'; }

// Escapes that str and bytes share; false: none applies.
bool append_short_escape(TextBuilder& out, char32_t c, char quote) {
  switch (c) {
    case '\\': out.append_ascii("\\\\"); return true;
    case '\n': out.append_ascii("\\n"); return true;
    case '\r': out.append_ascii("\\r"); return true;
    case '\t': out.append_ascii("\\t"); return true;
    default:
      if (c != static_cast<char32_t>(quote)) return false;
      out.append('\\');
      out.append(c);
      return true;
  }
}

template <class Unit>
char choose_quote(const Unit* units, size_t count, bool& plain) {
  bool has_single = false, has_double = false;
  plain = true;
  for (size_t i = 0; i < count; i++) {
    has_single |= units[i] == '\'';
    has_double |= units[i] == '"';
    plain &= is_plain(units[i]);
  }
  char quote = has_single && !has_double ? '"' : '\'';
  if (has_single && has_double) plain = false;
  return quote;
}

template <class Unit>
Str* repr_units(Thread& thread, const Unit* units, size_t count) {
  bool plain;
  char quote = choose_quote(units, count, plain);
  TextBuilder out(thread);
  out.append(static_cast<char32_t>(quote));
  if (plain) {
    out.append_units(units, count);
  } else {
    for (size_t i = 0; i < count; i++) {
      char32_t c = units[i];
      if (is_plain(c) && c != static_cast<char32_t>(quote)) {
        out.append(c);
      } else if (append_short_escape(out, c, quote)) {
        continue;
      } else if (c >= 0x80 && unicode::is_printable(c)) {
        out.append(c);
      } else {
        append_escape(out, c);
      }
    }
  }
  out.append(static_cast<char32_t>(quote));
  return out.finish();
}

}  // namespace

Str* repr_str(Thread& thread, Str* str) {
  return with_units(str, [&](auto* units, size_t count) { return repr_units(thread, units, count); });
}

Str* ascii_escape(Thread& thread, Str* str) {
  if (str->is_ascii()) return str;
  TextBuilder out(thread);
  with_units(str, [&](auto* units, size_t count) {
    for (size_t i = 0; i < count; i++) {
      if (units[i] < 0x80) {
        out.append(units[i]);
      } else {
        append_escape(out, units[i]);
      }
    }
  });
  return out.finish();
}

namespace {

void append_bytes_literal(TextBuilder& out, std::span<const uint8_t> bytes, bool always_single) {
  bool plain;
  char quote = choose_quote(bytes.data(), bytes.size(), plain);
  plain = plain && !(always_single && quote == '"');
  out.append('b');
  out.append(static_cast<char32_t>(quote));
  if (plain) {
    out.append_latin1(bytes);
  } else {
    char escaped = always_single ? '\'' : quote;
    for (uint8_t c : bytes) {
      if (append_short_escape(out, c, escaped)) continue;
      if (is_plain(c)) {
        out.append(c);
      } else {
        append_hex(out, c, 'x', 2);
      }
    }
  }
  out.append(static_cast<char32_t>(quote));
}

}  // namespace

Str* repr_bytes(Thread& thread, std::span<const uint8_t> bytes) {
  TextBuilder out(thread);
  append_bytes_literal(out, bytes, false);
  return out.finish();
}

Str* repr_byte_array(Thread& thread, std::span<const uint8_t> bytes, std::string_view type_name) {
  TextBuilder out(thread);
  out.append_text(type_name);
  out.append('(');
  append_bytes_literal(out, bytes, true);
  out.append(')');
  return out.finish();
}

Value ascii(Thread& thread, Value value) {
  Value text = TRY(repr(thread, value));
  return ascii_escape(thread, text.as<Str>());
}

}  // namespace memphis
