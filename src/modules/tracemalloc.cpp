// The module _tracemalloc. Allocations are not traced: everything answers as while nothing has been started, and
// start() says that it cannot.
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

namespace {

Value answer_false(Thread&, Value*) { return Value::false_value(); }
Value answer_none(Thread&, Value*) { return Value::none(); }
Value answer_zero(Thread&, Value*) { return Value::small_int(0); }
Value answer_one(Thread&, Value*) { return Value::small_int(1); }
Value no_traces(Thread& thread, Value*) { return make_list(thread); }
Value no_memory(Thread& thread, Value*) { return make_tuple(thread, {Value::small_int(0), Value::small_int(0)}); }

Value start(Thread& thread, Value* args) {
  int frames = TRY(int_argument(thread, args[0], 1));
  if (frames < 1 || frames > 65535) {
    return raise_value_error(thread, "the number of frames must be in range [1; 65535]");
  }
  return raise(thread, ExceptionId::kRuntimeError, "memory allocations cannot be traced");
}

constexpr NativeDefinition kFunctions[] = {
    {"is_tracing()", answer_false, "Are allocations being traced?"},
    {"clear_traces()", answer_none, "Forgets all traces."},
    {"_get_traces()", no_traces, "The traces of all blocks of memory."},
    {"_get_object_traceback(obj, /)", answer_none, "Where the object was allocated; None: that was not traced."},
    {"start(nframe=1, /)", start, "Begins to trace allocations."},
    {"stop()", answer_none, "Ends tracing."},
    {"get_traceback_limit()", answer_one, "How many frames a trace holds."},
    {"get_tracemalloc_memory()", answer_zero, "The memory that traces take, in bytes."},
    {"get_traced_memory()", no_memory, "The size of traced blocks now and at its highest, in bytes."},
    {"reset_peak()", answer_none, "Sets the highest size to the size now."},
};

}  // namespace

Value create_tracemalloc_module(Thread& thread) {
  return make_native_module(thread, "_tracemalloc", "Traces of memory allocations.", kFunctions);
}

}  // namespace memphis
