"""What the functions of one argument refuse, and their special values."""

import math
from math import *


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


INF = inf
NAN = nan


show(
    'sqrt(4), sqrt(2), sqrt(0), sqrt(-0.0), sqrt(INF), sqrt(NAN), sqrt(2**100), sqrt(True)',
    'sqrt(-1)',
    'sqrt(-INF)',
    "sqrt('a')",
    'sqrt(1j)',
    'sqrt(10**400)',
    'sqrt()',
    'sqrt(1, 2)',
    'sqrt(x=4)',
    'log(1), log(0.5) < 0, log(INF), log(NAN), log(8, 2), log(2**1000) == 1000 * log(2), log(2**10000, 2), log2(8), log2(2**10000), log2(0.125), log10(1000), log10(10**400), log10(0.001), log1p(0), log1p(-0.0)',
    'log(0)',
    'log(0.0)',
    'log(-1)',
    'log(-1.5)',
    'log(-INF)',
    'log(-2**10000)',
    'log2(0)',
    'log10(-5.0)',
    'log(1, 0)',
    'log(1, 1)',
    'log(8, -2)',
    'log()',
    'log(1, 2, 3)',
    "log('a')",
    'log1p(-1)',
    'log1p(-2)',
    'exp(0), exp(-INF), exp(INF), exp(-1000), exp(NAN), exp2(10), exp2(-1080), expm1(0), expm1(-INF)',
    'exp(1000)',
    'exp2(1024)',
    'expm1(1000)',
    'sin(0), cos(0), tan(0), sin(-0.0), atan(INF) == pi / 2, asin(1) == pi / 2, acos(1), atan2(0, -1) == pi, atan2(-0.0, -1) == -pi, atan2(1, 0) == pi / 2',
    'sin(INF)',
    'cos(-INF)',
    'tan(INF)',
    'asin(1.5)',
    'acos(-2)',
    'acosh(0.5)',
    'atanh(1)',
    'atanh(-INF)',
    'sinh(0), cosh(0), tanh(0), tanh(INF), asinh(-INF), acosh(1), atanh(0), acosh(INF)',
    'sinh(1000)',
    'cosh(-1000)',
    'pow(2, 3), pow(2, 0.5) == sqrt(2), pow(0, 0), pow(NAN, 0), pow(1, NAN), pow(-1, INF), pow(0.0, -INF), pow(-2, 3), pow(INF, -1)',
    'pow(0, -1)',
    'pow(-0.0, -3)',
    'pow(-8, 1 / 3)',
    'pow(2, 1024)',
    'pow(2, 3, 4)',
    'cbrt(64), cbrt(-8), cbrt(0), cbrt(-0.0), cbrt(INF), degrees(pi), radians(180) == pi, degrees(-0.0)',
    'gamma(5), gamma(1), gamma(171) > 7e306, gamma(INF), gamma(NAN), gamma(24) == 25852016738884976640000, lgamma(1), lgamma(2), lgamma(INF), lgamma(-INF), gamma(-0.5) == -2 * gamma(0.5)',
    'gamma(0)',
    'gamma(-0.0)',
    'gamma(-1)',
    'gamma(-INF)',
    'gamma(172)',
    'gamma(1e-310)',
    'lgamma(0)',
    'lgamma(-3)',
    'lgamma(1e308)',
    'erf(0), erf(INF), erf(-INF), erfc(0), erfc(INF), erfc(-INF), erf(NAN)',
    'e, pi, tau, math.inf, math.nan, math.__name__',
    'math.foo',
)
