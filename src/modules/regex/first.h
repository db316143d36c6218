// What the next character may be where a node goes on to match.
#pragma once

#include "modules/regex/program.h"

namespace memphis::regex {

// A superset of the characters that may come next; `at_end` when there need not be one.
struct First {
  Bitmap bits = {};
  uint8_t wide_kinds = 0;
  bool at_end = false;

  void add(const First& other);
  void intersect(const First& other);
  bool is_everything() const { return bits == kFullBitmap && wide_kinds == kWideAll && at_end; }
  // No character can be in both.
  bool is_disjoint(const First& other) const;
  bool is_subset_of(const First& other) const;
};

First everything();
First first_of_set(const CharacterSet& set);
// Of a node that matches one character, or of one that repeats such.
First first_of_single(const Draft& draft, const Node& node);
// `previous`: what the character before the place is in (never at the start of the text); null: not known.
First first_of(const Draft& draft, uint32_t node, const First* previous = nullptr);

// Which family of operations a node is of, for nodes that match one character (kCharacter) or repeat one.
bool is_single(Operation operation);
bool is_single_repeat(Operation operation);
SingleKind single_kind(Operation operation);

}  // namespace memphis::regex
