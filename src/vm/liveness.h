// Which temporaries of a frame still matter where it stands. The others may hold what was forgotten long ago: a
// collection that took them for references would keep dead objects alive.
//
// Locals always matter, as frame objects show them. Temporaries do where some instruction that may run later reads them
// before it is written. The flow of each code is analysed when a collection first meets one of its frames.
#pragma once

#include <cstdint>
#include <vector>

#include "vm/body.h"

namespace memphis::vm {

class Liveness {
 public:
  // The body must outlive it.
  Liveness(const Body& body, uint32_t local_count, uint32_t register_count);

  // Answers whether the temporaries are needed by the instruction at `offset`, which is under way, or after it: bit i
  // of `live` stands for register local_count + i.
  void find(uint32_t offset, std::vector<uint64_t>& live) const;

 private:
  using Word = uint64_t;
  struct Block {
    uint32_t begin;
    uint32_t end;
  };

  void find_blocks();
  uint32_t block_of(uint32_t offset) const;
  const Word* entry_state(uint32_t offset) const { return &entry_states_[size_t{block_of(offset)} * words_]; }
  void join(Word* live, uint32_t offset) const;
  void walk_back(uint32_t block, uint32_t down_to, Word* live) const;
  void set(Word* live, uint32_t first, uint32_t count, bool needed) const;
  void remove_writes(const Instruction& instruction, Word* live) const;
  void add_reads(const Instruction& instruction, Word* live) const;
  void add_handler(uint32_t offset, Word* live) const;

  const Body& body_;
  uint32_t local_count_;
  uint32_t register_count_;
  size_t words_;
  std::vector<Block> blocks_;
  std::vector<Word> entry_states_;  // words_ a block: what is live where it begins
};

// Marks what a frame's registers refer to, up to `limit`, and clears the temporaries that do not matter.
void mark_frame(Frame* frame, Value* limit, Marker& marker);

}  // namespace memphis::vm
