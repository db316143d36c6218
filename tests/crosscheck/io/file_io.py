# FileIO: a file of the system without a buffer.
import _io


def attempt(function, *args, **keywords):
    try:
        print(repr(function(*args, **keywords)))
    except Exception as e:
        print(type(e).__name__, "-", e)


f = _io.FileIO("data", "w+")
print(f, f.mode, f.closefd, f.name, f.closed)
attempt(f.write, b"hello world\nsecond line\n")
attempt(f.write, bytearray(b"third"))
attempt(f.write, memoryview(b"x"))
attempt(f.write, "text")
attempt(f.tell)
attempt(f.seek, 0)
attempt(f.read, 5)
attempt(f.read, 0)
attempt(f.readline)
attempt(f.read)
attempt(f.read)
attempt(f.seek, -5, 2)
attempt(f.readall)
attempt(f.seek, 3)
buffer = bytearray(4)
attempt(f.readinto, buffer)
print(buffer)
attempt(f.readinto, b"fixed")
attempt(f.truncate, 7)
attempt(f.tell)
attempt(f.seek, 0)
attempt(f.truncate)
attempt(f.seek, 3, 9)
attempt(f.seek, "x")
attempt(f.seek, 1.5)
attempt(f.read, "x")
attempt(f.read, 1 << 80)
attempt(f.isatty)
print(f.readable(), f.writable(), f.seekable(), isinstance(f.fileno(), int))
f.extra = 1
print(f.__dict__)
f.close()
f.close()
print(f)
for method in (f.read, f.readall, f.tell, f.fileno, f.readable, f.writable, f.seekable, f.isatty, f.truncate, f.flush, f.readline, f.__enter__):
    attempt(method)
attempt(f.write, b"x")
attempt(f.seek, 0)
attempt(f.readinto, bytearray(1))

r = _io.FileIO("data", "r")
attempt(r.write, b"x")
attempt(r.truncate, 0)
w = _io.FileIO("data", "a")
attempt(w.read, 1)
attempt(w.readinto, bytearray(1))
attempt(w.readall)
attempt(w.tell)
print(r.mode, w.mode, _io.FileIO("n1", "x").mode, _io.FileIO("n2", "x+").mode, _io.FileIO("data", "r+").mode, _io.FileIO("data", "a+").mode)
again = _io.FileIO(r.fileno(), "r", closefd=False)
print(again.closefd, again.mode, isinstance(again.name, int))
again.close()
print(r.closed, r.read())
for args in (("missing",), ("data", "rr"), ("data", "z"), ("data", "+"), ("data", ""), (-1,), (999,), (1.5,), ("a\0b",), (None,), ("data", 1)):
    attempt(_io.FileIO, *args)
attempt(_io.FileIO, "data", closefd=False)


def opener(name, flags):
    print("opener", name, isinstance(flags, int))
    return r.fileno()


own = _io.FileIO("whatever", "r", opener=opener)
print(own.name)
own.close()
attempt(r.close)
attempt(_io.FileIO, "x", "r", opener=lambda name, flags: -3)
attempt(_io.FileIO, "x", "r", opener=lambda name, flags: "y")


class Loud(_io.FileIO):
    def close(self):
        print("closing", self.closed)
        super().close()


with Loud("data", "w") as f:
    print(f.write(b"a\nb\n"))
print(list(_io.FileIO("data")), _io.FileIO("data").readlines(2))
attempt(_io.FileIO("data").__getstate__)
attempt(_io.FileIO("data").__reduce_ex__, 2)
