# | and |= and comparisons.
a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(a | b, b | a, a | {}, {} | a)
c = a
c |= b
print(a, c is a)
a |= [("k", 1), ("x", 0)]
a |= zip("ab", "cd")
print(a)
for action in (lambda: {} | 5, lambda: 5 | {}, lambda: {} | [(1, 2)], lambda: {} + {}, lambda: {} < {}, lambda: {} & {}, lambda: -{}):
    try:
        print(action())
    except TypeError as error:
        print(error)


def update(target, value):
    target |= value


for value in (5, [1], ["ab", "cde"]):
    try:
        update({}, value)
    except Exception as error:
        print(type(error).__name__, error)


class Sub(dict):
    def __or__(self, other): return "sub or"
    def __ror__(self, other): return "sub ror"


print(Sub() | {}, {} | Sub(), {}.__or__(5), {}.__ior__({1: 2}))


class Loud:
    def __init__(self, n): self.n = n
    def __eq__(self, other):
        print("eq", self.n, other.n)
        return self.n == other.n
    __hash__ = None


print({1: Loud(1), 2: Loud(2)} == {1: Loud(1), 2: Loud(3)})
print({1: Loud(1)} == {2: Loud(1)}, {1: 1} == {1: 1, 2: 2})
