# Which method a comparison calls, in which order, and what == and != do when nobody knows.
class Loud:
    def __init__(self, name): self.name = name
    def __repr__(self): return self.name
    def __lt__(self, other): print(f"{self}<{other}", end=" "); return NotImplemented
    def __le__(self, other): print(f"{self}<={other}", end=" "); return NotImplemented
    def __gt__(self, other): print(f"{self}>{other}", end=" "); return NotImplemented
    def __ge__(self, other): print(f"{self}>={other}", end=" "); return NotImplemented
    def __eq__(self, other): print(f"{self}=={other}", end=" "); return NotImplemented
    def __ne__(self, other): print(f"{self}!={other}", end=" "); return NotImplemented


a, b = Loud("a"), Loud("b")
for source in (
    "a < b", "a <= b", "a > b", "a >= b", "a == b", "a != b", "a == a", "a < 1", "1 < a", "1 == a", "'x' >= b",
):
    try:
        print("->", eval(source))
    except TypeError as error:
        print("->", error)


class OnlyEq:
    def __init__(self, v): self.v = v
    def __eq__(self, other): return self.v == getattr(other, "v", other)


print(
    OnlyEq(1) == OnlyEq(1), OnlyEq(1) != OnlyEq(1), OnlyEq(1) != 2, 1 == OnlyEq(1), [OnlyEq(3)] == [3],
    OnlyEq.__hash__,
)
try:
    {OnlyEq(1)}
except TypeError as error:
    print(error)


class OnlyNe:
    def __ne__(self, other): return "ne"


print(OnlyNe() == 1, OnlyNe() != 1, 1 != OnlyNe(), hash(OnlyNe()) is not None)


class AnyResult:
    def __eq__(self, other): return []
    def __lt__(self, other): return "lt"


print(
    AnyResult() == 1, AnyResult() != 1, AnyResult() < 1, 1 > AnyResult(), 1 in [AnyResult()],
    AnyResult() in [AnyResult()],
)
print(sorted([3, 1, 2], reverse=True), max(AnyResult(), 1, key=lambda v: 0) is not None)
