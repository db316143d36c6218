// Who watches a program run: sys.settrace, sys.setprofile and the tools of sys.monitoring. Engines report events; what
// is reported goes to whoever wants it. While nobody watches, Runtime::instrumented is zero and engines report nothing:
// the VM's instructions carry no trace of it (vm/instrument.h), the tree walker asks the flag.
#pragma once

#include "runtime/call.h"
#include "runtime/runtime.h"

namespace memphis {

// By the number that sys.monitoring gives them: event e is bit e of an event set.
enum class Event : uint8_t {
#define EVENT(name, text) name,
#include "runtime/monitoring_events.def"
#undef EVENT
};
inline constexpr int kEventCount = static_cast<int>(Event::kBranch) + 1;
inline constexpr const char* kEventNames[kEventCount] = {
#define EVENT(name, text) text,
#include "runtime/monitoring_events.def"
#undef EVENT
};
inline constexpr uint32_t event_bit(Event event) { return uint32_t{1} << static_cast<int>(event); }

// What the tools of sys.monitoring have asked for.
inline constexpr int kToolCount = 6;
struct MonitoringState : Cell {
  Field names[kToolCount];      // unbound: the tool is free
  Field callbacks[kToolCount];  // dict: event to function
  Field locals[kToolCount];     // dict: code to its events
  Field disabled[kToolCount];   // dict: code to a dict whose keys tell a place and an event
  Field disable, missing;       // what callbacks give back, and what they get when a call has no argument
  int64_t events[kToolCount];
  int64_t local_events[kToolCount];  // of all codes together
};

// Has the engines report what trace functions, profile functions and tools want now. To be called after a change.
void refresh_instrumentation(Thread& thread);

// Whether an event is to be reported. While a trace function runs nothing is.
inline bool wants_event(const Thread& thread, Event event) {
  return (thread.runtime.instrumented & event_bit(event)) != 0 && thread.tracing == 0;
}

// The reports. Each runs user code, and fails when that does. The frame's position is where the event happens.
// kStart, kResume. A frame that starts shows its code's first line.
Status report_start(Thread& thread, Frame* frame, Event event);
// kReturn, kYield.
Status report_return(Thread& thread, Frame* frame, Event event, Value value);
Status report_line(Thread& thread, Frame* frame, int32_t line);
Status report_instruction(Thread& thread, Frame* frame);
// kJump, kBranchLeft (the jump was not taken), kBranchRight: the frame is where the jump at `source` has led.
Status report_jump(Thread& thread, Frame* frame, Event event, const void* source);
// kRaise, kReraise, kThrow, kExceptionHandled, kUnwind, kStopIteration: of the pending exception, which stays pending;
// one that the user code raises takes its place.
void report_exception(Thread& thread, Frame* frame, Event event);
// An exhausted generator that `yield from` or `await` has waited for.
Status report_stop_iteration(Thread& thread, Frame* frame, Value value);
// A call that the frame makes. For a callee that is no Python function the caller tells the end of it as well: a result
// of error becomes another error if the user code raises one.
Status report_call(Thread& thread, Frame* frame, Value callee, const Arguments& arguments);
Value report_call_end(Thread& thread, Frame* frame, Value callee, const Arguments& arguments, Value result);
// Calls with both reports.
Value call_reported(Thread& thread, Frame* frame, Value callee, const Arguments& arguments);

// Whether the callee's frame reports its end itself, so that the call has none to report.
bool is_python_callee(Value callee);

}  // namespace memphis
