// Hash functions that give CPython's values on a 64-bit machine, so that sets and dicts iterate alike and
// PYTHONHASHSEED=n reproduces CPython's own hashes.
//
// A hash is never -1 (that value means an error in Python's protocol): every function here gives -2 instead.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace memphis {

using Hash = int64_t;

inline constexpr unsigned kHashBits = 61;
inline constexpr uint64_t kHashModulus = (uint64_t{1} << kHashBits) - 1;  // numbers hash modulo this prime
inline constexpr Hash kHashInfinity = 314159;
inline constexpr Hash kHashImaginary = 1000003;  // factor of a complex number's imaginary part

constexpr Hash never_minus_one(uint64_t hash) { return hash == ~uint64_t{0} ? -2 : static_cast<Hash>(hash); }

// The key of the hash of str and bytes.
struct HashKey {
  uint64_t k0 = 0;
  uint64_t k1 = 0;
};

// The key that CPython derives from PYTHONHASHSEED; seed 0 is the zero key.
HashKey hash_key_from_seed(uint32_t seed);

// SipHash-1-3 of raw bytes; 0 for none. A str hashes its 1-, 2- or 4-byte storage.
Hash hash_bytes(const HashKey& key, const void* data, size_t size);

// An int modulo kHashModulus with the int's sign.
constexpr Hash hash_int(int64_t value) {
  const uint64_t magnitude = value < 0 ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value);
  const Hash hash = static_cast<Hash>(magnitude % kHashModulus);
  return never_minus_one(static_cast<uint64_t>(value < 0 ? -hash : hash));
}

// A double that is not a NaN (those hash by identity: hash_pointer). Equal to hash_int for integral values.
Hash hash_double(double value);
// From the hashes of the two parts.
Hash hash_complex(Hash real, Hash imaginary);

// An address; also what objects without __hash__ hash to.
inline Hash hash_pointer(const void* pointer) {
  const uint64_t bits = reinterpret_cast<uintptr_t>(pointer);
  return never_minus_one(bits >> 4 | bits << 60);
}

// The hash of a tuple from its items' hashes, one after the other.
class TupleHasher {
 public:
  void add(Hash item);
  Hash finish() const;

 private:
  uint64_t state_ = 2870177450012600261u;
  uint64_t count_ = 0;
};
Hash hash_tuple(std::span<const Hash> items);

// The hash of a frozenset from its items' hashes in any order. A frozenset caches it, so items are added once.
class SetHasher {
 public:
  void add(Hash item);
  Hash finish() const;

 private:
  uint64_t state_ = 0;
  uint64_t count_ = 0;
};

}  // namespace memphis
