// module: repr through the spec, module-level __getattr__ and __dir__ (PEP 562), lazily computed annotations, and
// messages that tell circular imports from plain mistakes.
#include "builtins/support.h"
#include "builtins/type.h"
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/import.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Dict* dict_of(Value self) { return self.as<Module>()->dict; }

Value entry(Thread& thread, Value self, Name name) {
  return dict_get_name(thread.runtime, dict_of(self), thread.runtime.name(name));
}

Value module_new(Thread& thread, Value* args) {
  auto* module = TRY(allocate_instance<Module>(thread, args[0].as<Type>()));
  Dict* dict = TRY(make_dict(thread));
  module->dict.set(module, dict);
  return module;
}

Value module_init(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  if (!is_str(args[1])) {
    return raise_type_error(thread, "module() argument 'name' must be str, not {}", type_name(thread, args[1]));
  }
  Dict* dict = dict_of(args[0]);
  TRY(dict_set_name(thread, dict, runtime.name(Name::kName), args[1]));
  TRY(dict_set_name(thread, dict, runtime.name(Name::kDoc), args[2].is_unbound() ? Value::none() : args[2]));
  for (Name absent : {Name::kPackage, Name::kLoader, Name::kSpec}) {
    TRY(dict_set_name(thread, dict, runtime.name(absent), Value::none()));
  }
  return Value::none();
}

// ---- repr ----

Value repr_from_spec(Thread& thread, Value spec) {
  Value name = TRY(get_attribute_text(thread, spec, "name"));
  Value origin = TRY(get_attribute_text(thread, spec, "origin"));
  std::string shown = name.is_none() ? std::string("'?'") : TRY(repr_text(thread, name));
  if (origin.is_none()) {
    Value loader = TRY(get_attribute_text(thread, spec, "loader"));
    if (loader.is_none()) return make_str(thread, fmt::format("<module {}>", shown));
    if (type_name(thread, loader) == "NamespaceLoader")
      return make_str(thread, fmt::format("<module {} (namespace)>", shown));
    return make_str(thread, fmt::format("<module {} ({})>", shown, TRY(repr_text(thread, loader))));
  }
  bool has_location = TRY(is_true(thread, TRY(get_attribute_text(thread, spec, "has_location"))));
  if (has_location) return make_str(thread, fmt::format("<module {} from {}>", shown, TRY(repr_text(thread, origin))));
  return make_str(thread, fmt::format("<module {} ({})>", shown, text_of(TRY(to_str(thread, origin)))));
}

Value module_repr(Thread& thread, Value* args) {
  Value spec = TRY(find_attribute(thread, args[0], Name::kSpec));
  bool has_spec = !spec.is_unbound() && TRY(is_true(thread, spec));
  if (has_spec) return repr_from_spec(thread, spec);
  Value name = TRY(find_attribute(thread, args[0], Name::kName));
  std::string shown = name.is_unbound() ? std::string("'?'") : TRY(repr_text(thread, name));
  Value file = TRY(find_attribute(thread, args[0], Name::kFile));
  if (!file.is_unbound())
    return make_str(thread, fmt::format("<module {} from {}>", shown, TRY(repr_text(thread, file))));
  Value loader = TRY(find_attribute(thread, args[0], Name::kLoader));
  if (loader.is_unbound() || loader.is_none()) return make_str(thread, fmt::format("<module {}>", shown));
  return make_str(thread, fmt::format("<module {} ({})>", shown, TRY(repr_text(thread, loader))));
}

// ---- Attribute errors ----

// spec.name as truth; false when there is none.
Fallible<bool> spec_flag(Thread& thread, Value spec, std::string_view name) {
  Value value = TRY(find_attribute_text(thread, spec, name));
  return !value.is_unbound() && TRY(is_true(thread, value));
}

// The file a spec names; unbound: none.
Value file_of_spec(Thread& thread, Value spec) {
  if (!TRY(spec_flag(thread, spec, "has_location"))) return Value::unbound();
  Value origin = TRY(find_attribute_text(thread, spec, "origin"));
  return is_str(origin) ? origin : Value::unbound();
}

FailureOfAnyType raise_missing(Thread& thread, Value module, Value attribute, const std::string& message) {
  (void)raise(thread, ExceptionId::kAttributeError, "{}", message);
  if (!thread.pending.is_kind(Kind::kException)) return {};
  auto* error = thread.pending.as<Exception>();
  error->extra[kAttributeErrorName].set(error, attribute);
  error->extra[kAttributeErrorObject].set(error, module);
  return {};
}

Fallible<std::string> describe_missing(Thread& thread, Value module, Value name, Str* attribute) {
  std::string module_name = text_of(name);
  std::string wanted = text_of(attribute);
  std::string plain = fmt::format("module '{}' has no attribute '{}'", module_name, wanted);
  Value spec = entry(thread, module, Name::kSpec);
  if (spec.is_unbound() || spec.is_none()) return plain;
  Value origin = TRY(file_of_spec(thread, spec));
  bool shadows = may_hide_library(thread.runtime, origin);
  if (shadows && TRY(is_library_name(thread, name))) {
    return fmt::format(
        "{} (consider renaming '{}' since it has the same name as the standard library module named '{}' and "
        "prevents importing that standard library module)",
        plain, text_of(origin), module_name);
  }
  if (TRY(spec_flag(thread, spec, "_initializing"))) {
    if (shadows) {
      return fmt::format("{} (consider renaming '{}' if it has the same name as a library you intended to import)",
                         plain, text_of(origin));
    }
    std::string from = origin.is_unbound() ? "" : fmt::format(" from '{}'", text_of(origin));
    return fmt::format(
        "partially initialized module '{}'{} has no attribute '{}' (most likely due to a circular import)", module_name,
        from, wanted);
  }
  Value submodules = TRY(find_attribute_text(thread, spec, "_uninitialized_submodules"));
  Fallible<bool> is_loading = submodules.is_unbound() ? Fallible<bool>(false) : contains(thread, submodules, attribute);
  if (is_loading.failed()) take_pending(thread);
  if (!is_loading.failed() && is_loading.value()) {
    return fmt::format("cannot access submodule '{}' of module '{}' (most likely due to a circular import)", wanted,
                       module_name);
  }
  return plain;
}

Value module_getattribute(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  Str* attribute = TRY(attribute_name(thread, args[1]));
  Value found = TRY(generic_get_attribute(thread, args[0], attribute, true));
  if (!found.is_unbound()) return found;
  Value fallback = dict_get_name(runtime, dict_of(args[0]), runtime.name(Special::kGetAttr));
  if (!fallback.is_unbound()) return call(thread, fallback, {Value(attribute)});
  Value name = entry(thread, args[0], Name::kName);
  if (!is_str(name)) {
    return raise_missing(thread, args[0], attribute, fmt::format("module has no attribute '{}'", text_of(attribute)));
  }
  return raise_missing(thread, args[0], attribute, TRY(describe_missing(thread, args[0], name, attribute)));
}

Value module_dir(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  Value attributes = TRY(get_attribute(thread, args[0], Name::kDict));
  if (!attributes.is_kind(Kind::kDict)) return raise_type_error(thread, "<module>.__dict__ is not a dictionary");
  auto* dict = attributes.as<Dict>();
  Value own = dict_get_name(runtime, dict, runtime.name(Special::kDir));
  if (!own.is_unbound()) return call(thread, own);
  List* names = TRY(make_list(thread));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(dict, position, entry)) TRY(list_append(thread, names, entry.key));
  return names;
}

// ---- Annotations ----

Value get_annotate(Thread& thread, Value self) {
  Value annotate = entry(thread, self, Name::kAnnotate);
  if (!annotate.is_unbound()) return annotate;
  TRY(dict_set_name(thread, dict_of(self), thread.runtime.name(Name::kAnnotate), Value::none()));
  return Value::none();
}

Status set_annotate(Thread& thread, Value self, Value value) {
  Runtime& runtime = thread.runtime;
  if (value.is_unbound()) return raise_type_error(thread, "cannot delete __annotate__ attribute");
  if (!value.is_none() && !is_callable(thread, value))
    return raise_type_error(thread, "__annotate__ must be callable or None");
  TRY(dict_set_name(thread, dict_of(self), runtime.name(Name::kAnnotate), value));
  if (!value.is_none()) TRY(dict_delete(thread, dict_of(self), runtime.name(Name::kAnnotations)));
  return {};
}

Value get_annotations(Thread& thread, Value self) {
  Value annotations = entry(thread, self, Name::kAnnotations);
  if (!annotations.is_unbound()) return annotations;
  Value annotate = entry(thread, self, Name::kAnnotate);
  bool computes = !annotate.is_unbound() && is_callable(thread, annotate);
  annotations = computes ? TRY(call_annotate(thread, annotate)) : Value(TRY(make_dict(thread)));
  // While the module runs there may be more to come.
  Value spec = entry(thread, self, Name::kSpec);
  bool is_initializing = !spec.is_unbound() && !spec.is_none() && TRY(spec_flag(thread, spec, "_initializing"));
  if (!is_initializing) {
    TRY(dict_set_name(thread, dict_of(self), thread.runtime.name(Name::kAnnotations), annotations));
  }
  return annotations;
}

Status set_annotations(Thread& thread, Value self, Value value) {
  Runtime& runtime = thread.runtime;
  Dict* dict = dict_of(self);
  if (!value.is_unbound()) {
    TRY(dict_set_name(thread, dict, runtime.name(Name::kAnnotations), value));
  } else if (!TRY(dict_delete(thread, dict, runtime.name(Name::kAnnotations)))) {
    return raise(thread, ExceptionId::kAttributeError, "__annotations__");
  }
  TRY(dict_delete(thread, dict, runtime.name(Name::kAnnotate)));
  return {};
}

Value get_dict(Thread& thread, Value self) {
  (void)thread;
  return dict_of(self);
}

Status set_dict(Thread& thread, Value self, Value value) {
  (void)self;
  (void)value;
  return raise(thread, ExceptionId::kAttributeError, "readonly attribute");
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", module_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", module_repr, "Return repr(self)."},
    {"__getattribute__(self, name, /)", module_getattribute, "Return getattr(self, name)."},
    {"__init__(self, name, doc=None)", module_init, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__dir__(self, /)", module_dir, "The names that dir() lists."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"__dict__", get_dict, set_dict, "", true},
    {"__annotations__", get_annotations, set_annotations},
    {"__annotate__", get_annotate, set_annotate},
};

}  // namespace

constinit const TypeSpec kModuleType = {
    .name = "module",
    .id = TypeId::kModule,
    .layout = Kind::kModule,
    .basic_size = sizeof(Module),
    .flags = kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "A module: a namespace with a name.",
};

}  // namespace memphis
