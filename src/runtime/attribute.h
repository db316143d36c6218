// Attribute access.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// getattr(object, name): __getattribute__, then __getattr__. Runs user code.
Value get_attribute(Thread& thread, Value object, Str* name);
inline Value get_attribute(Thread& thread, Value object, Name name) {
  return get_attribute(thread, object, thread.runtime.name(name));
}
// As get_attribute, but unbound (no exception) when there is none. Other exceptions than AttributeError fail.
Value find_attribute(Thread& thread, Value object, Str* name);
inline Value find_attribute(Thread& thread, Value object, Name name) {
  return find_attribute(thread, object, thread.runtime.name(name));
}
// value unbound: delete.
Status set_attribute(Thread& thread, Value object, Str* name, Value value);

// object.__getattribute__ and object.__setattr__: descriptors, instance attributes, class attributes. When `quiet`, a
// missing attribute answers unbound instead of AttributeError.
Value generic_get_attribute(Thread& thread, Value object, Str* name, bool quiet = false);
Status generic_set_attribute(Thread& thread, Value object, Str* name, Value value);
// type.__getattribute__ and type.__setattr__.
Value type_get_attribute(Thread& thread, Type* type, Str* name, bool quiet = false);
Status type_set_attribute(Thread& thread, Type* type, Str* name, Value value);

// What the classes in the MRO have under the name: raw, not bound. Unbound: nothing. No user code, no allocation.
Value type_lookup(Runtime& runtime, const Type* type, Str* name);
// The type's version, for caches; assigned on demand, changed by every change of the type or its bases.
uint32_t type_version(Runtime& runtime, const Type* type);
// False when all versions are used up: then nothing may be remembered by version any more.
inline bool has_type_versions(const Runtime& runtime) { return runtime.next_type_version != 0; }
// A descriptor applied: __get__ if it has one. `object` unbound: looked up on the class.
Value bind_descriptor(Thread& thread, Value attribute, Value object, Type* type);
bool is_data_descriptor(Thread& thread, Value attribute);

// Result of looking a method up for a call.
struct MethodLookup {
  Value callable;
  bool has_self;  // call with the object as first argument
};
Fallible<MethodLookup> lookup_method(Thread& thread, Value object, Str* name);
// super(type, object).name for a call; `super_callable` is what the name super is bound to (general when it is not the
// built-in type).
Fallible<MethodLookup> lookup_super_method(Thread& thread, Value super_callable, Value type, Value object, Str* name);

// Instance attributes (what __dict__ shows), without descriptors. Unbound: absent. No user code.
Value get_instance_attribute(Thread& thread, Value object, Str* name);
// value unbound: delete. Answers whether it was there (for deletion). TypeError-free: caller checks has_instance_dict.
Fallible<bool> set_instance_attribute(Thread& thread, Value object, Str* name, Value value);
bool has_instance_dict(Value object);
// The __dict__ of an object: converts it to dict mode. Error when it has none (AttributeError).
Value instance_dict(Thread& thread, Value object);
Status set_instance_dict(Thread& thread, Value object, Value dict);

Field* attributes_word(Value object);  // null: no __dict__
Field* slot_address(Value object, Shape* shape, uint32_t slot);

// What an attribute error adds: suggestions are computed when it is printed.
Status delete_attribute(Thread& thread, Value object, Str* name);

// A name as attribute functions want it: an interned exact str, or TypeError "attribute name must be string, not 'X'".
Str* attribute_name(Thread& thread, Value name);

}  // namespace memphis
