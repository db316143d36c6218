#include "base/half_float.h"

#include <bit>
#include <cmath>

namespace memphis {

double half_to_double(uint16_t bits) {
  const bool negative = (bits & 0x8000) != 0;
  const int exponent = bits >> 10 & 31;
  const int fraction = bits & 1023;
  double value;
  if (exponent == 31) {
    // A NaN keeps its payload: that is the upper part of a double's.
    const uint64_t wide = uint64_t{negative} << 63 | uint64_t{0x7ff} << 52 | static_cast<uint64_t>(fraction) << 42;
    return std::bit_cast<double>(wide);
  }
  if (exponent == 0) {
    value = std::ldexp(fraction, -24);
  } else {
    value = std::ldexp(fraction + 1024, exponent - 25);
  }
  return negative ? -value : value;
}

bool double_to_half(double value, uint16_t& bits) {
  const uint16_t sign = std::signbit(value) ? 0x8000 : 0;
  if (std::isnan(value)) {
    const auto payload = static_cast<uint16_t>(std::bit_cast<uint64_t>(value) >> 42 & 1023);
    bits = sign | 0x7c00 | (payload != 0 ? payload : 512);
    return true;
  }
  const double magnitude = std::fabs(value);
  if (std::isinf(magnitude)) {
    bits = sign | 0x7c00;
    return true;
  }
  int exponent = 0;
  std::frexp(magnitude, &exponent);  // magnitude in [2**(exponent-1), 2**exponent)
  if (magnitude == 0 || exponent < -13) {
    // Subnormal: in units of 2**-24; rounding up to 1024 gives the smallest normal number, whose bits follow.
    bits = sign | static_cast<uint16_t>(std::nearbyint(std::ldexp(magnitude, 24)));
    return true;
  }
  const double units = std::nearbyint(std::ldexp(magnitude, 11 - exponent));  // 1024 .. 2048
  const uint32_t encoded = static_cast<uint32_t>((exponent + 14) << 10) + static_cast<uint32_t>(units) - 1024;
  if (encoded >= 0x7c00) return false;
  bits = static_cast<uint16_t>(sign | encoded);
  return true;
}

}  // namespace memphis
