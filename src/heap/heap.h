// The garbage-collected heap: allocation, tracing, sweeping. It knows where cells are and how a kind is traced (a table
// that the layer above hands in), not what they mean.
//
// Invariants:
// - Nothing moves. A cell's address is good for as long as somebody can reach it.
// - Memory of a cell is zero when handed out, and zero words are legal wherever the tracer looks, so a half-built cell
// may
//   be traced. Any allocation may collect.
// - Inside the heap tracing is precise; native stacks and registers are scanned conservatively, interior pointers
//   included. A word that points at no cell, or at freed memory, is ignored: free memory in a block has zero headers
//   before marking starts.
// - The epoch bit in a header tells the colour. New cells get the current epoch. A collection flips the epoch first, so
// that
//   every cell is white, and marking gives live cells the new epoch.
// - Sweeping is lazy: blocks that marking found empty become free at once; in the others dead cells are found as
// allocation
//   walks through the block, and before the next marking at the latest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heap/cell.h"

namespace memphis {

class Heap;

// Visits references during marking.
class Marker {
 public:
  explicit Marker(Heap& heap) : heap_(heap) {}
  // A precise reference: a cell, or null.
  void mark(Cell* cell);
  // Marks the cell, but not what it refers to: for arrays of weak references.
  void mark_shallow(Cell* cell);
  // A tagged word: marks when it is a pointer (low three bits zero, not null).
  void mark_word(uint64_t word) {
    if ((word & 7) == 0 && word != 0) mark(reinterpret_cast<Cell*>(word));
  }
  void mark_words(const uint64_t* words, size_t count) {
    for (size_t i = 0; i < count; i++) mark_word(words[i]);
  }
  // Words that may or may not be references (native stacks, saved registers).
  void mark_conservatively(const void* begin, const void* end);
  // Traces until nothing is left on the mark stack.
  void drain();
  // Marks all that can be reached from the cell, which is itself marked only if it is part of a cycle. Appends those of
  // the cells marked that have the flag.
  void mark_from(Cell* cell, uint64_t flag, std::vector<Cell*>& met);

 private:
  Heap& heap_;
};

using TraceFunction = void (*)(Cell* cell, Marker& marker);

// What the layers above tell the collector. Functions get `context` back.
struct HeapClient {
  void* context = nullptr;
  // Marks all roots (native stacks included).
  void (*mark_roots)(void* context, Marker& marker) = nullptr;
  // Runs when all that is reachable is marked: clears weak references, resurrects what wants a finaliser (by marking
  // and draining), forgets dead caches. Must not allocate.
  void (*after_mark)(void* context, Marker& marker) = nullptr;
  // Runs at the end of a collection; may not allocate either (schedules finalisers).
  void (*after_collection)(void* context) = nullptr;
  TraceFunction tracers[128] = {};  // by kind number; null: nothing to trace
};

struct HeapStatistics {
  uint64_t collections = 0;
  uint64_t allocated_bytes_total = 0;
  uint64_t live_bytes = 0;       // after the last collection
  uint64_t committed_bytes = 0;  // blocks and large cells held now
};

inline constexpr size_t kBlockSize = 64 * 1024;
inline constexpr size_t kChunkSize = 1024 * 1024;
inline constexpr size_t kChunkHeaderSize = 4096;
inline constexpr size_t kLargeSize = 8192;  // cells above this have memory of their own
inline constexpr int kSizeClassCount = 40;

// A stretch of free cells of one size class that allocation bumps through.
struct FreeRun {
  char* cursor = nullptr;
  char* limit = nullptr;
};

struct Chunk;

// What the heap knows of one block. Lives in the chunk's header page.
struct Block {
  char* first_cell = nullptr;
  uint32_t cell_size = 0;  // 0: the block is free
  uint32_t cell_count = 0;
  uint32_t live_cells = 0;   // counted by marking
  uint32_t sweep_index = 0;  // cells before it have been swept in this cycle
  uint8_t size_class = 0;
  bool swept = true;
  Block* next = nullptr;  // in the list of its size class, or in the free list
};

struct LargeCell {
  Cell* cell;
  size_t size;
};

class Heap {
 public:
  Heap();
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  void set_client(const HeapClient& client) { client_ = client; }

  // A zeroed cell of at least `size` bytes with the given kind bits and shape; null when the memory limit is reached.
  // May collect.
  Cell* allocate(size_t size, uint8_t kind_bits, Shape* shape) {
    Cell* cell;
    if (size <= kSmallTableLimit) [[likely]] {
      FreeRun& run = runs_[size_class_table_[(size + 7) / 8]];
      size_t rounded = class_size_[size_class_table_[(size + 7) / 8]];
      char* start = run.cursor;
      if (static_cast<size_t>(run.limit - start) >= rounded) [[likely]] {
        run.cursor = start + rounded;
        cell = reinterpret_cast<Cell*>(start);
      } else {
        cell = allocate_slow(size);
      }
    } else {
      cell = allocate_slow(size);
    }
    if (cell == nullptr) [[unlikely]]
      return nullptr;
    cell->header = reinterpret_cast<uint64_t>(shape) << 16 | uint64_t{kind_bits} << 8 | epoch_;
    return cell;
  }

  // Records that `owner` now refers to `value`. Every store of a reference into a cell goes through here (or through
  // Field::set), from the first day, so that a generational mode has what it needs. Today it costs nothing.
  void write_barrier(Cell* owner, uint64_t value) {
    (void)owner;
    (void)value;
  }

  // A full collection. Returns the number of bytes freed.
  uint64_t collect();
  bool is_marked(const Cell* cell) const { return (cell->header & kEpochFlag) == epoch_; }

  // The cell that contains the address, or null. Any word is allowed.
  Cell* find_cell(const void* address) const;

  // Calls visit(cell, context) for every live cell. Finishes sweeping first. The callback must not allocate.
  void for_each_cell(void (*visit)(Cell* cell, void* context), void* context);
  size_t cell_size(const Cell* cell) const;

  // Appends what a cell refers to directly, each once, except for its shape. Between collections for any live cell;
  // from after_mark for a dead one, and then only dead cells are listed.
  void list_references(Cell* cell, std::vector<Cell*>& references);
  // From after_mark: appends every cell that is not marked so far.
  void list_dead_cells(std::vector<Cell*>& dead);

  // Bytes that may be committed in all; 0: no limit.
  void set_limit(uint64_t bytes) { limit_ = bytes; }
  uint64_t limit() const { return limit_; }
  // Collect at every nth allocation; 0: only when needed.
  void set_stress(uint32_t every) {
    stress_every_ = every;
    stress_count_ = 0;
    if (every != 0) retire_runs();
  }
  // Disabled, collections wait until a lot more has been allocated: nothing else frees memory here, so never to collect
  // would mean never to free.
  void set_enabled(bool enabled) { enabled_ = enabled; }
  bool enabled() const { return enabled_; }
  // While positive, allocation never collects (a caller holds references that nobody can see).
  void pause() { paused_++; }
  void resume() { paused_--; }

  // Bytes allocated outside of the heap that belong to cells (they count towards the next collection).
  void add_external_bytes(size_t bytes) { bytes_since_collection_ += bytes; }

  const HeapStatistics& statistics() const { return statistics_; }
  uint64_t bytes_since_collection() const { return bytes_since_collection_; }
  // Bytes of cells that were handed out since the last collection; the figure above counts what was set aside for them.
  uint64_t allocated_since_collection() const;

 private:
  friend class Marker;
  static constexpr size_t kSmallTableLimit = 1024;

  Cell* allocate_slow(size_t size);
  Cell* allocate_large(size_t size);
  Cell* take_from_run(int size_class);
  bool refill(int size_class);
  bool next_run(Block* block, int size_class);
  Block* take_free_block(int size_class);
  bool add_chunk();
  void retire_runs();
  void finish_sweeping();
  void sweep_rest(Block* block);
  void sort_blocks_after_marking();
  void sweep_large();
  void release_free_memory();
  bool is_due() const;
  bool would_exceed(size_t more) const { return limit_ != 0 && statistics_.committed_bytes + more > limit_; }
  int size_class_of(size_t size) const;
  Chunk* chunk_of(const void* address) const;
  Block* block_of(const Cell* cell) const;
  void trace(Cell* cell, Marker& marker);
  void mark_references(Cell* cell, Marker& marker);
  void count_live(Cell* cell);

  FreeRun runs_[kSizeClassCount];
  uint64_t epoch_ = 0;
  uint8_t size_class_table_[kSmallTableLimit / 8 + 1];
  uint16_t class_size_[kSizeClassCount];
  int class_count_ = 0;

  Block* current_[kSizeClassCount] = {};  // block whose run is in use
  Block* roomy_[kSizeClassCount] = {};    // at least half free, not yet walked in this cycle
  Block* crowded_[kSizeClassCount] = {};  // less than half free
  Block* full_[kSizeClassCount] = {};     // walked, or too full to bother
  Block* free_blocks_ = nullptr;
  uint64_t free_block_count_ = 0;
  std::vector<Chunk*> chunks_;  // sorted by address
  uint64_t lowest_ = ~uint64_t{0}, highest_ = 0;
  std::vector<LargeCell> large_;
  std::vector<LargeCell> large_sorted_;  // rebuilt when a collection starts
  std::vector<Cell*> mark_stack_;

  HeapClient client_;
  HeapStatistics statistics_;
  uint64_t bytes_since_collection_ = 0;
  uint64_t threshold_;
  uint64_t marked_bytes_ = 0;
  uint64_t scanned_bytes_ = 0;  // of native stacks, by the collection under way
  uint64_t limit_ = 0;
  uint32_t stress_every_ = 0, stress_count_ = 0;
  int paused_ = 0;
  bool enabled_ = true;
  bool collecting_ = false;
  bool listing_ = false;  // list_references is at work: marking is only pretended
};

}  // namespace memphis
