// How to find the places where an attempt to match is worth while.
#include <algorithm>

#include "modules/regex/first.h"
#include "modules/regex/translate.h"

namespace memphis::regex {

namespace {

constexpr size_t kLongestPrefix = 64;
// A first set with more characters than this is not worth looking for.
constexpr int kDenseSet = 200;
constexpr int kFewCharacters = 3;

// What every match begins with.
struct Prefix {
  std::vector<char32_t> literal;
  bool at_text_start = false, at_line_start = false;
  bool is_whole = false;  // the pattern is the literal and nothing else
};

class PrefixFinder {
 public:
  explicit PrefixFinder(const Draft& draft) : draft_(draft) {}

  Prefix find() {
    uint32_t index = kFirstNode;
    bool plain = true;
    while (step(index, plain)) {
    }
    prefix_.is_whole = plain && draft_.nodes[index].operation == Operation::kMatch;
    return std::move(prefix_);
  }

 private:
  // False where nothing more is known. `plain` ends with anything but literals.
  bool step(uint32_t& index, bool& plain) {
    const Node& node = draft_.nodes[index];
    switch (node.operation) {
      case Operation::kCharacter: prefix_.literal.push_back(node.value); break;
      case Operation::kString:
        prefix_.literal.insert(prefix_.literal.end(), draft_.literals.begin() + node.value,
                               draft_.literals.begin() + node.value + node.maximum);
        break;
      case Operation::kAtStart:
      case Operation::kAtLineStart:
        if (prefix_.literal.empty())
          (node.operation == Operation::kAtStart ? prefix_.at_text_start : prefix_.at_line_start) = true;
        plain = false;
        break;
      case Operation::kMarkStart:
      case Operation::kMarkEnd:
      case Operation::kBoundary:
      case Operation::kNotBoundary:
      case Operation::kLocaleBoundary:
      case Operation::kAtomic:
      case Operation::kAtomicEnd: plain = false; break;
      case Operation::kAssert:
      case Operation::kAssertNot:
        plain = false;
        index = node.target;
        return true;
      case Operation::kTakeCharacter:
      case Operation::kGreedyCharacter:
      case Operation::kLazyCharacter: {
        plain = false;
        const bool exact = node.minimum == node.maximum && node.minimum < kLongestPrefix;
        prefix_.literal.insert(prefix_.literal.end(), std::min<size_t>(node.minimum, kLongestPrefix), node.value);
        if (!exact) return false;
        break;
      }
      default: return false;
    }
    index++;
    return prefix_.literal.size() < kLongestPrefix;
  }

  const Draft& draft_;
  Prefix prefix_;
};

uint32_t width_of(char32_t widest) { return widest < 0x100 ? 1 : widest < 0x10000 ? 2 : 4; }

// The repeat without upper bound that the pattern begins with. When an attempt fails, all later starts within the run
// of its characters would fail too: they would try the rest of the pattern at the same places.
uint32_t find_leading_repeat(const Draft& draft) {
  if (draft.has_group_references) return 0;
  uint32_t index = kFirstNode;
  while (draft.nodes[index].operation == Operation::kMarkStart || draft.nodes[index].operation == Operation::kMarkEnd)
    index++;
  const Node& node = draft.nodes[index];
  return is_single_repeat(node.operation) && node.maximum == kMaximumRepeat ? index : 0;
}

void plan_first_set(Draft& draft, SearchPlan& plan) {
  const First first = first_of(draft, kFirstNode);
  const int count = count_bits(first.bits);
  if (first.at_end || count > kDenseSet) return;
  plan.kind = StartKind::kFirstSet;
  plan.first_set = draft.pool.add_filter(first.bits, first.wide_kinds != 0);
  plan.first_set_is_wide = first.wide_kinds != 0;
  if (count > kFewCharacters || plan.first_set_is_wide) return;
  for (uint32_t c = 256; c-- > 0;) {
    if (has_bit(first.bits, c)) plan.first_character = plan.first_character << 8 | c;
  }
  plan.character_count = static_cast<uint32_t>(count);
}

}  // namespace

void plan_search(Draft& draft) {
  SearchPlan& plan = draft.plan;
  const Prefix prefix = PrefixFinder(draft).find();
  plan.leading_repeat = find_leading_repeat(draft);
  if (prefix.at_text_start) {
    plan.kind = StartKind::kTextStart;
  } else if (prefix.at_line_start) {
    plan.kind = StartKind::kLineStart;
  } else if (!prefix.literal.empty()) {
    plan.kind = StartKind::kString;
    plan.is_whole = prefix.is_whole;
    plan.literal = static_cast<uint32_t>(draft.literals.size());
    plan.literal_length = static_cast<uint32_t>(prefix.literal.size());
    plan.literal_width = width_of(*std::max_element(prefix.literal.begin(), prefix.literal.end()));
    draft.literals.insert(draft.literals.end(), prefix.literal.begin(), prefix.literal.end());
  } else {
    plan_first_set(draft, plan);
  }
}

}  // namespace memphis::regex
