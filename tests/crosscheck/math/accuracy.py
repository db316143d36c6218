"""Values of the transcendental functions to twelve digits."""

import math

points = (-3.7, -1.0, -0.3, 1e-8, 0.25, 0.5, 0.9, 1.0, 1.5, 2.0, 3.7, 10.0, 33.3)
names = "sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 expm1 log log2 log10 log1p sqrt cbrt erf erfc gamma lgamma degrees radians".split()
for name in names:
    function = getattr(math, name)
    row = []
    for x in points:
        try:
            row.append(f"{function(x):.12g}")
        except ValueError:
            row.append("-")
    print(name, *row)
print(*(f"{math.atan2(y, x):.12g}" for y in (-2.0, 0.5, 3.0) for x in (-1.0, 0.1, 5.0)))
print(*(f"{math.pow(y, x):.12g}" for y in (0.3, 2.0, 7.5) for x in (-1.5, 0.1, 5.0)))
print(*(f"{math.gamma(x / 3):.12g}" for x in range(-20, 60) if x % 3))
print(*(f"{math.lgamma(x / 3):.12g}" for x in range(-20, 60) if x % 3))
