// The module _weakref.
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/weak.h"

namespace memphis {

namespace {

Value proxy(Thread& thread, Value* args) {
  TypeId id = is_callable(thread, args[0]) ? TypeId::kWeakCallableProxy : TypeId::kWeakProxy;
  return make_weak_reference(thread, thread.runtime.type(id), args[0], args[1]);
}

Value get_reference_count(Thread& thread, Value* args) {
  return make_int(thread, static_cast<int64_t>(count_weak_references(thread.runtime, args[0])));
}

Value get_references(Thread& thread, Value* args) {
  List* list = TRY(make_list(thread));
  if (!args[0].is_cell()) return list;
  // Appending may collect, which takes dead references out of the chain but never adds one.
  TRY(list_reserve(thread, list, count_weak_references(thread.runtime, args[0])));
  for (WeakReference* each = thread.runtime.weak->first(args[0].cell()); each != nullptr; each = each->next) {
    TRY(list_append(thread, list, each));
  }
  return list;
}

// Takes a key out of a dict if its value is a dead reference, for WeakValueDictionary: the key may have got a new value
// since the reference died.
Value remove_dead_reference(Thread& thread, Value* args) {
  if (!args[0].is_kind(Kind::kDict)) {
    return raise_type_error(thread, "_remove_dead_weakref() argument 1 must be dict, not {}",
                            argument_type_name(thread, args[0]));
  }
  Value found = TRY(dict_get(thread, args[0].as<Dict>(), args[1]));
  if (found.is_unbound()) return Value::none();
  if (!found.is_kind(Kind::kWeakReference)) return raise_type_error(thread, "not a weakref");
  if (found.as<WeakReference>()->referent == 0) TRY(dict_delete(thread, args[0].as<Dict>(), args[1]));
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"proxy(object, callback=None, /)", proxy,
     "Make an object that behaves as `object` and does not keep it alive; callback(proxy) is called when it goes "
     "away."},
    {"getweakrefcount(object, /)", get_reference_count, "Return the number of weak references to the object."},
    {"getweakrefs(object, /)", get_references, "Return a list of all weak references to the object."},
    {"_remove_dead_weakref(dct, key, /)", remove_dead_reference,
     "Remove the key from the dict if its value is a dead weak reference."},
};

}  // namespace

Value create_weakref_module(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Module* module =
      TRY(make_native_module(thread, "_weakref", "Weak references: what the module weakref is made of.", kFunctions));
  TRY(set_module_attribute(thread, module, "ref", runtime.type(TypeId::kWeakReference)));
  TRY(set_module_attribute(thread, module, "ReferenceType", runtime.type(TypeId::kWeakReference)));
  TRY(set_module_attribute(thread, module, "ProxyType", runtime.type(TypeId::kWeakProxy)));
  TRY(set_module_attribute(thread, module, "CallableProxyType", runtime.type(TypeId::kWeakCallableProxy)));
  return module;
}

}  // namespace memphis
