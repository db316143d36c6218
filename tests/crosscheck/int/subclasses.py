"""Instances of subclasses of int: small ones, big ones, with attributes and slots."""


class MyInt(int):
    def __repr__(self):
        return f"MyInt({int(self)})"


class Named(int):
    def __new__(cls, value, name):
        self = super().__new__(cls, value)
        self.name = name
        return self


class Slotted(int):
    __slots__ = ()


class Adder(int):
    def __add__(self, other):
        return Adder(int(self) + int(other) + 1000)

    __radd__ = __add__

for value in (0, 1, -1, 5, 2**62, -2**62, 2**63, 2**200):
    n = MyInt(value)
    print(n, type(n).__name__, n == value, hash(n) == hash(value), n + 0 == value, type(n + 0).__name__, type(-n).__name__)
    print(type(abs(n)).__name__, type(+n).__name__, type(n.real).__name__, type(n.__int__()).__name__, type(round(n)).__name__)
    print(bool(n), n < value + 1, n * 2, n // 3, n % 7, n >> 1, n & 0xff, str(n), int.__repr__(n), f"{n:d}|{n:x}")
    print([10, 20, 30][MyInt(1)], "abc"[MyInt(2)], list(range(MyInt(3))), "ab" * MyInt(2))

named = Named(7, "seven")
print(named, named.name, named.__dict__, named + 1, isinstance(named, int), int(named) is not named)
named.more = 2**80
print(vars(named), named * named)
big = Named(10**30, "big")
print(big.name, big // 10**29, big.bit_length())
print(Slotted(5), Slotted(2**100) == 2**100)
try:
    Slotted(5).x = 1
except AttributeError as error:
    print(error)
print(1 + Adder(2), Adder(2) + 1, Adder(2) + Adder(3), sum([Adder(1), 2]), Adder(1) - 1)
print({MyInt(1): "a"}[1], MyInt(3) in {3}, MyInt(5) in range(10), max(MyInt(2), 1), type(max(MyInt(2), 1)).__name__)
print(MyInt(5).__getnewargs__(), MyInt(5).as_integer_ratio(), MyInt("12"), MyInt("ff", 16), MyInt(3.7))
