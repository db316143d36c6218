// async_generator and the awaitables of its methods.
//
// What the generator yields arrives here wrapped (AsyncGeneratorWrappedValue); what it awaits arrives bare and is
// passed on to the event loop. A wrapped value ends the await: it becomes the value of a StopIteration.
#include "builtins/generator.h"
#include "builtins/support.h"
#include "builtins/types.h"
#include "objects/iterator.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/generator.h"
#include "runtime/language.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Generator* generator_of(Value self) { return self.as<Generator>(); }

bool is_wrapped(Thread& thread, Value value) {
  return value.is_cell() && value.cell()->shape() == thread.runtime.root_shape(TypeId::kAsyncGeneratorWrappedValue);
}

// The first step of an async generator tells the event loop about it, once.
Status init_hooks(Thread& thread, Generator* generator) {
  if (generator->hooks_inited) return {};
  generator->hooks_inited = true;
  generator->finalizer.set(generator, thread.async_finalizer);
  Value first = thread.async_first_iteration;
  if (!first.is_none()) TRY(call(thread, first, {Value(generator)}));
  return {};
}

bool pending_is_end(Thread& thread) {
  return pending_is(thread, ExceptionId::kStopAsyncIteration) || pending_is(thread, ExceptionId::kGeneratorExit);
}

FailureOfAnyType raise_plain(Thread& thread, ExceptionId id) {
  return raise_value(thread, thread.runtime.exception_type(id));
}

// One step: sends (or throws the pending exception, for error), and passes on what is awaited.
Value step(Thread& thread, Generator* generator, Value value) {
  bool returned;
  Value result = TRY(generator_resume(thread, generator, value, returned));
  return returned ? raise_generator_return(thread, generator, result) : result;
}

Value unwrap(Thread& thread, Generator* generator, Value result) {
  if (result.is_error()) {
    if (pending_is_end(thread)) generator->is_closed = true;
    generator->running_async = false;
    return result;
  }
  if (!is_wrapped(thread, result)) return result;
  generator->running_async = false;
  return raise_stop_iteration(thread, result.as<AsyncGeneratorWrappedValue>()->value);
}

// For awaitables that nobody has awaited: they need no warning any more.
void mark_awaited(Cell* awaitable) { awaitable->set_flag(kFinalizedFlag); }

Value warn_unawaited(Thread& thread, Generator* generator, const char* method) {
  TRY(warn(thread, ExceptionId::kRuntimeWarning, 1,
           fmt::format("coroutine method '{}' of '{}' was never awaited", method, text_of(generator->qualified_name))));
  return Value::none();
}

// close() of both kinds of awaitable: throws GeneratorExit.
Value close_awaitable(Thread& thread, Value self, Value (*throw_method)(Thread& thread, Value* args)) {
  Value exit = thread.runtime.exception_type(ExceptionId::kGeneratorExit);
  Tuple* arguments = TRY(make_tuple(thread, {exit}));
  Value args[] = {self, arguments};
  Value result = throw_method(thread, args);
  if (!result.is_error()) return raise(thread, ExceptionId::kRuntimeError, "coroutine ignored GeneratorExit");
  for (ExceptionId id : {ExceptionId::kStopIteration, ExceptionId::kStopAsyncIteration, ExceptionId::kGeneratorExit}) {
    if (take_if_pending(thread, id)) return Value::none();
  }
  return result;
}

// ---- asend(), __anext__() ----

AsyncGeneratorSend* send_of(Value self) { return self.as<AsyncGeneratorSend>(); }

Value make_send(Thread& thread, Generator* generator, Value value) {
  TRY(init_hooks(thread, generator));
  auto* awaitable = TRY(allocate_builtin<AsyncGeneratorSend>(thread, TypeId::kAsyncGeneratorASend));
  awaitable->generator.set(awaitable, generator);
  awaitable->value.set(awaitable, value);
  return awaitable;
}

FailureOfAnyType raise_send_reused(Thread& thread) {
  return raise(thread, ExceptionId::kRuntimeError, "cannot reuse already awaited __anext__()/asend()");
}

// Common to send() and throw(): from the initial state on the generator is taken.
Status enter_send(Thread& thread, AsyncGeneratorSend* awaitable) {
  Generator* generator = awaitable->generator;
  if (awaitable->state == AwaitState::kClosed) return raise_send_reused(thread);
  mark_awaited(awaitable);
  if (awaitable->state == AwaitState::kInitial && generator->running_async) {
    awaitable->state = AwaitState::kClosed;
    return raise(thread, ExceptionId::kRuntimeError, "anext(): asynchronous generator is already running");
  }
  return {};
}

Value send_send(Thread& thread, Value* args) {
  AsyncGeneratorSend* awaitable = send_of(args[0]);
  TRY(enter_send(thread, awaitable));
  Generator* generator = awaitable->generator;
  Value value = args[1];
  if (awaitable->state == AwaitState::kInitial && value.is_none()) value = awaitable->value;
  awaitable->state = AwaitState::kIterating;
  generator->running_async = true;
  Value result = unwrap(thread, generator, step(thread, generator, value));
  if (result.is_error()) awaitable->state = AwaitState::kClosed;
  return result;
}

Value send_next(Thread& thread, Value* args) {
  Value given[] = {args[0], Value::none()};
  return send_send(thread, given);
}

Value send_throw(Thread& thread, Value* args) {
  AsyncGeneratorSend* awaitable = send_of(args[0]);
  TRY(enter_send(thread, awaitable));
  Generator* generator = awaitable->generator;
  awaitable->state = AwaitState::kIterating;
  generator->running_async = true;
  Value result = unwrap(thread, generator, generator_throw_method(thread, generator, args[1].as<Tuple>()));
  if (result.is_error()) awaitable->state = AwaitState::kClosed;
  return result;
}

Value send_close(Thread& thread, Value* args) {
  if (send_of(args[0])->state == AwaitState::kClosed) return Value::none();
  return close_awaitable(thread, args[0], send_throw);
}

Value send_del(Thread& thread, Value* args) {
  AsyncGeneratorSend* awaitable = send_of(args[0]);
  if (awaitable->state != AwaitState::kInitial) return Value::none();
  return warn_unawaited(thread, awaitable->generator, "asend");
}

constexpr NativeDefinition kSendMethods[] = {
    {"__await__(self, /)", return_self, "Return an iterator to be used in await expression."},
    {"__iter__(self, /)", return_self, "Implement iter(self)."},
    {"__next__(self, /)", send_next, "Implement next(self)."},
    {"__del__(self, /)", send_del, "Called when the instance is about to be destroyed."},
    {"send(self, object, /)", send_send, "Sends a value in."},
    {"throw(self, /, *args)", send_throw, "Raises an exception inside.", NativeKind::kMethod, CallErrors::kDerived, ""},
    {"close(self, /)", send_close, "Raises GeneratorExit inside."},
};

// ---- athrow(), aclose() ----

AsyncGeneratorThrow* throw_of(Value self) { return self.as<AsyncGeneratorThrow>(); }
bool is_close(const AsyncGeneratorThrow* awaitable) { return awaitable->arguments.get().is_unbound(); }

Value make_throw(Thread& thread, Generator* generator, Value arguments) {
  TRY(init_hooks(thread, generator));
  auto* awaitable = TRY(allocate_builtin<AsyncGeneratorThrow>(thread, TypeId::kAsyncGeneratorAThrow));
  awaitable->generator.set(awaitable, generator);
  if (!arguments.is_unbound()) awaitable->arguments.set(awaitable, arguments);
  return awaitable;
}

Status check_throw_unused(Thread& thread, AsyncGeneratorThrow* awaitable) {
  if (awaitable->state == AwaitState::kClosed) {
    return raise(thread, ExceptionId::kRuntimeError, "cannot reuse already awaited aclose()/athrow()");
  }
  mark_awaited(awaitable);
  return {};
}

Status check_not_running(Thread& thread, AsyncGeneratorThrow* awaitable) {
  if (!awaitable->generator->running_async) return {};
  awaitable->state = AwaitState::kClosed;
  return raise(thread, ExceptionId::kRuntimeError, "{}(): asynchronous generator is already running",
               is_close(awaitable) ? "aclose" : "athrow");
}

// The end of an aclose(): a value where GeneratorExit was due is an error; the exceptions that mean "closed" are no
// error.
Value finish_close(Thread& thread, AsyncGeneratorThrow* awaitable, Value result) {
  Generator* generator = awaitable->generator;
  if (!result.is_error() && !is_wrapped(thread, result)) return result;
  generator->running_async = false;
  awaitable->state = AwaitState::kClosed;
  if (!result.is_error()) return raise(thread, ExceptionId::kRuntimeError, "async generator ignored GeneratorExit");
  if (!pending_is_end(thread)) return result;
  take_pending(thread);
  return raise_plain(thread, ExceptionId::kStopIteration);
}

Value finish_throw(Thread& thread, AsyncGeneratorThrow* awaitable, Value result) {
  result = unwrap(thread, awaitable->generator, result);
  if (result.is_error()) {
    awaitable->generator->running_async = false;
    awaitable->state = AwaitState::kClosed;
  }
  return result;
}

Value start_throw(Thread& thread, AsyncGeneratorThrow* awaitable, Value value) {
  Generator* generator = awaitable->generator;
  TRY(check_not_running(thread, awaitable));
  if (generator->is_closed) {
    awaitable->state = AwaitState::kClosed;
    return raise_plain(thread, ExceptionId::kStopAsyncIteration);
  }
  if (!value.is_none()) {
    return raise(thread, ExceptionId::kRuntimeError, "can't send non-None value to a just-started coroutine");
  }
  awaitable->state = AwaitState::kIterating;
  generator->running_async = true;
  ThrowArguments arguments;
  if (is_close(awaitable)) {
    generator->is_closed = true;
    arguments.type = thread.runtime.exception_type(ExceptionId::kGeneratorExit);
  } else {
    auto* given = awaitable->arguments.get().as<Tuple>();
    if (given->size == 0) {
      return finish_throw(thread, awaitable, raise_type_error(thread, "athrow expected at least 1 argument, got 0"));
    }
    arguments.type = given->items[0];
    if (given->size > 1) arguments.value = given->items[1];
    if (given->size > 2) arguments.traceback = given->items[2];
  }
  bool returned;
  Value result =
      generator_throw(thread, generator, arguments.type, arguments.value, arguments.traceback, returned, false);
  if (!result.is_error() && returned) result = raise_generator_return(thread, generator, result);
  return is_close(awaitable) ? finish_close(thread, awaitable, result) : finish_throw(thread, awaitable, result);
}

Value throw_send(Thread& thread, Value* args) {
  AsyncGeneratorThrow* awaitable = throw_of(args[0]);
  TRY(check_throw_unused(thread, awaitable));
  Generator* generator = awaitable->generator;
  if (generator->state == GeneratorState::kFinished) {
    awaitable->state = AwaitState::kClosed;
    return raise_plain(thread, ExceptionId::kStopIteration);
  }
  if (awaitable->state == AwaitState::kInitial) return start_throw(thread, awaitable, args[1]);
  Value result = step(thread, generator, args[1]);
  return is_close(awaitable) ? finish_close(thread, awaitable, result) : finish_throw(thread, awaitable, result);
}

Value throw_next(Thread& thread, Value* args) {
  Value given[] = {args[0], Value::none()};
  return throw_send(thread, given);
}

Value throw_throw(Thread& thread, Value* args) {
  AsyncGeneratorThrow* awaitable = throw_of(args[0]);
  TRY(check_throw_unused(thread, awaitable));
  Generator* generator = awaitable->generator;
  if (awaitable->state == AwaitState::kInitial) {
    TRY(check_not_running(thread, awaitable));
    awaitable->state = AwaitState::kIterating;
    generator->running_async = true;
  }
  Value result = generator_throw_method(thread, generator, args[1].as<Tuple>());
  return is_close(awaitable) ? finish_close(thread, awaitable, result) : finish_throw(thread, awaitable, result);
}

Value throw_close(Thread& thread, Value* args) {
  if (throw_of(args[0])->state == AwaitState::kClosed) return Value::none();
  return close_awaitable(thread, args[0], throw_throw);
}

Value throw_del(Thread& thread, Value* args) {
  AsyncGeneratorThrow* awaitable = throw_of(args[0]);
  if (awaitable->state != AwaitState::kInitial) return Value::none();
  return warn_unawaited(thread, awaitable->generator, is_close(awaitable) ? "aclose" : "athrow");
}

constexpr NativeDefinition kThrowMethods[] = {
    {"__await__(self, /)", return_self, "Return an iterator to be used in await expression."},
    {"__iter__(self, /)", return_self, "Implement iter(self)."},
    {"__next__(self, /)", throw_next, "Implement next(self)."},
    {"__del__(self, /)", throw_del, "Called when the instance is about to be destroyed."},
    {"send(self, object, /)", throw_send, "Sends a value in."},
    {"throw(self, /, *args)", throw_throw, "Raises an exception inside.", NativeKind::kMethod, CallErrors::kDerived,
     ""},
    {"close(self, /)", throw_close, "Raises GeneratorExit inside."},
};

// ---- async_generator ----

Value async_anext(Thread& thread, Value* args) { return make_send(thread, generator_of(args[0]), Value::none()); }
Value async_send(Thread& thread, Value* args) { return make_send(thread, generator_of(args[0]), args[1]); }
Value async_close(Thread& thread, Value* args) { return make_throw(thread, generator_of(args[0]), Value::unbound()); }

Value async_throw(Thread& thread, Value* args) {
  if (args[1].as<Tuple>()->size > 1) {
    TRY(warn(thread, ExceptionId::kDeprecationWarning, 1,
             "the (type, exc, tb) signature of athrow() is deprecated, use the single-arg signature instead."));
  }
  return make_throw(thread, generator_of(args[0]), args[1]);
}

Value get_running_async(Thread& thread, Value self) {
  (void)thread;
  return Value::boolean(generator_of(self)->running_async);
}

constexpr NativeDefinition kAsyncMethods[] = {
    {"__repr__(self, /)", generator_repr, "Return repr(self)."},
    {"__aiter__(self, /)", return_self, "Return an awaitable, that resolves in asynchronous iterator."},
    {"__anext__(self, /)", async_anext, "Return a value or raise StopAsyncIteration."},
    {"__del__(self, /)", generator_del, "Called when the instance is about to be destroyed."},
    {"asend(self, object, /)", async_send, "An awaitable that sends a value in and gives the next one yielded."},
    {"athrow(self, /, *args)", async_throw, "An awaitable that raises an exception inside.", NativeKind::kMethod,
     CallErrors::kDerived, ""},
    {"aclose(self, /)", async_close, "An awaitable that raises GeneratorExit inside."},
    {"__class_getitem__(type, object, /)", generator_class_getitem, "For annotations.", NativeKind::kClassMethod},
};

constexpr GetSetDefinition kAsyncAttributes[] = {
    {"__name__", get_generator_name, set_generator_name, "name of the async generator"},
    {"__qualname__", get_generator_qualified_name, set_generator_qualified_name,
     "qualified name of the async generator"},
    {"ag_await", get_generator_delegate, nullptr, "what it awaits, or None"},
    {"ag_running", get_running_async, nullptr, "", true},
    {"ag_frame", get_generator_frame},
    {"ag_code", get_generator_code},
    {"ag_suspended", get_generator_suspended},
};

// ---- anext(iterator, default) ----

// The iterator that awaits what was wrapped.
Value anext_iterator(Thread& thread, Value self) {
  Value iterator = TRY(get_awaitable_iterator(thread, self.as<AnextAwaitable>()->awaitable));
  if (!iterator.is_exactly(Kind::kGenerator) ||
      iterator.cell()->shape() != thread.runtime.root_shape(TypeId::kCoroutine)) {
    return iterator;
  }
  return call_special(thread, iterator, Special::kAwait);
}

// The end of the iteration means the default.
Value with_default(Thread& thread, Value self, Value result) {
  if (!result.is_error() || !take_if_pending(thread, ExceptionId::kStopAsyncIteration)) return result;
  return raise_stop_iteration(thread, self.as<AnextAwaitable>()->otherwise);
}

Value anext_next(Thread& thread, Value* args) {
  Value iterator = TRY(anext_iterator(thread, args[0]));
  return with_default(thread, args[0], call_special(thread, iterator, Special::kNext));
}

Value anext_send(Thread& thread, Value* args) {
  Value iterator = TRY(anext_iterator(thread, args[0]));
  return with_default(thread, args[0], call_method(thread, iterator, Name::kSend, {args[1]}));
}

Value anext_throw(Thread& thread, Value* args) {
  Value iterator = TRY(anext_iterator(thread, args[0]));
  Value method = TRY(get_attribute(thread, iterator, Name::kThrow));
  return with_default(thread, args[0], call_with(thread, method, args[1].as<Tuple>(), Value::unbound()));
}

Value anext_close(Thread& thread, Value* args) {
  Value iterator = TRY(anext_iterator(thread, args[0]));
  return with_default(thread, args[0], call_method(thread, iterator, Name::kClose));
}

constexpr NativeDefinition kAnextMethods[] = {
    {"__await__(self, /)", return_self, "Return an iterator to be used in await expression."},
    {"__iter__(self, /)", return_self, "Implement iter(self)."},
    {"__next__(self, /)", anext_next, "Implement next(self)."},
    {"send(self, object, /)", anext_send, "Sends a value in."},
    {"throw(self, /, *args)", anext_throw, "Raises an exception inside.", NativeKind::kMethod, CallErrors::kDerived,
     ""},
    {"close(self, /)", anext_close, "Raises GeneratorExit inside."},
};

}  // namespace

constinit const TypeSpec kAsyncGeneratorType = {
    .name = "async_generator",
    .id = TypeId::kAsyncGenerator,
    .layout = Kind::kGenerator,
    .basic_size = sizeof(Generator),
    .flags = kTypeIsFinal | kTypeDisallowInstantiation | kTypeHasWeakReferences,
    .methods = kAsyncMethods,
    .attributes = kAsyncAttributes,
};

constinit const TypeSpec kAsyncGeneratorASendType = {
    .name = "async_generator_asend",
    .id = TypeId::kAsyncGeneratorASend,
    .basic_size = sizeof(AsyncGeneratorSend),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kSendMethods,
};

constinit const TypeSpec kAsyncGeneratorAThrowType = {
    .name = "async_generator_athrow",
    .id = TypeId::kAsyncGeneratorAThrow,
    .basic_size = sizeof(AsyncGeneratorThrow),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kThrowMethods,
};

constinit const TypeSpec kAsyncGeneratorWrappedValueType = {
    .name = "async_generator_wrapped_value",
    .id = TypeId::kAsyncGeneratorWrappedValue,
    .basic_size = sizeof(AsyncGeneratorWrappedValue),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};

constinit const TypeSpec kAnextAwaitableType = {
    .name = "anext_awaitable",
    .id = TypeId::kAnextAwaitable,
    .basic_size = sizeof(AnextAwaitable),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kAnextMethods,
};

}  // namespace memphis
