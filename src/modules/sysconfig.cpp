// The module _sysconfig: facts of the build that no Makefile tells.
#include "modules/modules.h"
#include "runtime/dict_operations.h"
#include "runtime/make.h"

namespace memphis {

namespace {

Value config_vars(Thread& thread, Value*) {
  Dict* variables = TRY(make_dict(thread));
  for (const char* name : {"Py_GIL_DISABLED", "Py_DEBUG"}) {
    TRY(dict_set_name(thread, variables, TRY(intern_text(thread.runtime, name)), Value::small_int(0)));
  }
  return variables;
}

constexpr NativeDefinition kFunctions[] = {
    {"config_vars()", config_vars, "The variables as a new dict."},
};

}  // namespace

Value create_sysconfig_module(Thread& thread) {
  return make_native_module(thread, "_sysconfig", "Facts of the build.", kFunctions);
}

}  // namespace memphis
