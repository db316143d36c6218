#include "base/text_split.h"

#include "base/unicode.h"

namespace memphis {
namespace {

constexpr bool is_ascii_space(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_line_end(TextKind kind, char32_t c) {
  return kind == TextKind::kUnicode ? unicode::is_line_break(c) : c == '\n' || c == '\r';
}

}  // namespace

bool is_split_space(TextKind kind, char32_t c) {
  return kind == TextKind::kUnicode ? unicode::is_space(c) : is_ascii_space(c);
}

template <class Unit>
bool next_word(TextKind kind, const Unit* text, size_t count, size_t at, UnitRange& word) {
  while (at < count && is_split_space(kind, text[at])) ++at;
  if (at == count) return false;
  word.start = at;
  while (at < count && !is_split_space(kind, text[at])) ++at;
  word.end = at;
  return true;
}

template <class Unit>
bool previous_word(TextKind kind, const Unit* text, size_t end, UnitRange& word) {
  while (end > 0 && is_split_space(kind, text[end - 1])) --end;
  if (end == 0) return false;
  word.end = end;
  while (end > 0 && !is_split_space(kind, text[end - 1])) --end;
  word.start = end;
  return true;
}

template <class Unit>
UnitRange next_line(TextKind kind, const Unit* text, size_t count, size_t at, size_t& next) {
  UnitRange line{at, at};
  while (line.end < count && !is_line_end(kind, text[line.end])) ++line.end;
  next = line.end;
  if (next < count) {
    const bool pair = text[next] == '\r' && next + 1 < count && text[next + 1] == '\n';
    next += pair ? 2 : 1;
  }
  return line;
}

template <class Unit>
UnitRange strip_space(TextKind kind, const Unit* text, size_t count, bool left, bool right) {
  UnitRange kept{0, count};
  if (left) {
    while (kept.start < kept.end && is_split_space(kind, text[kept.start])) ++kept.start;
  }
  if (right) {
    while (kept.start < kept.end && is_split_space(kind, text[kept.end - 1])) --kept.end;
  }
  return kept;
}

template bool next_word(TextKind, const uint8_t*, size_t, size_t, UnitRange&);
template bool next_word(TextKind, const uint16_t*, size_t, size_t, UnitRange&);
template bool next_word(TextKind, const uint32_t*, size_t, size_t, UnitRange&);
template bool previous_word(TextKind, const uint8_t*, size_t, UnitRange&);
template bool previous_word(TextKind, const uint16_t*, size_t, UnitRange&);
template bool previous_word(TextKind, const uint32_t*, size_t, UnitRange&);
template UnitRange next_line(TextKind, const uint8_t*, size_t, size_t, size_t&);
template UnitRange next_line(TextKind, const uint16_t*, size_t, size_t, size_t&);
template UnitRange next_line(TextKind, const uint32_t*, size_t, size_t, size_t&);
template UnitRange strip_space(TextKind, const uint8_t*, size_t, bool, bool);
template UnitRange strip_space(TextKind, const uint16_t*, size_t, bool, bool);
template UnitRange strip_space(TextKind, const uint32_t*, size_t, bool, bool);

}  // namespace memphis
