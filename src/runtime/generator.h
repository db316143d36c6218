// Generators, coroutines and async generators: what both engines and the types' methods share.
#pragma once

#include "objects/generator.h"
#include "runtime/runtime.h"

namespace memphis {

// Sends a value into a generator, coroutine or async generator (None starts it), or, when `value` is error, throws the
// pending exception into it. Gives what it yields; `returned` tells that it ended instead, with the result as the
// return value. Handles states ("generator already executing", exhausted), recursion depth, the chain of handled
// exceptions, and turns a StopIteration that leaves it into RuntimeError. `closing`: a coroutine that has ended is no
// error.
Value generator_resume(Thread& thread, Generator* generator, Value value, bool& returned, bool closing = false);
// next() on a generator: unbound when it is exhausted (the return value is dropped).
Value generator_next(Thread& thread, Generator* generator);

// throw(type, value, traceback), the last two unbound when not given: into the innermost iterator that it delegates to.
// When `close_on_exit`, a GeneratorExit closes the delegate instead.
Value generator_throw(Thread& thread, Generator* generator, Value type, Value value, Value traceback, bool& returned,
                      bool close_on_exit = true);
// close(): the value that the generator returns in answer to GeneratorExit, or None.
Value generator_close(Thread& thread, Generator* generator);
// The collector found it dead: closes it, or warns that a coroutine was never awaited. Never fails.
void finalize_generator(Thread& thread, Generator* generator);

// PEP 479: a pending StopIteration that has left the generator (in async generators StopAsyncIteration too) becomes a
// RuntimeError.
void replace_stop_iteration(Thread& thread, const Generator* generator);

// Ended with a value: StopIteration, for async generators StopAsyncIteration.
FailureOfAnyType raise_generator_return(Thread& thread, const Generator* generator, Value value);
// `yield from`, `await` of a suspended one: the iterator it waits for; unbound: none.
Value generator_delegate(Generator* generator);

}  // namespace memphis
