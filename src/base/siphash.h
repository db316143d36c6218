// SipHash-1-3 itself, for those who want all its 64 bits; hash_bytes in hash.h is what Python's hash() gives.
#pragma once

#include "base/hash.h"

namespace memphis {

uint64_t siphash(const HashKey& key, const void* data, size_t size);

}  // namespace memphis
