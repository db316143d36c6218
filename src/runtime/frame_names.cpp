#include "runtime/frame_names.h"

#include "runtime/dict_operations.h"
#include "runtime/frame_object.h"
#include "runtime/language.h"
#include "runtime/make.h"

namespace memphis {}  // namespace memphis
