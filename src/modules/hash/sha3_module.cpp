// The module _sha3.
#include <iterator>

#include "modules/hash/hash_object.h"
#include "modules/modules.h"

namespace memphis {

namespace hash {

namespace {

template <const Algorithm& algorithm>
Value construct(Thread& thread, Value* args) {
  Value data = TRY(data_argument(thread, args[1], args[3]));
  return make_hash(thread, args[0].as<Type>(), algorithm, data);
}

Value get_rate(Thread&, Value self) { return Value::small_int(self.as<Hash>()->algorithm->block_size * 8); }
Value get_capacity(Thread&, Value self) { return Value::small_int(1600 - self.as<Hash>()->algorithm->block_size * 8); }
Value get_suffix(Thread& thread, Value self) {
  const uint8_t suffix = self.as<Hash>()->digest_size == 0 ? 0x1f : 0x06;
  return make_bytes(thread, {&suffix, 1});
}

constexpr GetSetDefinition kAttributes[] = {
    {"block_size", get_block_size}, {"digest_size", get_digest_size}, {"name", get_name},
    {"_rate_bits", get_rate},       {"_capacity_bits", get_capacity}, {"_suffix", get_suffix},
};

// Methods of a type with digests of fixed size, and of one with a digest of any length.
template <const Algorithm& algorithm>
constexpr NativeDefinition kFixedMethods[] = {
    {"__new__(type, data=b'', *, usedforsecurity=True, string=None)", construct<algorithm>, "",
     NativeKind::kStaticMethod},
    {"copy(self, /)", hash_copy, "A copy of the hash object."},
    {"digest(self, /)", hash_digest, "The digest of what was hashed so far, as bytes."},
    {"hexdigest(self, /)", hash_hexdigest, "The digest of what was hashed so far, as hexadecimal digits."},
    {"update(self, obj, /)", hash_update, "Hashes more data."},
};
template <const Algorithm& algorithm>
constexpr NativeDefinition kShakeMethods[] = {
    {"__new__(type, data=b'', *, usedforsecurity=True, string=None)", construct<algorithm>, "",
     NativeKind::kStaticMethod},
    {"copy(self, /)", hash_copy, "A copy of the hash object."},
    {"digest(self, length)", shake_digest, "A digest of that length, as bytes."},
    {"hexdigest(self, length)", shake_hexdigest, "A digest of that length, as hexadecimal digits."},
    {"update(self, obj, /)", hash_update, "Hashes more data."},
};

constexpr TypeSpec sha3_type(const char* name, std::span<const NativeDefinition> methods) {
  return {
      .name = name,
      .module = "_sha3",
      .basic_size = sizeof(Hash),
      .flags = kTypeIsFinal,
      .methods = methods,
      .attributes = kAttributes,
      .text_signature = "",
  };
}

constexpr TypeSpec kTypes[] = {
    sha3_type("sha3_224", kFixedMethods<kSha3_224>),  sha3_type("sha3_256", kFixedMethods<kSha3_256>),
    sha3_type("sha3_384", kFixedMethods<kSha3_384>),  sha3_type("sha3_512", kFixedMethods<kSha3_512>),
    sha3_type("shake_128", kShakeMethods<kShake128>), sha3_type("shake_256", kShakeMethods<kShake256>),
};

}  // namespace

}  // namespace hash

Value create_sha3_module(Thread& thread) {
  constexpr int64_t kLargeData = 2048;
  Module* module = TRY(make_native_module(thread, "_sha3", "SHA-3 and SHAKE.", {}));
  for (const TypeSpec& spec : hash::kTypes) (void)TRY(add_module_type(thread, module, spec));
  TRY(set_module_attribute(thread, module, "implementation", TRY(make_str(thread, "HACL"))));
  TRY(set_module_attribute(thread, module, "_GIL_MINSIZE", Value::small_int(kLargeData)));
  return module;
}

}  // namespace memphis
