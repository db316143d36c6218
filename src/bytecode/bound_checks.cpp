#include "bytecode/bound_checks.h"

namespace memphis {

void BoundChecks::written(uint32_t first, uint32_t count, bool may_be_unbound, Word* state) const {
  for (uint32_t at = first; at < first + count && at < local_count_; at++) {
    Word bit = Word{1} << (at % 64);
    if (may_be_unbound) {
      state[at / 64] |= bit;
    } else {
      state[at / 64] &= ~bit;
    }
  }
}

bool BoundChecks::apply(const Assembler::Item& item, Word* state) const {
  const Instruction& instruction = item.instruction;
  switch (instruction.opcode) {
    case Opcode::kCheckBound: {
      uint32_t at = instruction.a;
      if (at >= local_count_) return false;
      bool needed = (state[at / 64] >> (at % 64) & 1) != 0;
      written(at, 1, false, state);
      return !needed;
    }
    case Opcode::kClearLocal: written(instruction.a, 1, true, state); return false;
    case Opcode::kUnpackStar: written(instruction.a, instruction.c + 1u + instruction.d, false, state); return false;
    case Opcode::kUnpack: written(instruction.a, instruction.c, false, state); return false;
    case Opcode::kMatchExceptionGroup: written(instruction.a, 2, false, state); return false;
    default: {
      const OpcodeInfo& info = opcode_info(instruction.opcode);
      if (info.a == OperandMode::def) written(instruction.a, 1, false, state);
      if (info.b == OperandMode::def) written(instruction.b, 1, false, state);
      return false;
    }
  }
}

void BoundChecks::find_blocks() {
  const auto& items = assembler_.items_;
  std::vector<uint8_t> starts(items.size() + 1);
  starts[0] = 1;
  for (const Assembler::Item& item : items) {
    if (Assembler::is_jump(item)) starts[assembler_.item_at(item.target)] = 1;
  }
  for (const Assembler::Handler& handler : assembler_.handlers_) {
    uint32_t at = assembler_.item_at(handler.target);
    if (at != kNoLabel) starts[at] = 1;
  }
  for (size_t i = 0; i < items.size(); i++) {
    if (Assembler::is_jump(items[i]) || Assembler::ends_flow(items[i].instruction.opcode)) starts[i + 1] = 1;
  }
  block_index_.resize(items.size());
  for (uint32_t i = 0; i < items.size(); i++) {
    if (starts[i]) blocks_.push_back({i, i});
    blocks_.back().end = i + 1;
    block_index_[i] = static_cast<uint32_t>(blocks_.size() - 1);
  }
}

void BoundChecks::flow_into(uint32_t at, const Word* state) {
  Block& block = blocks_[at];
  Word* entry = entry_state(at);
  Word changed = block.seen ? 0 : 1;
  block.seen = true;
  for (size_t i = 0; i < words_; i++) {
    changed |= state[i] & ~entry[i];
    entry[i] |= state[i];
  }
  if (changed != 0 && !block.queued) {
    block.queued = true;
    work_.push_back(at);
  }
}

void BoundChecks::run(uint32_t at) {
  const auto& items = assembler_.items_;
  Block& block = blocks_[at];
  scratch_.assign(entry_state(at), entry_state(at) + words_);
  for (uint32_t i = block.begin; i < block.end; i++) {
    const Assembler::Item& item = items[i];
    if (item.handler != kNoHandler) {
      flow_into(block_of(assembler_.item_at(assembler_.handlers_[item.handler].target)), scratch_.data());
    }
    // A jump's own write (ForIter) happens only where it falls through, its target sees the state before.
    if (Assembler::is_jump(item)) flow_into(block_of(assembler_.item_at(item.target)), scratch_.data());
    apply(item, scratch_.data());
  }
  bool falls = !Assembler::ends_flow(items[block.end - 1].instruction.opcode);
  if (falls && block.end < items.size()) flow_into(at + 1, scratch_.data());
}

void BoundChecks::remove() {
  auto& items = assembler_.items_;
  bool any = false;
  for (const Assembler::Item& item : items) any |= item.instruction.opcode == Opcode::kCheckBound;
  if (!any) return;
  words_ = (local_count_ + 63) / 64;
  find_blocks();
  states_.assign(blocks_.size() * words_, 0);
  std::vector<Word> entry(words_);
  written(parameter_count_, local_count_ - parameter_count_, true, entry.data());
  flow_into(0, entry.data());
  while (!work_.empty()) {
    uint32_t at = work_.back();
    work_.pop_back();
    blocks_[at].queued = false;
    run(at);
  }
  std::vector<uint8_t> keep(items.size(), 1);
  for (uint32_t at = 0; at < blocks_.size(); at++) {
    scratch_.assign(entry_state(at), entry_state(at) + words_);
    for (uint32_t i = blocks_[at].begin; i < blocks_[at].end; i++) keep[i] = !apply(items[i], scratch_.data());
  }
  assembler_.compact(keep);
}

}  // namespace memphis
