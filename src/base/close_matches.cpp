#include <algorithm>
#include <functional>
#include <utility>

#include "base/spelling.h"

namespace memphis {

namespace {

// How many characters lie in common runs: the longest common run (of several the one that begins first in `a`, then in
// `b`), and in the same way what lies before it and behind it.
size_t common_characters(std::string_view a, std::string_view b) {
  size_t best = 0, best_a = 0, best_b = 0;
  for (size_t i = 0; i < a.size(); i++) {
    for (size_t j = 0; j < b.size(); j++) {
      size_t length = 0;
      while (i + length < a.size() && j + length < b.size() && a[i + length] == b[j + length]) length++;
      if (length <= best) continue;
      best = length;
      best_a = i;
      best_b = j;
    }
  }
  if (best == 0) return 0;
  return best + common_characters(a.substr(0, best_a), b.substr(0, best_b)) +
         common_characters(a.substr(best_a + best), b.substr(best_b + best));
}

}  // namespace

std::vector<std::string> close_matches(std::string_view word, const std::vector<std::string>& candidates, size_t count,
                                       double least) {
  std::vector<std::pair<double, std::string>> found;
  for (const std::string& candidate : candidates) {
    size_t total = candidate.size() + word.size();
    double ratio =
        total == 0 ? 1 : 2.0 * static_cast<double>(common_characters(candidate, word)) / static_cast<double>(total);
    if (ratio >= least) found.emplace_back(ratio, candidate);
  }
  std::sort(found.begin(), found.end(), std::greater<>());
  if (found.size() > count) found.resize(count);
  std::vector<std::string> result;
  for (auto& [ratio, candidate] : found) result.push_back(std::move(candidate));
  return result;
}

}  // namespace memphis
