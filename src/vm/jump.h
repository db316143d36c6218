// Setting f_lineno (CodeEngine::jump).
#pragma once

#include "vm/body.h"

namespace memphis::vm {

// Has a frame that reports a line go on at another one. ValueError when that cannot be; may run user code (a warning).
Status jump_to_line(Thread& thread, Frame* frame, int32_t line);

}  // namespace memphis::vm
