# The registry of encodings: normalized names, search functions, CodecInfo, what is no text encoding.
import codecs


def attempt(function, *args):
    try:
        print(ascii(function(*args)))
    except Exception as e:
        print(type(e).__name__, "-", e)


def search(name):
    print("asked for", repr(name))
    if name == "upper_case":
        return codecs.CodecInfo(encode=lambda text, errors="strict": (text.upper().encode(), len(text)),
                                decode=lambda data, errors="strict": (bytes(data).decode().lower(), len(data)), name="upper-case")
    if name == "broken":
        return (1, 2)
    return None


codecs.register(search)
for name in ("Upper--Case", "UPPER CASE", " x. y", "__q__", "é!"):
    attempt(lambda: codecs.lookup(name).name)
print("abc".encode("Upper case"), b"ABC".decode("upper-case"))
attempt(codecs.lookup, "broken")
attempt(codecs.lookup, "a\0b")
attempt(codecs.lookup, 3)
attempt(codecs.register, 3)
codecs.unregister(search)
attempt(codecs.lookup, "upper-case")

print(codecs.encode("Hello", "rot13"), codecs.decode("Uryyb", "rot13"))
attempt("abc".encode, "rot13")
attempt(codecs.encode, "a", 1)
attempt(codecs.encode, "a", "ascii", 1)
attempt(codecs.encode, "é", "ascii")
print(codecs.encode("é"), codecs.decode(b"\xc3\xa9"), codecs.encode("é", "ascii", "replace"))
for name in ("utf-8", "latin1", "ascii", "utf-16", "cp1252", "punycode"):
    info = codecs.lookup(name)
    print(info.name, info._is_text_encoding, len(info), type(info).__name__)
