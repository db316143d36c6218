#include "runtime/shape.h"

#include "runtime/attribute.h"
#include "runtime/make.h"

namespace memphis {

namespace {

Shape* allocate_shape(Thread& thread, Type* type) {
  auto* shape = static_cast<Shape*>(
      allocate_cell(thread, sizeof(Shape), static_cast<uint8_t>(Kind::kShape), thread.runtime.shape_of_shapes));
  if (shape != nullptr) shape->type.set(shape, type);
  return shape;
}

}  // namespace

Shape* make_root_shape(Thread& thread, Type* type) {
  Shape* shape = allocate_shape(thread, type);
  if (shape == nullptr) return nullptr;
  bool has_dict = type->attributes_offset != 0;
  bool variable = type->has_flag(kTypeIsVariableSize);
  if (variable) {
    // Offsets count from the end of the variable part; basic_size holds the member slots alone there.
    shape->inline_offset = static_cast<uint16_t>(type->basic_size + (has_dict ? 8 : 0));
    shape->instance_size = 0;
    return shape;
  }
  shape->inline_offset = static_cast<uint16_t>(type->basic_size + (has_dict ? 8 : 0));
  shape->inline_capacity = has_dict ? type->predicted_slots : 0;
  shape->instance_size = shape->inline_offset + shape->inline_capacity * 8u;
  return shape;
}

Shape* fresh_root_shape(Thread& thread, Type* type) {
  if (type->has_flag(kTypeWantsNewRoot)) [[unlikely]] {
    Shape* shape = make_root_shape(thread, type);
    if (shape == nullptr) return nullptr;
    type->root_shape.set(type, shape);
    type->flags &= ~kTypeWantsNewRoot;
  }
  return type->root_shape;
}

Shape* dict_shape_of(Thread& thread, Type* type) {
  if (type->dict_shape.get() == nullptr) {
    Shape* shape = make_root_shape(thread, type);
    if (shape == nullptr) return nullptr;
    shape->is_dict_mode = true;
    // Instances of every earlier root end up here: nothing may be read in line.
    shape->inline_capacity = 0;
    if (shape->instance_size != 0) shape->instance_size = shape->inline_offset;
    type->dict_shape.set(type, shape);
  }
  return type->dict_shape;
}

int64_t find_slot(const Shape* shape, const Str* name) {
  // Chains are short (most classes have few attributes), and inline caches answer most lookups.
  for (const Shape* s = shape; s->name.get() != nullptr; s = s->parent) {
    if (s->name.get() == name) return s->slot_count - 1;
  }
  return -1;
}

Shape* add_slot(Thread& thread, Shape* shape, Str* name) {
  ValueArray* children = shape->children;
  uint64_t used = 0;
  if (children != nullptr) {
    for (; used < children->capacity && children->items[used].bits() != 0; used++) {
      auto* child = children->items[used].as<Shape>();
      if (child->name.get() == name) return child;
    }
  }
  if (shape->slot_count >= kMaximumSlots) return nullptr;
  Shape* child = allocate_shape(thread, shape->type);
  if (child == nullptr) {
    thread.pending = Value::unbound();
    return nullptr;
  }
  child->parent.set(child, shape);
  child->name.set(child, name);
  child->slot_count = shape->slot_count + 1;
  child->inline_offset = shape->inline_offset;
  child->inline_capacity = shape->inline_capacity;
  child->instance_size = shape->instance_size;
  if (children == nullptr || used == children->capacity) {
    ValueArray* grown = make_value_array(thread, used == 0 ? 1 : used * 2);
    if (grown == nullptr) {
      thread.pending = Value::unbound();
      return nullptr;
    }
    for (uint64_t i = 0; i < used; i++) grown->items[i] = children->items[i];
    shape->children.set(shape, grown);
    children = grown;
  }
  children->items[used] = child;
  // Later instances of the type get as many slots in line as its richest instance so far has used.
  Type* type = shape->type;
  if (type->attributes_offset != 0 && !type->has_flag(kTypeIsVariableSize) &&
      child->slot_count > type->predicted_slots && child->slot_count <= 32) {
    type->predicted_slots = static_cast<uint16_t>(child->slot_count);
    type->flags |= kTypeWantsNewRoot;
  }
  return child;
}

size_t fixed_part_size(const Cell* cell) {
  size_t size;
  switch (static_cast<Kind>(cell->kind_number())) {
    case Kind::kTuple: size = sizeof(Tuple) + static_cast<const Tuple*>(cell)->size * 8; break;
    case Kind::kBigInt: size = sizeof(BigInt) + static_cast<const BigInt*>(cell)->count * size_t{8}; break;
    case Kind::kBytes: size = sizeof(Bytes) + static_cast<const Bytes*>(cell)->size + 1; break;
    case Kind::kStr: {
      auto* str = static_cast<const Str*>(cell);
      size = str->is_external() ? sizeof(Str) : kStrHeaderSize + (str->length() + 1) * str->width();
      break;
    }
    default: size = 0; break;
  }
  return (size + 7) & ~size_t{7};
}

}  // namespace memphis
