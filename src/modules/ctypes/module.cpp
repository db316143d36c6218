// The module _ctypes.
#include <dlfcn.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <cwchar>

#include "modules/ctypes/ctypes.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/audit.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis {

namespace ctypes {

constinit const ExceptionSpec kArgumentError = {"ArgumentError", "ctypes", ExceptionId::kException};

namespace {

constexpr char kSharedKey = 0;

// ---- Facts of types and instances ----

Info* info_of_either(Thread& thread, Value value) {
  if (is_data(thread, value)) return value.as<Data>()->information();
  return info_of(thread, value);
}

Value size_of(Thread& thread, Value* args) {
  if (is_data(thread, args[0])) return make_int_unsigned(thread, args[0].as<Data>()->size);
  const Info* info = TRY(require_info(thread, args[0], "this type has no size"));
  return make_int_unsigned(thread, info->size);
}

Value alignment(Thread& thread, Value* args) {
  const Info* info = info_of_either(thread, args[0]);
  if (info == nullptr) return raise_type_error(thread, "no alignment info");
  return make_int_unsigned(thread, info->alignment);
}

Value byref(Thread& thread, Value* args) {
  if (!is_data(thread, args[0])) return raise_argument_error(thread, "byref", 1, "_ctypes._CData", args[0]);
  const int64_t offset = args[1].is_unbound() ? 0 : TRY(ssize_argument(thread, args[1]));
  Argument* argument = TRY(make_argument(thread, 'P', &ffi_type_pointer, args[0]));
  write_as<void*>(argument->value, args[0].as<Data>()->data + offset);
  return argument;
}

Value address_of(Thread& thread, Value* args) {
  if (!is_data(thread, args[0])) return raise_argument_error(thread, "addressof", 0, "_ctypes._CData", args[0]);
  TRY(audit(thread, "ctypes.addressof", {args[0]}));
  return make_int_unsigned(thread, reinterpret_cast<uintptr_t>(args[0].as<Data>()->data));
}

Value resize(Thread& thread, Value* args) {
  if (!is_data(thread, args[0])) return raise_type_error(thread, "excepted ctypes instance");
  auto* data = args[0].as<Data>();
  const int64_t size = TRY(ssize_argument(thread, args[1]));
  const uint64_t least = data->information()->size;
  if (size < 0 || static_cast<uint64_t>(size) < least) return raise_value_error(thread, "minimum size is {}", least);
  if (data->storage.get().is_unbound()) {
    return raise_value_error(thread, "Memory cannot be resized because this object doesn't own it");
  }
  const uint8_t* former = data->data;
  const uint64_t kept = std::min<uint64_t>(data->size, static_cast<uint64_t>(size));
  Value storage = data->storage;
  TRY(allocate_memory(thread, data, static_cast<uint64_t>(size)));
  std::memcpy(data->data, former, kept);
  (void)storage;
  return Value::none();
}

Value buffer_info(Thread& thread, Value* args) {
  Info* info = info_of_either(thread, args[0]);
  if (info == nullptr) return raise_type_error(thread, "not a ctypes type or object");
  Value format = info->format.get().is_unbound() ? Value::none() : info->format.get();
  List* sizes = TRY(make_list(thread));
  while (info->family == Family::kArray) {
    TRY(list_append(thread, sizes, make_int_unsigned(thread, info->length)));
    info = info_of(thread, info->item);
  }
  Tuple* shape = TRY(make_tuple(thread, std::span<const Value>(sizes->view())));
  return make_tuple(thread, {format, Value::small_int(static_cast<int64_t>(shape->size)), Value(shape)});
}

Value unpickle(Thread& thread, Value* args) {
  Value made = TRY(call_method(thread, args[0], thread.runtime.name(Special::kNew), {args[0]}));
  Value state = TRY(get_attribute_text(thread, made, "__setstate__"));
  if (!args[1].is_kind(Kind::kTuple)) return raise_argument_error(thread, "_unpickle", 2, "tuple", args[1]);
  (void)TRY(call_with(thread, state, args[1].as<Tuple>(), Value::unbound()));
  return made;
}

// ---- Libraries ----

Value dl_open(Thread& thread, Value* args) {
  std::string name;
  const bool has_name = !args[0].is_none();
  if (has_name) name = TRY(encode_path(thread, TRY(file_system_path(thread, args[0]))));
  const int mode = TRY(int_argument(thread, args[1], RTLD_NOW)) | RTLD_NOW;
  TRY(audit(thread, "ctypes.dlopen", {args[0]}));
  void* handle = without_interpreter_lock(thread, [&] { return dlopen(has_name ? name.c_str() : nullptr, mode); });
  if (handle == nullptr) {
    return raise_library_error(thread, ExceptionId::kOSError, "dlopen() error");
  }
  if (void* location = dlsym(handle, "__errno_location"); location != nullptr) {
    shared_state(thread.runtime).error_location = reinterpret_cast<int* (*)()>(location);
  }
  return make_int_unsigned(thread, reinterpret_cast<uintptr_t>(handle));
}

Value dl_close(Thread& thread, Value* args) {
  void* handle = reinterpret_cast<void*>(int_to_uint64_wrapped(TRY(to_index(thread, args[0]))));
  if (dlclose(handle) != 0) {
    return raise_library_error(thread, ExceptionId::kOSError, "dlclose() error");
  }
  return Value::none();
}

Value dl_sym(Thread& thread, Value* args) {
  void* handle = reinterpret_cast<void*>(int_to_uint64_wrapped(TRY(to_index(thread, args[0]))));
  const std::string name = TRY(c_text_of(thread, TRY(str_argument(thread, args[1], "dlsym", 2))));
  TRY(audit(thread, "ctypes.dlsym/handle", {args[0], args[1]}));
  dlerror();
  void* address = dlsym(handle, name.c_str());
  if (address == nullptr) {
    return raise_library_error(thread, ExceptionId::kOSError, "symbol '" + name + "' not found");
  }
  return make_int_unsigned(thread, reinterpret_cast<uintptr_t>(address));
}

// ---- Calls by address ----

Value call_address(Thread& thread, Value* args, uint32_t flags) {
  auto* address = reinterpret_cast<void (*)()>(int_to_uint64_wrapped(TRY(to_index(thread, args[0]))));
  if (!args[1].is_kind(Kind::kTuple)) return raise_argument_error(thread, "call_function", 2, "tuple", args[1]);
  const auto* given = args[1].as<Tuple>();
  Tuple* converted = TRY(allocate_tuple(thread, given->size));
  for (uint64_t i = 0; i < given->size; i++) {
    converted->items[i] = TRY(convert_argument(thread, given->items[i], static_cast<int64_t>(i) + 1));
  }
  return call_foreign(thread, address, flags, converted->view(), Value::unbound(), Value::unbound());
}
Value call_function(Thread& thread, Value* args) { return call_address(thread, args, 0); }
Value call_cdecl_function(Thread& thread, Value* args) { return call_address(thread, args, kFunctionCdecl); }

Value get_errno(Thread& thread, Value*) {
  TRY(audit(thread, "ctypes.get_errno", {}));
  return make_int(thread, error_number(thread));
}
Value set_errno(Thread& thread, Value* args) {
  const int number = TRY(int_argument(thread, args[0]));
  TRY(audit(thread, "ctypes.set_errno", {args[0]}));
  return make_int(thread, std::exchange(error_number(thread), number));
}

Value object_at(Thread& thread, Value* args) {
  const Value value(int_to_uint64_wrapped(TRY(to_index(thread, args[0]))));
  TRY(audit(thread, "ctypes.PyObj_FromPtr", {args[0]}));
  if (value.bits() == 0) return raise_value_error(thread, "NULL pointer access");
  return value;
}
// There are no reference counts; the object is kept alive for good, as its address may be anywhere.
Value keep_for_good(Thread& thread, Value* args) {
  thread.runtime.permanent.push_back(args[0]);
  return args[0];
}
Value do_nothing(Thread&, Value* args) { return args[0]; }

constexpr NativeDefinition kFunctions[] = {
    {"sizeof(obj, /)", size_of, "Return the size in bytes of a C instance."},
    {"alignment(obj, /)", alignment, "Return the alignment requirements of a C instance."},
    {"byref(obj, offset=0, /)", byref, "Return a pointer lookalike to a C instance, only usable as function argument."},
    {"addressof(obj, /)", address_of, "Return the address of the C instance internal buffer"},
    {"resize(obj, size, /)", resize, "Gives the instance more memory."},
    {"buffer_info(o, /)", buffer_info, "Return buffer interface information"},
    {"_unpickle(typ, state, /)", unpickle, "For pickling."},
    {"dlopen(name, flag=<unrepresentable>, /)", dl_open,
     "dlopen(name, flag={RTLD_GLOBAL|RTLD_LOCAL}) open a shared library"},
    {"dlclose(handle, /)", dl_close, "dlclose a library"},
    {"dlsym(handle, name, /)", dl_sym, "find symbol in shared library"},
    {"call_function(address, arguments, /)", call_function, "Calls a function by its address."},
    {"call_cdeclfunction(address, arguments, /)", call_cdecl_function, "Calls a function by its address."},
    {"get_errno()", get_errno, "The thread's copy of errno."},
    {"set_errno(value, /)", set_errno, "Sets the thread's copy of errno; answers the former."},
    {"PyObj_FromPtr(address, /)", object_at, "The object at an address."},
    {"Py_INCREF(object, /)", keep_for_good, "Keeps the object alive."},
    {"Py_DECREF(object, /)", do_nothing, "Does nothing: there are no reference counts."},
};

}  // namespace

FailureOfAnyType raise_library_error(Thread& thread, ExceptionId id, const std::string& otherwise) {
  const char* error = dlerror();
  return raise_with_argument(thread, id, TRY(decode_path(thread, error != nullptr ? error : otherwise.c_str())));
}

SharedState::SharedState(Runtime& owner) : runtime(owner), error_location([] { return &errno; }) {}

SharedState& shared_state(Runtime& runtime) {
  for (auto& [key, state] : runtime.module_states) {
    if (key == &kSharedKey) return *static_cast<SharedState*>(state);
  }
  auto* shared = new SharedState(runtime);
  runtime.native_resources.push_back(
      {runtime.empty_tuple, shared, [](void* state) { delete static_cast<SharedState*>(state); }});
  runtime.module_states.emplace_back(&kSharedKey, shared);
  return *shared;
}

int& error_number(Thread& thread) {
  SharedState& shared = shared_state(thread.runtime);
  for (auto& [serial, number] : shared.error_numbers) {
    if (serial == thread.serial) return number;
  }
  return shared.error_numbers.emplace_back(thread.serial, 0).second;
}

namespace {

struct Meta {
  const TypeSpec* type;
  const TypeSpec* meta;
};
constexpr Meta kTypes[] = {
    {&kStructureType, &kStructMeta}, {&kUnionType, &kUnionMeta},       {&kPointerDataType, &kPointerMeta},
    {&kArrayDataType, &kArrayMeta},  {&kSimpleDataType, &kSimpleMeta}, {&kFunctionDataType, &kFunctionMeta},
};

// Makes the class an instance of the metaclass.
void set_metaclass(Type* type, const Type* meta) {
  type->set_shape(meta->root_shape);
  type->set_kind_bits(meta->instance_kind_bits());
}

Status add_types(Thread& thread, Module* module) {
  Type* meta_base = TRY(make_hidden_type(thread, kMetaBase));
  for (const Meta& pair : kTypes) (void)TRY(make_hidden_type(thread, *pair.meta, meta_base));
  Type* data = TRY(make_hidden_type(thread, kDataType));
  set_metaclass(data, meta_base);
  for (const Meta& pair : kTypes) {
    Type* type = TRY(add_module_type(thread, module, *pair.type, data));
    set_metaclass(type, native_type(thread.runtime, *pair.meta));
  }
  (void)TRY(add_module_type(thread, module, kFieldType));
  for (const TypeSpec* spec : {&kArgumentType, &kInfoType, &kFunctionStateType}) {
    (void)TRY(make_hidden_type(thread, *spec));
  }
  return {};
}

constexpr ModuleConstant kConstants[] = {
    {"FUNCFLAG_CDECL", kFunctionCdecl},
    {"FUNCFLAG_PYTHONAPI", kFunctionPythonApi},
    {"FUNCFLAG_USE_ERRNO", kFunctionUseErrno},
    {"FUNCFLAG_USE_LASTERROR", kFunctionUseLastError},
    {"RTLD_LOCAL", RTLD_LOCAL},
    {"RTLD_GLOBAL", RTLD_GLOBAL},
    {"SIZEOF_TIME_T", sizeof(time_t)},
    {"CTYPES_MAX_ARGCOUNT", 1024},
};

}  // namespace
}  // namespace ctypes

Value create_ctypes_module(Thread& thread) {
  using namespace ctypes;
  Module* module = TRY(make_native_module(thread, "_ctypes", "Create and manipulate C compatible data types in Python.",
                                          ctypes::kFunctions));
  TRY(ctypes::add_types(thread, module));
  (void)TRY(add_exception_class(thread, module, kArgumentError));
  TRY(add_constants(thread, module, ctypes::kConstants));
  TRY(set_module_attribute(thread, module, "__version__", TRY(make_str(thread, "1.1.0"))));
  TRY(add_addresses(thread, module));
  return module;
}

}  // namespace memphis
