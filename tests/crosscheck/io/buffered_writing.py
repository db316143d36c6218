# BufferedWriter: what reaches the raw file, and when; raw files that take little or nothing.
import _io


def attempt(function, *args, **keywords):
    try:
        print("  ", repr(function(*args, **keywords)))
    except _io.BlockingIOError as e:
        print("  ", type(e).__name__, "-", e.args[1:], e.characters_written)
    except Exception as e:
        print("  ", type(e).__name__, "-", e)


class Raw(_io._RawIOBase):
    def __init__(self, steps=()):
        self.data = bytearray()
        self.steps = list(steps)

    def writable(self):
        return True

    def write(self, buffer):
        data = bytes(buffer)
        step = self.steps.pop(0) if self.steps else len(data)
        if isinstance(step, int):
            step = min(step, len(data))
            self.data += data[:step]
        print("   raw write", data, "->", step)
        return step


w = _io.BufferedWriter(Raw(), 8)
for data in (b"abc", b"de", b"fghij", b"k" * 20, b"", b"12345678", b"9"):
    print("write", data)
    attempt(w.write, data)
attempt(w.flush)
attempt(w.write, bytearray(b"tail"))
attempt(w.write, "text")
attempt(w.write, 5)
attempt(w.close)
print("  ", bytes(w.raw.data), w.closed, w.raw.closed)
attempt(w.write, b"x")
attempt(w.flush)

print("a raw file that takes two bytes at a time")
w = _io.BufferedWriter(Raw([2, 2, 2]), 8)
attempt(w.write, b"abcdefgh")
attempt(w.write, b"ij")
attempt(w.flush)
print("  ", bytes(w.raw.data))

print("a raw file that takes nothing now")
w = _io.BufferedWriter(Raw([None, 2, None, None, None]), 8)
attempt(w.write, b"abcdefgh")
attempt(w.write, b"ij")
attempt(w.write, b"klmnopqrstuvwxyz")
attempt(w.write, b"0" * 30)
attempt(w.flush)
attempt(w.flush)
print("  ", bytes(w.raw.data))

print("odd answers")
for answer in (-1, 99, "x"):
    class Odd(Raw):
        def write(self, buffer):
            return answer

    w = _io.BufferedWriter(Odd(), 4)
    attempt(w.write, b"abcdefgh")
    w.raw.write = len

print("several layers")
inner = _io.BytesIO()
w = _io.BufferedWriter(inner, 4)
w.write(b"abcdefgh")
print("  ", w.tell(), w.seek(2), w.write(b"XX"), inner.getvalue(), w.tell(), w.seek(0, 2), w.truncate(6), inner.getvalue())
attempt(w.read)
attempt(w.readable)
print("  ", w.seekable(), w.writable(), w.isatty(), w.detach() is inner)
attempt(w.write, b"x")
for arguments in ((1,), (_io.BytesIO(), 0), (_io.BytesIO(), None), ()):
    attempt(_io.BufferedWriter, *arguments)
attempt(_io.BufferedWriter, _io._RawIOBase())

print("errors when closing")


class Failing(Raw):
    def write(self, buffer):
        raise OSError("cannot write")

    def close(self):
        if not self.closed:
            super().close()
            raise OSError("cannot close")


w = _io.BufferedWriter(Failing(), 4)
w.write(b"ab")
try:
    w.close()
except OSError as e:
    print("  ", e, repr(e.__context__), w.closed)
