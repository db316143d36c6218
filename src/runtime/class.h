// Making and changing classes.
#pragma once

#include "runtime/native.h"
#include "runtime/runtime.h"

namespace memphis {

// type.__new__(meta, name, bases, namespace, **keywords): the class, with __set_name__ and __init_subclass__ called.
// Runs user code.
Value make_class(Thread& thread, Type* meta, Str* name, Tuple* bases, Dict* name_space, Value keywords);
// C3 linearisation. Null: TypeError pending.
Tuple* linearize(Thread& thread, Type* type);
// The MRO as the metaclass wants it: mro() may be overridden, and runs user code. Null: error.
Tuple* compute_mro(Thread& thread, Type* type);
// The most derived metaclass of the bases, or TypeError.
Type* winning_metaclass(Thread& thread, Type* meta, Tuple* bases);
// A class attribute has changed: drops cached lookups, recomputes special methods of the type and what derives from it.
// `name` null: everything may have changed.
void type_changed(Runtime& runtime, Type* type, Str* name);
// A data descriptor of the type, or of what its attribute access follows, has come, gone or changed: inline caches of
// where instances keep their attributes may be wrong. Does nothing unless there are some for the type or what derives
// from it.
void slot_attributes_changed(Runtime& runtime, Type* type);
// Recomputes all special methods and the flags that follow from them.
void compute_special_methods(Runtime& runtime, Type* type);
Status add_subclass(Thread& thread, Type* base, Type* subclass);
void remove_subclass(Type* base, Type* subclass);
template <class Visit>
void for_each_subclass(const Type* type, Visit visit) {
  ValueArray* array = type->subclasses;
  if (array == nullptr) return;
  for (uint64_t i = 0; i < array->capacity; i++) {
    if (array->items[i].bits() != 0) visit(array->items[i].as<Type>());
  }
}
// __bases__ assignment.
Status set_bases(Thread& thread, Type* type, Tuple* bases);
// Can an instance of `from` become one of `to` (__class__ assignment)?
bool layouts_are_compatible(const Type* from, const Type* to);
// The class in the chain of layout bases that first has this layout: two classes can be combined when one's solid class
// derives from the other's.
const Type* solid_class(const Type* type);
// The base that decides the layout; null with TypeError pending.
Type* best_base(Thread& thread, Tuple* bases);

// Adds the methods of another table to a native type that has just been made.
Status add_type_methods(Thread& thread, Type* type, std::span<const NativeDefinition> methods);
// Makes the types of all tables in order: bases before what derives from them. Called once, by builtins.
Status bootstrap_types(Thread& thread, std::span<const TypeSpec* const> specs);

// Names, empty tuple and the like: what the runtime keeps one of. The types must be able to have instances.
Status make_singletons(Thread& thread);

// A computed attribute's descriptor object, as types keep it (getset_descriptor).
struct GetSetDescriptor : Cell {
  Ref<Str> name;
  Ref<Type> owner;
  Field qualified_name;
  const GetSetDefinition* definition;
};
// A fixed field's or slot's descriptor (member_descriptor). Offsets of __slots__ in types of variable size count from
// the end of the variable part.
struct MemberDescriptor : Cell {
  Ref<Str> name;
  Ref<Type> owner;
  Field doc;
  uint32_t offset;
  bool writable;
  bool required;                     // unbound reads as AttributeError, not None
  bool after_variable;               // offset counts from the end of the variable part
  const GetSetDefinition* computed;  // not a Field, but computed; null: a Field
};
Field* member_address(Value object, const MemberDescriptor* member);

}  // namespace memphis
