// Exception groups: splitting, and what `except*` needs. Both engines and the methods of BaseExceptionGroup use it.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

bool is_exception_group(Thread& thread, Value value);

// Two parts of an exception; None where there is nothing.
struct ExceptionParts {
  Value match;
  Value rest;
};

// group.split(matcher): a class, a tuple of classes, or a predicate. `want_rest` false: subgroup(), `rest` stays None.
Fallible<ExceptionParts> split_exception_group(Thread& thread, Value group, Value matcher, bool want_rest);

// One `except* pattern`: the part of `exception` (or None) that it catches, always as a group, and what is left.
// TypeError when the pattern is not made of exception classes, or names a group.
Fallible<ExceptionParts> match_except_star(Thread& thread, Value exception, Value pattern);

}  // namespace memphis
