// The module _queue: SimpleQueue, a queue without a bound. The interpreter lock guards its state; who has to wait is
// parked.
#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/container_support.h"
#include "runtime/list_operations.h"
#include "runtime/parking.h"
#include "runtime/timestamp.h"

namespace memphis {

namespace {

struct SimpleQueue : Cell {
  Ref<List> items;
  uint64_t first;  // items before it have been taken out
};

constexpr ExceptionSpec kEmpty = {"Empty", "_queue", ExceptionId::kException,
                                  "Exception raised by Queue.get(block=0)/get_nowait()."};
constexpr uint64_t kManyTaken = 64;

SimpleQueue* self_of(Value* args) { return args[0].as<SimpleQueue>(); }
uint64_t size_of(const SimpleQueue* queue) { return queue->items->size - queue->first; }

Value queue_new(Thread& thread, Value* args) {
  List* items = TRY(make_list(thread));
  auto* queue = TRY(allocate_instance<SimpleQueue>(thread, args[0].as<Type>()));
  queue->items.set(queue, items);
  return queue;
}

Value queue_put(Thread& thread, Value* args) {
  SimpleQueue* self = self_of(args);
  TRY(list_append(thread, self->items, args[1]));
  unpark_one(thread.runtime, self);
  return Value::none();
}

Value take_first(Thread& thread, SimpleQueue* queue) {
  List* items = queue->items;
  Value item = items->items()[queue->first];
  items->items()[queue->first++] = Value::none();
  // What has been taken out is dropped together, so that each item is moved about once.
  if (queue->first == items->size || (queue->first >= kManyTaken && queue->first * 2 >= items->size)) {
    const uint64_t taken = queue->first;
    queue->first = 0;
    list_erase(thread, items, 0, taken);
  }
  return item;
}

Value get(Thread& thread, SimpleQueue* self, int64_t deadline) {
  while (size_of(self) == 0) {
    if (deadline == 0 || (deadline > 0 && monotonic_nanoseconds() >= deadline)) {
      return raise_value(thread, exception_class(thread.runtime, kEmpty));
    }
    Fallible<bool> in_time = park(thread, self, deadline);
    // If this fails, the item that it was woken for is for another thread.
    if (in_time.failed() && size_of(self) > 0) unpark_one(thread.runtime, self);
    (void)TRY(in_time);
  }
  return take_first(thread, self);
}

Value queue_get(Thread& thread, Value* args) {
  const bool waits = TRY(flag_argument(thread, args[1], true));
  if (!waits) return get(thread, self_of(args), 0);
  if (args[2].is_unbound() || args[2].is_none()) return get(thread, self_of(args), -1);
  const int64_t wait = TRY(to_nanoseconds(thread, args[2], Rounding::kCeiling));
  if (wait < 0) return raise_value_error(thread, "'timeout' must be a non-negative number");
  int64_t deadline;
  if (__builtin_add_overflow(monotonic_nanoseconds(), wait, &deadline)) {
    return raise(thread, ExceptionId::kOverflowError, "timeout value is too large");
  }
  return get(thread, self_of(args), deadline);
}

Value queue_get_nowait(Thread& thread, Value* args) { return get(thread, self_of(args), 0); }
Value queue_empty(Thread&, Value* args) { return Value::boolean(size_of(self_of(args)) == 0); }
Value queue_qsize(Thread&, Value* args) { return Value::small_int(static_cast<int64_t>(size_of(self_of(args)))); }

constexpr NativeDefinition kMethods[] = {
    {"__new__(type)", queue_new, "", NativeKind::kStaticMethod, CallErrors::kDerived, "($type, *args, **kwargs)"},
    {"empty(self, /)", queue_empty, "Return True if the queue is empty, False otherwise (not reliable!)."},
    {"get(self, /, block=True, timeout=None)", queue_get,
     "Remove and return an item from the queue.\n\nIf optional args 'block' is true and 'timeout' is None (the "
     "default),\nblock if necessary until an item is available. If 'timeout' is\na non-negative number, it blocks at "
     "most 'timeout' seconds and raises\nthe Empty exception if no item was available within that time.\nOtherwise "
     "('block' is false), return an item if one is immediately\navailable, else raise the Empty exception ('timeout' "
     "is ignored\nin that case)."},
    {"get_nowait(self, /)", queue_get_nowait,
     "Remove and return an item from the queue without blocking.\n\nOnly get an item if one is immediately available. "
     "Otherwise\nraise the Empty exception."},
    {"put(self, /, item, block=True, timeout=None)", queue_put,
     "Put the item on the queue.\n\nThe optional 'block' and 'timeout' arguments are ignored, as this method\nnever "
     "blocks.  They are provided for compatibility with the Queue class."},
    {"put_nowait(self, /, item)", queue_put,
     "Put an item into the queue without blocking.\n\nThis is exactly equivalent to `put(item)` and is only "
     "provided\nfor compatibility with the Queue class."},
    {"qsize(self, /)", queue_qsize, "Return the approximate size of the queue (not reliable!)."},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

constexpr TypeSpec kSimpleQueueType = {
    .name = "SimpleQueue",
    .module = "_queue",
    .basic_size = sizeof(SimpleQueue),
    .native_fields = 1,
    .flags = kTypeHasWeakReferences,
    .methods = kMethods,
    .doc = "Simple, unbounded, reentrant FIFO queue.",
    .text_signature = "()",
};

}  // namespace

Value create_queue_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_queue",
                                          "C implementation of the Python queue module.\nThis module is an "
                                          "implementation detail, please do not use it directly.",
                                          {}));
  (void)TRY(add_exception_class(thread, module, kEmpty));
  (void)TRY(add_module_type(thread, module, kSimpleQueueType));
  return module;
}

}  // namespace memphis
