// sys._jit: there is no compiler to machine code yet.
#include "modules/sys_parts.h"

namespace memphis {

namespace {

Value answer_false(Thread&, Value*) { return Value::false_value(); }

constexpr NativeDefinition kFunctions[] = {
    {"is_available()", answer_false, "Can code be compiled to machine code?"},
    {"is_enabled()", answer_false, "Is code compiled to machine code?"},
    {"is_active()", answer_false, "Is the calling frame run as machine code?"},
};

}  // namespace

Status add_sys_jit(Thread& thread, Module* sys) {
  Module* module = TRY(make_native_module(thread, "sys._jit", "", kFunctions));
  return set_module_attribute(thread, sys, "_jit", module);
}

}  // namespace memphis
