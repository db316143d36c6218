// What happens when a program ends: the functions that atexit has, then the finalisers of what is still alive.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// A function to be called at exit, last registered first. `keywords`: a dict, or unbound.
Status register_exit_function(Thread& thread, Value function, Tuple* arguments, Value keywords);
// Takes out all registrations of functions that compare equal.
Status unregister_exit_function(Thread& thread, Value function);
void clear_exit_functions(Runtime& runtime);
uint64_t count_exit_functions(const Runtime& runtime);

// Waits for the threads that the module threading has started, except for daemons, if a program has imported it. Runs
// user code; errors go to sys.unraisablehook.
void join_threads(Thread& thread);
// Calls what is registered, and forgets it. Runs user code; errors go to sys.unraisablehook.
void run_exit_functions(Thread& thread);
// Takes the values out of the modules as CPython does, so that __del__ runs, generators are closed and weak references
// are told. Runs user code; never fails. Does nothing when there is nobody to tell.
void finalize_modules(Thread& thread);

}  // namespace memphis
