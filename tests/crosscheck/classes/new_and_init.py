# __new__ chooses the instance; __init__ runs only on instances of the class; argument rules of object.
class Cached:
    cache = {}
    def __new__(cls, key):
        print("new", key)
        if key not in cls.cache:
            cls.cache[key] = super().__new__(cls)
        return cls.cache[key]
    def __init__(self, key):
        print("init", key)
        self.key = key


print(Cached("a") is Cached("a"), Cached("a") is Cached("b"))


class Other:
    def __new__(cls, *args):
        return args[0] if args else object.__new__(cls)
    def __init__(self, *args):
        print("Other init", args)


print(Other(5), type(Other()).__name__)


class NewOnly:
    def __new__(cls, a): return object.__new__(cls)
class InitOnly:
    def __init__(self, a): pass
class Neither: pass
class ReturnsValue:
    def __init__(self): return 5
class PassesOn:
    def __new__(cls, a): return object.__new__(cls, a)
class PassesOnInit:
    def __init__(self, a): super().__init__(a)


NewOnly(1), InitOnly(1)
for action in (
    lambda: Neither(1), lambda: Neither(x=1), lambda: NewOnly(), lambda: InitOnly(), lambda: ReturnsValue(),
    lambda: PassesOn(1),
    lambda: PassesOnInit(1), lambda: object.__new__(), lambda: object.__new__(5), lambda: object.__new__(int),
    lambda: int.__new__(str),
    lambda: int.__new__(object), lambda: object(1), lambda: object.__init__(
    Neither(), 1,
    ), lambda: tuple.__new__(list),
    lambda: NewOnly.__init__(NewOnly(1), 1, 2), lambda: type(None)(1), lambda: type(...)(), lambda: bool.__new__(int),
    lambda: type(len)(),
):
    try:
        print(repr(action()).split(" at 0x")[0])
    except TypeError as error:
        print(error)


class Positive(int):
    def __new__(cls, value): return super().__new__(cls, abs(value))


class Pair(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def first(self): return self[0]


print(Positive(-5), Positive(-5) + 1, Pair(1, 2), Pair(3, 4).first, type(Positive(-1) * 2).__name__)
