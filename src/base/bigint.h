// Integers of any size: arithmetic on little-endian arrays of 64-bit limbs with the sign apart, over GMP's mpn layer.
//
// Invariants of every IntView passed in and every result: the top limb is not zero, and zero has no limbs and no minus
// sign. An output buffer must not be the storage of an operand. Functions that return bool fail (with `out`
// unspecified) only where the result would have more than kMaxLimbs limbs, unless they say otherwise; memory that is
// merely exhausted is fatal.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace memphis {

using Limb = uint64_t;
inline constexpr unsigned kLimbBits = 64;

struct IntView {
  const Limb* limbs = nullptr;
  size_t count = 0;
  bool negative = false;

  bool is_zero() const { return count == 0; }
  bool is_odd() const { return count != 0 && (limbs[0] & 1) != 0; }
  // -1, 0, 1
  int sign() const { return count == 0 ? 0 : negative ? -1 : 1; }
};

// A machine integer as an operand; must outlive the views taken from it.
class IntOperand {
 public:
  explicit IntOperand(int64_t value)
      : limb_(value < 0 ? ~static_cast<Limb>(value) + 1 : static_cast<Limb>(value)), negative_(value < 0) {}
  IntOperand(const IntOperand&) = delete;
  IntOperand& operator=(const IntOperand&) = delete;
  IntView view() const { return {&limb_, limb_ != 0 ? size_t{1} : size_t{0}, negative_}; }
  operator IntView() const { return view(); }

 private:
  Limb limb_;
  bool negative_;
};

// Where a result is built; small ones need no allocation.
class IntBuffer {
 public:
  IntBuffer() = default;
  ~IntBuffer() { release(); }
  IntBuffer(const IntBuffer&) = delete;
  IntBuffer& operator=(const IntBuffer&) = delete;

  IntView view() const { return {limbs_, count_, negative_}; }
  operator IntView() const { return view(); }

  void assign(int64_t value);
  void assign_unsigned(uint64_t value);
  void assign(IntView value);

  // Room for `count` limbs whose contents are unspecified; finish() then tells how many are the result (leading zero
  // limbs are dropped).
  Limb* start(size_t count);
  void finish(size_t count, bool negative);
  void swap(IntBuffer& other);

 private:
  static constexpr size_t kInlineLimbs = 8;

  void release();

  Limb* limbs_ = inline_;
  size_t count_ = 0;
  size_t capacity_ = kInlineLimbs;
  bool negative_ = false;
  Limb inline_[kInlineLimbs];
};

namespace bigint {

inline constexpr size_t kMaxLimbs = size_t{1} << 27;  // 1 GiB, 2.5e9 decimal digits

// Whether an operation on so many limbs, operands and result together, will find the memory that it works in: GMP ends
// the process where it does not. An answer for the next operation of this thread.
bool has_room_for(uint64_t limbs);

// False if the value does not fit.
bool to_int64(IntView a, int64_t& value);
bool to_uint64(IntView a, uint64_t& value);

// <0, 0, >0
int compare(IntView a, IntView b);
// A NaN is not allowed; infinities are. Exact.
int compare(IntView a, double b);
Hash hash(IntView a);

uint64_t bit_length(IntView a);  // of the magnitude
uint64_t bit_count(IntView a);   // ones in the magnitude

bool add(IntBuffer& out, IntView a, IntView b);
bool subtract(IntBuffer& out, IntView a, IntView b);
bool multiply(IntBuffer& out, IntView a, IntView b);
void negate(IntBuffer& out, IntView a);
void absolute(IntBuffer& out, IntView a);
void invert(IntBuffer& out, IntView a);

// Floor division; b is not zero. Either output may be null.
void divide_floor(IntBuffer* quotient, IntBuffer* remainder, IntView a, IntView b);
bool power(IntBuffer& out, IntView a, uint64_t exponent);
// Python's pow(base, exponent, modulus), the modulus not zero. False where a negative exponent needs an inverse that
// does not exist.
bool power_modulo(IntBuffer& out, IntView base, IntView exponent, IntView modulus);

bool shift_left(IntBuffer& out, IntView a, uint64_t bits);
void shift_right(IntBuffer& out, IntView a, uint64_t bits);  // floor
// As if in two's complement of endless width.
void bit_and(IntBuffer& out, IntView a, IntView b);
void bit_or(IntBuffer& out, IntView a, IntView b);
void bit_xor(IntBuffer& out, IntView a, IntView b);

void gcd(IntBuffer& out, IntView a, IntView b);
// Floor of the square root; a is not negative.
void square_root(IntBuffer& out, IntView a);

// The nearest double, ties to even. False on overflow.
bool to_double(IntView a, double& value);
// Towards zero; the value is finite.
void from_double(IntBuffer& out, double value);
// a / b rounded once; b is not zero. False on overflow.
bool divide_to_double(IntView a, IntView b, double& value);
// a == fraction * 2**exponent, 0.5 <= |fraction| < 1 (or 0), the fraction rounded to the nearest; never overflows.
double to_fraction(IntView a, int64_t& exponent);

// Appends the digits in base 2 to 36, lower case, '-' first where negative, no prefix.
void append_text(std::string& out, IntView a, unsigned base);
inline void append_decimal(std::string& out, IntView a) { append_text(out, a, 10); }
// At least as many as the decimal digits of a, at most one too many.
uint64_t decimal_digits_bound(IntView a);

// Digits of base 2 to 36 in either case, at least one, nothing else. False on any other character.
bool from_digits(IntBuffer& out, std::string_view digits, unsigned base);

// What int(text, base) accepts, without the surrounding whitespace: a sign, a prefix 0x 0o 0b that fits the base,
// single underscores between digits. Base 0 goes by the prefix. `digits` is how many digits were read (for the limit on
// conversions that are not linear).
struct IntText {
  bool valid = false;
  unsigned base = 10;
  size_t digits = 0;
};
IntText check_text(std::string_view text, unsigned base);
IntText from_text(IntBuffer& out, std::string_view text, unsigned base);

enum class BytesStatus : uint8_t { kOk, kTooBig, kNegative };
// Fills `bytes` with the value in two's complement (is_signed) or as it is.
BytesStatus to_bytes(IntView a, std::span<uint8_t> bytes, std::endian order, bool is_signed);
void from_bytes(IntBuffer& out, std::span<const uint8_t> bytes, std::endian order, bool is_signed);

}  // namespace bigint
}  // namespace memphis
