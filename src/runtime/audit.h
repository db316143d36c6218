// Audit events (PEP 578).
#pragma once

#include <initializer_list>
#include <string_view>

#include "runtime/runtime.h"

namespace memphis {

// Adds a hook (sys.addaudithook), whatever the others say.
Status add_audit_hook(Thread& thread, Value hook);
// Tells all hooks of an event. Runs user code; fails when a hook does.
Status audit(Thread& thread, Value event, Value arguments);
// The same for an event of the library; nothing is made when there are no hooks.
Status audit(Thread& thread, std::string_view event, std::initializer_list<Value> arguments);

}  // namespace memphis
