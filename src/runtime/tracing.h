// What the collector must know of each kind of cell.
#pragma once

#include "heap/heap.h"

namespace memphis {

void install_tracers(HeapClient& client);

}  // namespace memphis
