#include "runtime/frame_object.h"

#include "runtime/make.h"

namespace memphis {

FrameObject* frame_object_of(Thread& thread, Frame* frame) {
  if (frame->object != nullptr) return frame->object;
  auto* object = allocate_builtin<FrameObject>(thread, TypeId::kFrame);
  if (object == nullptr) return nullptr;
  object->function.set(object, frame->function);
  object->frame = frame;
  object->trace_lines = true;
  frame->object = object;
  frame->flags |= kFrameHasObject;
  return object;
}

}  // namespace memphis
