// Hash objects: a state and its algorithm, whatever type they are instances of.
#pragma once

#include "modules/hash/algorithms.h"
#include "modules/module_support.h"

namespace memphis::hash {

struct Hash : Cell {
  const Algorithm* algorithm;
  uint64_t digest_size;  // 0: the caller of digest() says
  HashState state;
};

// A hash object of the type, started and fed with the data (unbound: none).
Value make_hash(Thread& thread, Type* type, const Algorithm& algorithm, Value data);
// The one of two arguments `data` and `string` that was given; TypeError if both were.
Fallible<Value> data_argument(Thread& thread, Value data, Value string);
// The bytes of data to be hashed: TypeError for a str and for what has no buffer.
Status acquire_data(Thread& thread, Buffer& buffer, Value data);
// The length that shake's digest() is asked for.
Fallible<uint64_t> digest_length(Thread& thread, Value value);
// Lower-case hexadecimal digits.
Value hex_text(Thread& thread, std::span<const uint8_t> bytes);

// Methods and attributes that the types share.
Value hash_copy(Thread& thread, Value* args);
Value hash_digest(Thread& thread, Value* args);
Value hash_hexdigest(Thread& thread, Value* args);
Value hash_update(Thread& thread, Value* args);
Value shake_digest(Thread& thread, Value* args);
Value shake_hexdigest(Thread& thread, Value* args);
Value get_block_size(Thread& thread, Value self);
Value get_digest_size(Thread& thread, Value self);
Value get_name(Thread& thread, Value self);

inline constexpr NativeDefinition kHashMethods[] = {
    {"copy(self, /)", hash_copy, "A copy of the hash object."},
    {"digest(self, /)", hash_digest, "The digest of what was hashed so far, as bytes."},
    {"hexdigest(self, /)", hash_hexdigest, "The digest of what was hashed so far, as hexadecimal digits."},
    {"update(self, obj, /)", hash_update, "Hashes more data."},
};
inline constexpr GetSetDefinition kHashAttributes[] = {
    {"block_size", get_block_size},
    {"digest_size", get_digest_size},
    {"name", get_name},
};

// A type of hash objects that only functions make.
constexpr TypeSpec hash_type(const char* module, const char* name) {
  return {
      .name = name,
      .module = module,
      .basic_size = sizeof(Hash),
      .flags = kTypeIsFinal | kTypeDisallowInstantiation,
      .methods = kHashMethods,
      .attributes = kHashAttributes,
  };
}

// HMAC objects (hmac.cpp), of the module _hmac or _hashlib.
extern const TypeSpec kHmacType, kOpensslHmacType;
Value make_hmac(Thread& thread, const TypeSpec& type, const Algorithm& algorithm, Value key, Value message);
// hmac(key, message) at one go.
Value hmac_of(Thread& thread, const Algorithm& algorithm, Value key, Value message);

}  // namespace memphis::hash
