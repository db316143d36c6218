// Generators, coroutines and async generators: what both engines and the types' methods share.
#pragma once

#include "objects/generator.h"
#include "runtime/runtime.h"

namespace memphis {

// Sends a value into a generator, coroutine or async generator (None starts it), or, when `value` is error, throws the
// pending exception into it. Gives what it yields; `returned` tells that it ended instead, with the result as the return
// value. Handles states ("generator already executing", exhausted), recursion depth, the chain of handled exceptions, and
// turns a StopIteration that leaves it into RuntimeError.
Value generator_resume(Thread& thread, Generator* generator, Value value, bool& returned);
// next() on a generator: unbound when it is exhausted (the return value is dropped).
Value generator_next(Thread& thread, Generator* generator);

}  // namespace memphis
