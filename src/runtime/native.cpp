#include "runtime/native.h"

#include "runtime/attribute.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/native_defaults.h"
#include "runtime/shape.h"
#include "runtime/slots.h"

namespace memphis {

namespace {

NativeFunction* allocate_native(Thread& thread, TypeId id, const NativeDefinition& definition, bool is_method) {
  auto* native = allocate_builtin<NativeFunction>(thread, id);
  if (native == nullptr) return nullptr;
  native->signature =
      parse_signature(thread.runtime, definition.signature, is_method, definition.errors == CallErrors::kKeywordsCount);
  native->code = definition.code;
  native->definition = &definition;
  native->name.set(native, intern_text(thread.runtime, native->signature->function_name));
  return native;
}

Value make_type_member(Thread& thread, Type* type, const NativeDefinition& definition) {
  std::string_view text(definition.signature);
  std::string_view name = text.substr(0, text.find('('));
  switch (definition.kind) {
    case NativeKind::kStaticMethod:
    case NativeKind::kFunction: {
      NativeFunction* native = TRY(allocate_native(thread, TypeId::kBuiltinFunction, definition, name == "__new__"));
      // __new__ is a free function bound to its type, as in CPython; other static methods are wrapped.
      if (name == "__new__") {
        native->self.set(native, type);
        native->takes_no_self = true;
        return native;
      }
      native->owner.set(native, type);
      auto* wrapper = TRY(allocate_builtin<StaticMethod>(thread, TypeId::kStaticMethod));
      wrapper->function.set(wrapper, native);
      return wrapper;
    }
    case NativeKind::kClassMethod: {
      NativeFunction* native = TRY(allocate_native(thread, TypeId::kClassMethodDescriptor, definition, true));
      native->owner.set(native, type);
      return native;
    }
    default: {
      bool is_wrapper = definition.kind != NativeKind::kPlainMethod && is_slot_wrapper(name);
      TypeId id = is_wrapper ? TypeId::kWrapperDescriptor : TypeId::kMethodDescriptor;
      NativeFunction* native = TRY(allocate_native(thread, id, definition, true));
      native->is_method = true;
      native->owner.set(native, type);
      return native;
    }
  }
}

// A descriptor of either kind, with its name and owner, in the type's dict.
template <class Descriptor>
Descriptor* add_descriptor(Thread& thread, Type* type, TypeId id, const char* text) {
  auto* descriptor = TRY(allocate_builtin<Descriptor>(thread, id));
  Str* name = TRY(intern_text(thread.runtime, text));
  descriptor->name.set(descriptor, name);
  descriptor->owner.set(descriptor, type);
  TRY(dict_set_name(thread, type->dict, name, descriptor));
  return descriptor;
}

MemberDescriptor* add_member(Thread& thread, Type* type, const char* name, const char* doc) {
  auto* member = TRY(add_descriptor<MemberDescriptor>(thread, type, TypeId::kMemberDescriptor, name));
  Str* text = TRY(make_str(thread, doc));
  member->doc.set(member, text);
  return member;
}

Status add_methods(Thread& thread, Type* type, std::span<const NativeDefinition> methods, bool override) {
  Runtime& runtime = thread.runtime;
  for (const NativeDefinition& definition : methods) {
    std::string_view text(definition.signature);
    Str* name = TRY(intern_text(runtime, text.substr(0, text.find('('))));
    if (!override && !dict_get_name(runtime, type->dict, name).is_unbound()) continue;
    Value member = TRY(make_type_member(thread, type, definition));
    TRY(dict_set_name(thread, type->dict, name, member));
  }
  return {};
}

Status add_attributes(Thread& thread, Type* type, const TypeSpec& spec) {
  for (const GetSetDefinition& definition : spec.attributes) {
    if (definition.is_member) {
      TRY(add_member(thread, type, definition.name, definition.doc))->computed = &definition;
      continue;
    }
    auto* descriptor = TRY(add_descriptor<GetSetDescriptor>(thread, type, TypeId::kGetSetDescriptor, definition.name));
    descriptor->definition = &definition;
  }
  for (const MemberDefinition& definition : spec.members) {
    MemberDescriptor* member = TRY(add_member(thread, type, definition.name, definition.doc));
    member->offset = definition.offset;
    member->writable = definition.writable;
    member->required = definition.required;
  }
  return {};
}

Status fill_type_dict(Thread& thread, Type* type, const TypeSpec& spec) {
  Runtime& runtime = thread.runtime;
  Dict* dict = type->dict;
  auto has = [&](Str* name) { return !dict_get_name(runtime, dict, name).is_unbound(); };
  TRY(add_methods(thread, type, spec.methods, true));
  TRY(add_attributes(thread, type, spec));
  const bool base_has_dict = type->base.get() != nullptr && type->base->has_flag(kTypeHasDict);
  if ((spec.flags & kTypeHasDict) != 0 && !base_has_dict) TRY(add_dict_descriptor(thread, type));
  Value doc = spec.doc[0] == 0 ? Value::none() : Value(TRY(make_str(thread, spec.doc)));
  // A descriptor of the table may stand for the instances' own __doc__.
  if (!has(runtime.name(Name::kDoc))) TRY(dict_set_name(thread, dict, runtime.name(Name::kDoc), doc));
  if (has(runtime.name(Special::kEq))) {
    TRY(add_methods(thread, type, default_comparisons(), false));
    // A type with __eq__ of its own and no __hash__ is not hashable.
    Str* hash = runtime.name(Special::kHash);
    if (!has(hash)) TRY(dict_set_name(thread, dict, hash, Value::none()));
  }
  return {};
}

// The parts of a type that need no other object but its base: enough to make instances.
void set_layout(Type* type, const TypeSpec& spec, Type* base) {
  type->spec = &spec;
  type->base.set(type, base);
  type->flags = spec.flags | kTypeIsImmutable;
  if (base != nullptr) {
    type->flags |= base->flags & (kTypeHasDict | kTypeIsMapping | kTypeIsSequence | kTypeMatchSelf | kTypeIsException |
                                  kTypeIsVariableSize | kTypeHasWeakReferences);
  }
  type->layout = spec.layout;
  type->basic_size = type->has_flag(kTypeIsVariableSize) ? 0 : spec.basic_size;
  type->attributes_offset = type->has_flag(kTypeHasDict) ? spec.basic_size : 0;
}

Type* allocate_type(Thread& thread, Shape* shape) {
  auto* type = static_cast<Type*>(allocate_cell(thread, sizeof(Type), static_cast<uint8_t>(Kind::kType), shape));
  if (type != nullptr) thread.runtime.classes.push_back(type);
  return type;
}

Type* complete_type(Thread& thread, Type* type, const TypeSpec& spec, Tuple* bases) {
  Runtime& runtime = thread.runtime;
  Str* name = TRY(intern_text(runtime, spec.name));
  type->name.set(type, name);
  type->qualified_name.set(type, name);
  Dict* dict = TRY(make_dict(thread));
  type->dict.set(type, dict);
  if (bases == nullptr) {
    bases = type->base.get() == nullptr ? runtime.empty_tuple : TRY(make_tuple(thread, {Value(type->base.get())}));
  }
  type->bases.set(type, bases);
  Tuple* mro = TRY(linearize(thread, type));
  type->mro.set(type, mro);
  for (Value base : bases->view()) TRY(add_subclass(thread, base.as<Type>(), type));
  TRY(fill_type_dict(thread, type, spec));
  // CPython's static types keep their module in their name alone.
  std::string_view module_name = spec.module;
  bool is_static = spec.id != TypeId::kCount || module_name == "builtins" || module_name == "sys";
  if (!is_static) {
    Str* module = TRY(intern_text(runtime, spec.module));
    TRY(dict_set_name(thread, dict, runtime.name(Name::kModule), module));
  }
  compute_special_methods(runtime, type);
  return type;
}

}  // namespace

Status add_type_methods(Thread& thread, Type* type, std::span<const NativeDefinition> methods) {
  TRY(add_methods(thread, type, methods, true));
  compute_special_methods(thread.runtime, type);
  return {};
}

Status bootstrap_types(Thread& thread, std::span<const TypeSpec* const> specs) {
  Runtime& runtime = thread.runtime;
  runtime.heap.pause();
  auto* shapes = static_cast<Shape*>(runtime.heap.allocate(sizeof(Shape), static_cast<uint8_t>(Kind::kShape), nullptr));
  if (shapes == nullptr) return raise_memory_error(thread);
  shapes->set_shape(shapes);
  runtime.shape_of_shapes = shapes;
  // First every type exists and can have instances; then names, dicts and methods are made, which are instances.
  for (const TypeSpec* spec : specs) {
    Type* type = TRY(allocate_type(thread, shapes));
    runtime.types[static_cast<int>(spec->id)] = type;
    Type* base = spec->id == TypeId::kObject ? nullptr : runtime.type(spec->base);
    set_layout(type, *spec, base);
  }
  for (const TypeSpec* spec : specs) {
    Type* type = runtime.type(spec->id);
    Shape* root = TRY(make_root_shape(thread, type));
    type->root_shape.set(type, root);
  }
  for (const TypeSpec* spec : specs) runtime.type(spec->id)->set_shape(runtime.root_shape(TypeId::kType));
  TRY(make_singletons(thread));
  for (const TypeSpec* spec : specs) TRY(complete_type(thread, runtime.type(spec->id), *spec, nullptr));
  runtime.heap.resume();
  return {};
}

Type* make_native_type(Thread& thread, const TypeSpec& spec, Type* base, Tuple* bases) {
  Runtime& runtime = thread.runtime;
  if (base == nullptr) base = runtime.type(spec.base);
  Type* type = TRY(allocate_type(thread, runtime.root_shape(TypeId::kType)));
  set_layout(type, spec, base);
  Shape* root = TRY(make_root_shape(thread, type));
  type->root_shape.set(type, root);
  if (spec.id != TypeId::kCount) runtime.types[static_cast<int>(spec.id)] = type;
  return complete_type(thread, type, spec, bases);
}

NativeFunction* make_native_function(Thread& thread, const NativeDefinition& definition, Value self, Value module) {
  NativeFunction* native = allocate_native(thread, TypeId::kBuiltinFunction, definition, false);
  if (native == nullptr) return nullptr;
  native->self.set(native, self);
  native->module.set(native, module);
  return native;
}

Module* make_native_module(Thread& thread, const char* name, const char* doc,
                           std::span<const NativeDefinition> functions) {
  Runtime& runtime = thread.runtime;
  Str* name_str = TRY(intern_text(runtime, name));
  Module* module = TRY(make_module(thread, name_str));
  Str* doc_str = TRY(make_str(thread, doc));
  TRY(dict_set_name(thread, module->dict, runtime.name(Name::kDoc), doc_str));
  TRY(add_module_functions(thread, module, functions));
  return module;
}

Status add_module_functions(Thread& thread, Module* module, std::span<const NativeDefinition> functions) {
  Value module_name = dict_get_name(thread.runtime, module->dict, thread.runtime.name(Name::kName));
  for (const NativeDefinition& definition : functions) {
    NativeFunction* native = TRY(make_native_function(thread, definition, module, module_name));
    // A bound __self__ would be passed as an argument; module functions show the module, but do not take it.
    native->takes_no_self = true;
    TRY(dict_set_name(thread, module->dict, native->name, native));
  }
  return {};
}

Status set_module_attribute(Thread& thread, Module* module, std::string_view name, Value value) {
  return dict_set_name(thread, module->dict, TRY(intern_text(thread.runtime, name)), value);
}

}  // namespace memphis
