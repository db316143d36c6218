// Tracebacks written by somebody who may hold no lock, allocate nothing and trust nothing: signal handlers.
#pragma once

#include "runtime/runtime.h"

namespace memphis::faults {

void write_text(int descriptor, const char* text);
void write_decimal(int descriptor, uint64_t number, int width = 0);

// The frames of the calling thread, or of all threads. What other threads do meanwhile is not waited for.
void dump_tracebacks(int descriptor, const Runtime& runtime, bool all_threads);
// What CPython prints where it cannot walk the native stack.
void dump_native_stack(int descriptor);

}  // namespace memphis::faults
