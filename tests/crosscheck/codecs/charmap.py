# charmap_build, charmap_encode, charmap_decode: single-byte encodings by table, dict or object.
import codecs
import _codecs


def attempt(function, *args):
    try:
        print(ascii(function(*args)))
    except Exception as e:
        print(type(e).__name__, "-", e)


table = "".join(map(chr, range(128))) + "\u20ac\ufffe" + "".join(map(chr, range(0x400, 0x400 + 126)))
built = _codecs.charmap_build(table)
print(type(built).__name__, type(_codecs.charmap_build("abc")), _codecs.charmap_build("abc"))
attempt(_codecs.charmap_build, "")
attempt(_codecs.charmap_build, 1)
attempt(type(built))
attempt(_codecs.charmap_encode, "a\u20ac\u0410\0", "strict", built)
attempt(_codecs.charmap_decode, b"a\x80\x90\0", "strict", table)
attempt(_codecs.charmap_decode, b"a\x81b", "strict", table)
attempt(_codecs.charmap_decode, b"a\x81b", "replace", table)
attempt(_codecs.charmap_decode, b"a\x81b", "backslashreplace", "ab")
for errors in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace"):
    attempt(_codecs.charmap_encode, "aé\xe8b\U0001f600", errors, built)

for mapping in ({}, {97: None}, {97: 98}, {97: b"xyz"}, {97: "x"}, {97: 256}, {97: -1}, {97: 1.5}):
    attempt(_codecs.charmap_encode, "a", "strict", mapping)
for mapping in ({}, {97: None}, {97: "\ufffe"}, {97: 98}, {97: "xyz"}, {97: b"x"}, {97: 0x110000}, {97: -1}, {97: 0xfffe}):
    attempt(_codecs.charmap_decode, b"a", "strict", mapping)
attempt(_codecs.charmap_encode, "ab", "replace", {97: 97})
attempt(_codecs.charmap_encode, "ab", "replace", {97: 97, 63: 33})
attempt(_codecs.charmap_encode, "é", "strict", None)
attempt(_codecs.charmap_decode, b"\xe9", None, None)


class Upper:
    def __getitem__(self, key):
        if key == 98:
            raise KeyError(key)
        if key == 99:
            raise RuntimeError("not a lookup error")
        return ord(chr(key).upper())


attempt(_codecs.charmap_encode, "aab", "ignore", Upper())
attempt(_codecs.charmap_encode, "abc", "ignore", Upper())
attempt(_codecs.charmap_decode, b"aab", "replace", Upper())

for name in ("cp1252", "koi8-r", "iso8859-15", "cp437", "mac-roman", "hp-roman8"):
    data = bytes(range(32, 256))
    print(name, data.decode(name, "replace").encode(name, "replace") == data.decode(name, "replace").encode(name, "replace"), ascii(data.decode(name, "replace")[-12:]))
