// One thread of execution within a Runtime: its value stack, its frames, its pending exception.
#pragma once

#include <semaphore.h>

#include <atomic>

#include "runtime/frame.h"
#include "runtime/result.h"

namespace memphis {

class ReprGuard;
class Runtime;

class Thread {
 public:
  // A thread that the calling one is, until attach() is called on another.
  explicit Thread(Runtime& owner);
  ~Thread();
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  Runtime& runtime;

  // The frame that runs. Engines keep it up to date.
  Frame* frame = nullptr;
  // First free word of the value stack: above the running frame's registers.
  Value* stack_top;
  Value* stack_base;
  Value* stack_limit;
  uint32_t recursion_depth = 0;
  uint32_t recursion_limit = 1000;

  // The exception on its way up, or unbound. Set exactly when a function has returned an error.
  Value pending;
  // What `sys.exception()` shows: see HandledLink.
  HandledLink* handled;
  HandledLink thread_handled;

  // What sys.settrace(), setprofile() and set_asyncgen_hooks() have stored; None: nothing.
  Value trace_function = Value::none();
  Value profile_function = Value::none();
  int32_t told_event = -1;  // of the enum Event, while a trace function or a callback hears of it
  uint32_t tracing = 0;  // while positive, a trace function or a callback of sys.monitoring runs: nothing is reported
  Value async_first_iteration = Value::none();
  Value async_finalizer = Value::none();
  uint32_t coroutine_origin_depth = 0;
  // The context of the module contextvars; unbound: not made yet.
  Value context;

  // Native stack: the address beyond which calls fail with RecursionError, and where the stack begins (highest
  // address).
  uintptr_t native_limit = 0;
  uintptr_t native_base = 0;
  // While the thread does not hold the interpreter lock: the lowest address of its native stack that is in use.
  uintptr_t native_top = 0;
  uint32_t native_depth = 0;  // NativeRecursions that are open
  uint32_t native_grace = 0;  // while positive, the limit may be overstepped a little (an error is being handled)

  // Objects whose repr is being made, innermost first; see runtime/repr_guard.h.
  const ReprGuard* repr_guards = nullptr;

  // Not zero: something wants attention at the next safepoint (signals, finalisers, another thread).
  // Set from signal handlers and from other threads too.
  std::atomic<uint32_t> attention = 0;
  bool wants_attention() const { return attention.load(std::memory_order_relaxed) != 0; }

  // The recursion limit, with a little more for what handles an error at the limit.
  uint32_t depth_limit() const { return recursion_limit + (native_grace > 0 ? kGraceDepth : 0); }
  // Sets the limits from the current position on the native stack and its size in bytes.
  void adopt_native_stack(size_t size);
  // False, with a RecursionError pending, when the native stack is nearly used up.
  bool check_native_stack() {
    if (reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) > native_limit) [[likely]]
      return true;
    return native_stack_exhausted();
  }
  // Bytes that may still be used; 0: the limit has been reached.
  size_t native_stack_left() const {
    auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
    return here > native_limit ? here - native_limit : 0;
  }
  // What threading.get_ident() shows: the system's pthread_t.
  uint64_t identity() const { return identity_; }
  void set_identity(uint64_t identity) { identity_ = identity; }
  // The calling thread of the system is this one from now on.
  void attach();

  // For a thread that was started here (module _thread): a tuple of the function, its arguments and its handle.
  Value startup;
  bool is_daemon = false;
  bool runs_finalizers = false;  // in run_finalizers
  uint64_t serial = 0;           // of all threads of the Runtime; never used twice
  // See runtime/parking.h. Guarded by the interpreter lock.
  const Cell* parked_at = nullptr;
  sem_t unparked;
  Value handled_exception() const;  // None: nothing is being handled

 private:
  uint64_t identity_ = 0;
  size_t value_stack_bytes_;
  static constexpr uint32_t kGraceDepth = 100;

  friend class NativeRecursion;
  // As check_native_stack() answers, when the limit has been overstepped.
  bool native_stack_exhausted();
  // Fails with RecursionError unless there is grace for a little more; false: there is.
  bool overflow(const char* where);
};

// Guards native recursion (repr of nested lists, comparison, ...). As in CPython the recursion limit has no say here;
// the native stack has, and a limit of depth that keeps what is quadratic in it (repr) from taking for ever.
//   NativeRecursion guard(thread, " while getting the repr of an object");
//   if (guard.failed()) return Failure{};
class [[nodiscard]] NativeRecursion {
 public:
  NativeRecursion(Thread& thread, const char* where);
  ~NativeRecursion() { thread_.native_depth--; }
  NativeRecursion(const NativeRecursion&) = delete;
  NativeRecursion& operator=(const NativeRecursion&) = delete;
  bool failed() const { return failed_; }

 private:
  static constexpr uint32_t kMaximumDepth = 30000;

  Thread& thread_;
  bool failed_;
};

}  // namespace memphis
