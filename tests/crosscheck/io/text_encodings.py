# Text files: encodings, error handlers, reconfigure(), codecs written in Python.
import _io
import codecs


def attempt(function, *args, **keywords):
    try:
        print(ascii(function(*args, **keywords)))
    except Exception as e:
        print(type(e).__name__, "-", ascii(str(e)), getattr(e, "__notes__", ""))


def wrapper(data=b"", **keywords):
    return _io.TextIOWrapper(_io.BytesIO(data), **keywords)


for encoding in ("utf-8", "UTF8", "latin1", "ascii", "cp1252", "utf-16", "koi8-r", "punycode"):
    f = wrapper(encoding=encoding)
    attempt(f.write, "aé\u20ac")
    f.flush()
    print(encoding, f.encoding, f.errors, f.buffer.getvalue())
for errors in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "missing"):
    f = wrapper(b"a\xffb\xe9", encoding="utf-8", errors=errors)
    attempt(f.read)
    f = wrapper(encoding="ascii", errors=errors)
    attempt(f.write, "aé\udcff")
    f.flush()
    print(errors, f.errors, f.buffer.getvalue())
for arguments in ({"encoding": 1}, {"errors": 1}, {"newline": 1}, {"encoding": "rot13"}, {"encoding": "nope"}, {"encoding": "a\0b"}, {"encoding": ""},
                  {"errors": "a\0b"}):
    attempt(wrapper, **arguments)
attempt(_io.TextIOWrapper)
attempt(_io.TextIOWrapper, 1)
attempt(_io.TextIOWrapper.__new__(_io.TextIOWrapper).read)
attempt(repr, _io.TextIOWrapper.__new__(_io.TextIOWrapper))

print("incomplete characters at the end")
attempt(wrapper(b"ab\xe2\x82", encoding="utf-8").read)
f = wrapper(b"ab\xe2\x82", encoding="utf-8")
attempt(f.read, 2)
attempt(f.read, 1)
attempt(wrapper(b"a\0b", encoding="utf-16").read)
attempt(wrapper(b"\xff\xfea\0b", encoding="utf-16").read)

print("reconfigure")
f = wrapper(encoding="ascii")
f.write("a\n")
f.reconfigure(encoding="latin-1", errors="replace", newline="\r\n")
f.write("é\u20ac\n")
f.reconfigure(encoding="utf-8")
f.write("é\n")
f.flush()
print(f.buffer.getvalue(), f.encoding, f.errors, f.line_buffering, f.write_through)
f.reconfigure(line_buffering=True, write_through=True)
print(f.line_buffering, f.write_through, f.reconfigure(line_buffering=None), f.line_buffering)
f = wrapper(b"abc\ndef", encoding="ascii")
f.read(1)
attempt(f.reconfigure, encoding="utf-8")
attempt(f.reconfigure, newline="\n")
attempt(f.reconfigure, line_buffering=True)
for arguments in ({"encoding": 1}, {"errors": 1}, {"newline": 1}, {"newline": "x"}, {"line_buffering": "x"}, {"encoding": "nope"}):
    attempt(wrapper(encoding="ascii").reconfigure, **arguments)
attempt(wrapper(encoding="ascii").reconfigure, "utf-8")

print("detach")
f = wrapper(encoding="ascii")
f.write("pending")
raw = f.detach()
print(raw.getvalue())
for name in ("read", "flush", "close", "detach", "fileno", "seekable", "tell"):
    attempt(getattr(f, name))
attempt(f.write, "x")
attempt(lambda: f.closed)
attempt(lambda: f.name)
attempt(lambda: f.encoding)
print(f.errors, f.buffer, f)


class Upper(codecs.IncrementalDecoder):
    def decode(self, data, final=False):
        return bytes(data).decode("ascii").upper()


def search(name):
    if name == "upper":
        return codecs.CodecInfo(lambda text, errors="strict": (text.lower().encode(), len(text)), None, incrementaldecoder=Upper,
                                incrementalencoder=codecs.getincrementalencoder("ascii"), name="upper")


codecs.register(search)
f = wrapper(b"hello\nworld", encoding="upper")
print(f.readline(), f.read(), f.seek(0), list(f))


class BadDecoder(Upper):
    def decode(self, data, final=False):
        return 5


f = wrapper(b"hello", encoding="upper")
Upper.decode = BadDecoder.decode
attempt(f.read)
attempt(f.readline)
