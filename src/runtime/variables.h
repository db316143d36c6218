// Variables that are looked up by name: globals, built-ins and the namespaces of module and class code; and what is
// raised for variables that have no value. Shared by both engines.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// What a namespace (a dict or any mapping) has under the name: unbound when absent. Runs user code when it is no plain
// dict.
Value find_in_namespace(Thread& thread, Value name_space, Str* name);
Status store_in_namespace(Thread& thread, Value name_space, Str* name, Value value);
// NameError when there is none.
Status delete_from_namespace(Thread& thread, Value name_space, Str* name);

// What the function has for built-ins: mostly a dict, but globals may name anything as their __builtins__.
Value builtins_of(Runtime& runtime, const Function* function);
// What these have under the name: unbound when absent. Runs user code when they are no plain dict.
Value find_builtin(Thread& thread, Function* function, Str* name);

// A global of the function's module, or a built-in: NameError when there is neither.
Value load_global(Thread& thread, Function* function, Str* name);
Status delete_global(Thread& thread, Function* function, Str* name);

// UnboundLocalError "cannot access local variable 'x' ...".
FailureOfAnyType raise_unbound_local(Thread& thread, Str* name);
// NameError "cannot access free variable 'x' ..."
FailureOfAnyType raise_unbound_free(Thread& thread, Str* name);

}  // namespace memphis
