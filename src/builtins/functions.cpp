#include "builtins/functions.h"

#include "builtins/exceptions.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"

namespace memphis {

namespace {

// The types that have a name in builtins.
constexpr TypeId kNamedTypes[] = {
    TypeId::kBool,         TypeId::kByteArray, TypeId::kBytes,    TypeId::kClassMethod, TypeId::kComplex,
    TypeId::kDict,         TypeId::kEnumerate, TypeId::kFilter,   TypeId::kFloat,       TypeId::kFrozenSet,
    TypeId::kInt,          TypeId::kList,      TypeId::kMap,      TypeId::kMemoryView,  TypeId::kObject,
    TypeId::kProperty,     TypeId::kRange,     TypeId::kReversed, TypeId::kSet,         TypeId::kSlice,
    TypeId::kStaticMethod, TypeId::kStr,       TypeId::kSuper,    TypeId::kTuple,       TypeId::kType,
    TypeId::kZip,
};

Status add_functions(Thread& thread, Module* module, std::span<const NativeDefinition> functions) {
  Str* name = TRY(intern_text(thread.runtime, "builtins"));
  for (const NativeDefinition& definition : functions) {
    NativeFunction* native = TRY(make_native_function(thread, definition, module, name));
    native->takes_no_self = true;
    TRY(dict_set_name(thread, module->dict, native->name, native));
  }
  return {};
}

Status add_constants(Thread& thread, Dict* dict) {
  Runtime& runtime = thread.runtime;
  struct Constant {
    const char* name;
    Value value;
  };
  const Constant constants[] = {
      {"None", Value::none()},
      {"Ellipsis", Value::ellipsis()},
      {"NotImplemented", Value::not_implemented()},
      {"False", Value::false_value()},
      {"True", Value::true_value()},
      {"__debug__", Value::boolean(runtime.options.optimize == 0)},
  };
  for (const Constant& constant : constants) {
    TRY(dict_set_name(thread, dict, TRY(intern_text(runtime, constant.name)), constant.value));
  }
  return {};
}

}  // namespace

Status create_builtins_module(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Module* module =
      TRY(make_native_module(thread, "builtins", "The functions, types and exceptions that every module sees.", {}));
  runtime.builtins_module = module;
  runtime.builtins = module->dict;
  runtime.foreign_builtins = TRY(make_dict(thread));
  TRY(dict_set_name(thread, module->dict, runtime.name(Name::kPackage), runtime.name(Name::kEmpty)));
  for (auto functions :
       {object_functions(), iterable_functions(), number_functions(), code_functions(), stream_functions()}) {
    TRY(add_functions(thread, module, functions));
  }
  runtime.import_function = dict_get_name(runtime, module->dict, runtime.name(Name::kImport));
  TRY(add_constants(thread, module->dict));
  for (TypeId id : kNamedTypes) {
    Type* type = runtime.type(id);
    TRY(dict_set_name(thread, module->dict, type->name.get().as<Str>(), type));
  }
  return add_exception_names(thread, module->dict);
}

}  // namespace memphis
