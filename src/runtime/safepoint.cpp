#include "runtime/safepoint.h"

#include "runtime/collector.h"
#include "runtime/error.h"
#include "runtime/weak.h"

namespace memphis {

Status safepoint(Thread& thread) {
  thread.attention = 0;
  Runtime& runtime = thread.runtime;
  if (!runtime.finalizer_queue.empty()) run_finalizers(thread);
  if (runtime.collector->automatic_was_run) report_automatic_collection(thread);
  if (runtime.interrupted.exchange(false))
    return raise_value(thread, runtime.exception_type(ExceptionId::kKeyboardInterrupt));
  return {};
}

}  // namespace memphis
