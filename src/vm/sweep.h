// Inline caches hold cells weakly: after marking, entries that name dead cells are emptied.
#pragma once

#include "runtime/runtime.h"

namespace memphis::vm {

// Has the collector call the sweep. May be called again.
void register_sweeper(Runtime& runtime);

}  // namespace memphis::vm
