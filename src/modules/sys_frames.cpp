// sys: frames, exceptions being handled, tracing.
#include "modules/sys_parts.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/instrumentation.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/struct_sequence.h"

namespace memphis {

namespace {

// The frame so many levels above the caller's; null: the stack is not that deep.
Frame* frame_above(Thread& thread, int64_t depth) {
  Frame* frame = thread.frame;
  for (; depth > 0 && frame != nullptr; depth--) frame = frame->caller;
  return frame;
}

Value sys_getframe(Thread& thread, Value* args) {
  int64_t depth = args[0].is_unbound() ? 0 : TRY(to_index_int64(thread, args[0]));
  Frame* frame = frame_above(thread, depth);
  if (frame == nullptr) return raise_value_error(thread, "call stack is not deep enough");
  return frame_object_of(thread, frame);
}

Value sys_getframemodulename(Thread& thread, Value* args) {
  int64_t depth = args[0].is_unbound() ? 0 : TRY(to_index_int64(thread, args[0]));
  Frame* frame = frame_above(thread, depth);
  if (frame == nullptr) return Value::none();
  Value module = frame->function->module;
  return module.is_unbound() ? Value::none() : module;
}

Value sys_current_frames(Thread& thread, Value*) {
  Dict* frames = TRY(make_dict(thread));
  for (Thread* other : thread.runtime.threads) {
    if (other->frame == nullptr) continue;
    FrameObject* object = TRY(frame_object_of(thread, other->frame));
    TRY(dict_set(thread, frames, make_int_unsigned(thread, other->identity()), object));
  }
  return frames;
}

Value sys_current_exceptions(Thread& thread, Value*) {
  Dict* exceptions = TRY(make_dict(thread));
  for (Thread* other : thread.runtime.threads) {
    TRY(dict_set(thread, exceptions, make_int_unsigned(thread, other->identity()), other->handled_exception()));
  }
  return exceptions;
}

Value sys_exception(Thread& thread, Value*) { return thread.handled_exception(); }

Value sys_exc_info(Thread& thread, Value*) {
  Value exception = thread.handled_exception();
  if (!exception.is_kind(Kind::kException)) return make_tuple(thread, {Value::none(), Value::none(), Value::none()});
  Value traceback = exception.as<Exception>()->traceback;
  return make_tuple(thread,
                    {Value(type_of(thread, exception)), exception, traceback.is_unbound() ? Value::none() : traceback});
}

Value sys_exit(Thread& thread, Value* args) {
  Value type = thread.runtime.exception_type(ExceptionId::kSystemExit);
  Value status = args[0];
  if (status.is_unbound() || status.is_none()) return raise_value(thread, type);
  Value exception = status.is_kind(Kind::kTuple) ? TRY(call_with(thread, type, status.as<Tuple>(), Value::unbound()))
                                                 : TRY(call(thread, type, {status}));
  return raise_value(thread, exception);
}

Value sys_settrace(Thread& thread, Value* args) {
  thread.trace_function = args[0];
  refresh_instrumentation(thread);
  return Value::none();
}
Value sys_gettrace(Thread& thread, Value*) { return thread.trace_function; }
Value sys_setprofile(Thread& thread, Value* args) {
  thread.profile_function = args[0];
  refresh_instrumentation(thread);
  return Value::none();
}
Value sys_getprofile(Thread& thread, Value*) { return thread.profile_function; }

Value sys_settrace_all_threads(Thread& thread, Value* args) {
  for (Thread* other : thread.runtime.threads) other->trace_function = args[0];
  refresh_instrumentation(thread);
  return Value::none();
}
Value sys_setprofile_all_threads(Thread& thread, Value* args) {
  for (Thread* other : thread.runtime.threads) other->profile_function = args[0];
  refresh_instrumentation(thread);
  return Value::none();
}

// What runs within a trace function is traced all the same.
Value sys_call_tracing(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kTuple)) {
    return raise_type_error(thread, "call_tracing() argument 2 must be tuple, not {}",
                            argument_type_name(thread, args[1]));
  }
  uint32_t tracing = thread.tracing;
  thread.tracing = 0;
  Value result = call_with(thread, args[0], args[1].as<Tuple>(), Value::unbound());
  thread.tracing = tracing;
  return result;
}

constexpr StructField kHookFields[] = {{"firstiter"}, {"finalizer"}};
constexpr StructSequenceSpec kAsyncgenHooks =
    struct_sequence("builtins", "asyncgen_hooks", "Hooks of asynchronous generators.", kHookFields, 2);

Value sys_set_asyncgen_hooks(Thread& thread, Value* args) {
  const char* names[] = {"firstiter", "finalizer"};
  for (int i = 1; i >= 0; i--) {
    bool ok = args[i].is_unbound() || args[i].is_none() || is_callable(thread, args[i]);
    if (!ok) return raise_type_error(thread, "callable {} expected, got {}", names[i], type_name(thread, args[i]));
  }
  if (!args[1].is_unbound()) thread.async_finalizer = args[1];
  if (!args[0].is_unbound()) thread.async_first_iteration = args[0];
  return Value::none();
}

Value sys_get_asyncgen_hooks(Thread& thread, Value*) {
  Runtime& runtime = thread.runtime;
  if (runtime.async_hooks_type == nullptr) {
    runtime.async_hooks_type = TRY(make_struct_sequence_type(thread, kAsyncgenHooks));
    runtime.permanent.push_back(runtime.async_hooks_type);
  }
  return make_struct_sequence(thread, runtime.async_hooks_type, {thread.async_first_iteration, thread.async_finalizer});
}

Value sys_set_origin_depth(Thread& thread, Value* args) {
  int64_t depth = TRY(to_index_int64(thread, args[0]));
  if (depth < 0) return raise_value_error(thread, "depth must be >= 0");
  thread.coroutine_origin_depth = static_cast<uint32_t>(depth);
  return Value::none();
}
Value sys_get_origin_depth(Thread& thread, Value*) { return Value::small_int(thread.coroutine_origin_depth); }

constexpr NativeDefinition kFunctions[] = {
    {"_getframe(depth=0, /)", sys_getframe, "The frame so many levels up the call stack."},
    {"_getframemodulename(depth=0)", sys_getframemodulename,
     "The name of the module that code so many levels up belongs to."},
    {"_current_frames()", sys_current_frames, "What frame each thread runs, by the thread's identifier."},
    {"_current_exceptions()", sys_current_exceptions,
     "What exception each thread handles, by the thread's identifier."},
    {"exception()", sys_exception, "The exception that is being handled, or None."},
    {"exc_info()", sys_exc_info, "Class, instance and traceback of the exception that is being handled."},
    {"exit(status=None, /)", sys_exit, "Ends the program by raising SystemExit(status)."},
    {"settrace(function, /)", sys_settrace, "Sets what is told of each line that runs; None: nothing."},
    {"gettrace()", sys_gettrace, "The function that settrace() was given."},
    {"setprofile(function, /)", sys_setprofile, "Sets what is told of each call and return; None: nothing."},
    {"getprofile()", sys_getprofile, "The function that setprofile() was given."},
    {"_settraceallthreads(function, /)", sys_settrace_all_threads},
    {"_setprofileallthreads(function, /)", sys_setprofile_all_threads},
    {"call_tracing(func, args, /)", sys_call_tracing, "func(*args)"},
    {"set_asyncgen_hooks(firstiter=None, finalizer=None)", sys_set_asyncgen_hooks,
     "Sets what is called when an asynchronous generator starts and when it is finalised."},
    {"get_asyncgen_hooks()", sys_get_asyncgen_hooks, "The hooks that set_asyncgen_hooks() was given."},
    {"set_coroutine_origin_tracking_depth(depth)", sys_set_origin_depth,
     "How many frames cr_origin of new coroutines shows."},
    {"get_coroutine_origin_tracking_depth()", sys_get_origin_depth,
     "How many frames cr_origin of new coroutines shows."},
};

}  // namespace

std::span<const NativeDefinition> sys_frame_functions() { return kFunctions; }

}  // namespace memphis
