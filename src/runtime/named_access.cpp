#include "runtime/named_access.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

Value import_module(Thread& thread, std::string_view name) {
  Runtime& runtime = thread.runtime;
  Str* text = TRY(intern_text(runtime, name));
  if (runtime.modules != nullptr) {
    Value module = TRY(dict_get(thread, runtime.modules, text));
    if (!module.is_unbound() && !module.is_none()) return module;
  }
  Value importer = runtime.builtins == nullptr ? Value::unbound()
                                               : dict_get_name(runtime, runtime.builtins, runtime.name(Name::kImport));
  if (importer.is_unbound()) return raise(thread, ExceptionId::kImportError, "__import__ not found");
  TRY(call(thread, importer, {Value(text)}));
  // __import__("a.b") answers a.
  Value module = TRY(dict_get(thread, runtime.modules, text));
  if (module.is_unbound())
    return raise(thread, ExceptionId::kImportError, "{} not found in sys.modules", text_of(text));
  return module;
}

Value import_attribute(Thread& thread, std::string_view module, std::string_view name) {
  Value found = TRY(import_module(thread, module));
  return get_attribute_text(thread, found, name);
}

Value get_attribute_text(Thread& thread, Value object, std::string_view name) {
  Str* text = TRY(intern_text(thread.runtime, name));
  return get_attribute(thread, object, text);
}

Value find_attribute_text(Thread& thread, Value object, std::string_view name) {
  Str* text = TRY(intern_text(thread.runtime, name));
  return find_attribute(thread, object, text);
}

}  // namespace memphis
