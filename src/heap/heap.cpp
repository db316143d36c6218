#include "heap/heap.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "heap/chunk.h"

namespace memphis {

Heap::Heap() : threshold_(kMinimumThreshold) {
  size_t size = 16;
  while (size <= kLargeSize) {
    class_size_[class_count_++] = static_cast<uint16_t>(size);
    size_t step = size < 128 ? 8 : size < 256 ? 16 : size < 512 ? 64 : size < 1024 ? 128 : size < 4096 ? 512 : 2048;
    size += step;
  }
  int size_class = 0;
  for (size_t words = 0; words <= kSmallTableLimit / 8; words++) {
    while (class_size_[size_class] < words * 8) size_class++;
    size_class_table_[words] = static_cast<uint8_t>(size_class);
  }
}

Heap::~Heap() {
  for (Chunk* chunk : chunks_) munmap(chunk, kChunkSize);
  for (const LargeCell& large : large_) free(large.cell);
}

int Heap::size_class_of(size_t size) const {
  if (size <= kSmallTableLimit) return size_class_table_[(size + 7) / 8];
  int size_class = size_class_table_[kSmallTableLimit / 8];
  while (class_size_[size_class] < size) size_class++;
  return size_class;
}

// The heap leaves so much of the address space to native code (GMP, C++ strings and vectors): that cannot answer with a
// MemoryError.
static constexpr size_t kHeadroom = size_t{16} << 20;

// Memory for a large cell, null when there is none. The headroom is looked at once a megabyte.
static void* take_large_memory(size_t size, uint64_t committed_before) {
  void* memory = calloc(1, size);
  constexpr unsigned kMegabyteBits = 20;
  if (memory == nullptr || committed_before >> kMegabyteBits == (committed_before + size) >> kMegabyteBits)
    return memory;
  void* probe = mmap(nullptr, kHeadroom, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (probe != MAP_FAILED) {
    munmap(probe, kHeadroom);
    return memory;
  }
  free(memory);
  return nullptr;
}

// Memory comes in 1 MiB chunks aligned to their size: twice as much and the headroom are mapped, and what lies outside
// given back.
bool Heap::add_chunk() {
  if (would_exceed(kChunkSize)) return false;
  void* mapping = mmap(nullptr, 2 * kChunkSize + kHeadroom, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapping == MAP_FAILED) return false;
  auto start = reinterpret_cast<uintptr_t>(mapping);
  uintptr_t aligned = (start + kChunkSize - 1) & ~(kChunkSize - 1);
  if (aligned != start) munmap(mapping, aligned - start);
  uintptr_t end = aligned + kChunkSize;
  uintptr_t mapping_end = start + 2 * kChunkSize + kHeadroom;
  if (end != mapping_end) munmap(reinterpret_cast<void*>(end), mapping_end - end);

  auto* chunk = new (reinterpret_cast<void*>(aligned)) Chunk;
  chunks_.insert(std::lower_bound(chunks_.begin(), chunks_.end(), chunk), chunk);
  lowest_ = std::min<uint64_t>(lowest_, aligned);
  highest_ = std::max<uint64_t>(highest_, end);
  for (int i = kBlocksPerChunk - 1; i >= 0; i--) {
    Block& block = chunk->blocks[i];
    block.first_cell = reinterpret_cast<char*>(aligned) + static_cast<size_t>(i) * kBlockSize;
    if (i == 0) block.first_cell += kChunkHeaderSize;
    block.next = free_blocks_;
    free_blocks_ = &block;
    free_block_count_++;
  }
  statistics_.committed_bytes += kChunkSize;
  return true;
}

Chunk* Heap::chunk_of(const void* address) const {
  auto* chunk = reinterpret_cast<Chunk*>(reinterpret_cast<uintptr_t>(address) & ~(kChunkSize - 1));
  return std::binary_search(chunks_.begin(), chunks_.end(), chunk) ? chunk : nullptr;
}

// Only for small cells.
Block* Heap::block_of(const Cell* cell) const {
  auto address = reinterpret_cast<uintptr_t>(cell);
  auto* chunk = reinterpret_cast<Chunk*>(address & ~(kChunkSize - 1));
  return &chunk->blocks[(address & (kChunkSize - 1)) / kBlockSize];
}

Block* Heap::take_free_block(int size_class) {
  if (free_blocks_ == nullptr && !add_chunk()) return nullptr;
  Block* block = free_blocks_;
  free_blocks_ = block->next;
  free_block_count_--;
  auto start = reinterpret_cast<uintptr_t>(block->first_cell);
  size_t room = kBlockSize - (start & (kBlockSize - 1));
  block->size_class = static_cast<uint8_t>(size_class);
  block->cell_size = class_size_[size_class];
  block->cell_count = static_cast<uint32_t>(room / block->cell_size);
  block->live_cells = 0;
  block->sweep_index = block->cell_count;
  block->swept = true;
  block->next = nullptr;
  return block;
}

// Finds the next stretch of dead cells in a block, clears it and makes it the class's run.
bool Heap::next_run(Block* block, int size_class) {
  uint32_t size = block->cell_size;
  uint32_t index = block->sweep_index;
  auto cell_at = [&](uint32_t i) { return reinterpret_cast<Cell*>(block->first_cell + size_t{i} * size); };
  auto is_live = [&](uint32_t i) { return cell_at(i)->header != 0 && (cell_at(i)->header & kEpochFlag) == epoch_; };
  while (index < block->cell_count && is_live(index)) index++;
  if (index == block->cell_count) {
    block->sweep_index = index;
    block->swept = true;
    return false;
  }
  uint32_t begin = index;
  while (index < block->cell_count && !is_live(index)) index++;
  block->sweep_index = index;
  char* start = block->first_cell + size_t{begin} * size;
  size_t bytes = size_t{index - begin} * size;
  memset(start, 0, bytes);
  runs_[size_class] = {start, start + bytes};
  bytes_since_collection_ += bytes;
  return true;
}

// Gives the size class a run to bump through: the rest of its block, then roomy blocks, then wholly free ones, then
// crowded ones once free blocks are gone. Hunting short runs costs more than fresh memory, hence the order.
bool Heap::refill(int size_class) {
  while (true) {
    Block* block = current_[size_class];
    if (block != nullptr) {
      if (!block->swept && next_run(block, size_class)) return true;
      block->next = full_[size_class];
      full_[size_class] = block;
      current_[size_class] = nullptr;
    }
    Block** list = roomy_[size_class] != nullptr                                ? &roomy_[size_class]
                   : free_blocks_ == nullptr && crowded_[size_class] != nullptr ? &crowded_[size_class]
                                                                                : nullptr;
    if (list != nullptr) {
      current_[size_class] = *list;
      *list = (*list)->next;
      continue;
    }
    block = take_free_block(size_class);
    if (block == nullptr) return false;
    current_[size_class] = block;
    size_t bytes = size_t{block->cell_count} * block->cell_size;
    memset(block->first_cell, 0, bytes);
    runs_[size_class] = {block->first_cell, block->first_cell + bytes};
    bytes_since_collection_ += bytes;
    return true;
  }
}

Cell* Heap::take_from_run(int size_class) {
  FreeRun& run = runs_[size_class];
  size_t size = class_size_[size_class];
  if (static_cast<size_t>(run.limit - run.cursor) < size) return nullptr;
  auto* cell = reinterpret_cast<Cell*>(run.cursor);
  run.cursor += size;
  return cell;
}

bool Heap::is_due() const { return bytes_since_collection_ >= (enabled_ ? threshold_ : threshold_ * kDisabledFactor); }

Cell* Heap::allocate_slow(size_t size) {
  bool may_collect = paused_ == 0 && !collecting_;
  bool stressed = stress_every_ != 0 && may_collect && ++stress_count_ >= stress_every_;
  if (stressed || (may_collect && is_due())) {
    stress_count_ = 0;
    collect();
  }
  if (size > kLargeSize) return allocate_large(size);
  int size_class = size_class_of(size);
  Cell* cell = take_from_run(size_class);
  if (cell == nullptr) {
    bool refilled = refill(size_class);
    if (!refilled && may_collect) {
      collect();
      refilled = refill(size_class);
    }
    if (!refilled) return nullptr;
    cell = take_from_run(size_class);
  }
  // In stress mode every allocation must come through here: the run is kept in the block's sweep position instead.
  if (stress_every_ != 0) retire_runs();
  return cell;
}

Cell* Heap::allocate_large(size_t size) {
  bool may_collect = paused_ == 0 && !collecting_;
  if (would_exceed(size) && may_collect) collect();
  if (would_exceed(size)) return nullptr;
  void* memory = take_large_memory(size, statistics_.committed_bytes);
  if (memory == nullptr) {
    if (!may_collect) return nullptr;
    collect();
    memory = take_large_memory(size, statistics_.committed_bytes);
    if (memory == nullptr) return nullptr;
  }
  auto* cell = static_cast<Cell*>(memory);
  large_.push_back({cell, size});
  statistics_.committed_bytes += size;
  bytes_since_collection_ += size;
  return cell;
}

// Gives up all runs: what is left of them is free memory with zero headers, which sweeping finds again.
void Heap::retire_runs() {
  for (int i = 0; i < class_count_; i++) {
    FreeRun& run = runs_[i];
    Block* block = current_[i];
    if (block != nullptr && run.cursor != nullptr && run.cursor < run.limit) {
      auto index = static_cast<uint32_t>(static_cast<size_t>(run.cursor - block->first_cell) / block->cell_size);
      block->sweep_index = std::min(block->sweep_index, index);
      block->swept = false;
      bytes_since_collection_ -= static_cast<uint64_t>(run.limit - run.cursor);
    }
    run = {};
  }
}

uint64_t Heap::allocated_since_collection() const {
  uint64_t free_bytes = 0;
  for (const FreeRun& run : runs_) free_bytes += static_cast<uint64_t>(run.limit - run.cursor);
  return bytes_since_collection_ - free_bytes;
}

size_t Heap::cell_size(const Cell* cell) const {
  if (chunk_of(cell) != nullptr) return block_of(cell)->cell_size;
  for (const LargeCell& large : large_) {
    if (large.cell == cell) return large.size;
  }
  return 0;
}

}  // namespace memphis
