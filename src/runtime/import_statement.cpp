// The import statement in its three forms, for both engines.
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/import.h"
#include "runtime/intern.h"
#include "runtime/language.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/variables.h"

namespace memphis {

Value import_name(Thread& thread, Str* name, Dict* globals, Value locals, Value from_list, Value level) {
  Runtime& runtime = thread.runtime;
  Str* import = runtime.name(Name::kImport);
  Value function = thread.frame != nullptr ? TRY(find_builtin(thread, thread.frame->function, import))
                                           : TRY(dict_get(thread, runtime.builtins, import));
  if (function.is_unbound()) return raise(thread, ExceptionId::kImportError, "__import__ not found");
  if (function == runtime.import_function) {
    return import_module_level(thread, name, globals, from_list, level.is_small_int() ? level.as_small_int() : 0);
  }
  return call(thread, function,
              {Value(name), Value(globals), locals.is_unbound() ? Value::none() : locals, from_list, level});
}

bool spec_is_initializing(Thread& thread, Value spec) {
  if (spec.is_none() || spec.is_unbound()) return false;
  Value value = find_attribute(thread, spec, Name::kInitializing);
  if (value.is_error()) {
    take_pending(thread);
    return false;
  }
  if (value.is_unbound() || value.is_bool()) return value.is_true();
  Fallible<bool> answer = is_true(thread, value);
  if (answer.failed()) take_pending(thread);
  return !answer.failed() && answer.value();
}

bool may_hide_library(const Runtime& runtime, Value origin) {
  if (!is_str(origin) || runtime.startup_directory.empty()) return false;
  std::string path = text_of(origin);
  size_t slash = path.rfind('/');
  if (slash == std::string::npos) return false;
  std::string directory = path.substr(0, slash);
  if (path.ends_with("/__init__.py")) directory = directory.substr(0, directory.rfind('/'));
  return directory == runtime.startup_directory;
}

Fallible<bool> is_library_name(Thread& thread, Value name) {
  Str* key = TRY(intern_text(thread.runtime, "stdlib_module_names"));
  Value names = dict_get_name(thread.runtime, thread.runtime.sys_dict, key);
  if (!names.is_kind(Kind::kSet)) return false;
  return set_contains(thread, names.as<Set>(), name);
}

namespace {

// The file a module comes from, for messages: spec.origin if that is a file. Unbound: unknown.
Value file_origin(Thread& thread, Value spec) {
  if (spec.is_unbound() || spec.is_none()) return Value::unbound();
  Value has_location = TRY(find_attribute(thread, spec, TRY(intern_text(thread.runtime, "has_location"))));
  if (has_location.is_unbound() || !TRY(is_true(thread, has_location))) return Value::unbound();
  Value origin = TRY(find_attribute(thread, spec, TRY(intern_text(thread.runtime, "origin"))));
  return is_str(origin) ? origin : Value::unbound();
}

FailureOfAnyType raise_cannot_import(Thread& thread, Value module, Value module_name, Str* name) {
  Runtime& runtime = thread.runtime;
  Value spec = find_attribute(thread, module, Name::kSpec);
  if (spec.is_error()) return {};
  Value origin = file_origin(thread, spec);
  if (origin.is_error()) return {};
  bool hides = may_hide_library(runtime, origin);
  Fallible<bool> is_standard = hides ? is_library_name(thread, module_name) : Fallible<bool>(false);
  if (is_standard.failed()) return {};
  if (origin.is_unbound() && module.is_kind(Kind::kModule)) {
    origin = dict_get_name(runtime, module.as<Module>()->dict, runtime.name(Name::kFile));
    if (!is_str(origin)) origin = Value::unbound();
  }
  std::string quoted = "'" + text_of(name) + "'";
  std::string from = is_str(module_name) ? "'" + text_of(module_name) + "'" : "'<unknown module name>'";
  std::string file = text_of(origin);
  std::string message = "cannot import name " + quoted + " from ";
  if (is_standard.value()) {
    message += from + " (consider renaming '" + file +
               "' since it has the same name as the standard library module named " + from +
               " and prevents importing that standard library module)";
  } else if (!spec_is_initializing(thread, spec)) {
    message += from + " (" + (origin.is_unbound() ? "unknown location" : file) + ")";
  } else if (hides) {
    message += from + " (consider renaming '" + file + "' if it has the same name as a library you intended to import)";
  } else {
    message += "partially initialized module " + from + " (most likely due to a circular import)";
    if (!origin.is_unbound()) message += " (" + file + ")";
  }
  Str* text = make_str(thread, message);
  Value error =
      text == nullptr ? Value::error() : call(thread, runtime.exception_type(ExceptionId::kImportError), {Value(text)});
  if (error.is_error()) return {};
  auto* exception = error.as<Exception>();
  exception->extra[kImportErrorName].set(exception, module_name.is_unbound() ? Value::none() : module_name);
  exception->extra[kImportErrorPath].set(exception, origin.is_unbound() ? Value::none() : origin);
  exception->extra[kImportErrorNameFrom].set(exception, name);
  return raise_value(thread, error);
}

}  // namespace

Value import_from(Thread& thread, Value module, Str* name) {
  Runtime& runtime = thread.runtime;
  Value found = TRY(find_attribute(thread, module, name));
  if (!found.is_unbound()) return found;
  // In a circular import the submodule may exist before it is an attribute of its package.
  Value module_name = TRY(find_attribute(thread, module, Name::kName));
  if (is_str(module_name)) {
    Str* full = TRY(intern_text(runtime, text_of(module_name) + "." + text_of(name)));
    Value modules = dict_get_name(runtime, runtime.sys_dict, runtime.name(Name::kModules));
    if (modules.is_kind(Kind::kDict)) found = TRY(dict_get(thread, modules.as<Dict>(), full));
    if (!found.is_unbound()) return found;
  }
  return raise_cannot_import(thread, module, module_name, name);
}

namespace {

FailureOfAnyType raise_bad_star_name(Thread& thread, Value module, Value item, bool from_dict) {
  Value module_name = get_attribute(thread, module, Name::kName);
  if (module_name.is_error()) return {};
  if (!is_str(module_name)) {
    return raise_type_error(thread, "module __name__ must be a string, not {}", type_name(thread, module_name));
  }
  return raise_type_error(thread, "{} in {}.{} must be str, not {}", from_dict ? "Key" : "Item", text_of(module_name),
                          from_dict ? "__dict__" : "__all__", type_name(thread, item));
}

// __all__[position], for sequences alone.
Value sequence_item(Thread& thread, Value sequence, int64_t position) {
  Type* type = type_of(thread, sequence);
  if (type->special_method(Special::kGetItem).is_unbound()) {
    return raise_type_error(thread, "'{}' object does not support indexing", type_name(type));
  }
  if (type->has_flag(kTypeIsMapping) && !type->has_flag(kTypeIsHeapType)) {
    return raise_type_error(thread, "{} is not a sequence", type_name(type));
  }
  return get_item(thread, sequence, make_int(thread, position));
}

}  // namespace

Status import_star(Thread& thread, Value module, Value locals) {
  Value all = TRY(find_attribute(thread, module, Name::kAll));
  bool from_dict = all.is_unbound();
  if (from_dict) {
    Value dict = TRY(find_attribute(thread, module, Name::kDict));
    if (dict.is_unbound()) {
      return raise(thread, ExceptionId::kImportError, "from-import-* object has no __dict__ and no __all__");
    }
    Value keys = TRY(call_method(thread, dict, Name::kKeys));
    all = TRY(call(thread, thread.runtime.type(TypeId::kList), {keys}));
  }
  for (int64_t position = 0;; position++) {
    Value item = sequence_item(thread, all, position);
    if (item.is_error()) {
      if (take_if_pending(thread, ExceptionId::kIndexError)) return {};
      return Failure{};
    }
    if (!is_str(item)) return raise_bad_star_name(thread, module, item, from_dict);
    if (from_dict && item.as<Str>()->length() != 0 && item.as<Str>()->at(0) == '_') continue;
    Value value = TRY(get_attribute(thread, module, TRY(attribute_name(thread, item))));
    TRY(set_item(thread, locals, item, value));
  }
}

}  // namespace memphis
