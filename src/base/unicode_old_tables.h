// The layout of the generated tables of Unicode 3.2.0 (tools/generate_unicode_old.py). Only base/unicode_old.cpp reads
// them.
#pragma once

#include <cstdint>

namespace memphis::unicode::tables {

// How characters first..last were. Null or -2: as they are today.
struct OldChange {
  uint32_t first;
  uint32_t last;
  const char* category;
  const char* bidirectional;
  const char* east_asian_width;
  int8_t decimal;   // -1: none
  int8_t mirrored;  // 0 or 1
};

// A character whose decomposition has been corrected since, and what it was.
struct OldCorrection {
  uint32_t character;
  uint32_t decomposition;
};

extern const uint32_t kOldChangeCount;
extern const OldChange kOldChanges[];  // sorted
extern const uint32_t kOldCorrectionCount;
extern const OldCorrection kOldCorrections[];

}  // namespace memphis::unicode::tables
