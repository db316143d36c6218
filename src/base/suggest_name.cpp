// "Did you mean": the nearest of some names. The costs and limits are CPython's, so that the same name is suggested: a
// change of case costs 1, any other edit 2, and no more than a third of the characters involved may need one.
#include <algorithm>
#include <climits>
#include <cstdint>

#include "base/spelling.h"

namespace memphis {

namespace {

constexpr int kMoveCost = 2;
constexpr int kCaseCost = 1;
constexpr size_t kMaximumCandidates = 750;
constexpr size_t kMaximumLength = 40;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

int substitution_cost(char a, char b) {
  if (a == b) return 0;
  return lower(a) == lower(b) ? kCaseCost : kMoveCost;
}

// The edit distance, or anything above `limit` as soon as it cannot be within it. One row of the matrix at a time.
int edit_distance(std::string_view a, std::string_view b, int limit) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty() || b.empty()) return static_cast<int>(a.size() + b.size()) * kMoveCost;
  if (a.size() > kMaximumLength || b.size() > kMaximumLength) return limit + 1;
  if (b.size() < a.size()) std::swap(a, b);
  if (static_cast<int>(b.size() - a.size()) * kMoveCost > limit) return limit + 1;
  int row[kMaximumLength];
  for (size_t i = 0; i < a.size(); i++) row[i] = static_cast<int>(i + 1) * kMoveCost;
  int result = 0;
  for (size_t j = 0; j < b.size(); j++) {
    int diagonal = static_cast<int>(j) * kMoveCost;
    result = diagonal;
    int minimum = INT_MAX;
    for (size_t i = 0; i < a.size(); i++) {
      int substitute = diagonal + substitution_cost(b[j], a[i]);
      diagonal = row[i];
      result = std::min(std::min(result, diagonal) + kMoveCost, substitute);
      row[i] = result;
      minimum = std::min(minimum, result);
    }
    if (minimum > limit) return limit + 1;
  }
  return result;
}

}  // namespace

std::string suggest_name(const std::vector<std::string>& candidates, std::string_view wrong) {
  if (candidates.size() >= kMaximumCandidates) return {};
  const std::string* best = nullptr;
  int best_distance = INT_MAX;
  for (const std::string& candidate : candidates) {
    if (candidate == wrong) continue;
    int limit = static_cast<int>((wrong.size() + candidate.size() + 3) * kMoveCost / 6);
    limit = std::min(limit, best_distance - 1);
    int distance = edit_distance(wrong, candidate, limit);
    if (distance > limit) continue;
    if (best == nullptr || distance < best_distance) {
      best = &candidate;
      best_distance = distance;
    }
  }
  return best == nullptr ? std::string() : *best;
}

}  // namespace memphis
