#include "runtime/weak.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "runtime/call.h"
#include "runtime/collector.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/generator.h"
#include "runtime/make.h"
#include "runtime/native.h"

namespace memphis {

WeakReference* WeakTable::first(Cell* referent) const {
  auto found = chains_.find(referent);
  return found == chains_.end() ? nullptr : found->second;
}

namespace {

// References that are shared, since they have no callback: they come first, the plain one before the proxy.
int shared_rank(const WeakReference* reference) {
  bool is_shared = reference->callback.get().is_none() && !reference->shape()->type->has_flag(kTypeIsHeapType);
  if (!is_shared) return 2;
  return reference->shape()->type->spec->id == TypeId::kWeakReference ? 0 : 1;
}

}  // namespace

void WeakTable::add(Cell* referent, WeakReference* reference) {
  WeakReference** place = &chains_[referent];
  int rank = shared_rank(reference);
  while (*place != nullptr && shared_rank(*place) < rank) place = &(*place)->next;
  reference->next = *place;
  *place = reference;
  referent->set_flag(kWeaklyReferencedFlag);
}

void WeakTable::sweep(Runtime& runtime) {
  Heap& heap = runtime.heap;
  for (auto chain = chains_.begin(); chain != chains_.end();) {
    bool referent_lives = heap.is_marked(chain->first);
    WeakReference* kept = nullptr;
    WeakReference** tail = &kept;
    for (WeakReference* reference = chain->second; reference != nullptr;) {
      WeakReference* next = reference->next;
      reference->next = nullptr;
      if (heap.is_marked(reference)) {
        if (referent_lives) {
          *tail = reference;
          tail = &reference->next;
        } else {
          reference->referent = 0;
          Value callback = reference->callback;
          if (!callback.is_none() && !callback.is_unbound()) runtime.finalizer_queue.push_back(reference);
        }
      }
      reference = next;
    }
    if (kept != nullptr) {
      chain->second = kept;
      ++chain;
    } else {
      if (referent_lives) chain->first->clear_flag(kWeaklyReferencedFlag);
      chain = chains_.erase(chain);
    }
  }
}

bool supports_weak_references(Thread& thread, Value value) {
  return value.is_cell() && type_of(thread, value)->has_flag(kTypeHasWeakReferences);
}

Value make_weak_reference(Thread& thread, Type* type, Value referent, Value callback) {
  if (!supports_weak_references(thread, referent)) {
    return raise_type_error(thread, "cannot create weak reference to '{}' object", type_name(thread, referent));
  }
  Runtime& runtime = thread.runtime;
  bool plain = callback.is_none() || callback.is_unbound();
  if (plain && !type->has_flag(kTypeIsHeapType)) {
    for (WeakReference* r = runtime.weak->first(referent.cell()); r != nullptr; r = r->next) {
      if (r->callback.get().is_none() && r->shape()->type.get() == type) return r;
    }
  }
  auto* reference = TRY(allocate_instance<WeakReference>(thread, type));
  reference->callback.set(reference, plain ? Value::none() : callback);
  reference->referent = referent.bits();
  runtime.weak->add(referent.cell(), reference);
  return reference;
}

uint64_t count_weak_references(Runtime& runtime, Value value) {
  uint64_t count = 0;
  if (!value.is_cell()) return 0;
  for (WeakReference* r = runtime.weak->first(value.cell()); r != nullptr; r = r->next) count++;
  return count;
}

namespace {

// Objects that have been finalised already, or have nothing left to do, may just go.
bool wants_finalizer(const Cell* cell) {
  if (cell->has_flag(kFinalizedFlag)) return false;
  if (cell->kind_number() != static_cast<uint8_t>(Kind::kGenerator)) return true;
  auto* generator = static_cast<const Generator*>(cell);
  return generator->state == GeneratorState::kSuspended ||
         (generator->state == GeneratorState::kCreated && generator->function->code->is_coroutine());
}

// A finaliser may look at what its object refers to, and may bring it back to life: so an object waits until nothing
// dead that has a finaliser refers to it. The objects of a cycle, and all that hangs on it, have their turn together.
// (The order in which CPython's reference counts, and then its collector, would come to them.)
class FinalizerOrder {
 public:
  FinalizerOrder(Runtime& runtime, Marker& marker) : runtime_(runtime), marker_(marker) {}

  // Takes the dead ones out of the list of finalizable objects.
  void find_dead() {
    auto& cells = runtime_.finalizable;
    size_t kept = 0;
    for (Cell* cell : cells) {
      if (runtime_.heap.is_marked(cell)) {
        cells[kept++] = cell;
      } else if (wants_finalizer(cell)) {
        cell->set_flag(kAwaitsFinalizerFlag);
        dead_.push_back(cell);
      }
    }
    cells.resize(kept);
  }

  // Long chains would be freed one link a collection, so that is given up after a while.
  void choose(bool in_order) {
    for (Cell* cell : dead_) {
      if (!in_order) {
        add(cell);
      } else if (!runtime_.heap.is_marked(cell)) {
        choose_one(cell);
      }
    }
  }

  // Brings all of them back to life; true when some have to wait for a later collection.
  bool queue() {
    for (Cell* cell : chosen_) {
      if (cell->has_flag(kFinalizedFlag)) runtime_.finalizer_queue.push_back(cell);
    }
    bool some_wait = false;
    for (Cell* cell : dead_) {
      cell->clear_flag(kAwaitsFinalizerFlag);
      marker_.mark(cell);
      if (cell->has_flag(kFinalizedFlag)) continue;
      some_wait = true;
      runtime_.finalizable.push_back(cell);
    }
    marker_.drain();
    return some_wait;
  }

 private:
  void add(Cell* cell) {
    if (cell->has_flag(kFinalizedFlag)) return;
    cell->set_flag(kFinalizedFlag);
    chosen_.push_back(cell);
  }

  void choose_one(Cell* cell) {
    met_.clear();
    marker_.mark_from(cell, kAwaitsFinalizerFlag, met_);
    bool is_in_cycle = runtime_.heap.is_marked(cell);
    add(cell);
    for (Cell* other : met_) {
      if (is_in_cycle) {
        add(other);
      } else {
        other->clear_flag(kFinalizedFlag);  // it was chosen before somebody was seen to refer to it
      }
    }
  }

  Runtime& runtime_;
  Marker& marker_;
  std::vector<Cell*> dead_;
  std::vector<Cell*> chosen_;  // those that still have kFinalizedFlag
  std::vector<Cell*> met_;
};

}  // namespace

void queue_finalizers(Runtime& runtime, Marker& marker) {
  constexpr uint32_t kPatience = 8;
  FinalizerOrder order(runtime, marker);
  order.find_dead();
  uint32_t& rounds = runtime.collector->finalizer_rounds;
  order.choose(rounds < kPatience);
  rounds = order.queue() ? rounds + 1 : 0;
}

void run_finalizers(Thread& thread) {
  Runtime& runtime = thread.runtime;
  if (runtime.finalizer_queue.empty()) return;
  Value saved_pending = thread.pending;
  thread.pending = Value::unbound();
  const bool was_running = std::exchange(thread.runs_finalizers, true);
  while (!runtime.finalizer_queue.empty()) {
    Value object = runtime.finalizer_queue.front();
    runtime.finalizer_queue.pop_front();
    Value result;
    Value culprit = object;
    const char* message = "Exception ignored while calling deallocator";
    if (object.is_kind(Kind::kWeakReference) && object.as<WeakReference>()->referent == 0 &&
        !object.as<WeakReference>()->callback.get().is_none()) {
      auto* reference = object.as<WeakReference>();
      culprit = reference->callback;
      message = "Exception ignored while calling weakref callback";
      reference->callback.set(reference, Value::none());
      result = call(thread, culprit, {object});
    } else if (object.is_kind(Kind::kGenerator)) {
      finalize_generator(thread, object.as<Generator>());
      result = Value::none();
    } else {
      culprit = type_of(thread, object)->special_method(Special::kDel);
      result = culprit.is_unbound() ? Value::none() : call_special_method(thread, culprit, object);
    }
    if (result.is_error()) write_unraisable(thread, culprit, message);
  }
  thread.runs_finalizers = was_running;
  thread.pending = saved_pending;
}

void find_finalizable(Runtime& runtime) {
  // Dead cells must not come back to life.
  runtime.heap.collect();
  struct Search {
    std::unordered_set<const Cell*> known;
    std::vector<Cell*> found;
  } search;
  search.known.insert(runtime.finalizable.begin(), runtime.finalizable.end());
  runtime.heap.for_each_cell(
      [](Cell* cell, void* context) {
        auto* search = static_cast<Search*>(context);
        if (!is_tracked(cell) || !cell->shape()->type->has_flag(kTypeHasFinalizer)) return;
        if (!search->known.contains(cell)) search->found.push_back(cell);
      },
      &search);
  runtime.finalizable.insert(runtime.finalizable.end(), search.found.begin(), search.found.end());
}

void finalize_remaining(Thread& thread, Dict* main_variables) {
  Runtime& runtime = thread.runtime;
  auto wants = [](const Cell* cell) { return wants_finalizer(cell); };
  if (std::none_of(runtime.finalizable.begin(), runtime.finalizable.end(), wants)) return;
  // What nobody can reach any more comes before what is still in use.
  runtime.heap.collect();
  run_finalizers(thread);
  const std::unordered_set<const Cell*> known(runtime.finalizable.begin(), runtime.finalizable.end());
  auto queue = [&](Cell* cell) {
    if (!wants_finalizer(cell)) return;
    cell->set_flag(kFinalizedFlag);
    runtime.finalizer_queue.push_back(cell);
  };
  uint64_t position = 0;
  DictEntry entry;
  while (main_variables != nullptr && dict_next(main_variables, position, entry)) {
    if (entry.value.is_cell() && known.contains(entry.value.cell())) queue(entry.value.cell());
  }
  for (Cell* cell : runtime.finalizable) queue(cell);
  run_finalizers(thread);
}

}  // namespace memphis
