#include "modules/importing/frozen.h"

#include "modules/marshal/format.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/frame.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr FrozenModule kFrozenModules[] = {
    {"_frozen_importlib", "importlib._bootstrap"},
    {"_frozen_importlib_external", "importlib._bootstrap_external"},
    {"zipimport", "zipimport"},
    {"abc", "abc"},
    {"codecs", "codecs"},
    {"io", "io"},
    {"_collections_abc", "_collections_abc"},
    {"_sitebuiltins", "_sitebuiltins"},
    {"genericpath", "genericpath"},
    {"ntpath", "ntpath"},
    {"posixpath", "posixpath"},
    {"os", "os"},
    {"site", "site"},
    {"stat", "stat"},
    {"importlib.util", "importlib.util"},
    {"importlib.machinery", "importlib.machinery"},
    {"runpy", "runpy"},
    {"__hello__", "__hello__"},
    {"__hello_alias__", "__hello__"},
    {"__phello_alias__", "__hello__", true},
    {"__phello_alias__.spam", "__hello__"},
    {"__phello__", "__phello__", true},
    {"__phello__.__init__", "__phello__", false, "<__phello__"},
    {"__phello__.ham", "__phello__.ham", true},
    {"__phello__.ham.__init__", "__phello__.ham", false, "<__phello__.ham"},
    {"__phello__.ham.eggs", "__phello__.ham.eggs"},
    {"__phello__.spam", "__phello__.spam"},
    {"__hello_only__", nullptr},
};
constexpr size_t kAlwaysThere = 3;  // the first ones: nothing can be imported without them

constexpr char kOverrideKey = 0;  // its address is the key of the module state: 1 more than the number

int64_t frozen_override(const Runtime& runtime) {
  int64_t number = 0;
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &kOverrideKey) number = reinterpret_cast<int64_t>(state);
  }
  return number;
}

const FrozenModule* frozen_argument(Thread& thread, Value name, const char* function) {
  std::string text = text_of(TRY(str_argument(thread, name, function, 0)));
  const FrozenModule* module = find_frozen_module(thread.runtime, text);
  if (module != nullptr) return module;
  return raise(thread, ExceptionId::kImportError, "No such frozen object named {}", TRY(repr_text(thread, name)));
}

Value is_frozen(Thread& thread, Value* args) {
  std::string name = text_of(TRY(str_argument(thread, args[0], "is_frozen", 0)));
  return Value::boolean(find_frozen_module(thread.runtime, name) != nullptr);
}

Value is_frozen_package(Thread& thread, Value* args) {
  const FrozenModule* module = TRY(frozen_argument(thread, args[0], "is_frozen_package"));
  return Value::boolean(module->is_package);
}

Value get_frozen_object(Thread& thread, Value* args) {
  if (args[1].is_unbound() || args[1].is_none()) {
    const FrozenModule* module = TRY(frozen_argument(thread, args[0], "get_frozen_object"));
    return frozen_code(thread, *module);
  }
  Buffer buffer(thread);
  TRY(buffer.acquire(args[1]));
  Value code = buffer.size() == 0 ? Value::error() : marshal::read_object(thread, {buffer.data(), buffer.size()}, true);
  if (code.is_error()) {
    if (buffer.size() != 0) take_pending(thread);
    return raise(thread, ExceptionId::kImportError, "Frozen object named {} is invalid",
                 TRY(repr_text(thread, args[0])));
  }
  if (code.is_kind(Kind::kCode)) return code;
  return raise_type_error(thread, "frozen object {} is not a code object", TRY(repr_text(thread, args[0])));
}

Value find_frozen(Thread& thread, Value* args) {
  std::string name = text_of(TRY(str_argument(thread, args[0], "find_frozen", 1)));
  const FrozenModule* module = find_frozen_module(thread.runtime, name);
  if (module == nullptr) return Value::none();
  Value data = Value::none();
  if (!args[1].is_unbound() && TRY(is_true(thread, args[1]))) {
    std::string bytes;
    TRY(marshal::write_object(thread, bytes, TRY(frozen_code(thread, *module)), marshal::kVersion, true));
    Bytes* object = TRY(make_bytes(thread, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}));
    data = TRY(call(thread, thread.runtime.type(TypeId::kMemoryView), {Value(object)}));
  }
  Value origin = Value::none();
  if (const char* text = shown_origin(*module)) origin = TRY(intern_text(thread.runtime, text));
  return make_tuple(thread, {data, Value::boolean(module->is_package), origin});
}

Value frozen_module_names(Thread& thread, Value*) {
  List* names = TRY(make_list(thread));
  for (const FrozenModule& module : kFrozenModules) {
    TRY(list_append(thread, names, TRY(intern_text(thread.runtime, module.name))));
  }
  return names;
}

Value init_frozen(Thread& thread, Value* args) {
  std::string name = text_of(TRY(str_argument(thread, args[0], "init_frozen", 0)));
  const FrozenModule* frozen = find_frozen_module(thread.runtime, name);
  if (frozen == nullptr) return Value::none();
  Value code = TRY(frozen_code(thread, *frozen));
  Module* module = TRY(make_module(thread, args[0].as<Str>()));
  if (const char* origin = shown_origin(*frozen)) {
    TRY(set_module_attribute(thread, module, "__origname__", TRY(intern_text(thread.runtime, origin))));
  }
  if (frozen->is_package) TRY(set_module_attribute(thread, module, "__path__", TRY(make_list(thread))));
  TRY(dict_set(thread, thread.runtime.modules, args[0], module));
  TRY(execute_code(thread, code.as<Code>(), module->dict, Value(module->dict)));
  return module;
}

Value override_frozen(Thread& thread, Value* args) {
  int64_t number = TRY(to_int64(thread, args[0]));
  thread.runtime.module_states.emplace_back(&kOverrideKey, reinterpret_cast<void*>(number));
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"find_frozen(name, /, *, withdata=False)", find_frozen, "What is known of a frozen module; None: there is none."},
    {"get_frozen_object(name, data=None, /)", get_frozen_object, "The code of a frozen module."},
    {"is_frozen_package(name, /)", is_frozen_package, "Is the frozen module a package?"},
    {"init_frozen(name, /)", init_frozen, "Makes a frozen module; None: there is none."},
    {"is_frozen(name, /)", is_frozen, "Is it the name of a frozen module?"},
    {"_frozen_module_names()", frozen_module_names, "The names of frozen modules."},
    {"_override_frozen_modules_for_tests(override, /)", override_frozen,
     "Below 0: only those that importing needs are found."},
};

}  // namespace

std::span<const FrozenModule> frozen_modules() { return kFrozenModules; }
std::span<const NativeDefinition> frozen_functions() { return kFunctions; }

const FrozenModule* find_frozen_module(const Runtime& runtime, std::string_view name) {
  const bool all = frozen_override(runtime) >= 0;
  for (const FrozenModule& module : kFrozenModules) {
    if (name != module.name) continue;
    return all || &module < kFrozenModules + kAlwaysThere ? &module : nullptr;
  }
  return nullptr;
}

const char* shown_origin(const FrozenModule& module) {
  return module.shown_origin != nullptr ? module.shown_origin : module.origin;
}

Value library_code(Thread& thread, const ArchiveEntry& entry, const std::string& filename, LibraryCode which) {
  const Options& options = thread.runtime.options;
  if (!entry.derived.empty() && (which == LibraryCode::kAsCompiled || (!options.treewalk && options.optimize == 0))) {
    Value code = TRY(marshal::code_format(thread.runtime)->read(thread, entry.derived, filename.c_str()));
    if (!code.is_unbound()) return code;
  }
  std::string content;
  if (!read_library_file(entry, content)) {
    return raise(thread, ExceptionId::kRuntimeError, "the packed library is damaged: {}", std::string(entry.path));
  }
  Bytes* bytes = TRY(make_bytes(thread, {reinterpret_cast<const uint8_t*>(content.data()), content.size()}));
  Str* name = TRY(make_str(thread, filename));
  const FrontEnd& front_end = thread.runtime.front_end;
  return front_end.compile(front_end.context, thread, bytes, name, 'e', 0, -1);
}

Value frozen_code(Thread& thread, const FrozenModule& module) {
  const char* origin = module.origin != nullptr ? module.origin : "__hello__";
  ArchiveEntry entry;
  bool is_package = false;
  if (!find_library_module(thread.runtime, origin, entry, is_package)) {
    return raise(thread, ExceptionId::kImportError, "the packed library lacks {}", origin);
  }
  bool is_machinery = &module < kFrozenModules + kAlwaysThere;
  return library_code(thread, entry, "<frozen " + std::string(origin) + ">",
                      is_machinery ? LibraryCode::kAsCompiled : LibraryCode::kOfEngine);
}

}  // namespace memphis
