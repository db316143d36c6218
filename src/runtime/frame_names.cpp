#include "runtime/frame_names.h"

#include "runtime/dict_operations.h"
#include "runtime/frame_object.h"
#include "runtime/language.h"
#include "runtime/make.h"

namespace memphis {

Value locals_of_frame(Thread& thread, Frame* frame) {
  if (frame->code()->has_locals_register) return frame->registers()[0];
  FrameObject* object = TRY(frame_object_of(thread, frame));
  Dict* dict = TRY(make_dict(thread));
  Value mapping;
  bool failed = false;
  for_each_frame_variable(object, mapping, [&](Str* name, Value value) {
    if (!failed) failed = dict_set_name(thread, dict, name, value).failed();
  });
  if (failed) return Failure{};
  return dict;
}

}  // namespace memphis
