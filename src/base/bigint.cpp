#include "base/bigint.h"

#include <gmp.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/checks.h"

namespace memphis {

static_assert(sizeof(mp_limb_t) == sizeof(Limb) && GMP_NUMB_BITS == kLimbBits, "GMP must have 64-bit limbs, no nails");

namespace {

// GMP's limb is another integer type of the same size on some systems.
mp_limb_t* gmp(Limb* limbs) { return reinterpret_cast<mp_limb_t*>(limbs); }
const mp_limb_t* gmp(const Limb* limbs) { return reinterpret_cast<const mp_limb_t*>(limbs); }
mp_size_t gmp_size(size_t count) { return static_cast<mp_size_t>(count); }

size_t drop_zeros(const Limb* limbs, size_t count) {
  while (count > 0 && limbs[count - 1] == 0) --count;
  return count;
}

int compare_magnitudes(IntView a, IntView b) {
  if (a.count != b.count) return a.count < b.count ? -1 : 1;
  return a.count == 0 ? 0 : mpn_cmp(gmp(a.limbs), gmp(b.limbs), gmp_size(a.count));
}

void add_magnitudes(IntBuffer& out, IntView a, IntView b, bool negative) {
  if (a.count < b.count) std::swap(a, b);
  Limb* sum = out.start(a.count + 1);
  if (b.count == 0) {
    std::copy_n(a.limbs, a.count, sum);
    sum[a.count] = 0;
  } else {
    sum[a.count] = mpn_add(gmp(sum), gmp(a.limbs), gmp_size(a.count), gmp(b.limbs), gmp_size(b.count));
  }
  out.finish(a.count + 1, negative);
}

// |a| - |b| with the sign of a where it is positive.
void subtract_magnitudes(IntBuffer& out, IntView a, IntView b, bool negative) {
  const int order = compare_magnitudes(a, b);
  if (order == 0) return out.finish(0, false);
  if (order < 0) {
    std::swap(a, b);
    negative = !negative;
  }
  Limb* difference = out.start(a.count);
  if (b.count == 0) {
    std::copy_n(a.limbs, a.count, difference);
  } else {
    mpn_sub(gmp(difference), gmp(a.limbs), gmp_size(a.count), gmp(b.limbs), gmp_size(b.count));
  }
  out.finish(a.count, negative);
}

// A read-only mpz over a view.
class MpzView {
 public:
  explicit MpzView(IntView a) {
    mpz_roinit_n(value_, gmp(a.limbs), a.negative ? -gmp_size(a.count) : gmp_size(a.count));
  }
  mpz_srcptr get() const { return value_; }

 private:
  mpz_t value_;
};

class MpzResult {
 public:
  MpzResult() { mpz_init(value_); }
  ~MpzResult() { mpz_clear(value_); }
  MpzResult(const MpzResult&) = delete;
  MpzResult& operator=(const MpzResult&) = delete;
  mpz_ptr get() { return value_; }
  void move_to(IntBuffer& out) const {
    const size_t count = mpz_size(value_);
    Limb* limbs = out.start(count);
    if (count != 0) std::memcpy(limbs, mpz_limbs_read(value_), count * sizeof(Limb));
    out.finish(count, mpz_sgn(value_) < 0);
  }

 private:
  mpz_t value_;
};

enum class BitOperation : uint8_t { kAnd, kOr, kXor };

// Reads a magnitude and sign as two's complement, limb by limb, endlessly.
class TwosComplement {
 public:
  explicit TwosComplement(IntView a) : a_(a), carry_(a.negative) {}
  Limb next() {
    Limb limb = index_ < a_.count ? a_.limbs[index_] : 0;
    ++index_;
    if (!a_.negative) return limb;
    limb = ~limb + carry_;
    carry_ = carry_ && limb == 0;
    return limb;
  }

 private:
  IntView a_;
  size_t index_ = 0;
  bool carry_;
};

template <BitOperation operation>
Limb combine(Limb a, Limb b) {
  if constexpr (operation == BitOperation::kAnd) return a & b;
  if constexpr (operation == BitOperation::kOr) return a | b;
  return a ^ b;
}

template <BitOperation operation>
void bitwise(IntBuffer& out, IntView a, IntView b) {
  // One limb more than the longer operand holds the sign; a negative operand of zero top bits needs it.
  const size_t count = std::max(a.count, b.count) + 1;
  Limb* result = out.start(count);
  TwosComplement left(a), right(b);
  for (size_t i = 0; i < count; ++i) result[i] = combine<operation>(left.next(), right.next());
  const bool negative = result[count - 1] >> 63 != 0;
  if (negative) mpn_neg(gmp(result), gmp(result), gmp_size(count));
  out.finish(count, negative);
}

}  // namespace

void IntBuffer::assign(int64_t value) { assign(IntOperand(value).view()); }

void IntBuffer::assign_unsigned(uint64_t value) {
  *start(1) = value;
  finish(1, false);
}

void IntBuffer::assign(IntView value) {
  Limb* limbs = start(value.count);
  if (value.count != 0) std::memcpy(limbs, value.limbs, value.count * sizeof(Limb));
  finish(value.count, value.negative);
}

Limb* IntBuffer::start(size_t count) {
  if (count > capacity_) {
    release();
    limbs_ = static_cast<Limb*>(std::malloc(count * sizeof(Limb)));
    check(limbs_ != nullptr, "out of memory for an integer");
    capacity_ = count;
  }
  return limbs_;
}

void IntBuffer::finish(size_t count, bool negative) {
  count_ = drop_zeros(limbs_, count);
  negative_ = negative && count_ != 0;
}

void IntBuffer::swap(IntBuffer& other) {
  const bool mine_inline = limbs_ == inline_, theirs_inline = other.limbs_ == other.inline_;
  std::swap(limbs_, other.limbs_);
  std::swap(count_, other.count_);
  std::swap(capacity_, other.capacity_);
  std::swap(negative_, other.negative_);
  std::swap(inline_, other.inline_);
  if (mine_inline) other.limbs_ = other.inline_;
  if (theirs_inline) limbs_ = inline_;
}

void IntBuffer::release() {
  if (limbs_ != inline_) std::free(limbs_);
  limbs_ = inline_;
  capacity_ = kInlineLimbs;
}

namespace bigint {

bool has_room_for(uint64_t limbs) {
  // Small operations work on the stack. What the others take for themselves is at most some six times their operands.
  constexpr uint64_t kOnStack = 64, kScratch = 8;
  if (limbs <= kOnStack) return true;
  void* probe = std::malloc(limbs * kScratch * sizeof(Limb));
  // Without this the compiler knows that nobody uses the memory, and leaves both calls out.
  __asm__ volatile("" : : "r"(probe) : "memory");
  std::free(probe);
  return probe != nullptr;
}

bool to_int64(IntView a, int64_t& value) {
  if (a.count > 1) return false;
  const Limb limb = a.count == 0 ? 0 : a.limbs[0];
  if (limb > (Limb{1} << 63) - (a.negative ? 0 : 1)) return false;
  value = static_cast<int64_t>(a.negative ? ~limb + 1 : limb);
  return true;
}

bool to_uint64(IntView a, uint64_t& value) {
  if (a.count > 1 || a.negative) return false;
  value = a.count == 0 ? 0 : a.limbs[0];
  return true;
}

int compare(IntView a, IntView b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  const int order = compare_magnitudes(a, b);
  return a.negative ? -order : order;
}

Hash hash(IntView a) {
  // 2**64 is 8 modulo 2**61 - 1.
  uint64_t sum = 0;
  for (size_t i = a.count; i-- > 0;) {
    sum = ((sum << 3) & kHashModulus) | sum >> (kHashBits - 3);
    sum += (a.limbs[i] & kHashModulus) + (a.limbs[i] >> kHashBits);
    sum = (sum & kHashModulus) + (sum >> kHashBits);
    if (sum >= kHashModulus) sum -= kHashModulus;
  }
  return never_minus_one(a.negative ? ~sum + 1 : sum);
}

uint64_t bit_length(IntView a) {
  if (a.count == 0) return 0;
  return uint64_t{a.count} * kLimbBits - static_cast<uint64_t>(std::countl_zero(a.limbs[a.count - 1]));
}

uint64_t bit_count(IntView a) { return a.count == 0 ? 0 : mpn_popcount(gmp(a.limbs), gmp_size(a.count)); }

bool add(IntBuffer& out, IntView a, IntView b) {
  if (std::max(a.count, b.count) >= kMaxLimbs) return false;
  if (a.negative == b.negative) {
    add_magnitudes(out, a, b, a.negative);
  } else {
    subtract_magnitudes(out, a, b, a.negative);
  }
  return true;
}

bool subtract(IntBuffer& out, IntView a, IntView b) {
  b.negative = !b.negative;
  return add(out, a, b);
}

bool multiply(IntBuffer& out, IntView a, IntView b) {
  if (a.count < b.count) std::swap(a, b);
  if (b.count == 0) {
    out.finish(0, false);
    return true;
  }
  const size_t count = a.count + b.count;
  if (count > kMaxLimbs) return false;
  Limb* product = out.start(count);
  if (a.limbs == b.limbs && a.count == b.count) {
    mpn_sqr(gmp(product), gmp(a.limbs), gmp_size(a.count));
  } else {
    mpn_mul(gmp(product), gmp(a.limbs), gmp_size(a.count), gmp(b.limbs), gmp_size(b.count));
  }
  out.finish(count, a.negative != b.negative);
  return true;
}

void negate(IntBuffer& out, IntView a) {
  a.negative = !a.negative && a.count != 0;
  out.assign(a);
}

void absolute(IntBuffer& out, IntView a) {
  a.negative = false;
  out.assign(a);
}

void invert(IntBuffer& out, IntView a) {
  // ~a is -(a + 1).
  const IntOperand one(1);
  if (a.negative) {
    subtract_magnitudes(out, a, one, false);
  } else {
    add_magnitudes(out, a, one, true);
  }
}

void divide_floor(IntBuffer* quotient, IntBuffer* remainder, IntView a, IntView b) {
  const bool signs_differ = a.negative != b.negative;
  IntBuffer own_quotient, own_remainder;
  IntBuffer& q = quotient ? *quotient : own_quotient;
  IntBuffer& r = remainder ? *remainder : own_remainder;
  if (a.count < b.count) {
    q.finish(0, false);
    r.assign(a);
  } else if (b.count == 1) {
    Limb* limbs = q.start(a.count + 1);
    const Limb rest = mpn_divrem_1(gmp(limbs), 0, gmp(a.limbs), gmp_size(a.count), b.limbs[0]);
    q.finish(a.count, signs_differ);
    *r.start(1) = rest;
    r.finish(1, a.negative);
  } else {
    const size_t count = a.count - b.count + 1;
    Limb* limbs = q.start(count + 1);
    Limb* rest = r.start(b.count);
    mpn_tdiv_qr(gmp(limbs), gmp(rest), 0, gmp(a.limbs), gmp_size(a.count), gmp(b.limbs), gmp_size(b.count));
    q.finish(count, signs_differ);
    r.finish(b.count, a.negative);
  }
  if (!signs_differ || r.view().is_zero()) return;
  // What was truncated towards zero has to go down by one; the quotient's storage has room for the carry.
  if (quotient) {
    const size_t count = q.view().count;
    if (count == 0) {
      *q.start(1) = 1;
      q.finish(1, true);
    } else {
      Limb* limbs = q.start(count);
      const Limb carry = mpn_add_1(gmp(limbs), gmp(limbs), gmp_size(count), 1);
      if (carry) limbs[count] = 1;
      q.finish(count + (carry ? 1 : 0), true);
    }
  }
  if (remainder) {
    IntBuffer adjusted;
    add(adjusted, r, b);
    r.swap(adjusted);
  }
}

bool power(IntBuffer& out, IntView a, uint64_t exponent) {
  if (exponent == 0) {
    out.assign(1);
    return true;
  }
  const bool negative = a.negative && (exponent & 1) != 0;
  if (a.count == 0 || (a.count == 1 && a.limbs[0] == 1)) {
    out.assign(IntView{a.limbs, a.count, negative});
    return true;
  }
  const uint64_t bits = bit_length(a) - 1;  // the result has at least bits * exponent bits
  if (bits != 0 && exponent > (uint64_t{kMaxLimbs} - 1) * kLimbBits / bits) return false;
  MpzResult result;
  mpz_pow_ui(result.get(), MpzView({a.limbs, a.count, false}).get(), exponent);
  if (mpz_size(result.get()) > kMaxLimbs) return false;
  result.move_to(out);
  const size_t count = out.view().count;
  out.finish(count, negative);
  return true;
}

bool power_modulo(IntBuffer& out, IntView base, IntView exponent, IntView modulus) {
  MpzResult inverse, result;
  const MpzView base_value(base), exponent_value({exponent.limbs, exponent.count, false});
  const MpzView modulus_value({modulus.limbs, modulus.count, false});
  mpz_srcptr effective = base_value.get();
  const bool unit_modulus = modulus.count == 1 && modulus.limbs[0] == 1;
  if (exponent.negative) {
    // Everything is invertible modulo one; GMP says otherwise.
    if (!unit_modulus && mpz_invert(inverse.get(), base_value.get(), modulus_value.get()) == 0) return false;
    effective = inverse.get();
  }
  if (unit_modulus) {
    out.finish(0, false);
    return true;
  }
  mpz_powm(result.get(), effective, exponent_value.get(), modulus_value.get());
  if (modulus.negative && mpz_sgn(result.get()) != 0) {
    mpz_sub(result.get(), result.get(), modulus_value.get());
  }
  result.move_to(out);
  return true;
}

bool shift_left(IntBuffer& out, IntView a, uint64_t bits) {
  if (a.count == 0) {
    out.finish(0, false);
    return true;
  }
  const uint64_t whole = bits / kLimbBits;
  const unsigned part = static_cast<unsigned>(bits % kLimbBits);
  if (whole > kMaxLimbs || a.count + whole + 1 > kMaxLimbs) return false;
  const size_t count = a.count + whole + 1;
  Limb* result = out.start(count);
  std::fill_n(result, whole, Limb{0});
  if (part == 0) {
    std::copy_n(a.limbs, a.count, result + whole);
    result[count - 1] = 0;
  } else {
    result[count - 1] = mpn_lshift(gmp(result + whole), gmp(a.limbs), gmp_size(a.count), part);
  }
  out.finish(count, a.negative);
  return true;
}

void shift_right(IntBuffer& out, IntView a, uint64_t bits) {
  const uint64_t whole = bits / kLimbBits;
  const unsigned part = static_cast<unsigned>(bits % kLimbBits);
  if (whole >= a.count) {
    out.assign(a.negative ? -1 : 0);
    return;
  }
  const size_t count = a.count - whole;
  Limb* result = out.start(count + 1);
  bool lost = std::any_of(a.limbs, a.limbs + whole, [](Limb limb) { return limb != 0; });
  if (part == 0) {
    std::copy_n(a.limbs + whole, count, result);
  } else {
    lost |= mpn_rshift(gmp(result), gmp(a.limbs + whole), gmp_size(count), part) != 0;
  }
  result[count] = 0;
  if (a.negative && lost) mpn_add_1(gmp(result), gmp(result), gmp_size(count + 1), 1);
  out.finish(count + 1, a.negative);
}

void bit_and(IntBuffer& out, IntView a, IntView b) { bitwise<BitOperation::kAnd>(out, a, b); }
void bit_or(IntBuffer& out, IntView a, IntView b) { bitwise<BitOperation::kOr>(out, a, b); }
void bit_xor(IntBuffer& out, IntView a, IntView b) { bitwise<BitOperation::kXor>(out, a, b); }

void gcd(IntBuffer& out, IntView a, IntView b) {
  MpzResult result;
  mpz_gcd(result.get(), MpzView(a).get(), MpzView(b).get());
  result.move_to(out);
}

void square_root(IntBuffer& out, IntView a) {
  if (a.count == 0) return out.finish(0, false);
  const size_t count = (a.count + 1) / 2;
  mpn_sqrtrem(gmp(out.start(count)), nullptr, gmp(a.limbs), gmp_size(a.count));
  out.finish(count, false);
}

}  // namespace bigint
}  // namespace memphis
