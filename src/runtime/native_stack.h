// Where the native stack of an operating system's thread lies.
#pragma once

#include <cstdint>

namespace memphis {

struct NativeStack {
  uintptr_t low = 0;   // lowest usable address
  uintptr_t high = 0;  // where it begins; 0: the system does not say

  bool contains(uintptr_t address) const { return address >= low && address < high; }
};

// Of the calling thread. Slow on a process's first thread, whose stack Linux looks up in a file.
NativeStack calling_thread_stack();

}  // namespace memphis
