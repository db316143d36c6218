// count, cycle, repeat
#include "modules/itertools/itertools.h"
#include "runtime/container_support.h"
#include "runtime/error.h"

namespace memphis::itertools {

namespace {

// ---- count ----

// Small ints with a small step are counted in `fast_next`; `next` is unbound then.
struct Count : Cell {
  Field next;
  Field step;
  int64_t fast_next;
  int64_t fast_step;
};

bool is_number(Thread& thread, Value value) {
  Type* type = type_of(thread, value);
  for (Special special : {Special::kIndex, Special::kInt, Special::kFloat, Special::kComplex}) {
    if (!type->special_method(special).is_unbound()) return true;
  }
  return false;
}

Value count_new(Thread& thread, Value* args) {
  Value start = args[1].is_unbound() ? Value::small_int(0) : args[1];
  Value step = args[2].is_unbound() ? Value::small_int(1) : args[2];
  if (!is_number(thread, start) || !is_number(thread, step)) return raise_type_error(thread, "a number is required");
  auto* count = TRY(allocate_instance<Count>(thread, args[0].as<Type>()));
  count->step.set(count, step);
  if (start.is_small_int() && step.is_small_int()) {
    count->fast_next = start.as_small_int();
    count->fast_step = step.as_small_int();
  } else {
    count->next.set(count, start);
  }
  return count;
}

Value count_next(Thread& thread, Value* args) {
  auto* count = args[0].as<Count>();
  Value next = count->next;
  if (next.is_unbound()) [[likely]] {
    Value current = Value::small_int(count->fast_next);
    // Neither summand has more than 63 bits.
    int64_t following = count->fast_next + count->fast_step;
    if (Value::fits_small_int(following)) {
      count->fast_next = following;
    } else {
      count->next.set(count, TRY(make_int(thread, following)));
    }
    return current;
  }
  count->next.set(count, TRY(binary_operation(thread, BinaryOperation::kAdd, next, count->step)));
  return next;
}

Value count_repr(Thread& thread, Value* args) {
  auto* count = args[0].as<Count>();
  ReprBuilder text(thread);
  text.add(type_name(thread, args[0]) + "(");
  Value next = count->next.get().is_unbound() ? Value::small_int(count->fast_next) : count->next.get();
  TRY(text.add_repr(next));
  Value step = count->step;
  bool step_is_one = is_int(step) && (step == Value::small_int(1) || step.is_true());
  if (!step_is_one) {
    text.add(", ");
    TRY(text.add_repr(step));
  }
  text.add(")");
  return text.finish();
}

constexpr NativeDefinition kCountMethods[] = {
    {"__new__(type, start=0, step=1)", count_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", count_repr},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", count_next},
};

// ---- cycle ----

struct Cycle : Cell {
  Field iterator;  // unbound once it is exhausted
  Ref<List> saved;
  uint64_t index;
};

Value cycle_new(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[1]));
  List* saved = TRY(make_list(thread));
  auto* cycle = TRY(allocate_instance<Cycle>(thread, args[0].as<Type>()));
  cycle->iterator.set(cycle, iterator);
  cycle->saved.set(cycle, saved);
  return cycle;
}

Value cycle_next(Thread& thread, Value* args) {
  auto* cycle = args[0].as<Cycle>();
  Value iterator = cycle->iterator;
  if (!iterator.is_unbound()) {
    Value item = TRY(next_item(thread, iterator));
    if (!item.is_unbound()) {
      TRY(list_append(thread, cycle->saved, item));
      return item;
    }
    cycle->iterator.set(cycle, Value::unbound());
  }
  List* saved = cycle->saved;
  if (saved->size == 0) return Value::unbound();
  Value item = saved->items()[cycle->index++];
  if (cycle->index >= saved->size) cycle->index = 0;
  return item;
}

constexpr NativeDefinition kCycleMethods[] = {
    {"__new__(type, iterable, /)", cycle_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", cycle_next},
};

// ---- repeat ----

struct Repeat : Cell {
  Field element;
  int64_t left;  // -1: for ever
};

Value repeat_new(Thread& thread, Value* args) {
  int64_t times = -1;
  if (!args[2].is_unbound()) times = std::max<int64_t>(TRY(to_index_int64(thread, args[2])), 0);
  auto* repeat = TRY(allocate_instance<Repeat>(thread, args[0].as<Type>()));
  repeat->element.set(repeat, args[1]);
  repeat->left = times;
  return repeat;
}

Value repeat_next(Thread&, Value* args) {
  auto* repeat = args[0].as<Repeat>();
  if (repeat->left == 0) return Value::unbound();
  if (repeat->left > 0) repeat->left--;
  return repeat->element;
}

Value repeat_repr(Thread& thread, Value* args) {
  auto* repeat = args[0].as<Repeat>();
  ReprBuilder text(thread);
  text.add(type_name(thread, args[0]) + "(");
  TRY(text.add_repr(repeat->element));
  if (repeat->left >= 0) text.add(", " + std::to_string(repeat->left));
  text.add(")");
  return text.finish();
}

Value repeat_length_hint(Thread& thread, Value* args) {
  auto* repeat = args[0].as<Repeat>();
  if (repeat->left < 0) return raise_type_error(thread, "len() of unsized object");
  return make_int(thread, repeat->left);
}

constexpr NativeDefinition kRepeatMethods[] = {
    {"__new__(type, object, times=None)", repeat_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", repeat_repr},
    {"__iter__(self, /)", return_self},
    {"__next__(self, /)", repeat_next},
    {"__length_hint__(self, /)", repeat_length_hint, "Private method returning an estimate of len(list(it))."},
};

}  // namespace

const TypeSpec kCountType = {
    .name = "count",
    .module = "itertools",
    .basic_size = sizeof(Count),
    .native_fields = 2,
    .methods = kCountMethods,
    .doc = "The numbers start, start + step, start + 2 * step, ... without end.",
};

const TypeSpec kCycleType = {
    .name = "cycle",
    .module = "itertools",
    .basic_size = sizeof(Cycle),
    .native_fields = 2,
    .methods = kCycleMethods,
    .doc = "The items of the iterable, over and over again.",
};

const TypeSpec kRepeatType = {
    .name = "repeat",
    .module = "itertools",
    .basic_size = sizeof(Repeat),
    .native_fields = 1,
    .methods = kRepeatMethods,
    .doc = "repeat(object [,times]) -> the object, for the given number of times or without end.",
};

}  // namespace memphis::itertools
