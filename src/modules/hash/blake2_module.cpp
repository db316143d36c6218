// The module _blake2.
#include "modules/hash/hash_object.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis {

namespace hash {

namespace {

// What tells the two functions apart.
struct Blake2 {
  const char* name;
  const Algorithm& algorithm;
  uint32_t maximum;       // of digest, key and inner digest, in bytes
  uint32_t salt_maximum;  // and of the person
  uint64_t offset_limit;
  void (*start)(HashState& state, const Blake2Parameters& parameters);
};
constexpr Blake2 kBig = {"Blake2b", kBlake2b, 64, 16, ~uint64_t{0}, start_blake2b};
constexpr Blake2 kSmall = {"Blake2s", kBlake2s, 32, 8, (uint64_t{1} << 48) - 1, start_blake2s};

enum Argument {
  kData = 1,
  kDigestSize,
  kKey,
  kSalt,
  kPerson,
  kFanout,
  kDepth,
  kLeafSize,
  kNodeOffset,
  kNodeDepth,
  kInnerSize,
  kLastNode,
  kUsedForSecurity,
  kString
};

Fallible<uint64_t> unsigned_value(Thread& thread, Value value, uint64_t limit, const char* type) {
  if (value.is_unbound()) return uint64_t{0};
  const Value index = TRY(to_index(thread, value));
  if (int_sign(index) < 0) return raise_value_error(thread, "Cannot convert negative int");
  uint64_t number;
  if (!int_to_uint64(index, number) || number > limit) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large for C {}", type);
  }
  return number;
}

Fallible<uint32_t> in_range(Thread& thread, Value value, int otherwise, int low, int high, std::string_view message) {
  const int number = TRY(int_argument(thread, value, otherwise));
  if (number >= low && number <= high) return static_cast<uint32_t>(number);
  return raise_value_error(thread, "{}", message);
}

Status acquire_limited(Thread& thread, Buffer& buffer, Value value, uint32_t maximum, const char* what) {
  if (value.is_unbound()) return {};
  TRY(buffer.acquire(value));
  if (buffer.size() <= maximum) return {};
  return raise_value_error(thread, "maximum {} length is {} bytes", what, maximum);
}

Status read_tree(Thread& thread, const Blake2& kind, Value* args, Blake2Parameters& parameters) {
  parameters.fanout = TRY(in_range(thread, args[kFanout], 1, 0, 255, "fanout must be between 0 and 255"));
  parameters.depth = TRY(in_range(thread, args[kDepth], 1, 1, 255, "depth must be between 1 and 255"));
  parameters.leaf_size =
      static_cast<uint32_t>(TRY(unsigned_value(thread, args[kLeafSize], UINT32_MAX, "unsigned long")));
  parameters.node_offset = TRY(unsigned_value(thread, args[kNodeOffset], ~uint64_t{0}, "unsigned long long"));
  if (parameters.node_offset > kind.offset_limit) {
    return raise(thread, ExceptionId::kOverflowError, "node_offset is too large");
  }
  parameters.node_depth = TRY(in_range(thread, args[kNodeDepth], 0, 0, 255, "node_depth must be between 0 and 255"));
  parameters.inner_size = TRY(in_range(thread, args[kInnerSize], 0, 0, static_cast<int>(kind.maximum),
                                       fmt::format("inner_size must be between 0 and is {}", kind.maximum)));
  parameters.is_last_node = TRY(flag_argument(thread, args[kLastNode], false));
  return {};
}

template <const Blake2& kind>
Value construct(Thread& thread, Value* args) {
  Value data = TRY(data_argument(thread, args[kData], args[kString]));
  Blake2Parameters parameters;
  const int digest_size = TRY(int_argument(thread, args[kDigestSize], static_cast<int>(kind.maximum)));
  if (digest_size <= 0 || digest_size > static_cast<int>(kind.maximum)) {
    return raise_value_error(thread, "digest_size for {} must be between 1 and {} bytes, here it is {}", kind.name,
                             kind.maximum, digest_size);
  }
  parameters.digest_size = static_cast<uint32_t>(digest_size);
  Buffer salt(thread), person(thread), key(thread), buffer(thread);
  TRY(acquire_limited(thread, salt, args[kSalt], kind.salt_maximum, "salt"));
  TRY(acquire_limited(thread, person, args[kPerson], kind.salt_maximum, "person"));
  TRY(read_tree(thread, kind, args, parameters));
  TRY(acquire_limited(thread, key, args[kKey], kind.maximum, "key"));
  parameters.salt = salt.bytes();
  parameters.person = person.bytes();
  parameters.key = key.bytes();
  if (!data.is_unbound()) TRY(acquire_data(thread, buffer, data));
  auto* made = TRY(allocate_instance<Hash>(thread, args[0].as<Type>()));
  made->algorithm = &kind.algorithm;
  made->digest_size = parameters.digest_size;
  kind.start(made->state, parameters);
  if (buffer.size() != 0) kind.algorithm.update(made->state, buffer.bytes());
  return made;
}

template <const Blake2& kind>
constexpr NativeDefinition kMethods[] = {
    {"__new__(type, data=b'', *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, "
     "node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)",
     construct<kind>, "", NativeKind::kStaticMethod},
    {"copy(self, /)", hash_copy, "A copy of the hash object."},
    {"digest(self, /)", hash_digest, "The digest of what was hashed so far, as bytes."},
    {"hexdigest(self, /)", hash_hexdigest, "The digest of what was hashed so far, as hexadecimal digits."},
    {"update(self, data, /)", hash_update, "Hashes more data."},
};

constexpr TypeSpec kBigType = {
    .name = "blake2b",
    .module = "_blake2",
    .basic_size = sizeof(Hash),
    .flags = kTypeIsFinal,
    .methods = kMethods<kBig>,
    .attributes = kHashAttributes,
    .text_signature = "",
};
constexpr TypeSpec kSmallType = {
    .name = "blake2s",
    .module = "_blake2",
    .basic_size = sizeof(Hash),
    .flags = kTypeIsFinal,
    .methods = kMethods<kSmall>,
    .attributes = kHashAttributes,
    .text_signature = "",
};

// The limits, as attributes of the type and of the module.
Status add_limits(Thread& thread, Module* module, Type* type, const Blake2& kind, const std::string& prefix) {
  struct Limit {
    const char* type_name;
    const char* module_name;
    uint32_t value;
  };
  const Limit limits[] = {{"MAX_DIGEST_SIZE", "MAX_DIGEST_SIZE", kind.maximum},
                          {"MAX_KEY_SIZE", "MAX_KEY_SIZE", kind.maximum},
                          {"PERSON_SIZE", "PERSON_SIZE", kind.salt_maximum},
                          {"SALT_SIZE", "SALT_SIZE", kind.salt_maximum}};
  for (const Limit& limit : limits) {
    Str* name = TRY(intern_text(thread.runtime, limit.type_name));
    TRY(dict_set_name(thread, type->dict, name, Value::small_int(limit.value)));
    TRY(set_module_attribute(thread, module, prefix + limit.module_name, Value::small_int(limit.value)));
  }
  return {};
}

}  // namespace

}  // namespace hash

Value create_blake2_module(Thread& thread) {
  constexpr int64_t kLargeData = 2048;
  Module* module = TRY(make_native_module(thread, "_blake2", "BLAKE2b and BLAKE2s.", {}));
  Type* big = TRY(add_module_type(thread, module, hash::kBigType));
  TRY(hash::add_limits(thread, module, big, hash::kBig, "BLAKE2B_"));
  Type* small = TRY(add_module_type(thread, module, hash::kSmallType));
  TRY(hash::add_limits(thread, module, small, hash::kSmall, "BLAKE2S_"));
  TRY(set_module_attribute(thread, module, "_GIL_MINSIZE", Value::small_int(kLargeData)));
  return module;
}

}  // namespace memphis
