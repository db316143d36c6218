# What does not fit a format.
import struct


def show(function, *arguments, **keywords):
    try:
        print(ascii(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))



CASES = [
    ("b", 200), ("B", -1), ("B", 300), ("h", 1 << 20), ("H", -1), ("i", 1 << 40), ("I", -1), ("<l", 1 << 70), ("<L", -5), ("q", 1 << 70),
    ("Q", -1), ("Q", 1 << 70), ("b", "x"), ("b", 1.5), ("e", 1e10), ("f", 1e300), ("<f", 1e300), ("d", "x"), ("c", "a"),
    ("c", b"ab"), ("s", "a"), ("s", 5), ("p", 5), ("?", []), (">h", 1 << 20), ("3h", 1, 2), ("h",), ("Z", 1), ("3", 1), ("<n", 1), ("<P", 1),
    ("F", 1), ("D", 1), ("<F", 1 + 2j), (">D", 2j), ("<D", "x"), ("é", 1), (b"h", 1), (5, 1), ("h\0", 1), ("9" * 20 + "h", 1),
    ("9223372036854775807h", 1), ("Q", 1.0), ("P", "x"), ("?", "x"),
]
for case in CASES:
    print(case, end=" ")
    show(struct.pack, *case)


class Index:
    def __index__(self):
        return 5


class Bad:
    def __index__(self):
        raise ValueError("no")


show(struct.pack, "b", Index())
show(struct.pack, "b", Bad())
show(struct.pack, "d", Index())
for arguments in [("h", b"abc"), ("h", b""), ("h", "ab"), ("x", b""), ("h",), ()]:
    show(struct.unpack, *arguments)
for offset in [5, -5, -1, 2, "x"]:
    show(struct.unpack_from, "h", b"abc", offset)
target = bytearray(5)
for arguments in [("h", target, 5, 1), ("h", target, -9, 1), ("h", target, -1, 1), ("h", target, 4, 1), ("h", target), ("h",), ("h", target, 0),
                  ("h", b"abc", 0, 1), ("h", target, "x", 1), (), ("h", target, 0, 1, 2), ("h", target, -2, 513)]:
    show(struct.pack_into, *arguments)
print(target)
show(struct.pack)
show(struct.calcsize)
