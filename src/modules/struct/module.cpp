// The module _struct: the type Struct, and the functions that find one for a format.
#include <cstring>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "modules/struct/format.h"
#include "runtime/argument_support.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis {

namespace structs {

namespace {

constexpr char kCacheKey = 0;  // its address is the key of the dict of formats used last
constexpr ExceptionSpec kError = {"error", "struct", ExceptionId::kException};

struct Struct : Cell {
  Field format;              // Str; unbound: __init__ has not been called
  Ref<ByteStorage> storage;  // the CompiledFormat
};

struct UnpackIterator : Cell {
  Field owner;   // Struct
  Field buffer;  // MemoryView; unbound when exhausted
  uint64_t position;
};

extern const TypeSpec kStructType;
extern const TypeSpec kUnpackIteratorType;

// ---- Struct ----

Fallible<const CompiledFormat*> compiled(Thread& thread, Value self) {
  ByteStorage* storage = self.as<Struct>()->storage;
  if (storage == nullptr) return raise(thread, ExceptionId::kRuntimeError, "Struct object is not initialized");
  return static_cast<const CompiledFormat*>(format_in(storage));
}

Status initialize(Thread& thread, Struct* self, Value format) {
  std::string text;
  Value shown = format;
  if (is_str(format)) {
    (void)TRY(encode_native(thread, Codec::kAscii, format.as<Str>(), nullptr));  // raises for what is not ASCII
    text = std::string(format.as<Str>()->ascii());
  } else if (format.is_kind(Kind::kBytes)) {
    std::span<const uint8_t> bytes = format.as<Bytes>()->view();
    text.assign(bytes.begin(), bytes.end());
    shown = TRY(make_str_latin1(thread, bytes));
  } else {
    return raise_type_error(thread, "Struct() argument 1 must be a str or bytes object, not {}",
                            type_name(thread, format));
  }
  ByteStorage* storage = TRY(compile_format(thread, text));
  self->storage.set(self, storage);
  self->format.set(self, shown);
  return {};
}

Value struct_new(Thread& thread, Value* args) { return allocate_instance<Struct>(thread, args[0].as<Type>()); }

Value struct_init(Thread& thread, Value* args) {
  TRY(initialize(thread, args[0].as<Struct>(), args[1]));
  return Value::none();
}

// The Struct of a format: those used last are kept.
Struct* struct_of(Thread& thread, Value format) {
  constexpr uint32_t kMaximumKept = 100;
  if (format.is_exactly(Kind::kStr) || format.is_exactly(Kind::kBytes)) {
    auto* cache = static_cast<Dict*>(module_cell(thread.runtime, &kCacheKey));
    Value found = TRY(dict_get(thread, cache, format));
    if (!found.is_unbound()) return found.as<Struct>();
  }
  auto* made = TRY(allocate_instance<Struct>(thread, native_type(thread.runtime, kStructType)));
  TRY(initialize(thread, made, format));
  if (format.is_exactly(Kind::kStr) || format.is_exactly(Kind::kBytes)) {
    auto* cache = static_cast<Dict*>(module_cell(thread.runtime, &kCacheKey));
    if (cache->count >= kMaximumKept) dict_clear(cache);
    TRY(dict_set(thread, cache, format, made));
  }
  return made;
}

Value pack(Thread& thread, const CompiledFormat& format, std::span<const Value> values) {
  if (values.size() != format.value_count) {
    return raise_struct_error(
        thread, fmt::format("pack expected {} items for packing (got {})", format.value_count, values.size()));
  }
  Bytes* bytes = TRY(allocate_bytes(thread, format.size));
  TRY(pack_values(thread, format, values.data(), bytes->data));
  return bytes;
}

// Where `offset` lies in a buffer with room for the format there. `verb`: what is told of the lack of room.
struct OffsetWords {
  const char* function;
  const char* verb;
  const char* too_near;
};

Fallible<uint64_t> checked_offset(Thread& thread, int64_t offset, uint64_t length, uint64_t size,
                                  const OffsetWords& words) {
  if (offset < 0) {
    if (offset + static_cast<int64_t>(size) > 0) {
      return raise_struct_error(thread, fmt::format("{} {} bytes at offset {}", words.too_near, size, offset));
    }
    if (offset + static_cast<int64_t>(length) < 0) {
      return raise_struct_error(thread, fmt::format("offset {} out of range for {}-byte buffer", offset, length));
    }
    offset += static_cast<int64_t>(length);
  }
  const auto start = static_cast<uint64_t>(offset);
  if (start > length || length - start < size) {
    return raise_struct_error(thread, fmt::format("{} requires a buffer of at least {} bytes for {} {} bytes at offset "
                                                  "{} (actual buffer size is {})",
                                                  words.function, start + size, words.verb, size, start, length));
  }
  return start;
}

Value pack_into(Thread& thread, Struct* self, std::span<const Value> arguments) {
  const CompiledFormat& format = *TRY(compiled(thread, self));
  if (arguments.empty()) return raise_struct_error(thread, "pack_into expected buffer argument");
  if (arguments.size() == 1) return raise_struct_error(thread, "pack_into expected offset argument");
  std::span<const Value> values = arguments.subspan(2);
  if (values.size() != format.value_count) {
    return raise_struct_error(
        thread, fmt::format("pack_into expected {} items for packing (got {})", format.value_count, values.size()));
  }
  Buffer buffer(thread);
  TRY(acquire_writable(thread, buffer, arguments[0], nullptr, 0));
  const int64_t offset = TRY(to_index_int64(thread, arguments[1], false, ExceptionId::kIndexError));
  constexpr OffsetWords kWords = {"pack_into", "packing", "no space to pack"};
  const uint64_t start = TRY(checked_offset(thread, offset, buffer.size(), format.size, kWords));
  // User code may look at the buffer meanwhile: what fails leaves what was written so far, cleared before.
  if (format.size != 0) std::memset(buffer.data() + start, 0, format.size);
  TRY(pack_values(thread, format, values.data(), buffer.data() + start));
  return Value::none();
}

Value unpack(Thread& thread, Struct* self, Value object) {
  const CompiledFormat& format = *TRY(compiled(thread, self));
  if (object.is_exactly(Kind::kBytes) && object.as<Bytes>()->size == format.size) {
    return unpack_values(thread, format, object.as<Bytes>()->data);
  }
  Buffer buffer(thread);
  TRY(buffer.acquire(object));
  if (buffer.size() != format.size) {
    return raise_struct_error(thread, fmt::format("unpack requires a buffer of {} bytes", format.size));
  }
  return unpack_values(thread, format, buffer.data());
}

Value unpack_from(Thread& thread, Struct* self, Value object, Value offset_argument) {
  const CompiledFormat& format = *TRY(compiled(thread, self));
  Buffer buffer(thread);
  TRY(buffer.acquire(object));
  const int64_t offset = offset_argument.is_unbound() ? 0 : TRY(ssize_argument(thread, offset_argument));
  constexpr OffsetWords kWords = {"unpack_from", "unpacking", "not enough data to unpack"};
  const uint64_t start = TRY(checked_offset(thread, offset, buffer.size(), format.size, kWords));
  return unpack_values(thread, format, buffer.data() + start);
}

Value iter_unpack(Thread& thread, Struct* self, Value object) {
  const CompiledFormat& format = *TRY(compiled(thread, self));
  if (format.size == 0) return raise_struct_error(thread, "cannot iteratively unpack with a struct of length 0");
  Buffer buffer(thread);
  TRY(buffer.acquire(object));
  if (buffer.size() % format.size != 0) {
    return raise_struct_error(
        thread, fmt::format("iterative unpacking requires a buffer of a multiple of {} bytes", format.size));
  }
  Type* type = native_type(thread.runtime, kUnpackIteratorType);
  auto* iterator = TRY(allocate_instance<UnpackIterator>(thread, type));
  iterator->owner.set(iterator, self);
  iterator->buffer.set(iterator, TRY(make_memory_view(thread, object)));
  return iterator;
}

Value struct_pack(Thread& thread, Value* args) {
  return pack(thread, *TRY(compiled(thread, args[0])), args[1].as<Tuple>()->view());
}
Value struct_pack_into(Thread& thread, Value* args) {
  return pack_into(thread, args[0].as<Struct>(), args[1].as<Tuple>()->view());
}
Value struct_unpack(Thread& thread, Value* args) { return unpack(thread, args[0].as<Struct>(), args[1]); }
Value struct_unpack_from(Thread& thread, Value* args) {
  return unpack_from(thread, args[0].as<Struct>(), args[1], args[2]);
}
Value struct_iter_unpack(Thread& thread, Value* args) { return iter_unpack(thread, args[0].as<Struct>(), args[1]); }

Value struct_repr(Thread& thread, Value* args) {
  (void)TRY(compiled(thread, args[0]));
  return make_str(thread, text_of(type_of(thread, args[0])->name) + "(" +
                              TRY(repr_text(thread, args[0].as<Struct>()->format)) + ")");
}

Value struct_sizeof(Thread& thread, Value* args) {
  uint64_t size = type_of(thread, args[0])->basic_size;
  if (ByteStorage* storage = args[0].as<Struct>()->storage; storage != nullptr) size += storage->capacity;
  return make_int(thread, static_cast<int64_t>(size));
}

Value get_format(Thread& thread, Value self) {
  (void)TRY(compiled(thread, self));
  return self.as<Struct>()->format;
}
Value get_size(Thread& thread, Value self) {
  return make_int(thread, static_cast<int64_t>(TRY(compiled(thread, self))->size));
}

constexpr NativeDefinition kStructMethods[] = {
    {"__new__(type, /, *args, **kwargs)", struct_new, "", NativeKind::kStaticMethod},
    {"__init__(self, format)", struct_init, "", NativeKind::kMethod, CallErrors::kDerived, ""},
    {"__repr__(self, /)", struct_repr},
    {"__sizeof__(self, /)", struct_sizeof, "The size in memory, in bytes."},
    {"pack(self, /, *values)", struct_pack, "The values as bytes in the format.", NativeKind::kMethod,
     CallErrors::kDerived, ""},
    {"pack_into(self, /, *arguments)", struct_pack_into,
     "S.pack_into(buffer, offset, v1, v2, ...)\n\nWrites the values into a writable buffer, starting at the offset.",
     NativeKind::kMethod, CallErrors::kDerived, ""},
    {"unpack(self, buffer, /)", struct_unpack, "The values in a buffer whose size is the format's, as a tuple."},
    {"unpack_from(self, /, buffer, offset=0)", struct_unpack_from,
     "The values in a buffer from the offset on, as a tuple."},
    {"iter_unpack(self, buffer, /)", struct_iter_unpack,
     "An iterator over the tuples of values in a buffer that holds the format many times."},
};

constexpr GetSetDefinition kStructAttributes[] = {
    {"format", get_format, nullptr, "the format"},
    {"size", get_size, nullptr, "the size of what is packed, in bytes"},
};

constinit const TypeSpec kStructType = {
    .name = "Struct",
    .module = "_struct",
    .basic_size = sizeof(Struct),
    .native_fields = 2,
    .flags = kTypeHasWeakReferences,
    .methods = kStructMethods,
    .attributes = kStructAttributes,
    .doc = "Struct(fmt) --> compiled struct object\n\nValues to bytes and back by a format; see help(struct).",
    .text_signature = "",
};

// ---- The iterator ----

Value iterator_self(Thread& thread, Value* args) {
  (void)thread;
  return args[0];
}

uint64_t bytes_left(const UnpackIterator* self) {
  if (self->buffer.get().is_unbound()) return 0;
  return self->buffer.get().as<MemoryView>()->length - self->position;
}

Value iterator_next(Thread& thread, Value* args) {
  auto* self = args[0].as<UnpackIterator>();
  const CompiledFormat& format = *TRY(compiled(thread, self->owner));
  if (bytes_left(self) < format.size) {
    if (!self->buffer.get().is_unbound()) {
      TRY(release_memory_view(thread, self->buffer.get().as<MemoryView>()));
      self->buffer.set(self, Value::unbound());
    }
    return raise_stop_iteration(thread, Value::none());
  }
  const uint8_t* at = self->buffer.get().as<MemoryView>()->data + self->position;
  self->position += format.size;
  return unpack_values(thread, format, at);
}

Value iterator_length_hint(Thread& thread, Value* args) {
  auto* self = args[0].as<UnpackIterator>();
  const CompiledFormat& format = *TRY(compiled(thread, self->owner));
  return make_int(thread, static_cast<int64_t>(bytes_left(self) / format.size));
}

constexpr NativeDefinition kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self},
    {"__next__(self, /)", iterator_next},
    {"__length_hint__(self, /)", iterator_length_hint, "", NativeKind::kPlainMethod},
};

constinit const TypeSpec kUnpackIteratorType = {
    .name = "unpack_iterator",
    .module = "_struct",
    .basic_size = sizeof(UnpackIterator),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kIteratorMethods,
};

// ---- Functions ----

Value clear_cache(Thread& thread, Value* args) {
  (void)args;
  dict_clear(static_cast<Dict*>(module_cell(thread.runtime, &kCacheKey)));
  return Value::none();
}

Value calcsize_function(Thread& thread, Value* args) { return get_size(thread, TRY(struct_of(thread, args[0]))); }

Value pack_function(Thread& thread, Value* args) {
  std::span<const Value> given = args[0].as<Tuple>()->view();
  if (given.empty()) return raise_type_error(thread, "missing format argument");
  return pack(thread, *TRY(compiled(thread, TRY(struct_of(thread, given[0])))), given.subspan(1));
}

Value pack_into_function(Thread& thread, Value* args) {
  std::span<const Value> given = args[0].as<Tuple>()->view();
  if (given.empty()) return raise_type_error(thread, "missing format argument");
  return pack_into(thread, TRY(struct_of(thread, given[0])), given.subspan(1));
}

Value unpack_function(Thread& thread, Value* args) { return unpack(thread, TRY(struct_of(thread, args[0])), args[1]); }
Value unpack_from_function(Thread& thread, Value* args) {
  return unpack_from(thread, TRY(struct_of(thread, args[0])), args[1], args[2]);
}
Value iter_unpack_function(Thread& thread, Value* args) {
  return iter_unpack(thread, TRY(struct_of(thread, args[0])), args[1]);
}

constexpr NativeDefinition kFunctions[] = {
    {"_clearcache()", clear_cache, "Forgets the formats that were used."},
    {"calcsize(format, /)", calcsize_function, "The size in bytes of what the format describes."},
    {"iter_unpack(format, buffer, /)", iter_unpack_function,
     "An iterator over the tuples of values in a buffer that holds the format many times."},
    {"pack(*arguments)", pack_function,
     "pack(format, v1, v2, ...) -> bytes\n\nThe values as bytes in the format; see help(struct).",
     NativeKind::kFunction, CallErrors::kDerived, ""},
    {"pack_into(*arguments)", pack_into_function,
     "pack_into(format, buffer, offset, v1, v2, ...)\n\nWrites the values into a writable buffer from the offset on.",
     NativeKind::kFunction, CallErrors::kDerived, ""},
    {"unpack(format, buffer, /)", unpack_function, "The values in a buffer whose size is the format's, as a tuple."},
    {"unpack_from(format, /, buffer, offset=0)", unpack_from_function,
     "The values in a buffer from the offset on, as a tuple."},
};

}  // namespace

FailureOfAnyType raise_struct_error(Thread& thread, std::string_view message) {
  return raise_module_error(thread, kError, message);
}

}  // namespace structs

Value create_struct_module(Thread& thread) {
  using namespace structs;
  Module* module = TRY(make_native_module(
      thread, "_struct", "Values to and from bytes by format strings: see help(struct).", structs::kFunctions));
  if (module_cell(thread.runtime, &kCacheKey) == nullptr) {
    keep_module_cell(thread.runtime, &kCacheKey, TRY(make_dict(thread)));
  }
  (void)TRY(add_exception_class(thread, module, kError));
  (void)TRY(add_module_type(thread, module, kStructType));
  (void)TRY(make_hidden_type(thread, kUnpackIteratorType));
  return module;
}

}  // namespace memphis
