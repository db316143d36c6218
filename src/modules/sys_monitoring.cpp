// sys.monitoring: tools, their events and callbacks. The events come from runtime/instrumentation.h.
#include <bit>

#include "modules/sys_parts.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/instrumentation.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr int kUserTools = kToolCount;  // all of them: the two for sys.settrace() and sys.setprofile() are not shown

constexpr int64_t kAllEvents = event_bit(Event::kBranch) - 1;
constexpr int64_t kLocalEvents = 2047;

constexpr TypeSpec kStateType = {
    .name = "monitoring_state",
    .module = "sys",
    .basic_size = sizeof(MonitoringState),
    .native_fields = 4 * kToolCount + 2,
    .flags = kTypeDisallowInstantiation,
};

MonitoringState* state_of(const Runtime& runtime) { return runtime.monitoring; }

Fallible<int> tool_argument(Thread& thread, Value value) {
  int tool = TRY(int_argument(thread, value));
  if (tool >= 0 && tool < kUserTools) return tool;
  return raise_value_error(thread, "invalid tool {} (must be between 0 and {})", tool, kUserTools - 1);
}

Status check_in_use(Thread& thread, MonitoringState* state, int tool) {
  if (!state->names[tool].get().is_unbound()) return {};
  return raise_value_error(thread, "tool {} is not in use", tool);
}

// The events of an event set; the two directions of BRANCH apart.
Fallible<int64_t> event_set_argument(Thread& thread, Value value) {
  int64_t given = TRY(int_argument(thread, value));
  int64_t events = given;
  constexpr int64_t kBranch = event_bit(Event::kBranch);
  constexpr int64_t kBothBranches = event_bit(Event::kBranchLeft) | event_bit(Event::kBranchRight);
  if (events >= 0 && (events & kBranch) != 0) events = (events & ~kBranch) | kBothBranches;
  if (events < 0 || events > kAllEvents) {
    return raise_value_error(thread, "invalid event set 0x{:x}", static_cast<uint32_t>(given));
  }
  constexpr int64_t kCall = event_bit(Event::kCall);
  constexpr int64_t kReturns = event_bit(Event::kNativeReturn) | event_bit(Event::kNativeRaise);
  if ((events & kReturns) != 0 && (events & (kReturns | kCall)) != (kReturns | kCall)) {
    return raise_value_error(thread, "cannot set C_RETURN or C_RAISE events independently");
  }
  return events & ~kReturns;
}

Code* code_argument(Thread& thread, Value value) {
  if (value.is_kind(Kind::kCode)) return value.as<Code>();
  return raise_type_error(thread, "code must be a code object");
}

Value use_tool_id(Thread& thread, Value* args) {
  MonitoringState* state = state_of(thread.runtime);
  int tool = TRY(tool_argument(thread, args[0]));
  if (!is_str(args[1])) return raise_value_error(thread, "tool name must be a str");
  if (!state->names[tool].get().is_unbound()) return raise_value_error(thread, "tool {} is already in use", tool);
  state->names[tool].set(state, args[1]);
  return Value::none();
}

Status clear_tool(Thread& thread, MonitoringState* state, int tool) {
  Dict* callbacks = TRY(make_dict(thread));
  Dict* locals = TRY(make_dict(thread));
  Dict* disabled = TRY(make_dict(thread));
  state->callbacks[tool].set(state, callbacks);
  state->locals[tool].set(state, locals);
  state->disabled[tool].set(state, disabled);
  state->events[tool] = 0;
  state->local_events[tool] = 0;
  refresh_instrumentation(thread);
  return {};
}

Value clear_tool_id(Thread& thread, Value* args) {
  MonitoringState* state = state_of(thread.runtime);
  int tool = TRY(tool_argument(thread, args[0]));
  if (!state->names[tool].get().is_unbound()) TRY(clear_tool(thread, state, tool));
  return Value::none();
}

Value free_tool_id(Thread& thread, Value* args) {
  MonitoringState* state = state_of(thread.runtime);
  int tool = TRY(tool_argument(thread, args[0]));
  TRY(clear_tool(thread, state, tool));
  state->names[tool].set(state, Value::unbound());
  return Value::none();
}

Value get_tool(Thread& thread, Value* args) {
  Value name = state_of(thread.runtime)->names[TRY(tool_argument(thread, args[0]))];
  return name.is_unbound() ? Value::none() : name;
}

Value register_callback(Thread& thread, Value* args) {
  MonitoringState* state = state_of(thread.runtime);
  int tool = TRY(tool_argument(thread, args[0]));
  int event = TRY(int_argument(thread, args[1]));
  if (event <= 0 || !std::has_single_bit(static_cast<uint32_t>(event))) {
    return raise_value_error(thread, "The callback can only be set for one event at a time");
  }
  if (event > static_cast<int>(event_bit(Event::kBranch))) return raise_value_error(thread, "invalid event {}", event);
  auto* callbacks = state->callbacks[tool].get().as<Dict>();
  Value key = Value::small_int(event);
  Value old = TRY(dict_pop(thread, callbacks, key));
  if (!args[2].is_none()) TRY(dict_set(thread, callbacks, key, args[2]));
  return old.is_unbound() ? Value::none() : old;
}

Value get_events(Thread& thread, Value* args) {
  return make_int(thread, state_of(thread.runtime)->events[TRY(tool_argument(thread, args[0]))]);
}

Value set_events(Thread& thread, Value* args) {
  MonitoringState* state = state_of(thread.runtime);
  int tool = TRY(tool_argument(thread, args[0]));
  int64_t events = TRY(event_set_argument(thread, args[1]));
  TRY(check_in_use(thread, state, tool));
  state->events[tool] = events;
  refresh_instrumentation(thread);
  return Value::none();
}

Value get_local_events(Thread& thread, Value* args) {
  MonitoringState* state = state_of(thread.runtime);
  Code* code = TRY(code_argument(thread, args[1]));
  int tool = TRY(tool_argument(thread, args[0]));
  Value events = TRY(dict_get(thread, state->locals[tool].get().as<Dict>(), code));
  return events.is_unbound() ? Value::small_int(0) : events;
}

Value set_local_events(Thread& thread, Value* args) {
  MonitoringState* state = state_of(thread.runtime);
  Code* code = TRY(code_argument(thread, args[1]));
  int tool = TRY(tool_argument(thread, args[0]));
  int64_t events = TRY(event_set_argument(thread, args[2]));
  if ((events & ~kLocalEvents) != 0) {
    return raise_value_error(thread, "invalid local event set 0x{:x}", static_cast<uint64_t>(events));
  }
  TRY(check_in_use(thread, state, tool));
  auto* locals = state->locals[tool].get().as<Dict>();
  TRY(dict_set(thread, locals, code, Value::small_int(events)));
  int64_t all = 0;
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(locals, position, entry)) all |= entry.value.as_small_int();
  state->local_events[tool] = all;
  refresh_instrumentation(thread);
  return Value::none();
}

Value restart_events(Thread& thread, Value*) {
  MonitoringState* state = state_of(thread.runtime);
  for (int tool = 0; tool < kToolCount; tool++) {
    Dict* disabled = TRY(make_dict(thread));
    state->disabled[tool].set(state, disabled);
  }
  return Value::none();
}

// {event's name: the tools that want it, a bit each}
Value all_events(Thread& thread, Value*) {
  MonitoringState* state = state_of(thread.runtime);
  Dict* result = TRY(make_dict(thread));
  for (int event = 0; event < kEventCount - 1; event++) {
    int64_t tools = 0;
    for (int tool = 0; tool < kToolCount; tool++) tools |= (state->events[tool] >> event & 1) << tool;
    if (tools == 0) continue;
    Str* name = TRY(intern_text(thread.runtime, kEventNames[event]));
    TRY(dict_set_name(thread, result, name, Value::small_int(tools)));
  }
  return result;
}

constexpr NativeDefinition kFunctions[] = {
    {"use_tool_id(tool_id, name, /)", use_tool_id, "Takes a tool's number for oneself."},
    {"clear_tool_id(tool_id, /)", clear_tool_id, "Forgets a tool's events and callbacks."},
    {"free_tool_id(tool_id, /)", free_tool_id, "Gives a tool's number back."},
    {"get_tool(tool_id, /)", get_tool, "The name of the tool that has the number, or None."},
    {"register_callback(tool_id, event, func, /)", register_callback,
     "Sets what is called for an event; gives what was called before."},
    {"get_events(tool_id, /)", get_events, "The events that a tool wants everywhere."},
    {"set_events(tool_id, event_set, /)", set_events, "Sets the events that a tool wants everywhere."},
    {"get_local_events(tool_id, code, /)", get_local_events, "The events that a tool wants of a code."},
    {"set_local_events(tool_id, code, event_set, /)", set_local_events, "Sets the events that a tool wants of a code."},
    {"restart_events()", restart_events, "Delivers again what callbacks have disabled."},
    {"_all_events()", all_events, "The tools by event."},
};

struct NamedNumber {
  const char* name;
  int64_t value;
};
constexpr NamedNumber kToolNumbers[] = {
    {"DEBUGGER_ID", 0}, {"COVERAGE_ID", 1}, {"PROFILER_ID", 2}, {"OPTIMIZER_ID", 5}};

Value make_events(Thread& thread) {
  Value events = TRY(call(thread, thread.runtime.type(TypeId::kSimpleNamespace)));
  for (int event = 0; event < kEventCount; event++) {
    Str* name = TRY(intern_text(thread.runtime, kEventNames[event]));
    TRY(set_attribute(thread, events, name, Value::small_int(int64_t{1} << event)));
  }
  TRY(set_attribute(thread, events, TRY(intern_text(thread.runtime, "NO_EVENTS")), Value::small_int(0)));
  return events;
}

}  // namespace

Status add_sys_monitoring(Thread& thread, Module* sys) {
  Runtime& runtime = thread.runtime;
  Type* type = TRY(make_hidden_type(thread, kStateType));
  auto* state = TRY(allocate_instance<MonitoringState>(thread, type));
  runtime.permanent.push_back(state);
  runtime.monitoring = state;
  for (int tool = 0; tool < kToolCount; tool++) TRY(clear_tool(thread, state, tool));
  Module* module = TRY(make_native_module(thread, "sys.monitoring", "", kFunctions));
  TRY(set_module_attribute(thread, module, "events", TRY(make_events(thread))));
  for (const NamedNumber& tool : kToolNumbers) {
    TRY(set_module_attribute(thread, module, tool.name, Value::small_int(tool.value)));
  }
  Value disable = TRY(call(thread, runtime.type(TypeId::kObject)));
  state->disable.set(state, disable);
  TRY(set_module_attribute(thread, module, "DISABLE", disable));
  Value missing = TRY(call(thread, runtime.type(TypeId::kObject)));
  state->missing.set(state, missing);
  TRY(set_module_attribute(thread, module, "MISSING", missing));
  return set_module_attribute(thread, sys, "monitoring", module);
}

}  // namespace memphis
