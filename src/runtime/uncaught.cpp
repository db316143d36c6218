#include "runtime/uncaught.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/standard_stream.h"
#include "runtime/struct_sequence.h"
#include "runtime/traceback_text.h"

namespace memphis {

namespace {

Value sys_attribute(Runtime& runtime, Name name) {
  return runtime.sys_dict == nullptr ? Value::unbound() : dict_get_name(runtime, runtime.sys_dict, runtime.name(name));
}

Value or_none(Value value) { return value.is_unbound() ? Value::none() : value; }

// sys.stderr, or sys.__stderr__ when that is None; unbound: nowhere to write to.
Value error_stream(Runtime& runtime) {
  Value stream = sys_attribute(runtime, Name::kStderr);
  if (stream.is_none()) {
    Str* name = intern_text(runtime, "__stderr__");
    stream = name == nullptr ? Value::unbound() : dict_get_name(runtime, runtime.sys_dict, name);
  }
  return stream.is_none() ? Value::unbound() : stream;
}

}  // namespace

Status write_to_stream(Thread& thread, Name name, std::string_view text) {
  Value stream = sys_attribute(thread.runtime, name);
  if (stream.is_unbound()) {
    return raise(thread, ExceptionId::kRuntimeError, "lost sys.{}", text_of(thread.runtime.name(name)));
  }
  if (stream.is_none()) return {};
  Str* str = TRY(make_str(thread, text));
  return write_text(thread, stream, str);
}

void write_to_stderr(Thread& thread, std::string_view text) {
  Value stream = error_stream(thread.runtime);
  if (stream.is_unbound()) return;
  Value pending = take_pending(thread);
  Str* str = make_str(thread, text);
  if (str == nullptr || write_text(thread, stream, str).failed() || flush_file(thread, stream).failed()) {
    take_pending(thread);
  }
  thread.pending = pending;
}

void display_exception(Thread& thread, Value exception) {
  Value stdout_stream = sys_attribute(thread.runtime, Name::kStdout);
  bool has_stdout = !stdout_stream.is_unbound() && !stdout_stream.is_none();
  if (has_stdout && flush_file(thread, stdout_stream).failed()) take_pending(thread);
  if (error_stream(thread.runtime).is_unbound()) return;
  // A report may be asked for because the stack is exhausted: there must be room for making it.
  thread.native_grace++;
  write_to_stderr(thread, format_exception(thread, exception));
  thread.native_grace--;
}

namespace {

// sys.exit(): the status, after printing what is neither None nor an int.
int exit_status(Thread& thread, Value exception) {
  Value code = find_attribute(thread, exception, Name::kCode);
  if (code.is_error()) take_pending(thread);
  if (code.is_error() || code.is_unbound()) code = exception;
  if (code.is_none()) return 0;
  if (is_int(code)) {
    Fallible<int64_t> number = to_int64(thread, code);
    if (number.failed()) take_pending(thread);
    return number.failed() ? 255 : static_cast<int>(number.value() & 0xff);
  }
  if (!flush_standard_streams(thread)) return 120;
  write_to_stderr(thread, safe_str(thread, code, "exception") + "\n");
  return 1;
}

void set_sys(Thread& thread, const char* name, Value value) {
  Str* key = intern_text(thread.runtime, name);
  if (key == nullptr || dict_set_name(thread, thread.runtime.sys_dict, key, value).failed()) take_pending(thread);
}

void remember_last_exception(Thread& thread, Value exception) {
  set_sys(thread, "last_exc", exception);
  set_sys(thread, "last_type", type_of(thread, exception));
  set_sys(thread, "last_value", exception);
  set_sys(thread, "last_traceback", or_none(exception.as<Exception>()->traceback));
}

bool is_exit(Thread& thread, Value exception) {
  return is_instance_of(thread, exception, thread.runtime.exception_type(ExceptionId::kSystemExit));
}

bool is_default_hook(Runtime& runtime, Value hook, const char* original) {
  Str* key = intern_text(runtime, original);
  return key != nullptr && hook.is_cell() && dict_get_name(runtime, runtime.sys_dict, key) == hook;
}

}  // namespace

int handle_uncaught(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Value exception = take_pending(thread);
  if (!exception.is_kind(Kind::kException)) return 1;
  if (is_exit(thread, exception)) return exit_status(thread, exception);
  int status = is_instance_of(thread, exception, runtime.exception_type(ExceptionId::kKeyboardInterrupt)) ? 130 : 1;
  if (runtime.sys_dict == nullptr) return status;
  remember_last_exception(thread, exception);
  Value hook = sys_attribute(runtime, Name::kExceptHook);
  if (hook.is_unbound()) {
    write_to_stderr(thread, "sys.excepthook is missing\n");
    display_exception(thread, exception);
    return status;
  }
  if (is_default_hook(runtime, hook, "__excepthook__")) {
    display_exception(thread, exception);
    return status;
  }
  Value traceback = or_none(exception.as<Exception>()->traceback);
  Value result = call(thread, hook, {Value(type_of(thread, exception)), exception, traceback});
  if (!result.is_error()) return status;
  Value failure = take_pending(thread);
  if (is_exit(thread, failure)) return exit_status(thread, failure);
  write_to_stderr(thread, "Error in sys.excepthook:\n");
  display_exception(thread, failure);
  write_to_stderr(thread, "\nOriginal exception was:\n");
  display_exception(thread, exception);
  return status;
}

// ---- Exceptions that cannot be raised ----

void display_unraisable(Thread& thread, const Unraisable& unraisable) {
  std::string text;
  if (!unraisable.object.is_none()) {
    text = unraisable.message.is_none() ? std::string("Exception ignored in: ") : text_of(unraisable.message) + ": ";
    Fallible<std::string> shown = repr_text(thread, unraisable.object);
    if (shown.failed()) take_pending(thread);
    text += (shown.failed() ? std::string("<object repr() failed>") : shown.value()) + "\n";
  } else if (!unraisable.message.is_none()) {
    text = text_of(unraisable.message) + ":\n";
  }
  Value exception = unraisable.exception;
  if (exception.is_kind(Kind::kException)) {
    std::string entries = format_traceback_entries(thread, exception.as<Exception>()->traceback, false);
    if (!entries.empty()) text += "Traceback (most recent call last):\n" + entries;
    text +=
        shown_class_name(thread, type_of(thread, exception)) + ": " + safe_str(thread, exception, "exception") + "\n";
  }
  write_to_stderr(thread, text);
}

namespace {

constexpr StructField kUnraisableFields[] = {{"exc_type"}, {"exc_value"}, {"exc_traceback"}, {"err_msg"}, {"object"}};
constexpr StructSequenceSpec kUnraisableSpec =
    struct_sequence("builtins", "UnraisableHookArgs", "What sys.unraisablehook is given.", kUnraisableFields, 5);

Value make_hook_arguments(Thread& thread, const Unraisable& unraisable) {
  Runtime& runtime = thread.runtime;
  if (runtime.unraisable_arguments_type == nullptr) {
    runtime.unraisable_arguments_type = TRY(make_struct_sequence_type(thread, kUnraisableSpec));
    runtime.permanent.push_back(runtime.unraisable_arguments_type);
  }
  Value exception = unraisable.exception;
  Value fields[] = {Value(type_of(thread, exception)), exception, or_none(exception.as<Exception>()->traceback),
                    unraisable.message, unraisable.object};
  return make_struct_sequence(thread, runtime.unraisable_arguments_type, fields);
}

void report_failing_hook(Thread& thread, Value hook) {
  Value failure = take_pending(thread);
  Str* message = make_str(thread, "Exception ignored in sys.unraisablehook");
  if (message == nullptr) take_pending(thread);
  display_unraisable(thread, {failure, message == nullptr ? Value::none() : Value(message), hook});
}

}  // namespace

void write_unraisable(Thread& thread, Value object, std::string_view message) {
  Runtime& runtime = thread.runtime;
  Unraisable unraisable{take_pending(thread), Value::none(), object.is_unbound() ? Value::none() : object};
  if (!unraisable.exception.is_kind(Kind::kException)) return;
  if (!message.empty()) {
    // A message and an object together make one message.
    std::string text(message);
    if (!unraisable.object.is_none()) {
      Fallible<std::string> shown = repr_text(thread, unraisable.object);
      if (shown.failed()) take_pending(thread);
      text += " " + (shown.failed() ? std::string("<object repr() failed>") : shown.value());
      unraisable.object = Value::none();
    }
    Str* str = make_str(thread, text);
    if (str != nullptr) unraisable.message = str;
  }
  Value hook = sys_attribute(runtime, Name::kUnraisableHook);
  if (hook.is_unbound() || hook.is_none() || is_default_hook(runtime, hook, "__unraisablehook__")) {
    display_unraisable(thread, unraisable);
    thread.pending = Value::unbound();
    return;
  }
  Value arguments = make_hook_arguments(thread, unraisable);
  if (arguments.is_error() || call(thread, hook, {arguments}).is_error()) report_failing_hook(thread, hook);
  thread.pending = Value::unbound();
}

}  // namespace memphis
