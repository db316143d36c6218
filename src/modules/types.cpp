// The module _types: names for built-in types that no built-in name gives.
#include "modules/modules.h"

namespace memphis {

namespace {

struct NamedType {
  const char* name;
  TypeId id;
};

constexpr NamedType kTypes[] = {
    {"AsyncGeneratorType", TypeId::kAsyncGenerator},
    {"BuiltinFunctionType", TypeId::kBuiltinFunction},
    {"BuiltinMethodType", TypeId::kBuiltinFunction},
    {"CellType", TypeId::kCell},
    {"ClassMethodDescriptorType", TypeId::kClassMethodDescriptor},
    {"CodeType", TypeId::kCode},
    {"CoroutineType", TypeId::kCoroutine},
    {"EllipsisType", TypeId::kEllipsis},
    {"FrameType", TypeId::kFrame},
    {"FunctionType", TypeId::kFunction},
    {"GeneratorType", TypeId::kGenerator},
    {"GenericAlias", TypeId::kGenericAlias},
    {"GetSetDescriptorType", TypeId::kGetSetDescriptor},
    {"LambdaType", TypeId::kFunction},
    {"MappingProxyType", TypeId::kMappingProxy},
    {"MemberDescriptorType", TypeId::kMemberDescriptor},
    {"MethodDescriptorType", TypeId::kMethodDescriptor},
    {"MethodType", TypeId::kBoundMethod},
    {"MethodWrapperType", TypeId::kMethodWrapper},
    {"ModuleType", TypeId::kModule},
    {"NoneType", TypeId::kNone},
    {"NotImplementedType", TypeId::kNotImplemented},
    {"SimpleNamespace", TypeId::kSimpleNamespace},
    {"TracebackType", TypeId::kTraceback},
    {"UnionType", TypeId::kUnion},
    {"WrapperDescriptorType", TypeId::kWrapperDescriptor},
};

// Native code passes pointers around in capsules; none is made here yet, but the type has its name.
constexpr TypeSpec kCapsuleType = {
    .name = "PyCapsule",
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .doc = "An object that carries a pointer of native code.",
};

}  // namespace

Value create_types_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_types", "Names for built-in types.", {}));
  for (const NamedType& named : kTypes) {
    TRY(set_module_attribute(thread, module, named.name, thread.runtime.type(named.id)));
  }
  Type* capsule = TRY(make_hidden_type(thread, kCapsuleType));
  TRY(set_module_attribute(thread, module, "CapsuleType", capsule));
  return module;
}

}  // namespace memphis
