// What the files of the module time share.
#pragma once

#include <ctime>

#include "runtime/native.h"
#include "runtime/struct_sequence.h"
#include "runtime/timestamp.h"

namespace memphis {

// Clocks (time_clocks.cpp)
Value time_clock_gettime(Thread& thread, Value* args);
Value time_clock_gettime_ns(Thread& thread, Value* args);
Value time_clock_getres(Thread& thread, Value* args);
Value time_clock_settime(Thread& thread, Value* args);
Value time_clock_settime_ns(Thread& thread, Value* args);
Value time_get_clock_info(Thread& thread, Value* args);
Value time_pthread_getcpuclockid(Thread& thread, Value* args);
Value time_sleep(Thread& thread, Value* args);
// The clock as float seconds or int nanoseconds.
template <clockid_t clock>
Value time_read_seconds(Thread& thread, Value* args);
template <clockid_t clock>
Value time_read_nanoseconds(Thread& thread, Value* args);

// Calendar (time_calendar.cpp)
extern const StructSequenceSpec kStructTime;
// The type struct_time of this Runtime.
Type* struct_time_type(Runtime& runtime);
Value time_gmtime(Thread& thread, Value* args);
Value time_localtime(Thread& thread, Value* args);
Value time_mktime(Thread& thread, Value* args);
Value time_asctime(Thread& thread, Value* args);
Value time_ctime(Thread& thread, Value* args);
Value time_strftime(Thread& thread, Value* args);

}  // namespace memphis
