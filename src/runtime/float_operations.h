// Arithmetic on doubles as Python's float does it. None of these runs user code.
#pragma once

#include <compare>
#include <string>

#include "objects/value.h"
#include "runtime/result.h"

namespace memphis {

class Thread;

Value float_true_divide(Thread& thread, double left, double right);
Value float_floor_divide(Thread& thread, double left, double right);
Value float_modulo(Thread& thread, double left, double right);
Status float_divide_modulo(Thread& thread, double left, double right, double& quotient, double& remainder);
// A complex when the base is negative and the exponent no integer.
Value float_power(Thread& thread, double base, double exponent);
// round(value): an int, halves to even.
Value float_round(Thread& thread, double value);
// round(value, digits).
Value float_round_digits(Thread& thread, double value, int64_t digits);

// Exact, however large the int is.
std::partial_ordering compare_float_int(double left, Value right);
std::partial_ordering compare_floats(double left, double right);
// `value` is a float: a NaN hashes by identity.
int64_t float_hash(Value value);
Value float_to_str(Thread& thread, double value);

// OverflowError (34, 'Numerical result out of range')
FailureOfAnyType raise_result_out_of_range(Thread& thread);

}  // namespace memphis
