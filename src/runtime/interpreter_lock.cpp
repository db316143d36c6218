#include "runtime/interpreter_lock.h"

#include <unistd.h>

#include <chrono>
#include <csetjmp>

namespace memphis {

void InterpreterLock::acquire(Thread& thread) {
  std::unique_lock guard(mutex_);
  waiting_++;
  while (holder_ != nullptr) {
    uint64_t turn = turns_;
    // (On the clock that condition variables have without help of the newest C library, a change of the time would
    // only ask too early or too late.)
    std::chrono::duration<double> interval(runtime_.switch_interval);
    bool timed_out = available_.wait_for(guard, interval) == std::cv_status::timeout;
    if (is_closed_to(thread)) break;
    if (!timed_out || holder_ == nullptr || turns_ != turn) continue;
    wanted_ = true;
    holder_->attention = 1;
  }
  waiting_--;
  if (is_closed_to(thread)) {
    guard.unlock();
    while (true) pause();
  }
  holder_ = &thread;
  turns_++;
  wanted_ = false;
  runtime_.current_thread = &thread;
  taken_.notify_all();
}

void InterpreterLock::release() {
  std::unique_lock guard(mutex_);
  holder_ = nullptr;
  available_.notify_one();
}

void InterpreterLock::yield(Thread& thread) {
  struct Turn {
    InterpreterLock& lock;
    uint64_t number;
  } turn{*this, turns_};
  run_unlocked(
      thread,
      [](void* context) {
        auto* turn = static_cast<Turn*>(context);
        InterpreterLock& lock = turn->lock;
        std::unique_lock guard(lock.mutex_);
        while (lock.turns_ == turn->number && lock.waiting_ > 0) lock.taken_.wait(guard);
      },
      &turn);
}

__attribute__((noinline)) void run_unlocked(Thread& thread, void (*call)(void* context), void* context) {
  Runtime& runtime = thread.runtime;
  if (runtime.threads.size() == 1 && !runtime.interpreter_lock->expects_foreign_threads()) return call(context);
  // The registers that calls preserve go on the stack, where a collection by another thread finds them.
  jmp_buf registers;
  setjmp(registers);
  __builtin_unwind_init();
  thread.native_top = reinterpret_cast<uintptr_t>(&registers);
  InterpreterLock& lock = *runtime.interpreter_lock;
  lock.release();
  call(context);
  int error = errno;
  lock.acquire(thread);
  errno = error;
  thread.native_top = 0;
}

void run_locked(Thread& thread, void (*call)(void* context), void* context) {
  const uintptr_t top = thread.native_top;
  if (top == 0) return call(context);
  // (The lock may have been replaced meanwhile, by a fork.)
  thread.runtime.interpreter_lock->acquire(thread);
  thread.native_top = 0;
  call(context);
  thread.native_top = top;
  thread.runtime.interpreter_lock->release();
}

}  // namespace memphis
