#include "modules/regex/first.h"

#include <algorithm>

namespace memphis::regex {

namespace {

// Nodes looked at before an answer is given up.
constexpr int kMaximumVisits = 256;

First from_bits(const Bitmap& bits, uint8_t wide_kinds, bool at_end) {
  First first;
  first.bits = bits;
  first.wide_kinds = wide_kinds;
  first.at_end = at_end;
  return first;
}

First line_feed_or_end() {
  First first;
  set_bit(first.bits, '\n');
  first.at_end = true;
  return first;
}

First end_only() { return from_bits({}, 0, true); }

First complement(const First& set) {
  First rest;
  for (size_t i = 0; i < rest.bits.size(); i++) rest.bits[i] = ~set.bits[i];
  rest.wide_kinds = static_cast<uint8_t>(kWideAll & ~set.wide_kinds);
  rest.at_end = true;
  return rest;
}

class Walk {
 public:
  Walk(const Draft& draft, const First* previous, int& visits) : draft_(draft), previous_(previous), visits_(visits) {}

  First result;

  void visit(uint32_t index) {
    while (true) {
      if (std::find(seen_.begin(), seen_.end(), index) != seen_.end()) return;
      seen_.push_back(index);
      if (--visits_ < 0) {
        result = everything();
        return;
      }
      const Node& node = draft_.nodes[index];
      if (!step(node, index)) return;
    }
  }

 private:
  // Adds what the node says; true with the index of the node to go on with.
  bool step(const Node& node, uint32_t& index) {
    switch (node.operation) {
      case Operation::kBottom:
      case Operation::kFail: return false;
      case Operation::kMatch:
      case Operation::kAssertEnd:
      case Operation::kAssertNotEnd:
      case Operation::kAtomicEnd:  // what is inside must not be chosen by what comes behind
      case Operation::kGroupReference: result = everything(); return false;
      case Operation::kJump:
      case Operation::kAssert:
      case Operation::kAssertNot: index = node.target; return true;
      case Operation::kSplit:
      case Operation::kSplitFar:
      case Operation::kCounterGreedy:
      case Operation::kCounterLazy:
      case Operation::kGroupExists:
        visit(index + 1);
        index = node.target;
        return true;
      case Operation::kBranch:
        for (uint32_t target : draft_.branches[node.value].targets) visit(target);
        return false;
      case Operation::kAtEnd:
      case Operation::kAtLineEnd: restrict_rest(index + 1, line_feed_or_end()); return false;
      case Operation::kAtVeryEnd: restrict_rest(index + 1, end_only()); return false;
      case Operation::kBoundary:
      case Operation::kNotBoundary: boundary(node, index + 1); return false;
      case Operation::kString: {
        First first;
        const char32_t c = draft_.literals[node.value];
        if (c < 256) {
          set_bit(first.bits, c);
        } else {
          first.wide_kinds = wide_kind(c);
        }
        result.add(first);
        return false;
      }
      default: break;
    }
    if (is_single(node.operation)) {
      result.add(first_of_single(draft_, node));
      return false;
    }
    if (is_single_repeat(node.operation)) {
      result.add(first_of_single(draft_, node));
      if (node.minimum > 0) return false;
      index += is_in_family(node.operation, Operation::kTakeCharacter) ? 1 : 2;
      return true;
    }
    index++;  // marks and the like
    return true;
  }

  void restrict_rest(uint32_t index, const First& allowed) {
    Walk rest(draft_, previous_, visits_);
    rest.visit(index);
    rest.result.intersect(allowed);
    result.add(rest.result);
  }

  // Where the character before is known to be of a word, or not to be, a boundary tells the next one.
  void boundary(const Node& node, uint32_t index) {
    First word = first_of_set(draft_.pool.sets[node.set]);
    First allowed = everything();
    if (previous_ != nullptr) {
      const bool wanted_change = node.operation == Operation::kBoundary;
      if (previous_->is_subset_of(word)) {
        allowed = wanted_change ? complement(word) : word;
      } else if (previous_->is_disjoint(word)) {
        allowed = wanted_change ? word : complement(word);
      }
    }
    restrict_rest(index, allowed);
  }

  const Draft& draft_;
  const First* previous_;
  int& visits_;
  std::vector<uint32_t> seen_;
};

}  // namespace

void First::add(const First& other) {
  for (size_t i = 0; i < bits.size(); i++) bits[i] |= other.bits[i];
  wide_kinds |= other.wide_kinds;
  at_end |= other.at_end;
}

void First::intersect(const First& other) {
  for (size_t i = 0; i < bits.size(); i++) bits[i] &= other.bits[i];
  wide_kinds &= other.wide_kinds;
  at_end &= other.at_end;
}

bool First::is_disjoint(const First& other) const {
  return !bitmaps_overlap(bits, other.bits) && (wide_kinds & other.wide_kinds) == 0;
}

bool First::is_subset_of(const First& other) const {
  for (size_t i = 0; i < bits.size(); i++) {
    if ((bits[i] & ~other.bits[i]) != 0) return false;
  }
  return (wide_kinds & ~other.wide_kinds) == 0;
}

First everything() { return from_bits(kFullBitmap, kWideAll, true); }

First first_of_set(const CharacterSet& set) {
  return from_bits(set.is_dynamic ? kFullBitmap : set.bits, set.wide_kinds, false);
}

bool is_single(Operation operation) {
  return operation >= Operation::kCharacter && operation <= Operation::kDynamicSet;
}

bool is_single_repeat(Operation operation) {
  return is_in_family(operation, Operation::kGreedyCharacter) || is_in_family(operation, Operation::kLazyCharacter) ||
         is_in_family(operation, Operation::kTakeCharacter);
}

SingleKind single_kind(Operation operation) {
  for (Operation family : {Operation::kCharacter, Operation::kGreedyCharacter, Operation::kLazyCharacter,
                           Operation::kAdvanceCharacter, Operation::kTakeCharacter}) {
    if (is_in_family(operation, family)) {
      return static_cast<SingleKind>(static_cast<uint8_t>(operation) - static_cast<uint8_t>(family));
    }
  }
  return SingleKind::kAny;
}

First first_of_single(const Draft& draft, const Node& node) {
  First first;
  switch (single_kind(node.operation)) {
    case SingleKind::kSet:
    case SingleKind::kDynamicSet: return first_of_set(draft.pool.sets[node.set]);
    case SingleKind::kAny:
      first = everything();
      first.at_end = false;
      return first;
    default: break;
  }
  if (node.value < 256) {
    set_bit(first.bits, node.value);
  } else {
    first.wide_kinds = node.value <= 0x10ffff ? wide_kind(node.value) : 0;
  }
  if (single_kind(node.operation) == SingleKind::kCharacter) return first;
  for (uint64_t& word : first.bits) word = ~word;
  first.wide_kinds = kWideAll;
  return first;
}

First first_of(const Draft& draft, uint32_t node, const First* previous) {
  int visits = kMaximumVisits;
  Walk walk(draft, previous, visits);
  walk.visit(node);
  return walk.result;
}

}  // namespace memphis::regex
