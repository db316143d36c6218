// A recursive pass may use so much native stack and no more: deeply nested source gives a RecursionError, not a crash.
#pragma once

#include <cstddef>
#include <cstdint>

namespace memphis {

class StackBudget {
 public:
  explicit StackBudget(size_t bytes) : start_(here()), bytes_(bytes) {}
  bool exhausted() const {
    uintptr_t now = here();
    return (now < start_ ? start_ - now : now - start_) > bytes_;
  }

 private:
  [[gnu::always_inline]] static inline uintptr_t here() {
    return reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  }
  uintptr_t start_;
  size_t bytes_;
};

}  // namespace memphis
