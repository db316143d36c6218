// _thread.lock and _thread.RLock. Their state is guarded by the interpreter lock; who has to wait is parked.
#include "modules/thread/thread.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/parking.h"
#include "runtime/timestamp.h"

namespace memphis::threads {

namespace {

// What _thread.TIMEOUT_MAX says, in seconds.
constexpr int64_t kLongestTimeout = 9223372036;  // seconds

struct Lock : Cell {
  bool is_locked;
};

struct ReentrantLock : Cell {
  uint64_t owner;  // Thread::identity(); 0: nobody
  uint64_t count;
};

}  // namespace

Fallible<int64_t> deadline_of(Thread& thread, Value blocking, Value timeout) {
  bool waits = blocking.is_unbound() || TRY(is_true(thread, blocking));
  constexpr int64_t kForever = -kNanosecondsPerSecond;
  int64_t wait = timeout.is_unbound() ? kForever : TRY(to_nanoseconds(thread, timeout, Rounding::kCeiling));
  if (!waits) {
    if (wait != kForever) return raise_value_error(thread, "can't specify a timeout for a non-blocking call");
    return 0;
  }
  if (wait == kForever) return -1;
  if (wait < 0) return raise_value_error(thread, "timeout value must be a non-negative number");
  if (wait / kNanosecondsPerSecond > kLongestTimeout)
    return raise(thread, ExceptionId::kOverflowError, "timeout value is too large");
  int64_t deadline;
  if (__builtin_add_overflow(monotonic_nanoseconds(), wait, &deadline)) return -1;
  return deadline;
}

Fallible<bool> wait_for(Thread& thread, const Cell* place, int64_t deadline, bool (*is_ready)(const Cell*, Thread&)) {
  while (!is_ready(place, thread)) {
    if (deadline == 0) return false;
    Fallible<bool> in_time = park(thread, place, deadline);
    // If this fails, somebody else may have to be woken in the place of this thread.
    if (in_time.failed() && is_ready(place, thread)) unpark_one(thread.runtime, place);
    if (!TRY(in_time)) return is_ready(place, thread);
  }
  return true;
}

namespace {

// ---- lock ----

Value lock_new(Thread& thread, Value* args) { return allocate_instance<Lock>(thread, args[0].as<Type>()); }

Value lock_acquire(Thread& thread, Value* args) {
  auto* lock = args[0].as<Lock>();
  int64_t deadline = TRY(deadline_of(thread, args[1], args[2]));
  auto is_free = [](const Cell* cell, Thread&) { return !static_cast<const Lock*>(cell)->is_locked; };
  if (!TRY(wait_for(thread, lock, deadline, is_free))) return Value::false_value();
  lock->is_locked = true;
  return Value::true_value();
}

Value lock_enter(Thread& thread, Value* args) {
  Value unset[] = {args[0], Value::unbound(), Value::unbound()};
  return lock_acquire(thread, unset);
}

Value lock_release(Thread& thread, Value* args) {
  auto* lock = args[0].as<Lock>();
  if (!lock->is_locked) return raise(thread, ExceptionId::kRuntimeError, "release unlocked lock");
  lock->is_locked = false;
  unpark_one(thread.runtime, lock);
  return Value::none();
}

Value lock_is_locked(Thread& thread, Value* args) {
  (void)thread;
  return Value::boolean(args[0].as<Lock>()->is_locked);
}

Value lock_reset(Thread& thread, Value* args) {
  (void)thread;
  args[0].as<Lock>()->is_locked = false;
  return Value::none();
}

Value lock_repr(Thread& thread, Value* args) {
  return make_str(thread, fmt::format("<{} {} object at {}>", args[0].as<Lock>()->is_locked ? "locked" : "unlocked",
                                      qualified_type_name(thread, type_of(thread, args[0])), address_text(args[0])));
}

constexpr const char* kAcquireDoc = "Takes the lock, waiting for it if need be. Returns whether it was taken.";
constexpr const char* kReleaseDoc = "Gives the lock back.";
constexpr const char* kLockedDoc = "Whether somebody holds the lock.";

constexpr NativeDefinition kLockMethods[] = {
    {"__new__(type)", lock_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", lock_repr, "Return repr(self)."},
    {"acquire(self, /, blocking=True, timeout=-1)", lock_acquire, kAcquireDoc},
    {"acquire_lock(self, /, blocking=True, timeout=-1)", lock_acquire, kAcquireDoc},
    {"release(self, /)", lock_release, kReleaseDoc},
    {"release_lock(self, /)", lock_release, kReleaseDoc},
    {"locked(self, /)", lock_is_locked, kLockedDoc},
    {"locked_lock(self, /)", lock_is_locked, kLockedDoc},
    {"_at_fork_reinit(self, /)", lock_reset},
    {"__enter__(self, /)", lock_enter, kAcquireDoc},
    {"__exit__(self, /, *exc_info)", lock_release, kReleaseDoc},
};

// ---- RLock ----

Value reentrant_new(Thread& thread, Value* args) {
  return allocate_instance<ReentrantLock>(thread, args[0].as<Type>());
}

bool can_be_entered(const Cell* cell, Thread& thread) {
  const auto* lock = static_cast<const ReentrantLock*>(cell);
  return lock->count == 0 || lock->owner == thread.identity();
}

Value reentrant_acquire(Thread& thread, Value* args) {
  auto* lock = args[0].as<ReentrantLock>();
  int64_t deadline = TRY(deadline_of(thread, args[1], args[2]));
  if (!TRY(wait_for(thread, lock, deadline, can_be_entered))) return Value::false_value();
  lock->owner = thread.identity();
  lock->count++;
  return Value::true_value();
}

Value reentrant_enter(Thread& thread, Value* args) {
  Value unset[] = {args[0], Value::unbound(), Value::unbound()};
  return reentrant_acquire(thread, unset);
}

bool is_owned(const Thread& thread, const ReentrantLock* lock) {
  return lock->count != 0 && lock->owner == thread.identity();
}

FailureOfAnyType raise_not_owned(Thread& thread) {
  return raise(thread, ExceptionId::kRuntimeError, "cannot release un-acquired lock");
}

Value reentrant_release(Thread& thread, Value* args) {
  auto* lock = args[0].as<ReentrantLock>();
  if (!is_owned(thread, lock)) return raise_not_owned(thread);
  if (--lock->count == 0) {
    lock->owner = 0;
    unpark_one(thread.runtime, lock);
  }
  return Value::none();
}

Value reentrant_is_locked(Thread& thread, Value* args) {
  (void)thread;
  return Value::boolean(args[0].as<ReentrantLock>()->count != 0);
}

Value reentrant_is_owned(Thread& thread, Value* args) {
  return Value::boolean(is_owned(thread, args[0].as<ReentrantLock>()));
}

Value reentrant_count(Thread& thread, Value* args) {
  auto* lock = args[0].as<ReentrantLock>();
  return make_int_unsigned(thread, is_owned(thread, lock) ? lock->count : 0);
}

// Gives the lock back wholly, for a condition variable that waits; the next one takes it back as it was.
Value reentrant_release_save(Thread& thread, Value* args) {
  auto* lock = args[0].as<ReentrantLock>();
  if (lock->count == 0) return raise_not_owned(thread);
  Value state = TRY(
      make_tuple(thread, {TRY(make_int_unsigned(thread, lock->count)), TRY(make_int_unsigned(thread, lock->owner))}));
  lock->count = lock->owner = 0;
  unpark_one(thread.runtime, lock);
  return state;
}

Value reentrant_acquire_restore(Thread& thread, Value* args) {
  auto* lock = args[0].as<ReentrantLock>();
  if (!args[1].is_kind(Kind::kTuple) || args[1].as<Tuple>()->size != 2) {
    return raise_type_error(thread, "_acquire_restore() argument 1 must be a 2-item tuple");
  }
  int64_t count = TRY(to_index_int64(thread, args[1].as<Tuple>()->items[0]));
  int64_t owner = TRY(to_index_int64(thread, args[1].as<Tuple>()->items[1]));
  (void)TRY(wait_for(thread, lock, -1, can_be_entered));
  lock->count = static_cast<uint64_t>(count);
  lock->owner = static_cast<uint64_t>(owner);
  return Value::none();
}

Value reentrant_reset(Thread& thread, Value* args) {
  (void)thread;
  args[0].as<ReentrantLock>()->count = args[0].as<ReentrantLock>()->owner = 0;
  return Value::none();
}

Value reentrant_repr(Thread& thread, Value* args) {
  const auto* lock = args[0].as<ReentrantLock>();
  return make_str(thread, fmt::format("<{} {} object owner={} count={} at {}>", lock->count ? "locked" : "unlocked",
                                      qualified_type_name(thread, type_of(thread, args[0])), lock->owner, lock->count,
                                      address_text(args[0])));
}

constexpr NativeDefinition kReentrantMethods[] = {
    {"__new__(type, /, *args, **kwargs)", reentrant_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", reentrant_repr, "Return repr(self)."},
    {"acquire(self, /, blocking=True, timeout=-1)", reentrant_acquire, kAcquireDoc},
    {"release(self, /)", reentrant_release, kReleaseDoc},
    {"locked(self, /)", reentrant_is_locked, kLockedDoc},
    {"_is_owned(self, /)", reentrant_is_owned, "Whether the running thread holds the lock. For threading."},
    {"_recursion_count(self, /)", reentrant_count,
     "How often the running thread holds the lock. For reentrancy checks."},
    {"_acquire_restore(self, state, /)", reentrant_acquire_restore, "For threading."},
    {"_release_save(self, /)", reentrant_release_save, "For threading."},
    {"_at_fork_reinit(self, /)", reentrant_reset},
    {"__enter__(self, /)", reentrant_enter, kAcquireDoc},
    {"__exit__(self, /, *exc_info)", reentrant_release, kReleaseDoc},
};

}  // namespace

Value make_lock(Thread& thread) { return allocate_instance<Lock>(thread, native_type(thread.runtime, kLockType)); }

constinit const TypeSpec kLockType = {
    .name = "lock",
    .module = "_thread",
    .basic_size = sizeof(Lock),
    .flags = kTypeIsFinal | kTypeHasWeakReferences,
    .methods = kLockMethods,
    .doc = "A lock that one holder at a time can have.",
};

constinit const TypeSpec kReentrantLockType = {
    .name = "RLock",
    .module = "_thread",
    .basic_size = sizeof(ReentrantLock),
    .flags = kTypeHasWeakReferences,
    .methods = kReentrantMethods,
    .doc = "A lock that its holder can take again.",
};

}  // namespace memphis::threads
