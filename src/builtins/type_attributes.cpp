// The computed attributes of classes.
#include <algorithm>

#include "builtins/support.h"
#include "builtins/type.h"
#include "builtins/types.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Status check_settable(Thread& thread, Type* type, Value value, const char* name) {
  if (type->has_flag(kTypeIsImmutable)) {
    return raise_type_error(thread, "cannot set '{}' attribute of immutable type '{}'", name, type_name(type));
  }
  if (value.is_unbound()) {
    return raise_type_error(thread, "cannot delete '{}' attribute of immutable type '{}'", name, type_name(type));
  }
  return {};
}

// What the class's own namespace has; unbound: nothing.
Value own(Thread& thread, Type* type, Name name) {
  return dict_get_name(thread.runtime, type->dict, thread.runtime.name(name));
}

Status set_own(Thread& thread, Type* type, Name name, Value value) {
  Str* key = thread.runtime.name(name);
  TRY(dict_set_name(thread, type->dict, key, value));
  type_changed(thread.runtime, type, key);
  return {};
}

Fallible<bool> delete_own(Thread& thread, Type* type, Name name) {
  Str* key = thread.runtime.name(name);
  bool found = TRY(dict_delete(thread, type->dict, key));
  if (found) type_changed(thread.runtime, type, key);
  return found;
}

// ---- Names ----

Value get_name(Thread& thread, Value self) {
  (void)thread;
  return self.as<Type>()->name;
}

Status set_name(Thread& thread, Value self, Value value) {
  auto* type = self.as<Type>();
  TRY(check_settable(thread, type, value, "__name__"));
  if (!is_str(value)) {
    return raise_type_error(thread, "can only assign string to {}.__name__, not '{}'", type_name(type),
                            type_name(thread, value));
  }
  TRY(check_type_name(thread, value));
  type->name.set(type, value);
  return {};
}

Value get_qualified_name(Thread& thread, Value self) {
  (void)thread;
  return self.as<Type>()->qualified_name;
}

Status set_qualified_name(Thread& thread, Value self, Value value) {
  auto* type = self.as<Type>();
  TRY(check_settable(thread, type, value, "__qualname__"));
  if (!is_str(value)) {
    return raise_type_error(thread, "can only assign string to {}.__qualname__, not '{}'", type_name(type),
                            type_name(thread, value));
  }
  type->qualified_name.set(type, value);
  return {};
}

Value get_module(Thread& thread, Value self) {
  Value module = module_of_type(thread, self.as<Type>());
  if (module.is_unbound()) return raise(thread, ExceptionId::kAttributeError, "__module__");
  return module;
}

Status set_module(Thread& thread, Value self, Value value) {
  auto* type = self.as<Type>();
  TRY(check_settable(thread, type, value, "__module__"));
  TRY(set_own(thread, type, Name::kModule, value));
  TRY(delete_own(thread, type, Name::kFirstLineNumber));
  return {};
}

Value get_doc(Thread& thread, Value self) {
  auto* type = self.as<Type>();
  // What a built-in type's dict has under the name may be the attribute of its instances.
  if (!type->has_flag(kTypeIsHeapType) && type->spec->doc[0] != 0) return make_str(thread, type->spec->doc);
  Value doc = own(thread, type, Name::kDoc);
  if (doc.is_unbound()) return Value::none();
  return bind_descriptor(thread, doc, Value::unbound(), type);
}

Status set_doc(Thread& thread, Value self, Value value) {
  auto* type = self.as<Type>();
  TRY(check_settable(thread, type, value, "__doc__"));
  return set_own(thread, type, Name::kDoc, value);
}

// ---- Bases ----

Value get_bases(Thread& thread, Value self) {
  (void)thread;
  return self.as<Type>()->bases.get();
}

Status set_bases_attribute(Thread& thread, Value self, Value value) {
  auto* type = self.as<Type>();
  TRY(check_settable(thread, type, value, "__bases__"));
  if (!value.is_kind(Kind::kTuple)) {
    return raise_type_error(thread, "can only assign tuple to {}.__bases__, not {}", type_name(type),
                            type_name(thread, value));
  }
  auto* bases = value.as<Tuple>();
  if (bases->size == 0) {
    return raise_type_error(thread, "can only assign non-empty tuple to {}.__bases__, not ()", type_name(type));
  }
  for (Value base : bases->view()) {
    if (!base.is_kind(Kind::kType)) {
      return raise_type_error(thread, "{}.__bases__ must be tuple of classes, not '{}'", type_name(type),
                              type_name(thread, base));
    }
  }
  return set_bases(thread, type, bases);
}

Value get_base(Thread& thread, Value self) {
  (void)thread;
  Type* base = self.as<Type>()->base;
  return base == nullptr ? Value::none() : Value(base);
}

Value get_mro(Thread& thread, Value self) {
  (void)thread;
  Tuple* mro = self.as<Type>()->mro;
  return mro == nullptr ? Value::none() : Value(mro);
}

Value get_dict(Thread& thread, Value self) {
  auto* proxy = TRY(allocate_builtin<MappingProxy>(thread, TypeId::kMappingProxy));
  proxy->mapping.set(proxy, self.as<Type>()->dict.get());
  return proxy;
}

// ---- Abstract methods ----

Value get_abstract_methods(Thread& thread, Value self) {
  auto* type = self.as<Type>();
  Value methods =
      type == thread.runtime.type(TypeId::kType) ? Value::unbound() : own(thread, type, Name::kAbstractMethods);
  if (methods.is_unbound()) return raise(thread, ExceptionId::kAttributeError, "__abstractmethods__");
  return methods;
}

Status set_abstract_methods(Thread& thread, Value self, Value value) {
  auto* type = self.as<Type>();
  if (type->has_flag(kTypeIsImmutable)) TRY(check_settable(thread, type, value, "__abstractmethods__"));
  bool is_abstract = false;
  if (value.is_unbound()) {
    if (!TRY(delete_own(thread, type, Name::kAbstractMethods))) {
      return raise(thread, ExceptionId::kAttributeError, "__abstractmethods__");
    }
  } else {
    is_abstract = TRY(is_true(thread, value));
    TRY(set_own(thread, type, Name::kAbstractMethods, value));
  }
  type->flags = is_abstract ? type->flags | kTypeIsAbstract : type->flags & ~kTypeIsAbstract;
  return {};
}

// ---- Annotations (PEP 649) ----

FailureOfAnyType raise_no_attribute(Thread& thread, Type* type, Name name) {
  return raise_attribute_error(thread, type, thread.runtime.name(name));
}

Value get_annotate(Thread& thread, Value self) {
  auto* type = self.as<Type>();
  if (!type->has_flag(kTypeIsHeapType)) return raise_no_attribute(thread, type, Name::kAnnotate);
  for (Name name : {Name::kAnnotateFunc, Name::kAnnotate}) {
    Value found = own(thread, type, name);
    if (!found.is_unbound()) return bind_descriptor(thread, found, Value::unbound(), type);
  }
  TRY(set_own(thread, type, Name::kAnnotateFunc, Value::none()));
  return Value::none();
}

Status set_annotate(Thread& thread, Value self, Value value) {
  auto* type = self.as<Type>();
  if (value.is_unbound()) return raise_type_error(thread, "cannot delete __annotate__ attribute");
  TRY(check_settable(thread, type, value, "__annotate__"));
  if (!value.is_none() && !is_callable(thread, value))
    return raise_type_error(thread, "__annotate__ must be callable or None");
  TRY(set_own(thread, type, Name::kAnnotateFunc, value));
  if (!value.is_none()) TRY(delete_own(thread, type, Name::kAnnotationsCache));
  return {};
}

Status set_annotations(Thread& thread, Value self, Value value) {
  auto* type = self.as<Type>();
  if (type->has_flag(kTypeIsImmutable)) TRY(check_settable(thread, type, value, "__annotations__"));
  if (value.is_unbound()) {
    bool found = TRY(delete_own(thread, type, Name::kAnnotations));
    if (!found) found = TRY(delete_own(thread, type, Name::kAnnotationsCache));
    if (!found) return raise(thread, ExceptionId::kAttributeError, "__annotations__");
  } else {
    bool has_plain = !own(thread, type, Name::kAnnotations).is_unbound();
    TRY(set_own(thread, type, has_plain ? Name::kAnnotations : Name::kAnnotationsCache, value));
  }
  TRY(delete_own(thread, type, Name::kAnnotateFunc));
  TRY(delete_own(thread, type, Name::kAnnotate));
  return {};
}

Value get_type_params(Thread& thread, Value self) {
  Value found = own(thread, self.as<Type>(), Name::kTypeParams);
  return found.is_unbound() || self.cell() == thread.runtime.type(TypeId::kType) ? Value(thread.runtime.empty_tuple)
                                                                                 : found;
}

Status set_type_params(Thread& thread, Value self, Value value) {
  auto* type = self.as<Type>();
  TRY(check_settable(thread, type, value, "__type_params__"));
  return set_own(thread, type, Name::kTypeParams, value);
}

// ---- Layout ----

Value get_basic_size(Thread& thread, Value self) {
  auto* type = self.as<Type>();
  uint32_t size = type->has_flag(kTypeIsVariableSize) ? type->spec->basic_size + type->basic_size : type->basic_size;
  return make_int(thread, size);
}

Value get_item_size(Thread& thread, Value self) {
  auto* type = self.as<Type>();
  if (type->layout == Kind::kBytes) return make_int(thread, 1);
  bool has_items = type->layout == Kind::kTuple || type->layout == Kind::kBigInt;
  return make_int(thread, has_items ? 8 : 0);
}

Value get_dict_offset(Thread& thread, Value self) {
  return make_int(thread, self.as<Type>()->has_flag(kTypeHasDict) ? -1 : 0);
}

Value get_weak_offset(Thread& thread, Value self) {
  auto* type = self.as<Type>();
  return make_int(thread, type->has_flag(kTypeHasWeakReferences) ? -32 : 0);
}

// CPython's tp_flags, as far as they mean something here.
Value get_flags(Thread& thread, Value self) {
  auto* type = self.as<Type>();
  int64_t flags = int64_t{1} << 12;
  auto set = [&](bool condition, int bit) {
    if (condition) flags |= int64_t{1} << bit;
  };
  bool is_heap = type->has_flag(kTypeIsHeapType);
  set(!is_heap, 1);
  set(is_heap && type->has_flag(kTypeHasDict), 2);
  set(is_heap && type->has_flag(kTypeHasWeakReferences), 3);
  set(is_heap && type->has_flag(kTypeHasDict), 4);
  set(type->has_flag(kTypeIsSequence), 5);
  set(type->has_flag(kTypeIsMapping), 6);
  set(type->has_flag(kTypeDisallowInstantiation), 7);
  set(type->has_flag(kTypeIsImmutable), 8);
  // In CPython the types of native modules are made on the heap, too.
  set(is_heap || (type->spec != nullptr && std::string_view(type->spec->module) != "builtins"), 9);
  set(!type->has_flag(kTypeIsFinal), 10);
  constexpr Kind kLeaves[] = {Kind::kBigInt, Kind::kFloat, Kind::kComplex, Kind::kStr, Kind::kBytes, Kind::kByteArray};
  bool is_leaf = std::find(std::begin(kLeaves), std::end(kLeaves), type->layout) != std::end(kLeaves) ||
                 (type->layout == Kind::kInstance && !is_heap);
  set(!is_leaf || is_heap, 14);
  set(type->has_flag(kTypeIsAbstract), 20);
  set(type->has_flag(kTypeMatchSelf), 22);
  set(type->layout == Kind::kBigInt, 24);
  set(type->layout == Kind::kList, 25);
  set(type->layout == Kind::kTuple, 26);
  set(type->layout == Kind::kBytes, 27);
  set(type->layout == Kind::kStr, 28);
  set(type->layout == Kind::kDict, 29);
  set(type->has_flag(kTypeIsException), 30);
  set(type->layout == Kind::kType, 31);
  return make_int(thread, flags);
}

// Taken from the constructor that the table of a built-in type has, when it says something.
Value get_text_signature(Thread& thread, Value self) {
  auto* type = self.as<Type>();
  if (type->has_flag(kTypeIsHeapType)) return Value::none();
  if (type->spec->id == TypeId::kObject) return make_str(thread, "()");
  if (const char* shown = type->spec->text_signature; shown != nullptr) {
    return shown[0] == 0 ? Value::none() : Value(TRY(make_str(thread, shown)));
  }
  for (const NativeDefinition& definition : type->spec->methods) {
    std::string_view text = definition.signature;
    if ((!text.starts_with("__new__(") && !text.starts_with("__init__(")) || text.find('*') != std::string_view::npos)
      continue;
    if (definition.text_signature != nullptr) return Value::none();
    return text_signature(thread, definition.signature, "", true);
  }
  return Value::none();
}

}  // namespace

constinit const GetSetDefinition kTypeAttributes[18] = {
    {"__basicsize__", get_basic_size, nullptr, "", true},
    {"__itemsize__", get_item_size, nullptr, "", true},
    {"__flags__", get_flags, nullptr, "", true},
    {"__weakrefoffset__", get_weak_offset, nullptr, "", true},
    {"__base__", get_base, nullptr, "", true},
    {"__dictoffset__", get_dict_offset, nullptr, "", true},
    {"__name__", get_name, set_name},
    {"__qualname__", get_qualified_name, set_qualified_name},
    {"__bases__", get_bases, set_bases_attribute},
    {"__mro__", get_mro},
    {"__module__", get_module, set_module},
    {"__abstractmethods__", get_abstract_methods, set_abstract_methods},
    {"__dict__", get_dict},
    {"__doc__", get_doc, set_doc},
    {"__text_signature__", get_text_signature},
    {"__annotations__", type_annotations, set_annotations},
    {"__annotate__", get_annotate, set_annotate},
    {"__type_params__", get_type_params, set_type_params},
};

Value call_annotate(Thread& thread, Value annotate) {
  Value result = TRY(call(thread, annotate, {Value::small_int(1)}));
  if (result.is_kind(Kind::kDict)) return result;
  return raise_type_error(thread, "__annotate__ returned non-dict of type '{}'", type_name(thread, result));
}

Value type_annotations(Thread& thread, Value self) {
  auto* type = self.as<Type>();
  if (!type->has_flag(kTypeIsHeapType)) return raise_no_attribute(thread, type, Name::kAnnotations);
  for (Name name : {Name::kAnnotations, Name::kAnnotationsCache}) {
    Value found = own(thread, type, name);
    if (!found.is_unbound()) return bind_descriptor(thread, found, Value::unbound(), type);
  }
  Value annotate = TRY(get_annotate(thread, type));
  Value annotations =
      is_callable(thread, annotate) ? TRY(call_annotate(thread, annotate)) : Value(TRY(make_dict(thread)));
  TRY(set_own(thread, type, Name::kAnnotationsCache, annotations));
  return annotations;
}

Value text_signature(Thread& thread, const char* signature, const char* receiver, bool drop_first) {
  std::string_view text(signature);
  text.remove_prefix(text.find('('));
  std::string_view inner = text.substr(1, text.size() - 2);
  std::string result = "(";
  result += receiver;
  if (drop_first) {
    size_t comma = inner.find(',');
    inner = comma == std::string_view::npos ? std::string_view() : inner.substr(comma + 1);
    while (inner.starts_with(" ")) inner.remove_prefix(1);
    // The slash that stood for the receiver alone goes with it, when the receiver does.
    if (receiver[0] == 0 && inner.starts_with("/")) {
      inner.remove_prefix(1);
      while (inner.starts_with(",") || inner.starts_with(" ")) inner.remove_prefix(1);
    }
  }
  if (receiver[0] != 0 && !inner.empty()) result += ", ";
  result += inner;
  result += ")";
  return make_str(thread, result);
}

}  // namespace memphis
