// tee: several iterators over one. What one of them has read and others have not lies in a linked list of chunks, which
// the slowest one keeps alive.
#include "modules/itertools/itertools.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/error.h"

namespace memphis::itertools {

namespace {

constexpr int64_t kChunk = 57;

struct TeeData : Cell {
  Field iterator;
  Ref<TeeData> next;
  Ref<ValueArray> items;
  int64_t count;  // items read so far
  bool running;
};

struct Tee : Cell {
  Ref<TeeData> data;
  int64_t index;  // of the next item in `data`
};

TeeData* make_data(Thread& thread, Value iterator) {
  auto* data = TRY(allocate_instance<TeeData>(thread, native_type(thread.runtime, kTeeDataType)));
  data->iterator.set(data, iterator);
  ValueArray* items = TRY(make_value_array(thread, kChunk));
  data->items.set(data, items);
  return data;
}

Tee* make_tee(Thread& thread, TeeData* data, int64_t index) {
  auto* tee = TRY(allocate_instance<Tee>(thread, native_type(thread.runtime, kTeeType)));
  tee->data.set(tee, data);
  tee->index = index;
  return tee;
}

bool is_tee(Thread& thread, Value value) {
  return is_instance_of(thread, value, native_type(thread.runtime, kTeeType));
}

// A tee over any iterable; one more at the same place, if it is a tee itself.
Tee* tee_of(Thread& thread, Value iterable) {
  Value iterator = TRY(get_iterator(thread, iterable));
  if (is_tee(thread, iterator)) return make_tee(thread, iterator.as<Tee>()->data, iterator.as<Tee>()->index);
  TeeData* data = TRY(make_data(thread, iterator));
  return make_tee(thread, data, 0);
}

Value tee_next(Thread& thread, Value* args) {
  auto* tee = args[0].as<Tee>();
  TeeData* data = tee->data;
  if (tee->index >= kChunk) {
    if (data->next.get() == nullptr) data->next.set(data, TRY(make_data(thread, data->iterator)));
    data = data->next;
    tee->data.set(tee, data);
    tee->index = 0;
  }
  if (tee->index < data->count) return data->items->items[tee->index++];
  if (data->running) return raise(thread, ExceptionId::kRuntimeError, "cannot re-enter the tee iterator");
  data->running = true;
  Value item = next_item(thread, data->iterator);
  data->running = false;
  if (item.is_error() || item.is_unbound()) return item;
  data->items->items[data->count++] = item;
  tee->index++;
  return item;
}

Value tee_copy(Thread& thread, Value* args) {
  auto* tee = args[0].as<Tee>();
  return make_tee(thread, tee->data, tee->index);
}

Value tee_new(Thread& thread, Value* args) { return tee_of(thread, args[1]); }

Value tee_data_new(Thread& thread, Value* args) {
  if (!args[2].is_kind(Kind::kList)) {
    return raise_type_error(thread, "teedataobject() argument 2 must be list, not {}",
                            argument_type_name(thread, args[2]));
  }
  auto* values = args[2].as<List>();
  if (static_cast<int64_t>(values->size) > kChunk) return raise_value_error(thread, "Invalid arguments");
  TeeData* data = TRY(make_data(thread, args[1]));
  for (Value value : values->view()) data->items->items[data->count++] = value;
  if (data->count == kChunk && !args[3].is_none()) {
    if (!is_instance_of(thread, args[3], native_type(thread.runtime, kTeeDataType))) {
      return raise_value_error(thread, "Invalid arguments");
    }
    data->next.set(data, args[3].as<TeeData>());
  } else if (!args[3].is_none()) {
    return raise_value_error(thread, "Invalid arguments");
  }
  return data;
}

constexpr NativeDefinition kTeeMethods[] = {
    {"__new__(type, iterable, /)", tee_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", tee_next},
    {"__copy__(self, /)", tee_copy, "Returns an independent iterator."},
};
constexpr NativeDefinition kTeeDataMethods[] = {
    {"__new__(type, it, values, next, /)", tee_data_new, "", NativeKind::kStaticMethod},
};

}  // namespace

Value tee(Thread& thread, Value* args) {
  int64_t count = args[1].is_unbound() ? 2 : TRY(to_index_int64(thread, args[1]));
  if (count < 0) return raise_value_error(thread, "n must be >= 0");
  Tuple* result = TRY(allocate_tuple(thread, static_cast<uint64_t>(count)));
  if (count == 0) return result;
  Value iterator = TRY(get_iterator(thread, args[0]));
  Value copy = is_tee(thread, iterator) ? Value::unbound() : TRY(find_attribute(thread, iterator, Name::kCopy));
  if (copy.is_unbound()) {
    Tee* first = TRY(tee_of(thread, iterator));
    result->items[0] = first;
    for (int64_t i = 1; i < count; i++) result->items[i] = TRY(make_tee(thread, first->data, first->index));
    return result;
  }
  // An iterator that can copy itself is used as it is.
  result->items[0] = iterator;
  for (int64_t i = 1; i < count; i++) result->items[i] = TRY(call(thread, copy));
  return result;
}

const TypeSpec kTeeType = {
    .name = "_tee",
    .module = "itertools",
    .basic_size = sizeof(Tee),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeHasWeakReferences,
    .methods = kTeeMethods,
    .doc = "Iterator wrapped to make it copyable.",
};

const TypeSpec kTeeDataType = {
    .name = "_tee_dataobject",
    .module = "itertools",
    .basic_size = sizeof(TeeData),
    .native_fields = 3,
    .flags = kTypeIsFinal,
    .methods = kTeeDataMethods,
    .doc = "Data container common to multiple tee objects.",
};

}  // namespace memphis::itertools
