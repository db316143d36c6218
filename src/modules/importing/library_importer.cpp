// LibraryImporter: finds and loads the modules in one directory of the packed library, as zipimport.zipimporter does
// for a directory in a zip file. It is the library's hook in sys.path_hooks too.
#include <cstddef>

#include "modules/importing/frozen.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/frame.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"
#include "runtime/source_lines.h"

namespace memphis {

namespace {

struct LibraryImporter : Cell {
  Field path;  // str: the directory
};

extern const TypeSpec kImporterType;

std::string directory_of(Value self) { return text_of(self.as<LibraryImporter>()->path); }

// A module that the importer is asked for by its full name.
struct Found {
  ArchiveEntry entry;
  std::string base;  // of the file or directory, without an ending: where it seems to lie
  bool is_module = false, is_package = false, is_directory = false;
  std::string filename() const { return base + (is_package ? "/__init__.py" : ".py"); }
};

Found look_up(const Runtime& runtime, Value self, std::string_view name) {
  Found found;
  std::string_view tail = name.substr(name.rfind('.') + 1);
  if (tail.empty()) return found;
  found.base = directory_of(self) + "/" + std::string(tail);
  std::string_view inner;
  if (!path_in_library(runtime, found.base, inner)) return found;
  std::string base(inner);
  found.is_package = runtime.library.find(base + "/__init__.py", found.entry);
  found.is_module = found.is_package || runtime.library.find(base + ".py", found.entry);
  found.is_directory = !found.is_module && runtime.library.has_directory(base);
  return found;
}

// The same, or ImportError.
Status require(Thread& thread, Value self, Value name, Found& found) {
  std::string text = text_of(TRY(str_argument(thread, name, "LibraryImporter", 0)));
  found = look_up(thread.runtime, self, text);
  if (found.is_module) return {};
  return raise(thread, ExceptionId::kImportError, "can't find module {}", TRY(repr_text(thread, name)));
}

Value importer_new(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  std::string_view inner;
  std::string path = is_str(args[1]) ? text_of(args[1]) : std::string();
  if (!path_in_library(runtime, path, inner) || !runtime.library.has_directory(inner)) {
    return raise(thread, ExceptionId::kImportError, "no directory of the packed library: {}",
                 TRY(repr_text(thread, args[1])));
  }
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  Str* directory = TRY(make_str(thread, path));
  auto* importer = TRY(allocate_instance<LibraryImporter>(thread, args[0].as<Type>()));
  importer->path.set(importer, directory);
  return importer;
}

Value importer_repr(Thread& thread, Value* args) {
  return make_str(thread, "<LibraryImporter object \"" + directory_of(args[0]) + "\">");
}

// ModuleSpec(name, loader, origin=origin, is_package=is_package)
Value make_spec(Thread& thread, Value name, Value loader, Value origin, bool is_package) {
  Runtime& runtime = thread.runtime;
  Value type = TRY(get_attribute_text(thread, runtime.import_bootstrap, "ModuleSpec"));
  Dict* keywords = TRY(make_dict(thread));
  TRY(dict_set_name(thread, keywords, TRY(intern_text(runtime, "origin")), origin));
  TRY(dict_set_name(thread, keywords, TRY(intern_text(runtime, "is_package")), Value::boolean(is_package)));
  return call_with(thread, type, TRY(make_tuple(thread, {name, loader})), keywords);
}

Value find_spec(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  std::string name = text_of(TRY(str_argument(thread, args[1], "find_spec", 1)));
  Found found = look_up(runtime, args[0], name);
  if (!found.is_module && !found.is_directory) return Value::none();
  Value origin = Value::none();
  if (found.is_module) origin = TRY(make_str(thread, found.filename()));
  Value spec = TRY(make_spec(thread, args[1], found.is_module ? args[0] : Value::none(), origin,
                             !found.is_module || found.is_package));
  if (found.is_module) {
    TRY(set_attribute(thread, spec, TRY(intern_text(runtime, "_set_fileattr")), Value::true_value()));
    if (!found.is_package) return spec;
  }
  Value locations = TRY(get_attribute_text(thread, spec, "submodule_search_locations"));
  Str* directory = TRY(make_str(thread, found.base));
  TRY(call_method(thread, locations, TRY(intern_text(runtime, "append")), {Value(directory)}));
  return spec;
}

Value nothing(Thread&, Value*) { return Value::none(); }

Value get_code(Thread& thread, Value* args) {
  Found found;
  TRY(require(thread, args[0], args[1], found));
  return library_code(thread, found.entry, found.filename(), LibraryCode::kOfEngine);
}

Value exec_module(Thread& thread, Value* args) {
  Value name = TRY(get_attribute(thread, args[1], Name::kName));
  Found found;
  TRY(require(thread, args[0], name, found));
  Value code = TRY(library_code(thread, found.entry, found.filename(), LibraryCode::kOfEngine));
  Value dict = TRY(get_attribute(thread, args[1], Name::kDict));
  if (!dict.is_kind(Kind::kDict)) return raise_type_error(thread, "a module's __dict__ must be a dict");
  TRY(dict_set_name(thread, dict.as<Dict>(), thread.runtime.name(Name::kBuiltins), thread.runtime.builtins));
  TRY(execute_code(thread, code.as<Code>(), dict.as<Dict>(), dict));
  return Value::none();
}

Value get_source(Thread& thread, Value* args) {
  Found found;
  TRY(require(thread, args[0], args[1], found));
  return library_source(thread, found.entry);
}

Value get_filename(Thread& thread, Value* args) {
  Found found;
  TRY(require(thread, args[0], args[1], found));
  return make_str(thread, found.filename());
}

Value is_package(Thread& thread, Value* args) {
  Found found;
  TRY(require(thread, args[0], args[1], found));
  return Value::boolean(found.is_package);
}

Value get_data(Thread& thread, Value* args) {
  std::string path = text_of(TRY(str_argument(thread, args[1], "get_data", 1)));
  std::string content;
  if (!read_library_file(thread.runtime, path, content)) return raise_os_error(thread, ENOENT, args[1]);
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(content.data()), content.size()});
}

// For pkgutil: (name, is it a package) of every module here.
Value iter_modules(Thread& thread, Value* args) {
  std::string prefix = args[1].is_unbound() ? "" : text_of(TRY(str_argument(thread, args[1], "iter_modules", 1)));
  const Runtime& runtime = thread.runtime;
  List* modules = TRY(make_list(thread));
  std::string directory = directory_of(args[0]);
  std::string_view inner;
  (void)path_in_library(runtime, directory, inner);
  for (std::string name : names_in_library(runtime, inner)) {
    bool is_directory = name.ends_with("/");
    if (!is_directory && (!name.ends_with(".py") || name == "__init__.py")) continue;
    name.resize(name.size() - (is_directory ? 1 : 3));
    ArchiveEntry entry;
    std::string base = inner.empty() ? name : std::string(inner) + "/" + name;
    if (is_directory && !runtime.library.find(base + "/__init__.py", entry)) continue;
    Str* text = TRY(make_str(thread, prefix + name));
    TRY(list_append(thread, modules, TRY(make_tuple(thread, {Value(text), Value::boolean(is_directory)}))));
  }
  return get_iterator(thread, modules);
}

// The reader for files: those of the library can be opened like others.
Value get_resource_reader(Thread& thread, Value* args) {
  Found found;
  TRY(require(thread, args[0], args[1], found));
  if (!found.is_package) return Value::none();
  Value reader = TRY(import_attribute(thread, "importlib.readers", "FileReader"));
  Value namespace_type = TRY(import_attribute(thread, "types", "SimpleNamespace"));
  Dict* attributes = TRY(make_dict(thread));
  Str* file = TRY(make_str(thread, found.filename()));
  TRY(dict_set_name(thread, attributes, TRY(intern_text(thread.runtime, "path")), file));
  Value loader = TRY(call_with(thread, namespace_type, thread.runtime.empty_tuple, attributes));
  return call(thread, reader, {loader});
}

Value load_module(Thread& thread, Value* args) {
  Value shim = TRY(get_attribute_text(thread, thread.runtime.import_bootstrap, "_load_module_shim"));
  return call(thread, shim, {args[0], args[1]});
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, path, /)", importer_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", importer_repr},
    {"find_spec(self, fullname, target=None)", find_spec, "The spec of a module in this directory, or None."},
    {"create_module(self, spec)", nothing, "None: modules are made as usual."},
    {"exec_module(self, module)", exec_module, "Runs the module's code."},
    {"load_module(self, fullname)", load_module, "Deprecated: imports the module."},
    {"get_code(self, fullname)", get_code, "The module's code."},
    {"get_source(self, fullname)", get_source, "The module's source text."},
    {"get_filename(self, fullname)", get_filename, "What the module's __file__ is."},
    {"is_package(self, fullname)", is_package, "Is the module a package?"},
    {"get_data(self, path)", get_data, "The content of a file of the library."},
    {"get_resource_reader(self, fullname)", get_resource_reader, "For importlib.resources: the files of a package."},
    {"iter_modules(self, prefix='')", iter_modules, "For pkgutil: name and kind of each module."},
    {"invalidate_caches(self)", nothing, "Nothing: the library does not change."},
};
constexpr MemberDefinition kMembers[] = {{"path", offsetof(LibraryImporter, path)}};

const TypeSpec kImporterType = {.name = "LibraryImporter",
                                .module = "_imp",
                                .basic_size = sizeof(LibraryImporter),
                                .native_fields = 1,
                                .flags = kTypeHasWeakReferences,
                                .methods = kMethods,
                                .members = kMembers,
                                .doc = "Finds and loads modules of the library that is packed into the program."};

}  // namespace

Value library_source(Thread& thread, const ArchiveEntry& entry) {
  std::string content, text;
  if (!read_library_file(entry, content) || !decode_source(thread, content, text)) {
    return raise(thread, ExceptionId::kImportError, "source not available through get_source()");
  }
  return make_str(thread, text);
}

Type* make_library_importer_type(Thread& thread) { return make_hidden_type(thread, kImporterType); }

}  // namespace memphis
