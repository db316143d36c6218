# a < b < c evaluates b once and stops early; mixed operators, in, is, and truth of intermediate results.
def v(x):
    print(f"[{x}]", end="")
    return x


for source in (
    "v(1) < v(2) < v(3)", "v(1) < v(0) < v(3)", "v(3) > v(2) > v(1) > v(5) > v(0)",
    "v(1) == v(1) != v(2) in (v(2), v(3))",
    "v(1) is v(1) is not v(None)", "(v(1) < v(2)) < v(3)", "v('a') in 'abc' in ['abc']", "not v(1) < v(2) < v(0)",
    "v(1) <= v(1) >= v(0)",
    "v(5) < v(4) == v(False)", "1 < v(2) and v(0)",
):
    print(" ", source, "=", eval(source))


class Falsy:
    def __bool__(self): return False
    def __repr__(self): return "Falsy"


class Returns:
    def __init__(self, result): self.result = result
    def __lt__(self, other): return self.result
    def __gt__(self, other): return self.result


print(
    Returns([]) < 1 < undefined, Returns(Falsy()) < 1 < 2, Returns("yes") < 1 < 2, 1 < Returns("last") < Returns("q"),
)
print(1 < 2 < 3 == 3 > 2 >= 2 != 4, 1 < 3 < 2)


def f(a, b, c):
    if a < b < c:
        return "ascending"
    while a < b > c:
        return "peak"
    return [x for x in (a, b, c) if a <= x <= b]


print(f(1, 2, 3), f(1, 3, 2), f(1, 1, 1))
