// Finding and loading modules.
#include "runtime/import.h"

#include <sys/stat.h>
#include <unistd.h>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/import_hooks.h"
#include "runtime/import_types.h"
#include "runtime/intern.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/source_lines.h"

namespace memphis {

namespace {

Value sys_attribute(Thread& thread, const char* name) {
  Str* key = TRY(intern_text(thread.runtime, name));
  return dict_get_name(thread.runtime, thread.runtime.sys_dict, key);
}

// sys.modules as the program sees it now.
Value modules_mapping(Thread& thread) {
  Value modules = dict_get_name(thread.runtime, thread.runtime.sys_dict, thread.runtime.name(Name::kModules));
  if (modules.is_unbound()) return raise(thread, ExceptionId::kRuntimeError, "unable to get sys.modules");
  return modules;
}

// sys.modules.get(name): unbound when absent.
Value loaded_module(Thread& thread, Str* name) {
  Value modules = TRY(modules_mapping(thread));
  if (modules.is_kind(Kind::kDict)) return dict_get(thread, modules.as<Dict>(), name);
  Value found = get_item(thread, modules, name);
  if (found.is_error() && take_if_pending(thread, ExceptionId::kKeyError)) return Value::unbound();
  return found;
}

Status store_module(Thread& thread, Str* name, Value module) {
  return set_item(thread, TRY(modules_mapping(thread)), name, module);
}

FailureOfAnyType raise_not_found(Thread& thread, std::string_view message, Str* name) {
  Str* text = make_str(thread, message);
  Tuple* args = text == nullptr ? nullptr : make_tuple(thread, {Value(text)});
  Dict* keywords = args == nullptr ? nullptr : make_dict(thread);
  if (keywords == nullptr ||
      dict_set_name(thread, keywords, thread.runtime.name(Name::kNameAttribute), name).failed()) {
    return {};
  }
  Value error = call_with(thread, thread.runtime.exception_type(ExceptionId::kModuleNotFoundError), args, keywords);
  if (error.is_error()) return {};
  return raise_value(thread, error);
}

std::string absolute_path(const std::string& path) {
  if (path.starts_with("/")) return path;
  char buffer[4096];
  std::string directory = getcwd(buffer, sizeof(buffer)) == nullptr ? "." : buffer;
  std::string_view rest(path);
  while (rest.starts_with("./")) rest.remove_prefix(2);
  if (rest.empty() || rest == ".") return directory;
  return directory + (directory.ends_with("/") ? "" : "/") + std::string(rest);
}

bool is_file(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}
bool is_directory(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

// A file, or a path that leads through one.
bool may_be_archive(std::string path) {
  struct stat status;
  while (stat(path.c_str(), &status) != 0) {
    size_t slash = path.rfind('/');
    if (slash == std::string::npos || slash == 0) return false;
    path.resize(slash);
  }
  return S_ISREG(status.st_mode);
}

Value make_file_loader(Thread& thread, ImportType type, Value name, Value path) {
  auto* loader = TRY(allocate_instance<FileLoader>(thread, thread.runtime.import_types[type]));
  loader->name.set(loader, name);
  loader->path.set(loader, path);
  return loader;
}

Value make_source_spec(Thread& thread, Str* name, const std::string& file, const std::string* package_directory) {
  Str* path = TRY(make_str(thread, file));
  Value loader = TRY(make_file_loader(thread, kSourceFileLoaderType, name, path));
  Value locations = Value::none();
  if (package_directory != nullptr) {
    Str* directory = TRY(make_str(thread, *package_directory));
    List* list = TRY(make_list(thread));
    TRY(list_append(thread, list, directory));
    locations = list;
  }
  return make_module_spec(thread, name, loader, path, locations, true);
}

// The finder that sys.path_hooks give for a path entry; None: our own. CPython keeps all of them in
// path_importer_cache; ours needs no object, so only those of hooks are there.
Value entry_finder(Thread& thread, Value entry) {
  Value hooks = TRY(sys_attribute(thread, "path_hooks"));
  if (!hooks.is_kind(Kind::kList) || hooks.as<List>()->size == 0) return Value::none();
  Value cache = TRY(sys_attribute(thread, "path_importer_cache"));
  if (cache.is_kind(Kind::kDict)) {
    Value found = TRY(dict_get(thread, cache.as<Dict>(), entry));
    if (!found.is_unbound()) return TRY(is_library_file_finder(thread, found)) ? Value::none() : found;
  }
  Value finder = Value::none();
  for (uint64_t i = 0; i < hooks.as<List>()->size && finder.is_none(); i++) {
    Value hook = hooks.as<List>()->items()[i];
    if (is_directory_hook(hook)) return Value::none();
    if (is_zip_hook(hook) && (!is_str(entry) || !may_be_archive(text_of(entry)))) continue;
    Value made = call(thread, hook, {entry});
    if (made.is_error()) {
      if (!take_if_pending(thread, ExceptionId::kImportError)) return Failure{};
      continue;
    }
    finder = made;
  }
  if (cache.is_kind(Kind::kDict)) TRY(dict_set(thread, cache.as<Dict>(), entry, finder));
  return finder;
}

Value call_find_spec(Thread& thread, Value finder, std::initializer_list<Value> arguments) {
  Value method = TRY(find_attribute(thread, finder, TRY(intern_text(thread.runtime, "find_spec"))));
  if (method.is_unbound()) return Value::none();
  return call(thread, method, arguments);
}

// Looks into one directory. The spec; None: nothing there; unbound: a directory of that name that may be part of a
// namespace package.
Value find_in_directory(Thread& thread, Str* name, const std::string& directory, const std::string& tail,
                        std::string& portion) {
  std::string base = directory + (directory.ends_with("/") ? "" : "/") + tail;
  bool has_directory = is_directory(base);
  if (has_directory && is_file(base + "/__init__.py"))
    return make_source_spec(thread, name, base + "/__init__.py", &base);
  if (is_file(base + ".py")) return make_source_spec(thread, name, base + ".py", nullptr);
  if (!has_directory) return Value::none();
  portion = base;
  return Value::unbound();
}

}  // namespace

Value find_builtin_spec(Thread& thread, Str* name) {
  std::string text = text_of(name);
  for (const Runtime::BuiltinModule& module : thread.runtime.builtin_modules) {
    if (text != module.name) continue;
    Str* origin = TRY(intern_text(thread.runtime, "built-in"));
    return make_module_spec(thread, name, builtin_loader(thread.runtime), origin, Value::none(), false);
  }
  return Value::none();
}

Value find_path_spec(Thread& thread, Str* name, Value path) {
  if (path.is_none())
    path = dict_get_name(thread.runtime, thread.runtime.sys_dict, thread.runtime.name(Name::kSysPath));
  if (path.is_unbound() || path.is_none()) return Value::none();
  std::string full = text_of(name);
  std::string tail = full.substr(full.rfind('.') + 1);
  List* portions = TRY(make_list(thread));
  Value iterator = TRY(get_iterator(thread, path));
  while (true) {
    Value entry = TRY(next_item(thread, iterator));
    if (entry.is_unbound()) break;
    if (!is_str(entry)) continue;
    Value finder = TRY(entry_finder(thread, entry));
    if (!finder.is_none()) {
      Value spec = TRY(call_find_spec(thread, finder, {Value(name)}));
      if (spec.is_none()) continue;
      Value loader = TRY(find_attribute(thread, spec, TRY(intern_text(thread.runtime, "loader"))));
      if (!loader.is_none()) return spec;
      // A part of a namespace package.
      Value locations =
          TRY(find_attribute(thread, spec, TRY(intern_text(thread.runtime, "submodule_search_locations"))));
      if (!locations.is_none() && !locations.is_unbound()) TRY(list_extend(thread, portions, locations));
      continue;
    }
    std::string portion;
    Value spec = TRY(find_in_directory(thread, name, absolute_path(text_of(entry)), tail, portion));
    if (spec.is_unbound()) {
      TRY(list_append(thread, portions, TRY(make_str(thread, portion))));
    } else if (!spec.is_none()) {
      return spec;
    }
  }
  if (portions->size == 0) return Value::none();
  Value loader = TRY(make_file_loader(thread, kNamespaceLoaderType, name, portions));
  return make_module_spec(thread, name, loader, Value::none(), portions, false);
}

Value compile_file(Thread& thread, Value path) {
  std::string content;
  int error = 0;
  if (!read_file(text_of(path), content, &error)) return raise_os_error(thread, error, path);
  Bytes* bytes = TRY(make_bytes(thread, {reinterpret_cast<const uint8_t*>(content.data()), content.size()}));
  const FrontEnd& front_end = thread.runtime.front_end;
  if (front_end.compile == nullptr) return raise_system_error(thread, "no compiler");
  return front_end.compile(front_end.context, thread, bytes, path, 'e', 0, -1);
}

namespace {

Value find_spec(Thread& thread, Str* name, Value path) {
  Runtime& runtime = thread.runtime;
  Value meta_path = TRY(sys_attribute(thread, "meta_path"));
  if (meta_path.is_none() || meta_path.is_unbound()) {
    return raise(thread, ExceptionId::kImportError, "sys.meta_path is None, Python is likely shutting down");
  }
  Value iterator = TRY(get_iterator(thread, meta_path));
  while (true) {
    Value finder = TRY(next_item(thread, iterator));
    if (finder.is_unbound()) return Value::none();
    Value spec;
    if (finder == Value(runtime.import_types[kBuiltinImporterType])) {
      spec = TRY(find_builtin_spec(thread, name));
    } else if (finder == Value(runtime.import_types[kPathFinderType])) {
      spec = TRY(find_path_spec(thread, name, path));
    } else {
      spec = TRY(call_find_spec(thread, finder, {Value(name), path, Value::none()}));
    }
    if (!spec.is_none()) return spec;
  }
}

// The attributes of a new module that its spec decides.
Status set_module_attributes(Thread& thread, Value module, Value spec_value) {
  Runtime& runtime = thread.runtime;
  auto spec_attribute = [&](const char* name) -> Value {
    Value value = find_attribute(thread, spec_value, TRY(intern_text(runtime, name)));
    return value.is_unbound() ? Value::none() : value;
  };
  auto set = [&](Name name, Value value) -> Status {
    Status done = set_attribute(thread, module, runtime.name(name), value);
    if (done.failed() && take_if_pending(thread, ExceptionId::kAttributeError)) return {};
    return done;
  };
  TRY(set(Name::kName, TRY(spec_attribute("name"))));
  TRY(set(Name::kLoader, TRY(spec_attribute("loader"))));
  TRY(set(Name::kPackage, TRY(spec_attribute("parent"))));
  TRY(set(Name::kSpec, spec_value));
  Value locations = TRY(spec_attribute("submodule_search_locations"));
  if (!locations.is_none()) TRY(set(Name::kPath, locations));
  Value has_location = TRY(spec_attribute("has_location"));
  if (!TRY(is_true(thread, has_location))) return {};
  TRY(set(Name::kFile, TRY(spec_attribute("origin"))));
  Value cached = TRY(spec_attribute("cached"));
  if (cached.is_none()) return {};
  return set_attribute(thread, module, TRY(intern_text(runtime, "__cached__")), cached);
}

Value create_module(Thread& thread, Str* name, Value spec, Value loader) {
  Value method = loader.is_none()
                     ? Value::unbound()
                     : TRY(find_attribute(thread, loader, TRY(intern_text(thread.runtime, "create_module"))));
  Value module = method.is_unbound() ? Value::none() : TRY(call(thread, method, {spec}));
  if (module.is_none()) module = TRY(make_module(thread, name));
  TRY(set_module_attributes(thread, module, spec));
  return module;
}

Status execute_module(Thread& thread, Value spec, Value loader, Value module) {
  if (loader.is_none()) {
    Value locations = TRY(find_attribute(thread, spec, TRY(intern_text(thread.runtime, "submodule_search_locations"))));
    if (!locations.is_none() && !locations.is_unbound()) return {};
    return raise(thread, ExceptionId::kImportError, "missing loader");
  }
  TRY(call_method(thread, loader, TRY(intern_text(thread.runtime, "exec_module")), {module}));
  return {};
}

Status set_initializing(Thread& thread, Value spec, bool initializing) {
  if (ModuleSpec* native = as_module_spec(spec)) {
    native->initializing.set(native, Value::boolean(initializing));
    return {};
  }
  return set_attribute(thread, spec, TRY(intern_text(thread.runtime, "_initializing")), Value::boolean(initializing));
}

// Makes the module, puts it into sys.modules while it runs, and takes it out again when that fails.
Value load(Thread& thread, Str* name, Value spec) {
  Value loader = TRY(find_attribute(thread, spec, TRY(intern_text(thread.runtime, "loader"))));
  if (loader.is_unbound()) loader = Value::none();
  Value module = TRY(create_module(thread, name, spec, loader));
  TRY(set_initializing(thread, spec, true));
  TRY(store_module(thread, name, module));
  Status executed = execute_module(thread, spec, loader, module);
  if (executed.failed()) {
    Value error = take_pending(thread);
    Value modules = modules_mapping(thread);
    if (modules.is_error() || delete_item(thread, modules, name).failed()) take_pending(thread);
    if (set_initializing(thread, spec, false).failed()) take_pending(thread);
    return raise_again(thread, error);
  }
  TRY(set_initializing(thread, spec, false));
  // The module may have replaced itself.
  Value result = TRY(loaded_module(thread, name));
  if (!result.is_unbound()) return result;
  return raise_key_error(thread, name);
}

// parent.__spec__._uninitialized_submodules: what of the package is being loaded, for messages of circular imports.
// Null: there is no such list.
List* loading_submodules(Thread& thread, Value parent) {
  Value spec = find_attribute(thread, parent, Name::kSpec);
  Str* name = spec.is_error() ? nullptr : intern_text(thread.runtime, "_uninitialized_submodules");
  Value list = name == nullptr ? Value::error() : find_attribute(thread, spec, name);
  if (list.is_error()) take_pending(thread);
  return list.is_kind(Kind::kList) ? list.as<List>() : nullptr;
}

Value load_submodule(Thread& thread, Str* name, std::string_view child, Value spec, Value parent) {
  List* loading = loading_submodules(thread, parent);
  if (loading != nullptr) TRY(list_append(thread, loading, TRY(intern_text(thread.runtime, child))));
  Value module = load(thread, name, spec);
  if (loading != nullptr && loading->size != 0) list_pop_last(thread, loading);
  return module;
}

Value import_by_name(Thread& thread, Str* name);

Value find_and_load(Thread& thread, Str* name) {
  NativeRecursion guard(thread, "");
  if (guard.failed()) return Failure{};
  Runtime& runtime = thread.runtime;
  std::string text = text_of(name);
  size_t dot = text.rfind('.');
  Value path = Value::none();
  Value parent_module;
  if (dot != std::string::npos) {
    std::string parent = text.substr(0, dot);
    Str* parent_name = TRY(intern_text(runtime, parent));
    parent_module = TRY(loaded_module(thread, parent_name));
    if (parent_module.is_unbound()) parent_module = TRY(import_by_name(thread, parent_name));
    // Importing the package may have imported this module as well.
    Value found = TRY(loaded_module(thread, name));
    if (!found.is_unbound()) return found;
    path = TRY(find_attribute(thread, parent_module, Name::kPath));
    if (path.is_unbound()) {
      return raise_not_found(thread,
                             fmt::format("No module named {}; {} is not a package", TRY(repr_text(thread, name)),
                                         TRY(repr_text(thread, parent_name))),
                             name);
    }
  }
  Value spec = TRY(find_spec(thread, name, path));
  if (spec.is_none()) {
    return raise_not_found(thread, fmt::format("No module named {}", TRY(repr_text(thread, name))), name);
  }
  if (dot == std::string::npos) return load(thread, name, spec);
  std::string child = text.substr(dot + 1);
  Value module = TRY(load_submodule(thread, name, child, spec, parent_module));
  Status set = set_attribute(thread, parent_module, TRY(intern_text(runtime, child)), module);
  if (set.failed()) {
    if (!take_if_pending(thread, ExceptionId::kAttributeError)) return Failure{};
    TRY(warn(thread, ExceptionId::kImportWarning, 1,
             fmt::format("Cannot set an attribute on '{}' for child module '{}'", text.substr(0, dot), child)));
  }
  return module;
}

Value import_by_name(Thread& thread, Str* name) {
  Value module = TRY(loaded_module(thread, name));
  if (module.is_none()) {
    return raise_not_found(thread, fmt::format("import of {} halted; None in sys.modules", text_of(name)), name);
  }
  if (!module.is_unbound()) return module;
  return find_and_load(thread, name);
}

FailureOfAnyType raise_no_parent(Thread& thread) {
  return raise(thread, ExceptionId::kImportError, "attempted relative import with no known parent package");
}

// The package that relative imports of a module with these globals start from.
Value package_of(Thread& thread, Value globals) {
  Runtime& runtime = thread.runtime;
  if (!globals.is_none() && !globals.is_kind(Kind::kDict)) return raise_type_error(thread, "globals must be a dict");
  Dict* dict = globals.is_none() ? nullptr : globals.as<Dict>();
  auto get = [&](Name name) { return dict == nullptr ? Value::unbound() : dict_get(thread, dict, runtime.name(name)); };
  Value package = TRY(get(Name::kPackage));
  Value spec = TRY(get(Name::kSpec));
  bool has_spec = !spec.is_none() && !spec.is_unbound();
  if (!package.is_none() && !package.is_unbound()) {
    if (!is_str(package)) return raise_type_error(thread, "package must be a string");
    if (!has_spec) return package;
    Value parent = TRY(get_attribute(thread, spec, TRY(intern_text(runtime, "parent"))));
    if (!TRY(are_equal(thread, package, parent))) {
      TRY(warn(thread, ExceptionId::kDeprecationWarning, 1, "__package__ != __spec__.parent"));
    }
    return package;
  }
  if (has_spec) {
    Value parent = TRY(get_attribute(thread, spec, TRY(intern_text(runtime, "parent"))));
    if (!is_str(parent)) return raise_type_error(thread, "__spec__.parent must be a string");
    return parent;
  }
  Value name = TRY(get(Name::kName));
  if (name.is_unbound()) return raise_key_error(thread, TRY(make_str(thread, "'__name__' not in globals")));
  TRY(warn(thread, ExceptionId::kImportWarning, 1,
           "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"));
  if (!is_str(name)) return raise_type_error(thread, "__name__ must be a string");
  if (!TRY(get(Name::kPath)).is_unbound()) return name;
  std::string text = text_of(name);
  size_t dot = text.rfind('.');
  if (dot == std::string::npos) return raise_no_parent(thread);
  return make_str(thread, text.substr(0, dot));
}

Str* resolve_relative(Thread& thread, Str* name, Value globals, int64_t level) {
  Value package = TRY(package_of(thread, globals));
  std::string base = text_of(package);
  if (base.empty()) return raise_no_parent(thread);
  for (int64_t up = 1; up < level; up++) {
    size_t dot = base.rfind('.');
    if (dot == std::string::npos) {
      return raise(thread, ExceptionId::kImportError, "attempted relative import beyond top-level package");
    }
    base.resize(dot);
  }
  if (name->length() != 0) base += "." + text_of(name);
  return intern_text(thread.runtime, base);
}

// `from package import name`: names that are no attributes may be submodules.
Status import_submodules(Thread& thread, Value module, Value from_list, bool from_all) {
  Runtime& runtime = thread.runtime;
  Value iterator = TRY(get_iterator(thread, from_list));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return {};
    if (!is_str(item)) {
      std::string where = "``from list''";
      if (from_all) where = text_of(TRY(to_str(thread, TRY(get_attribute(thread, module, Name::kName))))) + ".__all__";
      return raise_type_error(thread, "Item in {} must be str, not {}", where, type_name(thread, item));
    }
    std::string text = text_of(item);
    if (text == "*") {
      Value all = from_all ? Value::unbound() : TRY(find_attribute(thread, module, Name::kAll));
      if (!all.is_unbound()) TRY(import_submodules(thread, module, all, true));
      continue;
    }
    Str* attribute = TRY(attribute_name(thread, item));
    if (!TRY(find_attribute(thread, module, attribute)).is_unbound()) continue;
    Value module_name = TRY(get_attribute(thread, module, Name::kName));
    Str* full = TRY(intern_text(runtime, text_of(TRY(to_str(thread, module_name))) + "." + text));
    if (!import_by_name(thread, full).is_error()) continue;
    // That there is no such submodule is import_from's business; other errors are real.
    if (!pending_is(thread, ExceptionId::kModuleNotFoundError)) return Failure{};
    Value missing = thread.pending.as<Exception>()->extra[kImportErrorName];
    bool is_ours = is_str(missing) && strs_equal(missing.as<Str>(), full);
    Value error = take_pending(thread);
    Value loaded = TRY(loaded_module(thread, full));
    if (!is_ours || loaded.is_none()) return raise_again(thread, error);
  }
}

}  // namespace

Value import_absolute(Thread& thread, std::string_view name) {
  return import_by_name(thread, TRY(intern_text(thread.runtime, name)));
}

Value import_module_level(Thread& thread, Value name_value, Value globals, Value from_list, int64_t level) {
  Runtime& runtime = thread.runtime;
  if (!is_str(name_value)) return raise_type_error(thread, "module name must be a string");
  if (level < 0) return raise_value_error(thread, "level must be >= 0");
  Str* name = TRY(attribute_name(thread, name_value));
  Str* full = name;
  if (level > 0) {
    full = TRY(resolve_relative(thread, name, globals, level));
  } else if (name->length() == 0) {
    return raise_value_error(thread, "Empty module name");
  }
  Value module = TRY(import_by_name(thread, full));
  bool has_from = !from_list.is_none() && TRY(is_true(thread, from_list));
  if (has_from) {
    Value path = TRY(find_attribute(thread, module, Name::kPath));
    if (!path.is_unbound()) TRY(import_submodules(thread, module, from_list, false));
    return module;
  }
  std::string text = text_of(name);
  size_t dot = text.find('.');
  if (dot == std::string::npos) return module;
  if (level == 0) return import_absolute(thread, text.substr(0, dot));
  std::string top = text_of(full);
  top.resize(top.size() - (text.size() - dot));
  Str* top_name = TRY(intern_text(runtime, top));
  Value found = TRY(loaded_module(thread, top_name));
  if (!found.is_unbound()) return found;
  return raise_key_error(thread,
                         TRY(make_str(thread, TRY(repr_text(thread, top_name)) + " not in sys.modules as expected")));
}

Status complete_builtin_module(Thread& thread, Value module) {
  Value name = TRY(get_attribute(thread, module, Name::kName));
  Str* origin = TRY(intern_text(thread.runtime, "built-in"));
  Value spec =
      TRY(make_module_spec(thread, name.as<Str>(), builtin_loader(thread.runtime), origin, Value::none(), false));
  return set_module_attributes(thread, module, spec);
}

}  // namespace memphis
