#include "runtime/generator.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

const char* noun_of(const Generator* generator) {
  const Code* code = generator->function->code;
  return code->is_coroutine() ? "coroutine" : code->is_async_generator() ? "async generator" : "generator";
}

// A generator, coroutine, or something derived from neither: they cannot be subclassed.
bool is_plain_generator(Value iterator) {
  return iterator.is_exactly(Kind::kGenerator) && !iterator.as<Generator>()->function->code->is_async_generator();
}

// While a delegate is closed or thrown into, the generator counts as running.
class Running {
 public:
  Running(Thread& thread, Generator* generator)
      : thread_(thread),
        generator_(generator),
        before_(generator->state),
        frame_(reinterpret_cast<Frame*>(generator->frame_words)) {
    generator->state = GeneratorState::kRunning;
    frame_->caller = thread.frame;
    thread.frame = frame_;
  }
  ~Running() {
    thread_.frame = frame_->caller;
    frame_->caller = nullptr;
    generator_->state = before_;
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  Thread& thread_;
  Generator* generator_;
  GeneratorState before_;
  Frame* frame_;
};

Status close_iterator(Thread& thread, Value iterator) {
  if (is_plain_generator(iterator)) {
    TRY(generator_close(thread, iterator.as<Generator>()));
    return {};
  }
  Value method = find_attribute(thread, iterator, Name::kClose);
  if (method.is_error()) {
    write_unraisable(thread, iterator);
    return {};
  }
  if (!method.is_unbound()) TRY(call(thread, method));
  return {};
}

// Makes the exception of throw()'s arguments pending; always fails.
FailureOfAnyType raise_thrown(Thread& thread, Value type, Value value, Value traceback) {
  bool has_value = !value.is_unbound() && !value.is_none();
  if (!traceback.is_unbound() && !traceback.is_none() && !traceback.is_kind(Kind::kTraceback)) {
    return raise_type_error(thread, "throw() third argument must be a traceback object");
  }
  Value exception = type;
  if (is_exception_class(thread, type)) {
    if (has_value && is_instance_of(thread, value, type.as<Type>())) {
      exception = value;
    } else if (has_value && value.is_kind(Kind::kTuple)) {
      exception = TRY(call_with(thread, type, value.as<Tuple>(), Value::unbound()));
    } else {
      exception = has_value ? TRY(call(thread, type, {value})) : TRY(call(thread, type));
    }
    if (!is_exception_instance(thread, exception)) {
      return raise_type_error(thread, "calling {} should have returned an instance of BaseException, not {}",
                              TRY(repr_text(thread, type)), type_name(thread, exception));
    }
  } else if (is_exception_instance(thread, type)) {
    if (has_value) return raise_type_error(thread, "instance exception may not have a separate value");
  } else {
    return raise_type_error(thread, "exceptions must be classes or instances deriving from BaseException, not {}",
                            type_name(thread, type));
  }
  if (traceback.is_kind(Kind::kTraceback)) exception.as<Exception>()->traceback.set(exception.cell(), traceback);
  return raise_again(thread, exception);
}

bool is_generator_exit(Thread& thread, Value type) {
  Type* exit = thread.runtime.exception_type(ExceptionId::kGeneratorExit);
  if (type.is_kind(Kind::kType)) return is_subtype(type.as<Type>(), exit);
  return is_instance_of(thread, type, exit);
}

void raise_generator_exit(Thread& thread) {
  (void)raise_value(thread, thread.runtime.exception_type(ExceptionId::kGeneratorExit));
}

}  // namespace

void replace_stop_iteration(Thread& thread, const Generator* generator) {
  bool is_async = generator->function->code->is_async_generator();
  const char* name = pending_is(thread, ExceptionId::kStopIteration)                    ? "StopIteration"
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

Value generator_delegate(Generator* generator) { return generator->function->code->engine->delegate(generator); }

Value generator_resume(Thread& thread, Generator* generator, Value value, bool& returned, bool closing) {
  returned = false;
  switch (generator->state) {
    case GeneratorState::kRunning:
      thread.pending = Value::unbound();
      return raise_value_error(thread, "{} already executing", noun_of(generator));
    case GeneratorState::kFinished:
      if (generator->function->code->is_coroutine() && !closing) {
        thread.pending = Value::unbound();
        return raise(thread, ExceptionId::kRuntimeError, "cannot reuse already awaited coroutine");
      }
      if (value.is_error()) return value;
      returned = true;
      return Value::none();
    case GeneratorState::kCreated:
      if (!value.is_error() && !value.is_none()) {
        return raise_type_error(thread, "can't send non-None value to a just-started {}", noun_of(generator));
      }
      break;
    case GeneratorState::kSuspended: break;
  }
  if (thread.recursion_depth >= thread.depth_limit()) {
    thread.pending = Value::unbound();
    return raise(thread, ExceptionId::kRecursionError, "maximum recursion depth exceeded");
  }
  if (!thread.check_native_stack()) return Value::error();
  generator->handled.previous = thread.handled;
  thread.handled = &generator->handled;
  // What is thrown in gets what the generator itself is handling as its context.
  bool is_handling = !generator->handled.exception.is_none() && !generator->handled.exception.is_unbound();
  if (value.is_error() && is_handling) (void)raise_value(thread, take_pending(thread));
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

Value generator_close(Thread& thread, Generator* generator) {
  if (generator->state == GeneratorState::kCreated) generator->state = GeneratorState::kFinished;
  if (generator->state == GeneratorState::kFinished) return Value::none();
  Value delegate = generator_delegate(generator);
  bool delegate_failed = false;
  if (!delegate.is_unbound()) {
    Running running(thread, generator);
    delegate_failed = close_iterator(thread, delegate).failed();
  }
  if (!delegate_failed) raise_generator_exit(thread);
  bool returned;
  Value result = generator_resume(thread, generator, Value::error(), returned, true);
  if (returned) return result;
  if (!result.is_error())
    return raise(thread, ExceptionId::kRuntimeError, "{} ignored GeneratorExit", noun_of(generator));
  return take_if_pending(thread, ExceptionId::kGeneratorExit) ? Value::none() : Value::error();
}

namespace {

enum class ThrowMethod : uint8_t { kFound, kAbsent, kFailed };

// throw() of what a generator delegates to, which need not have one, or may fail to give it.
Value throw_into_delegate(Thread& thread, Generator* generator, Value delegate, Value type, Value value,
                          Value traceback, bool close_on_exit, ThrowMethod& lookup) {
  lookup = ThrowMethod::kFound;
  if (is_plain_generator(delegate)) {
    Running running(thread, generator);
    bool returned;
    Value result = generator_throw(thread, delegate.as<Generator>(), type, value, traceback, returned, close_on_exit);
    if (!result.is_error() && returned) return raise_generator_return(thread, delegate.as<Generator>(), result);
    return result;
  }
  Value method = find_attribute(thread, delegate, Name::kThrow);
  if (method.is_error() || method.is_unbound()) {
    lookup = method.is_error() ? ThrowMethod::kFailed : ThrowMethod::kAbsent;
    return method;
  }
  Running running(thread, generator);
  if (value.is_unbound()) return call(thread, method, {type});
  if (traceback.is_unbound()) return call(thread, method, {type, value});
  return call(thread, method, {type, value, traceback});
}

}  // namespace

Value generator_throw(Thread& thread, Generator* generator, Value type, Value value, Value traceback, bool& returned,
                      bool close_on_exit) {
  returned = false;
  if (!thread.check_native_stack()) return Value::error();
  Value delegate = generator_delegate(generator);
  if (!delegate.is_unbound()) {
    if (close_on_exit && is_generator_exit(thread, type)) {
      bool failed;
      {
        Running running(thread, generator);
        failed = close_iterator(thread, delegate).failed();
      }
      if (failed) return generator_resume(thread, generator, Value::error(), returned);
    } else {
      ThrowMethod lookup;
      Value result = throw_into_delegate(thread, generator, delegate, type, value, traceback, close_on_exit, lookup);
      if (lookup == ThrowMethod::kFailed) return result;
      // What left the delegate (its StopIteration too) arrives at the `yield from`.
      if (result.is_error()) return generator_resume(thread, generator, Value::error(), returned);
      if (lookup == ThrowMethod::kFound) return result;
    }
  }
  (void)static_cast<Value>(raise_thrown(thread, type, value, traceback));
  // Arguments that make no exception are the caller's error, unknown to the generator.
  bool is_callers_error =
      thread.pending.is_kind(Kind::kException) && !is_exception_class(thread, type) && thread.pending != type;
  bool wrong_traceback = !traceback.is_unbound() && !traceback.is_none() && !traceback.is_kind(Kind::kTraceback);
  if (is_callers_error || wrong_traceback) return Value::error();
  return generator_resume(thread, generator, Value::error(), returned);
}

FailureOfAnyType raise_generator_return(Thread& thread, const Generator* generator, Value value) {
  if (generator->function->code->is_async_generator()) {
    return raise_value(thread, thread.runtime.exception_type(ExceptionId::kStopAsyncIteration));
  }
  return raise_stop_iteration(thread, value);
}

namespace {

// warnings._warn_unawaited_coroutine tells where the coroutine was made; without it a plain warning has to do.
Status warn_never_awaited(Thread& thread, Generator* coroutine) {
  Value function = import_attribute(thread, "warnings", "_warn_unawaited_coroutine");
  if (!function.is_error()) {
    TRY(call(thread, function, {Value(coroutine)}));
    return {};
  }
  take_pending(thread);
  return warn(thread, ExceptionId::kRuntimeWarning, 1,
              fmt::format("coroutine '{}' was never awaited", text_of(coroutine->qualified_name)));
}

}  // namespace

void finalize_generator(Thread& thread, Generator* generator) {
  // One that runs is being closed already, by a dropped generator that delegates to it.
  if (generator->state == GeneratorState::kFinished || generator->state == GeneratorState::kRunning) return;
  const Code* code = generator->function->code;
  Value hook = generator->finalizer;
  if (code->is_async_generator() && !hook.is_unbound() && !hook.is_none() && !generator->is_closed) {
    if (call(thread, hook, {Value(generator)}).is_error()) write_unraisable(thread, generator);
    return;
  }
  if (code->is_coroutine() && generator->state == GeneratorState::kCreated) {
    if (warn_never_awaited(thread, generator).failed()) write_unraisable(thread, generator);
    return;
  }
  if (!generator_close(thread, generator).is_error()) return;
  write_unraisable(thread, generator, "Exception ignored while closing generator");
}

}  // namespace memphis
