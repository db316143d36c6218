// Type bytes: construction, comparison, the table. Its methods are in byte_*.cpp.
#include <cstring>

#include "base/hash.h"
#include "builtins/byte_methods.h"
#include "builtins/byte_table.h"
#include "builtins/text_arguments.h"
#include "builtins/types.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/text_repr.h"

namespace memphis {

namespace {

Bytes* self_bytes(Value* args) { return args[0].as<Bytes>(); }

Value make_instance(Thread& thread, Type* type, Value bytes) {
  if (type == thread.runtime.type(TypeId::kBytes)) return bytes;
  auto* from = bytes.as<Bytes>();
  auto* instance = allocate_variable<Bytes>(thread, type, sizeof(Bytes) + from->size + 1);
  if (instance == nullptr) return Value::error();
  instance->size = from->size;
  instance->cached_hash = from->cached_hash;
  std::memcpy(instance->data, from->data, from->size);
  return instance;
}

Value bytes_new(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  Value source = args[1];
  bool plain = args[2].is_unbound() && args[3].is_unbound() && !source.is_unbound();
  if (plain && source.is_exactly(Kind::kBytes)) return make_instance(thread, type, source);
  if (plain) {
    Value converted = TRY(call_special(thread, source, Special::kBytes));
    if (!converted.is_unbound()) {
      if (converted.is_kind(Kind::kBytes)) return make_instance(thread, type, converted);
      return raise_type_error(thread, "__bytes__ returned non-bytes (type {})", type_name(thread, converted));
    }
  }
  Value bytes = TRY(bytes_from_arguments(thread, source, args[2], args[3], {"bytes", "bytes"}));
  return make_instance(thread, type, bytes);
}

Value bytes_repr(Thread& thread, Value* args) { return repr_bytes(thread, self_bytes(args)->view()); }

Value bytes_str(Thread& thread, Value* args) {
  if (thread.runtime.options.flags.bytes_warning > 0)
    TRY(warn(thread, ExceptionId::kBytesWarning, 1, "str() on a bytes instance"));
  return repr_bytes(thread, self_bytes(args)->view());
}

Value bytes_hash(Thread& thread, Value* args) {
  Bytes* bytes = self_bytes(args);
  if (bytes->cached_hash == Str::kNoHash)
    bytes->cached_hash = hash_bytes(thread.runtime.hash_key, bytes->data, bytes->size);
  return make_int(thread, bytes->cached_hash);
}

Value bytes_bytes(Thread& thread, Value* args) { return unchanged(thread, args[0]); }

Value bytes_getnewargs(Thread& thread, Value* args) {
  Value copy = TRY(unchanged(thread, args[0]));
  return make_tuple(thread, {copy});
}

// The flags of the buffer protocol: bit 0 asks for writable memory.
Value bytes_buffer(Thread& thread, Value* args) {
  int64_t flags = TRY(to_int64(thread, args[1]));
  if ((flags & 1) != 0) return raise(thread, ExceptionId::kBufferError, "Object is not writable.");
  return make_memory_view(thread, args[0]);
}

Status warn_of_comparison(Thread& thread, Value other) {
  if (thread.runtime.options.flags.bytes_warning == 0) return {};
  if (is_str(other)) return warn(thread, ExceptionId::kBytesWarning, 1, "Comparison between bytes and string");
  if (is_int(other)) return warn(thread, ExceptionId::kBytesWarning, 1, "Comparison between bytes and int");
  return {};
}

int compare_bytes(std::span<const uint8_t> left, std::span<const uint8_t> right) {
  size_t common = left.size() < right.size() ? left.size() : right.size();
  int order = common == 0 ? 0 : std::memcmp(left.data(), right.data(), common);
  if (order != 0) return order;
  return left.size() == right.size() ? 0 : left.size() < right.size() ? -1 : 1;
}

template <class Test>
Value compare_with(Value* args, Test test) {
  if (!args[1].is_kind(Kind::kBytes)) return Value::not_implemented();
  return Value::boolean(test(compare_bytes(self_bytes(args)->view(), args[1].as<Bytes>()->view())));
}

Value equality(Thread& thread, Value* args, bool wanted) {
  if (!args[1].is_kind(Kind::kBytes)) {
    TRY(warn_of_comparison(thread, args[1]));
    return Value::not_implemented();
  }
  std::span<const uint8_t> left = self_bytes(args)->view(), right = args[1].as<Bytes>()->view();
  bool equal = left.size() == right.size() && std::memcmp(left.data(), right.data(), left.size()) == 0;
  return Value::boolean(equal == wanted);
}

Value bytes_eq(Thread& thread, Value* args) { return equality(thread, args, true); }
Value bytes_ne(Thread& thread, Value* args) { return equality(thread, args, false); }
Value bytes_lt(Thread&, Value* args) {
  return compare_with(args, [](int order) { return order < 0; });
}
Value bytes_le(Thread&, Value* args) {
  return compare_with(args, [](int order) { return order <= 0; });
}
Value bytes_gt(Thread&, Value* args) {
  return compare_with(args, [](int order) { return order > 0; });
}
Value bytes_ge(Thread&, Value* args) {
  return compare_with(args, [](int order) { return order >= 0; });
}

Value bytes_iter(Thread& thread, Value* args) { return make_text_iterator(thread, TypeId::kBytesIterator, args[0]); }

constexpr NativeDefinition kBytesMethods[] = {
    {"__new__(cls, /, source=b'', encoding=None, errors=None)", bytes_new, "", NativeKind::kStaticMethod},
    {"__repr__(self, /)", bytes_repr},
    {"__str__(self, /)", bytes_str},
    {"__hash__(self, /)", bytes_hash},
    {"__iter__(self, /)", bytes_iter},
    {"__bytes__(self, /)", bytes_bytes, "An exact bytes object with the same content."},
    {"__buffer__(self, flags, /)", bytes_buffer, "A memory view of the content."},
    {"__eq__(self, value, /)", bytes_eq},
    {"__ne__(self, value, /)", bytes_ne},
    {"__lt__(self, value, /)", bytes_lt},
    {"__le__(self, value, /)", bytes_le},
    {"__gt__(self, value, /)", bytes_gt},
    {"__ge__(self, value, /)", bytes_ge},
    {"__getnewargs__(self, /)", bytes_getnewargs},
    MEMPHIS_BYTE_METHODS,
};

Value iterator_iter(Thread&, Value* args) { return args[0]; }

Value bytes_iterator_next(Thread&, Value* args) {
  auto* iterator = args[0].as<TextIterator>();
  Value source = iterator->source;
  if (source.is_unbound()) return Value::unbound();
  auto* bytes = source.as<Bytes>();
  if (iterator->index < bytes->size) return Value::small_int(bytes->data[iterator->index++]);
  iterator->source.set(iterator, Value::unbound());
  return Value::unbound();
}

uint64_t source_size(Value* args) {
  Value source = args[0].as<TextIterator>()->source;
  return source.is_unbound() ? 0 : source.as<Bytes>()->size;
}

Value bytes_iterator_length_hint(Thread&, Value* args) {
  uint64_t size = source_size(args);
  return Value::small_int(size == 0 ? 0 : static_cast<int64_t>(size - args[0].as<TextIterator>()->index));
}

Value bytes_iterator_reduce(Thread& thread, Value* args) {
  return reduce_text_iterator(thread, args[0].as<TextIterator>(), thread.runtime.empty_tuple);
}

Value bytes_iterator_setstate(Thread& thread, Value* args) {
  return set_text_iterator_state(thread, args, source_size(args));
}

constexpr NativeDefinition kBytesIteratorMethods[] = {
    {"__iter__(self, /)", iterator_iter},
    {"__next__(self, /)", bytes_iterator_next},
    {"__length_hint__(self, /)", bytes_iterator_length_hint},
    {"__reduce__(self, /)", bytes_iterator_reduce},
    {"__setstate__(self, object, /)", bytes_iterator_setstate},
};

}  // namespace

extern const TypeSpec kBytesType = {
    .name = "bytes",
    .id = TypeId::kBytes,
    .layout = Kind::kBytes,
    .basic_size = sizeof(Bytes),
    .flags = kTypeIsVariableSize | kTypeMatchSelf,
    .methods = kBytesMethods,
    .doc =
        "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> "
        "bytes\n"
        "bytes(int) -> bytes of that many zeros\nbytes() -> empty\n\nAn immutable sequence of bytes.",
    .text_signature = "",
};

extern const TypeSpec kBytesIteratorType = {
    .name = "bytes_iterator",
    .id = TypeId::kBytesIterator,
    .basic_size = sizeof(TextIterator),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kBytesIteratorMethods,
};

}  // namespace memphis
