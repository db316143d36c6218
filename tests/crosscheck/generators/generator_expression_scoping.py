# Generator expressions: the first iterable is evaluated at once in the outer scope, everything else later.
def source(name):
    print("evaluate", name, end="; ")
    return [1, 2]


g = ((x, y) for x in source("outer") for y in source("inner") if print("condition", end="; ") is None)
print("created")
print(next(g))
print(list(g))
try:
    (x for x in 5)
    print("no error when created in 3.14?")
except TypeError as error:
    print(error)
late = (x for y in (1,) for x in undefined)
try:
    next(late)
except NameError as error:
    print(error)
values = [1, 2, 3]
g = (v * factor for v in values)
values = [100]
factor = 10
print(list(g))
print(
    sum(x * x for x in range(5)), max((len(s), s) for s in ("a", "ccc", "bb")),
    dict((k, v) for k, v in zip("ab", (1, 2))),
)


def f(n):
    g = (n + i for i in range(3))
    n = 100
    return list(g)


print(f(1))
print([list(i * j for j in range(3)) for i in range(3)])
print(list((yield_ for yield_ in "ab")), type((x for x in ())).__name__)
print(all(x > 0 for x in (1, 2)), any(x > 1 for x in (1, 2)), "".join(c.upper() for c in "abc"), *(z for z in "xyz"))
g = (i for i in range(10))
print(next(g), 5 in g, next(g), list(g))
gens = [(lambda: (i for _ in (0,)))() for i in range(3)]
print([next(x) for x in gens])
print(list(x for x in (y for y in (z for z in range(3)))))
