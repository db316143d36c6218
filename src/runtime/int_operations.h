// Arithmetic on ints of any size: small ints, bools and BigInt cells (instances of subclasses included). Operands must
// be ints (is_int); results are exact ints in their only representation: small when they fit. None of these runs user
// code. Both engines call them when their inline paths on small ints give up, and the tables of int's methods call them
// too.
#pragma once

#include <string>
#include <string_view>

#include "base/bigint.h"
#include "objects/number.h"
#include "runtime/result.h"

namespace memphis {

class Thread;
struct Type;

// Sign and magnitude of an int Value. The limbs may lie in the cell, so the Value must stay reachable (a local is
// enough).
class IntReader {
 public:
  explicit IntReader(Value value);
  IntReader(const IntReader&) = delete;
  IntReader& operator=(const IntReader&) = delete;
  const IntView& view() const { return view_; }
  operator const IntView&() const { return view_; }

 private:
  Limb limb_;
  IntView view_;
};

// MemoryError if an operation on so many limbs, operands and result together, would not find the memory it needs. What
// bigint builds lies outside of the heap and is not held to its limit, and GMP ends the process where memory ends.
Status reserve_limbs(Thread& thread, uint64_t limbs);

// The exact int with this value.
Value make_int(Thread& thread, const IntView& view);
inline Value make_int(Thread& thread, const IntBuffer& buffer) { return make_int(thread, buffer.view()); }
// An instance of a type that derives from int, whatever the size of the value.
Value make_int_instance(Thread& thread, Type* type, const IntView& view);
// The exact int of the same value: the argument itself unless it is a bool or an instance of a subclass.
Value exact_int(Thread& thread, Value value);

// A bool as a small int; anything else as it is.
inline Value without_bool(Value value) { return value.is_bool() ? Value::small_int(value.is_true()) : value; }
// False when the value does not fit 64 bits.
bool int_to_int64(Value value, int64_t& result);
bool int_to_uint64(Value value, uint64_t& result);
// The low 64 bits in two's complement.
uint64_t int_to_uint64_wrapped(Value value);
bool int_to_double(Value value, double& result);  // false: too large
int int_sign(Value value);                        // -1, 0, 1
bool int_is_odd(Value value);
int64_t int_hash(Value value);
int int_compare(Value left, Value right);  // -1, 0, 1
bool int_equal(Value left, Value right);

Value int_add(Thread& thread, Value left, Value right);
Value int_subtract(Thread& thread, Value left, Value right);
Value int_multiply(Thread& thread, Value left, Value right);
Value int_floor_divide(Thread& thread, Value left, Value right);
Value int_modulo(Thread& thread, Value left, Value right);
Status int_divide_modulo(Thread& thread, Value left, Value right, Value& quotient, Value& remainder);
Value int_true_divide(Thread& thread, Value left, Value right);
// A float when the exponent is negative.
Value int_power(Thread& thread, Value base, Value exponent);
Value int_power_modulo(Thread& thread, Value base, Value exponent, Value modulus);
Value int_left_shift(Thread& thread, Value left, Value right);
Value int_right_shift(Thread& thread, Value left, Value right);
Value int_and(Thread& thread, Value left, Value right);
Value int_or(Thread& thread, Value left, Value right);
Value int_xor(Thread& thread, Value left, Value right);
Value int_negate(Thread& thread, Value operand);
Value int_invert(Thread& thread, Value operand);
Value int_absolute(Thread& thread, Value operand);

// The int that a finite double is, cut towards zero; ValueError for a NaN, OverflowError for an infinity.
Value int_from_double(Thread& thread, double value);

// Decimal text; ValueError when the int has more digits than sys.set_int_max_str_digits allows.
Status append_int_text(Thread& thread, std::string& out, Value value);
Value int_to_str(Thread& thread, Value value);
// int(text, base). The text is trimmed and checked; `original` is shown in the error message.
Value int_from_text(Thread& thread, std::string_view text, unsigned base, Value original);
// The int that a literal of a program stands for, without underscores: "0x", "0o", "0b" in front when not decimal, and
// "-" in front of that.
Value int_from_literal(Thread& thread, std::string_view text);
// Checks digits (of a base that is not a power of two) against the limit of sys.set_int_max_str_digits.
Status check_digit_limit(Thread& thread, size_t digits, unsigned base);

// Warns that a conversion method gave an instance of a strict subclass; fails when the filters turn that into an error.
Status check_number_subclass(Thread& thread, const char* method, Value result, const char* type);

}  // namespace memphis
