# __index__ in subscripts, slices, range, bin, chr, repetition; __int__ and __float__ are not enough there.
class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n


class OnlyInt:
    def __int__(self): return 1
class OnlyFloat:
    def __float__(self): return 1.5
class BadIndex:
    def __index__(self): return "x"
class SubIndex:
    def __index__(self): return True


items = list(range(10))
print(
    items[I(3)], items[I(1):I(8):I(3)], items[:I(-7)], "ab" * I(3), [0] * I(2), bin(I(5)), hex(I(255)), oct(I(8)),
    chr(I(65)), list(range(I(2), I(4))),
)
print(
    (1, 2, 3)[I(-1)], b"abc"[I(0)], int(I(7)), float(I(7)), complex(I(7)), round(2.567, I(1)), divmod(7, 2),
    2 ** int(I(10)), bytes(I(3)), pow(2, 3, 5),
)
print(items[SubIndex()], [7, 8][True], "xyz"[False], int(SubIndex()))
items[I(0)] = "set"
del items[I(1)]
print(items)
for action in (
    lambda: items[OnlyInt()], lambda: items[OnlyFloat()], lambda: items[BadIndex()], lambda: items[1.0],
    lambda: range(OnlyInt()), lambda: [0] * OnlyInt(),
    lambda: "a"[:OnlyInt()], lambda: chr(OnlyFloat()), lambda: hex(1.5), lambda: int(BadIndex()),
    lambda: float(BadIndex()), lambda: items[10**30], lambda: items[-10**30],
    lambda: items[I(10**30)], lambda: items[10**30:], lambda: items[:-10**30], lambda: (1).__index__(),
    lambda: int(OnlyInt()), lambda: float(OnlyFloat()), lambda: int(OnlyFloat()),
    lambda: items[None:1][:1], lambda: items["a":], lambda: slice(I(1), None).indices(5),
    lambda: slice(1, 2).indices(-1), lambda: slice(0, 5, 0).indices(3), lambda: items[::0],
):
    try:
        print(action())
    except (TypeError, IndexError, ValueError) as error:
        print(type(error).__name__, error)
