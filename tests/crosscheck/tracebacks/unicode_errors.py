# Messages of UnicodeDecodeError and UnicodeEncodeError, and the note about the position.
import sys

for action in (
    lambda: b"abc\xff".decode(), lambda: b"\xe2\x82".decode("utf-8"), lambda: "é".encode("ascii"),
    lambda: "\ud800".encode(), lambda: b"\x80\x81".decode("ascii"), lambda: "a☃b☃".encode("latin-1"),
    lambda: "ab".encode("no-such"), lambda: b"\xc3\x28".decode(), lambda: b"\xed\xa0\x80".decode(),
    lambda: "\ud800\udc00x".encode("utf-16-le"), lambda: b"abc".decode("utf-16"), lambda: int("١٢٣x"),
):
    try:
        action()
    except (UnicodeError, LookupError, ValueError) as error:
        print(type(error).__name__, error)
b"caf\xe9 au lait".decode("utf-8")
