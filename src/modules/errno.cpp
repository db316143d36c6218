#include <cerrno>

#include "modules/modules.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

namespace {

struct ErrorNumber {
  const char* name;
  int number;
};

// In order of the numbers; of two names for one number, errorcode keeps the last.
constexpr ErrorNumber kErrors[] = {
#define ERROR(name) {#name, name},
#include "modules/errno.def"
#undef ERROR
};

}  // namespace

Value create_errno_module(Thread& thread) {
  Module* module = TRY(make_native_module(
      thread, "errno", "The system's error numbers by name, and in `errorcode` the names by number.", {}));
  Dict* names = TRY(make_dict(thread));
  for (const ErrorNumber& error : kErrors) {
    TRY(set_module_attribute(thread, module, error.name, Value::small_int(error.number)));
    TRY(dict_set(thread, names, Value::small_int(error.number), TRY(make_str(thread, error.name))));
  }
  TRY(set_module_attribute(thread, module, "errorcode", names));
  return module;
}

}  // namespace memphis
