"""floor, ceil, trunc, modf, frexp, ldexp, fmod, remainder, copysign, nextafter, ulp, fma."""

from math import (ceil, copysign, fabs, floor, fma, fmod, frexp, inf as INF, isclose, isfinite, isinf, isnan, ldexp, modf, nan as NAN, nextafter, remainder, trunc, ulp)


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


class Special:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"


show(
    'floor(1.5), floor(-1.5), floor(5), floor(2**70), floor(1e300) == int(1e300), floor(True), floor(-0.0), floor(Special())',
    'ceil(1.5), ceil(-1.5), ceil(5), ceil(-0.5), ceil(Special()), trunc(1.7), trunc(-1.7), trunc(Special())',
    "floor(float('nan'))",
    "ceil(float('inf'))",
    "floor('a')",
    "trunc('a')",
    'trunc(1j)',
    'modf(1.5), modf(-2.25), modf(INF), modf(-INF), modf(NAN), modf(-0.0), modf(5)',
    'frexp(0), frexp(8), frexp(-2.5), frexp(INF), frexp(1e-320), frexp(-0.0)',
    'ldexp(1.5, 3), ldexp(1, -1074), ldexp(1, -1075), ldexp(1, 1023), ldexp(0, 2**70), ldexp(INF, 2**70), ldexp(1, -2**70), ldexp(1.5, True), ldexp(-0.0, 5)',
    'ldexp(1, 1024)',
    'ldexp(1, 2**70)',
    'ldexp(1.5, 1.5)',
    "ldexp('a', 1)",
    'fmod(7, 3), fmod(-7, 3), fmod(7, -3), fmod(1, INF), fmod(-0.0, 3), fmod(5.5, 2)',
    'fmod(1, 0)',
    'fmod(INF, 1)',
    'remainder(5, 3), remainder(-5, 3), remainder(4, 3), remainder(2.5, 1), remainder(3.5, 1), remainder(1, INF)',
    'remainder(1, 0)',
    'remainder(INF, 1)',
    'copysign(1, -0.0), copysign(-5, 2), copysign(INF, -1), fabs(-5), fabs(-0.0), fabs(True)',
    'nextafter(1, 2), nextafter(1, 0), nextafter(0, -1), nextafter(0, 1), nextafter(1, 1), nextafter(INF, 0), nextafter(NAN, 1), nextafter(1, NAN)',
    'nextafter(1, 2, steps=3), nextafter(1, 2, steps=0), nextafter(1, 2, steps=2**70), nextafter(-1, 1, steps=10**18), nextafter(1, INF, steps=2**62), nextafter(5e-324, -1, steps=1), nextafter(-5e-324, 1, steps=1), nextafter(1.0, NAN, steps=2)',
    'nextafter(1, 2, steps=-1)',
    'nextafter(1, 2, steps=1.5)',
    'ulp(1), ulp(0), ulp(-1e308), ulp(INF), ulp(NAN), ulp(5e-324), ulp(2**60), ulp(1.7976931348623157e308)',
    'fma(2, 3, 4), fma(0.1, 10, -1), fma(1e308, 10, -INF), fma(NAN, 1, 1), fma(INF, 0, NAN)',
    'fma(INF, 0, 1)',
    'fma(INF, 1, -INF)',
    'fma(1e308, 10, 0)',
    'fma(1, 2)',
    'isclose(1, 1), isclose(1, 1.1), isclose(1, 1.1, rel_tol=0.2), isclose(1, 1.1, abs_tol=0.2), isclose(INF, INF), isclose(INF, -INF), isclose(NAN, NAN), isclose(0, 1e-10), isclose(1e10, 1e10 + 1), isclose(a=1, b=1)',
    'isclose(1, 1, rel_tol=-1)',
    'isclose(1, 1, 1)',
    'isfinite(1), isfinite(INF), isinf(-INF), isinf(NAN), isnan(NAN), isnan(1), isfinite(10**300)',
    'isnan(10**400)',
    "isinf('a')",
)
