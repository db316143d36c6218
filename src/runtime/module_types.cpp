// Types of native modules. Their C++ code finds them by their tables.
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/native.h"

namespace memphis {

void keep_module_type(Runtime& runtime, const TypeSpec& spec, Type* type) {
  runtime.permanent.push_back(type);
  for (auto& [key, state] : runtime.module_states) {
    if (key != &spec) continue;
    state = type;  // the module has been imported anew
    return;
  }
  runtime.module_states.emplace_back(&spec, type);
}

Type* make_hidden_type(Thread& thread, const TypeSpec& spec, Type* base) {
  Type* type = TRY(make_native_type(thread, spec, base));
  keep_module_type(thread.runtime, spec, type);
  return type;
}

Type* add_module_type(Thread& thread, Module* module, const TypeSpec& spec, Type* base) {
  Type* type = TRY(make_hidden_type(thread, spec, base));
  TRY(set_module_attribute(thread, module, spec.name, type));
  return type;
}

Type* native_type(const Runtime& runtime, const TypeSpec& spec) {
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &spec) return static_cast<Type*>(state);
  }
  return nullptr;
}

}  // namespace memphis
