// generator and coroutine: thin methods over runtime/generator.
#include "builtins/generator.h"

#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/generator.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Generator* generator_of(Value self) { return self.as<Generator>(); }

}  // namespace

Fallible<ThrowArguments> throw_arguments(Thread& thread, Tuple* given, const char* method) {
  if (given->size == 0) return raise_type_error(thread, "{} expected at least 1 argument, got 0", method);
  if (given->size > 3) return raise_type_error(thread, "{} expected at most 3 arguments, got {}", method, given->size);
  if (given->size > 1) {
    TRY(warn(thread, ExceptionId::kDeprecationWarning, 1,
             fmt::format("the (type, exc, tb) signature of {}() is deprecated, use the single-arg signature instead.",
                         method)));
  }
  ThrowArguments arguments;
  arguments.type = given->items[0];
  if (given->size > 1) arguments.value = given->items[1];
  if (given->size > 2) arguments.traceback = given->items[2];
  return arguments;
}

Value generator_send_method(Thread& thread, Generator* generator, Value value) {
  bool returned;
  Value result = TRY(generator_resume(thread, generator, value, returned));
  return returned ? raise_generator_return(thread, generator, result) : result;
}

Value generator_throw_method(Thread& thread, Generator* generator, Tuple* given) {
  ThrowArguments arguments = TRY(throw_arguments(thread, given, "throw"));
  bool returned;
  Value result =
      TRY(generator_throw(thread, generator, arguments.type, arguments.value, arguments.traceback, returned));
  return returned ? raise_generator_return(thread, generator, result) : result;
}

Value get_generator_frame(Thread& thread, Value self) {
  Generator* generator = generator_of(self);
  if (generator->state == GeneratorState::kFinished) return Value::none();
  return TRY(frame_object_of(thread, reinterpret_cast<Frame*>(generator->frame_words)));
}

Value get_generator_running(Thread& thread, Value self) {
  (void)thread;
  return Value::boolean(generator_of(self)->state == GeneratorState::kRunning);
}

Value get_generator_code(Thread& thread, Value self) {
  (void)thread;
  return generator_of(self)->function->code.get();
}

Value get_generator_delegate(Thread& thread, Value self) {
  (void)thread;
  Value delegate = generator_delegate(generator_of(self));
  return delegate.is_unbound() ? Value::none() : delegate;
}

Value get_generator_suspended(Thread& thread, Value self) {
  (void)thread;
  return Value::boolean(generator_of(self)->state == GeneratorState::kSuspended);
}

Value get_generator_name(Thread& thread, Value self) {
  (void)thread;
  return generator_of(self)->name;
}

Status set_generator_name(Thread& thread, Value self, Value value) {
  if (!is_str(value)) return raise_type_error(thread, "__name__ must be set to a string object");
  generator_of(self)->name.set(self.cell(), value);
  return {};
}

Value get_generator_qualified_name(Thread& thread, Value self) {
  (void)thread;
  return generator_of(self)->qualified_name;
}

Status set_generator_qualified_name(Thread& thread, Value self, Value value) {
  if (!is_str(value)) return raise_type_error(thread, "__qualname__ must be set to a string object");
  generator_of(self)->qualified_name.set(self.cell(), value);
  return {};
}

Value generator_del(Thread& thread, Value* args) {
  finalize_generator(thread, generator_of(args[0]));
  return Value::none();
}

Value generator_repr(Thread& thread, Value* args) {
  return make_str(thread, fmt::format("<{} object {} at {}>", type_name(thread, args[0]),
                                      text_of(generator_of(args[0])->qualified_name), address_text(args[0])));
}

Value generator_class_getitem(Thread& thread, Value* args) { return make_generic_alias(thread, args[0], args[1]); }

Value return_self(Thread& thread, Value* args) {
  (void)thread;
  return args[0];
}

namespace {

Value generator_next_method(Thread& thread, Value* args) {
  bool returned;
  Value result = TRY(generator_resume(thread, generator_of(args[0]), Value::none(), returned));
  if (!returned) return result;
  if (result.is_none()) return Value::unbound();
  return raise_stop_iteration(thread, result);
}

Value generator_send(Thread& thread, Value* args) {
  return generator_send_method(thread, generator_of(args[0]), args[1]);
}
Value generator_throw_arguments(Thread& thread, Value* args) {
  return generator_throw_method(thread, generator_of(args[0]), args[1].as<Tuple>());
}
Value generator_close_method(Thread& thread, Value* args) { return generator_close(thread, generator_of(args[0])); }

constexpr NativeDefinition kGeneratorMethods[] = {
    {"__repr__(self, /)", generator_repr, "Return repr(self)."},
    {"__iter__(self, /)", return_self, "Implement iter(self)."},
    {"__next__(self, /)", generator_next_method, "Implement next(self)."},
    {"__del__(self, /)", generator_del, "Called when the instance is about to be destroyed."},
    {"send(self, object, /)", generator_send,
     "Sends a value into generator; gives the next one yielded, or raises StopIteration."},
    {"throw(self, /, *args)", generator_throw_arguments, "Raises an exception inside; gives the next value yielded.",
     NativeKind::kMethod, CallErrors::kDerived, ""},
    {"close(self, /)", generator_close_method, "Raises GeneratorExit inside; gives the value returned in answer."},
    {"__class_getitem__(type, object, /)", generator_class_getitem, "For annotations.", NativeKind::kClassMethod},
};

constexpr GetSetDefinition kGeneratorAttributes[] = {
    {"__name__", get_generator_name, set_generator_name, "name of the generator"},
    {"__qualname__", get_generator_qualified_name, set_generator_qualified_name, "qualified name of the generator"},
    {"gi_yieldfrom", get_generator_delegate, nullptr, "what it delegates to, or None"},
    {"gi_running", get_generator_running},
    {"gi_frame", get_generator_frame},
    {"gi_suspended", get_generator_suspended},
    {"gi_code", get_generator_code},
};

// ---- coroutine ----

Value coroutine_await(Thread& thread, Value* args) {
  auto* wrapper = TRY(allocate_builtin<CoroutineWrapper>(thread, TypeId::kCoroutineWrapper));
  wrapper->coroutine.set(wrapper, generator_of(args[0]));
  return wrapper;
}

Value get_origin(Thread& thread, Value self) {
  (void)thread;
  Value origin = generator_of(self)->origin;
  return origin.is_unbound() ? Value::none() : origin;
}

constexpr NativeDefinition kCoroutineMethods[] = {
    {"__repr__(self, /)", generator_repr, "Return repr(self)."},
    {"__await__(self, /)", coroutine_await, "Return an iterator to be used in await expression."},
    {"__del__(self, /)", generator_del, "Called when the instance is about to be destroyed."},
    {"send(self, object, /)", generator_send,
     "Sends a value into coroutine; gives the next one yielded, or raises StopIteration."},
    {"throw(self, /, *args)", generator_throw_arguments,
     "Raises an exception in coroutine; gives the next value yielded.", NativeKind::kMethod, CallErrors::kDerived, ""},
    {"close(self, /)", generator_close_method, "Raises GeneratorExit inside coroutine."},
    {"__class_getitem__(type, object, /)", generator_class_getitem, "For annotations.", NativeKind::kClassMethod},
};

constexpr GetSetDefinition kCoroutineAttributes[] = {
    {"__name__", get_generator_name, set_generator_name, "name of the coroutine"},
    {"__qualname__", get_generator_qualified_name, set_generator_qualified_name, "qualified name of the coroutine"},
    {"cr_await", get_generator_delegate, nullptr, "what it awaits, or None"},
    {"cr_running", get_generator_running},
    {"cr_frame", get_generator_frame},
    {"cr_code", get_generator_code},
    {"cr_suspended", get_generator_suspended},
    {"cr_origin", get_origin, nullptr, "", true},
};

// ---- coroutine_wrapper ----

Generator* wrapped(Value self) { return self.as<CoroutineWrapper>()->coroutine; }

Value wrapper_next(Thread& thread, Value* args) {
  return generator_send_method(thread, wrapped(args[0]), Value::none());
}
Value wrapper_send(Thread& thread, Value* args) { return generator_send_method(thread, wrapped(args[0]), args[1]); }
Value wrapper_throw(Thread& thread, Value* args) {
  return generator_throw_method(thread, wrapped(args[0]), args[1].as<Tuple>());
}
Value wrapper_close(Thread& thread, Value* args) { return generator_close(thread, wrapped(args[0])); }

constexpr NativeDefinition kWrapperMethods[] = {
    {"__iter__(self, /)", return_self, "Implement iter(self)."},
    {"__next__(self, /)", wrapper_next, "Implement next(self)."},
    {"send(self, object, /)", wrapper_send, "Sends a value into the coroutine."},
    {"throw(self, /, *args)", wrapper_throw, "Raises an exception inside the coroutine.", NativeKind::kMethod,
     CallErrors::kDerived, ""},
    {"close(self, /)", wrapper_close, "Raises GeneratorExit inside the coroutine."},
};

}  // namespace

constinit const TypeSpec kGeneratorType = {
    .name = "generator",
    .id = TypeId::kGenerator,
    .layout = Kind::kGenerator,
    .basic_size = sizeof(Generator),
    .flags = kTypeIsFinal | kTypeDisallowInstantiation | kTypeHasWeakReferences,
    .methods = kGeneratorMethods,
    .attributes = kGeneratorAttributes,
};

constinit const TypeSpec kCoroutineType = {
    .name = "coroutine",
    .id = TypeId::kCoroutine,
    .layout = Kind::kGenerator,
    .basic_size = sizeof(Generator),
    .flags = kTypeIsFinal | kTypeDisallowInstantiation | kTypeHasWeakReferences,
    .methods = kCoroutineMethods,
    .attributes = kCoroutineAttributes,
};

constinit const TypeSpec kCoroutineWrapperType = {
    .name = "coroutine_wrapper",
    .id = TypeId::kCoroutineWrapper,
    .basic_size = sizeof(CoroutineWrapper),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kWrapperMethods,
    .doc = "What __await__ of a coroutine gives.",
};

}  // namespace memphis
