#include "runtime/frame_object.h"

#include "runtime/dict_operations.h"
#include "runtime/language.h"
#include "runtime/make.h"

namespace memphis {

FrameObject* frame_object_of(Thread& thread, Frame* frame) {
  if (frame->object != nullptr) return frame->object;
  auto* object = allocate_builtin<FrameObject>(thread, TypeId::kFrame);
  if (object == nullptr) return nullptr;
  object->function.set(object, frame->function);
  object->frame = frame;
  object->trace_lines = true;
  object->shown_line = -1;
  object->traced_line = -1;
  object->came_from = ~0u;
  frame->object = object;
  frame->flags |= kFrameHasObject;
  return object;
}

Generator* frame_generator(const FrameObject* object) {
  const Frame* frame = object->frame;
  return frame != nullptr && (frame->flags & kFrameIsGenerator) != 0 ? frame->generator : nullptr;
}

FrameObject* frame_back(Thread& thread, FrameObject* object) {
  Frame* frame = object->frame;
  if (frame == nullptr) return object->back;
  Generator* generator = frame_generator(object);
  if (generator != nullptr && generator->state != GeneratorState::kRunning) return nullptr;
  return frame->caller == nullptr ? nullptr : frame_object_of(thread, frame->caller);
}

const void* frame_position(const FrameObject* object) {
  return object->frame != nullptr ? object->frame->position : object->position;
}

SourceLocation frame_location(const FrameObject* object) {
  const Code* code = object->function->code;
  const void* position = frame_position(object);
  SourceLocation location;
  if (position != nullptr) location = code->engine->locate(code, position);
  if (location.line < 0) location.line = static_cast<int32_t>(code->first_line);
  return location;
}

int32_t frame_line(const FrameObject* object) {
  if (object->shown_line >= 0) return object->shown_line;
  return frame_location(object).line;
}

// ---- Variables ----

Value FrameVariable::get() const {
  Value value = cell != nullptr ? cell->contents.get() : *place;
  return value.bits() == 0 ? Value::unbound() : value;
}

void FrameVariable::set(Cell* owner, Value value) const {
  if (cell != nullptr) {
    cell->contents.set(cell, value);
  } else {
    *place = value;
    (void)owner;
  }
}

namespace {

Value* registers_of(const FrameObject* object) {
  if (object->frame != nullptr) return object->frame->registers();
  return object->saved.get() == nullptr ? nullptr : object->saved->items;
}

bool is_captured(const Code* code, Value name) {
  for (Value captured : code->cell_names->view()) {
    if (captured == name) return true;
  }
  return false;
}

// Registers with a name come first; captured ones that are no parameters are left to a second round.
FrameVariable local_variable(FrameObject* object, size_t index) {
  const Code* code = object->function->code;
  FrameVariable variable;
  variable.name = code->local_names->items[index].as<Str>();
  variable.place = registers_of(object) + index + (code->has_locals_register ? 1 : 0);
  if (variable.place->is_kind(Kind::kCellObject) && is_captured(code, code->local_names->items[index])) {
    variable.cell = variable.place->as<CellObject>();
  }
  return variable;
}

bool comes_late(const Code* code, size_t index) {
  return index >= code->parameter_count && is_captured(code, code->local_names->items[index]);
}

}  // namespace

size_t frame_variable_count(const FrameObject* object) {
  if (registers_of(object) == nullptr) return 0;
  const Code* code = object->function->code;
  return code->local_names->size * 2 + code->free_names->size;
}

FrameVariable frame_variable(FrameObject* object, size_t number) {
  const Code* code = object->function->code;
  size_t locals = code->local_names->size;
  if (number < locals * 2) {
    size_t index = number < locals ? number : number - locals;
    bool late = number >= locals;
    return comes_late(code, index) == late ? local_variable(object, index) : FrameVariable{};
  }
  size_t index = number - locals * 2;
  FrameVariable variable;
  Tuple* closure = object->function->closure;
  if (closure == nullptr || index >= closure->size) return variable;
  variable.name = code->free_names->items[index].as<Str>();
  variable.cell = closure->items[index].as<CellObject>();
  return variable;
}

FrameVariable find_frame_variable(FrameObject* object, const Str* name) {
  size_t count = frame_variable_count(object);
  for (size_t i = 0; i < count; i++) {
    FrameVariable variable = frame_variable(object, i);
    if (variable.name == nullptr) continue;
    if (variable.name == name || strs_equal(variable.name, name)) return variable;
  }
  return {};
}

void clear_frame(FrameObject* object) {
  if (object->frame != nullptr) return;
  object->saved.set(object, nullptr);
  object->locals.set(object, Value(uint64_t{0}));
}

// ---- locals() ----

Value frame_namespace(const FrameObject* object) {
  Value* registers = object->function->code->has_locals_register ? registers_of(object) : nullptr;
  return registers == nullptr ? Value::unbound() : registers[0];
}

Value frame_locals(Thread& thread, FrameObject* object) {
  if (object->function->code->has_locals_register) {
    Value mapping = frame_namespace(object);
    return mapping.is_unbound() ? Value(make_dict(thread)) : mapping;
  }
  auto* proxy = TRY(allocate_builtin<FrameLocalsProxy>(thread, TypeId::kFrameLocalsProxy));
  proxy->frame.set(proxy, object);
  return proxy;
}

Value locals_of_frame(Thread& thread, Frame* frame) {
  if (frame->code()->has_locals_register) return frame->registers()[0];
  FrameObject view = {};  // lets the functions above look at a frame that has no object
  view.function.set(&view, frame->function);
  view.frame = frame;
  FrameObject* object = frame->object != nullptr ? frame->object : &view;
  Dict* dict = TRY(make_dict(thread));
  size_t count = frame_variable_count(object);
  for (size_t i = 0; i < count; i++) {
    FrameVariable variable = frame_variable(object, i);
    if (variable.name == nullptr) continue;
    Value value = variable.get();
    if (!value.is_unbound()) TRY(dict_set_name(thread, dict, variable.name, value));
  }
  if (object->locals.get().is_kind(Kind::kDict)) TRY(dict_merge(thread, dict, object->locals));
  return dict;
}

}  // namespace memphis
