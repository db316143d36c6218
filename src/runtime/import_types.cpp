#include "runtime/import_types.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/import.h"
#include "runtime/import_hooks.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"
#include "runtime/source_lines.h"

namespace memphis {

namespace {

ModuleSpec* spec_of(Value self) { return self.as<ModuleSpec>(); }
FileLoader* loader_of(Value self) { return self.as<FileLoader>(); }
Value or_none(Value value) { return value.is_unbound() ? Value::none() : value; }

}  // namespace

ModuleSpec* as_module_spec(Value value) {
  if (!value.is_exactly(Kind::kNative) || value.cell()->shape()->type->spec != &kModuleSpecSpec) return nullptr;
  return value.as<ModuleSpec>();
}

Value make_module_spec(Thread& thread, Str* name, Value loader, Value origin, Value search_locations,
                       bool has_location) {
  auto* spec = TRY(allocate_instance<ModuleSpec>(thread, thread.runtime.import_types[kModuleSpecType]));
  List* loading = TRY(make_list(thread));
  spec->uninitialized_submodules.set(spec, loading);
  spec->name.set(spec, name);
  spec->loader.set(spec, loader);
  spec->origin.set(spec, origin);
  spec->loader_state.set(spec, Value::none());
  spec->search_locations.set(spec, search_locations);
  spec->initializing.set(spec, Value::false_value());
  spec->has_location = has_location;
  return spec;
}

Value spec_parent(Thread& thread, const ModuleSpec* spec) {
  if (!is_str(spec->name)) return Value::none();
  if (!or_none(spec->search_locations).is_none()) return spec->name;
  std::string name = text_of(spec->name);
  size_t dot = name.rfind('.');
  return make_str(thread, dot == std::string::npos ? std::string_view() : std::string_view(name).substr(0, dot));
}

Value spec_cached(Thread& thread, ModuleSpec* spec) {
  if (!spec->cached.get().is_unbound()) return spec->cached;
  Value result = Value::none();
  if (spec->has_location && is_str(spec->origin)) {
    std::string path = text_of(spec->origin);
    if (path.ends_with(".py")) {
      size_t slash = path.rfind('/') + 1;
      std::string stem = path.substr(slash, path.size() - slash - 3);
      result = TRY(make_str(thread, path.substr(0, slash) + "__pycache__/" + stem + ".memphis-314.pyc"));
    }
  }
  spec->cached.set(spec, result);
  return result;
}

bool spec_is_initializing(Thread& thread, Value spec) {
  if (ModuleSpec* native = as_module_spec(spec)) return native->initializing.get().is_true();
  if (spec.is_none() || spec.is_unbound()) return false;
  Str* name = intern_text(thread.runtime, "_initializing");
  Value value = name == nullptr ? Value::error() : find_attribute(thread, spec, name);
  if (value.is_error()) take_pending(thread);
  return value.is_true();
}

namespace {

// ---- ModuleSpec ----

Value spec_new(Thread& thread, Value* args) {
  auto* spec = TRY(allocate_instance<ModuleSpec>(thread, args[0].as<Type>()));
  spec->initializing.set(spec, Value::false_value());
  return spec;
}

Value spec_init(Thread& thread, Value* args) {
  ModuleSpec* spec = spec_of(args[0]);
  spec->name.set(spec, args[1]);
  spec->loader.set(spec, args[2]);
  spec->origin.set(spec, or_none(args[3]));
  spec->loader_state.set(spec, or_none(args[4]));
  bool is_package = !args[5].is_unbound() && TRY(is_true(thread, args[5]));
  Value locations = is_package ? Value(TRY(make_list(thread))) : Value::none();
  spec->search_locations.set(spec, locations);
  List* loading = TRY(make_list(thread));
  spec->uninitialized_submodules.set(spec, loading);
  return Value::none();
}

Value spec_repr(Thread& thread, Value* args) {
  ModuleSpec* spec = spec_of(args[0]);
  std::string text = text_of(type_of(thread, args[0])->name) + "(name=" + TRY(repr_text(thread, or_none(spec->name))) +
                     ", loader=" + TRY(repr_text(thread, or_none(spec->loader)));
  if (!or_none(spec->origin).is_none()) text += ", origin=" + TRY(repr_text(thread, spec->origin));
  if (!or_none(spec->search_locations).is_none()) {
    text += ", submodule_search_locations=" + TRY(repr_text(thread, spec->search_locations));
  }
  return make_str(thread, text + ")");
}

Value spec_eq(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kNative) || type_of(thread, args[1])->spec != &kModuleSpecSpec)
    return Value::not_implemented();
  ModuleSpec* a = spec_of(args[0]);
  ModuleSpec* b = spec_of(args[1]);
  const std::pair<Value, Value> pairs[] = {
      {a->name, b->name}, {a->loader, b->loader}, {a->origin, b->origin}, {a->search_locations, b->search_locations}};
  for (auto [left, right] : pairs) {
    if (!TRY(are_equal(thread, or_none(left), or_none(right)))) return Value::false_value();
  }
  return Value::boolean(a->has_location == b->has_location);
}

Value get_cached(Thread& thread, Value self) { return spec_cached(thread, spec_of(self)); }
Status set_cached(Thread&, Value self, Value value) {
  spec_of(self)->cached.set(self.cell(), value);
  return {};
}
Value get_parent(Thread& thread, Value self) { return spec_parent(thread, spec_of(self)); }
Value get_has_location(Thread&, Value self) { return Value::boolean(spec_of(self)->has_location); }
Status set_has_location(Thread& thread, Value self, Value value) {
  spec_of(self)->has_location = !value.is_unbound() && TRY(is_true(thread, value));
  return {};
}

// ---- Importers and loaders ----

Str* name_argument(Thread& thread, Value name) {
  if (!is_str(name)) return raise_type_error(thread, "module name must be str, not {}", type_name(thread, name));
  return intern(thread.runtime, name.as<Str>());
}

Value builtin_find_spec(Thread& thread, Value* args) {
  return find_builtin_spec(thread, TRY(name_argument(thread, args[1])));
}
Value path_find_spec(Thread& thread, Value* args) {
  return find_path_spec(thread, TRY(name_argument(thread, args[1])), or_none(args[2]));
}
Value is_never_package(Thread&, Value*) { return Value::false_value(); }
Value nothing(Thread&, Value*) { return Value::none(); }

// Native modules are complete once they have been made.
Value builtin_create_module(Thread& thread, Value* args) {
  Value name = TRY(get_attribute(thread, args[0], Name::kNameAttribute));
  std::string text = text_of(name);
  for (const Runtime::BuiltinModule& module : thread.runtime.builtin_modules) {
    if (text == module.name) return module.create(thread);
  }
  return raise(thread, ExceptionId::kImportError, "'{}' is not a built-in module", text);
}

Value loader_new(Thread& thread, Value* args) { return allocate_instance<FileLoader>(thread, args[0].as<Type>()); }
Value loader_init(Thread&, Value* args) {
  loader_of(args[0])->name.set(args[0].cell(), args[1]);
  loader_of(args[0])->path.set(args[0].cell(), args[2]);
  return Value::none();
}

Value loader_get_filename(Thread&, Value* args) { return loader_of(args[0])->path; }

Value loader_get_data(Thread& thread, Value* args) {
  std::string content;
  int error = 0;
  Value path = TRY(to_str(thread, args[1]));
  if (!read_file(text_of(path), content, &error)) return raise_os_error(thread, error, path);
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(content.data()), content.size()});
}

Value loader_get_source(Thread& thread, Value* args) {
  std::string content, text;
  Value path = loader_of(args[0])->path;
  int error = 0;
  if (!read_file(text_of(path), content, &error)) return raise_os_error(thread, error, path);
  if (!decode_source(thread, content, text)) {
    return raise(thread, ExceptionId::kImportError, "source not available through get_data()");
  }
  return make_str(thread, text);
}

Value loader_get_code(Thread& thread, Value* args) { return compile_file(thread, loader_of(args[0])->path); }

Value loader_is_package(Thread& thread, Value* args) {
  std::string path = text_of(loader_of(args[0])->path);
  std::string stem = path.substr(path.rfind('/') + 1);
  std::string name = text_of(TRY(to_str(thread, args[1])));
  return Value::boolean(stem.substr(0, stem.rfind('.')) == "__init__" &&
                        name.substr(name.rfind('.') + 1) != "__init__");
}

Value loader_exec_module(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kModule)) return raise_type_error(thread, "exec_module() argument must be a module");
  Value code = TRY(compile_file(thread, loader_of(args[0])->path));
  Dict* dict = args[1].as<Module>()->dict;
  Runtime& runtime = thread.runtime;
  if (dict_get_name(runtime, dict, runtime.name(Name::kBuiltins)).is_unbound()) {
    TRY(dict_set_name(thread, dict, runtime.name(Name::kBuiltins), runtime.builtins));
  }
  TRY(execute_code(thread, code.as<Code>(), dict, dict));
  return Value::none();
}

Value loader_resource_reader(Thread& thread, Value* args) {
  return call(thread, TRY(import_attribute(thread, "importlib.readers", "FileReader")), {args[0]});
}

Value true_method(Thread&, Value*) { return Value::true_value(); }
Value empty_source(Thread& thread, Value*) { return thread.runtime.name(Name::kEmpty); }
Value namespace_repr(Thread& thread, Value* args) {
  return make_str(thread, "NamespaceLoader(" + TRY(repr_text(thread, or_none(loader_of(args[0])->path))) + ")");
}

constexpr NativeDefinition kSpecMethods[] = {
    {"__new__(type, /, *args, **kwargs)", spec_new, "", NativeKind::kStaticMethod},
    {"__init__(self, name, loader, *, origin=None, loader_state=None, is_package=None)", spec_init},
    {"__repr__(self, /)", spec_repr},
    {"__eq__(self, other, /)", spec_eq},
};
constexpr GetSetDefinition kSpecAttributes[] = {
    {"cached", get_cached, set_cached},
    {"parent", get_parent},
    {"has_location", get_has_location, set_has_location},
    {"_set_fileattr", get_has_location, set_has_location},
};
constexpr MemberDefinition kSpecMembers[] = {
    {"name", offsetof(ModuleSpec, name), true},
    {"loader", offsetof(ModuleSpec, loader), true},
    {"origin", offsetof(ModuleSpec, origin), true},
    {"loader_state", offsetof(ModuleSpec, loader_state), true},
    {"submodule_search_locations", offsetof(ModuleSpec, search_locations), true},
    {"_cached", offsetof(ModuleSpec, cached), true},
    {"_initializing", offsetof(ModuleSpec, initializing), true},
    {"_uninitialized_submodules", offsetof(ModuleSpec, uninitialized_submodules), true},
};

constexpr NativeDefinition kBuiltinImporterMethods[] = {
    {"find_spec(type, fullname, path=None, target=None)", builtin_find_spec, "", NativeKind::kClassMethod},
    {"create_module(spec)", builtin_create_module, "", NativeKind::kStaticMethod},
    {"exec_module(module)", nothing, "", NativeKind::kStaticMethod},
    {"get_code(type, fullname)", nothing, "", NativeKind::kClassMethod},
    {"get_source(type, fullname)", nothing, "", NativeKind::kClassMethod},
    {"is_package(type, fullname)", is_never_package, "", NativeKind::kClassMethod},
};
Value path_invalidate_caches(Thread& thread, Value*) {
  TRY(invalidate_finders(thread));
  return Value::none();
}

// For importlib.metadata, which finds installed distributions through the finders of sys.meta_path.
Value path_find_distributions(Thread& thread, Value* args) {
  Value finder = TRY(import_attribute(thread, "importlib.metadata", "MetadataPathFinder"));
  Value method = TRY(get_attribute_text(thread, finder, "find_distributions"));
  return call_with(thread, method, args[1].as<Tuple>(), args[2]);
}

constexpr NativeDefinition kPathFinderMethods[] = {
    {"find_spec(type, fullname, path=None, target=None)", path_find_spec, "", NativeKind::kClassMethod},
    {"invalidate_caches()", path_invalidate_caches, "", NativeKind::kStaticMethod},
    {"find_distributions(type, /, *args, **kwargs)", path_find_distributions, "", NativeKind::kClassMethod},
};
constexpr NativeDefinition kFileLoaderMethods[] = {
    {"__new__(type, /, *args, **kwargs)", loader_new, "", NativeKind::kStaticMethod},
    {"__init__(self, fullname, path)", loader_init},
    {"create_module(self, spec)", nothing},
    {"exec_module(self, module)", loader_exec_module},
    {"get_filename(self, name=None)", loader_get_filename},
    {"get_data(self, path)", loader_get_data},
    {"get_source(self, fullname)", loader_get_source},
    {"get_code(self, fullname)", loader_get_code},
    {"is_package(self, fullname)", loader_is_package},
    {"get_resource_reader(self, name)", loader_resource_reader,
     "For importlib.resources: the files beside the module."},
};
constexpr NativeDefinition kNamespaceLoaderMethods[] = {
    {"__new__(type, /, *args, **kwargs)", loader_new, "", NativeKind::kStaticMethod},
    {"__init__(self, name, path, path_finder=None)", loader_init},
    {"__repr__(self, /)", namespace_repr},
    {"create_module(self, spec)", nothing},
    {"exec_module(self, module)", nothing},
    {"get_source(self, fullname)", empty_source},
    {"is_package(self, fullname)", true_method},
};
constexpr MemberDefinition kFileLoaderMembers[] = {
    {"name", offsetof(FileLoader, name), true},
    {"path", offsetof(FileLoader, path), true},
};

}  // namespace

const TypeSpec kModuleSpecSpec = {.name = "ModuleSpec",
                                  .module = "_frozen_importlib",
                                  .basic_size = sizeof(ModuleSpec),
                                  .native_fields = 8,
                                  .flags = kTypeHasDict | kTypeHasWeakReferences,
                                  .methods = kSpecMethods,
                                  .attributes = kSpecAttributes,
                                  .members = kSpecMembers,
                                  .doc = "How a module was found and is loaded."};
const TypeSpec kBuiltinImporterSpec = {.name = "BuiltinImporter",
                                       .module = "_frozen_importlib",
                                       .methods = kBuiltinImporterMethods,
                                       .doc = "Finds and loads the modules that are built in."};
const TypeSpec kPathFinderSpec = {.name = "PathFinder",
                                  .module = "_frozen_importlib_external",
                                  .methods = kPathFinderMethods,
                                  .doc = "Finds modules on sys.path and on the paths of packages."};
const TypeSpec kSourceFileLoaderSpec = {.name = "SourceFileLoader",
                                        .module = "_frozen_importlib_external",
                                        .basic_size = sizeof(FileLoader),
                                        .native_fields = 2,
                                        .flags = kTypeHasDict | kTypeHasWeakReferences,
                                        .methods = kFileLoaderMethods,
                                        .members = kFileLoaderMembers,
                                        .doc = "Loads a module from its source file."};
const TypeSpec kNamespaceLoaderSpec = {.name = "NamespaceLoader",
                                       .module = "_frozen_importlib_external",
                                       .basic_size = sizeof(FileLoader),
                                       .native_fields = 2,
                                       .flags = kTypeHasDict | kTypeHasWeakReferences,
                                       .methods = kNamespaceLoaderMethods,
                                       .members = kFileLoaderMembers,
                                       .doc = "The loader of packages without an __init__ file."};

Status register_import_types(Thread& thread) {
  Runtime& runtime = thread.runtime;
  const TypeSpec* specs[] = {&kModuleSpecSpec, &kBuiltinImporterSpec, &kPathFinderSpec, &kSourceFileLoaderSpec,
                             &kNamespaceLoaderSpec};
  for (int i = 0; i < kImportTypeCount; i++) {
    Type* type = TRY(make_native_type(thread, *specs[i]));
    runtime.import_types[i] = type;
    runtime.permanent.push_back(type);
  }
  return {};
}

Value builtin_loader(Runtime& runtime) { return runtime.import_types[kBuiltinImporterType]; }

}  // namespace memphis
