#include <utility>

#include "modules/regex/translate.h"

namespace memphis::regex {

namespace {

class Tidier {
 public:
  explicit Tidier(Draft& draft) : draft_(draft), count_(static_cast<uint32_t>(draft.nodes.size())) {}

  void run() {
    find_removable();
    std::vector<Node> kept;
    kept.reserve(count_);
    for (uint32_t i = 0; i < count_; i++) {
      if (next_kept_[i] != i) continue;
      Node node = draft_.nodes[i];
      if (node.operation == Operation::kJump && draft_.nodes[resolve(i)].operation == Operation::kMatch) {
        node.operation = Operation::kMatch;
      }
      if (has_target(node.operation)) node.target = renumbered(node.target);
      kept.push_back(node);
    }
    for (DraftBranch& branch : draft_.branches) {
      for (uint32_t& target : branch.targets) target = target < count_ ? renumbered(target) : 0;
    }
    draft_.nodes = std::move(kept);
  }

 private:
  // Where a jump leads in the end.
  uint32_t resolve(uint32_t index) const {
    for (uint32_t steps = 0; steps < count_ && draft_.nodes[index].operation == Operation::kJump; steps++) {
      index = draft_.nodes[index].target;
    }
    return index;
  }

  // Jumps over nothing but such jumps go; next_kept_ tells where one goes on instead of at a node.
  void find_removable() {
    next_kept_.assign(count_ + 1, count_);
    for (uint32_t i = count_; i-- > 0;) {
      const Node& node = draft_.nodes[i];
      const bool removable =
          node.operation == Operation::kJump && node.target > i && next_kept_[node.target] == next_kept_[i + 1];
      next_kept_[i] = removable ? next_kept_[i + 1] : i;
    }
    new_index_.assign(count_ + 1, 0);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count_; i++) {
      new_index_[i] = kept;
      if (next_kept_[i] == i) kept++;
    }
  }

  uint32_t renumbered(uint32_t target) const { return new_index_[next_kept_[resolve(target)]]; }

  Draft& draft_;
  uint32_t count_;
  std::vector<uint32_t> next_kept_, new_index_;
};

}  // namespace

void tidy(Draft& draft) { Tidier(draft).run(); }

}  // namespace memphis::regex
