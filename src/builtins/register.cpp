#include "builtins/register.h"

#include <vector>

#include "runtime/native.h"

// TEMPORARY, until all tables have landed: a table that builtins/types.h does not declare yet is looked up here,
// outside of the namespace, and has no name. Then this block and the test for a name below go.
#define TYPE(id_) [[maybe_unused]] static constexpr memphis::TypeSpec k##id_##Type{.name = nullptr};
#include "runtime/types.def"
#undef TYPE

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
  std::vector<const TypeSpec*> present;
  for (const TypeSpec* spec : kAll) {
    if (spec->name != nullptr) present.push_back(spec);
  }
  TRY(bootstrap_types(thread, present));
  Dict* object = runtime.type(TypeId::kObject)->dict;
  runtime.object_new = dict_get_name(runtime, object, runtime.name(Special::kNew));
  runtime.object_init = dict_get_name(runtime, object, runtime.name(Special::kInit));
  return {};
}

}  // namespace memphis
