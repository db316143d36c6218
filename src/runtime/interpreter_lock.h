// The lock that lets the threads of one Runtime take turns, as CPython's GIL does.
//
// Invariants:
// - Who holds the lock may touch the heap and everything else that belongs to the Runtime; nobody else may.
// - A thread that does not hold it has its registers on its native stack, and Thread::native_top says how far down the
//   collector has to scan that stack.
// - The holder gives it up where it waits for the system, and at a safepoint when another thread has waited for longer
//   than sys.getswitchinterval(); then it has to stand back until somebody else has had a turn.
// - Once close() has been called, only that thread ever holds the lock again. Other threads wait for ever: the process
//   ends without them (daemon threads). So the lock outlives its Runtime when there are such threads.
#pragma once

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <type_traits>
#include <utility>

#include "runtime/runtime.h"

namespace memphis {

class InterpreterLock {
 public:
  explicit InterpreterLock(Runtime& runtime) : runtime_(runtime) {}

  void acquire(Thread& thread);
  void release();
  // Stands back for the threads that have waited too long, if there are any. The caller holds the lock, before and
  // after.
  void yield(Thread& thread);
  bool is_wanted() const { return wanted_.load(std::memory_order_relaxed); }
  void close(Thread& thread) { last_ = &thread; }
  // From now on threads that the Runtime has not started may come and ask for the lock: it is given up even where only
  // one thread is known.
  void expect_foreign_threads() { expects_foreign_threads_ = true; }
  bool expects_foreign_threads() const { return expects_foreign_threads_; }

 private:
  bool is_closed_to(const Thread& thread) const { return last_ != nullptr && last_ != &thread; }

  Runtime& runtime_;
  std::mutex mutex_;
  std::condition_variable available_;  // nobody holds the lock
  std::condition_variable taken_;      // the lock has been acquired
  Thread* holder_ = nullptr;
  uint32_t waiting_ = 0;
  uint64_t turns_ = 0;  // how often it has been acquired
  std::atomic<bool> wanted_ = false;
  bool expects_foreign_threads_ = false;
  std::atomic<Thread*> last_ = nullptr;  // not null: closed
};

// Lets `call` run with the native stack ready for collections by other threads. For the function below.
void run_unlocked(Thread& thread, void (*call)(void* context), void* context);

// Runs `call`, which waits for the system, while other threads may run. It must not touch the heap, nor fail; memory of
// cells that it reads or writes must be kept alive by the caller. Its errno is kept.
template <class Call>
auto without_interpreter_lock(Thread& thread, Call&& call) -> decltype(call()) {
  struct Context {
    Call& call;
    decltype(call()) result;
  } context{call, {}};
  run_unlocked(
      thread,
      [](void* pointer) {
        auto* running = static_cast<Context*>(pointer);
        running->result = running->call();
      },
      &context);
  return context.result;
}

// For the function below.
void run_locked(Thread& thread, void (*call)(void* context), void* context);

// For what runs within without_interpreter_lock and is called back: `call` runs with the lock, which is given up again
// afterwards (unless it was not given up, since the thread is the only one). It may touch the heap and run user code.
template <class Call>
void with_interpreter_lock(Thread& thread, Call&& call) {
  run_locked(thread, [](void* pointer) { (*static_cast<std::remove_reference_t<Call>*>(pointer))(); }, &call);
}

}  // namespace memphis
