// The module builtins.
#pragma once

#include "runtime/native.h"

namespace memphis {

// Makes the module with all functions, types, exceptions and constants: Runtime::builtins_module and Runtime::builtins.
Status create_builtins_module(Thread& thread);

// The functions by theme; functions.cpp puts the tables together.
std::span<const NativeDefinition> object_functions();    // getattr, isinstance, hash, id, dir, repr, ...
std::span<const NativeDefinition> iterable_functions();  // all, any, iter, next, len, max, min, sorted, sum, ...
std::span<const NativeDefinition> number_functions();    // abs, bin, chr, divmod, pow, round, ...
std::span<const NativeDefinition>
code_functions();  // compile, eval, exec, globals, locals, __import__, __build_class__
std::span<const NativeDefinition> stream_functions();  // print, input, breakpoint

}  // namespace memphis
