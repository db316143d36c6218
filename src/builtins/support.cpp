#include "builtins/support.h"

#include <fmt/format.h>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

Value module_of_type(Thread& thread, const Type* type) {
  Runtime& runtime = thread.runtime;
  Value module = dict_get_name(runtime, type->dict, runtime.name(Name::kModule));
  // What `type` has under the name is the attribute of its instances.
  if (!is_str(module) && !type->has_flag(kTypeIsHeapType)) return intern_text(runtime, type->spec->module);
  return module;
}

}  // namespace memphis
