# escape_encode and escape_decode: the escapes of bytes literals as an encoding.
import _codecs


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as e:
        print(type(e).__name__, "-", e)


attempt(_codecs.escape_encode, b"a'\"\\\t\n\r\x00\x7f\xff ~")
attempt(_codecs.escape_encode, "x")
attempt(_codecs.escape_encode, bytearray(b"x"))
attempt(_codecs.escape_decode, rb"\a\b\f\n\r\t\v\\\'\" \x41\101\0z")
attempt(_codecs.escape_decode, "\\\nnext é")
attempt(_codecs.escape_decode, bytearray(b"x\\x7e"))
for data in (rb"\x", rb"ab\x4", rb"ab\x4z", rb"\xzz"):
    for errors in ("strict", "replace", "ignore", "odd", None):
        attempt(_codecs.escape_decode, data, errors)
attempt(_codecs.escape_decode, b"a\\")
attempt(_codecs.escape_decode, 1)
