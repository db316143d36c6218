#include "runtime/thread.h"

#include <pthread.h>
#include <sys/mman.h>

#include "base/checks.h"
#include "runtime/error.h"
#include "runtime/native_stack.h"

namespace memphis {

namespace {
// Address space for values; pages are only used when touched. Deeper recursion than this holds raises RecursionError.
constexpr size_t kValueStackBytes = size_t{256} << 20;
// What must be left of the native stack when Python code is called.
constexpr size_t kNativeReserve = 192 * 1024;
}  // namespace

Thread::Thread(Runtime& owner) : runtime(owner), serial(++owner.threads_made) {
  value_stack_bytes_ = serial == 1 ? kValueStackBytes : kValueStackBytes / 4;
  void* memory =
      mmap(nullptr, value_stack_bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  stack_base = memory == MAP_FAILED ? nullptr : static_cast<Value*>(memory);
  stack_top = stack_base;
  stack_limit = stack_base == nullptr ? nullptr : stack_base + value_stack_bytes_ / sizeof(Value);
  thread_handled = {Value::none(), nullptr};
  handled = &thread_handled;
  sem_init(&unparked, 0, 0);
  attach();
}

void Thread::attach() {
  identity_ = pthread_self();
  constexpr size_t kAssumedStack = size_t{8} << 20;
  auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  NativeStack stack = calling_thread_stack();
  if (!stack.contains(here)) stack = {here - kAssumedStack, here};
  native_base = stack.high;
  native_limit = stack.low + kNativeReserve;
}

Thread::~Thread() {
  if (stack_base != nullptr) munmap(stack_base, value_stack_bytes_);
  sem_destroy(&unparked);
}

void Thread::adopt_native_stack(size_t size) {
  native_base = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  native_limit = native_base - size + kNativeReserve;
}

bool Thread::native_stack_exhausted() {
  auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  if (native_grace > 0 && here > native_limit - kNativeReserve / 2) return true;
  native_grace++;
  raise(*this, ExceptionId::kRecursionError, "maximum recursion depth exceeded");
  native_grace--;
  return false;
}

Value Thread::handled_exception() const {
  for (HandledLink* link = handled; link != nullptr; link = link->previous) {
    if (!link->exception.is_none() && !link->exception.is_unbound()) return link->exception;
  }
  return Value::none();
}

bool Thread::overflow(const char* where) {
  auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  if (native_grace > 0 && here > native_limit - kNativeReserve / 2) return false;
  native_grace++;
  raise(*this, ExceptionId::kRecursionError, "Stack overflow (used {} kB){}", (native_base - here) / 1024, where);
  native_grace--;
  return true;
}

NativeRecursion::NativeRecursion(Thread& thread, const char* where) : thread_(thread), failed_(false) {
  bool too_deep = ++thread.native_depth > kMaximumDepth || thread.native_stack_left() == 0;
  if (too_deep) [[unlikely]]
    failed_ = thread.overflow(where);
}

}  // namespace memphis
