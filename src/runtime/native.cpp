#include "runtime/native.h"

#include "runtime/attribute.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/shape.h"

namespace memphis {

namespace {

int special_number(std::string_view name) {
  for (int i = 0; i < kSpecialCount; i++) {
    if (name == special_method_name(static_cast<Special>(i))) return i;
  }
  return -1;
}

// CPython shows methods that fill a type slot as wrapper_descriptor, the others as method_descriptor.
bool is_slot_wrapper(std::string_view name) {
  if (special_number(name) < 0) return false;
  for (std::string_view plain :
       {"__new__", "__bytes__", "__format__", "__dir__", "__length_hint__", "__missing__", "__reversed__",
        "__complex__", "__round__", "__trunc__", "__floor__", "__ceil__", "__enter__", "__exit__", "__aenter__",
        "__aexit__", "__instancecheck__", "__subclasscheck__"}) {
    if (name == plain) return false;
  }
  return true;
}

NativeFunction* allocate_native(Thread& thread, TypeId id, const NativeDefinition& definition, bool is_method) {
  auto* native = allocate_builtin<NativeFunction>(thread, id);
  if (native == nullptr) return nullptr;
  native->signature = parse_signature(thread.runtime, definition.signature, is_method);
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
      TypeId id = is_slot_wrapper(name) ? TypeId::kWrapperDescriptor : TypeId::kMethodDescriptor;
      NativeFunction* native = TRY(allocate_native(thread, id, definition, true));
      native->is_method = true;
      native->owner.set(native, type);
      return native;
    }
  }
}

Status fill_type_dict(Thread& thread, Type* type, const TypeSpec& spec) {
  Runtime& runtime = thread.runtime;
  Dict* dict = type->dict;
  for (const NativeDefinition& definition : spec.methods) {
    Value member = TRY(make_type_member(thread, type, definition));
    std::string_view text(definition.signature);
    TRY(dict_set_name(thread, dict, TRY(intern_text(runtime, text.substr(0, text.find('(')))), member));
  }
  for (const GetSetDefinition& definition : spec.attributes) {
    auto* descriptor = TRY(allocate_builtin<GetSetDescriptor>(thread, TypeId::kGetSetDescriptor));
    Str* name = TRY(intern_text(runtime, definition.name));
    descriptor->name.set(descriptor, name);
    descriptor->owner.set(descriptor, type);
    descriptor->definition = &definition;
    TRY(dict_set_name(thread, dict, name, descriptor));
  }
  for (const MemberDefinition& definition : spec.members) {
    auto* descriptor = TRY(allocate_builtin<MemberDescriptor>(thread, TypeId::kMemberDescriptor));
    Str* name = TRY(intern_text(runtime, definition.name));
    descriptor->name.set(descriptor, name);
    descriptor->owner.set(descriptor, type);
    descriptor->offset = definition.offset;
    descriptor->writable = definition.writable;
    descriptor->required = definition.required;
    Str* doc = TRY(make_str(thread, definition.doc));
    descriptor->doc.set(descriptor, doc);
    TRY(dict_set_name(thread, dict, name, descriptor));
  }
  Value doc = spec.doc[0] == 0 ? Value::none() : Value(TRY(make_str(thread, spec.doc)));
  // A descriptor of the table may stand for the instances' own __doc__.
  bool has_doc = !dict_get_name(runtime, dict, runtime.name(Name::kDoc)).is_unbound();
  if (!has_doc) TRY(dict_set_name(thread, dict, runtime.name(Name::kDoc), doc));
  // A type with __eq__ of its own and no __hash__ is not hashable.
  Str* hash = runtime.name(Special::kHash);
  if (!dict_get_name(runtime, dict, runtime.name(Special::kEq)).is_unbound() &&
      dict_get_name(runtime, dict, hash).is_unbound()) {
    TRY(dict_set_name(thread, dict, hash, Value::none()));
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
  if (std::string_view(spec.module) != "builtins") {
    Str* module = TRY(intern_text(runtime, spec.module));
    TRY(dict_set_name(thread, dict, runtime.name(Name::kModule), module));
  }
  compute_special_methods(runtime, type);
  return type;
}

}  // namespace

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
  for (const NativeDefinition& definition : functions) {
    NativeFunction* native = TRY(make_native_function(thread, definition, module, name_str));
    // A bound __self__ would be passed as an argument; module functions show the module, but do not take it.
    native->takes_no_self = true;
    TRY(dict_set_name(thread, module->dict, native->name, native));
  }
  return module;
}

Status set_module_attribute(Thread& thread, Module* module, std::string_view name, Value value) {
  return dict_set_name(thread, module->dict, TRY(intern_text(thread.runtime, name)), value);
}

}  // namespace memphis
