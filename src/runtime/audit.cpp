#include "runtime/audit.h"

#include "runtime/call.h"
#include "runtime/intern.h"
#include "runtime/make.h"

namespace memphis {

Status add_audit_hook(Thread& thread, Value hook) {
  Runtime& runtime = thread.runtime;
  if (runtime.audit_hooks == nullptr) {
    runtime.audit_hooks = TRY(make_list(thread));
    runtime.permanent.push_back(runtime.audit_hooks);
  }
  return list_append(thread, runtime.audit_hooks, hook);
}

Status audit(Thread& thread, Value event, Value arguments) {
  List* hooks = thread.runtime.audit_hooks;
  if (hooks == nullptr) return {};
  for (uint64_t i = 0; i < hooks->size; i++) TRY(call(thread, hooks->items()[i], {event, arguments}));
  return {};
}

Status audit(Thread& thread, std::string_view event, std::initializer_list<Value> arguments) {
  if (thread.runtime.audit_hooks == nullptr) return {};
  Str* name = TRY(intern_text(thread.runtime, event));
  Tuple* tuple = TRY(make_tuple(thread, arguments));
  return audit(thread, Value(name), Value(tuple));
}

}  // namespace memphis
