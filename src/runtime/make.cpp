#include "runtime/make.h"

#include "runtime/dict_operations.h"
#include "runtime/error.h"

namespace memphis {

Cell* allocate_cell(Thread& thread, size_t size, uint8_t kind_bits, Shape* shape) {
  Cell* cell = thread.runtime.heap.allocate(size, kind_bits, shape);
  if (cell == nullptr) [[unlikely]] {
    raise_memory_error(thread);
    return nullptr;
  }
  if (shape->type.get() != nullptr && shape->type->has_flag(kTypeHasFinalizer)) {
    thread.runtime.finalizable.push_back(cell);
  }
  return cell;
}

CellObject* make_cell_object(Thread& thread, Value contents) {
  auto* cell = allocate_builtin<CellObject>(thread, TypeId::kCell);
  if (cell != nullptr) cell->contents.set(cell, contents);
  return cell;
}

Function* make_function(Thread& thread, Code* code, Dict* globals) {
  Runtime& runtime = thread.runtime;
  auto* function = allocate_builtin<Function>(thread, TypeId::kFunction);
  if (function == nullptr) return nullptr;
  function->code.set(function, code);
  function->globals.set(function, globals);
  Value builtins = dict_get_name(runtime, globals, runtime.name(Name::kBuiltins));
  Dict* builtins_dict = runtime.builtins;
  if (builtins.is_kind(Kind::kModule))
    builtins_dict = builtins.as<Module>()->dict;
  else if (builtins.is_kind(Kind::kDict))
    builtins_dict = builtins.as<Dict>();
  else if (!builtins.is_unbound())
    builtins_dict = runtime.foreign_builtins;
  function->builtins.set(function, builtins_dict);
  function->module.set(function, dict_get_name(runtime, globals, runtime.name(Name::kName)));
  function->version = runtime.next_function_version++;
  return function;
}

BoundMethod* make_bound_method(Thread& thread, Value function, Value self) {
  auto* method = allocate_builtin<BoundMethod>(thread, TypeId::kBoundMethod);
  if (method == nullptr) return nullptr;
  method->function.set(method, function);
  method->self.set(method, self);
  return method;
}

Module* make_module(Thread& thread, Str* name) {
  Runtime& runtime = thread.runtime;
  auto* module = allocate_builtin<Module>(thread, TypeId::kModule);
  if (module == nullptr) return nullptr;
  Dict* dict = make_dict(thread);
  if (dict == nullptr) return nullptr;
  module->dict.set(module, dict);
  TRY(dict_set_name(thread, dict, runtime.name(Name::kName), name));
  for (Name absent : {Name::kDoc, Name::kPackage, Name::kLoader, Name::kSpec}) {
    TRY(dict_set_name(thread, dict, runtime.name(absent), Value::none()));
  }
  return module;
}

}  // namespace memphis
