// The hash functions that the modules hashlib and hmac are made of. States are plain data: copied by assignment, freed
// by nobody.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace memphis::hash {

inline constexpr size_t kMaximumState = 448;
inline constexpr size_t kMaximumDigest = 64;
inline constexpr size_t kMaximumBlock = 168;

struct HashState {
  alignas(8) uint8_t bytes[kMaximumState];
};

struct Algorithm {
  std::string_view name;
  std::string_view openssl_name;  // as OpenSSL and HMAC objects call it
  uint32_t digest_size;           // 0: as much as one wants
  uint32_t block_size;
  void (*start)(HashState& state);
  void (*update)(HashState& state, std::span<const uint8_t> bytes);
  void (*finish)(HashState& state, std::span<uint8_t> digest);  // the state is used up
};

extern const Algorithm kMd5, kSha1, kSha224, kSha256, kSha384, kSha512;
extern const Algorithm kSha3_224, kSha3_256, kSha3_384, kSha3_512, kShake128, kShake256;
extern const Algorithm kBlake2b, kBlake2s;

// All of them.
std::span<const Algorithm* const> all_algorithms();
// By either name, in either case. Null: there is none.
const Algorithm* find_algorithm(std::string_view name);

// The parameters of BLAKE2 beyond the digest's size.
struct Blake2Parameters {
  uint32_t digest_size = 0;
  std::span<const uint8_t> key, salt, person;
  uint32_t fanout = 1, depth = 1, leaf_size = 0, node_depth = 0, inner_size = 0;
  uint64_t node_offset = 0;
  bool is_last_node = false;
};
void start_blake2b(HashState& state, const Blake2Parameters& parameters);
void start_blake2s(HashState& state, const Blake2Parameters& parameters);

// HMAC (RFC 2104) of an algorithm with a digest of fixed size.
struct HmacState {
  HashState inner, outer;
};
void start_hmac(const Algorithm& algorithm, HmacState& state, std::span<const uint8_t> key);
void finish_hmac(const Algorithm& algorithm, HmacState& state, std::span<uint8_t> digest);

}  // namespace memphis::hash
