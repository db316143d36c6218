# Class patterns: positional through __match_args__, keywords, built-in types' special rule, isinstance checks.
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y


class Point3(Point):
    __match_args__ = ("x", "y", "z")
    def __init__(self, x, y, z): super().__init__(x, y); self.z = z


def where(p):
    match p:
        case Point3(0, 0, 0): return "origin of space"
        case Point(0, 0): return "origin"
        case Point(0, y=y): return f"on the y axis at {y}"
        case Point(x=x, y=0): return f"on the x axis at {x}"
        case Point3(x, y, z): return f"space {x} {y} {z}"
        case Point(x, y) if x == y: return "diagonal"
        case Point(): return "somewhere"
        case int(n) | float(n): return f"number {n}"
        case str(s): return f"str {s}"
        case bool(b): return "never, bool is int"
        case list([a, b]): return f"list of two {a} {b}"
        case tuple((a, *b)): return f"tuple {a} {b}"
        case dict({"k": v}): return f"dict {v}"
        case set(s): return f"set {sorted(s)}"
        case bytes(b) | bytearray(b): return f"bytes {b!r}"
        case frozenset(): return "frozenset"
        case type(__name__=name): return f"class {name}"
        case Exception(args=[code]): return f"exception {code}"
        case object(real=r): return f"has real {r}"
        case object(): return "object"


for value in (
    Point(0, 0), Point(0, 5), Point(3, 0), Point(2, 2), Point(1, 2), Point3(0, 0, 0), Point3(1, 2, 3), 5, 2.5, True,
    "s", [1, 2], [1], (1, 2, 3), {"k": "v"}, {2, 1}, b"x", bytearray(b"y"), frozenset(), int, ValueError(404), 1j,
    None,
):
    print(where(value))


class Lazy:
    __match_args__ = ("a",)
    def __getattr__(self, name): print("getattr", name, end="; "); return name


match Lazy():
    case Lazy("b"): print("no")
    case Lazy("a", other="other"): print("both")


class Meta(type):
    def __instancecheck__(cls, instance): return instance == "yes"


class Virtual(metaclass=Meta): pass


match "yes":
    case Virtual(): print("virtual instance")
match Point(1, 2):
    case Point(z=0): print("no such attribute does not match")
    case Point(x=int() | str() as x): print("as inside", x)
