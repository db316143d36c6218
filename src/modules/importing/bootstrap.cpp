// Starting importlib. Its machinery is CPython's own _bootstrap.py and _bootstrap_external.py, out of the packed
// library.
#include "modules/importing/frozen.h"
#include "modules/modules.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/frame.h"
#include "runtime/library.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/named_access.h"

namespace memphis {

namespace {

constexpr const char* kBootstrap = "_frozen_importlib";

Value run_bootstrap(Thread& thread) {
  Runtime& runtime = thread.runtime;
  const FrozenModule* frozen = find_frozen_module(runtime, kBootstrap);
  Str* name = TRY(intern_text(runtime, kBootstrap));
  Module* module = TRY(make_module(thread, name));
  TRY(dict_set_name(thread, module->dict, runtime.name(Name::kBuiltins), runtime.builtins));
  TRY(set_module_attribute(thread, module, "__origname__", TRY(intern_text(runtime, frozen->origin))));
  TRY(dict_set_name(thread, runtime.modules, name, module));
  Value code = TRY(frozen_code(thread, *frozen));
  TRY(execute_code(thread, code.as<Code>(), module->dict, Value(module->dict)));
  return module;
}

// sys.path_hooks: zip files, the packed library, directories.
Status add_path_hooks(Thread& thread) {
  Value hooks = TRY(get_attribute_text(thread, thread.runtime.sys_module, "path_hooks"));
  if (!hooks.is_kind(Kind::kList)) return {};
  Value zip_importer = TRY(import_attribute(thread, "zipimport", "zipimporter"));
  Type* library_importer = TRY(make_library_importer_type(thread));
  List* others = TRY(make_list(thread));
  TRY(list_append(thread, others, zip_importer));
  TRY(list_append(thread, others, library_importer));
  TRY(list_extend(thread, others, hooks));
  return set_attribute(thread, thread.runtime.sys_module, TRY(intern_text(thread.runtime, "path_hooks")), others);
}

}  // namespace

Status start_import_system(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Value bootstrap = TRY(run_bootstrap(thread));
  Value imp = TRY(create_imp_module(thread));
  TRY(dict_set_name(thread, runtime.modules, TRY(intern_text(runtime, "_imp")), imp));
  TRY(call_method(thread, bootstrap, TRY(intern_text(runtime, "_install")), {runtime.sys_module, imp}));
  runtime.import_bootstrap = bootstrap;
  TRY(call_method(thread, bootstrap, TRY(intern_text(runtime, "_install_external_importers")), {}));
  return add_path_hooks(thread);
}

}  // namespace memphis
