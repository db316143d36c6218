# The functions of _codecs for the native encodings: what they answer, partial input, byte orders, arguments.
import _codecs


def attempt(function, *args):
    try:
        print(function.__name__, ascii(function(*args)))
    except Exception as e:
        print(function.__name__, type(e).__name__, "-", e)


text = "aé\u20ac\U0001f600"
for name in ("utf_8", "utf_7", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "unicode_escape", "raw_unicode_escape"):
    encode, decode = getattr(_codecs, name + "_encode"), getattr(_codecs, name + "_decode")
    data, taken = encode(text)
    print(name, data, taken)
    print("  ", ascii(decode(data)), ascii(decode(data[:-1], "strict", False)), ascii(decode(memoryview(data), None, True)))
    try:
        print("  ", ascii(decode(data[:-1], "strict", True)))
    except UnicodeDecodeError as e:
        print("  ", e)
for name in ("ascii", "latin_1"):
    encode, decode = getattr(_codecs, name + "_encode"), getattr(_codecs, name + "_decode")
    attempt(encode, "abc")
    attempt(encode, text, "replace")
    attempt(encode, text)
    attempt(decode, b"a\xe9", "backslashreplace")
    attempt(decode, bytearray(b"a\xe9"))

for order in (-1, 0, 1, 7):
    attempt(_codecs.utf_16_encode, "a", None, order)
    attempt(_codecs.utf_32_encode, "a", None, order)
for data in (b"\xff\xfea\0b", b"\xfe\xff\0a", b"a\0", b"", b"\xff"):
    attempt(_codecs.utf_16_ex_decode, data, "strict", 0, False)
attempt(_codecs.utf_16_ex_decode, b"\0a", "strict", 1, True)
attempt(_codecs.utf_32_ex_decode, b"\0\0\xfe\xff\0\0\0a", "strict", 0, False)
attempt(_codecs.unicode_escape_decode, "\\u20ac é")
attempt(_codecs.raw_unicode_escape_decode, "\\u20ac \\x41")
attempt(_codecs.readbuffer_encode, "aé")
attempt(_codecs.readbuffer_encode, bytearray(b"ab"))

attempt(_codecs.utf_8_encode)
attempt(_codecs.utf_8_encode, 1)
attempt(_codecs.utf_8_encode, b"x")
attempt(_codecs.utf_8_encode, "x", 1)
attempt(_codecs.utf_8_encode, "x", "a\0b")
attempt(_codecs.utf_8_encode, "x", None, 3)
attempt(_codecs.utf_8_decode, "x")
attempt(_codecs.utf_8_decode, None)
attempt(_codecs.utf_16_encode, "x", None, "y")
attempt(_codecs.utf_16_encode, "x", None, 1 << 40)
