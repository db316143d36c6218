// _warnings: the native half of the module warnings.
#include "runtime/warnings.h"

#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/import.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Value warnings_warn(Thread& thread, Value* args) {
  int64_t level = args[2].is_unbound() ? 1 : TRY(to_index_int64(thread, args[2]));
  Type* category = TRY(warning_category(thread, args[0], args[1]));
  Tuple* skipped = nullptr;
  if (!args[4].is_unbound()) {
    if (!args[4].is_kind(Kind::kTuple)) {
      return raise_type_error(thread, "warn() argument 'skip_file_prefixes' must be tuple, not {}",
                              argument_type_name(thread, args[4]));
    }
    skipped = args[4].as<Tuple>();
    for (Value prefix : skipped->view()) {
      if (!is_str(prefix)) {
        return raise_type_error(thread, "Found non-str '{}' in skip_file_prefixes.", type_name(thread, prefix));
      }
    }
    if (skipped->size != 0 && level < 2) level = 2;
  }
  TRY(warn_from_frame(thread, category, args[0], level, args[3], skipped));
  return Value::none();
}

// The line of a module that its loader has the source of.
Value line_from_loader(Thread& thread, Value globals, int64_t line) {
  if (!globals.is_kind(Kind::kDict)) return Value::unbound();
  Runtime& runtime = thread.runtime;
  Value loader = dict_get_name(runtime, globals.as<Dict>(), runtime.name(Name::kLoader));
  Value name = dict_get_name(runtime, globals.as<Dict>(), runtime.name(Name::kName));
  if (loader.is_unbound() || loader.is_none() || name.is_unbound()) return Value::unbound();
  Value method = TRY(find_attribute(thread, loader, TRY(intern_text(runtime, "get_source"))));
  if (method.is_unbound()) return Value::unbound();
  Value source = TRY(call(thread, method, {name}));
  if (!is_str(source)) return Value::unbound();
  std::string text = text_of(source);
  size_t begin = 0;
  for (int64_t i = 1; i < line && begin != std::string::npos; i++) {
    begin = text.find('\n', begin);
    if (begin != std::string::npos) begin++;
  }
  if (begin == std::string::npos) return Value::unbound();
  return make_str(thread, std::string_view(text).substr(begin, text.find('\n', begin) - begin));
}

Value warnings_warn_explicit(Thread& thread, Value* args) {
  WarningPlace place;
  Type* category = TRY(warning_category(thread, args[0], args[1]));
  place.filename = args[2];
  if (!is_str(place.filename)) {
    return raise_type_error(thread, "warn_explicit() argument 'filename' must be str, not {}",
                            argument_type_name(thread, args[2]));
  }
  place.line = TRY(to_index_int64(thread, args[3]));
  place.module = args[4];
  place.registry = args[5];
  place.source = args[7];
  if (!args[6].is_unbound() && !args[6].is_none()) {
    if (!args[6].is_kind(Kind::kDict)) {
      return raise_type_error(thread, "module_globals must be a dict, not '{}'", type_name(thread, args[6]));
    }
    place.source_line = TRY(line_from_loader(thread, args[6], place.line));
  }
  TRY(issue_warning(thread, category, args[0], place));
  return Value::none();
}

Value filters_mutated(Thread& thread, Value*) {
  thread.runtime.warning_filters_version++;
  return Value::none();
}

// One thread at a time runs Python code; the lock is for callers that expect one.
Value no_lock(Thread&, Value*) { return Value::none(); }

constexpr NativeDefinition kFunctions[] = {
    {"warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=<unrepresentable>)", warnings_warn,
     "Issues a warning; filters may ignore it or make it an exception."},
    {"warn_explicit(message, category, filename, lineno, module=<unrepresentable>, registry=None, "
     "module_globals=<unrepresentable>, source=None)",
     warnings_warn_explicit, "Issues a warning for a place in a file."},
    {"_filters_mutated_lock_held()", filters_mutated},
    {"_acquire_lock()", no_lock},
    {"_release_lock()", no_lock},
};

}  // namespace

Value create_warnings_module(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Module* module = TRY(make_native_module(thread, "_warnings", "Basic support of warnings.", kFunctions));
  TRY(set_module_attribute(thread, module, "filters", runtime.warning_filters));
  TRY(set_module_attribute(thread, module, "_onceregistry", runtime.warning_once_registry));
  TRY(set_module_attribute(thread, module, "_defaultaction", TRY(make_str(thread, "default"))));
  Value variables =
      TRY(import_module_level(thread, TRY(make_str(thread, "_contextvars")), Value::none(), runtime.empty_tuple, 0));
  Value variable_type = TRY(get_attribute(thread, variables, TRY(intern_text(runtime, "ContextVar"))));
  Value context = TRY(call(thread, variable_type, {TRY(make_str(thread, "_warnings_context"))}));
  TRY(set_module_attribute(thread, module, "_warnings_context", context));
  return module;
}

}  // namespace memphis
