# Text files: line ends when reading and writing, with each value of `newline`, in small and large pieces.
import _io

data = b"a\nbb\r\nccc\rdddd\r\n\r\n\n\reeeee"
for newline in (None, "", "\n", "\r", "\r\n"):
    print(repr(newline))
    f = _io.TextIOWrapper(_io.BytesIO(data), encoding="ascii", newline=newline)
    print("  ", f.newlines, list(f), f.newlines)
    for chunk in (1, 2, 3, 7):
        f = _io.TextIOWrapper(_io.BytesIO(data), encoding="ascii", newline=newline)
        f._CHUNK_SIZE = chunk
        lines = []
        while line := f.readline():
            lines.append(line)
        f.seek(0)
        pieces = []
        while piece := f.read(4):
            pieces.append(piece)
        f.seek(0)
        limited = []
        while line := f.readline(3):
            limited.append(line)
        print("  ", chunk, lines == list(_io.TextIOWrapper(_io.BytesIO(data), encoding="ascii", newline=newline)), pieces, limited)
    raw = _io.BytesIO()
    f = _io.TextIOWrapper(raw, encoding="ascii", newline=newline)
    print("  ", f.write("x\ny\r\nz\r"), f.writelines(["1\n", "2"]), f.flush(), raw.getvalue())

f = _io.TextIOWrapper(_io.BytesIO("é\r\n€\r\U0001f600\n".encode()), encoding="utf-8")
print([ascii(line) for line in f], f.newlines)
for newline in ("x", "\n\n", "\n\r", 1, b"\n", "a\0"):
    try:
        _io.TextIOWrapper(_io.BytesIO(), newline=newline)
    except Exception as e:
        print(type(e).__name__, e)
raw = _io.BytesIO()
f = _io.TextIOWrapper(raw, encoding="ascii", line_buffering=True)
for text in ("a", "b\n", "c\r", "d"):
    f.write(text)
    print(raw.getvalue())
f = _io.TextIOWrapper(raw := _io.BytesIO(), encoding="ascii", write_through=True)
f.write("at once")
print(raw.getvalue())

d = _io.IncrementalNewlineDecoder(None, True)
print([d.decode(text) for text in ("a\r", "\nb", "c\r", "d", "\n\r", "")], repr(d.decode("", True)), d.newlines, d.getstate())
d.reset()
print(d.newlines, repr(d.decode("x\r")), d.getstate(), d.setstate((b"", 0)), repr(d.decode("\n", final=True)))
d = _io.IncrementalNewlineDecoder(None, translate=False)
print([d.decode(text) for text in ("a\r", "\nb", "c\rd\n")], d.newlines)
for call in (lambda: d.decode(b"x"), lambda: d.setstate(1), lambda: d.setstate((b"x", "y")), lambda: _io.IncrementalNewlineDecoder(),
             lambda: _io.IncrementalNewlineDecoder.__new__(_io.IncrementalNewlineDecoder).decode("x")):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
