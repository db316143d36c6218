#include "modules/modules.h"

namespace memphis {

namespace {

constexpr Runtime::BuiltinModule kModules[] = {
    {"errno", create_errno_module},
    {"math", create_math_module},
    {"time", create_time_module},
};

}  // namespace

void register_modules(Runtime& runtime) {
  for (const Runtime::BuiltinModule& module : kModules) runtime.builtin_modules.push_back(module);
}

}  // namespace memphis
