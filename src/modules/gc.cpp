// The module gc. There are no generations: every collection is a full one, and counts as the one it was asked as.
#include "modules/modules.h"
#include "runtime/collector.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

CollectorState& state_of(Thread& thread) { return *thread.runtime.collector; }

Value enable(Thread& thread, Value* args) {
  (void)args;
  thread.runtime.heap.set_enabled(true);
  return Value::none();
}

Value disable(Thread& thread, Value* args) {
  (void)args;
  thread.runtime.heap.set_enabled(false);
  return Value::none();
}

Value is_enabled(Thread& thread, Value* args) {
  (void)args;
  return Value::boolean(thread.runtime.heap.enabled());
}

Value collect(Thread& thread, Value* args) {
  int64_t generation = args[0].is_unbound() ? kGenerationCount - 1 : TRY(to_index_int64(thread, args[0]));
  if (generation < 0 || generation >= kGenerationCount) return raise_value_error(thread, "invalid generation");
  clear_dead_stack();
  return make_int(thread, TRY(collect_garbage(thread, static_cast<int>(generation))));
}

Value get_debug(Thread& thread, Value* args) {
  (void)args;
  return make_int(thread, state_of(thread).debug_flags);
}

Value set_debug(Thread& thread, Value* args) {
  state_of(thread).debug_flags = TRY(to_index_int64(thread, args[0]));
  return Value::none();
}

Value set_threshold(Thread& thread, Value* args) {
  auto* given = args[0].as<Tuple>();
  if (given->size < 1 || given->size > kGenerationCount) {
    return raise_type_error(thread, "gc.set_threshold requires 1 to 3 arguments");
  }
  CollectorState& state = state_of(thread);
  // The third one is of no use to CPython either, and stays 0.
  for (uint64_t i = 0; i < given->size; i++) {
    int64_t threshold = TRY(to_index_int64(thread, given->items[i]));
    if (i + 1 < kGenerationCount) state.thresholds[i] = threshold;
  }
  return Value::none();
}

Value get_threshold(Thread& thread, Value* args) {
  (void)args;
  const CollectorState& state = state_of(thread);
  return make_tuple(thread, {TRY(make_int(thread, state.thresholds[0])), TRY(make_int(thread, state.thresholds[1])),
                             TRY(make_int(thread, state.thresholds[2]))});
}

// Objects are not counted one by one: the first figure is what was allocated, in objects of the smallest size.
constexpr uint64_t kSmallestObject = 16;

Value get_count(Thread& thread, Value* args) {
  (void)args;
  uint64_t count = thread.runtime.heap.allocated_since_collection() / kSmallestObject;
  return make_tuple(thread, {TRY(make_int_unsigned(thread, count)), Value::small_int(0), Value::small_int(0)});
}

Value get_stats(Thread& thread, Value* args) {
  (void)args;
  List* list = TRY(make_list(thread));
  for (const auto& statistics : state_of(thread).statistics) {
    Dict* dict = TRY(make_dict(thread));
    auto set = [&](const char* name, uint64_t value) -> Status {
      Value number = TRY(make_int_unsigned(thread, value));
      return dict_set_name(thread, dict, TRY(intern_text(thread.runtime, name)), number);
    };
    TRY(set("collections", statistics.collections));
    TRY(set("collected", statistics.collected));
    TRY(set("uncollectable", 0));
    TRY(list_append(thread, list, dict));
  }
  return list;
}

Value get_objects(Thread& thread, Value* args) {
  if (args[0].is_unbound() || args[0].is_none()) return tracked_objects(thread);
  if (!is_int(args[0]) && type_of(thread, args[0])->special_method(Special::kIndex).is_unbound()) {
    return raise_type_error(thread, "argument should be integer or None, not '{}'", type_name(thread, args[0]));
  }
  int64_t generation = TRY(to_index_int64(thread, args[0]));
  if (generation >= kGenerationCount) {
    return raise_value_error(thread, "generation parameter must be less than the number of available generations ({})",
                             kGenerationCount);
  }
  if (generation == -1) return tracked_objects(thread);
  if (generation < 0) return raise_value_error(thread, "generation parameter cannot be negative");
  return generation == kGenerationCount - 1 ? tracked_objects(thread) : make_list(thread);
}

Value get_referrers(Thread& thread, Value* args) { return list_referrers(thread, args[0].as<Tuple>()); }
Value get_referents(Thread& thread, Value* args) { return list_referents(thread, args[0].as<Tuple>()); }

Value is_tracked_object(Thread& thread, Value* args) {
  (void)thread;
  return Value::boolean(is_tracked(args[0]));
}

Value is_finalized(Thread& thread, Value* args) {
  (void)thread;
  return Value::boolean(args[0].is_cell() && args[0].cell()->has_flag(kFinalizedFlag));
}

// Only the number is kept: a collection looks at all objects alike.
Value freeze(Thread& thread, Value* args) {
  (void)args;
  state_of(thread).frozen_count = count_tracked_objects(thread.runtime);
  return Value::none();
}

Value unfreeze(Thread& thread, Value* args) {
  (void)args;
  state_of(thread).frozen_count = 0;
  return Value::none();
}

Value get_freeze_count(Thread& thread, Value* args) {
  (void)args;
  return make_int_unsigned(thread, state_of(thread).frozen_count);
}

constexpr NativeDefinition kFunctions[] = {
    {"enable()", enable, "Lets collections happen when they are due."},
    {"disable()", disable, "Puts automatic collections off."},
    {"isenabled()", is_enabled, "Whether collections happen when they are due."},
    {"collect(generation=2)", collect, "Collects now. Returns the number of objects in cycles that were unreachable."},
    {"get_debug()", get_debug, "The debugging flags."},
    {"set_debug(flags, /)", set_debug, "Sets the debugging flags: DEBUG_STATS and the like, joined by |."},
    {"set_threshold(*thresholds)", set_threshold, "Sets the thresholds that get_threshold() shows."},
    {"get_threshold()", get_threshold, "The thresholds, as they were set."},
    {"get_count()", get_count, "How much was allocated since the last collection, and twice zero."},
    {"get_stats()", get_stats, "A list of dictionaries with the statistics of each generation."},
    {"get_objects(generation=None)", get_objects, "A list of all objects that are tracked, but for the list itself."},
    {"get_referrers(*objs)", get_referrers, "The objects that refer directly to any of objs."},
    {"get_referents(*objs)", get_referents, "The objects that objs refer to directly."},
    {"is_tracked(obj, /)", is_tracked_object, "Whether the object can be part of a cycle."},
    {"is_finalized(obj, /)", is_finalized, "Whether the object's finaliser has run."},
    {"freeze()", freeze, "Counts all tracked objects as permanent."},
    {"unfreeze()", unfreeze, "Counts no object as permanent any more."},
    {"get_freeze_count()", get_freeze_count, "The number of objects that freeze() has counted."},
};

struct DebugConstant {
  const char* name;
  int64_t value;
};

constexpr DebugConstant kDebugConstants[] = {
    {"DEBUG_STATS", kDebugStatistics},
    {"DEBUG_COLLECTABLE", kDebugCollectable},
    {"DEBUG_UNCOLLECTABLE", kDebugUncollectable},
    {"DEBUG_SAVEALL", kDebugSaveAll},
    {"DEBUG_LEAK", kDebugCollectable | kDebugUncollectable | kDebugSaveAll},
};

Status add_list(Thread& thread, Module* module, const char* name, List*& list) {
  if (list == nullptr) {
    List* made = TRY(make_list(thread));
    thread.runtime.permanent.push_back(made);
    list = made;
  }
  return set_module_attribute(thread, module, name, list);
}

}  // namespace

Value create_gc_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "gc", "The garbage collector.", kFunctions));
  for (const DebugConstant& constant : kDebugConstants) {
    TRY(set_module_attribute(thread, module, constant.name, Value::small_int(constant.value)));
  }
  TRY(add_list(thread, module, "garbage", state_of(thread).garbage));
  TRY(add_list(thread, module, "callbacks", state_of(thread).callbacks));
  return module;
}

}  // namespace memphis
