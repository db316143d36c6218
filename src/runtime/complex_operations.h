// Arithmetic on complex numbers. Mixed operations with a real operand leave the part alone that the real number has not
// (so that signed zeros and infinities survive), as Python does since 3.14. None of these runs user code.
#pragma once

#include <string>

#include "objects/value.h"
#include "runtime/result.h"

namespace memphis {

class Thread;

struct ComplexNumber {
  double real = 0;
  double imaginary = 0;
};

ComplexNumber complex_multiply(ComplexNumber left, ComplexNumber right);
// False: division by zero.
bool complex_divide(ComplexNumber left, ComplexNumber right, ComplexNumber& result);
bool complex_divide(double left, ComplexNumber right, ComplexNumber& result);
// ZeroDivisionError, OverflowError.
Value complex_power(Thread& thread, ComplexNumber base, ComplexNumber exponent);
int64_t complex_hash(Value complex);
// A complex, what __complex__ gives, or a real number ("must be real number, not X" for anything else). Runs user code.
Fallible<ComplexNumber> to_complex(Thread& thread, Value value);
// What __complex__ gives, a complex; unbound when there is no such method. Runs user code.
Value special_complex(Thread& thread, Value value);
void append_complex_repr(std::string& out, ComplexNumber value);

}  // namespace memphis
