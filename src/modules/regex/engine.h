// The entries of the engine, one each for characters of one, two and four bytes.
#pragma once

#include <cstdint>

namespace memphis::regex {

class Matcher;

enum class Outcome : int8_t { kNoMatch, kMatch, kError };

// An attempt at one place (Matcher::begin_attempt has been called).
Outcome run_narrow(Matcher* matcher, const void* place);
Outcome run_medium(Matcher* matcher, const void* place);
Outcome run_wide(Matcher* matcher, const void* place);

// Attempts at all places from `place` on that are worth one.
Outcome search_narrow(Matcher* matcher, const void* place);
Outcome search_medium(Matcher* matcher, const void* place);
Outcome search_wide(Matcher* matcher, const void* place);

}  // namespace memphis::regex
