#include "runtime/exception_class.h"

#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/intern.h"
#include "runtime/make.h"

namespace memphis {

Type* module_exception_class(Thread& thread, const void* key, const char* module, const char* name, ExceptionId base) {
  Runtime& runtime = thread.runtime;
  for (const auto& [candidate, state] : runtime.module_states) {
    if (candidate == key) return static_cast<Type*>(state);
  }
  Str* name_text = TRY(intern_text(runtime, name));
  Tuple* bases = TRY(make_tuple(thread, {Value(runtime.exception_type(base))}));
  Dict* name_space = TRY(make_dict(thread));
  TRY(dict_set_name(thread, name_space, runtime.name(Name::kModule), TRY(intern_text(runtime, module))));
  Value made = TRY(make_class(thread, runtime.type(TypeId::kType), name_text, bases, name_space, Value::unbound()));
  runtime.permanent.push_back(made);
  runtime.module_states.emplace_back(key, made.cell());
  return made.as<Type>();
}

}  // namespace memphis
