// Native stacks on which generators wait. One pool a Runtime, shared by its programs.
//
// Invariants:
// - A suspended fiber's registers lie at `context`, the lowest live address of its stack; the collector scans from
// there up
//   when it marks the Generator cell.
// - While a fiber runs, `resumer` is the same for the stack below it, which the collector scans up to `resumer_base`.
// - A fiber whose generator has died is dropped without being unwound: nothing on a walker's stack owns memory outside
// of the
//   heap while user code may run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "objects/generator.h"
#include "runtime/runtime.h"

namespace memphis::treewalk {

struct Fiber {
  void* context = nullptr;  // where it waits, or is to begin
  void* resumer = nullptr;  // where the stack waits that resumed it
  uintptr_t resumer_base = 0;
  char* low = nullptr;  // of the mapping; a guard page comes first
  size_t size = 0;
  Generator* generator = nullptr;
  Thread* thread = nullptr;
  Value transfer;  // between resumer and fiber
  bool finished = false;
  // (A generator also counts as running while it waits for what it delegates to.)
  bool is_running = false;
  bool is_used = false;  // since its pages were last given back

  uintptr_t base() const { return reinterpret_cast<uintptr_t>(low) + size; }
};

class FiberPool {
 public:
  // The pool of a Runtime, made when there is none.
  static FiberPool* of(Runtime& runtime);
  void retain() { references_++; }
  // Frees the pool with its last user.
  void release();

  // A fiber that will run `entry(fiber)` when it is first switched to. Null: no memory.
  Fiber* acquire(Generator* generator, void (*entry)(Fiber* fiber));
  void give_back(Fiber* fiber);
  // Gives back the fibers whose generators are dead.
  void sweep();

 private:
  explicit FiberPool(Runtime& runtime) : runtime_(runtime) {}
  ~FiberPool();

  Runtime& runtime_;
  uint32_t references_ = 0;
  std::vector<Fiber*> live_;
  std::vector<Fiber*> idle_;
};

// Runs the fiber until it switches back; gives what it hands over.
Value switch_to(Fiber* fiber, Value value);
// From within the fiber: hands a value to the resumer, and waits; gives what comes in.
Value switch_back(Fiber* fiber, Value value);

}  // namespace memphis::treewalk
