// Private to the heap: the layout of a chunk and the collector's settings.
#pragma once

#include "heap/heap.h"

namespace memphis {

inline constexpr int kBlocksPerChunk = kChunkSize / kBlockSize;
// Allocation between two collections: enough that a small live heap is not traced too often; above that, in proportion
// to what is alive, so that tracing costs a bounded share of the run time.
inline constexpr uint64_t kMinimumThreshold = 8 * 1024 * 1024;
// How much longer a collection waits while the collector is disabled.
inline constexpr uint64_t kDisabledFactor = 16;
// Free blocks that stay committed after a collection.
inline constexpr uint64_t kKeptFreeBlocks = 128;

// A 1 MiB aligned piece of address space. Its first page holds what the heap knows of its blocks.
struct Chunk {
  Block blocks[kBlocksPerChunk];
};
static_assert(sizeof(Chunk) <= kChunkHeaderSize);

}  // namespace memphis
