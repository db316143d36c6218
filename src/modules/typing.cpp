// The module _typing: what typing.py takes from the object model.
#include "runtime/typing.h"

#include "modules/modules.h"

namespace memphis {

namespace {

struct NamedType {
  const char* name;
  TypeId id;
};

constexpr NamedType kTypes[] = {
    {"Generic", TypeId::kGeneric},
    {"ParamSpec", TypeId::kParamSpec},
    {"ParamSpecArgs", TypeId::kParamSpecArgs},
    {"ParamSpecKwargs", TypeId::kParamSpecKwargs},
    {"TypeAliasType", TypeId::kTypeAliasType},
    {"TypeVar", TypeId::kTypeVar},
    {"TypeVarTuple", TypeId::kTypeVarTuple},
    {"Union", TypeId::kUnion},
};

Value identity(Thread& thread, Value* args) {
  (void)thread;
  return args[0];
}

constexpr NativeDefinition kFunctions[] = {
    {"_idfunc(x, /)", identity, ""},
};

}  // namespace

Value create_typing_module(Thread& thread) {
  Module* module =
      TRY(make_native_module(thread, "_typing", "What the module typing takes from the object model.", kFunctions));
  for (const NamedType& named : kTypes) {
    TRY(set_module_attribute(thread, module, named.name, thread.runtime.type(named.id)));
  }
  TRY(set_module_attribute(thread, module, "NoDefault", TRY(no_default(thread))));
  return module;
}

}  // namespace memphis
