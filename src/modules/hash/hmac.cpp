// HMAC objects, and the module _hmac.
#include "modules/hash/hash_object.h"
#include "modules/modules.h"
#include "runtime/operations.h"

namespace memphis {

namespace hash {

namespace {

struct Hmac : Cell {
  const Algorithm* algorithm;
  HmacState state;
};

Value hmac_copy(Thread& thread, Value* args) {
  auto* copy = TRY(allocate_instance<Hmac>(thread, type_of(thread, args[0])));
  copy->algorithm = args[0].as<Hmac>()->algorithm;
  copy->state = args[0].as<Hmac>()->state;
  return copy;
}

std::span<const uint8_t> finish_copy(const Hmac* self, uint8_t (&digest)[kMaximumDigest]) {
  HmacState state = self->state;
  const std::span<uint8_t> out(digest, self->algorithm->digest_size);
  finish_hmac(*self->algorithm, state, out);
  return out;
}

Value hmac_digest(Thread& thread, Value* args) {
  uint8_t digest[kMaximumDigest];
  return make_bytes(thread, finish_copy(args[0].as<Hmac>(), digest));
}

Value hmac_hexdigest(Thread& thread, Value* args) {
  uint8_t digest[kMaximumDigest];
  return hex_text(thread, finish_copy(args[0].as<Hmac>(), digest));
}

Value hmac_update(Thread& thread, Value* args) {
  Buffer buffer(thread);
  TRY(acquire_data(thread, buffer, args[1]));
  args[0].as<Hmac>()->algorithm->update(args[0].as<Hmac>()->state.inner, buffer.bytes());
  return Value::none();
}

Value hmac_repr(Thread& thread, Value* args) {
  return make_str(thread,
                  fmt::format("<{} HMAC object @ {}>", args[0].as<Hmac>()->algorithm->name, address_text(args[0])));
}

Value get_hmac_name(Thread& thread, Value self) {
  return make_str(thread, "hmac-" + std::string(self.as<Hmac>()->algorithm->name));
}
Value get_hmac_block_size(Thread&, Value self) { return Value::small_int(self.as<Hmac>()->algorithm->block_size); }
Value get_hmac_digest_size(Thread&, Value self) { return Value::small_int(self.as<Hmac>()->algorithm->digest_size); }

constexpr NativeDefinition kMethods[] = {
    {"__repr__(self, /)", hmac_repr},
    {"copy(self, /)", hmac_copy, "A copy of the HMAC object."},
    {"digest(self, /)", hmac_digest, "The digest of what was hashed so far, as bytes."},
    {"hexdigest(self, /)", hmac_hexdigest, "The digest of what was hashed so far, as hexadecimal digits."},
    {"update(self, msg)", hmac_update, "Hashes more data."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"block_size", get_hmac_block_size},
    {"digest_size", get_hmac_digest_size},
    {"name", get_hmac_name},
};

constexpr TypeSpec hmac_type(const char* module) {
  return {
      .name = "HMAC",
      .module = module,
      .basic_size = sizeof(Hmac),
      .flags = kTypeIsFinal | kTypeDisallowInstantiation,
      .methods = kMethods,
      .attributes = kAttributes,
  };
}

// ---- The module _hmac ----

constexpr ExceptionSpec kUnknownHash = {"UnknownHashError", "_hmac", ExceptionId::kValueError};

// The algorithm of a name, as far as it can be used here. Null: UnknownHashError is pending.
const Algorithm* algorithm_argument(Thread& thread, Value value) {
  if (is_str(value)) {
    const Algorithm* found = find_algorithm(text_of(value));
    if (found != nullptr && found->digest_size != 0) return found;
  }
  return raise_module_error(thread, kUnknownHash, "unsupported hash type: " + TRY(repr_text(thread, value)));
}

Value hmac_new(Thread& thread, Value* args) {
  if (args[2].is_unbound() || args[2].is_none()) {
    return raise_type_error(thread, "new() missing 1 required argument 'digestmod'");
  }
  const Algorithm* algorithm = TRY(algorithm_argument(thread, args[2]));
  return make_hmac(thread, kHmacType, *algorithm, args[0], args[1]);
}

Value compute_digest(Thread& thread, Value* args) {
  const Algorithm* algorithm = TRY(algorithm_argument(thread, args[2]));
  return hmac_of(thread, *algorithm, args[0], args[1]);
}

template <const Algorithm& algorithm>
Value compute(Thread& thread, Value* args) {
  return hmac_of(thread, algorithm, args[0], args[1]);
}

constexpr NativeDefinition kFunctions[] = {
    {"new(key, msg=None, digestmod=None)", hmac_new, "A new HMAC object, fed with the message."},
    {"compute_digest(key, msg, digest)", compute_digest, "The HMAC of a message."},
    {"compute_md5(key, msg, /)", compute<kMd5>, "The HMAC of a message."},
    {"compute_sha1(key, msg, /)", compute<kSha1>, "The HMAC of a message."},
    {"compute_sha224(key, msg, /)", compute<kSha224>, "The HMAC of a message."},
    {"compute_sha256(key, msg, /)", compute<kSha256>, "The HMAC of a message."},
    {"compute_sha384(key, msg, /)", compute<kSha384>, "The HMAC of a message."},
    {"compute_sha512(key, msg, /)", compute<kSha512>, "The HMAC of a message."},
    {"compute_sha3_224(key, msg, /)", compute<kSha3_224>, "The HMAC of a message."},
    {"compute_sha3_256(key, msg, /)", compute<kSha3_256>, "The HMAC of a message."},
    {"compute_sha3_384(key, msg, /)", compute<kSha3_384>, "The HMAC of a message."},
    {"compute_sha3_512(key, msg, /)", compute<kSha3_512>, "The HMAC of a message."},
    {"compute_blake2b_32(key, msg, /)", compute<kBlake2b>, "The HMAC of a message."},
    {"compute_blake2s_32(key, msg, /)", compute<kBlake2s>, "The HMAC of a message."},
};

}  // namespace

constinit const TypeSpec kHmacType = hmac_type("_hmac");
constinit const TypeSpec kOpensslHmacType = hmac_type("_hashlib");

Value make_hmac(Thread& thread, const TypeSpec& type, const Algorithm& algorithm, Value key, Value message) {
  Buffer key_buffer(thread), buffer(thread);
  TRY(acquire_data(thread, key_buffer, key));
  if (!message.is_unbound() && !message.is_none()) TRY(acquire_data(thread, buffer, message));
  auto* made = TRY(allocate_instance<Hmac>(thread, native_type(thread.runtime, type)));
  made->algorithm = &algorithm;
  start_hmac(algorithm, made->state, key_buffer.bytes());
  if (buffer.size() != 0) algorithm.update(made->state.inner, buffer.bytes());
  return made;
}

Value hmac_of(Thread& thread, const Algorithm& algorithm, Value key, Value message) {
  Buffer key_buffer(thread), buffer(thread);
  TRY(acquire_data(thread, key_buffer, key));
  TRY(acquire_data(thread, buffer, message));
  HmacState state;
  uint8_t digest[kMaximumDigest];
  start_hmac(algorithm, state, key_buffer.bytes());
  algorithm.update(state.inner, buffer.bytes());
  finish_hmac(algorithm, state, {digest, algorithm.digest_size});
  return make_bytes(thread, {digest, algorithm.digest_size});
}

}  // namespace hash

Value create_hmac_module(Thread& thread) {
  constexpr int64_t kLargeData = 2048;
  Module* module = TRY(make_native_module(thread, "_hmac", "Keyed hashing (RFC 2104).", hash::kFunctions));
  (void)TRY(add_module_type(thread, module, hash::kHmacType));
  (void)TRY(add_exception_class(thread, module, hash::kUnknownHash));
  TRY(set_module_attribute(thread, module, "_GIL_MINSIZE", Value::small_int(kLargeData)));
  return module;
}

}  // namespace memphis
