# BufferedRandom and BufferedRWPair: reading and writing in turn.
import _io


def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as e:
        print(type(e).__name__, "-", e)


raw = _io.BytesIO(b"0123456789abcdefghij")
f = _io.BufferedRandom(raw, 6)
print(f.read(3), f.tell(), f.write(b"XY"), f.tell(), raw.getvalue())
print(f.flush(), raw.getvalue(), f.read(2), f.seek(1), f.write(b"-"), f.read(2), f.tell(), raw.getvalue())
print(f.peek(2), f.write(b"=="), f.readline(), f.write(b"end"), f.seek(0), f.read(), f.truncate(5), f.seek(0), f.read1(), raw.getvalue())
f.seek(0)
f.write(b"line\nline 2\nlast")
f.seek(0)
print(next(f), f.write(b"L"), list(f), raw.getvalue())
buffer = bytearray(4)
print(f.seek(2), f.readinto(buffer), buffer, f.write(b"!"), f.seek(0), f.read())
print(f, f.readable(), f.writable(), f.seekable())
f.close()
attempt(f.read)
attempt(f.write, b"x")
attempt(_io.BufferedRandom, _io._RawIOBase())

with open("data", "w+b") as f:
    f.write(b"hello world")
    f.seek(0)
    print(f.read(5), f.write(b"_"), f.read(), f.tell(), f.seek(-5, 2), f.read(2), f.write(b"R"), f.seek(0), f.read())
with open("data", "a+b") as f:
    print(f.tell(), f.seek(2), f.write(b"++"), f.seek(0), f.read())

reader, writer = _io.BytesIO(b"input\nmore"), _io.BytesIO()
pair = _io.BufferedRWPair(reader, writer, 4)
print(pair.read(2), pair.readline(), pair.peek()[:2], pair.read1(2), pair.write(b"out"), writer.getvalue(), pair.flush(), writer.getvalue())
buffer = bytearray(1)
print(pair.readinto(buffer), buffer, pair.readinto1(buffer), buffer, pair.read(), pair.readable(), pair.writable(), pair.seekable(), pair.isatty(), pair.closed)
attempt(pair.seek, 0)
attempt(pair.tell)
attempt(pair.detach)
attempt(pair.truncate)
attempt(pair.fileno)
pair.close()
print(pair.closed, reader.closed, writer.closed)
attempt(pair.read)
attempt(pair.write, b"x")
attempt(_io.BufferedRWPair, _io._RawIOBase(), writer)
attempt(_io.BufferedRWPair, 1, 2)
attempt(_io.BufferedRWPair)
attempt(lambda: _io.BufferedRWPair.__new__(_io.BufferedRWPair).read())
