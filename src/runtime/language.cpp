// with, raise, format fields, coroutine protocol: see language.h.
#include "runtime/language.h"

#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/generator.h"
#include "runtime/intern.h"
#include "runtime/make.h"

namespace memphis {

Value join_strs(Thread& thread, const Value* strs, size_t count) {
  uint64_t length = 0;
  unsigned width = 1;
  bool ascii = true;
  for (size_t i = 0; i < count; i++) {
    auto* str = strs[i].as<Str>();
    length += str->length();
    width = str->width() > width ? str->width() : width;
    ascii = ascii && str->is_ascii();
  }
  if (count == 1) return strs[0];
  Str* joined = TRY(allocate_str(thread, length, width, ascii));
  uint8_t* out = joined->mutable_data();
  for (size_t i = 0; i < count; i++) {
    auto* str = strs[i].as<Str>();
    if (str->width() == width) {
      __builtin_memcpy(out, str->data(), str->byte_length());
      out += str->byte_length();
      continue;
    }
    for (uint64_t k = 0; k < str->length(); k++) {
      uint32_t c = str->at(k);
      __builtin_memcpy(out, &c, width);  // little-endian
      out += width;
    }
  }
  return joined;
}

Value format_field(Thread& thread, Value value, Conversion conversion, Value spec) {
  switch (conversion) {
    case Conversion::kStr: value = TRY(to_str(thread, value)); break;
    case Conversion::kRepr: value = TRY(repr(thread, value)); break;
    case Conversion::kAscii: value = TRY(ascii(thread, value)); break;
    default: break;
  }
  return format_value(thread, value, spec);
}

// ---- with ----

Fallible<MethodLookup> lookup_context_method(Thread& thread, Value manager, ContextMethod which) {
  static constexpr Special kSpecials[] = {Special::kEnter, Special::kExit, Special::kAEnter, Special::kAExit};
  Type* type = type_of(thread, manager);
  Value method = type->special_method(kSpecials[static_cast<int>(which)]);
  if (!method.is_unbound()) {
    bool direct = method.is_exactly(Kind::kFunction) ||
                  (method.is_exactly(Kind::kNativeFunction) && method.as<NativeFunction>()->is_method &&
                   native_fits(type, method.as<NativeFunction>()));
    if (direct) return MethodLookup{method, true};
    return MethodLookup{TRY(bind_descriptor(thread, method, manager, type)), false};
  }
  bool is_async = which == ContextMethod::kAsyncEnter || which == ContextMethod::kAsyncExit;
  bool is_exit = which == ContextMethod::kExit || which == ContextMethod::kAsyncExit;
  auto has = [&](Special special) { return !type->special_method(special).is_unbound(); };
  const char* hint = "";
  if (is_async && has(Special::kEnter) && has(Special::kExit)) {
    hint = " but it supports the context manager protocol. Did you mean to use 'with'?";
  } else if (!is_async && has(Special::kAEnter) && has(Special::kAExit)) {
    hint = " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?";
  }
  return raise_type_error(
      thread, "'{}' object does not support the {}context manager protocol (missed __{}{}__ method){}", type_name(type),
      is_async ? "asynchronous " : "", is_async ? "a" : "", is_exit ? "exit" : "enter", hint);
}

// ---- raise ----

Status raise_statement(Thread& thread, Value exception, Value cause) {
  if (exception.is_unbound()) {
    Value handled = thread.handled_exception();
    if (handled.is_none()) return raise(thread, ExceptionId::kRuntimeError, "No active exception to reraise");
    return raise_again(thread, handled);
  }
  if (cause.is_unbound()) return raise_value(thread, exception);
  return raise_from(thread, exception, cause);
}

// ---- Generators and coroutines ----

namespace {

bool is_coroutine(Thread& thread, Value value) {
  return value.is_cell() && value.cell()->shape() == thread.runtime.root_shape(TypeId::kCoroutine);
}

// A generator that types.coroutine has marked.
bool is_iterable_coroutine(Thread& thread, Value value) {
  return value.is_cell() && value.cell()->shape() == thread.runtime.root_shape(TypeId::kGenerator) &&
         (value.as<Generator>()->function->code->flags & 0x100) != 0;
}

}  // namespace

Value get_yield_from_iterator(Thread& thread, Value iterable) {
  if (is_coroutine(thread, iterable)) {
    uint32_t flags = thread.frame != nullptr ? thread.frame->code()->flags : 0;
    if ((flags & (0x80 | 0x100)) == 0)
      return raise_type_error(thread, "cannot 'yield from' a coroutine object in a non-coroutine generator");
    return iterable;
  }
  if (iterable.is_cell() && iterable.cell()->shape() == thread.runtime.root_shape(TypeId::kGenerator)) return iterable;
  return get_iterator(thread, iterable);
}

Value get_awaitable(Thread& thread, Value object, int context) {
  Value iterator = TRY(get_awaitable_iterator(thread, object, context));
  if (is_coroutine(thread, iterator) && !generator_delegate(iterator.as<Generator>()).is_unbound()) {
    return raise(thread, ExceptionId::kRuntimeError, "coroutine is being awaited already");
  }
  return iterator;
}

Value get_awaitable_iterator(Thread& thread, Value object, int context) {
  if (is_coroutine(thread, object)) return object;
  if (is_iterable_coroutine(thread, object)) return object;
  Value method = type_of(thread, object)->special_method(Special::kAwait);
  if (method.is_unbound()) {
    std::string name = type_name(thread, object);
    if (context == 1) {
      return raise_type_error(
          thread, "'async with' received an object from __aenter__ that does not implement __await__: {}", name);
    }
    if (context == 2) {
      return raise_type_error(
          thread, "'async with' received an object from __aexit__ that does not implement __await__: {}", name);
    }
    return raise_type_error(thread, "'{}' object can't be awaited", name);
  }
  Value iterator = TRY(call_special_method(thread, method, object));
  if (is_coroutine(thread, iterator) || is_iterable_coroutine(thread, iterator)) {
    return raise_type_error(thread, "__await__() returned a coroutine");
  }
  if (!is_iterator(thread, iterator)) {
    return raise_type_error(thread, "__await__() returned non-iterator of type '{}'", type_name(thread, iterator));
  }
  return iterator;
}

Value get_async_iterator(Thread& thread, Value object) {
  Value method = type_of(thread, object)->special_method(Special::kAIter);
  if (method.is_unbound()) {
    return raise_type_error(thread, "'async for' requires an object with __aiter__ method, got {}",
                            type_name(thread, object));
  }
  Value iterator = TRY(call_special_method(thread, method, object));
  if (type_of(thread, iterator)->special_method(Special::kANext).is_unbound()) {
    return raise_type_error(thread,
                            "'async for' received an object from __aiter__ that does not implement __anext__: {}",
                            type_name(thread, iterator));
  }
  return iterator;
}

Value get_async_next(Thread& thread, Value iterator) {
  Value method = type_of(thread, iterator)->special_method(Special::kANext);
  if (method.is_unbound()) {
    return raise_type_error(thread, "'async for' requires an iterator with __anext__ method, got {}",
                            type_name(thread, iterator));
  }
  Value awaitable = TRY(call_special_method(thread, method, iterator));
  Value result = get_awaitable(thread, awaitable, 0);
  if (result.is_error()) {
    Value cause = take_pending(thread);
    (void)raise_type_error(thread, "'async for' received an invalid object from __anext__: {}",
                           type_name(thread, awaitable));
    if (thread.pending.is_kind(Kind::kException)) {
      auto* error = thread.pending.as<Exception>();
      error->cause.set(error, cause);
      error->context.set(error, cause);
      error->suppress_context = true;
    }
  }
  return result;
}

Value stop_iteration_value(Thread& thread, Value exception) {
  if (!is_instance_of(thread, exception, thread.runtime.exception_type(ExceptionId::kStopIteration)))
    return Value::unbound();
  Value value = exception.as<Exception>()->extra[0];
  return value.is_unbound() ? Value::none() : value;
}

Value send_value(Thread& thread, Value iterator, Value value, bool& returned) {
  returned = false;
  bool is_generator = iterator.is_exactly(Kind::kGenerator) &&
                      iterator.cell()->shape() != thread.runtime.root_shape(TypeId::kAsyncGenerator);
  if (is_generator) return generator_resume(thread, iterator.as<Generator>(), value, returned);
  Value result;
  if (value.is_none()) {
    Value method = type_of(thread, iterator)->special_method(Special::kNext);
    if (method.is_unbound())
      return raise_type_error(thread, "'{}' object is not an iterator", type_name(thread, iterator));
    result = call_special_method(thread, method, iterator);
  } else {
    result = call_method(thread, iterator, Name::kSend, {value});
  }
  if (!result.is_error()) return result;
  if (!pending_is(thread, ExceptionId::kStopIteration)) return result;
  returned = true;
  return stop_iteration_value(thread, take_pending(thread));
}

Value wrap_async_yield(Thread& thread, Value value) {
  auto* wrapped = TRY(allocate_builtin<AsyncGeneratorWrappedValue>(thread, TypeId::kAsyncGeneratorWrappedValue));
  wrapped->value.set(wrapped, value);
  return wrapped;
}

// ---- Class bodies ----

Status setup_annotations(Thread& thread, Value locals) {
  Str* name = thread.runtime.name(Name::kAnnotations);
  if (locals.is_exactly(Kind::kDict)) {
    if (!TRY(dict_get(thread, locals.as<Dict>(), name)).is_unbound()) return {};
    Dict* annotations = TRY(make_dict(thread));
    return dict_set(thread, locals.as<Dict>(), name, annotations);
  }
  Value found = get_item(thread, locals, name);
  if (!found.is_error()) return {};
  if (!take_if_pending(thread, ExceptionId::kKeyError)) return Failure{};
  Dict* annotations = TRY(make_dict(thread));
  return set_item(thread, locals, name, annotations);
}

Status display_value(Thread& thread, Value value) {
  Value hook = dict_get_name(thread.runtime, thread.runtime.sys_dict, thread.runtime.name(Name::kDisplayHook));
  if (hook.is_unbound()) return raise(thread, ExceptionId::kRuntimeError, "lost sys.displayhook");
  TRY(call(thread, hook, {value}));
  return {};
}

}  // namespace memphis
