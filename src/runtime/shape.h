// Shapes: how instance attributes come to lie in slots. See objects/type.h for the model.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// More slots than this, and an instance keeps its attributes in a dict.
inline constexpr uint32_t kMaximumSlots = 128;

// The shape of a type's fresh instances; its inline capacity comes from type->predicted_slots. Null: MemoryError.
Shape* make_root_shape(Thread& thread, Type* type);
// The root shape for a new instance: remade when instances have outgrown their inline slots.
Shape* fresh_root_shape(Thread& thread, Type* type);
// The shape of the type's instances that keep their attributes in a dict.
Shape* dict_shape_of(Thread& thread, Type* type);
// The slot of an attribute: -1 if absent. Not for dict-mode shapes. No allocation.
int64_t find_slot(const Shape* shape, const Str* name);
// The shape with one attribute more; null, without an exception, when there are too many slots or memory is exhausted.
Shape* add_slot(Thread& thread, Shape* shape, Str* name);
// Names of all slots in order: calls visit(slot, name).
template <class Visit>
void for_each_slot(const Shape* shape, Visit visit) {
  const Str* chain[kMaximumSlots];
  uint32_t count = shape->slot_count;
  for (const Shape* s = shape; s->name.get() != nullptr; s = s->parent) chain[s->slot_count - 1] = s->name;
  for (uint32_t i = 0; i < count; i++) visit(i, const_cast<Str*>(chain[i]));
}

// Bytes of the cell before its member slots and attributes word: sizeof the layout for fixed layouts, measured from the
// cell's own length for those that vary.
size_t fixed_part_size(const Cell* cell);

}  // namespace memphis
