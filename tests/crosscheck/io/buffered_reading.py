# BufferedReader: read, read1, peek, readinto, readline, seek over a raw file written in Python that tells what is asked of it.
import _io


def attempt(function, *args, **keywords):
    try:
        print("  ", repr(function(*args, **keywords)))
    except Exception as e:
        print("  ", type(e).__name__, "-", e)


class Raw(_io._RawIOBase):
    def __init__(self, data, step=1 << 30):
        self.data = data
        self.position = 0
        self.step = step

    def readable(self):
        return True

    def seekable(self):
        return True

    def readinto(self, buffer):
        count = min(len(buffer), self.step, len(self.data) - self.position)
        buffer[:count] = self.data[self.position:self.position + count]
        print("   raw readinto", len(buffer), "->", count)
        self.position += count
        return count

    def seek(self, offset, whence=0):
        self.position = offset + (0, self.position, len(self.data))[whence]
        print("   raw seek", offset, whence, "->", self.position)
        return self.position


data = b"line one\nline two\nthe third line is longer\nend"
r = _io.BufferedReader(Raw(data), 10)
for call in ("r.read(3)", "r.tell()", "r.peek()", "r.peek(2)", "r.readline()", "r.read1(4)", "r.read1()", "r.read1(0)", "r.read(12)", "r.seek(2)",
             "r.read(3)", "r.seek(-1, 1)", "r.read(2)", "r.seek(-3, 2)", "r.read()", "r.read()", "r.read(1)", "r.seek(0)", "r.readline(4)", "r.readline()",
             "list(r)", "r.seek(5)", "r.readlines(20)", "r.tell()"):
    print(call)
    attempt(lambda: eval(call))
r = _io.BufferedReader(Raw(data, 3), 8)
for call in ("r.read(5)", "r.read(20)", "r.readline()", "r.peek()", "r.read()"):
    print(call)
    attempt(lambda: eval(call))
r = _io.BufferedReader(Raw(data), 8)
for size in (3, 5, 20, 0):
    buffer = bytearray(size)
    print("readinto", size)
    attempt(r.readinto, buffer)
    print("  ", buffer)
r.seek(0)
for size in (3, 20):
    buffer = bytearray(size)
    print("readinto1", size)
    attempt(r.readinto1, buffer)
    print("  ", buffer)

print("arguments")
r = _io.BufferedReader(_io.BytesIO(b"abc"))
for arguments in ((-2,), ("x",), (1.5,), (1 << 70,), (1, 2)):
    attempt(r.read, *arguments)
attempt(r.seek, 0, 7)
attempt(r.seek, "x")
attempt(r.seek, 1 << 80)
attempt(r.truncate)
attempt(r.write, b"x")
attempt(r.readinto, b"fixed")
attempt(r.__getstate__)
for arguments in ((1,), (_io.BytesIO(), 0), (_io.BytesIO(), -1), (_io.BytesIO(), "x"), ()):
    attempt(_io.BufferedReader, *arguments)
attempt(lambda: _io.BufferedReader.__new__(_io.BufferedReader).read())
attempt(lambda: _io.BufferedReader.__new__(_io.BufferedReader))
print(r, type(r.raw), r.closed)
raw = r.detach()
attempt(r.read)
attempt(lambda: r.name)
attempt(r.detach)
print(r, raw.getvalue(), r.raw)

print("what raw files answer")
for answer in (None, -1, 99, "x", 1.5, OSError("broken")):
    class Odd(Raw):
        def readinto(self, buffer):
            if isinstance(answer, Exception):
                raise answer
            return answer

    for method in ("read(2)", "read1(2)", "peek()", "readline()", "readinto(bytearray(2))"):
        print(repr(answer), method)
        attempt(lambda: eval("reader." + method, {"reader": _io.BufferedReader(Odd(b"abc"), 4)}))
