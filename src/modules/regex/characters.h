// The kinds of single characters that nodes match: whether a character is one, and how far a run of them goes.
#pragma once

#include <algorithm>

#include "base/text_search.h"
#include "modules/regex/program.h"

namespace memphis::regex {

// Where a repeat that began at p must end.
template <class Unit>
const Unit* repeat_limit(const Unit* p, const Unit* end, uint32_t maximum) {
  return static_cast<uint64_t>(end - p) > maximum ? p + maximum : end;
}

template <class Unit>
struct CharacterKind {
  static bool test(const Program*, const Node* node, Unit c) { return c == node->value; }
  static const Unit* run(const Program*, const Node* node, const Unit* p, const Unit* limit) {
    while (p < limit && *p == node->value) ++p;
    return p;
  }
};

template <class Unit>
struct NotCharacterKind {
  static constexpr ptrdiff_t kShortRun = 16;
  static bool test(const Program*, const Node* node, Unit c) { return c != node->value; }
  // Runs are short most often; the vectorised search pays for long ones.
  static const Unit* run(const Program*, const Node* node, const Unit* p, const Unit* limit) {
    const Unit* near = limit - p > kShortRun ? p + kShortRun : limit;
    while (p < near && *p != node->value) ++p;
    if (p < near || p == limit) return p;
    const size_t found = find_unit(p, static_cast<size_t>(limit - p), node->value);
    return found == kNotFound ? limit : p + found;
  }
};

template <class Unit>
struct AnyKind {
  static bool test(const Program*, const Node*, Unit) { return true; }
  static const Unit* run(const Program*, const Node*, const Unit*, const Unit* limit) { return limit; }
};

template <class Unit>
struct SetKind {
  static bool test(const Program* program, const Node* node, Unit c) {
    if constexpr (sizeof(Unit) > 1) {
      if (c >= 256)
        return node->has_flag(kFlagSetIsWide) && contains_wide(program->set(node->set), program->items(), c);
    }
    return node->set_contains(c);
  }
  static const Unit* run(const Program* program, const Node* node, const Unit* p, const Unit* limit) {
    if constexpr (sizeof(Unit) == 1) {
      const uint8_t* table = node->set_table();
      const uint8_t bit = node->bit;
      while (limit - p >= 4) {
        if ((table[p[0]] & bit) == 0) return p;
        if ((table[p[1]] & bit) == 0) return p + 1;
        if ((table[p[2]] & bit) == 0) return p + 2;
        if ((table[p[3]] & bit) == 0) return p + 3;
        p += 4;
      }
    }
    while (p < limit && test(program, node, *p)) ++p;
    return p;
  }
};

template <class Unit>
struct DynamicSetKind {
  static bool test(const Program* program, const Node* node, Unit c) {
    return contains_dynamic(program->set(node->set), program->items(), c);
  }
  static const Unit* run(const Program* program, const Node* node, const Unit* p, const Unit* limit) {
    while (p < limit && test(program, node, *p)) ++p;
    return p;
  }
};

}  // namespace memphis::regex
