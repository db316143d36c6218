// float.hex() and float.fromhex(): the hexadecimal half of base/number_text.h.
#include <bit>
#include <cmath>
#include <cstdlib>

#include "base/number_text.h"

namespace memphis {

void append_double_hex(std::string& out, double value) {
  if (!std::isfinite(value)) return append_double_repr(out, value);
  const uint64_t bits = std::bit_cast<uint64_t>(value);
  if (bits >> 63) out += '-';
  const int biased = static_cast<int>(bits >> 52 & 0x7FF);
  const uint64_t fraction = bits & ((uint64_t{1} << 52) - 1);
  if (biased == 0 && fraction == 0) {
    out += "0x0.0p+0";
    return;
  }
  out += biased == 0 ? "0x0." : "0x1.";
  for (int shift = 48; shift >= 0; shift -= 4) out += "0123456789abcdef"[fraction >> shift & 0xF];
  const int exponent = biased == 0 ? -1022 : biased - 1023;
  out += exponent < 0 ? "p-" : "p+";
  append_int(out, std::abs(exponent));
}

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool equals_word(std::string_view text, std::string_view word) {
  if (text.size() != word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if ((text[i] | 0x20) != word[i]) return false;
  }
  return true;
}

// The significand 0xMANTISSA, `sticky` for bits dropped below it, times 2**exponent.
struct HexSignificand {
  uint64_t mantissa = 0;
  int64_t exponent = 0;
  bool sticky = false;
  bool any_digit = false;
};

// Digits with at most one point. Returns the length.
size_t read_significand(std::string_view text, HexSignificand& significand) {
  size_t i = 0;
  bool point = false;
  for (; i < text.size(); ++i) {
    if (text[i] == '.') {
      if (point) break;
      point = true;
      continue;
    }
    const int digit = hex_digit(text[i]);
    if (digit < 0) break;
    significand.any_digit = true;
    if (significand.mantissa >> 56 == 0) {
      significand.mantissa = significand.mantissa << 4 | static_cast<uint64_t>(digit);
      if (point) significand.exponent -= 4;
    } else {
      significand.sticky |= digit != 0;
      if (!point) significand.exponent += 4;
    }
  }
  return i;
}

// Rounds to the nearest double, ties to even; infinite on overflow.
double assemble(const HexSignificand& significand, int64_t exponent) {
  const int top = 63 - std::countl_zero(significand.mantissa);
  const int64_t scale = exponent + top;  // the value is in [2**scale, 2**(scale + 1))
  if (scale > 1023) return HUGE_VAL;
  if (scale < -1080) return 0;
  // Bits that a double keeps here: fewer in the subnormal range.
  const int64_t lowest = scale < -1022 ? -1074 : scale - 52;
  const int64_t drop = lowest - exponent;
  uint64_t kept = significand.mantissa;
  if (drop > 0) {
    const int shift = static_cast<int>(drop);
    const uint64_t half = shift > 64 ? 0 : uint64_t{1} << (shift - 1);
    const uint64_t rest = shift > 63 ? kept : kept & ((uint64_t{1} << shift) - 1);
    kept = shift > 63 ? 0 : kept >> shift;
    const bool above = half != 0 && (rest > half || (rest == half && significand.sticky));
    const bool tie = half != 0 && rest == half && !significand.sticky;
    if (above || (tie && (kept & 1))) ++kept;
    return std::ldexp(static_cast<double>(kept), static_cast<int>(lowest));
  }
  return std::ldexp(static_cast<double>(kept), static_cast<int>(exponent));
}

}  // namespace

ParsedHexDouble parse_double_hex(std::string_view text) {
  constexpr ParsedHexDouble kBad{0, HexStatus::kInvalid};
  const bool signed_text = !text.empty() && (text[0] == '-' || text[0] == '+');
  const double sign = signed_text && text[0] == '-' ? -1.0 : 1.0;
  text.remove_prefix(signed_text ? 1 : 0);
  if (equals_word(text, "inf") || equals_word(text, "infinity")) return {sign * HUGE_VAL, HexStatus::kOk};
  if (equals_word(text, "nan")) return {std::copysign(std::nan(""), sign), HexStatus::kOk};
  if (text.size() >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x') text.remove_prefix(2);

  HexSignificand significand;
  text.remove_prefix(read_significand(text, significand));
  if (!significand.any_digit) return kBad;
  int64_t exponent = significand.exponent;
  if (!text.empty() && (text[0] | 0x20) == 'p') {
    text.remove_prefix(1);
    const bool negative = !text.empty() && text[0] == '-';
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
    if (text.empty()) return kBad;
    int64_t written = 0;
    for (char c : text) {
      if (c < '0' || c > '9') return kBad;
      if (written < (int64_t{1} << 50)) written = written * 10 + (c - '0');
    }
    exponent += negative ? -written : written;
  } else if (!text.empty()) {
    return kBad;
  }
  if (significand.mantissa == 0) return {sign * 0.0, HexStatus::kOk};
  const double magnitude = assemble(significand, exponent);
  if (std::isinf(magnitude)) return {0, HexStatus::kTooLarge};
  return {sign * magnitude, HexStatus::kOk};
}

}  // namespace memphis
