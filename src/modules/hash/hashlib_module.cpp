// The module _hashlib: the interface that CPython has for OpenSSL. The hash functions are those of the other modules;
// key derivation is OpenSSL's.
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>

#include "modules/hash/hash_object.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis {

namespace hash {

namespace {

constexpr ExceptionSpec kUnsupported = {"UnsupportedDigestmodError", "_hashlib", ExceptionId::kValueError};

Value hash_repr(Thread& thread, Value* args) {
  return make_str(thread, fmt::format("<{} {} object @ {}>", args[0].as<Hash>()->algorithm->name,
                                      qualified_type_name(thread, type_of(thread, args[0])), address_text(args[0])));
}

constexpr NativeDefinition kFixedMethods[] = {
    {"__repr__(self, /)", hash_repr},
    {"copy(self, /)", hash_copy, "A copy of the hash object."},
    {"digest(self, /)", hash_digest, "The digest of what was hashed so far, as bytes."},
    {"hexdigest(self, /)", hash_hexdigest, "The digest of what was hashed so far, as hexadecimal digits."},
    {"update(self, obj, /)", hash_update, "Hashes more data."},
};
constexpr NativeDefinition kShakeMethods[] = {
    {"digest(self, length)", shake_digest, "A digest of that length, as bytes."},
    {"hexdigest(self, length)", shake_hexdigest, "A digest of that length, as hexadecimal digits."},
};

constexpr TypeSpec kHashType = {
    .name = "HASH",
    .module = "_hashlib",
    .basic_size = sizeof(Hash),
    .flags = kTypeDisallowInstantiation,
    .methods = kFixedMethods,
    .attributes = kHashAttributes,
};
constexpr TypeSpec kShakeType = {
    .name = "HASHXOF",
    .module = "_hashlib",
    .basic_size = sizeof(Hash),
    .flags = kTypeDisallowInstantiation,
    .methods = kShakeMethods,
};

Value make_openssl_hash(Thread& thread, const Algorithm& algorithm, Value data, Value string) {
  Value given = TRY(data_argument(thread, data, string));
  const TypeSpec& spec = algorithm.digest_size == 0 ? kShakeType : kHashType;
  return make_hash(thread, native_type(thread.runtime, spec), algorithm, given);
}

template <const Algorithm& algorithm>
Value construct(Thread& thread, Value* args) {
  return make_openssl_hash(thread, algorithm, args[0], args[2]);
}

Value hashlib_new(Thread& thread, Value* args) {
  Str* name = TRY(str_argument(thread, args[0], "new", "name"));
  const Algorithm* algorithm = find_algorithm(text_of(name));
  if (algorithm == nullptr) {
    return raise_module_error(thread, kUnsupported, "unsupported hash type " + text_of(name));
  }
  return make_openssl_hash(thread, *algorithm, args[1], args[3]);
}

// ---- HMAC ----

constexpr NativeDefinition kConstructors[] = {
    {"openssl_md5(data=b'', *, usedforsecurity=True, string=None)", construct<kMd5>},
    {"openssl_sha1(data=b'', *, usedforsecurity=True, string=None)", construct<kSha1>},
    {"openssl_sha224(data=b'', *, usedforsecurity=True, string=None)", construct<kSha224>},
    {"openssl_sha256(data=b'', *, usedforsecurity=True, string=None)", construct<kSha256>},
    {"openssl_sha384(data=b'', *, usedforsecurity=True, string=None)", construct<kSha384>},
    {"openssl_sha512(data=b'', *, usedforsecurity=True, string=None)", construct<kSha512>},
    {"openssl_sha3_224(data=b'', *, usedforsecurity=True, string=None)", construct<kSha3_224>},
    {"openssl_sha3_256(data=b'', *, usedforsecurity=True, string=None)", construct<kSha3_256>},
    {"openssl_sha3_384(data=b'', *, usedforsecurity=True, string=None)", construct<kSha3_384>},
    {"openssl_sha3_512(data=b'', *, usedforsecurity=True, string=None)", construct<kSha3_512>},
    {"openssl_shake_128(data=b'', *, usedforsecurity=True, string=None)", construct<kShake128>},
    {"openssl_shake_256(data=b'', *, usedforsecurity=True, string=None)", construct<kShake256>},
};

// The algorithm of a name, or of one of the functions openssl_...
const Algorithm* algorithm_argument(Thread& thread, Value value) {
  std::string name;
  if (is_str(value)) {
    name = text_of(value);
  } else if (value.is_kind(Kind::kNativeFunction)) {
    constexpr std::string_view kPrefix = "openssl_";
    name = text_of(value.as<NativeFunction>()->name.get());
    name = name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : "";
  }
  const Algorithm* found = find_algorithm(name);
  if (found != nullptr) return found;
  return raise_module_error(thread, kUnsupported, "Unsupported digestmod " + TRY(repr_text(thread, value)));
}

const Algorithm* hmac_algorithm(Thread& thread, Value value) {
  const Algorithm* algorithm = TRY(algorithm_argument(thread, value));
  if (algorithm->digest_size != 0) return algorithm;
  return raise_module_error(thread, kUnsupported, "invalid HMAC digest: " + std::string(algorithm->name));
}

Value hmac_new(Thread& thread, Value* args) {
  if (args[2].is_unbound() || args[2].is_none()) {
    return raise_type_error(thread, "Missing required parameter 'digestmod'.");
  }
  const Algorithm* algorithm = TRY(hmac_algorithm(thread, args[2]));
  return make_hmac(thread, kOpensslHmacType, *algorithm, args[0], args[1]);
}

Value hmac_digest(Thread& thread, Value* args) {
  const Algorithm* algorithm = TRY(hmac_algorithm(thread, args[2]));
  return hmac_of(thread, *algorithm, args[0], args[1]);
}

// ---- Key derivation ----

Fallible<int64_t> key_length(Thread& thread, Value value, int64_t otherwise) {
  if (value.is_unbound() || value.is_none()) return otherwise;
  const int64_t length = TRY(to_index_int64(thread, value, false, ExceptionId::kOverflowError));
  if (length < 1) return raise_value_error(thread, "key length must be greater than 0.");
  if (length > INT32_MAX) return raise(thread, ExceptionId::kOverflowError, "key length is too great.");
  return length;
}

Value pbkdf2_hmac(Thread& thread, Value* args) {
  Str* name = TRY(str_argument(thread, args[0], "pbkdf2_hmac", "hash_name"));
  const Algorithm* algorithm = find_algorithm(text_of(name));
  if (algorithm == nullptr || algorithm->digest_size == 0) {
    return raise_module_error(thread, kUnsupported, "unsupported hash type " + text_of(name));
  }
  Buffer password(thread), salt(thread);
  TRY(password.acquire(args[1]));
  TRY(salt.acquire(args[2]));
  const int64_t iterations = TRY(to_index_int64(thread, args[3], false, ExceptionId::kOverflowError));
  if (iterations < 1) return raise_value_error(thread, "iteration value must be greater than 0.");
  if (iterations > INT32_MAX) return raise(thread, ExceptionId::kOverflowError, "iteration value is too great.");
  const int64_t length = TRY(key_length(thread, args[4], algorithm->digest_size));
  Bytes* key = TRY(allocate_bytes(thread, static_cast<uint64_t>(length)));
  HmacState keyed;
  start_hmac(*algorithm, keyed, password.bytes());
  const uint32_t size = algorithm->digest_size;
  uint32_t number = 1;
  for (uint64_t filled = 0; filled < key->size; filled += size, number++) {
    uint8_t round[kMaximumDigest], block[kMaximumDigest];
    const uint8_t big_endian[] = {static_cast<uint8_t>(number >> 24), static_cast<uint8_t>(number >> 16),
                                  static_cast<uint8_t>(number >> 8), static_cast<uint8_t>(number)};
    HmacState state = keyed;
    algorithm->update(state.inner, salt.bytes());
    algorithm->update(state.inner, big_endian);
    finish_hmac(*algorithm, state, {round, size});
    std::copy_n(round, size, block);
    for (int64_t i = 1; i < iterations; i++) {
      state = keyed;
      algorithm->update(state.inner, {round, size});
      finish_hmac(*algorithm, state, {round, size});
      for (uint32_t j = 0; j < size; j++) block[j] ^= round[j];
    }
    std::copy_n(block, std::min<uint64_t>(size, key->size - filled), key->data + filled);
  }
  return key;
}

Fallible<uint64_t> scrypt_number(Thread& thread, Value value, const char* name) {
  if (value.is_unbound() || value.is_none())
    return raise_type_error(thread, "{} is required and must be an unsigned int", name);
  if (!is_int(value)) return raise_type_error(thread, "{} is required and must be an unsigned int", name);
  uint64_t number;
  if (!int_to_uint64(value, number)) return raise(thread, ExceptionId::kOverflowError, "int too big to convert");
  return number;
}

Value scrypt(Thread& thread, Value* args) {
  Buffer password(thread), salt(thread);
  TRY(password.acquire(args[0]));
  if (args[1].is_unbound() || args[1].is_none()) return raise_type_error(thread, "salt is required");
  TRY(salt.acquire(args[1]));
  const uint64_t cost = TRY(scrypt_number(thread, args[2], "n"));
  if (cost < 2 || (cost & (cost - 1)) != 0) return raise_value_error(thread, "n must be a power of 2.");
  const uint64_t block = TRY(scrypt_number(thread, args[3], "r"));
  const uint64_t parallel = TRY(scrypt_number(thread, args[4], "p"));
  const int64_t memory = args[5].is_unbound() ? 0 : TRY(to_index_int64(thread, args[5]));
  if (memory < 0 || memory > INT32_MAX) {
    return raise_value_error(thread, "maxmem must be positive and smaller than {}", INT32_MAX);
  }
  const int64_t length = args[6].is_unbound() ? 64 : TRY(to_index_int64(thread, args[6]));
  if (length < 1 || length > INT32_MAX) {
    return raise_value_error(thread, "dklen must be greater than 0 and smaller than {}", INT32_MAX);
  }
  Bytes* key = TRY(allocate_bytes(thread, static_cast<uint64_t>(length)));
  const auto* text = reinterpret_cast<const char*>(password.data());
  if (EVP_PBE_scrypt(text != nullptr ? text : "", password.size(), salt.data(), salt.size(), cost, block, parallel,
                     static_cast<uint64_t>(memory), key->data, key->size) != 1) {
    return raise_value_error(thread, "Invalid parameter combination for n, r, p, maxmem.");
  }
  return key;
}

Value compare_digest(Thread& thread, Value* args) {
  if (is_str(args[0]) && is_str(args[1])) {
    auto *left = args[0].as<Str>(), *right = args[1].as<Str>();
    if (!left->is_ascii() || !right->is_ascii()) {
      return raise_type_error(thread, "comparing strings with non-ASCII characters is not supported");
    }
    return Value::boolean(left->length() == right->length() &&
                          CRYPTO_memcmp(left->data(), right->data(), left->length()) == 0);
  }
  if (!has_buffer(thread, args[0]) || !has_buffer(thread, args[1])) {
    return raise_type_error(thread, "unsupported operand types(s) or combination of types: '{}' and '{}'",
                            type_name(thread, args[0]), type_name(thread, args[1]));
  }
  Buffer left(thread), right(thread);
  TRY(left.acquire(args[0]));
  TRY(right.acquire(args[1]));
  return Value::boolean(left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0);
}

Value get_fips_mode(Thread&, Value*) { return Value::small_int(0); }

constexpr NativeDefinition kFunctions[] = {
    {"new(name, data=b'', *, usedforsecurity=True, string=None)", hashlib_new, "A new hash object by its name."},
    {"hmac_new(key, msg=b'', digestmod=None)", hmac_new, "A new HMAC object."},
    {"hmac_digest(key, msg, digest)", hmac_digest, "The HMAC of a message."},
    {"pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)", pbkdf2_hmac,
     "A key from a password (PKCS #5 version 2)."},
    {"scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64)", scrypt, "A key from a password (RFC 7914)."},
    {"compare_digest(a, b, /)", compare_digest, "Whether a and b are equal, in a time that does not tell where not."},
    {"get_fips_mode()", get_fips_mode, "Whether OpenSSL is restricted to approved functions."},
};

// The constructors, in the module and as a dict from them to the names of their algorithms.
Status add_constructors(Thread& thread, Module* module) {
  constexpr size_t kPrefixSize = std::string_view("openssl_").size();
  Dict* constructors = TRY(make_dict(thread));
  TRY(add_module_functions(thread, module, kConstructors));
  for (const NativeDefinition& definition : kConstructors) {
    std::string_view signature = definition.signature;
    const std::string name(signature.substr(0, signature.find('(')));
    Value function = dict_get_name(thread.runtime, module->dict, TRY(intern_text(thread.runtime, name)));
    TRY(dict_set(thread, constructors, function, TRY(make_str(thread, name.substr(kPrefixSize)))));
  }
  return set_module_attribute(thread, module, "_constructors", constructors);
}

}  // namespace

}  // namespace hash

Value create_hashlib_module(Thread& thread) {
  using namespace hash;
  Module* module = TRY(make_native_module(thread, "_hashlib", "Hash functions and key derivation.", hash::kFunctions));
  Type* base = TRY(add_module_type(thread, module, kHashType));
  (void)TRY(add_module_type(thread, module, kShakeType, base));
  (void)TRY(add_module_type(thread, module, kOpensslHmacType));
  (void)TRY(add_exception_class(thread, module, kUnsupported));
  TRY(add_constructors(thread, module));
  Set* names = TRY(make_set(thread, TypeId::kFrozenSet));
  for (const Algorithm* algorithm : all_algorithms()) {
    (void)TRY(set_add(thread, names, TRY(make_str(thread, algorithm->name))));
  }
  TRY(set_module_attribute(thread, module, "openssl_md_meth_names", names));
  TRY(set_module_attribute(thread, module, "_GIL_MINSIZE", Value::small_int(2048)));
  return module;
}

}  // namespace memphis
