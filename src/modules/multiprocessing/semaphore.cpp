// SemLock: a lock or semaphore that processes share, by a name of the system's.
#include <fcntl.h>
#include <semaphore.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <ctime>

#include "modules/multiprocessing/multiprocessing.h"
#include "runtime/argument_support.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"
#include "runtime/timestamp.h"

namespace memphis::multiprocessing {

namespace {

enum class LockKind : int { kRecursiveMutex, kSemaphore };

struct SemLock : Cell {
  Field name;  // Str; None: the semaphore has no name any more
  sem_t* semaphore;
  uint64_t owner;  // the thread that took it last
  int kind, count, maximum;
};

SemLock* self_of(Value* args) { return args[0].as<SemLock>(); }
bool is_mine(const Thread& thread, const SemLock* lock) { return lock->count > 0 && lock->owner == thread.identity(); }

SemLock* make_lock(Thread& thread, Type* type, sem_t* semaphore, int kind, int maximum, Value name) {
  auto* lock = TRY(allocate_instance<SemLock>(thread, type));
  lock->name.set(lock, name);
  lock->semaphore = semaphore;
  lock->kind = kind;
  lock->maximum = maximum;
  if (semaphore != nullptr) {
    own_native_resource(
        thread.runtime, lock, semaphore, [](void* resource) { sem_close(static_cast<sem_t*>(resource)); },
        sizeof(sem_t));
  }
  return lock;
}

Value semlock_new(Thread& thread, Value* args) {
  const int kind = TRY(int_argument(thread, args[1]));
  const int value = TRY(int_argument(thread, args[2]));
  const int maximum = TRY(int_argument(thread, args[3]));
  Str* name = TRY(str_argument(thread, args[4], "SemLock", 4));
  const bool unlinks = TRY(flag_argument(thread, args[5], false));
  if (kind != static_cast<int>(LockKind::kRecursiveMutex) && kind != static_cast<int>(LockKind::kSemaphore)) {
    return raise_value_error(thread, "unrecognized kind");
  }
  const std::string path = text_of(Value(name));
  constexpr mode_t kOwnerOnly = 0600;
  sem_t* semaphore = sem_open(path.c_str(), O_CREAT | O_EXCL, kOwnerOnly, static_cast<unsigned>(value));
  if (semaphore == SEM_FAILED) return raise_os_error(thread, errno);
  if (unlinks && sem_unlink(path.c_str()) < 0) {
    const int error = errno;
    sem_close(semaphore);
    return raise_os_error(thread, error);
  }
  return make_lock(thread, args[0].as<Type>(), semaphore, kind, maximum, unlinks ? Value::none() : Value(name));
}

Value semlock_rebuild(Thread& thread, Value* args) {
  const int kind = TRY(int_argument(thread, args[2]));
  const int maximum = TRY(int_argument(thread, args[3]));
  sem_t* semaphore;
  if (args[4].is_none()) {
    // A process that was forked has its parent's semaphores where the parent has them.
    semaphore = reinterpret_cast<sem_t*>(TRY(to_int64(thread, args[1])));
    auto* lock = TRY(make_lock(thread, args[0].as<Type>(), nullptr, kind, maximum, args[4]));
    lock->semaphore = semaphore;
    return lock;
  }
  const std::string path = text_of(Value(TRY(str_argument(thread, args[4], "_rebuild", 4))));
  semaphore = sem_open(path.c_str(), 0);
  if (semaphore == SEM_FAILED) return raise_os_error(thread, errno);
  return make_lock(thread, args[0].as<Type>(), semaphore, kind, maximum, args[4]);
}

// Waits for the semaphore: without a deadline when it is null. 0, or -1 with errno.
Fallible<int> wait_for(Thread& thread, sem_t* semaphore, const timespec* deadline) {
  return system_call(thread,
                     [=] { return deadline == nullptr ? sem_wait(semaphore) : sem_timedwait(semaphore, deadline); });
}

Fallible<bool> take(Thread& thread, SemLock* self, bool waits, Value timeout) {
  if (self->kind == static_cast<int>(LockKind::kRecursiveMutex) && is_mine(thread, self)) {
    self->count++;
    return true;
  }
  timespec deadline{};
  const bool has_deadline = !timeout.is_unbound() && !timeout.is_none();
  if (has_deadline) {
    const double seconds = std::max(0.0, TRY(to_double(thread, timeout)));
    constexpr double kLongest = 1e9;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline = timespec_of(nanoseconds_of(deadline) +
                           static_cast<int64_t>(std::min(seconds, kLongest) * kNanosecondsPerSecond));
  }
  int result = sem_trywait(self->semaphore);
  if (result < 0 && (errno == EAGAIN || errno == EINTR) && waits) {
    result = TRY(wait_for(thread, self->semaphore, has_deadline ? &deadline : nullptr));
  }
  if (result < 0) {
    if (errno == EAGAIN || errno == ETIMEDOUT) return false;
    return raise_os_error(thread, errno);
  }
  self->count++;
  self->owner = thread.identity();
  return true;
}

Value semlock_acquire(Thread& thread, Value* args) {
  const bool waits = TRY(flag_argument(thread, args[1], true));
  return Value::boolean(TRY(take(thread, self_of(args), waits, args[2])));
}

Value semlock_enter(Thread& thread, Value* args) {
  return Value::boolean(TRY(take(thread, self_of(args), true, Value::none())));
}

Value semlock_release(Thread& thread, Value* args) {
  SemLock* self = self_of(args);
  if (self->kind == static_cast<int>(LockKind::kRecursiveMutex)) {
    if (!is_mine(thread, self)) {
      return raise(thread, ExceptionId::kAssertionError, "attempt to release recursive lock not owned by thread");
    }
    if (self->count > 1) {
      self->count--;
      return Value::none();
    }
  } else {
    int value;
    if (sem_getvalue(self->semaphore, &value) < 0) return raise_os_error(thread, errno);
    if (value >= self->maximum) {
      return raise_value_error(thread, "semaphore or lock released too many times");
    }
  }
  if (sem_post(self->semaphore) < 0) return raise_os_error(thread, errno);
  self->count--;
  return Value::none();
}

Value semlock_count(Thread&, Value* args) { return Value::small_int(self_of(args)->count); }
Value semlock_is_mine(Thread& thread, Value* args) { return Value::boolean(is_mine(thread, self_of(args))); }

Value semlock_get_value(Thread& thread, Value* args) {
  int value;
  if (sem_getvalue(self_of(args)->semaphore, &value) < 0) return raise_os_error(thread, errno);
  return Value::small_int(std::max(value, 0));
}

Value semlock_is_zero(Thread& thread, Value* args) {
  int value;
  if (sem_getvalue(self_of(args)->semaphore, &value) < 0) return raise_os_error(thread, errno);
  return Value::boolean(value == 0);
}

Value semlock_after_fork(Thread&, Value* args) {
  self_of(args)->count = 0;
  return Value::none();
}

Value get_handle(Thread& thread, Value self) {
  return make_int(thread, static_cast<int64_t>(reinterpret_cast<uintptr_t>(self.as<SemLock>()->semaphore)));
}
Value get_kind(Thread&, Value self) { return Value::small_int(self.as<SemLock>()->kind); }
Value get_maximum(Thread&, Value self) { return Value::small_int(self.as<SemLock>()->maximum); }
Value get_name(Thread&, Value self) { return self.as<SemLock>()->name; }

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, kind, value, maxvalue, name, unlink)", semlock_new, "", NativeKind::kStaticMethod,
     CallErrors::kDerived, "($type, *args, **kwargs)"},
    {"acquire(self, /, block=True, timeout=None)", semlock_acquire, "Acquire the semaphore/lock."},
    {"release(self, /)", semlock_release, "Release the semaphore/lock."},
    {"_count(self, /)", semlock_count, "Num of `acquire()`s minus num of `release()`s for this process."},
    {"_is_mine(self, /)", semlock_is_mine, "Whether the lock is owned by this thread."},
    {"_get_value(self, /)", semlock_get_value, "Get the value of the semaphore."},
    {"_is_zero(self, /)", semlock_is_zero, "Return whether semaphore has value zero."},
    {"_rebuild(cls, handle, kind, maxvalue, name, /)", semlock_rebuild, "", NativeKind::kClassMethod},
    {"_after_fork(self, /)", semlock_after_fork, "Rezero the net acquisition count after fork()."},
    {"__enter__(self, /)", semlock_enter, "Enter the semaphore/lock.", NativeKind::kPlainMethod},
    {"__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", semlock_release, "Exit the semaphore/lock.",
     NativeKind::kPlainMethod},
};

constexpr GetSetDefinition kAttributes[] = {
    {"handle", get_handle, nullptr, "", true},
    {"kind", get_kind, nullptr, "", true},
    {"maxvalue", get_maximum, nullptr, "", true},
    {"name", get_name, nullptr, "", true},
};

}  // namespace

const TypeSpec kSemLockType = {
    .name = "SemLock",
    .module = "_multiprocessing",
    .basic_size = sizeof(SemLock),
    .native_fields = 1,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "Semaphore/Mutex type",
    .text_signature = "(kind, value, maxvalue, name, unlink)",
};

}  // namespace memphis::multiprocessing
