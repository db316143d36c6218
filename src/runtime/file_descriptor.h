// File descriptors as functions of the library take them.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// A descriptor from an int, or from the fileno() of any other object. TypeError "argument must be an int, or have a
// fileno() method.", ValueError for a negative one, OverflowError. Runs user code.
Fallible<int> file_descriptor_argument(Thread& thread, Value file);
// RuntimeWarning when a bool stands for a descriptor; fails when the filters make it an error.
Status warn_of_bool_descriptor(Thread& thread, Value descriptor);
// Sets or clears close-on-exec. False: errno tells.
bool set_descriptor_inheritable(int descriptor, bool inheritable);

}  // namespace memphis
