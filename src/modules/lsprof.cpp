// The module _lsprof: the profiler behind cProfile. It watches calls through sys.monitoring.
#include <memory>
#include <unordered_map>
#include <vector>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/named_access.h"
#include "runtime/struct_sequence.h"
#include "runtime/timestamp.h"

namespace memphis {

namespace {

// What is known of calls of one function, or of its calls from another one.
struct Calls {
  int64_t total = 0, own = 0;  // time
  int64_t count = 0, recursive_count = 0, depth = 0;

  void add(int64_t total_time, int64_t own_time) {
    if (--depth == 0) {
      total += total_time;
    } else {
      recursive_count++;
    }
    own += own_time;
    count++;
  }
};

struct Entry : Calls {
  std::unordered_map<size_t, Calls> callees;  // by entry number
  std::vector<size_t> callee_order;
};

struct Context {
  size_t entry;
  int64_t start = 0, in_callees = 0;
};

struct Profile {
  std::unordered_map<uint64_t, size_t> numbers;  // of what is called -> its entry
  std::vector<Entry> entries;
  std::vector<Context> contexts;  // of the calls under way
};

struct Profiler : Cell {
  Field timer;          // unbound: the system's clock
  Ref<List> functions;  // of the entries: code objects, or texts
  Profile* profile;     // owned: a native resource
  double time_unit;
  bool wants_subcalls, wants_builtins, is_enabled;
  bool is_timing;  // the timer is being called: it may not change what is under way
};

constexpr int64_t kToolId = 2;  // sys.monitoring.PROFILER_ID

constexpr StructField kEntryFields[] = {{"code", "code object or built-in function name"},
                                        {"callcount", "how many times this was called"},
                                        {"reccallcount", "how many times called recursively"},
                                        {"totaltime", "total time in this entry"},
                                        {"inlinetime", "inline time in this entry (not in subcalls)"},
                                        {"calls", "details of the calls"}};
constexpr StructSequenceSpec kEntryType = struct_sequence("_lsprof", "profiler_entry", "", kEntryFields, 6);
constexpr StructField kSubEntryFields[] = {{"code", "called code object or built-in function name"},
                                           {"callcount", "how many times this is called"},
                                           {"reccallcount", "how many times this is called recursively"},
                                           {"totaltime", "total time spent in this call"},
                                           {"inlinetime", "inline time (not in further subcalls)"}};
constexpr StructSequenceSpec kSubEntryType = struct_sequence("_lsprof", "profiler_subentry", "", kSubEntryFields, 5);

Profiler* self_of(Value* args) { return args[0].as<Profiler>(); }

// ---- Time ----

int64_t now(Thread& thread, Profiler* self) {
  if (self->timer.get().is_unbound()) return monotonic_nanoseconds();
  self->is_timing = true;
  Value time = call(thread, self->timer);
  self->is_timing = false;
  if (!time.is_error() && self->time_unit > 0) {
    Fallible<int64_t> count = to_int64(thread, time);
    if (!count.failed()) return count.value();
  } else if (!time.is_error()) {
    Fallible<double> seconds = to_double(thread, time);
    if (!seconds.failed()) return static_cast<int64_t>(seconds.value() * kNanosecondsPerSecond);
  }
  write_unraisable(thread, self->timer);
  return 0;
}

double seconds_in_unit(const Profiler* self) {
  return !self->timer.get().is_unbound() && self->time_unit > 0 ? self->time_unit : 1e-9;
}

// ---- Calls ----

void begin_call(Thread& thread, Profiler* self, size_t entry) {
  Profile& profile = *self->profile;
  profile.entries[entry].depth++;
  if (self->wants_subcalls && !profile.contexts.empty()) {
    Entry& caller = profile.entries[profile.contexts.back().entry];
    auto [found, is_new] = caller.callees.try_emplace(entry);
    if (is_new) caller.callee_order.push_back(entry);
    found->second.depth++;
  }
  profile.contexts.push_back({entry});
  const int64_t start = now(thread, self);
  if (!profile.contexts.empty()) profile.contexts.back().start = start;
}

void end_call(Thread& thread, Profiler* self) {
  Profile& profile = *self->profile;
  if (profile.contexts.empty()) return;
  const int64_t end = now(thread, self);
  if (profile.contexts.empty()) return;
  const Context context = profile.contexts.back();
  profile.contexts.pop_back();
  const int64_t total = end - context.start, own = total - context.in_callees;
  profile.entries[context.entry].add(total, own);
  if (profile.contexts.empty()) return;
  profile.contexts.back().in_callees += total;
  if (!self->wants_subcalls) return;
  auto& callees = profile.entries[profile.contexts.back().entry].callees;
  if (auto found = callees.find(context.entry); found != callees.end()) found->second.add(total, own);
}

// The number of what is called: known by `key`, shown as `function`.
Fallible<size_t> entry_of(Thread& thread, Profiler* self, uint64_t key, Value function) {
  auto [found, is_new] = self->profile->numbers.try_emplace(key, self->profile->entries.size());
  if (!is_new) return found->second;
  const size_t number = found->second;
  self->profile->entries.emplace_back();
  TRY(list_append(thread, self->functions, function));
  return number;
}

Status enter_code(Thread& thread, Profiler* self, Value code) {
  const size_t entry = TRY(entry_of(thread, self, code.bits(), code));
  begin_call(thread, self, entry);
  return {};
}

Value python_start(Thread& thread, Value* args) {
  TRY(enter_code(thread, self_of(args), args[1]));
  return Value::none();
}

Value python_throw(Thread& thread, Value* args) { return python_start(thread, args); }

Value python_return(Thread& thread, Value* args) {
  end_call(thread, self_of(args));
  return Value::none();
}

bool is_native(Value callable) { return callable.is_kind(Kind::kNativeFunction); }

// "<built-in method builtins.len>", "<method 'append' of 'list' objects>"
Value native_text(Thread& thread, NativeFunction* native, Value self) {
  if (native->takes_no_self || self.is_unbound()) {
    Value module = native->module;
    const std::string name = text_of(native->name.get());
    if (is_str(module)) return make_str(thread, "<built-in method " + text_of(module) + "." + name + ">");
    return make_str(thread, "<built-in method " + name + ">");
  }
  Value method = type_lookup(thread.runtime, type_of(thread, self), native->name);
  if (!method.is_unbound()) return repr(thread, method);
  return make_str(thread, "<built-in method " + text_of(native->name.get()) + ">");
}

Value native_call(Thread& thread, Value* args) {
  Profiler* self = self_of(args);
  if (!self->wants_builtins || !is_native(args[3])) return Value::none();
  auto* native = args[3].as<NativeFunction>();
  const auto key = reinterpret_cast<uint64_t>(native->definition);
  Value shown;
  if (!self->profile->numbers.contains(key)) {
    Value receiver = native->self.get().is_unbound() ? args[4] : native->self.get();
    shown = TRY(native_text(thread, native, receiver));
  }
  begin_call(thread, self, TRY(entry_of(thread, self, key, shown)));
  return Value::none();
}

Value native_return(Thread& thread, Value* args) {
  if (self_of(args)->wants_builtins && is_native(args[3])) end_call(thread, self_of(args));
  return Value::none();
}

// ---- Enabling ----

struct Callback {
  const char* event;
  const char* method;
};
constexpr Callback kCallbacks[] = {
    {"PY_START", "_pystart_callback"},   {"PY_RESUME", "_pystart_callback"}, {"PY_THROW", "_pythrow_callback"},
    {"PY_RETURN", "_pyreturn_callback"}, {"PY_YIELD", "_pyreturn_callback"}, {"PY_UNWIND", "_pyreturn_callback"},
    {"CALL", "_ccall_callback"},         {"C_RETURN", "_creturn_callback"},  {"C_RAISE", "_creturn_callback"},
};

// sys.monitoring.name(arguments)
Value monitoring(Thread& thread, const char* name, std::initializer_list<Value> arguments) {
  Value module = TRY(import_attribute(thread, "sys", "monitoring"));
  return call(thread, TRY(get_attribute_text(thread, module, name)), arguments);
}

Status watch(Thread& thread, Value self) {
  Value events = TRY(get_attribute_text(thread, TRY(import_attribute(thread, "sys", "monitoring")), "events"));
  Value tool = Value::small_int(kToolId);
  int64_t all = 0;
  for (const Callback& callback : kCallbacks) {
    Value event = TRY(get_attribute_text(thread, events, callback.event));
    Value method = self.is_unbound() ? Value::none() : TRY(get_attribute_text(thread, self, callback.method));
    TRY(monitoring(thread, "register_callback", {tool, event, method}));
    all |= TRY(to_int64(thread, event));
  }
  TRY(monitoring(thread, "set_events", {tool, Value::small_int(self.is_unbound() ? 0 : all)}));
  return {};
}

Value profiler_enable(Thread& thread, Value* args) {
  Profiler* self = self_of(args);
  const bool subcalls = TRY(flag_argument(thread, args[1], true));
  const bool builtins = TRY(flag_argument(thread, args[2], true));
  Value used = monitoring(thread, "use_tool_id", {Value::small_int(kToolId), Value(TRY(make_str(thread, "cProfile")))});
  if (used.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kValueError)) return used;
    return raise_value_error(thread, "Another profiling tool is already active");
  }
  self->wants_subcalls = subcalls;
  self->wants_builtins = builtins;
  self->is_enabled = true;
  TRY(watch(thread, args[0]));
  return Value::none();
}

Value profiler_disable(Thread& thread, Value* args) {
  Profiler* self = self_of(args);
  if (self->is_timing) {
    return raise(thread, ExceptionId::kRuntimeError, "cannot disable profiler in external timer");
  }
  if (!self->is_enabled) return Value::none();
  self->is_enabled = false;
  TRY(watch(thread, Value::unbound()));
  TRY(monitoring(thread, "free_tool_id", {Value::small_int(kToolId)}));
  while (!self->profile->contexts.empty()) end_call(thread, self);
  return Value::none();
}

Value profiler_clear(Thread& thread, Value* args) {
  Profiler* self = self_of(args);
  if (self->is_timing) return raise(thread, ExceptionId::kRuntimeError, "cannot clear profiler in external timer");
  *self->profile = Profile();
  list_clear(thread, self->functions);
  return Value::none();
}

// ---- Results ----

Value calls_to_values(Thread& thread, const Profiler* self, const Calls& calls, Value function, Value* values) {
  const double unit = seconds_in_unit(self);
  values[0] = function;
  values[1] = TRY(make_int(thread, calls.count));
  values[2] = TRY(make_int(thread, calls.recursive_count));
  values[3] = TRY(make_float(thread, static_cast<double>(calls.total) * unit));
  values[4] = TRY(make_float(thread, static_cast<double>(calls.own) * unit));
  return Value::none();
}

Value callee_list(Thread& thread, const Profiler* self, const Entry& entry) {
  if (entry.callee_order.empty()) return Value::none();
  List* list = TRY(make_list(thread));
  Type* type = struct_sequence_type(thread.runtime, kSubEntryType);
  for (size_t callee : entry.callee_order) {
    const Calls& calls = entry.callees.at(callee);
    if (calls.count == 0) continue;
    Value values[5];
    TRY(calls_to_values(thread, self, calls, self->functions->items()[callee], values));
    TRY(list_append(thread, list, TRY(make_struct_sequence(thread, type, values))));
  }
  return list;
}

Value profiler_getstats(Thread& thread, Value* args) {
  Profiler* self = self_of(args);
  List* result = TRY(make_list(thread));
  Type* type = struct_sequence_type(thread.runtime, kEntryType);
  for (size_t i = 0; i < self->profile->entries.size(); i++) {
    const Entry& entry = self->profile->entries[i];
    if (entry.count == 0) continue;
    Value values[6];
    TRY(calls_to_values(thread, self, entry, self->functions->items()[i], values));
    values[5] = TRY(callee_list(thread, self, entry));
    TRY(list_append(thread, result, TRY(make_struct_sequence(thread, type, values))));
  }
  return result;
}

// ---- The type ----

Value profiler_new(Thread& thread, Value* args) {
  List* functions = TRY(make_list(thread));
  auto* self = TRY(allocate_instance<Profiler>(thread, args[0].as<Type>()));
  self->functions.set(self, functions);
  auto profile = std::make_unique<Profile>();
  self->profile = profile.get();
  own_native_resource(
      thread.runtime, self, profile.release(), [](void* resource) { delete static_cast<Profile*>(resource); },
      sizeof(Profile));
  return self;
}

Value profiler_init(Thread& thread, Value* args) {
  Profiler* self = self_of(args);
  const double unit = args[2].is_unbound() ? 0 : TRY(to_double(thread, args[2]));
  self->wants_subcalls = TRY(flag_argument(thread, args[3], true));
  self->wants_builtins = TRY(flag_argument(thread, args[4], true));
  self->timer.set(self, args[1].is_none() ? Value::unbound() : args[1]);
  self->time_unit = unit;
  return Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", profiler_new, "", NativeKind::kStaticMethod},
    {"__init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True)", profiler_init, "", NativeKind::kMethod,
     CallErrors::kDerived, "($self, /, *args, **kwargs)"},
    {"getstats(self, /)", profiler_getstats, "list of profiler_entry objects."},
    {"enable(self, /, subcalls=True, builtins=True)", profiler_enable,
     "Start collecting profiling information.\n\n  subcalls\n    If True, also records for each function\n    "
     "statistics separated according to its current caller.\n  builtins\n    If True, records the time spent in\n    "
     "built-in functions separately from their caller."},
    {"disable(self, /)", profiler_disable, "Stop collecting profiling information."},
    {"clear(self, /)", profiler_clear, "Clear all profiling information collected so far."},
    {"_pystart_callback(self, code, instruction_offset, /)", python_start},
    {"_pythrow_callback(self, code, instruction_offset, exception, /)", python_throw},
    {"_pyreturn_callback(self, code, instruction_offset, retval, /)", python_return},
    {"_ccall_callback(self, code, instruction_offset, callable, self_arg, /)", native_call},
    {"_creturn_callback(self, code, instruction_offset, callable, self_arg, /)", native_return},
};

constexpr TypeSpec kProfilerType = {
    .name = "Profiler",
    .module = "_lsprof",
    .basic_size = sizeof(Profiler),
    .native_fields = 2,
    .methods = kMethods,
    .doc =
        "Build a profiler object using the specified timer function.\n\nThe default timer is a fast built-in one "
        "based on real time.\nFor custom timer functions returning integers, 'timeunit' can\nbe a float specifying "
        "a scale (that is, how long each integer unit\nis, in seconds).",
    .text_signature = "(timer=None, timeunit=0.0, subcalls=True, builtins=True)",
};

}  // namespace

Value create_lsprof_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_lsprof", "Fast profiler", {}));
  (void)TRY(add_module_type(thread, module, kProfilerType));
  (void)TRY(add_struct_sequence_type(thread, module, kEntryType));
  (void)TRY(add_struct_sequence_type(thread, module, kSubEntryType));
  return module;
}

}  // namespace memphis
