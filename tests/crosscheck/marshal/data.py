# marshal: the bytes of values, and back; shared and recursive ones; what it refuses.
import io
import marshal

INNER = [3]
VALUES = (None, True, False, ..., StopIteration, 1, -1, 255, 2**31 - 1, 2**31, -2**31, 2**40, -2**100, 2**15, 0, 1.5, -0.0, 2j, "abc", "é!", "\ud800",
          "x y", "x y" * 100, "é" * 200, b"", b"abc", (), (1,), tuple(range(300)), [], [1, "a b"], {}, {1: 2, "k": INNER}, set(), {1}, {3, 1, 2}, frozenset(),
          frozenset({1}), slice(1, 2, 3), slice(None), bytearray(b"x"))
for value in VALUES:
    for version in (5, 4, 2, 1, 0):
        try:
            data = marshal.dumps(value, version)
        except ValueError as error:
            print(repr(value)[:20], version, error)
            continue
        back = marshal.loads(data)
        same = back == value and type(back) is type(value)
        print(repr(value)[:20], version, data[:40], same)
shared = []
pair = [shared, shared]
print(marshal.dumps(pair), (lambda both: both[0] is both[1])(marshal.loads(marshal.dumps(pair))))
shared.append(shared)
back = marshal.loads(marshal.dumps(shared))
print(back[0] is back)
deep = []
for i in range(3000):
    deep = [deep]


def check(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords))[:60])
    except Exception as error:
        print(type(error).__name__, error)


check(marshal.dumps, deep)
check(marshal.dumps, object())
check(marshal.dumps, range(3))
check(marshal.dumps, compile("1", "", "eval"), allow_code=False)
for data in (b"", b"i\1", b"?", b"r\0\0\0\0", b"[\1\0\0\0", b"Njunk", b"l\2\0\0\0\0\0\0\0", b"0", b"<\xff\xff\xff\xff", b"z\2a\xff", b"u\2\0\0\0a\xff",
             b"f\3abc", b"f\x031.5", b"{N", b"(" + b"\xff" * 4, memoryview(b"N"), b"[\1\0\0\0" * 3000 + b"N", b"l\1\0\0\0\xff\xff", 5, "text", b"[\1\0\0\x000",
             b"I" + bytes(8), b"x\x011\x012", b"s\5\0\0\0ab", b"\xa9\2\xe9\1\0\0\0r\1\0\0\0"):
    check(marshal.loads, data)
file = io.BytesIO()
marshal.dump([1, 2], file)
marshal.dump("text", file)
file.seek(0)
print(marshal.load(file), marshal.load(file), file.tell())
check(marshal.load, file)
check(marshal.load, io.StringIO("x"))
print(marshal.version)
