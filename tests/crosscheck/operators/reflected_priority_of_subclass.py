# The right operand goes first only when its class is a proper subclass that provides another reflected method.
class Base:
    def __add__(self, other): return "Base.__add__"
    def __radd__(self, other): return "Base.__radd__"
    def __lt__(self, other): return "Base.__lt__"
    def __gt__(self, other): return "Base.__gt__"
    def __eq__(self, other): return "Base.__eq__"
    __hash__ = None


class Overrides(Base):
    def __radd__(self, other): return "Overrides.__radd__"
    def __gt__(self, other): return "Overrides.__gt__"
    def __eq__(self, other): return "Overrides.__eq__"


class Inherits(Base): pass
class Unrelated:
    def __radd__(self, other): return "Unrelated.__radd__"


b, o, i, u = Base(), Overrides(), Inherits(), Unrelated()
print(b + o, o + b, b + i, i + b, b + u, b + b, o + o)
print(b < o, o < b, b < i, b == o, o == b, i == b)


class MyInt(int):
    def __radd__(self, other): return f"MyInt.__radd__({other})"
    def __rsub__(self, other): return NotImplemented


print(1 + MyInt(2), MyInt(1) + 2, 5 - MyInt(3), MyInt(5) - 3, 1.5 + MyInt(2))


class Same:
    def __add__(self, other):
        print("add", end=" ")
        return NotImplemented
    def __radd__(self, other):
        print("radd", end=" ")
        return NotImplemented


class Other(Same): pass


for left, right in ((Same(), Same()), (Same(), Other()), (Other(), Same()), (Same(), 1), (1, Same())):
    try:
        left + right
    except TypeError as error:
        print(error)
