# tell() and seek() of text files: positions of characters of several bytes, decoders with a state, what is refused.
import _io


def attempt(function, *args):
    try:
        print(ascii(function(*args)))
    except Exception as e:
        print(type(e).__name__, "-", e)


text = "aé€\U0001f600\nsecond \u4e2d\u6587 line\r\nthird\n"
for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-32-be", "utf-8-sig", "utf-7", "latin-1", "cp1252"):
    try:
        data = text.encode(encoding, "replace")
    except LookupError as e:
        print(encoding, e)
        continue
    for newline in (None, "", "\n"):
        f = _io.TextIOWrapper(_io.BytesIO(data), encoding=encoding, errors="replace", newline=newline)
        f._CHUNK_SIZE = 5
        positions, rest = [], []
        while True:
            positions.append(f.tell())
            if not f.read(1):
                break
        whole = _io.TextIOWrapper(_io.BytesIO(data), encoding=encoding, errors="replace", newline=newline).read()
        ok = True
        for i, position in enumerate(positions):
            f.seek(position)
            ok = ok and f.read() == whole[i:]
        print(encoding, repr(newline), len(positions), ok, positions[:8])

f = _io.TextIOWrapper(_io.BytesIO("one\ntwo\nthree\n".encode()), encoding="utf-8")
print(f.readline(), f.tell(), f.read(2), f.tell(), f.seek(0, 1), f.read(1), f.seek(0, 2), f.read(), f.seek(0), f.read(3))
f.seek(0)
next(f)
attempt(f.tell)
list(f)
attempt(f.tell)
attempt(f.seek, 1, 1)
attempt(f.seek, 1, 2)
attempt(f.seek, 0, 3)
attempt(f.seek, -1)
attempt(f.seek, "x")
attempt(f.seek, 1 << 200)
attempt(f.seek, 1 << 70)


class Pipe(_io.BytesIO):
    def seekable(self):
        return False


f = _io.TextIOWrapper(Pipe(b"abc"), encoding="ascii")
attempt(f.tell)
attempt(f.seek, 0)
print(f.seekable(), f.read())

with open("data", "w+", encoding="utf-8") as f:
    print(f.write("héllo\nwörld\n"), f.tell(), f.seek(0), f.readline(), f.tell(), f.read(2), f.tell(), f.write("X"), f.tell(), f.seek(0))
    print(ascii(f.read()), f.seek(7), f.truncate(), f.seek(0), ascii(f.read()))
for encoding in ("utf-16", "utf-32", "utf-8-sig"):
    with open("data", "w", encoding=encoding) as f:
        f.write("ab")
    with open("data", "a", encoding=encoding) as f:
        f.write("cd")
    with open("data", "rb") as f:
        print(encoding, f.read())
    with open("data", encoding=encoding) as f:
        print(f.read(), f.tell(), f.seek(0), f.read(1), f.tell())
