// The modules _multiprocessing and _posixshmem: what processes share.
#pragma once

#include "modules/module_support.h"

namespace memphis::multiprocessing {

extern const TypeSpec kSemLockType;

}  // namespace memphis::multiprocessing
