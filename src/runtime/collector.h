// Collections as the module gc asks for them, and what it tells of them.
//
// CPython's collector only ever sees what reference counts do not free: cycles, and what hangs on them. The figures
// that gc.collect() gives count just these objects, so a collection that was asked for works them out from the dead
// cells.
#pragma once

#include <string>
#include <vector>

#include "runtime/runtime.h"

namespace memphis {

inline constexpr int kGenerationCount = 3;

// gc.DEBUG_*
enum CollectorDebugFlag : int64_t {
  kDebugStatistics = 1,
  kDebugCollectable = 2,
  kDebugUncollectable = 4,
  kDebugSaveAll = 32,
};

struct CollectorState {
  List* callbacks =
      nullptr;  // gc.callbacks and gc.garbage; null until gc is imported; kept alive by Runtime::permanent
  List* garbage = nullptr;
  int64_t debug_flags = 0;
  int64_t thresholds[kGenerationCount] = {2000, 10, 0};  // shown only: the heap decides by bytes
  uint64_t frozen_count = 0;
  struct {
    uint64_t collections = 0;
    uint64_t collected = 0;
  } statistics[kGenerationCount];

  bool is_collecting = false;         // collect_garbage is under way, its callbacks included
  bool automatic_was_run = false;     // a collection that nobody asked for has happened since the last safepoint
  bool counts_garbage = false;        // the collections that happen now are to find cyclic garbage
  std::vector<Cell*> cyclic_garbage;  // what was found dead and in cycles, sorted; may have been resurrected
  std::vector<Value> saved;           // of these, what goes to gc.garbage (DEBUG_SAVEALL); no roots
  std::vector<std::string> messages;  // for sys.stderr (DEBUG_COLLECTABLE)
  uint64_t collected = 0;
  uint32_t finalizer_rounds = 0;  // collections in a row after which finalisers had to wait for others
};

// Zeroes the native stack below the caller, where calls that have returned left references: the frames of a collection
// would come to lie on them, and their gaps would keep dead objects alive.
void clear_dead_stack();

// gc.collect(): collects, runs finalisers and callbacks, and counts the cyclic garbage that Python can see. Answers 0
// when a collection is under way. Runs user code; errors in it go to sys.unraisablehook.
Fallible<int64_t> collect_garbage(Thread& thread, int generation);

// Calls gc.callbacks for a collection that the heap has started by itself. Runs user code; never fails.
void report_automatic_collection(Thread& thread);

// The parts that the heap calls. They do not allocate cells.
void find_cyclic_garbage(Runtime& runtime);
void count_cyclic_garbage(Runtime& runtime, Marker& marker);
void note_collection(Runtime& runtime);

// Can the object be part of a cycle, as gc.is_tracked() says?
bool is_tracked(Value value);
// All tracked objects that are alive. Collects first. Null: MemoryError.
List* tracked_objects(Thread& thread);
uint64_t count_tracked_objects(Runtime& runtime);
// The tracked objects that refer to one of `objects` directly. Null: MemoryError.
List* list_referrers(Thread& thread, Tuple* objects);
// What the objects refer to directly. Null: MemoryError.
List* list_referents(Thread& thread, Tuple* objects);

}  // namespace memphis
