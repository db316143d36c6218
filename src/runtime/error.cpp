#include "runtime/error.h"

#include <cerrno>
#include <cstring>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/frame_object.h"
#include "runtime/make.h"
#include "runtime/native.h"
#include "runtime/operations.h"

namespace memphis {

std::string text_of(Value str) {
  std::string out;
  if (is_str(str)) append_utf8(str.as<Str>(), out);
  return out;
}

std::string type_name(const Type* type) {
  std::string name = text_of(type->name);
  const bool is_plain = type->has_flag(kTypeIsHeapType) || std::string_view(type->spec->module) == "builtins";
  return is_plain ? name : std::string(type->spec->module) + "." + name;
}

std::string type_name(Thread& thread, Value value) { return type_name(type_of(thread, value)); }

std::string qualified_type_name(Thread& thread, const Type* type) {
  std::string name = text_of(type->qualified_name);
  Value module = dict_get_name(thread.runtime, type->dict, thread.runtime.name(Name::kModule));
  std::string text = is_str(module) ? text_of(module) : type->has_flag(kTypeIsHeapType) ? "" : type->spec->module;
  if (text.empty() || text == "builtins" || text == "__main__") return name;
  return text + "." + name;
}

std::string address_text(Value value) { return fmt::format("{:#x}", value.bits()); }

Fallible<std::string> repr_text(Thread& thread, Value value) { return text_of(TRY(repr(thread, value))); }

// ---- Raising ----

namespace {

// An exception made without running user code: only for built-in classes whose constructor just keeps its arguments.
Value make_exception(Thread& thread, ExceptionId id, std::span<const Value> arguments) {
  auto* exception = TRY(allocate_instance<Exception>(thread, thread.runtime.exception_type(id)));
  Tuple* args = TRY(make_tuple(thread, arguments));
  exception->args.set(exception, args);
  switch (id) {
    // Those that keep their argument under a name as well.
    case ExceptionId::kImportError:
    case ExceptionId::kModuleNotFoundError:
    case ExceptionId::kSyntaxError:
    case ExceptionId::kSystemExit:
    case ExceptionId::kStopIteration:
      static_assert(kImportErrorMessage == 0 && kSyntaxErrorMessage == 0 && kSystemExitCode == 0 &&
                    kStopIterationValue == 0);
      if (!arguments.empty()) exception->extra[0].set(exception, arguments[0]);
      break;
    default: break;
  }
  return exception;
}

void set_context(Thread& thread, Value exception) {
  Value context = thread.handled_exception();
  if (!context.is_kind(Kind::kException) || context == exception) return;
  // Avoid a cycle: cut the chain where the new exception already appears in it.
  Value link = context;
  Value slow = context;
  bool move_slow = false;
  while (link.is_kind(Kind::kException)) {
    Value next = link.as<Exception>()->context;
    if (next == exception) {
      link.as<Exception>()->context.set(link.cell(), Value::none());
      break;
    }
    link = next;
    if (move_slow) slow = slow.as<Exception>()->context;
    move_slow = !move_slow;
    if (link == slow) break;
  }
  exception.as<Exception>()->context.set(exception.cell(), context);
}

}  // namespace

FailureOfAnyType raise_again(Thread& thread, Value exception) {
  thread.pending = exception;
  return {};
}

static FailureOfAnyType raise_made(Thread& thread, Value exception) {
  if (exception.is_error()) return {};
  set_context(thread, exception);
  thread.pending = exception;
  return {};
}

FailureOfAnyType raise_formatted(Thread& thread, ExceptionId id, fmt::string_view format, fmt::format_args arguments) {
  thread.pending = Value::unbound();
  Str* message = make_str(thread, fmt::vformat(format, arguments));
  if (message == nullptr) return {};
  return raise_with_argument(thread, id, message);
}

FailureOfAnyType raise_with_argument(Thread& thread, ExceptionId id, Value argument) {
  thread.pending = Value::unbound();
  return raise_made(thread, make_exception(thread, id, {&argument, 1}));
}

FailureOfAnyType raise_name_error(Thread& thread, ExceptionId id, Str* name, std::string_view message) {
  thread.pending = Value::unbound();
  Str* text = make_str(thread, message);
  if (text == nullptr) return {};
  Value argument = text;
  Value exception = make_exception(thread, id, {&argument, 1});
  if (exception.is_error()) return {};
  // As in CPython, UnboundLocalError has no name.
  if (id == ExceptionId::kNameError) exception.as<Exception>()->extra[0].set(exception.cell(), name);
  return raise_made(thread, exception);
}

FailureOfAnyType raise_key_error(Thread& thread, Value key) {
  return raise_with_argument(thread, ExceptionId::kKeyError, key);
}

FailureOfAnyType raise_stop_iteration(Thread& thread, Value value) {
  thread.pending = Value::unbound();
  bool has_value = !value.is_unbound() && !value.is_none();
  Value exception = make_exception(thread, ExceptionId::kStopIteration, {&value, has_value ? size_t{1} : size_t{0}});
  if (exception.is_error()) return {};
  exception.as<Exception>()->extra[0].set(exception.cell(), has_value ? value : Value::none());
  return raise_made(thread, exception);
}

// Made in advance, since there is no memory to make it now.
FailureOfAnyType raise_memory_error(Thread& thread) {
  Value exception = thread.runtime.last_memory_error;
  thread.pending = exception;
  return {};
}

FailureOfAnyType raise_attribute_error(Thread& thread, Value object, Value name) {
  std::string message;
  if (object.is_kind(Kind::kType)) {
    message = fmt::format("type object '{}' has no attribute '{}'", type_name(object.as<Type>()), text_of(name));
  } else {
    message = fmt::format("'{}' object has no attribute '{}'", type_name(thread, object), text_of(name));
  }
  thread.pending = Value::unbound();
  Value text = make_str(thread, message);
  if (thread.pending.is_cell()) return {};
  Value exception = make_exception(thread, ExceptionId::kAttributeError, {&text, 1});
  if (exception.is_error()) return {};
  auto* cell = exception.as<Exception>();
  cell->extra[0].set(cell, name);
  cell->extra[1].set(cell, object);
  return raise_made(thread, exception);
}

FailureOfAnyType raise_os_error(Thread& thread, int error_number, Value filename) {
  Value message = make_str(thread, strerror(error_number));
  Value number = Value::small_int(error_number);
  Value type = thread.runtime.exception_type(ExceptionId::kOSError);
  Value exception =
      filename.is_unbound() ? call(thread, type, {number, message}) : call(thread, type, {number, message, filename});
  return raise_made(thread, exception);
}

FailureOfAnyType raise_system_error(Thread& thread, std::string_view message) {
  return raise(thread, ExceptionId::kSystemError, "{}", message);
}

bool is_exception_instance(Thread& thread, Value value) {
  (void)thread;
  return value.is_kind(Kind::kException);
}

bool is_exception_class(Thread& thread, Value value) {
  return value.is_kind(Kind::kType) &&
         is_subtype(value.as<Type>(), thread.runtime.exception_type(ExceptionId::kBaseException));
}

namespace {

Value instantiate_exception(Thread& thread, Value exception) {
  if (is_exception_class(thread, exception)) {
    Value made = TRY(call(thread, exception));
    if (!is_exception_instance(thread, made)) {
      return raise_type_error(thread, "calling {} should have returned an instance of BaseException, not {}",
                              TRY(repr_text(thread, exception)), TRY(repr_text(thread, type_of(thread, made))));
    }
    return made;
  }
  if (!is_exception_instance(thread, exception))
    return raise_type_error(thread, "exceptions must derive from BaseException");
  return exception;
}

}  // namespace

FailureOfAnyType raise_value(Thread& thread, Value exception) {
  return raise_made(thread, instantiate_exception(thread, exception));
}

FailureOfAnyType raise_from(Thread& thread, Value exception, Value cause) {
  Value instance = instantiate_exception(thread, exception);
  if (instance.is_error()) return {};
  if (is_exception_class(thread, cause)) {
    cause = instantiate_exception(thread, cause);
    if (cause.is_error()) return {};
  } else if (!cause.is_none() && !is_exception_instance(thread, cause)) {
    return raise_type_error(thread, "exception causes must derive from BaseException");
  }
  auto* cell = instance.as<Exception>();
  cell->cause.set(cell, cause);
  cell->suppress_context = true;
  return raise_made(thread, instance);
}

Value take_pending(Thread& thread) {
  Value exception = thread.pending;
  thread.pending = Value::unbound();
  return exception;
}

bool pending_is(Thread& thread, ExceptionId id) {
  return is_instance_of(thread, thread.pending, thread.runtime.exception_type(id));
}

bool take_if_pending(Thread& thread, ExceptionId id) {
  if (!pending_is(thread, id)) return false;
  thread.pending = Value::unbound();
  return true;
}

Fallible<bool> exception_matches(Thread& thread, Value exception, Value pattern) {
  if (pattern.is_kind(Kind::kTuple)) {
    auto* tuple = pattern.as<Tuple>();
    for (Value item : tuple->view()) {
      if (!is_exception_class(thread, item)) {
        return raise_type_error(thread, "catching classes that do not inherit from BaseException is not allowed");
      }
    }
    for (Value item : tuple->view()) {
      if (is_subtype(type_of(thread, exception), item.as<Type>())) return true;
    }
    return false;
  }
  if (!is_exception_class(thread, pattern)) {
    return raise_type_error(thread, "catching classes that do not inherit from BaseException is not allowed");
  }
  return is_subtype(type_of(thread, exception), pattern.as<Type>());
}

Status add_traceback(Thread& thread, Value exception, Frame* frame) {
  if (!exception.is_kind(Kind::kException)) return {};
  Value pending = thread.pending;
  auto* cell = exception.as<Exception>();
  FrameObject* object = frame_object_of(thread, frame);
  auto* entry = object == nullptr ? nullptr : allocate_builtin<Traceback>(thread, TypeId::kTraceback);
  thread.pending = pending;  // an exhausted heap costs the entry, not the exception
  if (entry == nullptr) return {};
  Value next = cell->traceback;
  entry->next.set(entry, next.is_unbound() ? Value::none() : next);
  entry->frame.set(entry, object);
  entry->position = frame->position;
  // Without a position the frame has not begun: it is where its code is.
  entry->line = frame->position == nullptr ? static_cast<int32_t>(frame->code()->first_line) : -1;
  cell->traceback.set(cell, entry);
  return {};
}

void add_note_to_pending(Thread& thread, std::string_view note) {
  Value exception = take_pending(thread);
  if (!exception.is_kind(Kind::kException)) return;
  // As exception.add_note(note): the notes are an ordinary attribute.
  Str* text = make_str(thread, note);
  Str* name = text == nullptr ? nullptr : intern_text(thread.runtime, "add_note");
  if (name != nullptr) (void)call_method(thread, exception, name, {Value(text)});
  thread.pending = exception;
}

}  // namespace memphis
