// Weak references and finalisers.
//
// The table maps a cell to the chain of WeakReference cells that point at it. After marking, references to dead cells
// are cleared and their callbacks queued; dead objects whose type has __del__ are brought back to life once, and
// queued, so that __del__ sees whole objects (PEP 442). The queues are run at the next safepoint, never inside the
// collector.
#pragma once

#include <unordered_map>
#include <vector>

#include "objects/native_object.h"
#include "runtime/runtime.h"

namespace memphis {

class WeakTable {
 public:
  // The first reference to the cell; null: none. Follow WeakReference::next.
  WeakReference* first(Cell* referent) const;
  void add(Cell* referent, WeakReference* reference);

  // Called after marking. Clears what points at dead cells; queues live references that have callbacks.
  void sweep(Runtime& runtime);

 private:
  std::unordered_map<Cell*, WeakReference*> chains_;
};

// A weak reference to an object (an existing one without callback is shared for exact types). `type`: the reference's
// type. TypeError "cannot create weak reference to 'X' object".
Value make_weak_reference(Thread& thread, Type* type, Value referent, Value callback);
bool supports_weak_references(Thread& thread, Value value);
uint64_t count_weak_references(Runtime& runtime, Value value);

// Classes have got a __del__ after some of their instances were made: finds those. Collects.
void find_finalizable(Runtime& runtime);
// Marks dead objects with finalisers, queues them. Called after marking, before weak references are swept.
void queue_finalizers(Runtime& runtime, Marker& marker);
// Runs queued finalisers and weak reference callbacks. Errors go to sys.unraisablehook. Runs user code; never fails.
void run_finalizers(Thread& thread);
// Runs the finalisers of all objects that are left, as at the end of a program: first of what the variables of the main
// module hold, in their order, then of the others in the order of their making. Runs user code; never fails.
void finalize_remaining(Thread& thread, Dict* main_variables);

}  // namespace memphis
