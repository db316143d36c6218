# Slices of every form on built-ins and custom classes; assignment and deletion through slices.
class S:
    def __getitem__(self, k): return k
    def __class_getitem__(cls, k): return ("class", k)


s = S()
print(
    s[1], s[:], s[1:], s[:1], s[1:2], s[::], s[1:2:3], s[::3], s[:, 1], s[1:2, ::3, ...], s[None], s[-1], s[()],
    s[(1, 2)], s[1,], s[lambda: 0].__class__.__name__, s[{}], s[1 if 0 else 2], s[a := 5], S[1:2],
)
l = list(range(10))
print(
    l[2:5], l[-3:], l[:-7], l[::2], l[::-1], l[8:2:-2], l[5:5], l[20:], l[-100:3], l[3:-100:-1], l[:],
    l[None:None:None], l[True:4], l[-1:-4:-1],
)
print(
    "hello"[1:4], "hello"[::-1], b"hello"[1:3], (1, 2, 3)[:2], range(10)[2:8:3], bytearray(b"abc")[1:],
    memoryview(b"abcd")[1:3].tobytes(), "héllo"[1], b"abc"[0],
)
l[2:5] = "abc"; print(l)
l[2:5] = []; print(l)
l[1:1] = [9, 9]; print(l)
l[::2] = range(len(l[::2])); print(l)
del l[1:3]; print(l)
del l[::2]; print(l)
l[:] = "xyz"; print(l)
l[5:10] = "end"; l[-1:] = [1, 2]; print(l)
l[1:2] = l; print(l)
for source in (
    "l[::2] = [1]", "l[::0]", "l[1:2] = 5", "l['a':]", "l[1.5:2]", "l[0] = l[99]", "l[99] = 1", "del l[99]",
    "(1, 2)[0] = 1", "'abc'[1:] = 'x'", "range(5)[9]", "l[None]", "l[0, 1]", "l[...]", "{}[1:2]",
    "{}[[1:2]]" if False else "{}[{}]", "del 'abc'[1:]", "bytearray(b'abc')[0] = 256", "bytearray(b'abc')[0] = 'x'",
    "bytearray(b'abc')[:1] = 'x'", "bytearray(b'a')[:1] = 5", "None[0]", "len[0]", "int[0]", "slice(1)[0]",
    "'abc'[10]", "()[0]", "b''[0]", "bytearray()[0]", "memoryview(b'')[0]", "set()[0]", "l[::2] = 5", "del l[::0]",
):
    try:
        exec(source)
        print(source, "fine")
    except Exception as error:
        print(source, "->", type(error).__name__, error)
sl = slice(1, 10, 2)
print(
    sl, sl.start, sl.stop, sl.step, sl.indices(6), sl == slice(1, 10, 2), slice(5), slice(None),
    hash(slice(1, 2)) == hash(slice(1, 2)), slice("a", [], None), list(range(*slice(None, None, -1).indices(4))),
    slice(1) < slice(2),
)
