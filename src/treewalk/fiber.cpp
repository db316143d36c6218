#include "treewalk/fiber.h"

#include <sys/mman.h>

#include <algorithm>
#include <boost/context/detail/fcontext.hpp>

#include "base/checks.h"

namespace memphis::treewalk {

namespace {

using boost::context::detail::fcontext_t;
using boost::context::detail::jump_fcontext;
using boost::context::detail::make_fcontext;
using boost::context::detail::transfer_t;

// Address space, half of what a thread gets, so that a thousand nested generators fit where that is limited; pages are
// used only when touched.
constexpr size_t kStackSize = size_t{4} << 20;
// What an idle fiber keeps of the pages that it has touched.
constexpr size_t kKeptPages = size_t{32} << 10;
constexpr size_t kGuardSize = 4096;
constexpr size_t kIdleLimit = 256;

constexpr char kPoolKey = 0;  // its address is the pool's key among the Runtime's states

struct FirstSwitch {
  Fiber* fiber;
  void (*entry)(Fiber* fiber);
};

void start(transfer_t transfer) {
  FirstSwitch first = *static_cast<FirstSwitch*>(transfer.data);
  first.fiber->resumer = transfer.fctx;
  // The pool waits until it is known what to run; then the first value comes in.
  transfer_t resumed = jump_fcontext(transfer.fctx, nullptr);
  first.fiber->resumer = resumed.fctx;
  first.entry(first.fiber);
  first.fiber->finished = true;
  jump_fcontext(first.fiber->resumer, nullptr);
  fatal("a finished fiber was resumed");
}

void sweep_fibers(Runtime& runtime) {
  for (auto [key, state] : runtime.module_states) {
    if (key == &kPoolKey) static_cast<FiberPool*>(state)->sweep();
  }
}

}  // namespace

FiberPool* FiberPool::of(Runtime& runtime) {
  for (auto [key, state] : runtime.module_states) {
    if (key == &kPoolKey) return static_cast<FiberPool*>(state);
  }
  auto* pool = new FiberPool(runtime);
  runtime.module_states.emplace_back(&kPoolKey, pool);
  runtime.cache_sweepers.push_back(sweep_fibers);
  return pool;
}

void FiberPool::release() {
  if (--references_ > 0) return;
  std::erase_if(runtime_.module_states, [](const auto& state) { return state.first == &kPoolKey; });
  std::erase(runtime_.cache_sweepers, sweep_fibers);
  delete this;
}

FiberPool::~FiberPool() {
  for (const std::vector<Fiber*>& fibers : {live_, idle_}) {
    for (Fiber* fiber : fibers) {
      munmap(fiber->low, fiber->size);
      delete fiber;
    }
  }
}

Fiber* FiberPool::acquire(Generator* generator, void (*entry)(Fiber* fiber)) {
  Fiber* fiber;
  if (!idle_.empty()) {
    fiber = idle_.back();
    idle_.pop_back();
  } else {
    void* memory =
        mmap(nullptr, kStackSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return nullptr;
    mprotect(memory, kGuardSize, PROT_NONE);
    fiber = new Fiber;
    fiber->low = static_cast<char*>(memory);
    fiber->size = kStackSize;
  }
  fiber->generator = generator;
  fiber->finished = false;
  fiber->is_used = true;
  live_.push_back(fiber);
  FirstSwitch first{fiber, entry};
  fcontext_t context = make_fcontext(fiber->low + fiber->size, fiber->size - kGuardSize, start);
  fiber->context = jump_fcontext(context, &first).fctx;
  return fiber;
}

void FiberPool::give_back(Fiber* fiber) {
  // A generator ends most often where it began: search from the newest.
  auto found = std::find(live_.rbegin(), live_.rend(), fiber);
  if (found != live_.rend()) {
    *found = live_.back();
    live_.pop_back();
  }
  fiber->generator = nullptr;
  fiber->transfer = Value::unbound();
  if (idle_.size() < kIdleLimit) {
    idle_.push_back(fiber);
    return;
  }
  munmap(fiber->low, fiber->size);
  delete fiber;
}

void FiberPool::sweep() {
  std::vector<Fiber*> dead;
  for (Fiber* fiber : live_) {
    if (!runtime_.heap.is_marked(fiber->generator)) dead.push_back(fiber);
  }
  for (Fiber* fiber : dead) give_back(fiber);
  for (Fiber* fiber : idle_) {
    if (!fiber->is_used) continue;
    madvise(fiber->low + kGuardSize, fiber->size - kGuardSize - kKeptPages, MADV_DONTNEED);
    fiber->is_used = false;
  }
}

Value switch_to(Fiber* fiber, Value value) {
  fiber->transfer = value;
  fiber->context = jump_fcontext(fiber->context, nullptr).fctx;
  return fiber->transfer;
}

Value switch_back(Fiber* fiber, Value value) {
  fiber->transfer = value;
  fiber->resumer = jump_fcontext(fiber->resumer, nullptr).fctx;
  return fiber->transfer;
}

}  // namespace memphis::treewalk
