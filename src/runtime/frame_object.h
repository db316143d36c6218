// Frame objects: what Python sees of a frame, made on demand.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// The frame's object, made when there is none. Null: MemoryError pending.
FrameObject* frame_object_of(Thread& thread, Frame* frame);

}  // namespace memphis
