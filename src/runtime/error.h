// Raising exceptions from C++.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <vector>

#include "runtime/runtime.h"

namespace memphis {

// Makes exception `id` with the formatted message and leaves it pending. Text that comes from Python is passed as
// std::string (see text_of). Always "fails": return raise(...) from any function with a fallible result.
FailureOfAnyType raise_formatted(Thread& thread, ExceptionId id, fmt::string_view format, fmt::format_args arguments);

template <class... Arguments>
FailureOfAnyType raise(Thread& thread, ExceptionId id, fmt::format_string<Arguments...> format,
                       Arguments&&... arguments) {
  return raise_formatted(thread, id, format, fmt::make_format_args(arguments...));
}
template <class... Arguments>
FailureOfAnyType raise_type_error(Thread& thread, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  return raise_formatted(thread, ExceptionId::kTypeError, format, fmt::make_format_args(arguments...));
}
template <class... Arguments>
FailureOfAnyType raise_value_error(Thread& thread, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  return raise_formatted(thread, ExceptionId::kValueError, format, fmt::make_format_args(arguments...));
}

// Raises an exception object or class as `raise value` does (instantiates a class; TypeError for anything else). Sets
// __context__ from what is being handled. Runs user code.
FailureOfAnyType raise_value(Thread& thread, Value exception);
// `raise exception from cause`.
FailureOfAnyType raise_from(Thread& thread, Value exception, Value cause);
// Makes `exception` (an instance) pending as it is: no context, no traceback entry.
FailureOfAnyType raise_again(Thread& thread, Value exception);
// exception class called with one argument.
FailureOfAnyType raise_with_argument(Thread& thread, ExceptionId id, Value argument);
// NameError (with its `name` attribute) or UnboundLocalError.
FailureOfAnyType raise_name_error(Thread& thread, ExceptionId id, Str* name, std::string_view message);
FailureOfAnyType raise_key_error(Thread& thread, Value key);
FailureOfAnyType raise_stop_iteration(Thread& thread, Value value);  // value unbound or None: no argument
FailureOfAnyType raise_memory_error(Thread& thread);
FailureOfAnyType raise_attribute_error(Thread& thread, Value object, Value name);  // "'X' object has no attribute 'y'"
FailureOfAnyType raise_os_error(Thread& thread, int error_number, Value filename = Value::unbound());
FailureOfAnyType raise_system_error(Thread& thread, std::string_view message);

// Takes the pending exception off the thread.
Value take_pending(Thread& thread);
// Is the pending exception (there must be one) an instance of the class?
bool pending_is(Thread& thread, ExceptionId id);
// If the pending exception is an instance of the class: drops it and answers true.
bool take_if_pending(Thread& thread, ExceptionId id);

bool is_exception_instance(Thread& thread, Value value);
bool is_exception_class(Thread& thread, Value value);
// Does an exception (instance) match a class or tuple of classes, as `except` tests? TypeError if it is neither.
Fallible<bool> exception_matches(Thread& thread, Value exception, Value pattern);
// Adds an entry for the frame to the exception's traceback.
Status add_traceback(Thread& thread, Value exception, Frame* frame);

// "Exception ignored in: ..." on sys.stderr through sys.unraisablehook: takes the pending exception. Never fails.
void write_unraisable(Thread& thread, Value object, std::string_view message = {});

// Issues a warning through the warnings machinery (or prints it when that is not loaded). Fails when filters turn it
// into an error.
Status warn(Thread& thread, ExceptionId category, int stack_level, std::string_view message);

// Adds a note to the pending exception. Never fails.
void add_note_to_pending(Thread& thread, std::string_view note);

// For messages: the text of a str; type name of a value ('int', or fully qualified as CPython's %T / %.200s tp_name);
// repr; UTF-8.
std::string text_of(Value str);
std::string type_name(
    Thread& thread,
    Value value);  // the bare name of classes, "list" for built-ins, "time.struct_time" for other native types
std::string type_name(const Type* type);
std::string qualified_type_name(Thread& thread, const Type* type);  // module.qualname unless builtins
std::string address_text(Value value);                              // of a cell, as CPython's %p prints it
// repr as UTF-8 for messages; runs user code; fails.
Fallible<std::string> repr_text(Thread& thread, Value value);

}  // namespace memphis
