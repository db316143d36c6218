// Frame objects: what Python sees of a frame, made on demand, and the variables of live and ended frames by name.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// The frame's object, made when there is none. Null: MemoryError pending.
FrameObject* frame_object_of(Thread& thread, Frame* frame);
// The frame that called, as an object; null when there is none (or MemoryError is pending).
FrameObject* frame_back(Thread& thread, FrameObject* object);
// Where the frame is, or was when it ended.
const void* frame_position(const FrameObject* object);
SourceLocation frame_location(const FrameObject* object);
int32_t frame_line(const FrameObject* object);
// Its generator while that is alive; null: not a generator's frame.
Generator* frame_generator(const FrameObject* object);

// One variable of a function's frame: a register, or a cell (captured or free variable).
struct FrameVariable {
  Str* name = nullptr;
  Value* place = nullptr;      // in registers
  CellObject* cell = nullptr;  // the variable's cell, if it has one

  Value get() const;  // unbound: not set
  void set(Cell* owner, Value value) const;
};
// All variables, in CPython's order: locals, captured locals that are no parameters, free variables. None of a frame
// that has been cleared.
template <class Visit>
void for_each_frame_variable(FrameObject* object, Visit visit);
// Number of variables, and each by number.
size_t frame_variable_count(const FrameObject* object);
FrameVariable frame_variable(FrameObject* object, size_t number);
// By name: `name` is null in the result when there is none.
FrameVariable find_frame_variable(FrameObject* object, const Str* name);
// Forgets the variables of a frame that has ended.
void clear_frame(FrameObject* object);

// The namespace of module and class code: a mapping; unbound: a function's frame, or one that has been cleared.
Value frame_namespace(const FrameObject* object);
// f_locals: the namespace of module and class code, a FrameLocalsProxy for functions.
Value frame_locals(Thread& thread, FrameObject* object);

// What f_locals of a function gives: a write-through view.
struct FrameLocalsProxy : Cell {
  Ref<FrameObject> frame;
};

template <class Visit>
void for_each_frame_variable(FrameObject* object, Visit visit) {
  size_t count = frame_variable_count(object);
  for (size_t i = 0; i < count; i++) {
    FrameVariable variable = frame_variable(object, i);
    if (variable.name != nullptr) visit(variable);
  }
}

}  // namespace memphis
