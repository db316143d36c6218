# Subclasses of tuple: construction, attributes, results of operations.
class Point(tuple):
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
    @property
    def x(self): return self[0]


p = Point(1, 2)
p.name = "p"
print(p, p.x, p.name, p.__dict__, type(p[:]), type(p + ()), type(p * 1), p == (1, 2), hash(p) == hash((1, 2)), {p: 1}[(1, 2)])
print(type(tuple(p)), tuple(p) is p, p.__getnewargs__())
try:
    class Slotted(tuple):
        __slots__ = ("a",)
except TypeError as error:
    print(error)


class Empty(tuple):
    __slots__ = ()


e = Empty([1])
print(e, hasattr(e, "__dict__"))
for action in (lambda: tuple.__new__(list), lambda: tuple.__new__(5), lambda: tuple.__new__(Point, (1, 2)), lambda: Point((1, 2)),
               lambda: tuple.__new__()):
    try:
        print(action())
    except TypeError as error:
        print(error)


class Shouting(tuple):
    def __repr__(self): return "!" + super().__repr__()
    def __len__(self): return 99


s = Shouting("ab")
print(s, [s], len(s), tuple(s), bool(s), s == ("a", "b"))
print(tuple[int, ...], tuple[int, str], Point[int])
