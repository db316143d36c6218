// What the files of the module _thread share.
#pragma once

#include "runtime/native.h"

namespace memphis::threads {

extern const TypeSpec kLockType;
extern const TypeSpec kReentrantLockType;
extern const TypeSpec kLocalType;
extern const TypeSpec kHandleType;

Value make_lock(Thread& thread);
// A handle of a thread that is there already; ident 0: of none.
Value make_handle(Thread& thread, uint64_t ident);

// The time until which acquire(blocking, timeout) waits, in nanoseconds of the monotonic clock; -1: for ever, 0: not at
// all. ValueError and OverflowError as the arguments deserve.
Fallible<int64_t> deadline_of(Thread& thread, Value blocking, Value timeout);
// Waits until the place is ready; false: the deadline has come before. Runs user code (signal handlers).
Fallible<bool> wait_for(Thread& thread, const Cell* place, int64_t deadline, bool (*is_ready)(const Cell*, Thread&));

// Starts a thread that calls the function with the arguments. `handle`: a handle not started yet. RuntimeError when the
// system has no room for a thread.
Status start_thread(Thread& thread, Value function, Tuple* arguments, Value keywords, Value handle, bool is_daemon);
// In a forked process: the others do not exist here.
void forget_other_threads(Thread& thread);
// Waits for the end of all threads that are not daemons.
Status join_all(Thread& thread);

// A thread ends: what it has in _local objects goes.
void forget_locals(Thread& thread);

}  // namespace memphis::threads
