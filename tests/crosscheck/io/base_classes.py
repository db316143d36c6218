# The base classes of files: what they do on their own, and what they make of the methods of derived classes.
import _io


def attempt(function, *args):
    try:
        answer = function(*args)
        print(function.__qualname__, type(answer).__name__ if answer is function.__self__ else repr(answer))
    except Exception as e:
        print(function.__qualname__, type(e).__module__, type(e).__name__, e)


for base in (_io._IOBase, _io._RawIOBase, _io._BufferedIOBase, _io._TextIOBase):
    file = base()
    for name in ("seek", "tell", "truncate", "flush", "seekable", "readable", "writable", "fileno", "isatty", "readline", "readlines", "_checkClosed",
                 "_checkSeekable", "_checkReadable", "_checkWritable", "read", "readall", "read1", "detach", "__iter__", "__next__"):
        if hasattr(file, name):
            attempt(getattr(file, name), *((0,) if name == "seek" else ()))
    if hasattr(file, "write"):
        attempt(file.write, b"")
    if hasattr(file, "readinto"):
        attempt(file.readinto, bytearray(1))
    attempt(file.writelines, [])
    print(file.closed, file.close(), file.closed, file.close(), sorted(file.__dict__))
    attempt(file.flush)
    attempt(file.__enter__)
    attempt(file.isatty)
    attempt(file.writelines, [])
print(_io._TextIOBase().encoding, _io._TextIOBase().errors, _io._TextIOBase().newlines)
print([c.__name__ for c in _io.TextIOWrapper.__mro__], [c.__name__ for c in _io.FileIO.__mro__], [c.__name__ for c in _io.UnsupportedOperation.__mro__])


class Reader(_io._RawIOBase):
    data = b"first\nsecond\nthird"

    def readable(self):
        return True

    def readinto(self, buffer):
        piece, self.data = self.data[:len(buffer)], self.data[len(buffer):]
        buffer[:len(piece)] = piece
        return len(piece)


print(Reader().read(3), Reader().read(), Reader().readall(), Reader().readline(), Reader().readline(3), Reader().readlines(), Reader().readlines(7), list(Reader()))


class Peeking(Reader):
    def peek(self, size=0):
        print("peek", size)
        return self.data[:4]


print(Peeking().readline(), Peeking().readline(2))


class Odd(_io._RawIOBase):
    def __init__(self, answer):
        self.answer = answer

    def read(self, size=-1):
        return self.answer


for answer in (None, "text", 5):
    attempt(Odd(answer).readline)
    attempt(Odd(answer).readall)


class Writer(_io._IOBase):
    def write(self, data):
        print("write", data)

    def flush(self):
        print("flush")
        super().flush()

    def close(self):
        print("close")
        super().close()


with Writer() as w:
    w.writelines(["a", b"b", 3])
attempt(w.writelines, ["x"])


class FailingFlush(_io._IOBase):
    def flush(self):
        raise OSError("flush")


f = FailingFlush()
try:
    f.close()
except OSError as e:
    print(e, f.closed)


class Into(_io._BufferedIOBase):
    def read(self, size=-1):
        return b"abcdefgh"[:size]

    def read1(self, size=-1):
        return b"much too long"


buffer = bytearray(3)
print(Into().readinto(buffer), buffer)
attempt(Into().readinto1, buffer)
attempt(Into().readinto, b"fixed")
