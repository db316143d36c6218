// One-byte units leave the work to the C library (memchr, memrchr, memmem: vectorised, the last in linear time). Wider
// units look for the needle's first unit a block at a time and compare there; where that turns out to be wasted effort
// (much compared, little advanced) the rest is searched with the Two-Way algorithm (Crochemore and Perrin 1991).
#include "base/text_search.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace memphis {
namespace {

constexpr size_t kBlock = 16;

template <class Unit>
bool block_has(const Unit* block, Unit unit) {
  Unit any = 0;
  for (size_t i = 0; i < kBlock; ++i) any = static_cast<Unit>(any | (block[i] == unit ? Unit{1} : Unit{0}));
  return any != 0;
}

template <class Unit>
size_t find_narrow(const Unit* text, size_t count, Unit unit) {
  if constexpr (sizeof(Unit) == 1) {
    const void* found = count == 0 ? nullptr : std::memchr(text, unit, count);
    return found ? static_cast<size_t>(static_cast<const Unit*>(found) - text) : kNotFound;
  } else {
    size_t i = 0;
    while (i + kBlock <= count && !block_has(text + i, unit)) i += kBlock;
    for (; i < count; ++i) {
      if (text[i] == unit) return i;
    }
    return kNotFound;
  }
}

template <class Unit>
size_t find_last_narrow(const Unit* text, size_t count, Unit unit) {
  if constexpr (sizeof(Unit) == 1) {
    const void* found = count == 0 ? nullptr : memrchr(text, unit, count);
    return found ? static_cast<size_t>(static_cast<const Unit*>(found) - text) : kNotFound;
  } else {
    size_t end = count;
    while (end >= kBlock && !block_has(text + end - kBlock, unit)) end -= kBlock;
    while (end-- > 0) {
      if (text[end] == unit) return end;
    }
    return kNotFound;
  }
}

template <class Unit>
bool fits(char32_t unit) {
  return unit == static_cast<char32_t>(static_cast<Unit>(unit));
}

template <class Unit>
bool same(const Unit* a, const Unit* b, size_t count) {
  return std::memcmp(a, b, count * sizeof(Unit)) == 0;
}

// The start of the greatest suffix of the needle in one of the two orders, less one, and that suffix's period.
template <class Unit>
ptrdiff_t maximal_suffix(const Unit* needle, ptrdiff_t count, bool reversed, ptrdiff_t& period) {
  ptrdiff_t start = -1, candidate = 0, offset = 1;
  period = 1;
  while (candidate + offset < count) {
    const Unit a = needle[candidate + offset], b = needle[start + offset];
    if (a == b) {
      if (offset == period) {
        candidate += period;
        offset = 1;
      } else {
        ++offset;
      }
    } else if ((a < b) != reversed) {
      candidate += offset;
      offset = 1;
      period = candidate - start;
    } else {
      start = candidate++;
      offset = period = 1;
    }
  }
  return start;
}

// Both counts are at least one.
template <class Unit>
size_t find_two_way(const Unit* text, size_t text_count, const Unit* needle, size_t needle_count) {
  const ptrdiff_t m = static_cast<ptrdiff_t>(needle_count), n = static_cast<ptrdiff_t>(text_count);
  ptrdiff_t period = 0, reversed_period = 0;
  ptrdiff_t cut = maximal_suffix(needle, m, false, period);
  const ptrdiff_t reversed_cut = maximal_suffix(needle, m, true, reversed_period);
  if (reversed_cut > cut) {
    cut = reversed_cut;
    period = reversed_period;
  }
  // In a periodic needle what matched before a shift by the period need not be compared again.
  const bool periodic = same(needle, needle + period, static_cast<size_t>(cut + 1));
  if (!periodic) period = std::max(cut + 1, m - cut - 1) + 1;
  ptrdiff_t remembered = -1;
  for (ptrdiff_t at = 0; at <= n - m;) {
    ptrdiff_t i = std::max(cut, remembered) + 1;
    while (i < m && needle[i] == text[at + i]) ++i;
    if (i < m) {
      at += i - cut;
      remembered = -1;
      continue;
    }
    i = cut;
    while (i > remembered && needle[i] == text[at + i]) --i;
    if (i <= remembered) return static_cast<size_t>(at);
    at += period;
    remembered = periodic ? m - period - 1 : -1;
  }
  return kNotFound;
}

// needle_count >= 2
template <class Unit>
size_t find_same_width(const Unit* text, size_t count, const Unit* needle, size_t needle_count) {
  if (needle_count > count) return kNotFound;
  if constexpr (sizeof(Unit) == 1) {
    const void* found = memmem(text, count, needle, needle_count);
    return found ? static_cast<size_t>(static_cast<const Unit*>(found) - text) : kNotFound;
  } else {
    const size_t last_start = count - needle_count;
    size_t wasted = 0;
    for (size_t at = 0; at <= last_start; ++at) {
      const size_t found = find_narrow(text + at, last_start - at + 1, needle[0]);
      if (found == kNotFound) return kNotFound;
      at += found;
      size_t matched = 1;
      while (matched < needle_count && text[at + matched] == needle[matched]) ++matched;
      if (matched == needle_count) return at;
      wasted += matched;
      if (wasted > 4 * at + 256) {
        const size_t rest = find_two_way(text + at + 1, count - at - 1, needle, needle_count);
        return rest == kNotFound ? kNotFound : at + 1 + rest;
      }
    }
    return kNotFound;
  }
}

// needle_count >= 2
template <class Unit>
size_t find_last_same_width(const Unit* text, size_t count, const Unit* needle, size_t needle_count) {
  if (needle_count > count) return kNotFound;
  size_t candidates = count - needle_count + 1;
  while (candidates > 0) {
    const size_t at = find_last_narrow(text, candidates, needle[0]);
    if (at == kNotFound) return kNotFound;
    if (same(text + at, needle, needle_count)) return at;
    candidates = at;
  }
  return kNotFound;
}

// The needle in the text's width; `usable` is false where it cannot occur.
template <class Unit, class NeedleUnit>
class Needle {
 public:
  Needle(const NeedleUnit* needle, size_t count) {
    if constexpr (std::is_same_v<Unit, NeedleUnit>) {
      units_ = needle;
    } else {
      converted_.resize(count);
      for (size_t i = 0; i < count; ++i) {
        usable_ &= fits<Unit>(needle[i]);
        converted_[i] = static_cast<Unit>(needle[i]);
      }
      units_ = converted_.data();
    }
  }
  bool usable() const { return usable_; }
  const Unit* units() const { return units_; }

 private:
  std::vector<Unit> converted_;
  const Unit* units_ = nullptr;
  bool usable_ = true;
};

// Calls found(index) for each occurrence until it returns false. needle_count >= 1
template <class Unit, class NeedleUnit, class Found>
void each_occurrence(const Unit* text, size_t count, const NeedleUnit* needle, size_t needle_count, Found found) {
  if (needle_count > count) return;
  const Needle<Unit, NeedleUnit> prepared(needle, needle_count);
  if (!prepared.usable()) return;
  for (size_t at = 0; at + needle_count <= count;) {
    const size_t next = needle_count == 1 ? find_narrow(text + at, count - at, prepared.units()[0])
                                          : find_same_width(text + at, count - at, prepared.units(), needle_count);
    if (next == kNotFound || !found(at + next)) return;
    at += next + needle_count;
  }
}

}  // namespace

template <class Unit>
size_t find_unit(const Unit* text, size_t count, char32_t unit) {
  return fits<Unit>(unit) ? find_narrow(text, count, static_cast<Unit>(unit)) : kNotFound;
}

template <class Unit>
size_t find_last_unit(const Unit* text, size_t count, char32_t unit) {
  return fits<Unit>(unit) ? find_last_narrow(text, count, static_cast<Unit>(unit)) : kNotFound;
}

template <class Unit>
size_t count_unit(const Unit* text, size_t count, char32_t unit) {
  if (!fits<Unit>(unit)) return 0;
  size_t occurrences = 0;
  for (size_t i = 0; i < count; ++i) occurrences += text[i] == static_cast<Unit>(unit);
  return occurrences;
}

template <class Unit, class NeedleUnit>
size_t find_text(const Unit* text, size_t count, const NeedleUnit* needle, size_t needle_count) {
  if (needle_count == 0) return 0;
  if (needle_count == 1) return find_unit(text, count, needle[0]);
  if (needle_count > count) return kNotFound;
  const Needle<Unit, NeedleUnit> prepared(needle, needle_count);
  return prepared.usable() ? find_same_width(text, count, prepared.units(), needle_count) : kNotFound;
}

template <class Unit, class NeedleUnit>
size_t find_last_text(const Unit* text, size_t count, const NeedleUnit* needle, size_t needle_count) {
  if (needle_count == 0) return count;
  if (needle_count == 1) return find_last_unit(text, count, needle[0]);
  if (needle_count > count) return kNotFound;
  const Needle<Unit, NeedleUnit> prepared(needle, needle_count);
  return prepared.usable() ? find_last_same_width(text, count, prepared.units(), needle_count) : kNotFound;
}

template <class Unit, class NeedleUnit>
size_t count_text(const Unit* text, size_t count, const NeedleUnit* needle, size_t needle_count) {
  if (needle_count == 0) return count + 1;
  if (needle_count == 1) return count_unit(text, count, needle[0]);
  size_t occurrences = 0;
  each_occurrence(text, count, needle, needle_count, [&](size_t) {
    ++occurrences;
    return true;
  });
  return occurrences;
}

template <class Unit, class NeedleUnit>
void find_all_text(const Unit* text, size_t count, const NeedleUnit* needle, size_t needle_count, size_t limit,
                   std::vector<size_t>& found) {
  if (limit == 0) return;
  each_occurrence(text, count, needle, needle_count, [&](size_t at) {
    found.push_back(at);
    return --limit != 0;
  });
}

template <class Unit, class OtherUnit>
bool equal_units(const Unit* text, const OtherUnit* other, size_t count) {
  if constexpr (std::is_same_v<Unit, OtherUnit>) {
    return count == 0 || same(text, other, count);
  } else {
    for (size_t i = 0; i < count; ++i) {
      if (text[i] != other[i]) return false;
    }
    return true;
  }
}

template <class Unit, class OtherUnit>
int compare_units(const Unit* text, size_t count, const OtherUnit* other, size_t other_count) {
  const size_t common = std::min(count, other_count);
  if constexpr (sizeof(Unit) == 1 && sizeof(OtherUnit) == 1) {
    const int order = common == 0 ? 0 : std::memcmp(text, other, common);
    if (order != 0) return order;
  } else {
    for (size_t i = 0; i < common; ++i) {
      if (text[i] != other[i]) return text[i] < other[i] ? -1 : 1;
    }
  }
  return count == other_count ? 0 : count < other_count ? -1 : 1;
}

#define MEMPHIS_ONE(Unit)                                        \
  template size_t find_unit(const Unit*, size_t, char32_t);      \
  template size_t find_last_unit(const Unit*, size_t, char32_t); \
  template size_t count_unit(const Unit*, size_t, char32_t);     \
  MEMPHIS_TWO(Unit, uint8_t)                                     \
  MEMPHIS_TWO(Unit, uint16_t)                                    \
  MEMPHIS_TWO(Unit, uint32_t)
#define MEMPHIS_TWO(Unit, Other)                                                                        \
  template size_t find_text(const Unit*, size_t, const Other*, size_t);                                 \
  template size_t find_last_text(const Unit*, size_t, const Other*, size_t);                            \
  template size_t count_text(const Unit*, size_t, const Other*, size_t);                                \
  template void find_all_text(const Unit*, size_t, const Other*, size_t, size_t, std::vector<size_t>&); \
  template bool equal_units(const Unit*, const Other*, size_t);                                         \
  template int compare_units(const Unit*, size_t, const Other*, size_t);

MEMPHIS_ONE(uint8_t)
MEMPHIS_ONE(uint16_t)
MEMPHIS_ONE(uint32_t)
#undef MEMPHIS_ONE
#undef MEMPHIS_TWO

}  // namespace memphis
