// What the module resource tells other modules.
#pragma once

#include <sys/resource.h>

#include "runtime/struct_sequence.h"

namespace memphis {

// resource.struct_rusage of what the system has told.
Value make_resource_usage(Thread& thread, const rusage& usage);

}  // namespace memphis
