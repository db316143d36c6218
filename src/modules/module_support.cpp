#include "modules/module_support.h"

#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis {

void keep_module_cell(Runtime& runtime, const void* key, Cell* cell) {
  runtime.permanent.push_back(cell);
  for (auto& [kept_key, state] : runtime.module_states) {
    if (kept_key == key) {
      state = cell;
      return;
    }
  }
  runtime.module_states.emplace_back(key, cell);
}

Cell* module_cell(const Runtime& runtime, const void* key) {
  for (const auto& [kept_key, state] : runtime.module_states) {
    if (kept_key == key) return static_cast<Cell*>(state);
  }
  return nullptr;
}

Type* exception_class(const Runtime& runtime, const ExceptionSpec& spec) {
  return static_cast<Type*>(module_cell(runtime, &spec));
}

Status add_constants(Thread& thread, Module* module, std::span<const ModuleConstant> constants) {
  for (const ModuleConstant& constant : constants) {
    TRY(set_module_attribute(thread, module, constant.name, TRY(make_int(thread, constant.value))));
  }
  return {};
}

Type* add_exception_class(Thread& thread, Module* module, const ExceptionSpec& spec) {
  Runtime& runtime = thread.runtime;
  Type* type = exception_class(runtime, spec);
  if (type == nullptr) {
    Type* base = spec.parent != nullptr ? exception_class(runtime, *spec.parent) : runtime.exception_type(spec.base);
    Tuple* bases = TRY(make_tuple(thread, {Value(base)}));
    Dict* name_space = TRY(make_dict(thread));
    TRY(dict_set_name(thread, name_space, runtime.name(Name::kModule), TRY(intern_text(runtime, spec.module_name))));
    if (spec.doc[0] != 0) {
      TRY(dict_set_name(thread, name_space, TRY(intern_text(runtime, "__doc__")), TRY(make_str(thread, spec.doc))));
    }
    Str* name = TRY(intern_text(runtime, spec.name));
    type = TRY(make_class(thread, runtime.type(TypeId::kType), name, bases, name_space, Value::unbound())).as<Type>();
    keep_module_cell(runtime, &spec, type);
  }
  TRY(set_module_attribute(thread, module, spec.name, type));
  return type;
}

FailureOfAnyType raise_module_error(Thread& thread, const ExceptionSpec& spec, std::string_view message) {
  Str* text = TRY(make_str(thread, message));
  return raise_value(thread, TRY(call(thread, exception_class(thread.runtime, spec), {Value(text)})));
}

Fallible<int64_t> ssize_argument(Thread& thread, Value value) {
  int64_t number;
  if (!int_to_int64(TRY(to_index(thread, value)), number)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C ssize_t");
  }
  return number;
}

Fallible<uint32_t> unsigned_argument(Thread& thread, Value value, bool wraps) {
  Value index = TRY(to_index(thread, value));
  if (wraps) return static_cast<uint32_t>(int_to_uint64_wrapped(index));
  if (int_sign(index) < 0) return raise_value_error(thread, "value must be positive");
  uint64_t number;
  if (!int_to_uint64(index, number) || number > UINT32_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large for C unsigned int");
  }
  return static_cast<uint32_t>(number);
}

ByteStorage* make_byte_storage(Thread& thread, uint64_t capacity) {
  if (capacity > uint64_t{1} << 48) return raise_memory_error(thread);
  auto* storage = static_cast<ByteStorage*>(
      TRY(allocate_cell(thread, sizeof(ByteStorage) + capacity, static_cast<uint8_t>(Kind::kByteArrayStorage),
                        thread.runtime.shape_of_shapes)));
  storage->capacity = capacity;
  return storage;
}

void own_native_resource(Runtime& runtime, Cell* owner, void* resource, void (*release)(void* resource), size_t bytes) {
  runtime.native_resources.push_back({owner, resource, release});
  runtime.heap.add_external_bytes(bytes);
}

Status acquire_writable(Thread& thread, Buffer& buffer, Value value, const char* function, int position) {
  Status status = buffer.acquire(value, BufferMode::kWritable);
  if (!status.failed()) return {};
  if (!take_if_pending(thread, ExceptionId::kBufferError) && !take_if_pending(thread, ExceptionId::kTypeError)) {
    return Failure{};
  }
  if (function != nullptr) {
    return raise_argument_error(thread, function, position, "read-write bytes-like object", value);
  }
  return raise_type_error(thread, "argument must be read-write bytes-like object, not {}",
                          argument_type_name(thread, value));
}

}  // namespace memphis
