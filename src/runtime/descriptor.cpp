#include "runtime/descriptor.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

Value bind_native_method(Thread& thread, NativeFunction* native, Value object, Type* type) {
  Runtime& runtime = thread.runtime;
  bool is_class_method = native->shape() == runtime.root_shape(TypeId::kClassMethodDescriptor);
  bool is_wrapper = native->shape() == runtime.root_shape(TypeId::kWrapperDescriptor);
  auto* bound =
      TRY(allocate_builtin<NativeFunction>(thread, is_wrapper ? TypeId::kMethodWrapper : TypeId::kBuiltinFunction));
  bound->name.set(bound, native->name);
  bound->self.set(bound, is_class_method ? Value(type) : object);
  bound->owner.set(bound, native->owner);
  bound->code = native->code;
  bound->signature = native->signature;
  bound->definition = native->definition;
  return bound;
}

Value member_get(Thread& thread, MemberDescriptor* member, Value object) {
  if (member->computed != nullptr) return member->computed->get(thread, object);
  Value value = *member_address(object, member);
  if (!value.is_unbound()) return value;
  if (!member->required) return Value::none();
  return raise_attribute_error(thread, object, member->name.get());
}

Status member_set(Thread& thread, MemberDescriptor* member, Value object, Value value) {
  if (member->computed != nullptr && member->computed->set != nullptr)
    return member->computed->set(thread, object, value);
  if (!member->writable) return raise(thread, ExceptionId::kAttributeError, "readonly attribute");
  Field* field = member_address(object, member);
  if (value.is_unbound() && member->required && field->get().is_unbound()) {
    return raise(thread, ExceptionId::kAttributeError, "{}", text_of(member->name.get()));
  }
  field->set(object.cell(), value.is_unbound() ? Value(uint64_t{0}) : value);
  return {};
}

Status getset_set(Thread& thread, GetSetDescriptor* descriptor, Value object, Value value) {
  if (descriptor->definition->set != nullptr) return descriptor->definition->set(thread, object, value);
  return raise(thread, ExceptionId::kAttributeError, "attribute '{}' of '{}' objects is not writable",
               text_of(descriptor->name.get()), type_name(descriptor->owner));
}

namespace {

bool is_absent(Value accessor) { return accessor.is_none() || accessor.is_unbound(); }

FailureOfAnyType raise_no_accessor(Thread& thread, Property* property, Value object, const char* accessor) {
  Value name = property->name;
  if (name.is_unbound() || name.is_none()) {
    name = Value::unbound();
    if (!is_absent(property->getter)) name = TRY(find_attribute(thread, property->getter, Name::kName));
  }
  std::string shown =
      name.is_unbound() || name.is_none() ? std::string("property") : "property " + TRY(repr_text(thread, name));
  return raise(thread, ExceptionId::kAttributeError, "{} of {} object has no {}", shown,
               TRY(repr_text(thread, type_of(thread, object)->qualified_name)), accessor);
}

}  // namespace

Value property_get(Thread& thread, Property* property, Value object) {
  if (is_absent(property->getter)) return raise_no_accessor(thread, property, object, "getter");
  return call(thread, property->getter, {object});
}

Status property_set(Thread& thread, Property* property, Value object, Value value) {
  if (value.is_unbound()) {
    if (is_absent(property->deleter)) return raise_no_accessor(thread, property, object, "deleter");
    TRY(call(thread, property->deleter, {object}));
    return {};
  }
  if (is_absent(property->setter)) return raise_no_accessor(thread, property, object, "setter");
  TRY(call(thread, property->setter, {object, value}));
  return {};
}

}  // namespace memphis
