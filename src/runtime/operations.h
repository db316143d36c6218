// Python's operations on any object. All may run user code and fail, unless said otherwise.
#pragma once

#include <string>

#include "objects/number.h"
#include "runtime/runtime.h"

namespace memphis {

enum class BinaryOperation : uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kMatrixMultiply,
  kTrueDivide,
  kFloorDivide,
  kModulo,
  kPower,
  kLeftShift,
  kRightShift,
  kAnd,
  kOr,
  kXor
};
enum class UnaryOperation : uint8_t { kNegative, kPositive, kInvert };
enum class Comparison : uint8_t { kLess, kLessEqual, kEqual, kNotEqual, kGreater, kGreaterEqual };

Value binary_operation(Thread& thread, BinaryOperation operation, Value left, Value right);
Value inplace_operation(Thread& thread, BinaryOperation operation, Value left, Value right);
// left + right of sequences, or left += right: no number is asked unless neither has a way of its own.
Value concatenate_sequences(Thread& thread, Value left, Value right, bool in_place);
Value unary_operation(Thread& thread, UnaryOperation operation, Value operand);
Value power(Thread& thread, Value base, Value exponent, Value modulus);  // modulus None: two-argument
Value divmod_operation(Thread& thread, Value left, Value right);
Value compare(Thread& thread, Comparison comparison, Value left, Value right);
// The truth of a comparison; identity counts as equal for kEqual and kNotEqual (as containers compare).
Fallible<bool> compare_truth(Thread& thread, Comparison comparison, Value left, Value right);
Fallible<bool> are_equal(Thread& thread, Value left, Value right);  // identity first, then ==

// `is`: same object. Boxed floats and big ints are objects like any other.
inline bool is_same(Value left, Value right) { return left == right; }
Fallible<bool> is_true(Thread& thread, Value value);
Fallible<int64_t> hash_value(Thread& thread, Value value);

Value repr(Thread& thread, Value value);    // a Str
Value to_str(Thread& thread, Value value);  // str(value)
Value ascii(Thread& thread, Value value);
Value format_value(Thread& thread, Value value, Value spec);  // spec: Str, or unbound for ''

Value get_item(Thread& thread, Value container, Value key);
Status set_item(Thread& thread, Value container, Value key, Value value);
Status delete_item(Thread& thread, Value container, Value key);
Fallible<bool> contains(Thread& thread, Value container, Value item);
Fallible<int64_t> length(Thread& thread, Value container);
Fallible<int64_t> length_hint(Thread& thread, Value object, int64_t otherwise);

// An int from __index__: the int Value itself (exact or BigInt). TypeError "'X' object cannot be interpreted as an
// integer".
Value to_index(Thread& thread, Value value);
// As a machine integer: OverflowError (or clipped, when `clip`).
Fallible<int64_t> to_int64(Thread& thread, Value value);
Fallible<int64_t> to_index_int64(Thread& thread, Value value, bool clip = false,
                                 ExceptionId overflow = ExceptionId::kOverflowError);
// A double from float or __float__ or __index__ (int).
Fallible<double> to_double(Thread& thread, Value value);
// What __float__ gives, a float or of a subclass (DeprecationWarning); unbound: the type has none.
Value special_float(Thread& thread, Value value);

// Iteration. `next` answers unbound when the iterator is exhausted (StopIteration is swallowed), error on failure.
Value get_iterator(Thread& thread, Value iterable);
Value next_item(Thread& thread, Value iterator);
bool is_iterator(Thread& thread, Value value);
// The iterator over an object that has __getitem__ alone (builtins/sequence_iterator).
Value make_sequence_iterator(Thread& thread, Value sequence);
// origin[arguments] as types.GenericAlias (runtime/generic_alias.cpp).
Value make_generic_alias(Thread& thread, Value origin, Value arguments);

bool is_instance_of(Thread& thread, Value value, const Type* type);  // by type alone: no __instancecheck__
bool is_subtype(const Type* type, const Type* ancestor);
Fallible<bool> is_instance(Thread& thread, Value value, Value class_or_tuple);
Fallible<bool> is_subclass(Thread& thread, Value type, Value class_or_tuple);
// type.__instancecheck__ and type.__subclasscheck__: no metaclass hook of `type` is asked.
Fallible<bool> plain_is_instance(Thread& thread, Value value, Value type);
Fallible<bool> plain_is_subclass(Thread& thread, Value derived, Value type);

// Adjusts slice indices to a sequence length as slice.indices does.
struct SliceBounds {
  int64_t start, stop, step, count;
};
Fallible<SliceBounds> slice_bounds(Thread& thread, const Slice* slice, int64_t length);

// print-like output to sys.stdout / sys.stderr through their write methods.
Status write_to_stream(Thread& thread, Name stream, std::string_view text);

}  // namespace memphis
