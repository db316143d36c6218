// The module _pickle: its functions and what it keeps.
#include "modules/modules.h"
#include "modules/pickle/pickle.h"
#include "runtime/attribute.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/named_access.h"

namespace memphis {

namespace pickle {

namespace {

constexpr char kStateKey = 0;  // its address is the key of the module's state

constexpr TypeSpec kStateType = {
    .name = "_state",
    .module = "_pickle",
    .basic_size = sizeof(State),
    .native_fields = 14,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};

Value dump_function(Thread& thread, Value* args) {
  auto* pickler = TRY(allocate_pickler(thread, native_type(thread.runtime, kPicklerType)));
  TRY(set_pickler_file(thread, pickler, args[1], {args[2], args[3], args[4]}));
  return dump_to_file(thread, pickler, args[0]);
}

Value dumps_function(Thread& thread, Value* args) {
  int protocol;
  bool fix_imports;
  Value buffer_callback;
  TRY(read_dump_options(thread, {args[1], args[2], args[3]}, protocol, fix_imports, buffer_callback));
  return dump_to_bytes(thread, args[0], protocol, fix_imports, buffer_callback);
}

Value load_function(Thread& thread, Value* args) {
  auto* unpickler = TRY(allocate_unpickler(thread, native_type(thread.runtime, kUnpicklerType)));
  TRY(set_unpickler_file(thread, unpickler, args[0]));
  TRY(set_load_options(thread, unpickler, {args[1], args[2], args[3], args[4]}));
  return load_from(thread, unpickler);
}

Value loads_function(Thread& thread, Value* args) {
  Buffer buffer(thread);
  TRY(buffer.acquire(args[0]));
  auto* unpickler = TRY(allocate_unpickler(thread, native_type(thread.runtime, kUnpicklerType)));
  TRY(set_load_options(thread, unpickler, {args[1], args[2], args[3], args[4]}));
  return load_from_bytes(thread, unpickler, buffer.bytes());
}

constexpr NativeDefinition kFunctions[] = {
    {"dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", dump_function,
     "Write a pickled representation of obj to the open file object file.\n\nThis is equivalent to ``Pickler(file, "
     "protocol).dump(obj)``, but may\nbe more efficient.",
     NativeKind::kFunction, CallErrors::kDerived,
     "($module, /, obj, file, protocol=None, *, fix_imports=True,\n     buffer_callback=None)"},
    {"dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", dumps_function,
     "Return the pickled representation of the object as a bytes object.", NativeKind::kFunction, CallErrors::kDerived,
     "($module, /, obj, protocol=None, *, fix_imports=True,\n      buffer_callback=None)"},
    {"load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", load_function,
     "Read and return an object from the pickle data stored in a file.", NativeKind::kFunction, CallErrors::kDerived,
     "($module, /, file, *, fix_imports=True, encoding='ASCII',\n     errors='strict', buffers=())"},
    {"loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", loads_function,
     "Read and return an object from the given pickle data.", NativeKind::kFunction, CallErrors::kDerived,
     "($module, data, /, *, fix_imports=True, encoding='ASCII',\n      errors='strict', buffers=())"},
};

Type* make_error_class(Thread& thread, const char* name, Type* base) {
  Runtime& runtime = thread.runtime;
  Tuple* bases = TRY(make_tuple(thread, {Value(base)}));
  Dict* name_space = TRY(make_dict(thread));
  TRY(dict_set_name(thread, name_space, runtime.name(Name::kModule), TRY(intern_text(runtime, "_pickle"))));
  Str* class_name = TRY(intern_text(runtime, name));
  return TRY(make_class(thread, runtime.type(TypeId::kType), class_name, bases, name_space, Value::unbound()))
      .as<Type>();
}

Value dict_of(Thread& thread, const char* module, const char* name) {
  Value value = TRY(import_attribute(thread, module, name));
  if (value.is_kind(Kind::kDict)) return value;
  return raise(thread, ExceptionId::kRuntimeError, "{}.{} should be a dict, not {}", module, name,
               type_name(thread, value));
}

Status find_library_parts(Thread& thread, State* state) {
  const std::pair<Field*, std::pair<const char*, const char*>> dicts[] = {
      {&state->dispatch_table, {"copyreg", "dispatch_table"}},
      {&state->extension_registry, {"copyreg", "_extension_registry"}},
      {&state->inverted_registry, {"copyreg", "_inverted_registry"}},
      {&state->extension_cache, {"copyreg", "_extension_cache"}},
      {&state->name_mapping, {"_compat_pickle", "NAME_MAPPING"}},
      {&state->import_mapping, {"_compat_pickle", "IMPORT_MAPPING"}},
      {&state->reverse_name_mapping, {"_compat_pickle", "REVERSE_NAME_MAPPING"}},
      {&state->reverse_import_mapping, {"_compat_pickle", "REVERSE_IMPORT_MAPPING"}},
  };
  for (const auto& [field, place] : dicts) field->set(state, TRY(dict_of(thread, place.first, place.second)));
  state->codecs_encode.set(state, TRY(import_attribute(thread, "codecs", "encode")));
  state->partial.set(state, TRY(import_attribute(thread, "functools", "partial")));
  return {};
}

State* make_state(Thread& thread) {
  State* state = state_of(thread.runtime);
  if (state == nullptr) {
    state = TRY(allocate_instance<State>(thread, TRY(make_hidden_type(thread, kStateType))));
    state->pickle_error.set(
        state, TRY(make_error_class(thread, "PickleError", thread.runtime.exception_type(ExceptionId::kException))));
    state->pickling_error.set(state, TRY(make_error_class(thread, "PicklingError", state->pickle_error)));
    state->unpickling_error.set(state, TRY(make_error_class(thread, "UnpicklingError", state->pickle_error)));
    (void)TRY(make_hidden_type(thread, kPicklerType));
    (void)TRY(make_hidden_type(thread, kUnpicklerType));
    (void)TRY(make_hidden_type(thread, kPicklerMemoProxyType));
    (void)TRY(make_hidden_type(thread, kUnpicklerMemoProxyType));
    state->buffer_type.set(state, TRY(make_hidden_type(thread, kPickleBufferType)));
    keep_module_cell(thread.runtime, &kStateKey, state);
  }
  // Anew with each import: the Python halves may have been imported anew, too.
  TRY(find_library_parts(thread, state));
  return state;
}

}  // namespace

State* state_of(const Runtime& runtime) { return static_cast<State*>(module_cell(runtime, &kStateKey)); }

FailureOfAnyType raise_pickling_error(Thread& thread, std::string_view message) {
  Str* text = TRY(make_str(thread, message));
  return raise_value(thread, TRY(call(thread, state_of(thread.runtime)->pickling_error.get(), {Value(text)})));
}

FailureOfAnyType raise_unpickling_error(Thread& thread, std::string_view message) {
  Str* text = TRY(make_str(thread, message));
  return raise_value(thread, TRY(call(thread, state_of(thread.runtime)->unpickling_error.get(), {Value(text)})));
}

std::string shown_type(Thread& thread, Value value) {
  const std::string name = qualified_type_name(thread, type_of(thread, value));
  constexpr std::string_view kMain = "__main__.";
  return name.starts_with(kMain) ? name.substr(kMain.size()) : name;
}

Value overriding_method(Thread& thread, Value object, const char* name, Value on_instance, const TypeSpec& spec) {
  if (!on_instance.is_unbound()) return on_instance;
  const Type* base = native_type(thread.runtime, spec);
  const Type* type = type_of(thread, object);
  if (type == base) return Value::unbound();
  Str* method_name = TRY(intern_text(thread.runtime, name));
  if (type_lookup(thread.runtime, type, method_name) == type_lookup(thread.runtime, base, method_name)) {
    Value own = has_instance_dict(object) ? get_instance_attribute(thread, object, method_name) : Value::unbound();
    return own;
  }
  return get_attribute(thread, object, method_name);
}

}  // namespace pickle

Value create_pickle_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_pickle", "Optimized C implementation for the Python pickle module.",
                                          pickle::kFunctions));
  pickle::State* state = TRY(pickle::make_state(thread));
  const std::pair<const char*, Type*> types[] = {
      {"PickleError", state->pickle_error},
      {"PicklingError", state->pickling_error},
      {"UnpicklingError", state->unpickling_error},
      {"Pickler", native_type(thread.runtime, pickle::kPicklerType)},
      {"Unpickler", native_type(thread.runtime, pickle::kUnpicklerType)},
      {"PickleBuffer", state->buffer_type},
  };
  for (const auto& [name, type] : types) TRY(set_module_attribute(thread, module, name, type));
  return module;
}

}  // namespace memphis
