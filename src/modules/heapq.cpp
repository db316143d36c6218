// The module _heapq: a list as a binary heap, with the least item first or (the functions ..._max) the greatest.
//
// Sifting goes all the way down to a leaf, always to the better child, and then up again: fewer comparisons than
// stopping early, since what is sifted comes from the bottom as a rule. Comparisons may run user code; a list whose
// size changes meanwhile is a RuntimeError.
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"

namespace memphis {

namespace {

// Does `a` belong above `b`?
template <bool max>
Fallible<bool> above(Thread& thread, Value a, Value b) {
  return max ? compare_truth(thread, Comparison::kLess, b, a) : compare_truth(thread, Comparison::kLess, a, b);
}

Status check_size(Thread& thread, List* heap, uint64_t size) {
  if (heap->size == size) return {};
  return raise(thread, ExceptionId::kRuntimeError, "list changed size during iteration");
}

// Moves the item at `position` up, not beyond `start`.
template <bool max>
Status sift_up_from(Thread& thread, List* heap, uint64_t start, uint64_t position) {
  uint64_t size = heap->size;
  while (position > start) {
    uint64_t parent = (position - 1) / 2;
    Value item = heap->items()[position];
    Value other = heap->items()[parent];
    bool moves = TRY(above<max>(thread, item, other));
    TRY(check_size(thread, heap, size));
    if (!moves) break;
    Value* items = heap->items();
    std::swap(items[position], items[parent]);
    position = parent;
  }
  return {};
}

template <bool max>
Status sift_down(Thread& thread, List* heap, uint64_t position) {
  uint64_t size = heap->size;
  uint64_t start = position;
  while (position < size / 2) {
    uint64_t child = 2 * position + 1;
    if (child + 1 < size) {
      bool left_first = TRY(above<max>(thread, heap->items()[child], heap->items()[child + 1]));
      TRY(check_size(thread, heap, size));
      if (!left_first) child++;
    }
    Value* items = heap->items();
    std::swap(items[position], items[child]);
    position = child;
  }
  return sift_up_from<max>(thread, heap, start, position);
}

Fallible<List*> heap_argument(Thread& thread, Value value, const char* function) {
  if (value.is_kind(Kind::kList)) return value.as<List>();
  return raise_type_error(thread, "{} argument{} must be list, not {}", function,
                          std::string_view(function).starts_with("heapify") ||
                                  std::string_view(function).starts_with("heappop(") ||
                                  std::string_view(function).starts_with("heappop_max(")
                              ? ""
                              : " 1",
                          argument_type_name(thread, value));
}

template <bool max>
Value heappush(Thread& thread, Value* args) {
  List* heap = TRY(heap_argument(thread, args[0], max ? "heappush_max()" : "heappush()"));
  TRY(list_append(thread, heap, args[1]));
  TRY(sift_up_from<max>(thread, heap, 0, heap->size - 1));
  return Value::none();
}

template <bool max>
Value heappop(Thread& thread, Value* args) {
  List* heap = TRY(heap_argument(thread, args[0], max ? "heappop_max()" : "heappop()"));
  if (heap->size == 0) return raise(thread, ExceptionId::kIndexError, "index out of range");
  Value last = list_pop_last(thread, heap);
  if (heap->size == 0) return last;
  Value top = heap->items()[0];
  heap->items()[0] = last;
  TRY(sift_down<max>(thread, heap, 0));
  return top;
}

template <bool max>
Value heapreplace(Thread& thread, Value* args) {
  List* heap = TRY(heap_argument(thread, args[0], max ? "heapreplace_max()" : "heapreplace()"));
  if (heap->size == 0) return raise(thread, ExceptionId::kIndexError, "index out of range");
  Value top = heap->items()[0];
  heap->items()[0] = args[1];
  TRY(sift_down<max>(thread, heap, 0));
  return top;
}

template <bool max>
Value heappushpop(Thread& thread, Value* args) {
  List* heap = TRY(heap_argument(thread, args[0], max ? "heappushpop_max()" : "heappushpop()"));
  if (heap->size == 0) return args[1];
  Value top = heap->items()[0];
  if (!TRY(above<max>(thread, top, args[1]))) return args[1];
  if (heap->size == 0) return raise(thread, ExceptionId::kIndexError, "index out of range");
  top = heap->items()[0];
  heap->items()[0] = args[1];
  TRY(sift_down<max>(thread, heap, 0));
  return top;
}

template <bool max>
Value heapify(Thread& thread, Value* args) {
  List* heap = TRY(heap_argument(thread, args[0], max ? "heapify_max()" : "heapify()"));
  for (uint64_t i = heap->size / 2; i-- > 0;) TRY(sift_down<max>(thread, heap, i));
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"heappush(heap, item, /)", heappush<false>, "Push item onto heap, maintaining the heap invariant."},
    {"heappushpop(heap, item, /)", heappushpop<false>,
     "Push item on the heap, then pop and return the smallest item from the heap."},
    {"heappop(heap, /)", heappop<false>, "Pop the smallest item off the heap, maintaining the heap invariant."},
    {"heapreplace(heap, item, /)", heapreplace<false>,
     "Pop and return the current smallest value, and add the new item."},
    {"heapify(heap, /)", heapify<false>, "Transform list into a heap, in-place, in O(len(heap)) time."},
    {"heappush_max(heap, item, /)", heappush<true>, "Push item onto max heap, maintaining the heap invariant."},
    {"heappushpop_max(heap, item, /)", heappushpop<true>, "Maxheap variant of heappushpop."},
    {"heappop_max(heap, /)", heappop<true>, "Maxheap variant of heappop."},
    {"heapreplace_max(heap, item, /)", heapreplace<true>, "Maxheap variant of heapreplace."},
    {"heapify_max(heap, /)", heapify<true>, "Maxheap variant of heapify."},
};

}  // namespace

Value create_heapq_module(Thread& thread) {
  return make_native_module(thread, "_heapq", "Heap queue algorithm (a.k.a. priority queue).", kFunctions);
}

}  // namespace memphis
