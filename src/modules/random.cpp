// The module _random: the Mersenne Twister MT19937 of Matsumoto and Nishimura, seeded and read as CPython does it, so
// that the sequences are the same.
#include <sys/random.h>

#include <algorithm>
#include <vector>

#include "base/bigint.h"
#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr unsigned kStateSize = 624;
constexpr unsigned kShift = 397;

struct Random : Cell {
  uint32_t state[kStateSize];
  uint32_t index;  // next word to give; kStateSize: new ones must be made
};

// ---- The generator ----

void seed_with_word(Random* self, uint32_t seed) {
  self->state[0] = seed;
  for (uint32_t i = 1; i < kStateSize; i++) {
    const uint32_t previous = self->state[i - 1];
    self->state[i] = 1812433253u * (previous ^ previous >> 30) + i;
  }
  self->index = kStateSize;
}

void seed_with_words(Random* self, std::span<const uint32_t> key) {
  uint32_t* state = self->state;
  seed_with_word(self, 19650218u);
  size_t i = 1, j = 0;
  auto advance = [&] {
    if (++i == kStateSize) state[0] = state[kStateSize - 1], i = 1;
  };
  for (size_t count = std::max<size_t>(kStateSize, key.size()); count > 0; count--) {
    state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >> 30) * 1664525u) + key[j] + static_cast<uint32_t>(j);
    advance();
    if (++j == key.size()) j = 0;
  }
  for (size_t count = kStateSize - 1; count > 0; count--) {
    state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >> 30) * 1566083941u) - static_cast<uint32_t>(i);
    advance();
  }
  state[0] = 0x80000000u;
}

void make_words(Random* self) {
  uint32_t* state = self->state;
  for (unsigned i = 0; i < kStateSize; i++) {
    const uint32_t y = (state[i] & 0x80000000u) | (state[(i + 1) % kStateSize] & 0x7fffffffu);
    state[i] = state[(i + kShift) % kStateSize] ^ y >> 1 ^ (y & 1 ? 0x9908b0dfu : 0);
  }
  self->index = 0;
}

uint32_t next_word(Random* self) {
  if (self->index >= kStateSize) make_words(self);
  uint32_t y = self->state[self->index++];
  y ^= y >> 11;
  y ^= y << 7 & 0x9d2c5680u;
  y ^= y << 15 & 0xefc60000u;
  return y ^ y >> 18;
}

// ---- Seeding ----

void seed_from_system(Random* self) {
  uint32_t key[kStateSize];
  auto* bytes = reinterpret_cast<uint8_t*>(key);
  size_t filled = 0;
  while (filled < sizeof(key)) {
    const ssize_t got = getrandom(bytes + filled, std::min<size_t>(sizeof(key) - filled, 256), 0);
    if (got > 0) filled += static_cast<size_t>(got);
  }
  seed_with_words(self, key);
}

Status seed_with(Thread& thread, Random* self, Value value) {
  if (value.is_unbound() || value.is_none()) {
    seed_from_system(self);
    return {};
  }
  IntBuffer magnitude;
  if (is_int(value)) {
    bigint::absolute(magnitude, IntReader(value));
  } else {
    magnitude.assign_unsigned(static_cast<uint64_t>(TRY(hash_value(thread, value))));
  }
  std::vector<uint32_t> key;
  const IntView view = magnitude.view();
  for (size_t i = 0; i < view.count; i++) {
    key.push_back(static_cast<uint32_t>(view.limbs[i]));
    key.push_back(static_cast<uint32_t>(view.limbs[i] >> 32));
  }
  while (!key.empty() && key.back() == 0) key.pop_back();
  if (key.empty()) key.push_back(0);
  seed_with_words(self, key);
  return {};
}

Value random_new(Thread& thread, Value* args) {
  auto* self = TRY(allocate_instance<Random>(thread, args[0].as<Type>()));
  seed_with_word(self, 5489u);
  return self;
}

Value random_init(Thread& thread, Value* args) {
  auto* given = args[1].as<Tuple>();
  if (!args[2].is_unbound() && args[2].as<Dict>()->count != 0)
    return raise_type_error(thread, "Random() takes no keyword arguments");
  if (given->size > 1) return raise_type_error(thread, "Random() requires 0 or 1 argument");
  TRY(seed_with(thread, args[0].as<Random>(), given->size == 0 ? Value::none() : given->items[0]));
  return Value::none();
}

// ---- Methods ----

Value random_random(Thread& thread, Value* args) {
  auto* self = args[0].as<Random>();
  const uint32_t high = next_word(self) >> 5, low = next_word(self) >> 6;
  return make_float(thread, (high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}

Value random_seed(Thread& thread, Value* args) {
  TRY(seed_with(thread, args[0].as<Random>(), args[1]));
  return Value::none();
}

Value random_getrandbits(Thread& thread, Value* args) {
  auto* self = args[0].as<Random>();
  uint64_t bits;
  const Value index = TRY(to_index(thread, args[1]));
  if (int_sign(index) < 0) return raise_value_error(thread, "Cannot convert negative int");
  if (!int_to_uint64(index, bits)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large for C uint64_t");
  }
  if (bits == 0) return Value::small_int(0);
  if (bits <= 32) return Value::small_int(next_word(self) >> (32 - bits));
  const uint64_t limbs = (bits - 1) / 64 + 1;
  if (limbs > bigint::kMaxLimbs) return raise_memory_error(thread);
  TRY(reserve_limbs(thread, limbs * 2));
  IntBuffer result;
  Limb* words = result.start(limbs);
  for (uint64_t i = 0; i < limbs; i++) {
    uint64_t limb = 0;
    for (unsigned half = 0; half < 2 && i * 64 + half * 32 < bits; half++) {
      const uint64_t left = bits - i * 64 - half * 32;
      const uint32_t word = next_word(self);
      limb |= static_cast<uint64_t>(left < 32 ? word >> (32 - left) : word) << (32 * half);
    }
    words[i] = limb;
  }
  result.finish(limbs, false);
  return make_int(thread, result);
}

Value random_getstate(Thread& thread, Value* args) {
  auto* self = args[0].as<Random>();
  Tuple* state = TRY(allocate_tuple(thread, kStateSize + 1));
  for (unsigned i = 0; i < kStateSize; i++) state->items[i] = Value::small_int(self->state[i]);
  state->items[kStateSize] = Value::small_int(self->index);
  return state;
}

// As C's unsigned long, the high bits dropped afterwards.
Fallible<uint64_t> state_word(Thread& thread, Value value) {
  if (!is_int(value)) return raise_type_error(thread, "an integer is required");
  if (int_sign(value) < 0) {
    return raise(thread, ExceptionId::kOverflowError, "can't convert negative value to unsigned int");
  }
  uint64_t number;
  if (int_to_uint64(value, number)) return number;
  return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C unsigned long");
}

Value random_setstate(Thread& thread, Value* args) {
  auto* self = args[0].as<Random>();
  if (!args[1].is_kind(Kind::kTuple)) return raise_type_error(thread, "state vector must be a tuple");
  auto* state = args[1].as<Tuple>();
  if (state->size != kStateSize + 1) return raise_value_error(thread, "state vector is the wrong size");
  uint32_t words[kStateSize];
  for (unsigned i = 0; i < kStateSize; i++) {
    words[i] = static_cast<uint32_t>(TRY(state_word(thread, state->items[i])));
  }
  const Value index = state->items[kStateSize];
  if (!is_int(index)) return raise_type_error(thread, "an integer is required");
  int64_t number;
  if (!int_to_int64(index, number)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
  }
  if (number < 0 || number > static_cast<int64_t>(kStateSize)) return raise_value_error(thread, "invalid state");
  std::copy(words, words + kStateSize, self->state);
  self->index = static_cast<uint32_t>(number);
  return Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", random_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", random_init},
    {"random(self, /)", random_random, "A float from 0.0 to 1.0, which is not reached."},
    {"seed(self, n=None, /)", random_seed, "Sets the state from an object, or from the system's random source."},
    {"getstate(self, /)", random_getstate, "The state as a tuple of ints."},
    {"setstate(self, state, /)", random_setstate, "Sets the state from what getstate() gave."},
    {"getrandbits(self, k, /)", random_getrandbits, "An int of k random bits."},
};

constexpr TypeSpec kRandomType = {
    .name = "Random",
    .module = "_random",
    .basic_size = sizeof(Random),
    .methods = kMethods,
    .doc = "Random() -> create a random number generator with its own internal state.",
    .text_signature = "",
};

}  // namespace

Value create_random_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_random", "The Mersenne Twister.", {}));
  (void)TRY(add_module_type(thread, module, kRandomType));
  return module;
}

}  // namespace memphis
