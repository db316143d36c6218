# __slots__: no dict, member descriptors, inheritance, errors.
class P:
    __slots__ = ("x", "y", "__private")

    def __init__(self, x, y):
        self.x, self.y, self.__private = x, y, "hidden"


p = P(1, 2)
print(p.x, p.y, p._P__private, hasattr(p, "__dict__"), P.__slots__)
print(P.x, type(P.x).__name__, P.x.__get__(p), P.x.__name__, P.x.__objclass__)


class Q(P):
    __slots__ = "z"


class R(P): pass
class WithDict:
    __slots__ = ("a", "__dict__")
class Weak:
    __slots__ = {"documented": "the doc", "__weakref__": None}


q = Q(3, 4)
q.z = 5
r = R(6, 7)
r.anything = 8
w = WithDict()
w.a, w.b = 1, 2
print(q.z, r.anything, vars(r), vars(w), Weak.documented.__doc__)
for action in (
    "p.z = 1", "p.unset", "del p.x; p.x", "del p.x", "vars(q)", "q.other = 1", "P.x.__get__(5)", "P.x = 5; p.x = 1",
    "Weak().documented",
    "class X:\n __slots__ = ('a', 'b')\n a = 1", "class X:\n __slots__ = (1,)", "class X:\n __slots__ = ('a b',)",
    "class X(int):\n __slots__ = ('a',)", "class X(tuple):\n __slots__ = ('a',)",
    "class X(int): __slots__ = ()\nX().a = 1",
    "class X:\n __slots__ = ('__dict__', '__dict__')", "class X(WithDict):\n __slots__ = ('__dict__',)",
    "class X(P, WithDict): pass", "class X:\n __slots__ = 5",
):
    try:
        exec(action)
        print(action, "-> fine")
    except (AttributeError, TypeError, ValueError) as error:
        print(repr(action), "->", type(error).__name__, error)
