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
// Waits a moment, until `deadline` at the latest. False: the time is over. Lets signals have their turn.
Fallible<bool> wait_a_moment(Thread& thread, int64_t deadline);

}  // namespace memphis::threads
