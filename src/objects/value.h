// A Value is one 64-bit word:
//
//   ...xxx1   small int: 63 bits, two's complement, in the upper bits
//   ...xx10   float whose exponent lies in the common range (2^-255 .. 2^256), rotated; see encode_float
//   ...x000   pointer to a heap cell (never null)
//   ...x100   None, True, False, unbound, error, and other singletons
//
// Floats outside of the range (0.0 among them: a Runtime keeps one cell for it) are boxed, ints beyond 63 bits are
// cells. Zero is not a Value; the collector skips it, so zeroed memory may be traced. "Unbound" stands for an absent
// local, argument or dict entry; "error" says that an exception is pending on the Thread.
#pragma once

#include <bit>
#include <cstdint>

#include "heap/cell.h"
#include "objects/kind.h"

namespace memphis {

class Value {
 public:
  constexpr Value() : bits_(kUnboundBits) {}
  constexpr explicit Value(uint64_t bits) : bits_(bits) {}
  // A cell is a value. Functions that answer a pointer fail with null: as a Value that is the error.
  Value(const Cell* cell) : bits_(cell == nullptr ? kErrorBits : reinterpret_cast<uint64_t>(cell)) {}  // NOLINT

  static constexpr Value none() { return Value(kNoneBits); }
  static constexpr Value true_value() { return Value(kTrueBits); }
  static constexpr Value false_value() { return Value(kFalseBits); }
  static constexpr Value unbound() { return Value(kUnboundBits); }
  static constexpr Value error() { return Value(kErrorBits); }
  static constexpr Value not_implemented() { return Value(kNotImplementedBits); }
  static constexpr Value ellipsis() { return Value(kEllipsisBits); }
  static constexpr Value boolean(bool b) { return Value(b ? kTrueBits : kFalseBits); }
  // The int must fit 63 bits: see fits_small_int.
  static constexpr Value small_int(int64_t n) { return Value(static_cast<uint64_t>(n) << 1 | 1); }
  static constexpr bool fits_small_int(int64_t n) { return n >= kSmallIntMin && n <= kSmallIntMax; }

  constexpr uint64_t bits() const { return bits_; }
  constexpr bool operator==(const Value&) const =
      default;  // identity of the word, Python's `is` except for boxed numbers

  constexpr bool is_small_int() const { return (bits_ & 1) != 0; }
  constexpr bool is_immediate_float() const { return (bits_ & 3) == 2; }
  constexpr bool is_cell() const { return (bits_ & 7) == 0; }
  constexpr bool is_none() const { return bits_ == kNoneBits; }
  constexpr bool is_true() const { return bits_ == kTrueBits; }
  constexpr bool is_false() const { return bits_ == kFalseBits; }
  constexpr bool is_bool() const { return (bits_ | 0x10) == kTrueBits; }
  constexpr bool is_unbound() const { return bits_ == kUnboundBits; }
  constexpr bool is_error() const { return bits_ == kErrorBits; }
  constexpr bool is_not_implemented() const { return bits_ == kNotImplementedBits; }
  constexpr bool is_ellipsis() const { return bits_ == kEllipsisBits; }

  constexpr int64_t as_small_int() const { return static_cast<int64_t>(bits_) >> 1; }
  double as_immediate_float() const { return decode_float(bits_); }
  Cell* cell() const { return reinterpret_cast<Cell*>(bits_); }
  template <class T>
  T* as() const {
    return reinterpret_cast<T*>(bits_);
  }
  // Layout test: instances of subclasses count.
  bool is_kind(Kind kind) const { return is_cell() && cell()->kind_number() == static_cast<uint8_t>(kind); }
  // The built-in type itself, nothing derived.
  bool is_exactly(Kind kind) const { return is_cell() && cell()->kind_bits() == static_cast<uint8_t>(kind); }

  // Rotated so that the top three bits of (exponent + 256) become the tag: x10 exactly when the exponent is within
  // range.
  static constexpr uint64_t encode_float(double d) {
    return std::rotl(std::bit_cast<uint64_t>(d) + (uint64_t{256} << 52), 3);
  }
  static constexpr bool float_is_immediate(uint64_t encoded) { return (encoded & 3) == 2; }
  static constexpr double decode_float(uint64_t bits) {
    return std::bit_cast<double>(std::rotr(bits, 3) - (uint64_t{256} << 52));
  }

  static constexpr int64_t kSmallIntMax = (int64_t{1} << 62) - 1;
  static constexpr int64_t kSmallIntMin = -(int64_t{1} << 62);
  static constexpr uint64_t kNoneBits = 0x04;
  static constexpr uint64_t kFalseBits = 0x0c;
  static constexpr uint64_t kTrueBits = 0x1c;
  static constexpr uint64_t kUnboundBits = 0x24;
  static constexpr uint64_t kErrorBits = 0x2c;
  static constexpr uint64_t kNotImplementedBits = 0x34;
  static constexpr uint64_t kEllipsisBits = 0x3c;

 private:
  uint64_t bits_;
};
static_assert(sizeof(Value) == 8);

// A reference inside a cell to another cell of type T, or null. Stores name the owner, for the write barrier.
template <class T>
class Ref {
 public:
  T* get() const { return pointer_; }
  T* operator->() const { return pointer_; }
  operator T*() const { return pointer_; }  // NOLINT
  void set(Cell* owner, T* value) {
    (void)owner;  // the write barrier of a generational mode goes here; see Heap::write_barrier
    pointer_ = value;
  }

 private:
  T* pointer_;
};

// A Value inside a cell. Zero memory reads as unbound.
class Field {
 public:
  Value get() const { return bits_ == 0 ? Value::unbound() : Value(bits_); }
  operator Value() const { return get(); }  // NOLINT
  void set(Cell* owner, Value value) {
    (void)owner;
    bits_ = value.bits();
  }
  void set(Cell* owner, const Cell* cell) {  // null: unbound
    (void)owner;
    bits_ = reinterpret_cast<uint64_t>(cell);
  }

 private:
  uint64_t bits_;
};
static_assert(sizeof(Field) == 8);

}  // namespace memphis
