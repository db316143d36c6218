// Functions that the Python half calls by their addresses, as it calls C. Those that need the Runtime are closures of
// libffi which know it; they run with the interpreter lock, and answer null with an exception pending.
#include <cstring>
#include <cwchar>

#include "modules/ctypes/ctypes.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis::ctypes {

namespace {

using Body = Value (*)(Thread& thread, void** arguments);

struct AddressClosure {
  Runtime* runtime;
  Body body;
  ffi_cif cif;
  ffi_type* types[3];
  ffi_closure* closure;
  void* code;
};

template <class T>
T argument(void** arguments, int index) {
  return read_as<T>(static_cast<const uint8_t*>(arguments[index]));
}

// cast(address, object, type)
bool is_pointer_like(const Info* info) {
  if (info == nullptr) return false;
  if (info->family == Family::kPointer || info->family == Family::kFunction) return true;
  return info->family == Family::kSimple && std::strchr("zPuZO", info->simple->code) != nullptr &&
         info->size == sizeof(void*);
}

Value cast(Thread& thread, void** arguments) {
  const Value source(argument<uint64_t>(arguments, 1)), type(argument<uint64_t>(arguments, 2));
  if (!is_pointer_like(info_of(thread, type))) {
    const std::string name = type.is_kind(Kind::kType) ? text_of(type.as<Type>()->name) : type_name(thread, type);
    return raise_type_error(thread, "cast() argument 2 must be a pointer type, not {}", name);
  }
  Value made = TRY(call(thread, type));
  if (!is_data(thread, made)) return raise_type_error(thread, "cast() argument 2 must be a pointer type");
  auto* data = made.as<Data>();
  if (is_data(thread, source)) {
    // Both keep the same objects, the source among them.
    (void)TRY(kept_objects(thread, source.as<Data>()));
    auto* from = source.as<Data>();
    if (from->objects.get().is_unbound()) from->objects.set(from, Value(TRY(make_dict(thread))));
    data->objects.set(data, from->objects.get());
    if (from->objects.get().is_exactly(Kind::kDict)) {
      Value key = TRY(make_int_unsigned(thread, source.bits()));
      TRY(dict_set(thread, from->objects.get().as<Dict>(), key, source));
    }
  }
  write_as<void*>(data->data, argument<void*>(arguments, 0));
  return made;
}

Value string_at(Thread& thread, void** arguments) {
  const auto* text = argument<const uint8_t*>(arguments, 0);
  const int size = argument<int>(arguments, 1);
  TRY(audit(thread, "ctypes.string_at",
            {make_int_unsigned(thread, reinterpret_cast<uintptr_t>(text)), Value::small_int(size)}));
  if (text == nullptr && size != 0) return raise_value_error(thread, "NULL pointer access");
  if (size < -1) return raise_system_error(thread, "Negative size passed to PyBytes_FromStringAndSize");
  const size_t length = size < 0 ? std::strlen(reinterpret_cast<const char*>(text)) : static_cast<size_t>(size);
  return make_bytes(thread, {text, length});
}

Value wide_string_at(Thread& thread, void** arguments) {
  const auto* text = argument<const wchar_t*>(arguments, 0);
  const int size = argument<int>(arguments, 1);
  TRY(audit(thread, "ctypes.wstring_at",
            {make_int_unsigned(thread, reinterpret_cast<uintptr_t>(text)), Value::small_int(size)}));
  if (text == nullptr && size != 0) return raise_value_error(thread, "NULL pointer access");
  if (size < -1) return raise_system_error(thread, "Negative size passed to PyUnicode_FromWideChar");
  const size_t length = size < 0 ? std::wcslen(text) : static_cast<size_t>(size);
  return make_str_utf32(thread, {reinterpret_cast<const uint32_t*>(text), length});
}

// A view of memory that the program vouches for.
Value memoryview_at(Thread& thread, void** arguments) {
  auto* at = argument<uint8_t*>(arguments, 0);
  const auto size = argument<int64_t>(arguments, 1);
  const int read_only = argument<int>(arguments, 2);
  TRY(audit(thread, "ctypes.memoryview_at",
            {make_int_unsigned(thread, reinterpret_cast<uintptr_t>(at)), make_int(thread, size),
             Value::boolean(read_only != 0)}));
  if (size < 0) return raise_value_error(thread, "memoryview_at: size is negative (or overflowed): {}", size);
  Value byte = TRY(import_attribute(thread, "ctypes", "c_ubyte"));
  Value type = TRY(array_type(thread, byte, size));
  Value lender = TRY(make_at(thread, type.as<Type>(), at));
  Value view = TRY(make_memory_view(thread, lender));
  auto* memory = view.as<MemoryView>();
  memory->format.set(memory, Value(TRY(make_str(thread, "B"))));
  memory->read_only = read_only != 0;
  memory->obj.set(memory, Value::none());
  return view;
}

void handle(ffi_cif*, void* result, void** arguments, void* data) {
  const auto* closure = static_cast<AddressClosure*>(data);
  // It is called through ctypes, with the lock.
  Thread& thread = *closure->runtime->current_thread;
  Value answer = closure->body(thread, arguments);
  write_as<uint64_t>(static_cast<uint8_t*>(result), answer.is_error() ? 0 : answer.bits());
}

void release(void* pointer) {
  auto* closure = static_cast<AddressClosure*>(pointer);
  if (closure->closure != nullptr) ffi_closure_free(closure->closure);
  delete closure;
}

Status add_closure(Thread& thread, Module* module, const char* name, Body body,
                   std::initializer_list<ffi_type*> types) {
  auto* closure = new AddressClosure{&thread.runtime, body, {}, {}, nullptr, nullptr};
  thread.runtime.native_resources.push_back({thread.runtime.empty_tuple, closure, release});
  size_t count = 0;
  for (ffi_type* type : types) closure->types[count++] = type;
  closure->closure = static_cast<ffi_closure*>(ffi_closure_alloc(sizeof(ffi_closure), &closure->code));
  const bool prepared = closure->closure != nullptr &&
                        ffi_prep_cif(&closure->cif, FFI_DEFAULT_ABI, static_cast<unsigned>(count), &ffi_type_pointer,
                                     closure->types) == FFI_OK &&
                        ffi_prep_closure_loc(closure->closure, &closure->cif, handle, closure, closure->code) == FFI_OK;
  if (!prepared) return raise(thread, ExceptionId::kRuntimeError, "ffi_prep_closure failed");
  return set_module_attribute(thread, module, name,
                              TRY(make_int_unsigned(thread, reinterpret_cast<uintptr_t>(closure->code))));
}

template <class Function>
Status add_function(Thread& thread, Module* module, const char* name, Function* function) {
  return set_module_attribute(thread, module, name,
                              TRY(make_int_unsigned(thread, reinterpret_cast<uintptr_t>(function))));
}

}  // namespace

Status add_addresses(Thread& thread, Module* module) {
  TRY(add_function(thread, module, "_memmove_addr", std::memmove));
  TRY(add_function(thread, module, "_memset_addr", std::memset));
  TRY(add_closure(thread, module, "_cast_addr", cast, {&ffi_type_pointer, &ffi_type_pointer, &ffi_type_pointer}));
  TRY(add_closure(thread, module, "_string_at_addr", string_at, {&ffi_type_pointer, &ffi_type_sint32}));
  TRY(add_closure(thread, module, "_wstring_at_addr", wide_string_at, {&ffi_type_pointer, &ffi_type_sint32}));
  return add_closure(thread, module, "_memoryview_at_addr", memoryview_at,
                     {&ffi_type_pointer, &ffi_type_sint64, &ffi_type_sint32});
}

}  // namespace memphis::ctypes
