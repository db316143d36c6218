// The names that a frame's code sees, for reports and introspection: by the frame's object, whether it still runs or
// not.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// Calls visit(name, value) for each local, cell and free variable that has a value. Class and module code: the mapping
// itself is given to `mapping` instead (unbound otherwise). Never fails, runs no user code.
template <class Visit>
void for_each_frame_variable(const FrameObject* object, Value& mapping, Visit visit) {
  mapping = Value::unbound();
  Code* code = object->function->code;
  const Value* registers = nullptr;
  if (object->frame != nullptr) {
    registers = object->frame->registers();
  } else if (object->saved.get() != nullptr) {
    registers = object->saved->items;
  }
  if (registers != nullptr) {
    if (code->has_locals_register) mapping = registers[0];
    const Value* first = registers + (code->has_locals_register ? 1 : 0);
    for (uint64_t i = 0; i < code->local_names->size; i++) {
      Value value = first[i].bits() == 0 ? Value::unbound() : first[i];
      if (value.is_kind(Kind::kCellObject)) value = value.as<CellObject>()->contents;
      if (!value.is_unbound()) visit(code->local_names->items[i].as<Str>(), value);
    }
  }
  Tuple* closure = object->function->closure;
  if (closure == nullptr || code->free_names.get() == nullptr) return;
  for (uint64_t i = 0; i < code->free_names->size && i < closure->size; i++) {
    Value value = closure->items[i].as<CellObject>()->contents;
    if (!value.is_unbound()) visit(code->free_names->items[i].as<Str>(), value);
  }
}

}  // namespace memphis
