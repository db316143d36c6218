# ValueErrors for too many and too few values, with their counts; what cannot be unpacked.
def attempt(source):
    try:
        exec(source, {"gen": lambda n: iter(range(n)), "inf": iter(int, 1)})
        print(source, "fine")
    except (ValueError, TypeError) as error:
        print(source, "->", type(error).__name__, error)


for source in (
    "a, b = 1, 2, 3", "a, b = 1,", "a, b, c = [1, 2]", "a, = ()", "a, b = 'abc'", "a, b = ''", "a, b = {1: 2}",
    "a, b = {1, 2, 3}", "a, b = gen(3)", "a, b = gen(1)", "a, b = inf", "a, *b = ()", "a, *b, c = [1]",
    "*a, b, c = gen(1)", "a, b, *c, d = 'xy'", "*a, = 5", "a, b = 5", "a, b = None", "[a, b] = 5.5",
    "(a, b), c = 1, 2",
    "(a, b), c = (1, 2, 3), 4", "a, (b, c) = 1, (2,)", "for a, b in [(1, 2, 3)]: pass", "for a, b in [1]: pass",
    "[0 for a, b in ['abc']]", "a, b = lambda: 0", "() = [1]", "[] = 'x'", "() = 5", "a, b = b'abc'",
    "a, b = range(5)", "a, b = (x for x in 'abc')", "a, b = dict.fromkeys('abc').items()", "x = *5,", "x = [*5]",
    "x = {*5}", "x = {**5}", "x = (*None,)", "print(*5)", "x = {**[1]}", "a, b, c = 1, 2, 3, 4, 5, 6",
    "a, b = [1, 2, 3]", "a, b, c = (1,)",
):
    attempt(source)


class Len:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __iter__(self): return iter(range(self.n))


for n in (1, 3):
    try:
        a, b = Len(n)
    except ValueError as error:
        print(error)


class Raises:
    def __iter__(self):
        yield 1
        raise KeyError("inside")


try:
    a, b = Raises()
except KeyError as error:
    print(repr(error))
try:
    a, *b = Raises()
except KeyError as error:
    print(repr(error))
