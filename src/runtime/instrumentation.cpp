#include "runtime/instrumentation.h"

#include "runtime/attribute.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr uint32_t kTraceEvents = event_bit(Event::kStart) | event_bit(Event::kResume) | event_bit(Event::kReturn) |
                                  event_bit(Event::kYield) | event_bit(Event::kLine) |
                                  event_bit(Event::kStopIteration) | event_bit(Event::kRaise) |
                                  event_bit(Event::kUnwind) | event_bit(Event::kThrow);
constexpr uint32_t kProfileEvents = event_bit(Event::kStart) | event_bit(Event::kResume) | event_bit(Event::kReturn) |
                                    event_bit(Event::kYield) | event_bit(Event::kCall) | event_bit(Event::kUnwind) |
                                    event_bit(Event::kThrow) | event_bit(Event::kNativeReturn) |
                                    event_bit(Event::kNativeRaise);
// The events that a callback may disable for a place.
constexpr int kLocalEventCount = 11;

// While user code that watches runs, nothing is reported.
class Unwatched {
 public:
  Unwatched(Thread& thread, Event event) : thread_(thread), told_before_(thread.told_event) {
    thread.tracing++;
    thread.told_event = static_cast<int32_t>(event);
  }
  ~Unwatched() {
    thread_.tracing--;
    thread_.told_event = told_before_;
  }
  Unwatched(const Unwatched&) = delete;
  Unwatched& operator=(const Unwatched&) = delete;

 private:
  Thread& thread_;
  int32_t told_before_;
};

bool is_none_or_unbound(Value value) { return value.is_none() || value.is_unbound(); }

uint32_t tool_events(const MonitoringState* state) {
  int64_t events = 0;
  for (int tool = 0; tool < kToolCount; tool++) events |= state->events[tool] | state->local_events[tool];
  // What ends native calls comes along with CALL.
  if ((events & event_bit(Event::kCall)) != 0)
    events |= event_bit(Event::kNativeReturn) | event_bit(Event::kNativeRaise);
  return static_cast<uint32_t>(events);
}

// ---- sys.settrace ----

// What a trace function's text for an event stands for; `c_call` and the like: for calls.
Event told_event(std::string_view what) {
  if (what == "line") return Event::kLine;
  if (what == "call") return Event::kStart;
  if (what == "return") return Event::kReturn;
  if (what == "exception") return Event::kRaise;
  return what == "opcode" ? Event::kInstruction : Event::kCall;
}

// Calls a trace or profile function: function(frame, what, argument).
Value call_hook(Thread& thread, FrameObject* object, Value function, const char* what, Value argument) {
  Str* name = TRY(intern_text(thread.runtime, what));
  Unwatched unwatched(thread, told_event(what));
  return call(thread, function, {Value(object), Value(name), argument});
}

// The frame's local trace function, or for a call the thread's, whose result is the local one.
Status trace(Thread& thread, Frame* frame, const char* what, Value argument, bool is_call = false) {
  if (thread.trace_function.is_none()) return {};
  FrameObject* object = TRY(frame_object_of(thread, frame));
  Value function = is_call ? thread.trace_function : object->trace.get();
  if (is_none_or_unbound(function)) return {};
  Value result = call_hook(thread, object, function, what, argument);
  if (result.is_error()) {
    thread.trace_function = Value::none();
    object->trace.set(object, Value::none());
    refresh_instrumentation(thread);
    return Failure{};
  }
  if (!result.is_none()) object->trace.set(object, result);
  return {};
}

Status profile(Thread& thread, Frame* frame, const char* what, Value argument) {
  if (thread.profile_function.is_none()) return {};
  FrameObject* object = TRY(frame_object_of(thread, frame));
  if (!call_hook(thread, object, thread.profile_function, what, argument).is_error()) return {};
  thread.profile_function = Value::none();
  refresh_instrumentation(thread);
  return Failure{};
}

// ---- sys.monitoring ----

// What tells a place and an event within a code.
Value place_key(const Frame* frame, Event event) {
  auto address = static_cast<int64_t>(reinterpret_cast<uintptr_t>(frame->position));
  return Value::small_int(address * 32 + static_cast<int>(event));
}

Fallible<bool> is_disabled(Thread& thread, MonitoringState* state, int tool, Frame* frame, Event event) {
  Value places = TRY(dict_get(thread, state->disabled[tool].get().as<Dict>(), frame->code()));
  if (places.is_unbound()) return false;
  Value found = TRY(dict_get(thread, places.as<Dict>(), place_key(frame, event)));
  return !found.is_unbound();
}

Status disable(Thread& thread, MonitoringState* state, int tool, Frame* frame, Event event) {
  if (static_cast<int>(event) >= kLocalEventCount) {
    TRY(dict_pop(thread, state->callbacks[tool].get().as<Dict>(), Value::small_int(event_bit(event))));
    return raise_value_error(thread, "Cannot disable {} events. Callback removed.",
                             kEventNames[static_cast<int>(event)]);
  }
  auto* disabled = state->disabled[tool].get().as<Dict>();
  Value places = TRY(dict_get(thread, disabled, frame->code()));
  if (places.is_unbound()) {
    Dict* made = TRY(make_dict(thread));
    TRY(dict_set(thread, disabled, frame->code(), made));
    places = made;
  }
  return dict_set(thread, places.as<Dict>(), place_key(frame, event), Value::true_value());
}

Fallible<bool> tool_wants(Thread& thread, MonitoringState* state, int tool, Frame* frame, Event event) {
  int64_t events = state->events[tool];
  if (state->local_events[tool] != 0) {
    Value local = TRY(dict_get(thread, state->locals[tool].get().as<Dict>(), frame->code()));
    if (!local.is_unbound()) events |= local.as_small_int();
  }
  // The ends of native calls come with CALL.
  bool is_end = event == Event::kNativeReturn || event == Event::kNativeRaise;
  if ((events & event_bit(is_end ? Event::kCall : event)) == 0) return false;
  return !TRY(is_disabled(thread, state, tool, frame, event));
}

// Tells the tools: callback(code, then what the event has).
Status tell_tools(Thread& thread, Frame* frame, Event event, std::initializer_list<Value> details) {
  MonitoringState* state = thread.runtime.monitoring;
  if (state == nullptr) return {};
  for (int tool = kToolCount - 1; tool >= 0; tool--) {
    if ((state->events[tool] | state->local_events[tool]) == 0) continue;
    if (!TRY(tool_wants(thread, state, tool, frame, event))) continue;
    Value callback = TRY(dict_get(thread, state->callbacks[tool].get().as<Dict>(), Value::small_int(event_bit(event))));
    if (callback.is_unbound()) continue;
    Value arguments[4] = {frame->code()};
    size_t count = 1;
    for (Value detail : details) arguments[count++] = detail;
    Value result;
    {
      Unwatched unwatched(thread, event);
      result = TRY(call(thread, callback, Arguments{arguments, count, nullptr}));
    }
    if (result == state->disable.get()) TRY(disable(thread, state, tool, frame, event));
  }
  return {};
}

// co_code's offset of where the frame is.
Value offset_of(const Frame* frame) {
  const InstructionAccess* access = frame->code()->engine->instructions;
  if (access == nullptr || frame->position == nullptr) return Value::small_int(0);
  return Value::small_int(static_cast<int64_t>(access->number_of(frame->code(), frame->position)) * 2);
}

// The line that f_lineno gives while an event is told.
class ShownLine {
 public:
  ShownLine(FrameObject* object, int32_t line) : object_(object), before_(object->shown_line) {
    object->shown_line = line;
  }
  ~ShownLine() { object_->shown_line = before_; }
  ShownLine(const ShownLine&) = delete;
  ShownLine& operator=(const ShownLine&) = delete;

 private:
  FrameObject* object_;
  int32_t before_;
};

// CPython's modules start on line 0.
int32_t start_line(const Code* code) {
  bool is_module = code->has_locals_register && text_of(code->name.get()) == "<module>";
  return is_module ? 0 : static_cast<int32_t>(code->first_line);
}

// The frames that run have begun, whoever begins to watch now. Without memory a frame may be told of twice.
void mark_started(Thread& thread) {
  Value pending = thread.pending;
  for (const Thread* other : thread.runtime.threads) {
    for (Frame* frame = other->frame; frame != nullptr; frame = frame->caller) {
      FrameObject* object = frame_object_of(thread, frame);
      if (object != nullptr) object->has_started = true;
    }
  }
  thread.pending = pending;
}

}  // namespace

void refresh_instrumentation(Thread& thread) {
  Runtime& runtime = thread.runtime;
  uint32_t events = runtime.monitoring == nullptr ? 0 : tool_events(runtime.monitoring);
  for (const Thread* other : runtime.threads) {
    if (!other->trace_function.is_none()) {
      events |= kTraceEvents;
      if (runtime.traces_instructions) events |= event_bit(Event::kInstruction);
    }
    if (!other->profile_function.is_none()) events |= kProfileEvents;
  }
  if (events == runtime.instrumented) return;
  runtime.instrumented = events;
  mark_started(thread);
  for (const Runtime::CodeBody& body : runtime.code_bodies) {
    if (body.code->engine->instrument != nullptr) body.code->engine->instrument(body.code, events);
  }
}

Status report_start(Thread& thread, Frame* frame, Event event) {
  if (!wants_event(thread, event)) return {};
  FrameObject* object = TRY(frame_object_of(thread, frame));
  object->has_started = true;
  ShownLine shown(object, event == Event::kStart ? start_line(frame->code()) : object->shown_line);
  TRY(trace(thread, frame, "call", Value::none(), true));
  TRY(profile(thread, frame, "call", Value::none()));
  return tell_tools(thread, frame, event, {offset_of(frame)});
}

Status report_return(Thread& thread, Frame* frame, Event event, Value value) {
  if (!wants_event(thread, event)) return {};
  TRY(trace(thread, frame, "return", value));
  TRY(profile(thread, frame, "return", value));
  return tell_tools(thread, frame, event, {offset_of(frame), value});
}

Status report_line(Thread& thread, Frame* frame, int32_t line) {
  FrameObject* object = TRY(frame_object_of(thread, frame));
  ShownLine shown(object, line);
  if (object->trace_lines) TRY(trace(thread, frame, "line", Value::none()));
  return tell_tools(thread, frame, Event::kLine, {Value::small_int(line)});
}

Status report_instruction(Thread& thread, Frame* frame) {
  FrameObject* object = TRY(frame_object_of(thread, frame));
  if (object->trace_opcodes) TRY(trace(thread, frame, "opcode", Value::none()));
  return tell_tools(thread, frame, Event::kInstruction, {offset_of(frame)});
}

Status report_jump(Thread& thread, Frame* frame, Event event, const void* source) {
  if (thread.tracing != 0) return {};
  Value destination = offset_of(frame);
  const void* here = frame->position;
  frame->position = source;
  Status told = tell_tools(thread, frame, event, {offset_of(frame), destination});
  if (!told.failed() && event != Event::kJump) {
    told = tell_tools(thread, frame, Event::kBranch, {offset_of(frame), destination});
  }
  frame->position = here;
  return told;
}

namespace {

Status tell_of_exception(Thread& thread, Frame* frame, Event event, Value exception) {
  bool is_told = event == Event::kRaise || event == Event::kStopIteration;
  if (event == Event::kThrow) {
    TRY(trace(thread, frame, "call", Value::none(), true));
    TRY(profile(thread, frame, "call", Value::none()));
  } else if (event == Event::kUnwind) {
    TRY(trace(thread, frame, "return", Value::none()));
    TRY(profile(thread, frame, "return", Value::none()));
  } else if (is_told && !thread.trace_function.is_none()) {
    Value traceback = exception.as<Exception>()->traceback;
    if (traceback.is_unbound()) traceback = Value::none();
    Tuple* details = TRY(make_tuple(thread, {Value(type_of(thread, exception)), exception, traceback}));
    TRY(trace(thread, frame, "exception", details));
  }
  return tell_tools(thread, frame, event, {offset_of(frame), exception});
}

}  // namespace

void report_exception(Thread& thread, Frame* frame, Event event) {
  if (!wants_event(thread, event) || !thread.pending.is_kind(Kind::kException)) return;
  Value exception = take_pending(thread);
  if (!tell_of_exception(thread, frame, event, exception).failed()) thread.pending = exception;
}

Status report_stop_iteration(Thread& thread, Frame* frame, Value value) {
  if (!wants_event(thread, Event::kStopIteration)) return {};
  (void)raise_stop_iteration(thread, value);
  Value exception = take_pending(thread);
  if (!exception.is_kind(Kind::kException)) return {};
  return tell_of_exception(thread, frame, Event::kStopIteration, exception);
}

// ---- Calls ----

bool is_python_callee(Value callee) {
  if (callee.is_kind(Kind::kBoundMethod)) callee = callee.as<BoundMethod>()->function;
  return callee.is_kind(Kind::kFunction);
}

namespace {

// What a profile function gets for a native callee: the built-in function or the bound method. Unbound: the callee is
// of those that profile functions do not hear of.
Value profiled_callee(Thread& thread, Value callee, const Arguments& arguments) {
  if (!callee.is_exactly(Kind::kNativeFunction)) return Value::unbound();
  Runtime& runtime = thread.runtime;
  const Shape* shape = callee.cell()->shape();
  if (shape == runtime.root_shape(TypeId::kMethodDescriptor)) {
    if (arguments.positional_count() == 0) return Value::unbound();
    Value self = arguments.values[0];
    return bind_descriptor(thread, callee, self, type_of(thread, self));
  }
  return shape == runtime.root_shape(TypeId::kBuiltinFunction) ? callee : Value::unbound();
}

Status profile_call(Thread& thread, Frame* frame, const char* what, Value callee, const Arguments& arguments) {
  if (thread.profile_function.is_none()) return {};
  Value shown = TRY(profiled_callee(thread, callee, arguments));
  if (shown.is_unbound()) return {};
  return profile(thread, frame, what, shown);
}

// The callee as CALL shows it, and its first argument.
struct ShownCall {
  Value callee, first;
};
ShownCall shown_call(Thread& thread, Value callee, const Arguments& arguments) {
  if (callee.is_kind(Kind::kBoundMethod)) {
    auto* method = callee.as<BoundMethod>();
    return {method->function, method->self};
  }
  MonitoringState* state = thread.runtime.monitoring;
  Value missing = state == nullptr ? Value::none() : state->missing.get();
  return {callee, arguments.count == 0 ? missing : arguments.values[0]};
}

}  // namespace

Status report_call(Thread& thread, Frame* frame, Value callee, const Arguments& arguments) {
  if (!wants_event(thread, Event::kCall)) return {};
  TRY(profile_call(thread, frame, "c_call", callee, arguments));
  ShownCall shown = shown_call(thread, callee, arguments);
  return tell_tools(thread, frame, Event::kCall, {offset_of(frame), shown.callee, shown.first});
}

Value report_call_end(Thread& thread, Frame* frame, Value callee, const Arguments& arguments, Value result) {
  bool failed = result.is_error();
  Event event = failed ? Event::kNativeRaise : Event::kNativeReturn;
  if (!wants_event(thread, event)) return result;
  Value exception = failed ? take_pending(thread) : Value::unbound();
  TRY(profile_call(thread, frame, failed ? "c_exception" : "c_return", callee, arguments));
  ShownCall shown = shown_call(thread, callee, arguments);
  TRY(tell_tools(thread, frame, event, {offset_of(frame), shown.callee, shown.first}));
  if (failed) thread.pending = exception;
  return result;
}

Value call_reported(Thread& thread, Frame* frame, Value callee, const Arguments& arguments) {
  TRY(report_call(thread, frame, callee, arguments));
  Value result = call(thread, callee, arguments);
  if (is_python_callee(callee)) return result;
  return report_call_end(thread, frame, callee, arguments, result);
}

}  // namespace memphis
