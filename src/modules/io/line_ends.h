// Where lines end, by the `newline` argument of text files.
#pragma once

#include <cstring>
#include <string_view>

#include "runtime/str_units.h"

namespace memphis::io {

enum class LineEnds : uint8_t {
  kTranslated,  // None: everything was turned into '\n' before
  kUniversal,   // '': any of '\n', '\r' and "\r\n"
  kNewline,     // '\n'
  kReturn,      // '\r'
  kBoth,        // "\r\n"
};

struct LineSearch {
  size_t end = 0;      // just behind the end of the line
  bool found = false;  // if not, `end` is how many characters cannot be part of a line's end
};

namespace internal {

template <class Unit>
const Unit* find_unit(const Unit* units, size_t count, Unit wanted) {
  if constexpr (sizeof(Unit) == 1) {
    return static_cast<const Unit*>(std::memchr(units, wanted, count));
  } else {
    for (size_t i = 0; i < count; i++) {
      if (units[i] == wanted) return units + i;
    }
    return nullptr;
  }
}

template <class Unit>
LineSearch find_either(const Unit* units, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (units[i] > '\r') continue;
    if (units[i] == '\n') return {i + 1, true};
    if (units[i] == '\r') return {i + 1 < count && units[i + 1] == '\n' ? i + 2 : i + 1, true};
  }
  return {count, false};
}

template <class Unit>
LineSearch find_both(const Unit* units, size_t count) {
  size_t at = 0;
  while (true) {
    const Unit* found = find_unit(units + at, count - at, Unit{'\r'});
    if (found == nullptr) return {count, false};
    at = static_cast<size_t>(found - units);
    if (at + 1 == count) return {at, false};
    if (units[++at] == '\n') return {at + 1, true};
  }
}

}  // namespace internal

template <class Unit>
LineSearch find_line_end(LineEnds ends, const Unit* units, size_t count) {
  switch (ends) {
    case LineEnds::kUniversal: return internal::find_either(units, count);
    case LineEnds::kBoth: return internal::find_both(units, count);
    default: {
      const Unit* found = internal::find_unit(units, count, static_cast<Unit>(ends == LineEnds::kReturn ? '\r' : '\n'));
      if (found == nullptr) return {count, false};
      return {static_cast<size_t>(found - units) + 1, true};
    }
  }
}

// Of str[begin:].
inline LineSearch find_line_end(LineEnds ends, const Str* str, uint64_t begin) {
  return with_units(str, [&](auto* units, size_t count) { return find_line_end(ends, units + begin, count - begin); });
}

// By the argument: None is null. False if it is none of the legal values.
inline bool parse_newline(const Str* newline, LineEnds& ends) {
  if (newline == nullptr) {
    ends = LineEnds::kTranslated;
    return true;
  }
  if (!newline->is_ascii()) return false;
  std::string_view text = newline->ascii();
  constexpr std::string_view kTexts[] = {"", "\n", "\r", "\r\n"};
  for (size_t i = 0; i < 4; i++) {
    if (text != kTexts[i]) continue;
    ends = static_cast<LineEnds>(static_cast<size_t>(LineEnds::kUniversal) + i);
    return true;
  }
  return false;
}

inline bool is_universal(LineEnds ends) { return ends == LineEnds::kTranslated || ends == LineEnds::kUniversal; }

}  // namespace memphis::io
