# Tuples made by the language: displays, starred parts, swaps, returned values, varargs.
a, b = 1, 2
a, b = b, a
print(a, b)
(c, d), e = (1, [2]), 3
print(c, d, e)
print((*"ab", *range(2)), (*(), 1), *(1, 2))
first, *rest = range(4)
*start, last = "xyz"
print(first, rest, start, last)


def f(*args): return args


print(f(), f(1), f(*"ab", 3), f(*[]), type(f()))
for values in ((1,), (1, 2, 3), ()):
    try:
        x, y = values
    except ValueError as error:
        print(error)
try:
    x, y = 5
except TypeError as error:
    print(error)
nested = (1, (2, (3, (4,))))
x, (y, (z, (w,))) = nested
print(x, y, z, w, nested)
r = (1, [])
print(r, r[1] is r[1])
r[1].append(r)
print(r)
big = tuple(range(1000))
print(sum(big), big[999], big[500:503], len(big * 3))
print(min((3, 1, 2)), max((3, 1, 2), default=0), sorted((3, 1)), any((0, "")), all(()))
