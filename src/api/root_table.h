// References that C++ code outside of the interpreter owns: each is a root of the collector.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "heap/heap.h"
#include "objects/value.h"

namespace memphis::detail {

// One reference. Where it lies does not change while it is owned.
struct Root {
  uint64_t word = 0;          // the Value; 0: free
  Root* next_free = nullptr;  // only while free
};

class RootTable {
 public:
  RootTable() = default;
  RootTable(const RootTable&) = delete;
  RootTable& operator=(const RootTable&) = delete;

  Root* add(Value value) {
    if (free_ == nullptr) grow();
    Root* root = free_;
    free_ = root->next_free;
    root->word = value.bits();
    return root;
  }
  void remove(Root* root) {
    root->word = 0;
    root->next_free = free_;
    free_ = root;
  }
  void mark(Marker& marker) const {
    for (const auto& chunk : chunks_) {
      for (const Root& root : *chunk) marker.mark_word(root.word);
    }
  }

 private:
  using Chunk = std::array<Root, 256>;

  void grow() {
    chunks_.push_back(std::make_unique<Chunk>());
    for (Root& root : *chunks_.back()) remove(&root);
  }

  std::vector<std::unique_ptr<Chunk>> chunks_;
  Root* free_ = nullptr;
};

}  // namespace memphis::detail
