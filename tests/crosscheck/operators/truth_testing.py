# bool(): __bool__ first, then __len__, else true; wrong results; not, and, or return operands.
class B:
    def __init__(self, r): self.r = r
    def __bool__(self):
        print("bool", end=" ")
        return self.r
    def __len__(self): raise RuntimeError("never")


class L:
    def __init__(self, n): self.n = n
    def __len__(self):
        print("len", end=" ")
        return self.n
    def __repr__(self): return f"L{self.n}"


class Plain: pass


print(bool(B(True)), bool(B(False)), not B(True), bool(L(0)), bool(L(2)), not L(0), bool(Plain()))
print(L(0) or L(1) or L(2), L(1) and L(0) and L(5), "" or [] or 0, 1 and "" and None, not "", not not [0])
for value in (
    0, 0.0, 0j, "", b"", (), [], {}, set(), frozenset(), range(0), None, False, memoryview(b""), -0.0,
    10**30 - 10**30,
):
    assert not value, value
for value in (1, -1, 0.1, 1j, " ", b"\0", (0,), [0], {0: 0}, {0}, range(1), Ellipsis, True, print, int, float("nan")):
    assert value, value
for value in (B(1), B(None), B("x"), L(-1), L("x"), L(1.0)):
    try:
        print(bool(value))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    if B([]): pass
except TypeError as error:
    print(error)
try:
    while L(2**100): break
    print("fine")
except OverflowError as error:
    print(error)
x = 0
print((x := x or 5), x, None and 1 / 0, 1 or 1 / 0, [] if [] else "else", (1 if 0 else 2) if 1 else 3)
