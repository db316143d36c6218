# Text files over buffers written in Python: what is asked of the buffer, and answers that are wrong.
import _io


def attempt(function, *args, **keywords):
    try:
        print("  ", repr(function(*args, **keywords)))
    except Exception as e:
        print("  ", type(e).__name__, "-", e)


class Buffer(_io._BufferedIOBase):
    loud = False  # flush() is called when nobody can reach the object any more, too

    def __init__(self, data=b"", readable=True, writable=True, seekable=True):
        self.data, self.able = data, (readable, writable, seekable)
        self.position = 0

    def readable(self):
        return self.able[0]

    def writable(self):
        return self.able[1]

    def seekable(self):
        return self.able[2]

    def read1(self, size):
        piece = self.data[self.position:self.position + min(size, 6)]
        self.position += len(piece)
        print("   read1", size, piece)
        return piece

    def read(self, size=-1):
        piece = self.data[self.position:]
        self.position += len(piece)
        print("   read", size, piece)
        return piece

    def write(self, data):
        print("   write", type(data).__name__, len(data), data[:20])
        return len(data)

    def flush(self):
        if self.loud:
            print("   flush")

    def tell(self):
        print("   tell")
        return self.position

    def seek(self, position, whence=0):
        print("   seek", position, whence)
        self.position = position
        return position


f = _io.TextIOWrapper(Buffer(b"first line\nsecond\n"), encoding="ascii")
f.buffer.loud = True
for call in ("f.read(3)", "f.readline()", "f.tell()", "f.read()", "f.write('abc')", "f.write('x' * 9000)", "f.write('y')", "f.flush()", "f.seek(0)",
             "f.write('z' * 5000)", "f.write('w' * 5000)", "f.close()", "f.closed", "f.write('x')"):
    print(call)
    attempt(lambda: eval(call))
for able in ((True, False, True), (False, True, True), (True, True, False), (False, False, False)):
    print(able)
    f = _io.TextIOWrapper(Buffer(b"abc", *able), encoding="ascii")
    attempt(f.read, 1)
    attempt(f.readline)
    attempt(f.write, "x")
    attempt(f.tell)
    print("  ", f.readable(), f.writable(), f.seekable())
    f.detach()

for answer in (None, "text", 5, bytearray(b"ab"), memoryview(b"ab")):
    class Odd(Buffer):
        def read1(self, size):
            return answer

        def read(self, size=-1):
            return answer

    print("answers", type(answer).__name__)
    attempt(_io.TextIOWrapper(Odd(), encoding="ascii").read)
    attempt(_io.TextIOWrapper(Odd(), encoding="ascii").read, 1)
    attempt(_io.TextIOWrapper(Odd(), encoding="ascii", newline="\r").readline, 1)
f = _io.TextIOWrapper(Buffer(writable=False), encoding="ascii")
attempt(f.write, 5)
attempt(f.write)
f._CHUNK_SIZE = 3
print(f._CHUNK_SIZE)
for size in (0, -1, "x"):
    try:
        f._CHUNK_SIZE = size
    except Exception as e:
        print(type(e).__name__, e)


class Lines(_io.TextIOWrapper):
    def readline(self, size=-1):
        line = super().readline(size)
        return "<" + line + ">" if line else ""


print(list(Lines(_io.BytesIO(b"one\ntwo\nthree\n"), encoding="ascii")))


class NoStr(_io.TextIOWrapper):
    def readline(self, size=-1):
        return 5


attempt(next, NoStr(_io.BytesIO(), encoding="ascii"))
