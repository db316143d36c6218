// What the files of the module math share.
#pragma once

#include "runtime/native.h"

namespace memphis {

Value math_comb(Thread& thread, Value* args);
Value math_factorial(Thread& thread, Value* args);
Value math_gcd(Thread& thread, Value* args);
Value math_isqrt(Thread& thread, Value* args);
Value math_lcm(Thread& thread, Value* args);
Value math_perm(Thread& thread, Value* args);

Value math_dist(Thread& thread, Value* args);
Value math_fsum(Thread& thread, Value* args);
Value math_hypot(Thread& thread, Value* args);
Value math_prod(Thread& thread, Value* args);
Value math_sumprod(Thread& thread, Value* args);

// The gamma function and the logarithm of its magnitude, in the approximation that CPython uses (so that results agree
// in every bit). `status` tells of poles and overflow.
enum class GammaStatus : uint8_t { kOk, kPole, kOverflow };
double gamma_function(double x, GammaStatus& status);
double log_gamma_function(double x, GammaStatus& status);

}  // namespace memphis
