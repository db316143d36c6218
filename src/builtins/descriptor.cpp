// The descriptors of built-in attributes: getset_descriptor and member_descriptor.
#include "runtime/descriptor.h"

#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

// What both kinds of descriptor start with.
struct AttributeDescriptor : Cell {
  Ref<Str> name;
  Ref<Type> owner;
};

AttributeDescriptor* descriptor_of(Value self) { return self.as<AttributeDescriptor>(); }
bool is_member(Thread& thread, Value self) {
  return self.cell()->shape() == thread.runtime.root_shape(TypeId::kMemberDescriptor);
}

Status check_object(Thread& thread, Value self, Value object) {
  AttributeDescriptor* descriptor = descriptor_of(self);
  if (is_subtype(type_of(thread, object), descriptor->owner)) return {};
  return raise_type_error(thread, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                          text_of(descriptor->name.get()), type_name(descriptor->owner), type_name(thread, object));
}

Value descriptor_get(Thread& thread, Value* args) {
  bool has_type = !args[2].is_unbound() && !args[2].is_none();
  if (args[1].is_none()) {
    if (has_type) return args[0];
    return raise_type_error(thread, "__get__(None, None) is invalid");
  }
  TRY(check_object(thread, args[0], args[1]));
  if (is_member(thread, args[0])) return member_get(thread, args[0].as<MemberDescriptor>(), args[1]);
  return args[0].as<GetSetDescriptor>()->definition->get(thread, args[1]);
}

Status store(Thread& thread, Value self, Value object, Value value) {
  TRY(check_object(thread, self, object));
  if (is_member(thread, self)) return member_set(thread, self.as<MemberDescriptor>(), object, value);
  return getset_set(thread, self.as<GetSetDescriptor>(), object, value);
}

Value descriptor_set(Thread& thread, Value* args) {
  TRY(store(thread, args[0], args[1], args[2]));
  return Value::none();
}

Value descriptor_delete(Thread& thread, Value* args) {
  TRY(store(thread, args[0], args[1], Value::unbound()));
  return Value::none();
}

Value descriptor_repr(Thread& thread, Value* args) {
  AttributeDescriptor* descriptor = descriptor_of(args[0]);
  const char* noun = is_member(thread, args[0]) ? "member" : "attribute";
  return make_str(thread, fmt::format("<{} '{}' of '{}' objects>", noun, text_of(descriptor->name.get()),
                                      type_name(descriptor->owner)));
}

Value descriptor_reduce(Thread& thread, Value* args) {
  AttributeDescriptor* descriptor = descriptor_of(args[0]);
  Value getter = TRY(import_attribute(thread, "builtins", "getattr"));
  Tuple* arguments = TRY(make_tuple(thread, {Value(descriptor->owner.get()), Value(descriptor->name.get())}));
  return make_tuple(thread, {getter, Value(arguments)});
}

Value get_qualified_name(Thread& thread, Value self) {
  AttributeDescriptor* descriptor = descriptor_of(self);
  return make_str(thread, text_of(descriptor->owner->qualified_name) + "." + text_of(descriptor->name.get()));
}

Value get_name(Thread& thread, Value self) {
  (void)thread;
  return descriptor_of(self)->name.get();
}

Value get_owner(Thread& thread, Value self) {
  (void)thread;
  return descriptor_of(self)->owner.get();
}

Value get_doc(Thread& thread, Value self) {
  if (is_member(thread, self)) {
    Value doc = self.as<MemberDescriptor>()->doc;
    bool is_empty = doc.is_unbound() || (is_str(doc) && doc.as<Str>()->length() == 0);
    return is_empty ? Value::none() : doc;
  }
  const char* doc = self.as<GetSetDescriptor>()->definition->doc;
  return doc[0] == 0 ? Value::none() : Value(TRY(make_str(thread, doc)));
}

constexpr NativeDefinition kMethods[] = {
    {"__repr__(self, /)", descriptor_repr, "Return repr(self)."},
    {"__get__(self, instance, owner=None, /)", descriptor_get,
     "Return an attribute of instance, which is of type owner."},
    {"__set__(self, instance, value, /)", descriptor_set, "Set an attribute of instance to value."},
    {"__delete__(self, instance, /)", descriptor_delete, "Delete an attribute of instance."},
    {"__reduce__(self, /)", descriptor_reduce},
};

constexpr GetSetDefinition kAttributes[] = {
    {"__objclass__", get_owner, nullptr, "", true},
    {"__name__", get_name, nullptr, "", true},
    {"__doc__", get_doc},
    {"__qualname__", get_qualified_name},
};

}  // namespace

constinit const TypeSpec kGetSetDescriptorType = {
    .name = "getset_descriptor",
    .id = TypeId::kGetSetDescriptor,
    .basic_size = sizeof(GetSetDescriptor),
    .native_fields = 3,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = std::span(kMethods).first(std::size(kMethods) - 1),
    .attributes = kAttributes,
};

constinit const TypeSpec kMemberDescriptorType = {
    .name = "member_descriptor",
    .id = TypeId::kMemberDescriptor,
    .basic_size = sizeof(MemberDescriptor),
    .native_fields = 3,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMethods,
    .attributes = kAttributes,
};

}  // namespace memphis
