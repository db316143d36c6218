// Instances of C data: their memory, and what they keep alive.
#include <cstddef>
#include <cstring>

#include "modules/ctypes/ctypes.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::ctypes {

namespace {

constexpr const char* kInfoName = "__ctypes_info__";

Value get_base(Thread&, Value self) {
  Value base = self.as<Data>()->base;
  return base.is_unbound() || base.is_kind(Kind::kMemoryView) ? Value::none() : base;
}
Value get_needs_free(Thread&, Value self) {
  return Value::small_int(self.as<Data>()->storage.get().is_unbound() ? 0 : 1);
}
Value get_objects(Thread&, Value self) {
  Value objects = self.as<Data>()->objects;
  return objects.is_unbound() ? Value::none() : objects;
}

Value data_hash(Thread& thread, Value*) { return raise_type_error(thread, "unhashable type"); }

Value data_from_outparam(Thread&, Value* args) { return args[0]; }

// A simple value that a function has given back through a pointer is shown as such.
Value data_reduce(Thread& thread, Value* args) {
  const auto* self = args[0].as<Data>();
  if (self->information()->has_pointer) {
    return raise_value_error(thread, "ctypes objects containing pointers cannot be pickled");
  }
  Value module = TRY(get_item(thread, thread.runtime.modules, TRY(make_str(thread, "_ctypes"))));
  Value unpickle = TRY(get_attribute(thread, module, TRY(intern_text(thread.runtime, "_unpickle"))));
  Value dict = has_instance_dict(args[0]) ? TRY(instance_dict(thread, args[0])) : Value(TRY(make_dict(thread)));
  Bytes* memory = TRY(make_bytes(thread, {self->data, self->size}));
  Tuple* state = TRY(make_tuple(thread, {dict, Value(memory)}));
  Tuple* arguments = TRY(make_tuple(thread, {Value(type_of(thread, args[0])), Value(state)}));
  return make_tuple(thread, {unpickle, Value(arguments)});
}

Value data_setstate(Thread& thread, Value* args) {
  auto* self = args[0].as<Data>();
  if (!args[2].is_kind(Kind::kBytes)) return raise_argument_error(thread, "__setstate__", 2, "bytes", args[2]);
  if (!args[1].is_kind(Kind::kDict)) return raise_argument_error(thread, "__setstate__", 1, "dict", args[1]);
  const auto* memory = args[2].as<Bytes>();
  std::memcpy(self->data, memory->data, std::min<uint64_t>(memory->size, self->size));
  if (args[1].as<Dict>()->count == 0) return Value::none();
  Value dict = TRY(instance_dict(thread, args[0]));
  TRY(dict_merge(thread, dict.as<Dict>(), args[1]));
  return Value::none();
}

// ---- Buffers ----

// The sizes of an array of arrays, from the outermost; the class of what it is made of.
Tuple* array_shape(Thread& thread, Info*& info) {
  List* sizes = TRY(make_list(thread));
  while (info->family == Family::kArray) {
    TRY(list_append(thread, sizes, make_int(thread, static_cast<int64_t>(info->length))));
    info = info_of(thread, info->item);
  }
  return make_tuple(thread, std::span<const Value>(sizes->view()));
}

// From one item of each dimension to the next, in bytes.
Tuple* array_strides(Thread& thread, const Tuple* shape, uint64_t item_size) {
  Tuple* strides = TRY(allocate_tuple(thread, shape->size));
  auto stride = static_cast<int64_t>(item_size);
  for (uint64_t i = shape->size; i-- > 0;) {
    strides->items[i] = TRY(make_int(thread, stride));
    stride *= shape->items[i].as_small_int();
  }
  return strides;
}

Status acquire_data(Thread& thread, Value object, BufferView& view) {
  const auto* data = object.as<Data>();
  if (data->info.get().is_unbound()) return raise(thread, ExceptionId::kBufferError, "abstract class");
  Info* info = data->information();
  view.data = data->data;
  view.length = data->size;
  view.shape = TRY(array_shape(thread, info));
  view.dimensions = static_cast<uint32_t>(view.shape->size);
  view.item_size = info->size;
  view.strides = TRY(array_strides(thread, view.shape, info->size));
  view.format = info->format.get().is_unbound() ? TRY(make_str(thread, "B")) : info->format.get().as<Str>();
  view.read_only = false;
  return {};
}
void release_data(Value) {}

constexpr NativeDefinition kMethods[] = {
    {"__ctypes_from_outparam__(self, /)", data_from_outparam, "The object itself."},
    {"__hash__(self, /)", data_hash, "Return hash(self)."},
    {"__reduce__(self, /)", data_reduce, "For pickling."},
    {"__setstate__(self, dict, data, /)", data_setstate, "For unpickling."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"_b_base_", get_base, nullptr, "the base object", true},
    {"_b_needsfree_", get_needs_free, nullptr, "whether the object owns the memory or not", true},
    {"_objects", get_objects, nullptr, "internal objects tree (NEVER CHANGE THIS OBJECT!)", true},
};

// The outermost Data, and the path to a part of `target` as a text.
Data* root_of(Data* target, int64_t index, std::string& path) {
  path = fmt::format("{:x}", static_cast<uint64_t>(index) & 0xffffffff);
  while (target->base.get().is_cell() && target->base.get().is_kind(Kind::kNative)) {
    path += fmt::format(":{:x}", static_cast<uint64_t>(target->index) & 0xffffffff);
    target = target->base.get().as<Data>();
  }
  return target;
}

}  // namespace

constinit const BufferProcedures kDataBuffer = {acquire_data, release_data};

constinit const TypeSpec kDataType = {
    .name = "_CData",
    .module = "_ctypes",
    .basic_size = sizeof(Data),
    .native_fields = kDataFields,
    .flags = kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .buffer = &kDataBuffer,
};

constinit const TypeSpec kInfoType = {
    .name = "info",
    .module = "_ctypes",
    .basic_size = sizeof(Info),
    .native_fields = kInfoFields,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};

Info* info_of(Runtime& runtime, const Type* type) {
  Str* name = intern_text(runtime, kInfoName);
  if (name == nullptr) return nullptr;
  Value info = dict_get_name(runtime, type->dict, name);
  return info.is_cell() && type_of(runtime, info) == native_type(runtime, kInfoType) ? info.as<Info>() : nullptr;
}

Info* info_of(Thread& thread, Value type) {
  return type.is_kind(Kind::kType) ? info_of(thread.runtime, type.as<Type>()) : nullptr;
}

Info* require_info(Thread& thread, Value type, const char* message) {
  Info* info = info_of(thread, type);
  if (info == nullptr) return raise_type_error(thread, "{}", std::string(message));
  return info;
}

Info* make_info(Thread& thread, Type* type, Family family) {
  if (info_of(thread.runtime, type) != nullptr) {
    return raise_system_error(thread, fmt::format("StgInfo of '{}' is already initialized.", text_of(type->name)));
  }
  auto* info = TRY(allocate_instance<Info>(thread, native_type(thread.runtime, kInfoType)));
  info->type.set(info, type);
  info->family = family;
  info->ffi = &ffi_type_pointer;
  info->alignment = 1;
  TRY(dict_set_name(thread, type->dict, TRY(intern_text(thread.runtime, kInfoName)), info));
  return info;
}

bool is_data(Thread& thread, Value value) {
  return is_instance_of(thread, value, native_type(thread.runtime, kDataType)) &&
         !value.as<Data>()->info.get().is_unbound();
}
bool is_data_of(Thread& thread, Value value, const TypeSpec& spec) {
  return is_instance_of(thread, value, native_type(thread.runtime, spec)) && !value.as<Data>()->info.get().is_unbound();
}

bool is_plain_simple(Thread& thread, const Info* info) {
  return info->family == Family::kSimple &&
         info->type.get().as<Type>()->base.get() == native_type(thread.runtime, kSimpleDataType);
}

Status allocate_memory(Thread& thread, Data* data, uint64_t size) {
  constexpr uint64_t kAlignment = 16;
  // Storage starts at 16 bytes behind its header's, which is aligned to 8.
  ByteStorage* storage = TRY(make_byte_storage(thread, size + kAlignment));
  data->storage.set(data, storage);
  const auto begin = reinterpret_cast<uintptr_t>(storage->bytes);
  data->data = reinterpret_cast<uint8_t*>((begin + kAlignment - 1) & ~uintptr_t{kAlignment - 1});
  data->size = size;
  return {};
}

namespace {

// An instance without memory.
Data* make_bare(Thread& thread, Type* type) {
  Info* info = TRY(require_info(thread, type, "abstract class"));
  auto* data = TRY(allocate_instance<Data>(thread, type));
  info->is_final = true;
  data->info.set(data, info);
  if (info->family == Family::kFunction) {
    Type* state_type = native_type(thread.runtime, kFunctionStateType);
    data->extra.set(data, TRY(allocate_instance<FunctionState>(thread, state_type)));
  }
  return data;
}

}  // namespace

Data* make_data(Thread& thread, Type* type) {
  Data* data = TRY(make_bare(thread, type));
  const Info* info = data->information();
  TRY(allocate_memory(thread, data, info->size));
  return data;
}

Value data_new(Thread& thread, Value* args) { return make_data(thread, args[0].as<Type>()); }

Value make_at(Thread& thread, Type* type, uint8_t* at) {
  Data* data = TRY(make_bare(thread, type));
  data->data = at;
  data->size = data->information()->size;
  return data;
}

Value make_view(Thread& thread, Type* type, Value base, int64_t index, uint8_t* at) {
  Value made = TRY(make_at(thread, type, at));
  made.as<Data>()->base.set(made.cell(), base);
  made.as<Data>()->index = index;
  return made;
}

Value load_item(Thread& thread, Value type, Value base, int64_t index, uint8_t* at) {
  const Info* info = TRY(require_info(thread, type, "expected a ctypes type"));
  if (is_plain_simple(thread, info)) return load_simple(thread, info, at);
  return make_view(thread, type.as<Type>(), base, index, at);
}

namespace {

// Copies the memory of a Data of the same kind; what it keeps is kept too.
Status copy_item(Thread& thread, Data* owner, int64_t index, uint8_t* at, Data* value, uint64_t size) {
  std::memmove(at, value->data, std::min<uint64_t>(size, value->size));
  return keep(thread, owner, index, TRY(kept_objects(thread, value)));
}

// A pointer takes the address of an array of its items' type.
bool is_array_for(Thread& thread, const Info* info, Value value) {
  if (info->family != Family::kPointer || !is_data(thread, value)) return false;
  const Info* given = value.as<Data>()->information();
  return given->family == Family::kArray && given->item.get() == info->item.get();
}

}  // namespace

Status store_item(Thread& thread, Value type, Data* owner, int64_t index, uint8_t* at, Value value) {
  Info* info = TRY(require_info(thread, type, "expected a ctypes type"));
  if (info->family == Family::kSimple && !is_data(thread, value)) {
    return keep(thread, owner, index, TRY(store_simple(thread, info, at, value)));
  }
  if (is_data(thread, value) && TRY(is_instance(thread, value, type))) {
    return copy_item(thread, owner, index, at, value.as<Data>(), info->size);
  }
  if (is_array_for(thread, info, value)) {
    auto* array = value.as<Data>();
    write_as<void*>(at, array->data);
    Tuple* kept = TRY(make_tuple(thread, {TRY(kept_objects(thread, array)), value}));
    return keep(thread, owner, index, kept);
  }
  if (info->family == Family::kPointer && value.is_none()) {
    write_as<void*>(at, nullptr);
    return {};
  }
  if (value.is_kind(Kind::kTuple)) {
    // The arguments of a constructor.
    Value made = call_with(thread, type, value.as<Tuple>(), Value::unbound());
    if (made.is_error()) {
      Value error = take_pending(thread);
      const std::string reason = text_of(TRY(to_str(thread, error)));
      return raise(thread, ExceptionId::kRuntimeError, "({}) {}: {}", text_of(type.as<Type>()->name),
                   std::string(type_name(thread, error)), reason);
    }
    if (!is_data(thread, made))
      return raise_type_error(thread, "expected {} instance, got {}", text_of(type.as<Type>()->name),
                              type_name(thread, made));
    return copy_item(thread, owner, index, at, made.as<Data>(), info->size);
  }
  if (info->family == Family::kSimple) {
    return keep(thread, owner, index, TRY(store_simple(thread, info, at, value)));
  }
  const std::string wanted = text_of(type.as<Type>()->name);
  if (is_data(thread, value)) {
    return raise_type_error(thread, "incompatible types, {} instance instead of {} instance", type_name(thread, value),
                            wanted);
  }
  return raise_type_error(thread, "expected {} instance, got {}", wanted, type_name(thread, value));
}

Status keep(Thread& thread, Data* target, int64_t index, Value object) {
  if (object.is_none() || object.is_unbound()) return {};
  std::string path;
  Data* root = root_of(target, index, path);
  if (!root->objects.get().is_unbound() && !root->objects.get().is_exactly(Kind::kDict)) {
    root->objects.set(root, object);
    return {};
  }
  if (root->objects.get().is_unbound()) {
    // A simple value keeps one object, others a dict of them.
    if (root->information()->family == Family::kSimple) {
      root->objects.set(root, object);
      return {};
    }
    root->objects.set(root, Value(TRY(make_dict(thread))));
  }
  return dict_set(thread, root->objects.get().as<Dict>(), TRY(make_str(thread, path)), object);
}

Value kept_objects(Thread& thread, Data* data) {
  std::string path;
  Data* root = root_of(data, 0, path);
  if (root->objects.get().is_unbound()) {
    if (root->information()->family == Family::kSimple) return Value::none();
    root->objects.set(root, Value(TRY(make_dict(thread))));
  }
  return root->objects;
}

}  // namespace memphis::ctypes
