# StringIO: a file of text in memory.
import _io


def attempt(function, *args, **keywords):
    try:
        print(ascii(function(*args, **keywords)))
    except Exception as e:
        print(type(e).__name__, "-", e)


s = _io.StringIO()
print(s.write("abc"), s.write("é\n"), s.write("\u20ac"), s.write("\U0001f600x"), ascii(s.getvalue()), s.tell())
print(s.seek(0), ascii(s.read(2)), ascii(s.readline()), ascii(s.read()), s.read(), s.seek(2), s.write("XYZ"), ascii(s.getvalue()))
print(s.truncate(4), s.getvalue(), s.tell(), s.truncate(), s.seek(8), s.write("!"), ascii(s.getvalue()), s.seek(0, 2), s.seek(0, 1))
s = _io.StringIO("one\ntwo\r\nthree\rfour")
print(list(s), s.newlines, s.line_buffering, s.encoding, s.errors)
s.seek(0)
print(s.readline(2), s.readline(), s.readline(None), s.readlines())
for newline in (None, "", "\n", "\r", "\r\n"):
    s = _io.StringIO("a\nb\r\nc\rd", newline)
    s.seek(0, 2)
    s.write("e\nf\r\ng")
    value = s.getvalue()
    s.seek(0)
    print(repr(newline), ascii(value), [ascii(line) for line in s], s.newlines)

for args in ((1,), (b"x",), ("", 1), ("", "x"), ("", b"\n"), (None, None)):
    attempt(lambda: _io.StringIO(*args).getvalue())
s = _io.StringIO("abc")
attempt(s.write, b"x")
attempt(s.write, 1)
attempt(s.write, None)
attempt(s.read, "x")
attempt(s.readline, 1.5)
attempt(s.seek, -1)
attempt(s.seek, 1, 1)
attempt(s.seek, 1, 2)
attempt(s.seek, 0, 3)
attempt(s.truncate, -1)
attempt(s.truncate, "x")
attempt(s.detach)
attempt(s.fileno)
attempt(s.isatty)
attempt(s.writelines, ["x", 1])
print(s.getvalue(), s.readable(), s.writable(), s.seekable(), s.closed, s.flush())

s = _io.StringIO("sta\nte", None)
s.seek(3)
print(s.__getstate__())
t = _io.StringIO()
t.__setstate__(("o\r\nther", "\r\n", 2, {"extra": 1}))
print(ascii(t.getvalue()), t.tell(), t.extra, t.__getstate__())
for state in (1, ("", "\n", 0), ("", "\n", "x", None), ("", "\n", -1, None), ("", "\n", 0, 1), (1, "\n", 0, None), ("", "z", 0, None)):
    attempt(t.__setstate__, state)

t.close()
t.close()
print(t.closed)
for method in (t.read, t.getvalue, t.readline, t.readlines, t.tell, t.flush, t.readable, t.__next__, t.__enter__, t.__iter__, t.truncate):
    attempt(method)
attempt(t.write, "x")
attempt(t.write, 1)
attempt(t.seek, 0)
attempt(lambda: t.newlines)
attempt(lambda: t.line_buffering)
attempt(_io.StringIO.__new__(_io.StringIO).read)


class Shouting(_io.StringIO):
    def readline(self, size=-1):
        return super().readline(size).upper()


print(list(Shouting("a\nb")), Shouting("a\nb").read())
print("x", "y", file=(out := _io.StringIO()), sep="-", end="|")
print(out.getvalue())
