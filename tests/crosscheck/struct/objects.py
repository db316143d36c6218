# struct.Struct, and what the formats mean.
import struct


def show(function, *arguments, **keywords):
    try:
        print(ascii(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))



s = struct.Struct("<hi")
print(s, s.format, s.size)
show(s.pack, 1)
show(s.pack, 1, 2)
show(s.unpack, b"")
show(s.unpack_from, b"")
show(s.iter_unpack, b"abc")
show(struct.Struct("").iter_unpack, b"")
show(s.pack_into)
show(s.pack_into, bytearray(2))
show(s.pack_into, bytearray(2), 0, 1)
iterator = s.iter_unpack(b"abcdef" * 3)
print(type(iterator), iterator.__length_hint__(), list(iterator), iterator.__length_hint__())
show(type(iterator))
show(struct.Struct)
show(struct.Struct, 5)
s.__init__("h")
print(s.format)
show(s.unpack, memoryview(b"abcd")[::2])
print(s.unpack(memoryview(b"abcd")[1:3]))


class Named(struct.Struct):
    def __init__(self):
        super().__init__(">h")


print(Named().pack(258), Named())
print(struct.pack("2s p 3p 0s x", b"abc", b"x", b"abcdef", b""), struct.pack("5p", bytearray(b"ab")), struct.pack("300p", b"x" * 299)[:3])
print(struct.calcsize("bhq"), struct.calcsize("2x3s4p"), struct.unpack("4p", b"\xffabc"), struct.unpack("0p", b""), struct.unpack("?", b"\2"))
values = [("b", -5), ("B", 250), ("h", -3), ("H", 65000), ("i", -70000), ("I", 4000000000), ("q", -(1 << 63)), ("Q", (1 << 64) - 1),
          ("e", 1.5), ("f", 0.1), ("d", 0.1), ("e", 65519.99), ("d", float("-inf")), ("?", True), ("c", b"x"), ("D", -0.0 + 1j), ("F", 3)]
for order in "@=<>!":
    for code, value in values:
        packed = struct.pack(order + code, value)
        print(order + code, packed, struct.unpack(order + code, packed))
for code in "lL":
    print(struct.pack("<" + code, 7), struct.pack(">" + code, 7), struct.calcsize("<" + code))
print(struct.unpack(">3h2x2s", b"\0\1\0\2\0\3zzab"), struct.pack("@ b h", 1, 2), struct.calcsize("b0i"), struct.error.__mro__)
