#include <algorithm>
#include <cstring>

#include "modules/regex/first.h"
#include "modules/regex/translate.h"

namespace memphis::regex {

namespace {

bool is_greedy(Operation operation) { return is_in_family(operation, Operation::kGreedyCharacter); }
bool is_lazy(Operation operation) { return is_in_family(operation, Operation::kLazyCharacter); }

// Whether what follows takes the first offer: then the longest run is the only one that is ever looked at.
bool leads_to_commitment(const Draft& draft, uint32_t index) {
  while (true) {
    const Node& node = draft.nodes[index];
    switch (node.operation) {
      case Operation::kMatch:
      case Operation::kAssertEnd:
      case Operation::kAssertNotEnd:
      case Operation::kAtomicEnd: return true;
      case Operation::kMarkStart:
      case Operation::kMarkEnd: index++; break;
      case Operation::kJump:
        if (node.target <= index) return false;
        index = node.target;
        break;
      default: return false;
    }
  }
}

// Greedy repeats that never need to give a character back become possessive: what follows cannot begin with one of
// them.
void find_possessive_repeats(Draft& draft) {
  for (uint32_t i = 0; i < draft.nodes.size(); i++) {
    Node& node = draft.nodes[i];
    if (!is_greedy(node.operation)) continue;
    const First characters = first_of_single(draft, node);
    const First follow = first_of(draft, i + 2, node.minimum > 0 ? &characters : nullptr);
    if (!characters.is_disjoint(follow) && !leads_to_commitment(draft, i + 2)) continue;
    node.operation = operation_for(Operation::kTakeCharacter, single_kind(node.operation));
    draft.nodes[i + 1].operation = Operation::kJump;
    draft.nodes[i + 1].target = i + 2;
  }
}

uint32_t add_filter(Draft& draft, const First& first) {
  return draft.pool.add_filter(first.bits, first.wide_kinds != 0);
}

void set_follow(Draft& draft, Node& node, const First& follow) {
  node.follow = add_filter(draft, follow);
  node.flags |= (follow.at_end ? kFlagFollowAtEnd : 0) | (follow.wide_kinds != 0 ? kFlagFollowIsWide : 0);
}

void set_filters_of_repeat(Draft& draft, uint32_t index) {
  const First characters = first_of_single(draft, draft.nodes[index]);
  const bool has_previous = draft.nodes[index].minimum > 0;
  const First follow = first_of(draft, index + 2, has_previous ? &characters : nullptr);
  First stop = follow;
  for (size_t i = 0; i < stop.bits.size(); i++) stop.bits[i] |= ~characters.bits[i];
  const uint32_t stop_set = draft.pool.add_filter(stop.bits, true);
  for (uint32_t i : {index, index + 1}) {
    set_follow(draft, draft.nodes[i], follow);
    draft.nodes[i].stop = stop_set;
  }
}

void set_filters_of_split(Draft& draft, uint32_t index) {
  const First next = first_of(draft, index + 1);
  const First other = first_of(draft, draft.nodes[index].target);
  const uint32_t set = add_filter(draft, next);
  Node& node = draft.nodes[index];
  node.set = set;
  node.flags |= (next.at_end ? kFlagNextAtEnd : 0) | (next.wide_kinds != 0 ? kFlagSetIsWide : 0);
  set_follow(draft, node, other);
}

void make_branch_table(Draft& draft, DraftBranch& branch) {
  BranchTable table = {};
  std::vector<uint64_t> masks(256, 0), classes;
  for (uint32_t arm = 0; arm < branch.targets.size(); arm++) {
    const uint64_t bit = uint64_t{1} << arm;
    const First first = first_of(draft, branch.targets[arm]);
    if (first.at_end) table.at_end |= bit;
    if (first.wide_kinds != 0) table.wide |= bit;
    for (uint32_t c = 0; c < 256; c++) {
      if (has_bit(first.bits, c)) masks[c] |= bit;
    }
    table.target[arm] = branch.targets[arm];
  }
  for (uint32_t c = 0; c < 256; c++) {
    auto known = std::find(classes.begin(), classes.end(), masks[c]);
    table.class_of[c] = static_cast<uint8_t>(known - classes.begin());
    if (known == classes.end()) classes.push_back(masks[c]);
  }
  table.arm_count = static_cast<uint32_t>(branch.targets.size());
  table.class_count = static_cast<uint32_t>(classes.size());
  branch.word = static_cast<uint32_t>(draft.words.size());
  constexpr size_t kWords = sizeof(BranchTable) / sizeof(uint64_t);
  static_assert(sizeof(BranchTable) % sizeof(uint64_t) == 0);
  draft.words.resize(draft.words.size() + kWords);
  std::memcpy(&draft.words[branch.word], &table, sizeof(BranchTable));
  draft.words.insert(draft.words.end(), classes.begin(), classes.end());
}

// Empty for nodes that refer to no set.
bool tests_set(Operation operation) {
  if (operation == Operation::kBoundary || operation == Operation::kNotBoundary) return true;
  return (is_single(operation) || is_single_repeat(operation) ||
          is_in_family(operation, Operation::kAdvanceCharacter)) &&
         single_kind(operation) == SingleKind::kSet;
}

}  // namespace

void analyze(Draft& draft) {
  find_possessive_repeats(draft);
  tidy(draft);
  for (uint32_t i = 0; i < draft.nodes.size(); i++) {
    const Operation operation = draft.nodes[i].operation;
    if (is_greedy(operation) || is_lazy(operation)) set_filters_of_repeat(draft, i);
    if (operation == Operation::kSplit || operation == Operation::kSplitFar) set_filters_of_split(draft, i);
    if (tests_set(operation) && draft.pool.sets[draft.nodes[i].set].wide_kinds != 0)
      draft.nodes[i].flags |= kFlagSetIsWide;
  }
  plan_search(draft);
  std::vector<bool> made(draft.branches.size(), false);
  for (const Node& node : draft.nodes) {
    if (node.operation != Operation::kBranch) continue;
    make_branch_table(draft, draft.branches[node.value]);
  }
  for (Node& node : draft.nodes) {
    if (node.operation == Operation::kBranch || node.operation == Operation::kBranchNext)
      node.value = draft.branches[node.value].word;
  }
}

}  // namespace memphis::regex
