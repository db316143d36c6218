// Priorities and processors.
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <memory>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/interpreter_lock.h"
#include "runtime/operations.h"

namespace memphis::posix {

namespace {

// ---- Niceness ----

Value nice_function(Thread& thread, Value* args) {
  const int increment = TRY(int_argument(thread, args[0]));
  errno = 0;  // -1 may be the answer
  const int value = nice(increment);
  if (value == -1 && errno != 0) return raise_errno(thread);
  return Value::small_int(value);
}

Value getpriority_function(Thread& thread, Value* args) {
  const int which = TRY(int_argument(thread, args[0])), who = TRY(int_argument(thread, args[1]));
  errno = 0;
  const int value = getpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who));
  if (value == -1 && errno != 0) return raise_errno(thread);
  return Value::small_int(value);
}

Value setpriority_function(Thread& thread, Value* args) {
  const int which = TRY(int_argument(thread, args[0])), who = TRY(int_argument(thread, args[1]));
  const int priority = TRY(int_argument(thread, args[2]));
  return none_or_error(thread, setpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who), priority));
}

// ---- Policies ----

constexpr StructField kSchedParamFields[] = {{"sched_priority", "the scheduling priority"}};

Value sched_param_new(Thread& thread, Value* args) {
  return make_struct_sequence(thread, args[0].as<Type>(), std::span<const Value>(args + 1, 1));
}

Value sched_param_reduce(Thread& thread, Value* args) {
  Tuple* arguments = TRY(make_tuple(thread, {struct_sequence_field(args[0], 0)}));
  return make_tuple(thread, {Value(type_of(thread, args[0])), Value(arguments)});
}

constexpr NativeDefinition kSchedParamMethods[] = {
    {"__new__(type, /, sched_priority)", sched_param_new, "Scheduling parameters.", NativeKind::kStaticMethod},
    {"__repr__(self, /)", struct_sequence_repr, "Return repr(self)."},
    {"__reduce__(self, /)", sched_param_reduce, "For pickling."},
    {"__replace__(self, /, *args, **changes)", struct_sequence_replace,
     "A copy with the values of the named fields replaced.", NativeKind::kMethod, CallErrors::kDerived,
     "($self, /, **changes)"},
};

Value int_or_error(Thread& thread, int result) {
  if (result < 0) return raise_errno(thread);
  return Value::small_int(result);
}

Value sched_get_priority_max_function(Thread& thread, Value* args) {
  return int_or_error(thread, sched_get_priority_max(TRY(int_argument(thread, args[0]))));
}

Value sched_get_priority_min_function(Thread& thread, Value* args) {
  return int_or_error(thread, sched_get_priority_min(TRY(int_argument(thread, args[0]))));
}

Value sched_getscheduler_function(Thread& thread, Value* args) {
  return int_or_error(thread, sched_getscheduler(TRY(int_argument(thread, args[0]))));
}

Fallible<sched_param> parameter_argument(Thread& thread, Value value) {
  if (type_of(thread, value) != struct_sequence_type(thread.runtime, kSchedParam)) {
    return raise_type_error(thread, "must have a sched_param object");
  }
  int64_t priority;
  if (!int_to_int64(TRY(to_index(thread, struct_sequence_field(value, 0))), priority)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
  }
  if (priority < INT32_MIN || priority > INT32_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "sched_priority out of range");
  }
  sched_param parameter = {};
  parameter.sched_priority = static_cast<int>(priority);
  return parameter;
}

Value sched_setscheduler_function(Thread& thread, Value* args) {
  const int process = TRY(int_argument(thread, args[0])), policy = TRY(int_argument(thread, args[1]));
  const sched_param parameter = TRY(parameter_argument(thread, args[2]));
  return none_or_error(thread, sched_setscheduler(process, policy, &parameter));
}

Value sched_getparam_function(Thread& thread, Value* args) {
  sched_param parameter;
  if (sched_getparam(TRY(int_argument(thread, args[0])), &parameter) < 0) return raise_errno(thread);
  return make_struct_sequence(thread, struct_sequence_type(thread.runtime, kSchedParam),
                              {Value::small_int(parameter.sched_priority)});
}

Value sched_setparam_function(Thread& thread, Value* args) {
  const int process = TRY(int_argument(thread, args[0]));
  const sched_param parameter = TRY(parameter_argument(thread, args[1]));
  return none_or_error(thread, sched_setparam(process, &parameter));
}

Value sched_rr_get_interval_function(Thread& thread, Value* args) {
  timespec interval;
  if (sched_rr_get_interval(TRY(int_argument(thread, args[0])), &interval) < 0) return raise_errno(thread);
  return make_float(thread, static_cast<double>(interval.tv_sec) + 1e-9 * static_cast<double>(interval.tv_nsec));
}

Value sched_yield_function(Thread& thread, Value*) {
  return none_or_error(thread, without_interpreter_lock(thread, [] { return sched_yield(); }));
}

// ---- Processors ----

class ProcessorSet {
 public:
  explicit ProcessorSet(int count) : count_(count), set_(CPU_ALLOC(static_cast<size_t>(count))) {
    CPU_ZERO_S(size(), set_);
  }
  ~ProcessorSet() { CPU_FREE(set_); }
  ProcessorSet(const ProcessorSet&) = delete;
  ProcessorSet& operator=(const ProcessorSet&) = delete;

  int count() const { return count_; }
  size_t size() const { return CPU_ALLOC_SIZE(static_cast<size_t>(count_)); }
  cpu_set_t* get() const { return set_; }
  void add(int processor) { CPU_SET_S(static_cast<size_t>(processor), size(), set_); }
  bool contains(int processor) const { return CPU_ISSET_S(static_cast<size_t>(processor), size(), set_); }

 private:
  int count_;
  cpu_set_t* set_;
};

constexpr int kProcessorCount = CHAR_BIT * sizeof(cpu_set_t);
constexpr int kLargestProcessorCount = 1 << 20;

Value sched_setaffinity_function(Thread& thread, Value* args) {
  const int process = TRY(int_argument(thread, args[0]));
  ProcessorSet processors(kLargestProcessorCount);
  Value iterator = TRY(get_iterator(thread, args[1]));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) break;
    if (!is_int(item)) {
      return raise_type_error(thread, "expected an iterator of ints, but iterator yielded {}",
                              TRY(repr_text(thread, type_of(thread, item))));
    }
    int64_t number;
    if (!int_to_int64(item, number)) {
      return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
    }
    if (number < 0) return raise_value_error(thread, "negative CPU number");
    if (number >= INT32_MAX) return raise(thread, ExceptionId::kOverflowError, "CPU number too large");
    // No system has such processors; those that it lacks do not count.
    if (number < processors.count()) processors.add(static_cast<int>(number));
  }
  return none_or_error(thread, sched_setaffinity(process, processors.size(), processors.get()));
}

Value sched_getaffinity_function(Thread& thread, Value* args) {
  const int process = TRY(int_argument(thread, args[0]));
  for (int count = kProcessorCount; count <= kLargestProcessorCount; count *= 2) {
    const ProcessorSet processors(count);
    if (sched_getaffinity(process, processors.size(), processors.get()) < 0) {
      // The system has more processors than were asked for.
      if (errno == EINVAL && count < kLargestProcessorCount) continue;
      return raise_errno(thread);
    }
    Set* result = TRY(make_set(thread, TypeId::kSet));
    for (int i = 0; i < count; i++) {
      if (processors.contains(i)) TRY(set_add(thread, result, Value::small_int(i)));
    }
    return result;
  }
  return raise_errno(thread);
}

Value cpu_count_function(Thread& thread, Value*) {
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? Value::none() : make_int(thread, count);
}

constexpr NativeDefinition kFunctions[] = {
    {"nice(increment, /)", nice_function, "Adds to the niceness of the process and gives the new one."},
    {"getpriority(which, who)", getpriority_function, "The priority of processes."},
    {"setpriority(which, who, priority)", setpriority_function, "Sets the priority of processes."},
    {"sched_get_priority_max(policy)", sched_get_priority_max_function, "The highest priority of a policy."},
    {"sched_get_priority_min(policy)", sched_get_priority_min_function, "The lowest priority of a policy."},
    {"sched_getscheduler(pid, /)", sched_getscheduler_function, "The scheduling policy of a process."},
    {"sched_setscheduler(pid, policy, param, /)", sched_setscheduler_function, "Sets the scheduling policy."},
    {"sched_getparam(pid, /)", sched_getparam_function, "The scheduling parameters of a process."},
    {"sched_setparam(pid, param, /)", sched_setparam_function, "Sets the scheduling parameters of a process."},
    {"sched_rr_get_interval(pid, /)", sched_rr_get_interval_function, "The round-robin interval, in seconds."},
    {"sched_yield()", sched_yield_function, "Lets others run."},
    {"sched_setaffinity(pid, mask, /)", sched_setaffinity_function, "Sets the processors that a process runs on."},
    {"sched_getaffinity(pid, /)", sched_getaffinity_function, "The processors that a process runs on."},
    {"cpu_count()", cpu_count_function, "The number of processors; None when it is unknown."},
};

}  // namespace

const std::span<const NativeDefinition> kSchedulingFunctions = kFunctions;

constinit const StructSequenceSpec kSchedParam = [] {
  StructSequenceSpec spec =
      struct_sequence("posix", "sched_param", "Scheduling parameters: the priority alone.", kSchedParamFields, 1);
  spec.methods = kSchedParamMethods;
  return spec;
}();

}  // namespace memphis::posix
