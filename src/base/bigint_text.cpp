// The half of base/bigint.h between integers and text or bytes.
#include <gmp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <vector>

#include "base/bigint.h"

namespace memphis::bigint {
namespace {

constexpr std::array<uint8_t, 256> make_digit_values() {
  std::array<uint8_t, 256> values{};
  values.fill(0xFF);
  for (unsigned i = 0; i < 10; ++i) values['0' + i] = static_cast<uint8_t>(i);
  for (unsigned i = 0; i < 26; ++i) values['a' + i] = values['A' + i] = static_cast<uint8_t>(10 + i);
  return values;
}
constexpr std::array<uint8_t, 256> kDigitValues = make_digit_values();

unsigned digit_value(char c) { return kDigitValues[static_cast<unsigned char>(c)]; }

// The number of digits, or one more. `a` is not zero.
size_t digits_bound(IntView a, unsigned base) {
  mpz_t view;
  mpz_roinit_n(view, reinterpret_cast<const mp_limb_t*>(a.limbs), static_cast<mp_size_t>(a.count));
  return mpz_sizeinbase(view, static_cast<int>(base));
}

// Digit values (not characters) to limbs.
void from_values(IntBuffer& out, const uint8_t* values, size_t count, unsigned base) {
  while (count > 0 && *values == 0) ++values, --count;
  if (count == 0) return out.finish(0, false);
  const size_t bits = count * static_cast<size_t>(std::bit_width(base - 1));
  Limb* limbs = out.start(bits / kLimbBits + 2);
  const mp_size_t size = mpn_set_str(reinterpret_cast<mp_limb_t*>(limbs), values, count, static_cast<int>(base));
  out.finish(static_cast<size_t>(size), false);
}

// What stands before the digits of text that int() reads.
struct Prefix {
  bool negative = false;
  size_t length = 0;
  unsigned base = 10;
  bool must_be_zero = false;  // base 0 and a leading zero without a letter
};

Prefix read_prefix(std::string_view text, unsigned base) {
  Prefix prefix{.base = base};
  size_t i = 0;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) prefix.negative = text[i++] == '-';
  unsigned named = 0;
  if (i + 1 < text.size() && text[i] == '0') {
    const char letter = static_cast<char>(text[i + 1] | 0x20);
    named = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  }
  if (base == 0) {
    prefix.base = named ? named : 10;
    prefix.must_be_zero = !named && i < text.size() && text[i] == '0';
  }
  if (named && named == prefix.base) {
    i += 2;
    // One underscore may follow the prefix.
    if (i < text.size() && text[i] == '_') ++i;
  }
  prefix.length = i;
  return prefix;
}

// Checks the digits, and hands each value to take().
template <class Take>
IntText read_digits(std::string_view text, const Prefix& prefix, Take take) {
  IntText result{.base = prefix.base};
  char previous = '_';
  bool zero = true;
  for (char c : text.substr(prefix.length)) {
    if (c == '_') {
      if (previous == '_') return result;
    } else {
      const unsigned value = digit_value(c);
      if (value >= prefix.base) return result;
      zero &= value == 0;
      ++result.digits;
      take(static_cast<uint8_t>(value));
    }
    previous = c;
  }
  result.valid = previous != '_' && !(prefix.must_be_zero && !zero);
  return result;
}

}  // namespace

void append_text(std::string& out, IntView a, unsigned base) {
  if (a.negative) out += '-';
  if (a.count <= 1) {
    char text[72];
    const auto end = std::to_chars(text, text + sizeof text, a.count == 0 ? 0 : a.limbs[0], static_cast<int>(base)).ptr;
    out.append(text, end);
    return;
  }
  // mpn_get_str destroys its input, needs a limb more, and may write a leading zero.
  std::vector<Limb> scratch(a.count + 1);
  std::copy_n(a.limbs, a.count, scratch.begin());
  const size_t start = out.size();
  out.resize(start + digits_bound(a, base) + 1);
  unsigned char* digits = reinterpret_cast<unsigned char*>(out.data() + start);
  const size_t count = mpn_get_str(digits, static_cast<int>(base), reinterpret_cast<mp_limb_t*>(scratch.data()),
                                   static_cast<mp_size_t>(a.count));
  size_t zeros = 0;
  while (zeros + 1 < count && digits[zeros] == 0) ++zeros;
  for (size_t i = zeros; i < count; ++i) {
    digits[i - zeros] = static_cast<unsigned char>("0123456789abcdefghijklmnopqrstuvwxyz"[digits[i]]);
  }
  out.resize(start + count - zeros);
}

uint64_t decimal_digits_bound(IntView a) {
  if (a.count == 0) return 1;
  return digits_bound(a, 10);
}

bool from_digits(IntBuffer& out, std::string_view digits, unsigned base) {
  if (digits.empty()) return false;
  std::vector<uint8_t> values(digits.size());
  for (size_t i = 0; i < digits.size(); ++i) {
    const unsigned value = digit_value(digits[i]);
    if (value >= base) return false;
    values[i] = static_cast<uint8_t>(value);
  }
  from_values(out, values.data(), values.size(), base);
  return true;
}

IntText check_text(std::string_view text, unsigned base) {
  return read_digits(text, read_prefix(text, base), [](uint8_t) {});
}

IntText from_text(IntBuffer& out, std::string_view text, unsigned base) {
  const Prefix prefix = read_prefix(text, base);
  uint8_t few[80];
  std::vector<uint8_t> many(text.size() > sizeof few ? text.size() : 0);
  uint8_t* const values = many.empty() ? few : many.data();
  size_t count = 0;
  const IntText result = read_digits(text, prefix, [&](uint8_t value) { values[count++] = value; });
  if (!result.valid) return result;
  from_values(out, values, count, result.base);
  out.finish(out.view().count, prefix.negative);
  return result;
}

BytesStatus to_bytes(IntView a, std::span<uint8_t> bytes, std::endian order, bool is_signed) {
  if (a.negative && !is_signed) return BytesStatus::kNegative;
  // In two's complement n bits hold -2**(n-1) but not +2**(n-1).
  uint64_t bits = bit_length(a);
  if (is_signed && a.count != 0) {
    bool power_of_two = bit_count(a) == 1;
    bits += a.negative && power_of_two ? 0 : 1;
  }
  if (bits > uint64_t{bytes.size()} * 8) return BytesStatus::kTooBig;
  unsigned carry = a.negative ? 1 : 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const size_t limb = i / sizeof(Limb);
    unsigned byte = limb < a.count ? static_cast<unsigned>(a.limbs[limb] >> (i % sizeof(Limb) * 8) & 0xFF) : 0;
    if (a.negative) {
      byte = (~byte & 0xFF) + carry;
      carry = byte >> 8;
    }
    bytes[order == std::endian::little ? i : bytes.size() - 1 - i] = static_cast<uint8_t>(byte);
  }
  return BytesStatus::kOk;
}

void from_bytes(IntBuffer& out, std::span<const uint8_t> bytes, std::endian order, bool is_signed) {
  const size_t size = bytes.size();
  auto byte_at = [&](size_t i) { return bytes[order == std::endian::little ? i : size - 1 - i]; };
  const bool negative = is_signed && size != 0 && (byte_at(size - 1) & 0x80) != 0;
  const size_t count = (size + sizeof(Limb) - 1) / sizeof(Limb);
  Limb* limbs = out.start(count);
  std::fill_n(limbs, count, Limb{0});
  unsigned carry = negative ? 1 : 0;
  for (size_t i = 0; i < size; ++i) {
    unsigned byte = byte_at(i);
    if (negative) {
      byte = (~byte & 0xFF) + carry;
      carry = byte >> 8;
    }
    limbs[i / sizeof(Limb)] |= Limb{byte & 0xFF} << (i % sizeof(Limb) * 8);
  }
  // A carry out of the top byte means 2**(8 * size), which only zero's complement has, and zero is not negative.
  out.finish(count, negative);
}

}  // namespace memphis::bigint
