// Attribute access: descriptors, instance attributes (slots or dict), class attributes.
#include "runtime/attribute.h"

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/descriptor.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/shape.h"

namespace memphis {

namespace {

// Zero when all numbers are used up: nothing is remembered about the type then.
inline uint32_t version_of(Runtime& runtime, const Type* type) {
  if (type->version == 0 && runtime.next_type_version != 0) [[unlikely]]
    const_cast<Type*>(type)->version = runtime.next_type_version++;
  return type->version;
}

}  // namespace

uint32_t type_version(Runtime& runtime, const Type* type) { return version_of(runtime, type); }

Value type_lookup(Runtime& runtime, const Type* type, Str* name) {
  uint32_t version = version_of(runtime, type);
  size_t slot = (version * 31 + (reinterpret_cast<uintptr_t>(name) >> 4)) & (kLookupCacheSize - 1);
  LookupCacheEntry& entry = runtime.lookup_cache[slot];
  if (entry.version == version && entry.name == name) return entry.value;
  if (type->mro.get() == nullptr) return Value::unbound();  // its mro() is running
  Value found;
  for (Value base : type->mro->view()) {
    found = dict_get_name(runtime, base.as<Type>()->dict, name);
    if (!found.is_unbound()) break;
  }
  if (name->is_interned() && version != 0) entry = {version, name, found};
  return found;
}

bool is_data_descriptor(Thread& thread, Value attribute) {
  Type* type = type_of(thread, attribute);
  return !type->special_method(Special::kSet).is_unbound() || !type->special_method(Special::kDelete).is_unbound();
}

Value bind_descriptor(Thread& thread, Value attribute, Value object, Type* type) {
  if (!attribute.is_cell()) return attribute;
  bool on_class = object.is_unbound();
  Runtime& runtime = thread.runtime;
  Shape* shape = attribute.cell()->shape();
  switch (static_cast<Kind>(attribute.cell()->kind_bits())) {
    case Kind::kFunction: return on_class ? attribute : Value(TRY(make_bound_method(thread, attribute, object)));
    case Kind::kStaticMethod: return attribute.as<StaticMethod>()->function;
    case Kind::kClassMethod: return TRY(make_bound_method(thread, attribute.as<ClassMethod>()->function, type));
    case Kind::kProperty: return on_class ? attribute : property_get(thread, attribute.as<Property>(), object);
    case Kind::kNativeFunction: {
      auto* native = attribute.as<NativeFunction>();
      bool binds = native->is_method ? !on_class : shape == runtime.root_shape(TypeId::kClassMethodDescriptor);
      if (binds && native->is_method && !native_fits(type_of(runtime, object), native)) {
        return raise_type_error(thread, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                                text_of(native->name.get()), type_name(native->owner), type_name(thread, object));
      }
      return binds ? bind_native_method(thread, native, object, type) : attribute;
    }
    case Kind::kNative:
      if (shape == runtime.root_shape(TypeId::kGetSetDescriptor)) {
        return on_class ? attribute : attribute.as<GetSetDescriptor>()->definition->get(thread, object);
      }
      if (shape == runtime.root_shape(TypeId::kMemberDescriptor)) {
        return on_class ? attribute : member_get(thread, attribute.as<MemberDescriptor>(), object);
      }
      break;
    default: break;
  }
  Value getter = type_of(thread, attribute)->special_method(Special::kGet);
  if (getter.is_unbound()) return attribute;
  return call_special_method(thread, getter, attribute, {on_class ? Value::none() : object, Value(type)});
}

// ---- Where instance attributes are ----

Field* attributes_word(Value object) {
  if (!object.is_cell()) return nullptr;
  Cell* cell = object.cell();
  Type* type = cell->shape()->type;
  if (type->attributes_offset == 0) return nullptr;
  size_t offset =
      type->has_flag(kTypeIsVariableSize) ? fixed_part_size(cell) + type->basic_size : type->attributes_offset;
  return reinterpret_cast<Field*>(reinterpret_cast<char*>(cell) + offset);
}

Field* slot_address(Value object, Shape* shape, uint32_t slot) {
  if (shape->is_inline(slot))
    return reinterpret_cast<Field*>(reinterpret_cast<char*>(object.cell()) + shape->slot_offset(slot));
  Value overflow = *attributes_word(object);
  return reinterpret_cast<Field*>(&overflow.as<ValueArray>()->items[slot - shape->inline_capacity]);
}

bool has_instance_dict(Value object) { return attributes_word(object) != nullptr; }

Value get_instance_attribute(Thread& thread, Value object, Str* name) {
  Field* word = attributes_word(object);
  if (word == nullptr) return Value::unbound();
  Shape* shape = object.cell()->shape();
  if (shape->is_dict_mode) {
    Value dict = *word;
    if (!dict.is_cell()) return Value::unbound();
    return dict_get(thread, dict.as<Dict>(), name);
  }
  int64_t slot = find_slot(shape, name);
  return slot < 0 ? Value::unbound() : slot_address(object, shape, static_cast<uint32_t>(slot))->get();
}

namespace {

// Moves all attributes of the object into a dict.
Dict* convert_to_dict_mode(Thread& thread, Value object) {
  Field* word = attributes_word(object);
  Shape* shape = object.cell()->shape();
  if (shape->is_dict_mode) {
    if (word->get().is_cell()) return word->get().as<Dict>();
    Dict* dict = TRY(make_dict(thread));
    word->set(object.cell(), dict);
    return dict;
  }
  Shape* target = TRY(dict_shape_of(thread, shape->type));
  Dict* dict = TRY(make_dict(thread));
  bool failed = false;
  for_each_slot(shape, [&](uint32_t slot, Str* name) {
    Value value = *slot_address(object, shape, slot);
    if (!value.is_unbound() && dict_set_name(thread, dict, name, value).failed()) failed = true;
  });
  if (failed) return nullptr;
  // The dict shape's layout is that of a new root: it may be bigger than this cell, but has no inline slot in use.
  word->set(object.cell(), dict);
  for (uint32_t i = 0; i < shape->inline_capacity; i++) {
    slot_address(object, shape, i)->set(object.cell(), Value(uint64_t{0}));
  }
  object.cell()->set_shape(target);
  return dict;
}

// Stores a new attribute in the slot that `grown` (the shape with it) gives it.
Status store_new_slot(Thread& thread, Value object, Shape* grown, Value value) {
  uint32_t slot = grown->slot_count - 1;
  if (!grown->is_inline(slot)) {
    Field* word = attributes_word(object);
    uint32_t index = slot - grown->inline_capacity;
    Value overflow = *word;
    if (!overflow.is_cell() || overflow.as<ValueArray>()->capacity <= index) {
      uint64_t capacity = overflow.is_cell() ? overflow.as<ValueArray>()->capacity * 2 : 4;
      ValueArray* array = TRY(make_value_array(thread, capacity));
      for (uint32_t i = 0; i < index; i++) array->items[i] = overflow.as<ValueArray>()->items[i];
      word->set(object.cell(), array);
    }
  }
  slot_address(object, grown, slot)->set(object.cell(), value);
  object.cell()->set_shape(grown);
  return {};
}

}  // namespace

Fallible<bool> set_instance_attribute(Thread& thread, Value object, Str* name, Value value) {
  Shape* shape = object.cell()->shape();
  if (!shape->is_dict_mode) {
    int64_t slot = find_slot(shape, name);
    if (value.is_unbound()) {
      if (slot < 0) return false;
    } else {
      if (slot >= 0) {
        slot_address(object, shape, static_cast<uint32_t>(slot))->set(object.cell(), value);
        return true;
      }
      if (Shape* grown = add_slot(thread, shape, name)) {
        TRY(store_new_slot(thread, object, grown, value));
        return true;
      }
    }
  }
  Dict* dict = TRY(convert_to_dict_mode(thread, object));
  if (value.is_unbound()) return dict_delete(thread, dict, name);
  TRY(dict_set(thread, dict, name, value));
  return true;
}

Value instance_dict(Thread& thread, Value object) {
  if (object.is_kind(Kind::kModule)) return object.as<Module>()->dict.get();
  if (!has_instance_dict(object)) return raise_attribute_error(thread, object, thread.runtime.name(Name::kDict));
  return TRY(convert_to_dict_mode(thread, object));
}

Status set_instance_dict(Thread& thread, Value object, Value dict) {
  if (!dict.is_kind(Kind::kDict)) {
    return raise_type_error(thread, "__dict__ must be set to a dictionary, not a '{}'", type_name(thread, dict));
  }
  TRY(convert_to_dict_mode(thread, object));
  attributes_word(object)->set(object.cell(), dict);
  return {};
}

Field* member_address(Value object, const MemberDescriptor* member) {
  size_t offset = member->offset + (member->after_variable ? fixed_part_size(object.cell()) : 0);
  return reinterpret_cast<Field*>(reinterpret_cast<char*>(object.cell()) + offset);
}

// ---- getattr ----

namespace {

// A data descriptor that can be read comes before what the instance has.
bool takes_precedence(Thread& thread, Value attribute) {
  return attribute.is_cell() && is_data_descriptor(thread, attribute) &&
         !type_of(thread, attribute)->special_method(Special::kGet).is_unbound();
}

}  // namespace

Value generic_get_attribute(Thread& thread, Value object, Str* name, bool quiet) {
  Runtime& runtime = thread.runtime;
  Type* type = type_of(runtime, object);
  Value attribute = type_lookup(runtime, type, name);
  if (!attribute.is_unbound() && takes_precedence(thread, attribute)) {
    return bind_descriptor(thread, attribute, object, type);
  }
  if (object.is_cell()) {
    Value own = object.is_kind(Kind::kModule) ? dict_get(thread, object.as<Module>()->dict, name)
                                              : TRY(get_instance_attribute(thread, object, name));
    if (!own.is_unbound()) return own;
  }
  if (!attribute.is_unbound()) return bind_descriptor(thread, attribute, object, type);
  if (quiet) return Value::unbound();
  return raise_attribute_error(thread, object, name);
}

Value type_get_attribute(Thread& thread, Type* type, Str* name, bool quiet) {
  Runtime& runtime = thread.runtime;
  Type* meta = type_of(runtime, type);
  Value meta_attribute = type_lookup(runtime, meta, name);
  if (!meta_attribute.is_unbound() && takes_precedence(thread, meta_attribute)) {
    return bind_descriptor(thread, meta_attribute, type, meta);
  }
  Value attribute = type_lookup(runtime, type, name);
  if (!attribute.is_unbound()) return bind_descriptor(thread, attribute, Value::unbound(), type);
  if (!meta_attribute.is_unbound()) return bind_descriptor(thread, meta_attribute, type, meta);
  if (quiet) return Value::unbound();
  return raise_attribute_error(thread, type, name);
}

namespace {

// As __getattribute__ would, without __getattr__. `quiet`: unbound instead of AttributeError, where that costs nothing.
Value get_plain(Thread& thread, Value object, Type* type, Str* name, bool quiet) {
  if (!type->has_flag(kTypeHasCustomGetAttribute)) return generic_get_attribute(thread, object, name, quiet);
  Value method = type->special_method(Special::kGetAttribute);
  if (method.is_kind(Kind::kNativeFunction)) {
    if (object.is_kind(Kind::kType) &&
        method == thread.runtime.type(TypeId::kType)->special_method(Special::kGetAttribute)) {
      return type_get_attribute(thread, object.as<Type>(), name, quiet);
    }
    if (object.is_kind(Kind::kModule) && quiet) {
      Value found = generic_get_attribute(thread, object, name, true);
      if (!found.is_unbound()) return found;
    }
  }
  return call_special_method(thread, method, object, {Value(name)});
}

}  // namespace

namespace {

// An AttributeError that user code has raised learns what was looked for, for suggestions.
void complete_attribute_error(Thread& thread, Value object, Str* name) {
  if (!pending_is(thread, ExceptionId::kAttributeError)) return;
  auto* error = thread.pending.as<Exception>();
  if (!error->extra[kAttributeErrorName].get().is_unbound() || !error->extra[kAttributeErrorObject].get().is_unbound())
    return;
  error->extra[kAttributeErrorName].set(error, name);
  error->extra[kAttributeErrorObject].set(error, object);
}

Value get_with_fallback(Thread& thread, Value object, Str* name) {
  Type* type = type_of(thread, object);
  if (!type->has_flag(kTypeHasGetAttr)) return get_plain(thread, object, type, name, false);
  Value fallback = type->special_method(Special::kGetAttr);  // __getattribute__ may remove it
  Value result = get_plain(thread, object, type, name, true);
  if (result.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kAttributeError)) return Failure{};
    result = Value::unbound();
  }
  if (!result.is_unbound()) return result;
  return call_special_method(thread, fallback, object, {Value(name)});
}

}  // namespace

Value get_attribute(Thread& thread, Value object, Str* name) {
  Value result = get_with_fallback(thread, object, name);
  if (result.is_error()) [[unlikely]]
    complete_attribute_error(thread, object, name);
  return result;
}

Value find_attribute(Thread& thread, Value object, Str* name) {
  Type* type = type_of(thread, object);
  bool has_fallback = type->has_flag(kTypeHasGetAttr);
  Value fallback = type->special_method(Special::kGetAttr);
  Value result = get_plain(thread, object, type, name, true);
  if (result.is_error() && take_if_pending(thread, ExceptionId::kAttributeError)) result = Value::unbound();
  if (!result.is_unbound() || !has_fallback) return result;
  result = call_special_method(thread, fallback, object, {Value(name)});
  if (result.is_error() && take_if_pending(thread, ExceptionId::kAttributeError)) return Value::unbound();
  return result;
}

// ---- setattr ----

namespace {

Status call_setter(Thread& thread, Value descriptor, Value object, Value value) {
  Runtime& runtime = thread.runtime;
  Shape* shape = descriptor.cell()->shape();
  if (shape == runtime.root_shape(TypeId::kMemberDescriptor)) {
    return member_set(thread, descriptor.as<MemberDescriptor>(), object, value);
  }
  if (shape == runtime.root_shape(TypeId::kGetSetDescriptor)) {
    return getset_set(thread, descriptor.as<GetSetDescriptor>(), object, value);
  }
  if (descriptor.is_exactly(Kind::kProperty)) return property_set(thread, descriptor.as<Property>(), object, value);
  Type* type = type_of(thread, descriptor);
  Value method = type->special_method(value.is_unbound() ? Special::kDelete : Special::kSet);
  if (method.is_unbound()) {
    return raise(thread, ExceptionId::kAttributeError, "{}", value.is_unbound() ? "__delete__" : "__set__");
  }
  Value result = value.is_unbound() ? call_special_method(thread, method, descriptor, {object})
                                    : call_special_method(thread, method, descriptor, {object, value});
  TRY(result);
  return {};
}

FailureOfAnyType raise_cannot_set(Thread& thread, Value object, Str* name, bool exists_on_class) {
  std::string type_text = type_name(thread, object);
  if (exists_on_class) {
    return raise(thread, ExceptionId::kAttributeError, "'{}' object attribute '{}' is read-only", type_text,
                 text_of(name));
  }
  if (!has_instance_dict(object)) {
    return raise(thread, ExceptionId::kAttributeError,
                 "'{}' object has no attribute '{}' and no __dict__ for setting new attributes", type_text,
                 text_of(name));
  }
  return raise_attribute_error(thread, object, name);
}

}  // namespace

Status generic_set_attribute(Thread& thread, Value object, Str* name, Value value) {
  Runtime& runtime = thread.runtime;
  Type* type = type_of(runtime, object);
  Value attribute = type_lookup(runtime, type, name);
  if (!attribute.is_unbound() && attribute.is_cell() && is_data_descriptor(thread, attribute)) {
    return call_setter(thread, attribute, object, value);
  }
  if (object.is_kind(Kind::kModule)) {
    Dict* dict = object.as<Module>()->dict;
    if (!value.is_unbound()) return dict_set(thread, dict, name, value);
    if (TRY(dict_delete(thread, dict, name))) return {};
    return raise_attribute_error(thread, object, name);
  }
  if (!has_instance_dict(object)) return raise_cannot_set(thread, object, name, !attribute.is_unbound());
  bool found = TRY(set_instance_attribute(thread, object, name, value));
  if (!found) return raise_attribute_error(thread, object, name);
  return {};
}

Status type_set_attribute(Thread& thread, Type* type, Str* name, Value value) {
  Runtime& runtime = thread.runtime;
  if (type->has_flag(kTypeIsImmutable)) {
    return raise_type_error(thread, "cannot set {} attribute of immutable type '{}'", TRY(repr_text(thread, name)),
                            type_name(type));
  }
  Type* meta = type_of(runtime, type);
  Value attribute = type_lookup(runtime, meta, name);
  if (!attribute.is_unbound() && is_data_descriptor(thread, attribute)) {
    return call_setter(thread, attribute, type, value);
  }
  Value before = type_lookup(runtime, type, name);
  bool stands_before_slots = (!before.is_unbound() && is_data_descriptor(thread, before)) ||
                             (!value.is_unbound() && is_data_descriptor(thread, value));
  if (value.is_unbound()) {
    if (!TRY(dict_delete(thread, type->dict, name))) return raise_attribute_error(thread, type, name);
  } else {
    TRY(dict_set_name(thread, type->dict, name, value));
  }
  type_changed(runtime, type, name);
  if (stands_before_slots) slot_attributes_changed(runtime, type);
  return {};
}

Status set_attribute(Thread& thread, Value object, Str* name, Value value) {
  Type* type = type_of(thread, object);
  if (!type->has_flag(kTypeHasCustomSetAttr)) return generic_set_attribute(thread, object, name, value);
  const Special special = value.is_unbound() ? Special::kDelAttr : Special::kSetAttr;
  Value method = type->special_method(special);
  // (Native metaclasses may have one of their own.)
  if (object.is_kind(Kind::kType) && method == thread.runtime.type(TypeId::kType)->special_method(special)) {
    return type_set_attribute(thread, object.as<Type>(), name, value);
  }
  if (value.is_unbound()) {
    TRY(call_special_method(thread, method, object, {Value(name)}));
  } else {
    TRY(call_special_method(thread, method, object, {Value(name), value}));
  }
  return {};
}

Status delete_attribute(Thread& thread, Value object, Str* name) {
  return set_attribute(thread, object, name, Value::unbound());
}

// ---- Methods for calls ----

Fallible<MethodLookup> lookup_method(Thread& thread, Value object, Str* name) {
  Runtime& runtime = thread.runtime;
  Type* type = type_of(runtime, object);
  if (!type->has_flag(kTypeHasCustomGetAttribute)) {
    Value attribute = type_lookup(runtime, type, name);
    if (attribute.is_cell()) {
      auto kind = static_cast<Kind>(attribute.cell()->kind_bits());
      bool is_method =
          kind == Kind::kFunction || (kind == Kind::kNativeFunction && attribute.as<NativeFunction>()->is_method &&
                                      native_fits(type, attribute.as<NativeFunction>()));
      if (is_method) {
        Value own = TRY(get_instance_attribute(thread, object, name));
        if (own.is_unbound()) return MethodLookup{attribute, true};
        return MethodLookup{own, false};
      }
    }
  }
  return MethodLookup{TRY(get_attribute(thread, object, name)), false};
}

Fallible<MethodLookup> lookup_super_method(Thread& thread, Value super_callable, Value type, Value object, Str* name) {
  Runtime& runtime = thread.runtime;
  Type* object_type = type_of(runtime, object);
  bool is_plain = super_callable.cell() == runtime.type(TypeId::kSuper) && type.is_kind(Kind::kType) &&
                  object_type->mro.get() != nullptr && is_subtype(object_type, type.as<Type>()) &&
                  name != runtime.name(Name::kClass);
  if (is_plain) {
    Tuple* mro = object_type->mro;
    uint64_t i = 0;
    while (i < mro->size && mro->items[i] != type) i++;
    for (i++; i < mro->size; i++) {
      Value attribute = dict_get_name(runtime, mro->items[i].as<Type>()->dict, name);
      if (attribute.is_unbound()) continue;
      bool is_method = attribute.is_exactly(Kind::kFunction) ||
                       (attribute.is_exactly(Kind::kNativeFunction) && attribute.as<NativeFunction>()->is_method &&
                        native_fits(object_type, attribute.as<NativeFunction>()));
      if (is_method) return MethodLookup{attribute, true};
      break;
    }
  }
  Value proxy = TRY(call(thread, super_callable, {type, object}));
  return MethodLookup{TRY(get_attribute(thread, proxy, name)), false};
}

Str* attribute_name(Thread& thread, Value name) {
  if (!is_str(name)) {
    return raise_type_error(thread, "attribute name must be string, not '{}'", type_name(thread, name));
  }
  if (!is_exact_str(name)) {
    Str* plain = substring(thread, name.as<Str>(), 0, name.as<Str>()->length());
    if (plain == nullptr) return nullptr;
    return intern(thread.runtime, plain);
  }
  return intern(thread.runtime, name.as<Str>());
}

}  // namespace memphis
