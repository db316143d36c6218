#include "modules/hash/keccak.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace memphis::hash {

namespace {

constexpr uint64_t kRoundConstants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000a, 0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};
// Along the cycle that the step pi makes of all lanes but the first: how far each is rotated, and where it goes.
constexpr int kRotations[24] = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
constexpr int kTargets[24] = {10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1};

void permute(uint64_t* lanes) {
  for (uint64_t constant : kRoundConstants) {
    uint64_t columns[5];
    for (int x = 0; x < 5; x++) {
      columns[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
    }
    for (int x = 0; x < 5; x++) {
      const uint64_t change = columns[(x + 4) % 5] ^ std::rotl(columns[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) lanes[x + y] ^= change;
    }
    uint64_t moving = lanes[1];
#pragma clang loop unroll(full)
    for (int i = 0; i < 24; i++) {
      const uint64_t displaced = lanes[kTargets[i]];
      lanes[kTargets[i]] = std::rotl(moving, kRotations[i]);
      moving = displaced;
    }
    for (int y = 0; y < 25; y += 5) {
      uint64_t row[5];
      std::memcpy(row, lanes + y, sizeof(row));
      for (int x = 0; x < 5; x++) lanes[x + y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
    }
    lanes[0] ^= constant;
  }
}

uint8_t* bytes_of(Keccak& state) { return reinterpret_cast<uint8_t*>(state.lanes); }

}  // namespace

void keccak_start(Keccak& state, uint32_t rate) {
  state = {};
  state.rate = rate;
}

void keccak_absorb(Keccak& state, std::span<const uint8_t> bytes) {
  size_t i = 0;
  while (i < bytes.size()) {
    if (state.position == 0 && bytes.size() - i >= state.rate) {
      for (uint32_t lane = 0; lane < state.rate / 8; lane++) {
        uint64_t word;
        std::memcpy(&word, bytes.data() + i + lane * 8, 8);
        state.lanes[lane] ^= word;
      }
      i += state.rate;
      permute(state.lanes);
      continue;
    }
    bytes_of(state)[state.position++] ^= bytes[i++];
    if (state.position == state.rate) {
      permute(state.lanes);
      state.position = 0;
    }
  }
}

void keccak_squeeze(Keccak& state, uint8_t suffix, std::span<uint8_t> out) {
  bytes_of(state)[state.position] ^= suffix;
  bytes_of(state)[state.rate - 1] ^= 0x80;
  size_t i = 0;
  while (i < out.size()) {
    permute(state.lanes);
    const size_t count = std::min<size_t>(state.rate, out.size() - i);
    std::memcpy(out.data() + i, bytes_of(state), count);
    i += count;
  }
}

}  // namespace memphis::hash
