// The import system: sys.modules, built-in modules, source modules and packages on sys.path. (importlib's own
// machinery, with its finders and hooks, is layered on top later; what Python code sees of a module is the same.)
#pragma once

#include <string_view>

#include "runtime/runtime.h"

namespace memphis {

// What __import__ does: the module `name` (relative to the package of `globals` when level > 0), or its topmost package
// when from_list is empty. `globals`: dict or None. Runs user code.
Value import_module_level(Thread& thread, Value name, Value globals, Value from_list, int64_t level);
// The module of an absolute dotted name itself, from sys.modules or imported.
Value import_absolute(Thread& thread, std::string_view name);

// A ModuleSpec; origin, submodule_search_locations: None when there is none.
Value make_module_spec(Thread& thread, Str* name, Value loader, Value origin, Value search_locations,
                       bool has_location);
// Makes the types of specs and loaders; once.
Status register_import_types(Thread& thread);
// Loader objects of native modules and of source files (the classes that __loader__ shows).
Value builtin_loader(Runtime& runtime);
// Gives a native module that was made by hand (sys, builtins) its __spec__ and __loader__.
Status complete_builtin_module(Thread& thread, Value module);

// For messages: does the file lie where the program does, so that it may hide a module of the library?
bool may_hide_library(const Runtime& runtime, Value origin);
// Is it in sys.stdlib_module_names? Hashes the name: may run user code.
Fallible<bool> is_library_name(Thread& thread, Value name);

}  // namespace memphis
