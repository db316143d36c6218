#include "runtime/collector.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/weak.h"

namespace memphis {

namespace {

// Finalisers may leave garbage that has finalisers of its own; a program could go on like that for ever.
constexpr int kMaximumRounds = 16;

bool is_python_object(const Cell* cell) { return cell->kind_number() >= static_cast<uint8_t>(Kind::kInstance); }

}  // namespace

bool is_tracked(Value value) {
  if (!value.is_cell() || !is_python_object(value.cell())) return false;
  if (value.cell()->shape()->type->has_flag(kTypeIsHeapType)) return true;
  switch (static_cast<Kind>(value.cell()->kind_number())) {
    case Kind::kInstance:
    case Kind::kBigInt:
    case Kind::kFloat:
    case Kind::kComplex:
    case Kind::kStr:
    case Kind::kBytes:
    case Kind::kByteArray:
    case Kind::kRange:
    case Kind::kRangeIterator:
    case Kind::kCode: return false;
    case Kind::kTuple: return value.as<Tuple>()->size != 0;
    case Kind::kType: return value.as<Type>()->has_flag(kTypeIsHeapType);
    default: return true;
  }
}

// ---- What reference counts would not have freed ----

namespace {

// The dead cells and how many dead ones refer to each of them.
class DeadGraph {
 public:
  explicit DeadGraph(Runtime& runtime) : heap_(runtime.heap) {
    heap_.list_dead_cells(cells_);
    std::sort(cells_.begin(), cells_.end());
    referrers_.resize(cells_.size());
    for (Cell* cell : cells_) {
      for (Cell* other : references_of(cell)) referrers_[index_of(other)]++;
    }
  }

  // Leaves what is in cycles or can be reached from one.
  std::vector<Cell*> without_acyclic_cells() {
    std::vector<size_t> free;
    for (size_t i = 0; i < cells_.size(); i++) {
      if (referrers_[i] == 0) free.push_back(i);
    }
    while (!free.empty()) {
      size_t index = free.back();
      free.pop_back();
      for (Cell* other : references_of(cells_[index])) {
        size_t other_index = index_of(other);
        if (--referrers_[other_index] == 0) free.push_back(other_index);
      }
    }
    std::vector<Cell*> rest;
    for (size_t i = 0; i < cells_.size(); i++) {
      if (referrers_[i] != 0) rest.push_back(cells_[i]);
    }
    return rest;
  }

 private:
  const std::vector<Cell*>& references_of(Cell* cell) {
    references_.clear();
    heap_.list_references(cell, references_);
    if (!heap_.is_marked(cell->shape())) references_.push_back(cell->shape());
    return references_;
  }
  size_t index_of(Cell* cell) const {
    return static_cast<size_t>(std::lower_bound(cells_.begin(), cells_.end(), cell) - cells_.begin());
  }

  Heap& heap_;
  std::vector<Cell*> cells_;
  std::vector<uint32_t> referrers_;
  std::vector<Cell*> references_;
};

}  // namespace

void find_cyclic_garbage(Runtime& runtime) {
  CollectorState& state = *runtime.collector;
  if (!state.counts_garbage) return;
  std::vector<Cell*> found = DeadGraph(runtime).without_acyclic_cells();
  // What hung on a cycle that an earlier round has freed is not in a cycle by itself.
  for (Cell* cell : state.cyclic_garbage) {
    if (!runtime.heap.is_marked(cell)) found.push_back(cell);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  state.cyclic_garbage = std::move(found);
}

void count_cyclic_garbage(Runtime& runtime, Marker& marker) {
  CollectorState& state = *runtime.collector;
  if (!state.counts_garbage) return;
  std::vector<Cell*> resurrected;
  for (Cell* cell : state.cyclic_garbage) {
    if (runtime.heap.is_marked(cell)) {
      resurrected.push_back(cell);
      continue;
    }
    if (!is_tracked(cell)) continue;
    state.collected++;
    if ((state.debug_flags & kDebugCollectable) != 0) {
      state.messages.push_back(
          fmt::format("gc: collectable <{} {}>\n", type_name(cell->shape()->type.get()), address_text(cell)));
    }
    if ((state.debug_flags & kDebugSaveAll) != 0) state.saved.push_back(cell);
  }
  for (Value cell : state.saved) marker.mark(cell.cell());
  marker.drain();
  state.cyclic_garbage = std::move(resurrected);
}

void note_collection(Runtime& runtime) {
  CollectorState& state = *runtime.collector;
  if (state.is_collecting) return;
  state.statistics[0].collections++;
  if (state.callbacks == nullptr || state.callbacks->size == 0) return;
  state.automatic_was_run = true;
  for (Thread* thread : runtime.threads) thread->attention = 1;
}

#ifdef MEMPHIS_SANITIZED
constexpr size_t kDeadStackSize = size_t{256} * 1024;  // the sanitizers' frames are many times as large
#else
constexpr size_t kDeadStackSize = size_t{16} * 1024;
#endif

__attribute__((noinline)) void clear_dead_stack() {
  char dead[kDeadStackSize];
  memset(dead, 0, sizeof(dead));
  asm volatile("" : : "r"(dead) : "memory");  // not to be optimised away
}

// ---- Collections that are asked for ----

namespace {

Status call_back(Thread& thread, Value callback, const char* phase, int generation, uint64_t collected) {
  Dict* information = TRY(make_dict(thread));
  auto set = [&](const char* name, uint64_t value) -> Status {
    return dict_set_name(thread, information, TRY(intern_text(thread.runtime, name)), make_int_unsigned(thread, value));
  };
  TRY(set("generation", static_cast<uint64_t>(generation)));
  TRY(set("collected", collected));
  TRY(set("uncollectable", 0));
  TRY(call(thread, callback, {Value(TRY(make_str(thread, phase))), Value(information)}));
  return {};
}

void call_callbacks(Thread& thread, const char* phase, int generation, uint64_t collected) {
  List* callbacks = thread.runtime.collector->callbacks;
  for (uint64_t i = 0; callbacks != nullptr && i < callbacks->size; i++) {
    Value callback = callbacks->items()[i];
    if (call_back(thread, callback, phase, generation, collected).failed()) {
      write_unraisable(thread, callback, "Exception ignored while calling GC callback");
    }
  }
}

void write_message(Thread& thread, std::string_view text) {
  if (write_to_stream(thread, Name::kStderr, text).failed()) take_pending(thread);
}

// What was saved goes to gc.garbage; the messages that have piled up are shown.
Status deliver_findings(Thread& thread) {
  CollectorState& state = *thread.runtime.collector;
  Heap& heap = thread.runtime.heap;
  // Nothing but `saved` refers to these cells.
  heap.pause();
  Status status;
  for (Value cell : state.saved) {
    if (state.garbage != nullptr && !status.failed()) status = list_append(thread, state.garbage, cell);
  }
  state.saved.clear();
  heap.resume();
  std::vector<std::string> messages = std::move(state.messages);
  state.messages.clear();
  for (const std::string& message : messages) write_message(thread, message);
  return status;
}

// Collects until no finaliser is waiting any more.
Status collect_in_rounds(Thread& thread) {
  Runtime& runtime = thread.runtime;
  CollectorState& state = *runtime.collector;
  for (int round = 0; round < kMaximumRounds; round++) {
    state.counts_garbage = true;
    clear_dead_stack();
    runtime.heap.collect();
    state.counts_garbage = false;
    TRY(deliver_findings(thread));
    if (runtime.finalizer_queue.empty()) break;
    run_finalizers(thread);
  }
  return {};
}

}  // namespace

Fallible<int64_t> collect_garbage(Thread& thread, int generation) {
  CollectorState& state = *thread.runtime.collector;
  if (state.is_collecting) return 0;
  state.is_collecting = true;
  state.collected = 0;
  call_callbacks(thread, "start", generation, 0);
  auto start = std::chrono::steady_clock::now();
  bool shows_statistics = (state.debug_flags & kDebugStatistics) != 0;
  if (shows_statistics) {
    write_message(thread, fmt::format("gc: collecting generation {}...\n"
                                      "gc: objects in each generation: 0 0 {}\n"
                                      "gc: objects in permanent generation: {}\n",
                                      generation, count_tracked_objects(thread.runtime), state.frozen_count));
  }
  Status status = collect_in_rounds(thread);
  uint64_t collected = state.collected;
  if (shows_statistics) {
    std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    write_message(thread, fmt::format("gc: done, {} unreachable, 0 uncollectable, {:.4f}s elapsed\n", collected,
                                      elapsed.count()));
  }
  state.cyclic_garbage.clear();
  state.statistics[generation].collections++;
  state.statistics[generation].collected += collected;
  call_callbacks(thread, "stop", generation, collected);
  state.is_collecting = false;
  if (status.failed()) return Failure{};
  return static_cast<int64_t>(collected);
}

void report_automatic_collection(Thread& thread) {
  CollectorState& state = *thread.runtime.collector;
  state.automatic_was_run = false;
  if (state.is_collecting) return;
  state.is_collecting = true;  // collections that the callbacks cause are not told of
  call_callbacks(thread, "start", 0, 0);
  call_callbacks(thread, "stop", 0, 0);
  state.is_collecting = false;
}

// ---- Who refers to whom ----

namespace {

// A list of values whose cells nothing else may keep alive.
List* list_of(Thread& thread, const std::vector<Value>& values) {
  Heap& heap = thread.runtime.heap;
  heap.pause();
  List* list = make_list(thread, values);
  heap.resume();
  return list;
}

// Appends what a cell refers to, seen through the cells that are only storage.
class ReferenceFinder {
 public:
  explicit ReferenceFinder(Heap& heap) : heap_(heap) {}

  void find(Cell* cell, std::vector<Value>& found) {
    pending_.clear();
    heap_.list_references(cell, pending_);
    while (!pending_.empty()) {
      Cell* reference = pending_.back();
      pending_.pop_back();
      if (is_python_object(reference)) {
        found.push_back(reference);
      } else if (reference->kind_number() != static_cast<uint8_t>(Kind::kShape)) {
        heap_.list_references(reference, pending_);
      }
    }
    Type* type = cell->shape()->type;
    if (type->has_flag(kTypeIsHeapType)) found.push_back(type);
  }

 private:
  Heap& heap_;
  std::vector<Cell*> pending_;
};

// Small ints, None and the like, which are no cells: only containers and instances show them.
void find_immediates(Value object, std::vector<Value>& found) {
  auto add = [&](Value value) {
    if (!value.is_cell() && !value.is_unbound() && value.bits() != 0) found.push_back(value);
  };
  uint64_t position = 0;
  if (object.is_kind(Kind::kTuple)) {
    for (Value item : object.as<Tuple>()->view()) add(item);
  } else if (object.is_kind(Kind::kList)) {
    for (Value item : object.as<List>()->view()) add(item);
  } else if (object.is_kind(Kind::kDict)) {
    DictEntry entry;
    while (dict_next(object.as<Dict>(), position, entry)) {
      add(entry.key);
      add(entry.value);
    }
  } else if (object.is_kind(Kind::kSet)) {
    SetEntry entry;
    while (set_next(object.as<Set>(), position, entry)) add(entry.key);
  } else if (object.is_kind(Kind::kInstance)) {
    Shape* shape = object.cell()->shape();
    for (uint32_t slot = 0; !shape->is_dict_mode && slot < shape->slot_count; slot++) {
      add(slot_address(object, shape, slot)->get());
    }
  }
}

template <class Visit>
void for_each_tracked_object(Heap& heap, Visit visit) {
  heap.for_each_cell(
      [](Cell* cell, void* context) {
        if (is_tracked(cell)) (*static_cast<Visit*>(context))(cell);
      },
      &visit);
}

}  // namespace

List* tracked_objects(Thread& thread) {
  Heap& heap = thread.runtime.heap;
  heap.collect();
  std::vector<Value> found;
  for_each_tracked_object(heap, [&](Cell* cell) { found.push_back(cell); });
  return list_of(thread, found);
}

uint64_t count_tracked_objects(Runtime& runtime) {
  uint64_t count = 0;
  for_each_tracked_object(runtime.heap, [&](Cell* cell) {
    (void)cell;
    count++;
  });
  return count;
}

List* list_referrers(Thread& thread, Tuple* objects) {
  Heap& heap = thread.runtime.heap;
  heap.collect();
  std::vector<uint64_t> wanted;
  for (Value object : objects->view()) wanted.push_back(object.bits());
  std::sort(wanted.begin(), wanted.end());
  std::vector<Value> found, references;
  ReferenceFinder finder(heap);
  for_each_tracked_object(heap, [&](Cell* cell) {
    if (cell == objects) return;
    references.clear();
    finder.find(cell, references);
    bool refers = std::any_of(references.begin(), references.end(), [&](Value reference) {
      return std::binary_search(wanted.begin(), wanted.end(), reference.bits());
    });
    if (refers) found.push_back(cell);
  });
  return list_of(thread, found);
}

List* list_referents(Thread& thread, Tuple* objects) {
  std::vector<Value> found;
  ReferenceFinder finder(thread.runtime.heap);
  for (Value object : objects->view()) {
    if (!is_tracked(object)) continue;
    find_immediates(object, found);
    finder.find(object.cell(), found);
  }
  return list_of(thread, found);
}

}  // namespace memphis
