// The half of base/bigint.h between integers and doubles. Each conversion rounds once, to the nearest, ties to even.
#include <bit>
#include <cmath>

#include "base/bigint.h"
#include "base/number_text.h"

namespace memphis::bigint {
namespace {

constexpr int kMantissaBits = 53;
constexpr int kMinExponent = -1074;  // of the least bit of a subnormal double

// The top 64 bits of a magnitude (the first of them set), and whether any bit below is.
struct TopBits {
  uint64_t bits = 0;
  int64_t exponent = 0;  // the magnitude is about bits * 2**exponent
  bool sticky = false;
};

TopBits top_bits(IntView a) {
  TopBits top;
  const unsigned shift = static_cast<unsigned>(std::countl_zero(a.limbs[a.count - 1]));
  top.bits = a.limbs[a.count - 1] << shift;
  top.exponent = static_cast<int64_t>(a.count - 1) * kLimbBits - shift;
  size_t below = a.count - 1;
  if (below > 0 && shift > 0) {
    top.bits |= a.limbs[below - 1] >> (kLimbBits - shift);
    top.sticky = a.limbs[below - 1] << shift != 0;
    --below;
  }
  for (size_t i = below; i-- > 0 && !top.sticky;) top.sticky = a.limbs[i] != 0;
  return top;
}

// bits with its lowest `drop` (1 to 63) bits rounded away.
uint64_t round_off(uint64_t bits, unsigned drop, bool sticky) {
  const uint64_t half = uint64_t{1} << (drop - 1);
  const uint64_t rest = bits & (half * 2 - 1);
  uint64_t kept = bits >> drop;
  if (rest > half || (rest == half && (sticky || (kept & 1)))) ++kept;
  return kept;
}

}  // namespace

double to_fraction(IntView a, int64_t& exponent) {
  exponent = 0;
  if (a.count == 0) return 0;
  const TopBits top = top_bits(a);
  int shift = 0;
  const double mantissa = static_cast<double>(round_off(top.bits, kLimbBits - kMantissaBits, top.sticky));
  const double fraction = std::frexp(mantissa, &shift);
  exponent = top.exponent + (kLimbBits - kMantissaBits) + shift;
  return a.negative ? -fraction : fraction;
}

bool to_double(IntView a, double& value) {
  int64_t exponent = 0;
  const double fraction = to_fraction(a, exponent);
  if (exponent > 1024) return false;
  value = std::ldexp(fraction, static_cast<int>(exponent));
  return true;
}

void from_double(IntBuffer& out, double value) {
  const DoubleParts parts = split_double(std::trunc(value));
  const Limb mantissa = parts.mantissa;
  shift_left(out, {&mantissa, mantissa != 0 ? size_t{1} : size_t{0}, parts.negative && mantissa != 0},
             static_cast<uint64_t>(parts.exponent));
}

int compare(IntView a, double b) {
  const int sign_b = b > 0 ? 1 : b < 0 ? -1 : 0;
  if (a.sign() != sign_b) return a.sign() < sign_b ? -1 : 1;
  if (sign_b == 0) return 0;
  if (std::isinf(b)) return -sign_b;
  int exponent_b = 0;
  std::frexp(b, &exponent_b);
  // |b| is in [2**(exponent_b - 1), 2**exponent_b), |a| likewise with its bit length.
  const int64_t exponent_a = static_cast<int64_t>(bit_length(a));
  if (exponent_a != exponent_b) return exponent_a < exponent_b ? -sign_b : sign_b;
  IntBuffer whole;
  from_double(whole, b);
  const int order = compare(a, whole);
  if (order != 0) return order;
  const double fraction = b - std::trunc(b);
  return fraction > 0 ? -1 : fraction < 0 ? 1 : 0;
}

bool divide_to_double(IntView a, IntView b, double& value) {
  const bool negative = a.negative != b.negative;
  value = negative ? -0.0 : 0.0;
  if (a.count == 0) return true;
  a.negative = b.negative = false;
  const int64_t difference = static_cast<int64_t>(bit_length(a)) - static_cast<int64_t>(bit_length(b));
  if (difference > 1024) return false;
  if (difference < kMinExponent - 2) return true;
  // Scale so that the quotient has two or three bits more than the double keeps, fewer only for subnormals.
  const int64_t scale = std::max<int64_t>(difference - kMantissaBits, kMinExponent) - 2;
  IntBuffer scaled, quotient, remainder;
  if (scale <= 0) {
    if (!shift_left(scaled, a, static_cast<uint64_t>(-scale))) return false;
    divide_floor(&quotient, &remainder, scaled, b);
  } else {
    if (!shift_left(scaled, b, static_cast<uint64_t>(scale))) return false;
    divide_floor(&quotient, &remainder, a, scaled);
  }
  uint64_t bits = 0;
  to_uint64(quotient, bits);
  const bool sticky = !remainder.view().is_zero();
  const int length = static_cast<int>(std::bit_width(bits));
  const int drop = std::max<int>(length - kMantissaBits, static_cast<int>(std::max<int64_t>(kMinExponent - scale, 1)));
  const double magnitude = std::ldexp(static_cast<double>(round_off(bits, static_cast<unsigned>(drop), sticky)),
                                      static_cast<int>(scale) + drop);
  if (std::isinf(magnitude)) return false;
  value = negative ? -magnitude : magnitude;
  return true;
}

}  // namespace memphis::bigint
