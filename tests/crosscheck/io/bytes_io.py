# BytesIO: a file of bytes in memory.
import _io


def attempt(function, *args, **keywords):
    try:
        print(repr(function(*args, **keywords)))
    except Exception as e:
        print(type(e).__name__, "-", e)


b = _io.BytesIO(b"one\ntwo\nthree")
print(b.read(2), b.tell(), b.readline(), b.readlines(), b.read(), b.getvalue())
print(b.seek(0), list(b), b.seek(-5, 2), b.read(3), b.seek(1, 1), b.tell(), b.seek(-100, 1), b.seek(100), b.read(), b.read(5))
print(b.write(b"!"), b.getvalue()[-5:], len(b.getvalue()))
print(b.truncate(4), b.getvalue(), b.tell(), b.truncate(10), b.getvalue(), b.seek(2), b.truncate(), b.getvalue())
b.writelines([b"x", bytearray(b"y"), memoryview(b"z")])
print(b.getvalue(), b.read1(), b.seek(0), b.read1(2), b.readline(1), b.readline(None), b.read(None))
buffer = bytearray(b"....")
b.seek(1)
print(b.readinto(buffer), buffer, b.readinto(buffer), b.seek(0), b.readinto1(buffer), buffer)
print(b.readable(), b.writable(), b.seekable(), b.isatty(), b.closed, b.flush())
print(_io.BytesIO(b"a\nbb\nccc\n").readlines(3), _io.BytesIO(b"a\nbb\nccc\n").readlines(2), _io.BytesIO(b"a\nb").readlines(0))

source = b"shared"
b = _io.BytesIO(source)
b.seek(2)
b.write(b"AR")
print(source, b.getvalue())
view = b.getbuffer()
view[0] = 0x53
print(b.getvalue(), bytes(view), len(view), view.readonly)
attempt(b.write, b"longer than before")
attempt(b.truncate, 1)
attempt(b.close)
attempt(b.__init__)
view.release()
attempt(b.write, b"longer")
print(b.getvalue())

for args in ((1,), ("text",), ([1, 2],), (b"", 2), (None,), (bytearray(b"ba"),)):
    attempt(lambda: _io.BytesIO(*args).getvalue())
b = _io.BytesIO(b"abc")
attempt(b.write, "x")
attempt(b.write, 1)
attempt(b.read, "x")
attempt(b.read, 1.5)
attempt(b.readlines, "x")
attempt(b.seek, -1)
attempt(b.seek, 0, 3)
attempt(b.seek, 0, -1)
attempt(b.seek, "x")
attempt(b.truncate, -1)
attempt(b.truncate, "x")
attempt(b.readinto, b"fixed")
attempt(b.writelines, [b"x", "y"])
attempt(b.writelines, 5)
attempt(b.fileno)
attempt(b.detach)

b = _io.BytesIO(b"state")
b.seek(3)
print(b.__getstate__())
c = _io.BytesIO()
c.__setstate__((b"other", 2, {"extra": 1}))
print(c.getvalue(), c.tell(), c.extra, c.__getstate__())
for state in (1, (b"",), (b"", 0), (b"", "x", None), (b"", -1, None), (b"", 0, 3), ("s", 0, None)):
    attempt(c.__setstate__, state)

b.close()
print(b.closed)
b.close()
for method in (b.read, b.getvalue, b.getbuffer, b.readline, b.readlines, b.tell, b.flush, b.isatty, b.readable, b.__next__, b.__enter__, b.read1):
    attempt(method)
attempt(b.write, b"x")
attempt(b.seek, 0)
print(iter(b) is b)


class Sub(_io.BytesIO):
    def __init__(self, *args):
        super().__init__(*args)
        self.name = "sub"


with Sub(b"x\ny") as s:
    print(next(s), s.name, type(s).__name__)
print(s.closed)
