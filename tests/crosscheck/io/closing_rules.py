# Closing: with statements, twice, errors on the way, layers below; what a closed file still answers.
import _io


def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as e:
        print(type(e).__name__, "-", e, repr(e.__context__))


with open("data", "w") as f:
    f.write("abc")
print(f.closed, f.buffer.closed, f.buffer.raw.closed, f.name, f.mode, f.encoding, f)
for name in ("read", "readline", "readlines", "flush", "tell", "fileno", "isatty", "readable", "writable", "seekable", "__enter__", "__iter__", "__next__", "truncate",
             "detach"):
    attempt(getattr(f, name))
f = open("data", "rb")
print(f.read(1))
f.raw.close()
print(f.closed)
attempt(f.read, 1)
attempt(f.read, 10)
attempt(f.peek)
f.close()
attempt(f.read, 1)
attempt(f.peek)
attempt(f.readline)
attempt(f.seek, 0)
try:
    with open("data", "w") as f:
        f.write("written before the error")
        raise KeyError("inside")
except KeyError as e:
    print(e, f.closed)
print(open("data").read())


class Raw(_io._RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        raise OSError("write")

    def close(self):
        if not self.closed:
            super().close()
            raise OSError("close")


b = _io.BufferedWriter(Raw())
b.write(b"x")
attempt(b.close)
print(b.closed)
t = _io.TextIOWrapper(_io.BufferedWriter(Raw()), encoding="ascii")
t.write("x")
attempt(t.close)
print(t.closed)


class Closing(_io.BytesIO):
    closings = 0

    def close(self):
        self.closings += 1
        super().close()


c = Closing()
t = _io.TextIOWrapper(c, encoding="ascii")
t.close()
t.close()
print(c.closings)
b = _io.BufferedReader(Closing())
with b:
    pass
b.close()
print(b.raw.closings)
