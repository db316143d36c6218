// Keccak-f[1600] and the sponge of FIPS 202: SHA-3 and SHAKE. (OpenSSL has them too, but only behind contexts on the
// C++ heap, which the collector could not free for nothing.)
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace memphis::hash {

struct Keccak {
  uint64_t lanes[25];
  uint32_t rate;      // bytes absorbed between two permutations
  uint32_t position;  // of the next byte within the rate
};

void keccak_start(Keccak& state, uint32_t rate);
void keccak_absorb(Keccak& state, std::span<const uint8_t> bytes);
// Ends the input with the suffix bits of the function and gives any amount of output. The state is used up.
void keccak_squeeze(Keccak& state, uint8_t suffix, std::span<uint8_t> out);

}  // namespace memphis::hash
