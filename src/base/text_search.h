// Searching in arrays of code units: find, count and compare, for str (units of 1, 2 or 4 bytes) and bytes.
//
// A text and what is searched in it may have different widths; a needle with a unit that does not fit the text's width
// is simply not found. Forward searches take linear time at worst. Scratch space is allocated only for a needle of
// another width than the text's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/utf8.h"

namespace memphis {

inline constexpr size_t kNotFound = SIZE_MAX;

template <class Unit>
size_t find_unit(const Unit* text, size_t count, char32_t unit);
template <class Unit>
size_t find_last_unit(const Unit* text, size_t count, char32_t unit);
template <class Unit>
size_t count_unit(const Unit* text, size_t count, char32_t unit);

// Index of the first (last) occurrence or kNotFound; 0 (count) for an empty needle.
template <class Unit, class NeedleUnit>
size_t find_text(const Unit* text, size_t count, const NeedleUnit* needle, size_t needle_count);
template <class Unit, class NeedleUnit>
size_t find_last_text(const Unit* text, size_t count, const NeedleUnit* needle, size_t needle_count);

// Occurrences from the left that do not overlap; an empty needle occurs count + 1 times.
template <class Unit, class NeedleUnit>
size_t count_text(const Unit* text, size_t count, const NeedleUnit* needle, size_t needle_count);

// Appends the indices of those occurrences, at most `limit` of them. The needle is not empty.
template <class Unit, class NeedleUnit>
void find_all_text(const Unit* text, size_t count, const NeedleUnit* needle, size_t needle_count, size_t limit,
                   std::vector<size_t>& found);

// Copies the text with a replacement for each of the occurrences (in order, not overlapping; of an empty needle too:
// then it is inserted there). `out` needs count + found.size() * (replacement_count - needle_count) units, wide enough
// for both; returns the end.
template <class Unit, class ReplacementUnit, class OutUnit>
OutUnit* write_replaced(const Unit* text, size_t count, std::span<const size_t> found, size_t needle_count,
                        const ReplacementUnit* replacement, size_t replacement_count, OutUnit* out) {
  size_t at = 0;
  for (size_t next : found) {
    convert_units(text + at, next - at, out);
    out += next - at;
    convert_units(replacement, replacement_count, out);
    out += replacement_count;
    at = next + needle_count;
  }
  convert_units(text + at, count - at, out);
  return out + (count - at);
}

// Whether `count` units are the same code points.
template <class Unit, class OtherUnit>
bool equal_units(const Unit* text, const OtherUnit* other, size_t count);

// <0, 0, >0 by code points, a prefix before what continues it.
template <class Unit, class OtherUnit>
int compare_units(const Unit* text, size_t count, const OtherUnit* other, size_t other_count);

}  // namespace memphis
