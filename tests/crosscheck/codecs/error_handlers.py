# Error handlers: the native ones as functions, registered ones, what they must answer.
import codecs


def attempt(function, *args):
    try:
        print(ascii(function(*args)))
    except Exception as e:
        print(type(e).__name__, "-", ascii(str(e)))


encode_error = UnicodeEncodeError("ascii", "a\u1234\udc80\U0001f600b", 1, 4, "because")
decode_error = UnicodeDecodeError("ascii", b"a\x80\xffb", 1, 3, "because")
translate_error = UnicodeTranslateError("a\u1234b", 1, 2, "because")
for name in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape", "surrogatepass"):
    handler = codecs.lookup_error(name)
    print(handler, handler is codecs.lookup_error(name))
    for error in (encode_error, decode_error, translate_error, ValueError("x"), 42):
        attempt(handler, error)

attempt(codecs.lookup_error, "missing")
attempt("é".encode, "ascii", "missing")
attempt(codecs.register_error, "x", 1)
attempt(codecs.register_error, 1, len)


def twice(error):
    print("called for", ascii(error.object[error.start:error.end]), "in", error.encoding)
    return ("<>", error.end)


codecs.register_error("twice", twice)
print("aéıb".encode("ascii", "twice"), "aéıb".encode("latin1", "twice"))
print(b"a\xff\xfeb".decode("utf-8", "twice"))
codecs.register_error("bytes", lambda error: (b"\xff", error.end))
print("aéb".encode("ascii", "bytes"))
attempt(b"a\xff".decode, "ascii", "bytes")
for answer in (None, ("x",), ("x", "y"), (1, 2), ("x", 99), ("x", -99)):
    codecs.register_error("odd", lambda error: answer)
    attempt("aéb".encode, "ascii", "odd")
codecs.register_error("back", lambda error: ("", -1))
print("aéb".encode("ascii", "back"))

import _codecs
print(_codecs._unregister_error("twice"), _codecs._unregister_error("twice"))
attempt(_codecs._unregister_error, "strict")
attempt("é".encode, "ascii", "twice")
