// What stands behind __spec__ and __loader__. Private to the import system.
#pragma once

#include "runtime/native.h"

namespace memphis {

struct ModuleSpec : Cell {
  Field name;
  Field loader;
  Field origin;
  Field loader_state;
  Field search_locations;          // list: a package; None: a plain module
  Field cached;                    // unbound: not computed
  Field initializing;              // bool
  Field uninitialized_submodules;  // list, as importlib keeps it
  bool has_location;               // origin is a file: the module gets __file__
};

// SourceFileLoader and NamespaceLoader.
struct FileLoader : Cell {
  Field name;
  Field path;  // NamespaceLoader: the list of directories
};

// The types and classes, by index into Runtime::import_types.
enum ImportType : uint8_t {
  kModuleSpecType,
  kBuiltinImporterType,
  kPathFinderType,
  kSourceFileLoaderType,
  kNamespaceLoaderType,
  kImportTypeCount
};

extern const TypeSpec kModuleSpecSpec;
extern const TypeSpec kBuiltinImporterSpec;
extern const TypeSpec kPathFinderSpec;
extern const TypeSpec kSourceFileLoaderSpec;
extern const TypeSpec kNamespaceLoaderSpec;

// A spec of exactly the native type, or null.
ModuleSpec* as_module_spec(Value value);
// "a.b" of "a.b.c"; for a package its own name.
Value spec_parent(Thread& thread, const ModuleSpec* spec);
// Where compiled code would be kept; None when the module is in no file.
Value spec_cached(Thread& thread, ModuleSpec* spec);
bool spec_is_initializing(Thread& thread, Value spec);

// Finding: the spec, or None.
Value find_builtin_spec(Thread& thread, Str* name);
// path: what to search, None: sys.path.
Value find_path_spec(Thread& thread, Str* name, Value path);
// The text of a source file, compiled. Fails as reading and compiling do.
Value compile_file(Thread& thread, Value path);

}  // namespace memphis
