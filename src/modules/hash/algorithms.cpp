// (OpenSSL calls its plain contexts deprecated: it would like to load algorithms at run time.)
#define OPENSSL_SUPPRESS_DEPRECATED
#include "modules/hash/algorithms.h"

#include <blake2.h>
#include <openssl/md5.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstring>

#include "modules/hash/keccak.h"

namespace memphis::hash {

namespace {

template <class Context>
Context* context_of(HashState& state) {
  static_assert(sizeof(Context) <= kMaximumState);
  return reinterpret_cast<Context*>(state.bytes);
}

template <class Context, int (*init)(Context*)>
void start(HashState& state) {
  init(context_of<Context>(state));
}
template <class Context, int (*add)(Context*, const void*, size_t)>
void update(HashState& state, std::span<const uint8_t> bytes) {
  if (!bytes.empty()) add(context_of<Context>(state), bytes.data(), bytes.size());
}
template <class Context, int (*end)(unsigned char*, Context*)>
void finish(HashState& state, std::span<uint8_t> digest) {
  end(digest.data(), context_of<Context>(state));
}

template <uint32_t rate>
void start_keccak(HashState& state) {
  keccak_start(*context_of<Keccak>(state), rate);
}
void update_keccak(HashState& state, std::span<const uint8_t> bytes) {
  keccak_absorb(*context_of<Keccak>(state), bytes);
}
template <uint8_t suffix>
void finish_keccak(HashState& state, std::span<uint8_t> digest) {
  keccak_squeeze(*context_of<Keccak>(state), suffix, digest);
}

// ---- BLAKE2 ----

template <class Parameter>
Parameter make_parameter(const Blake2Parameters& given) {
  Parameter parameter = {};
  parameter.digest_length = static_cast<uint8_t>(given.digest_size);
  parameter.key_length = static_cast<uint8_t>(given.key.size());
  parameter.fanout = static_cast<uint8_t>(given.fanout);
  parameter.depth = static_cast<uint8_t>(given.depth);
  std::memcpy(&parameter.leaf_length, &given.leaf_size, 4);
  // Little endian; BLAKE2s has six bytes for it.
  std::memcpy(&parameter.node_offset, &given.node_offset, sizeof(parameter.node_offset));
  parameter.node_depth = static_cast<uint8_t>(given.node_depth);
  parameter.inner_length = static_cast<uint8_t>(given.inner_size);
  std::copy(given.salt.begin(), given.salt.end(), parameter.salt);
  std::copy(given.person.begin(), given.person.end(), parameter.personal);
  return parameter;
}

template <size_t block_size>
void key_block(const Blake2Parameters& given, uint8_t (&block)[block_size]) {
  std::memset(block, 0, block_size);
  std::copy(given.key.begin(), given.key.end(), block);
}

void start_plain_blake2b(HashState& state) { start_blake2b(state, {.digest_size = BLAKE2B_OUTBYTES}); }
void start_plain_blake2s(HashState& state) { start_blake2s(state, {.digest_size = BLAKE2S_OUTBYTES}); }

void update_blake2b(HashState& state, std::span<const uint8_t> bytes) {
  blake2b_update(context_of<blake2b_state>(state), bytes.data(), bytes.size());
}
void update_blake2s(HashState& state, std::span<const uint8_t> bytes) {
  blake2s_update(context_of<blake2s_state>(state), bytes.data(), bytes.size());
}
void finish_blake2b(HashState& state, std::span<uint8_t> digest) {
  blake2b_final(context_of<blake2b_state>(state), digest.data(), digest.size());
}
void finish_blake2s(HashState& state, std::span<uint8_t> digest) {
  blake2s_final(context_of<blake2s_state>(state), digest.data(), digest.size());
}

constexpr uint8_t kSha3Suffix = 0x06, kShakeSuffix = 0x1f;

}  // namespace

void start_blake2b(HashState& state, const Blake2Parameters& parameters) {
  const auto parameter = make_parameter<blake2b_param>(parameters);
  auto* context = context_of<blake2b_state>(state);
  blake2b_init_param(context, &parameter);
  context->outlen = parameters.digest_size;
  context->last_node = parameters.is_last_node;
  if (parameters.key.empty()) return;
  uint8_t block[BLAKE2B_BLOCKBYTES];
  key_block(parameters, block);
  blake2b_update(context, block, sizeof(block));
}

void start_blake2s(HashState& state, const Blake2Parameters& parameters) {
  const auto parameter = make_parameter<blake2s_param>(parameters);
  auto* context = context_of<blake2s_state>(state);
  blake2s_init_param(context, &parameter);
  context->outlen = parameters.digest_size;
  context->last_node = parameters.is_last_node;
  if (parameters.key.empty()) return;
  uint8_t block[BLAKE2S_BLOCKBYTES];
  key_block(parameters, block);
  blake2s_update(context, block, sizeof(block));
}

constinit const Algorithm kMd5 = {
    "md5", "md5", 16, 64, start<MD5_CTX, MD5_Init>, update<MD5_CTX, MD5_Update>, finish<MD5_CTX, MD5_Final>};
constinit const Algorithm kSha1 = {
    "sha1", "sha1", 20, 64, start<SHA_CTX, SHA1_Init>, update<SHA_CTX, SHA1_Update>, finish<SHA_CTX, SHA1_Final>};
constinit const Algorithm kSha224 = {"sha224",
                                     "sha224",
                                     28,
                                     64,
                                     start<SHA256_CTX, SHA224_Init>,
                                     update<SHA256_CTX, SHA224_Update>,
                                     finish<SHA256_CTX, SHA224_Final>};
constinit const Algorithm kSha256 = {"sha256",
                                     "sha256",
                                     32,
                                     64,
                                     start<SHA256_CTX, SHA256_Init>,
                                     update<SHA256_CTX, SHA256_Update>,
                                     finish<SHA256_CTX, SHA256_Final>};
constinit const Algorithm kSha384 = {"sha384",
                                     "sha384",
                                     48,
                                     128,
                                     start<SHA512_CTX, SHA384_Init>,
                                     update<SHA512_CTX, SHA384_Update>,
                                     finish<SHA512_CTX, SHA384_Final>};
constinit const Algorithm kSha512 = {"sha512",
                                     "sha512",
                                     64,
                                     128,
                                     start<SHA512_CTX, SHA512_Init>,
                                     update<SHA512_CTX, SHA512_Update>,
                                     finish<SHA512_CTX, SHA512_Final>};
constinit const Algorithm kSha3_224 = {
    "sha3_224", "sha3-224", 28, 144, start_keccak<144>, update_keccak, finish_keccak<kSha3Suffix>};
constinit const Algorithm kSha3_256 = {
    "sha3_256", "sha3-256", 32, 136, start_keccak<136>, update_keccak, finish_keccak<kSha3Suffix>};
constinit const Algorithm kSha3_384 = {
    "sha3_384", "sha3-384", 48, 104, start_keccak<104>, update_keccak, finish_keccak<kSha3Suffix>};
constinit const Algorithm kSha3_512 = {
    "sha3_512", "sha3-512", 64, 72, start_keccak<72>, update_keccak, finish_keccak<kSha3Suffix>};
constinit const Algorithm kShake128 = {
    "shake_128", "shake128", 0, 168, start_keccak<168>, update_keccak, finish_keccak<kShakeSuffix>};
constinit const Algorithm kShake256 = {
    "shake_256", "shake256", 0, 136, start_keccak<136>, update_keccak, finish_keccak<kShakeSuffix>};
constinit const Algorithm kBlake2b = {"blake2b",      "blake2b512",  64, 128, start_plain_blake2b,
                                      update_blake2b, finish_blake2b};
constinit const Algorithm kBlake2s = {"blake2s",      "blake2s256",  32, 64, start_plain_blake2s,
                                      update_blake2s, finish_blake2s};

std::span<const Algorithm* const> all_algorithms() {
  static constexpr const Algorithm* kAll[] = {&kMd5,      &kSha1,     &kSha224,   &kSha256,   &kSha384,
                                              &kSha512,   &kSha3_224, &kSha3_256, &kSha3_384, &kSha3_512,
                                              &kShake128, &kShake256, &kBlake2b,  &kBlake2s};
  return kAll;
}

const Algorithm* find_algorithm(std::string_view name) {
  auto matches = [&](std::string_view known) {
    return std::equal(known.begin(), known.end(), name.begin(), name.end(),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 0x20 : b); });
  };
  for (const Algorithm* algorithm : all_algorithms()) {
    if (matches(algorithm->name) || matches(algorithm->openssl_name)) return algorithm;
  }
  return nullptr;
}

// ---- HMAC ----

void start_hmac(const Algorithm& algorithm, HmacState& state, std::span<const uint8_t> key) {
  uint8_t block[kMaximumBlock] = {};
  if (key.size() > algorithm.block_size) {
    algorithm.start(state.inner);
    algorithm.update(state.inner, key);
    algorithm.finish(state.inner, {block, algorithm.digest_size});
  } else {
    std::copy(key.begin(), key.end(), block);
  }
  for (uint8_t& byte : block) byte ^= 0x36;
  algorithm.start(state.inner);
  algorithm.update(state.inner, {block, algorithm.block_size});
  for (uint8_t& byte : block) byte ^= 0x36 ^ 0x5c;
  algorithm.start(state.outer);
  algorithm.update(state.outer, {block, algorithm.block_size});
}

void finish_hmac(const Algorithm& algorithm, HmacState& state, std::span<uint8_t> digest) {
  algorithm.finish(state.inner, digest);
  algorithm.update(state.outer, digest);
  algorithm.finish(state.outer, digest);
}

}  // namespace memphis::hash
