// signal.ItimerError.
#pragma once

#include "runtime/runtime.h"

namespace memphis::signals {

// Makes the class, once for a Runtime; null: MemoryError.
Type* itimer_error_type(Thread& thread);
FailureOfAnyType raise_itimer_error(Thread& thread, int number);

}  // namespace memphis::signals
