# Sequence patterns: lengths, stars, nesting; what counts as a sequence and what does not.
def shape(x):
    match x:
        case []: return "empty"
        case [a]: return f"one {a!r}"
        case [1, *rest]: return f"starts with 1, rest {rest}"
        case [*init, 9]: return f"ends with 9, init {init}"
        case (a, b): return f"two {a!r} {b!r}"
        case [[a, [b]], c, *_]: return f"nested {a} {b} {c}"
        case [a, *middle, b] if len(middle) > 2: return f"{a} ..{len(middle)}.. {b}"
        case a, b, c: return f"three {a} {b} {c}"
        case [*_]: return "any sequence"
        case _: return "no sequence"


for value in (
    [], (), [5], "a", "ab", b"ab", bytearray(b"ab"), (1,), [1, 2, 3], (0, 9), [7, 8], [[1, [2]], 3, 4, 5], [1.0],
    (0, 0, 0, 0, 0), [2, 3, 4], [2, 3, 4, 5], range(3), range(0), {1, 2}, {1: 2}, iter([1, 2]), memoryview(b"ab"), 5,
    None, (x for x in "ab"),
):
    print(type(value).__name__, shape(value))


class List(list): pass
class Lookalike:
    def __len__(self): return 2
    def __getitem__(self, i): return "xy"[i]


print(shape(List([1, 2])), shape(Lookalike()))


class Noisy(list):
    def __len__(self): print("len", end=" "); return super().__len__()
    def __getitem__(self, i): print("get", i, end=" "); return super().__getitem__(i)
    def __iter__(self): print("iter", end=" "); return super().__iter__()


match Noisy([1, 2, 3, 4]):
    case [9, _, _, _]: print("no")
    case [_, _]: print("no")
    case [1, *_, 4]: print("star in the middle")
match Noisy([1, 2, 3]):
    case [a, *b]: print(a, b, type(b).__name__)
match [1, [2, [3, [4, [5]]]]]:
    case [a, [b, [c, [d, [e]]]]]: print(a, b, c, d, e)
match [[1, 2], [3, 4]]:
    case [[a, b], [*c]] | [a, b, c]: print(a, b, c)
match (1, 2, 3), [4, (5,)]:
    case (x, *y), [z, [w]]: print(x, y, z, w)
