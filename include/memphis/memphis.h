// Memphis: Python 3.14 to embed. This header brings everything but explain.h.
//
//   #include <memphis/memphis.h>
//
//   memphis::Result<memphis::Object> answer = memphis::evaluate_oneshot("6 * 7");
//   if (answer.ok()) printf("%lld\n", answer->to<long long>().value_or(0));
//
// The shape of this interface, and what it owes to others:
// - A Context is a whole interpreter. Nothing is shared between two of them and nothing is global, so any number live
// in one
//   process, on any threads. (Lua's and QuickJS's states work that way; CPython's do not, and its embedders pay for
//   it.) One Context, with all that came out of it, belongs to one thread at a time: whoever hands it to another thread
//   does so with a happens-before edge (a mutex, a join), as for any other C++ object.
// - Values are owned handles (Object) that keep what they refer to alive and are released by their destructor. Lua's
// and
//   Wren's operand stacks are quick, but every caller has to balance them; QuickJS's values have to be freed by hand.
//   Unlike Hermes's JSI, a handle knows its interpreter, which therefore need not be passed along, and outlives its
//   Context.
// - Errors are values: Result<T> holds a T or an Error with the exception's type, message and traceback. No exception
// is
//   thrown and none gets through, so hosts built without exceptions use the same library as those built with them.
// - A Context is isolated unless it is told otherwise: environment variables, signal handlers, locale and working
// directory
//   are left alone (PyConfig has both variants, and its isolated one is what embedders want).
// - C++20 is enough; no flag of Memphis's own build is needed. The library must have been built with the same C++
// standard
//   library as the host (on Linux that is libstdc++, whatever the compiler).
#pragma once

#include "memphis/argument.h"
#include "memphis/context.h"
#include "memphis/conversion.h"
#include "memphis/function.h"
#include "memphis/object.h"
#include "memphis/options.h"
#include "memphis/result.h"
#include "memphis/version.h"
