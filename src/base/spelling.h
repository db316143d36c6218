// Words that resemble each other, measured as CPython measures them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace memphis {

// The candidate that `wrong` is probably a misspelling of, by edit distance; empty: none is near enough.
std::string suggest_name(const std::vector<std::string>& candidates, std::string_view wrong);

// At most `count` of the candidates, the most similar first, whose share of common runs with `word` is at least `least`
// (0 to 1): what difflib.get_close_matches gives for ASCII words.
std::vector<std::string> close_matches(std::string_view word, const std::vector<std::string>& candidates, size_t count,
                                       double least);

}  // namespace memphis
