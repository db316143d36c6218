"""A walk through the language: functions, classes, generators, exceptions, matching."""


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


def primes():
    found = []
    candidate = 2
    while True:
        if all(candidate % p for p in found):
            found.append(candidate)
            yield candidate
        candidate += 1


print([fibonacci(n) for n in range(15)])
print(Point(1, 2) + Point(3, 4))
stream = primes()
print([next(stream) for _ in range(10)])
match Point(0, 7):
    case Point(0, y):
        print("on the y axis at", y)
try:
    {}["missing"]
except KeyError as error:
    print("KeyError:", error)
print(2**100, 1 / 3, f"{12345.678:>12,.1f}")
