#include "runtime/generator.h"

#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

namespace {

const char* noun_of(const Generator* generator) {
  uint32_t flags = generator->function->code->flags;
  return (flags & 0x80) != 0 ? "coroutine" : (flags & 0x200) != 0 ? "async generator" : "generator";
}

// PEP 479: a StopIteration (in async generators StopAsyncIteration too) that leaves the frame becomes a RuntimeError.
void replace_stop_iteration(Thread& thread, const Generator* generator) {
  bool is_async = (generator->function->code->flags & 0x200) != 0;
  const char* name = pending_is(thread, ExceptionId::kStopIteration)                       ? "StopIteration"
                     : is_async && pending_is(thread, ExceptionId::kStopAsyncIteration) ? "StopAsyncIteration"
                                                                                        : nullptr;
  if (name == nullptr) return;
  Value cause = take_pending(thread);
  (void)raise(thread, ExceptionId::kRuntimeError, "{} raised {}", noun_of(generator), name);
  auto* error = thread.pending.as<Exception>();
  error->cause.set(error, cause);
  error->context.set(error, cause);
  error->suppress_context = true;
}

}  // namespace

Value generator_resume(Thread& thread, Generator* generator, Value value, bool& returned) {
  returned = false;
  switch (generator->state) {
    case GeneratorState::kRunning:
      thread.pending = Value::unbound();
      return raise_value_error(thread, "{} already executing", noun_of(generator));
    case GeneratorState::kFinished:
      if (value.is_error()) return value;
      if ((generator->function->code->flags & 0x80) != 0) {
        return raise(thread, ExceptionId::kRuntimeError, "cannot reuse already awaited coroutine");
      }
      returned = true;
      return Value::none();
    case GeneratorState::kCreated:
      if (!value.is_error() && !value.is_none()) {
        return raise_type_error(thread, "can't send non-None value to a just-started {}", noun_of(generator));
      }
      break;
    case GeneratorState::kSuspended: break;
  }
  if (thread.recursion_depth >= thread.recursion_limit && thread.native_grace == 0) {
    thread.pending = Value::unbound();
    return raise(thread, ExceptionId::kRecursionError, "maximum recursion depth exceeded");
  }
  if (!thread.check_native_stack()) return Value::error();
  generator->handled.previous = thread.handled;
  thread.handled = &generator->handled;
  Frame* caller = thread.frame;
  Value result = generator->function->code->engine->resume(thread, generator, value);
  thread.frame = caller;
  thread.handled = generator->handled.previous;
  generator->handled.previous = nullptr;
  if (result.is_error()) {
    generator->state = GeneratorState::kFinished;
    replace_stop_iteration(thread, generator);
  } else {
    returned = generator->state == GeneratorState::kFinished;
  }
  return result;
}

Value generator_next(Thread& thread, Generator* generator) {
  bool returned;
  Value result = generator_resume(thread, generator, Value::none(), returned);
  return returned && !result.is_error() ? Value::unbound() : result;
}

}  // namespace memphis
