// Marking and sweeping. See heap.h for the invariants.
#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <ranges>

#include "heap/chunk.h"

#ifdef MEMPHIS_SANITIZED
#include <sanitizer/asan_interface.h>
#endif

namespace memphis {

// AddressSanitizer keeps red zones between the locals of a frame and poisons locals that went out of scope: what an
// earlier call left there is no local of anybody. Frames are so much larger with it that such words would keep most
// garbage alive.
static bool is_dead_stack_word([[maybe_unused]] const uintptr_t* word) {
#ifdef MEMPHIS_SANITIZED
  return __asan_address_is_poisoned(word) != 0;
#else
  return false;
#endif
}

void Marker::mark(Cell* cell) {
  if (cell == nullptr || (cell->header & kEpochFlag) == heap_.epoch_) return;
  cell->header ^= kEpochFlag;
  heap_.mark_stack_.push_back(cell);
}

void Marker::mark_shallow(Cell* cell) {
  if (heap_.listing_) return;
  if ((cell->header & kEpochFlag) == heap_.epoch_) return;
  cell->header ^= kEpochFlag;
  heap_.count_live(cell);
}

void Marker::mark_from(Cell* cell, uint64_t flag, std::vector<Cell*>& met) {
  drain();
  heap_.mark_references(cell, *this);
  while (!heap_.mark_stack_.empty()) {
    Cell* next = heap_.mark_stack_.back();
    heap_.mark_stack_.pop_back();
    if (next->has_flag(flag)) met.push_back(next);
    heap_.trace(next, *this);
  }
}

void Marker::drain() {
  while (!heap_.mark_stack_.empty()) {
    Cell* cell = heap_.mark_stack_.back();
    heap_.mark_stack_.pop_back();
    heap_.trace(cell, *this);
  }
}

__attribute__((no_sanitize("address", "undefined"))) void Marker::mark_conservatively(const void* begin,
                                                                                      const void* end) {
  auto* word = reinterpret_cast<const uintptr_t*>((reinterpret_cast<uintptr_t>(begin) + 7) & ~uintptr_t{7});
  if (word < end)
    heap_.scanned_bytes_ += static_cast<uint64_t>(static_cast<const char*>(end) - reinterpret_cast<const char*>(word));
  for (; word < end; word++) {
    if (is_dead_stack_word(word)) continue;
    if (Cell* cell = heap_.find_cell(reinterpret_cast<const void*>(*word))) mark(cell);
  }
}

void Heap::count_live(Cell* cell) {
  auto address = reinterpret_cast<uintptr_t>(cell);
  if (address >= lowest_ && address < highest_ && chunk_of(cell) != nullptr) {
    Block* block = block_of(cell);
    block->live_cells++;
    marked_bytes_ += block->cell_size;
  }
}

void Heap::trace(Cell* cell, Marker& marker) {
  count_live(cell);
  mark_references(cell, marker);
}

void Heap::mark_references(Cell* cell, Marker& marker) {
  // The shape is a reference like any other (it keeps the type alive).
  marker.mark(reinterpret_cast<Cell*>(cell->shape()));
  if (TraceFunction tracer = client_.tracers[cell->kind_number()]) tracer(cell, marker);
}

Cell* Heap::find_cell(const void* address) const {
  auto word = reinterpret_cast<uintptr_t>(address);
  if (word >= lowest_ && word < highest_) {
    if (Chunk* chunk = chunk_of(address)) {
      Block& block = chunk->blocks[(word & (kChunkSize - 1)) / kBlockSize];
      auto first = reinterpret_cast<uintptr_t>(block.first_cell);
      if (block.cell_size == 0 || word < first) return nullptr;
      size_t index = (word - first) / block.cell_size;
      if (index >= block.cell_count) return nullptr;
      auto* cell = reinterpret_cast<Cell*>(first + index * block.cell_size);
      return cell->header != 0 ? cell : nullptr;
    }
  }
  auto after =
      std::upper_bound(large_sorted_.begin(), large_sorted_.end(), word,
                       [](uintptr_t w, const LargeCell& large) { return w < reinterpret_cast<uintptr_t>(large.cell); });
  if (after == large_sorted_.begin()) return nullptr;
  const LargeCell& large = *(after - 1);
  if (word >= reinterpret_cast<uintptr_t>(large.cell) + large.size) return nullptr;
  return large.cell->header != 0 ? large.cell : nullptr;
}

// Clears the headers of the dead cells that allocation has not come across.
void Heap::sweep_rest(Block* block) {
  if (block->swept) return;
  for (uint32_t i = block->sweep_index; i < block->cell_count; i++) {
    auto* cell = reinterpret_cast<Cell*>(block->first_cell + size_t{i} * block->cell_size);
    if ((cell->header & kEpochFlag) != epoch_) cell->header = 0;
  }
  block->sweep_index = block->cell_count;
  block->swept = true;
}

void Heap::finish_sweeping() {
  retire_runs();
  for (int i = 0; i < class_count_; i++) {
    if (current_[i] != nullptr) sweep_rest(current_[i]);
    for (Block* list : {roomy_[i], crowded_[i], full_[i]}) {
      for (Block* block = list; block != nullptr; block = block->next) sweep_rest(block);
    }
  }
}

// Blocks without a live cell become free; the others are put back by how much room they have.
void Heap::sort_blocks_after_marking() {
  for (int i = 0; i < class_count_; i++) current_[i] = roomy_[i] = crowded_[i] = full_[i] = nullptr;
  free_blocks_ = nullptr;
  free_block_count_ = 0;
  for (Chunk* chunk : std::views::reverse(chunks_)) {
    for (int i = kBlocksPerChunk - 1; i >= 0; i--) {
      Block* block = &chunk->blocks[i];
      if (block->cell_size == 0 || block->live_cells == 0) {
        block->cell_size = 0;
        block->next = free_blocks_;
        free_blocks_ = block;
        free_block_count_++;
        continue;
      }
      block->swept = false;
      block->sweep_index = 0;
      uint32_t free_cells = block->cell_count - block->live_cells;
      Block** list = free_cells * 2 >= block->cell_count   ? &roomy_[block->size_class]
                     : free_cells * 8 >= block->cell_count ? &crowded_[block->size_class]
                                                           : &full_[block->size_class];
      block->next = *list;
      *list = block;
    }
  }
}

void Heap::sweep_large() {
  size_t kept = 0;
  for (const LargeCell& large : large_) {
    if (is_marked(large.cell)) {
      marked_bytes_ += large.size;
      large_[kept++] = large;
    } else {
      statistics_.committed_bytes -= large.size;
      free(large.cell);
    }
  }
  large_.resize(kept);
  large_sorted_.clear();
}

// Gives the pages of free blocks beyond a reserve back to the system (they stay mapped and read as zero again).
void Heap::release_free_memory() {
  uint64_t kept = 0;
  for (Block* block = free_blocks_; block != nullptr; block = block->next) {
    if (++kept <= kKeptFreeBlocks + free_block_count_ / 4) continue;
    auto start = reinterpret_cast<uintptr_t>(block->first_cell);
    madvise(block->first_cell, kBlockSize - (start & (kBlockSize - 1)), MADV_DONTNEED);
  }
}

uint64_t Heap::collect() {
  if (collecting_ || client_.mark_roots == nullptr) return 0;
  collecting_ = true;
  finish_sweeping();
  uint64_t before = statistics_.live_bytes + bytes_since_collection_;
  for (Chunk* chunk : chunks_) {
    for (Block& block : chunk->blocks) block.live_cells = 0;
  }
  large_sorted_ = large_;
  std::sort(large_sorted_.begin(), large_sorted_.end(),
            [](const LargeCell& a, const LargeCell& b) { return a.cell < b.cell; });
  marked_bytes_ = 0;
  scanned_bytes_ = 0;
  epoch_ ^= kEpochFlag;

  Marker marker(*this);
  client_.mark_roots(client_.context, marker);
  marker.drain();
  if (client_.after_mark != nullptr) client_.after_mark(client_.context, marker);
  marker.drain();

  sweep_large();
  sort_blocks_after_marking();
  release_free_memory();
  statistics_.collections++;
  statistics_.allocated_bytes_total += bytes_since_collection_;
  statistics_.live_bytes = marked_bytes_;
  bytes_since_collection_ = 0;
  // A deep stack is work for every collection, too: else deep recursion would cost the square of its depth.
  threshold_ = std::max(kMinimumThreshold, marked_bytes_ + scanned_bytes_);
  collecting_ = false;
  if (client_.after_collection != nullptr) client_.after_collection(client_.context);
  return before > marked_bytes_ ? before - marked_bytes_ : 0;
}

// Marking is borrowed: what the cell's tracer marks lands on the mark stack, and is made white again. Between
// collections all cells are marked, so the epoch is flipped meanwhile.
void Heap::list_references(Cell* cell, std::vector<Cell*>& references) {
  TraceFunction tracer = client_.tracers[cell->kind_number()];
  if (tracer == nullptr) return;
  if (!collecting_) epoch_ ^= kEpochFlag;
  listing_ = true;
  Marker marker(*this);
  size_t bottom = mark_stack_.size();
  tracer(cell, marker);
  for (size_t i = bottom; i < mark_stack_.size(); i++) {
    mark_stack_[i]->header ^= kEpochFlag;
    references.push_back(mark_stack_[i]);
  }
  mark_stack_.resize(bottom);
  listing_ = false;
  if (!collecting_) epoch_ ^= kEpochFlag;
}

void Heap::list_dead_cells(std::vector<Cell*>& dead) {
  for (Chunk* chunk : chunks_) {
    for (Block& block : chunk->blocks) {
      if (block.cell_size == 0) continue;
      for (uint32_t i = 0; i < block.cell_count; i++) {
        auto* cell = reinterpret_cast<Cell*>(block.first_cell + size_t{i} * block.cell_size);
        if (cell->header != 0 && !is_marked(cell)) dead.push_back(cell);
      }
    }
  }
  for (const LargeCell& large : large_) {
    if (large.cell->header != 0 && !is_marked(large.cell)) dead.push_back(large.cell);
  }
}

void Heap::for_each_cell(void (*visit)(Cell* cell, void* context), void* context) {
  finish_sweeping();
  for (Chunk* chunk : chunks_) {
    for (Block& block : chunk->blocks) {
      if (block.cell_size == 0) continue;
      for (uint32_t i = 0; i < block.cell_count; i++) {
        auto* cell = reinterpret_cast<Cell*>(block.first_cell + size_t{i} * block.cell_size);
        if (cell->header != 0) visit(cell, context);
      }
    }
  }
  for (const LargeCell& large : large_) {
    if (large.cell->header != 0) visit(large.cell, context);
  }
}

}  // namespace memphis
