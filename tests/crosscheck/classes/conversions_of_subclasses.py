# Subclasses of built-in types: their own conversions count, their slots are kept, natives in a class are no methods.
import copy
import math
import sys


class Degrees(float):
    def __float__(self): return 42.0


class Number(str):
    def __float__(self): return 9.5
    def __bytes__(self): return b"bytes of " + self.encode()


print(float(Degrees(1)), float(Number("8")), bytes(Number("x")), bytes(Number("x"), "ascii"))


class Line(str):
    __slots__ = ("number", "comment")


line = Line("text")
line.number = 3
print(line, line.number, hasattr(line, "comment"), hasattr(line, "__dict__"))


class Array(bytearray):
    __slots__ = ("x", "y", "__dict__")


array = Array(b"abc")
array.x, array.z = 1, [2]
twin = copy.copy(array)
print(twin, twin.x, twin.z, hasattr(twin, "y"), type(twin) is Array)


class Rounds:
    __call__ = round
    root = math.sqrt


print(Rounds()(2.6), Rounds().root(9))


class Refuses:
    def __getattr__(self, name):
        if name.startswith("__getnew"): raise AssertionError(name)
        raise AttributeError(name)
    def __getstate__(self): return {}


print(type(copy.copy(Refuses())).__name__)
print(pow(-0.0, -math.inf), pow(0.0, -math.inf))
numbers = bytearray(range(10))
numbers[::2] = b""
print(numbers)


class Emptying:
    def __init__(self, others): self.others = others
    def __eq__(self, other):
        self.others.clear()
        return NotImplemented


left, right = [], []
left.append(Emptying(right)), right.append(Emptying(left))
print(left == right)


class NoHint:
    def __iter__(self): return iter((1, 2))
    def __length_hint__(self): return sys.maxsize


numbers = [0]
numbers.extend(NoHint())
print(numbers)
