// The module sys: what is not a function or a fact about the build.
#include <cstdlib>

#include "modules/modules.h"
#include "modules/sys_parts.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/warnings.h"

namespace memphis {

namespace {

constexpr const char* kDoc = "What the interpreter offers programs to look at and to change.";

Status add_functions(Thread& thread, Module* module, std::span<const NativeDefinition> functions) {
  Value name = dict_get_name(thread.runtime, module->dict, thread.runtime.name(Name::kName));
  for (const NativeDefinition& definition : functions) {
    NativeFunction* native = TRY(make_native_function(thread, definition, module, name));
    native->takes_no_self = true;
    TRY(dict_set_name(thread, module->dict, native->name, native));
  }
  return {};
}

Status add_hook_pairs(Thread& thread, Module* module) {
  for (const char* name : {"displayhook", "excepthook", "unraisablehook", "breakpointhook"}) {
    Value hook = dict_get_name(thread.runtime, module->dict, TRY(intern_text(thread.runtime, name)));
    TRY(set_module_attribute(thread, module, std::string("__") + name + "__", hook));
  }
  return {};
}

Status add_import_attributes(Thread& thread, Module* module) {
  Runtime& runtime = thread.runtime;
  TRY(set_module_attribute(thread, module, "modules", runtime.modules));
  TRY(set_module_attribute(thread, module, "path", TRY(make_list(thread))));
  // importlib fills them when it starts.
  TRY(set_module_attribute(thread, module, "meta_path", TRY(make_list(thread))));
  TRY(set_module_attribute(thread, module, "path_hooks", TRY(make_list(thread))));
  TRY(set_module_attribute(thread, module, "path_importer_cache", TRY(make_dict(thread))));
  TRY(set_module_attribute(thread, module, "dont_write_bytecode",
                           Value::boolean(runtime.options.flags.dont_write_bytecode)));
  TRY(set_module_attribute(thread, module, "pycache_prefix", Value::none()));
  Set* standard = TRY(make_set(thread, TypeId::kFrozenSet));
  std::string_view rest = kStandardModuleNames;
  while (!rest.empty()) {
    size_t blank = rest.find(' ');
    std::string_view name = rest.substr(0, blank);
    rest = blank == std::string_view::npos ? std::string_view() : rest.substr(blank + 1);
    if (!name.empty()) TRY(set_add(thread, standard, TRY(intern_text(runtime, name))));
  }
  TRY(set_module_attribute(thread, module, "stdlib_module_names", standard));
  List* names = TRY(make_list(thread));
  TRY(list_append(thread, names, TRY(intern_text(runtime, "builtins"))));
  TRY(list_append(thread, names, TRY(intern_text(runtime, "sys"))));
  for (const Runtime::BuiltinModule& builtin : runtime.builtin_modules) {
    TRY(list_append(thread, names, TRY(intern_text(runtime, builtin.name))));
  }
  return set_module_attribute(thread, module, "builtin_module_names", TRY(make_tuple(thread, names->view())));
}

Status add_command_line(Thread& thread, Module* module) {
  Str* empty = thread.runtime.name(Name::kEmpty);
  for (const char* name : {"argv", "orig_argv", "warnoptions"}) {
    TRY(set_module_attribute(thread, module, name, TRY(make_list(thread))));
  }
  TRY(set_module_attribute(thread, module, "_xoptions", TRY(make_dict(thread))));
  Str* prefix = TRY(make_str(thread, "/usr"));
  for (const char* name : {"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"}) {
    TRY(set_module_attribute(thread, module, name, prefix));
  }
  for (const char* name : {"executable", "_base_executable", "_framework", "abiflags"}) {
    TRY(set_module_attribute(thread, module, name, empty));
  }
  TRY(set_module_attribute(thread, module, "_home", Value::none()));
  return set_module_attribute(thread, module, "platlibdir", TRY(make_str(thread, "lib")));
}

}  // namespace

Status create_sys_module(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Module* module = TRY(make_native_module(thread, "sys", kDoc, {}));
  runtime.sys_module = module;
  runtime.sys_dict = module->dict;
  runtime.modules = TRY(make_dict(thread));
  TRY(make_warning_state(thread));
  TRY(dict_set_name(thread, runtime.modules, TRY(intern_text(runtime, "sys")), module));
  TRY(dict_set_name(thread, runtime.modules, TRY(intern_text(runtime, "builtins")), runtime.builtins_module));
  for (auto functions : {sys_frame_functions(), sys_hook_functions(), sys_settings_functions()}) {
    TRY(add_functions(thread, module, functions));
  }
  TRY(add_sys_information(thread, module));
  TRY(add_import_attributes(thread, module));
  TRY(add_command_line(thread, module));
  TRY(add_hook_pairs(thread, module));
  TRY(add_sys_monitoring(thread, module));
  TRY(add_sys_jit(thread, module));
  TRY(add_standard_streams(thread, module));
  return add_open_function(thread);
}

}  // namespace memphis
