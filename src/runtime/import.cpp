// import and __import__().
#include "runtime/import.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/source_lines.h"

namespace memphis {

namespace {

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

// Native modules alone, while importlib is not there yet.
Value make_early_module(Thread& thread, Str* name) {
  std::string text = text_of(name);
  for (const Runtime::BuiltinModule& builtin : thread.runtime.builtin_modules) {
    if (text != builtin.name) continue;
    Value module = TRY(builtin.create(thread));
    TRY(store_module(thread, name, module));
    return module;
  }
  return raise(thread, ExceptionId::kImportError, "importlib is needed to import {}", text);
}

bool is_machinery(const Code* code) {
  std::string name = text_of(code->filename.get());
  return name == "<frozen importlib._bootstrap>" || name == "<frozen importlib._bootstrap_external>";
}

// Takes importlib's frames out of the traceback: all of them of an ImportError, else those that lead to code of the
// program (_call_with_frames_removed).
void hide_machinery(Thread& thread, Exception* error) {
  if (thread.runtime.options.flags.verbose > 0) return;
  Fallible<bool> is_import_error =
      exception_matches(thread, error, thread.runtime.exception_type(ExceptionId::kImportError));
  bool always = !is_import_error.failed() && is_import_error.value();
  Traceback* before_part = nullptr;  // what the part that is looked at follows; null: it is the first
  Traceback* before = nullptr;
  bool in_machinery = false;
  auto link = [&](Traceback* from, Value to) {
    if (from == nullptr) {
      error->traceback.set(error, to);
    } else {
      from->next.set(from, to);
    }
  };
  Value entry = error->traceback;
  while (entry.is_kind(Kind::kTraceback)) {
    auto* traceback = entry.as<Traceback>();
    Value next = traceback->next;
    const Code* code = traceback->frame->function->code;
    bool is_inside = is_machinery(code);
    if (is_inside && !in_machinery) before_part = before;
    in_machinery = is_inside;
    if (is_inside && (always || text_of(code->name.get()) == "_call_with_frames_removed")) {
      link(before_part, next);
      before = before_part;
    } else {
      before = traceback;
    }
    entry = next;
  }
}

Value find_and_load(Thread& thread, Str* name) {
  Runtime& runtime = thread.runtime;
  Value bootstrap = runtime.import_bootstrap;
  if (bootstrap.is_unbound()) return make_early_module(thread, name);
  Value function = TRY(find_attribute(thread, bootstrap, TRY(intern_text(runtime, "_find_and_load"))));
  if (function.is_unbound()) return raise(thread, ExceptionId::kImportError, "importlib has no _find_and_load");
  Value module = call(thread, function, {Value(name), runtime.import_function});
  if (module.is_error() && thread.pending.is_kind(Kind::kException)) {
    hide_machinery(thread, thread.pending.as<Exception>());
  }
  return module;
}

// Another thread may still be loading it: waits for that.
Status ensure_initialized(Thread& thread, Str* name, Value module) {
  Runtime& runtime = thread.runtime;
  if (!module.is_cell() || runtime.import_bootstrap.is_unbound()) return {};
  Value spec = TRY(find_attribute(thread, module, Name::kSpec));
  if (!spec_is_initializing(thread, spec)) return {};
  TRY(call_method(thread, runtime.import_bootstrap, TRY(intern_text(runtime, "_lock_unlock_module")), {Value(name)}));
  return {};
}

Value import_by_name(Thread& thread, Str* name) {
  Value module = TRY(loaded_module(thread, name));
  if (module.is_unbound() || module.is_none()) return find_and_load(thread, name);
  TRY(ensure_initialized(thread, name, module));
  return module;
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

}  // namespace memphis
