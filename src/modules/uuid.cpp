// The module _uuid.
#include <uuid/uuid.h>

#include "modules/module_support.h"
#include "modules/modules.h"

namespace memphis {

namespace {

// (bytes, whether they are unique for certain: 0, or -1)
Value generate_time_safe(Thread& thread, Value*) {
  uuid_t made;
  const int status = uuid_generate_time_safe(made);
  return make_tuple(thread, {Value(TRY(make_bytes(thread, made))), Value::small_int(status)});
}

constexpr NativeDefinition kFunctions[] = {
    {"generate_time_safe()", generate_time_safe, "The bytes of an identifier made of the time and the machine."},
};

constexpr ModuleConstant kConstants[] = {
    {"has_uuid_generate_time_safe", 1},
    {"has_stable_extractable_node", 1},
};

}  // namespace

Value create_uuid_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_uuid", "Identifiers that are unique, by libuuid.", kFunctions));
  TRY(add_constants(thread, module, kConstants));
  return module;
}

}  // namespace memphis
