#include "builtins/register.h"

#include "builtins/types.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"

namespace memphis {

Status register_builtin_types(Thread& thread) {
  Runtime& runtime = thread.runtime;
  static constexpr const TypeSpec* kAll[] = {
#define TYPE(name) &k##name##Type,
#include "runtime/types.def"
#undef TYPE
  };
  TRY(bootstrap_types(thread, kAll));
  Dict* object = runtime.type(TypeId::kObject)->dict;
  runtime.object_new = dict_get_name(runtime, object, runtime.name(Special::kNew));
  runtime.object_init = dict_get_name(runtime, object, runtime.name(Special::kInit));
  return finish_template_types(thread);
}

}  // namespace memphis
