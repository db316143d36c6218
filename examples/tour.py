"""A walk through the language. Run it: make run SCRIPT=examples/tour.py"""


def heading(text):
    print(f"\n{text}\n{'-' * len(text)}")


heading("Functions and closures")


def counter(start=0, /, *, step=1):
    total = start

    def advance():
        nonlocal total
        total += step
        return total

    return advance


tick = counter(10, step=5)
print(tick(), tick(), tick())
print(sorted(["pear", "fig", "banana"], key=lambda word: (len(word), word)))


def logged(function):
    def wrapper(*args, **kwargs):
        result = function(*args, **kwargs)
        print(f"{function.__name__}{args} -> {result}")
        return result

    return wrapper


@logged
def power(base, exponent):
    return base**exponent


power(2, 200)

heading("Classes")


class Shape:
    kinds = []

    def __init_subclass__(cls):
        cls.kinds.append(cls.__name__)

    @property
    def description(self):
        return f"{type(self).__name__} of area {self.area():.2f}"


class Circle(Shape):
    def __init__(self, radius):
        self.radius = radius

    def area(self):
        return 3.141592653589793 * self.radius**2


class Rectangle(Shape):
    __match_args__ = ("width", "height")

    def __init__(self, width, height):
        self.width, self.height = width, height

    def area(self):
        return self.width * self.height

    def __add__(self, other):
        return Rectangle(self.width + other.width, self.height + other.height)

    def __repr__(self):
        return f"Rectangle({self.width}, {self.height})"


print(Shape.kinds, Circle(2).description, Rectangle(1, 2) + Rectangle(3, 4))

heading("Generators and comprehensions")


def primes():
    found = []
    candidate = 2
    while True:
        if all(candidate % prime for prime in found):
            found.append(candidate)
            yield candidate
        candidate += 1


stream = primes()
print([next(stream) for _ in range(12)])
print({n: n * n for n in range(5)}, {len(word) for word in "a few short words".split()})
print(sum(n for n in range(1_000) if n % 3 == 0))

heading("Pattern matching")


def describe(value):
    match value:
        case Rectangle(w, h) if w == h:
            return f"square of {w}"
        case Rectangle(width=w):
            return f"rectangle, {w} wide"
        case {"name": str(name), **rest}:
            return f"{name} and {len(rest)} more"
        case [first, *_, last]:
            return f"from {first} to {last}"
        case int() | float():
            return "a number"
        case _:
            return "something else"


for value in (Rectangle(2, 2), Rectangle(2, 3), {"name": "Ada", "born": 1815}, [1, 2, 3], 4.5, None):
    print(describe(value))

heading("Exceptions")


def risky(n):
    try:
        return 10 // n
    except ZeroDivisionError as error:
        raise ValueError(f"cannot use {n}") from error
    finally:
        print("tidied up after", n)


try:
    risky(0)
except ValueError as error:
    print(error, "- because of", repr(error.__cause__))
try:
    raise ExceptionGroup("several", [KeyError("a"), TypeError("b")])
except* KeyError as group:
    print("keys:", group.exceptions)
except* TypeError as group:
    print("types:", group.exceptions)

heading("Coroutines")


class Step:
    def __await__(self):
        got = yield "waiting"
        return got


async def conversation():
    name = await Step()
    mood = await Step()
    return f"{name} is {mood}"


talk = conversation()
print(talk.send(None), talk.send("Ada"))
try:
    talk.send("well")
except StopIteration as end:
    print(end.value)

heading("Numbers and text")
print(2**100, 7 // -2, 0.1 + 0.2, (1 + 2j) ** 2, round(2.675, 2))
print(f"{3.14159:>10.3f}|{255:#06x}|{'mid':^9}|{1234567:,}")
print("Straße".upper(), "naïve".encode(), "👍 x".split(), "abc"[::-1])

heading("Generics")


def first[T](items: list[T]) -> T:
    return items[0]


type Pair[T] = tuple[T, T]
print(first.__type_params__, first(["x", "y"]), Pair.__value__)
