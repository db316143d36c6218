#include "base/hash.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "base/number_text.h"
#include "base/siphash.h"

namespace memphis {
namespace {

struct SipState {
  uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v2 += v3;
    v1 = std::rotl(v1, 13) ^ v0;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 = std::rotl(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = std::rotl(v1, 17) ^ v2;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 = std::rotl(v2, 32);
  }

  void absorb(uint64_t word) {
    v3 ^= word;
    round();
    v0 ^= word;
  }
};

uint64_t little_endian(const unsigned char* at, size_t size) {
  uint64_t word = 0;
  std::memcpy(&word, at, size);
  if constexpr (std::endian::native == std::endian::big) word = std::byteswap(word);
  return word;
}

// The primes of xxHash's 64-bit variant.
constexpr uint64_t kPrime1 = 11400714785074694791u;
constexpr uint64_t kPrime2 = 14029467366897019727u;
constexpr uint64_t kPrime5 = 2870177450012600261u;

}  // namespace

HashKey hash_key_from_seed(uint32_t seed) {
  if (seed == 0) return {};
  unsigned char bytes[16];
  uint32_t state = seed;
  for (unsigned char& byte : bytes) {
    state = state * 214013u + 2531011u;
    byte = static_cast<unsigned char>(state >> 16);
  }
  return {little_endian(bytes, 8), little_endian(bytes + 8, 8)};
}

uint64_t siphash(const HashKey& key, const void* data, size_t size) {
  const unsigned char* at = static_cast<const unsigned char*>(data);
  SipState state{key.k0 ^ 0x736f6d6570736575u, key.k1 ^ 0x646f72616e646f6du, key.k0 ^ 0x6c7967656e657261u,
                 key.k1 ^ 0x7465646279746573u};
  size_t left = size;
  for (; left >= 8; left -= 8, at += 8) state.absorb(little_endian(at, 8));
  state.absorb(static_cast<uint64_t>(size) << 56 | little_endian(at, left));
  state.v2 ^= 0xFF;
  state.round();
  state.round();
  state.round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

Hash hash_bytes(const HashKey& key, const void* data, size_t size) {
  return size == 0 ? 0 : never_minus_one(siphash(key, data, size));
}

Hash hash_double(double value) {
  if (std::isinf(value)) return value > 0 ? kHashInfinity : -kHashInfinity;
  const DoubleParts parts = split_double(value);
  // Modulo 2**61 - 1 a multiplication by a power of two is a rotation of 61 bits.
  int shift = parts.exponent % static_cast<int>(kHashBits);
  if (shift < 0) shift += static_cast<int>(kHashBits);
  const uint64_t m = parts.mantissa;
  const uint64_t rotated =
      ((m << shift) & kHashModulus) | (shift == 0 ? 0 : m >> (kHashBits - static_cast<unsigned>(shift)));
  return never_minus_one(parts.negative ? ~rotated + 1 : rotated);
}

Hash hash_complex(Hash real, Hash imaginary) {
  return never_minus_one(static_cast<uint64_t>(real) +
                         static_cast<uint64_t>(kHashImaginary) * static_cast<uint64_t>(imaginary));
}

void TupleHasher::add(Hash item) {
  state_ += static_cast<uint64_t>(item) * kPrime2;
  state_ = std::rotl(state_, 31) * kPrime1;
  ++count_;
}

Hash TupleHasher::finish() const {
  const uint64_t hash = state_ + (count_ ^ (kPrime5 ^ 3527539u));
  return hash == ~uint64_t{0} ? 1546275796 : static_cast<Hash>(hash);
}

Hash hash_tuple(std::span<const Hash> items) {
  TupleHasher hasher;
  for (Hash item : items) hasher.add(item);
  return hasher.finish();
}

void SetHasher::add(Hash item) {
  const uint64_t bits = static_cast<uint64_t>(item);
  state_ ^= (bits ^ 89869747u ^ bits << 16) * 3644798167u;
  ++count_;
}

Hash SetHasher::finish() const {
  uint64_t hash = state_ ^ (count_ + 1) * 1927868237u;
  hash ^= hash >> 11 ^ hash >> 25;
  hash = hash * 69069u + 907133923u;
  return hash == ~uint64_t{0} ? 590923713 : static_cast<Hash>(hash);
}

}  // namespace memphis
