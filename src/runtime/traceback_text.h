// Exceptions and tracebacks as text, to the letter as CPython prints them. Whatever goes wrong on the way (a __str__
// that raises, an exhausted heap) only costs a part of the text: nothing here fails or leaves an exception pending.
// User code runs.
#pragma once

#include <string>

#include "runtime/runtime.h"

namespace memphis {

// The whole report: chained exceptions, groups, notes, suggestions; ends in a newline.
std::string format_exception(Thread& thread, Value exception);
// The entries of a traceback, without the heading. `carets` false: the source line alone, as for exceptions that are
// ignored.
std::string format_traceback_entries(Thread& thread, Value traceback, bool carets);
// "ZeroDivisionError: division by zero" alone, or the class's name when the message is empty.
std::string format_exception_line(Thread& thread, Value exception);
// The name of a class as reports show it: with its module, unless that is builtins or __main__.
std::string shown_class_name(Thread& thread, Type* type);
// str(value), or "<what str() failed>".
std::string safe_str(Thread& thread, Value value, const char* what);

// The number of the line that a traceback entry is at; -1: unknown.
int64_t traceback_line(const Traceback* entry);

// What the exception's message goes on with: ". Did you mean: 'x'?"; empty: nothing.
std::string suggestion_text(Thread& thread, Value exception);

}  // namespace memphis
