// Where split(), rsplit(), splitlines() and strip() cut a text. kUnicode is str's notion of whitespace and line ends,
// kAscii that of bytes. Nothing allocates.
#pragma once

#include <cstddef>
#include <cstdint>

namespace memphis {

enum class TextKind : uint8_t { kUnicode, kAscii };

struct UnitRange {
  size_t start = 0;
  size_t end = 0;

  size_t size() const { return end - start; }
};

// Whether a unit is whitespace for that kind.
bool is_split_space(TextKind kind, char32_t c);

// The next run of non-whitespace at or after `at`. False if there is none.
template <class Unit>
bool next_word(TextKind kind, const Unit* text, size_t count, size_t at, UnitRange& word);
// The last run of non-whitespace before `end`.
template <class Unit>
bool previous_word(TextKind kind, const Unit* text, size_t end, UnitRange& word);

// The line from `at` without its end, and where the next line starts. Requires at < count.
template <class Unit>
UnitRange next_line(TextKind kind, const Unit* text, size_t count, size_t at, size_t& next);

// What is left without whitespace at the chosen ends.
template <class Unit>
UnitRange strip_space(TextKind kind, const Unit* text, size_t count, bool left, bool right);

}  // namespace memphis
