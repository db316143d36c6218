#include "runtime/safepoint.h"

#include <bit>
#include <csignal>

#include "runtime/collector.h"
#include "runtime/error.h"
#include "runtime/interpreter_lock.h"
#include "runtime/weak.h"

namespace memphis {

namespace {

// Without the module _signal there is one handler: that of Ctrl-C.
Status handle_signal(Thread& thread, int signal_number) {
  Runtime& runtime = thread.runtime;
  if (runtime.handle_signal != nullptr) return runtime.handle_signal(thread, signal_number);
  if (signal_number != SIGINT) return {};
  return raise_value(thread, runtime.exception_type(ExceptionId::kKeyboardInterrupt));
}

Status handle_signals(Thread& thread) {
  Runtime& runtime = thread.runtime;
  uint64_t pending = runtime.pending_signals.exchange(0);
  while (pending != 0) {
    const int signal_number = std::countr_zero(pending) + 1;
    pending &= pending - 1;
    if (!handle_signal(thread, signal_number).failed()) continue;
    // The exception goes its way first; the others' turn comes at the next safepoint.
    if (pending != 0) {
      runtime.pending_signals.fetch_or(pending);
      thread.attention = 1;
    }
    return Failure{};
  }
  return {};
}

}  // namespace

Status safepoint(Thread& thread) {
  thread.attention = 0;
  Runtime& runtime = thread.runtime;
  // One after the other: what a finaliser calls does not run those that come after it.
  if (!runtime.finalizer_queue.empty() && !thread.runs_finalizers) run_finalizers(thread);
  if (runtime.collector->automatic_was_run) report_automatic_collection(thread);
  if (runtime.interpreter_lock->is_wanted()) runtime.interpreter_lock->yield(thread);
  if (runtime.pending_signals.load() == 0 || &thread != runtime.main_thread) return {};
  return handle_signals(thread);
}

}  // namespace memphis
