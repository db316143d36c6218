# A suspended frame lies apart from the stack: calls that it makes, classes, properties, recursion and errors among them.
class Point:
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    @property
    def total(self):
        return self.x + self.y + self.z

    @staticmethod
    def twice(n):
        return n + n

    @classmethod
    def make(cls, n):
        return cls(n, n, n)


def add(a, b, c=3):
    return a + b + c


def points(count):
    for i in range(count):
        point = Point(i, i + 1, i + 2)
        yield point.total, add(i, 1, 2), add(i, 1), point.twice(i), Point.make(i).total


print(list(points(4)))


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        for item in tree(depth - 1): yield -item


print(list(tree(4)), sum(1 for _ in tree(10)))


def failing(n):
    try:
        yield n
        yield add(n, None)
    except TypeError as error:
        yield type(error).__name__
    yield Point.make(n).missing


try:
    for item in failing(1): print(item)
except AttributeError as error:
    print(error)


def stops():
    yield 1
    raise StopIteration("inside")


try:
    for item in stops(): print(item)
except RuntimeError as error:
    print(error, "|", repr(error.__cause__))


def handling():
    try:
        raise KeyError("outer")
    except KeyError:
        for item in inner():
            yield item
        yield repr(__import__("sys").exception())


def inner():
    import sys
    yield repr(sys.exception())
    try:
        raise ValueError("inner")
    except ValueError:
        yield repr(sys.exception())
    yield repr(sys.exception())


for item in handling(): print(item)


def itself():
    for item in generator: yield item


generator = itself()
try:
    for item in generator: print(item)
except ValueError as error:
    print(error)


def deep(n):
    if n: yield from deep(n - 1)
    else: yield "bottom"


try:
    for item in deep(5000): print(item)
except RecursionError as error:
    print("RecursionError", error)
for item in deep(200): print(item)


async def one(n): return n + 1
async def many(n):
    total = 0
    for i in range(n): total += await one(i)
    return total
try:
    many(10).send(None)
except StopIteration as stop:
    print(stop.value)
