// Definite assignment: removes the CheckBound instructions of locals that are bound on every way there. Forward
// dataflow over basic blocks; a bit says that a local may be unbound. Linear but for loops, which settle in a few
// rounds.
#pragma once

#include <cstdint>
#include <vector>

#include "bytecode/assembler.h"

namespace memphis {

class BoundChecks {
 public:
  BoundChecks(Assembler& assembler, uint32_t parameter_count, uint32_t local_count)
      : assembler_(assembler), parameter_count_(parameter_count), local_count_(local_count) {}
  void remove();

 private:
  using Word = uint64_t;
  struct Block {
    uint32_t begin;
    uint32_t end;
    bool queued = false;
    bool seen = false;
  };

  void find_blocks();
  uint32_t block_of(uint32_t item) const { return block_index_[item]; }
  Word* entry_state(uint32_t block) { return &states_[size_t{block} * words_]; }
  void flow_into(uint32_t block, const Word* state);
  void run(uint32_t block);
  // Applies one item to `state`; true when it is a check that is not needed.
  bool apply(const Assembler::Item& item, Word* state) const;
  void written(uint32_t first, uint32_t count, bool may_be_unbound, Word* state) const;

  Assembler& assembler_;
  uint32_t parameter_count_;
  uint32_t local_count_;
  size_t words_ = 0;
  std::vector<Block> blocks_;
  std::vector<uint32_t> block_index_;
  std::vector<Word> states_;
  std::vector<uint32_t> work_;
  std::vector<Word> scratch_;
};

}  // namespace memphis
