#include "runtime/slots.h"

#include <algorithm>

#include "base/unicode.h"
#include "runtime/attribute.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/weak.h"

namespace memphis {

Str* mangle(Thread& thread, Str* class_name, Str* name) {
  std::string text = text_of(name);
  std::string owner = text_of(class_name);
  size_t first = owner.find_first_not_of('_');
  if (!text.starts_with("__") || text.ends_with("__") || text.find('.') != std::string::npos ||
      first == std::string::npos) {
    return name;
  }
  return intern_text(thread.runtime, "_" + owner.substr(first) + text);
}

namespace {

bool is_identifier(const Str* str) {
  if (str->length() == 0) return false;
  for (uint64_t i = 0; i < str->length(); i++) {
    uint32_t c = str->at(i);
    bool ok = c == '_' || (i == 0 ? unicode::is_identifier_start(c) : unicode::is_identifier_continue(c));
    if (!ok) return false;
  }
  return true;
}

// The names of __slots__ as a list of strs.
List* slot_names(Thread& thread, Value slots) {
  List* names = TRY(make_list(thread));
  if (is_str(slots)) {
    TRY(list_append(thread, names, slots));
    return names;
  }
  Value iterator = TRY(get_iterator(thread, slots));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return names;
    TRY(list_append(thread, names, item));
  }
}

Status make_member(Thread& thread, Type* type, Str* name) {
  auto* member = TRY(allocate_builtin<MemberDescriptor>(thread, TypeId::kMemberDescriptor));
  member->name.set(member, name);
  member->owner.set(member, type);
  member->doc.set(member, Value::none());
  member->writable = true;
  member->required = true;
  member->after_variable = type->has_flag(kTypeIsVariableSize);
  member->offset = type->basic_size;
  type->basic_size += 8;
  return dict_set_name(thread, type->dict, name, member);
}

Value get_dict_attribute(Thread& thread, Value self) {
  if (has_instance_dict(self) || !self.is_kind(Kind::kType)) return instance_dict(thread, self);
  // A class, by way of a metaclass that has a plain class among its bases: what type itself has is asked.
  Type* meta = thread.runtime.type(TypeId::kType);
  Value descriptor = dict_get_name(thread.runtime, meta->dict, thread.runtime.name(Name::kDict));
  return bind_descriptor(thread, descriptor, self, meta);
}

Status set_dict_attribute(Thread& thread, Value self, Value value) {
  // Metaclasses and classes derived from module: what is below has a __dict__ of its own.
  if (!has_instance_dict(self)) {
    if (self.is_kind(Kind::kModule)) return raise(thread, ExceptionId::kAttributeError, "readonly attribute");
    return raise(thread, ExceptionId::kAttributeError, "attribute '__dict__' of '{}' objects is not writable",
                 self.is_kind(Kind::kType) ? "type" : type_name(thread, self));
  }
  // What is built in below may have a __dict__ of its own, which cannot be deleted.
  const Type* below = type_of(thread, self);
  while (below->has_flag(kTypeIsHeapType)) below = below->base;
  bool is_below = !type_lookup(thread.runtime, below, thread.runtime.name(Name::kDict)).is_unbound();
  if (value.is_unbound() && is_below) return raise_type_error(thread, "cannot delete __dict__");
  if (value.is_unbound()) value = TRY(make_dict(thread));
  return set_instance_dict(thread, self, value);
}

Value get_weak_reference_attribute(Thread& thread, Value self) {
  WeakReference* first = thread.runtime.weak->first(self.cell());
  return first == nullptr ? Value::none() : Value(first);
}

constexpr GetSetDefinition kDictDefinition = {"__dict__", get_dict_attribute, set_dict_attribute,
                                              "the instance's attributes"};
constexpr GetSetDefinition kWeakReferenceDefinition = {"__weakref__", get_weak_reference_attribute, nullptr,
                                                       "the weak references to the object"};

// Classes show the descriptors of what they give their instances.
Status add_descriptor(Thread& thread, Type* type, Name name, const GetSetDefinition& definition) {
  Str* text = thread.runtime.name(name);
  if (!dict_get_name(thread.runtime, type->dict, text).is_unbound()) return {};
  auto* descriptor = TRY(allocate_builtin<GetSetDescriptor>(thread, TypeId::kGetSetDescriptor));
  descriptor->name.set(descriptor, text);
  descriptor->owner.set(descriptor, type);
  descriptor->definition = &definition;
  return dict_set_name(thread, type->dict, text, descriptor);
}

void give_dict(Type* type) {
  type->flags |= kTypeHasDict;
  type->attributes_offset = 1;  // settled when all member slots are known
}

struct SlotRequest {
  List* members = nullptr;  // names, mangled, sorted
  bool dict = false;
  bool weak = false;
};

// What the class statement leaves in the namespace and class creation takes out again.
bool is_removed_name(const Runtime& runtime, const Str* name) {
  return name == runtime.name(Name::kQualName) || name == runtime.name(Name::kClassCell) ||
         name == runtime.name(Name::kClassDictCell);
}

Fallible<SlotRequest> read_slots(Thread& thread, Type* type, Value slots) {
  Runtime& runtime = thread.runtime;
  List* names = TRY(slot_names(thread, slots));
  SlotRequest request;
  request.members = TRY(make_list(thread));
  for (uint64_t i = 0; i < names->size; i++) {
    Value name = names->items()[i];
    if (!is_str(name)) {
      return raise_type_error(thread, "__slots__ items must be strings, not '{}'", type_name(thread, name));
    }
    if (!is_identifier(name.as<Str>())) return raise_type_error(thread, "__slots__ must be identifiers");
    Str* text = intern(runtime, name.as<Str>());
    if (text == runtime.name(Name::kDict)) {
      if (type->attributes_offset != 0 || request.dict) {
        return raise_type_error(thread, "__dict__ slot disallowed: we already got one");
      }
      request.dict = true;
      continue;
    }
    if (text == runtime.name(Name::kWeakRef)) {
      if (type->has_flag(kTypeHasWeakReferences) || request.weak) {
        return raise_type_error(thread, "__weakref__ slot disallowed: we already got one");
      }
      request.weak = true;
      continue;
    }
    text = TRY(mangle(thread, type->name.get().as<Str>(), text));
    if (!dict_get_name(runtime, type->dict, text).is_unbound() && !is_removed_name(runtime, text)) {
      return raise_value_error(thread, "'{}' in __slots__ conflicts with class variable", text_of(text));
    }
    TRY(list_append(thread, request.members, text));
  }
  std::sort(request.members->items(), request.members->items() + request.members->size,
            [](Value a, Value b) { return compare_strs(a.as<Str>(), b.as<Str>()) < 0; });
  return request;
}

}  // namespace

Status add_weak_references(Thread& thread, Type* type) {
  type->flags |= kTypeHasWeakReferences;
  return add_descriptor(thread, type, Name::kWeakRef, kWeakReferenceDefinition);
}

Status add_dict_descriptor(Thread& thread, Type* type) {
  return add_descriptor(thread, type, Name::kDict, kDictDefinition);
}

Status add_member_slots(Thread& thread, Type* type) {
  Runtime& runtime = thread.runtime;
  Value slots = dict_get_name(runtime, type->dict, runtime.name(Name::kSlots));
  Type* base = type->base;
  bool wants_dict = false;
  bool wants_weak = false;
  if (slots.is_unbound()) {
    bool has_dict_of_its_own = base->layout == Kind::kType || base->layout == Kind::kModule;
    wants_dict = base->attributes_offset == 0 && !has_dict_of_its_own;
    wants_weak = true;
  } else {
    SlotRequest request = TRY(read_slots(thread, type, slots));
    // (In CPython a str is no variable part of its object.)
    bool is_fixed = base->has_flag(kTypeIsVariableSize) && base->layout != Kind::kStr;
    if (request.members->size != 0 && (is_fixed || base->layout == Kind::kType)) {
      return raise_type_error(thread, "nonempty __slots__ not supported for subtype of '{}'", text_of(base->name));
    }
    Tuple* members = TRY(make_tuple(thread, request.members->view()));
    type->member_slots.set(type, members);
    for (Value name : members->view()) TRY(make_member(thread, type, name.as<Str>()));
    wants_dict = request.dict;
    wants_weak = request.weak;
    // Other bases than the one that decides the layout may bring a __dict__ or weak references with them.
    for (Value other : type->bases->view()) {
      if (other.as<Type>()->attributes_offset != 0 && base->attributes_offset == 0) wants_dict = true;
      if (other.as<Type>()->has_flag(kTypeHasWeakReferences)) wants_weak = true;
    }
  }
  if (wants_dict) {
    give_dict(type);
    TRY(add_dict_descriptor(thread, type));
  }
  if (wants_weak && !type->has_flag(kTypeHasWeakReferences)) {
    TRY(add_weak_references(thread, type));
  }
  // The attributes word lies behind all member slots; a base's instances have theirs elsewhere, but classes that were
  // compiled against the base never see ours: shapes say where everything is.
  if (type->has_flag(kTypeHasDict) && base->layout != Kind::kType) type->attributes_offset = type->basic_size;
  if (type->has_flag(kTypeIsVariableSize) && type->has_flag(kTypeHasDict))
    type->attributes_offset = type->basic_size + 1;
  return {};
}

}  // namespace memphis
