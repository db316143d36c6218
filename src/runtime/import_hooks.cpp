#include "runtime/import_hooks.h"

#include <sys/stat.h>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/native.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr const char* kExternal = "importlib._bootstrap_external";

bool has_mode(const std::string& path, mode_t mode) {
  struct stat status;
  return stat(path.empty() ? "." : path.c_str(), &status) == 0 && (status.st_mode & S_IFMT) == mode;
}

Value directory_finder(Thread& thread, Value* args) {
  std::string path = TRY(encode_path(thread, args[0]));
  if (!has_mode(path, S_IFDIR)) {
    return raise(thread, ExceptionId::kImportError, "only directories are supported");
  }
  (void)TRY(import_module(thread, "importlib"));
  Value loaders = TRY(call(thread, TRY(import_attribute(thread, kExternal, "_get_supported_file_loaders"))));
  Value finder_class = TRY(import_attribute(thread, kExternal, "FileFinder"));
  List* arguments = TRY(make_list(thread));
  TRY(list_append(thread, arguments, args[0]));
  Value iterator = TRY(get_iterator(thread, loaders));
  while (true) {
    Value loader = TRY(next_item(thread, iterator));
    if (loader.is_unbound()) break;
    TRY(list_append(thread, arguments, loader));
  }
  return call_with(thread, finder_class, TRY(make_tuple(thread, arguments->view())), Value::unbound());
}

// Without importing zipimport where there can be no zip file.
Value zip_finder(Thread& thread, Value* args) {
  std::string path = TRY(encode_path(thread, args[0]));
  if (has_mode(path, S_IFDIR)) return raise(thread, ExceptionId::kImportError, "not a Zip file");
  return call(thread, TRY(import_attribute(thread, "zipimport", "zipimporter")), {args[0]});
}

constexpr NativeDefinition kHooks[] = {
    {"zipimporter(path, /)", zip_finder, "The finder for a zip file."},
    {"path_hook_for_FileFinder(path, /)", directory_finder, "The finder for a directory."},
};

bool is_native(Value hook, NativeCode code) {
  return hook.is_exactly(Kind::kNativeFunction) && hook.as<NativeFunction>()->code == code;
}

}  // namespace

Status add_path_hooks(Thread& thread, List* hooks) {
  Value module = TRY(intern_text(thread.runtime, "sys"));
  for (const NativeDefinition& definition : kHooks) {
    NativeFunction* hook = TRY(make_native_function(thread, definition, Value::unbound(), module));
    TRY(list_append(thread, hooks, hook));
  }
  return {};
}

bool is_directory_hook(Value hook) { return is_native(hook, directory_finder); }
bool is_zip_hook(Value hook) { return is_native(hook, zip_finder); }

Fallible<bool> is_library_file_finder(Thread& thread, Value finder) {
  Type* type = type_of(thread, finder);
  if (!type->has_flag(kTypeIsHeapType) || text_of(type->name) != "FileFinder") return false;
  Value module = TRY(find_attribute(thread, type, Name::kModule));
  return is_str(module) && text_of(module) == kExternal;
}

Status invalidate_finders(Thread& thread) {
  Str* key = TRY(intern_text(thread.runtime, "path_importer_cache"));
  Value cache = dict_get_name(thread.runtime, thread.runtime.sys_dict, key);
  if (!cache.is_kind(Kind::kDict)) return {};
  List* finders = TRY(make_list(thread));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(cache.as<Dict>(), position, entry)) TRY(list_append(thread, finders, entry.value));
  for (uint64_t i = 0; i < finders->size; i++) {
    Value method = TRY(find_attribute_text(thread, finders->items()[i], "invalidate_caches"));
    if (!method.is_unbound()) TRY(call(thread, method));
  }
  return {};
}

}  // namespace memphis
