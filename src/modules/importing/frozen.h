// Modules that are found without looking at any path, as CPython freezes them: importlib's own machinery, and what
// starting up needs. Their code is that of the packed library.
#pragma once

#include <span>
#include <string_view>

#include "runtime/library.h"
#include "runtime/native.h"

namespace memphis {

// Their names are as in CPython, so that tracebacks, specs and -m show the same.
struct FrozenModule {
  const char* name;
  const char* origin;  // the library's module whose code it has; null: it has that of __hello__ and tells nobody
  bool is_package = false;
  const char* shown_origin = nullptr;  // what its spec tells, where that is not `origin`
};

std::span<const FrozenModule> frozen_modules();
// Null: there is none of that name (or it is switched off for tests).
const FrozenModule* find_frozen_module(const Runtime& runtime, std::string_view name);
// What _imp.find_frozen tells as the module's original name; null: nothing.
const char* shown_origin(const FrozenModule& module);
// Its code; tracebacks show it as "<frozen NAME>".
Value frozen_code(Thread& thread, const FrozenModule& module);

enum class LibraryCode : uint8_t {
  kOfEngine,    // code for the engine that runs, with its options
  kAsCompiled,  // what was compiled ahead, whatever runs it
};
// The code of a Python file of the packed library. SyntaxError or RuntimeError if it cannot be had.
Value library_code(Thread& thread, const ArchiveEntry& entry, const std::string& filename, LibraryCode which);

// Its source text as a str.
Value library_source(Thread& thread, const ArchiveEntry& entry);

std::span<const NativeDefinition> frozen_functions();

// The class whose objects find and load the modules of one directory of the packed library: a hook of sys.path_hooks.
// Null on failure.
Type* make_library_importer_type(Thread& thread);

}  // namespace memphis
