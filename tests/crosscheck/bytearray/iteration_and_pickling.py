# Iterating while the array changes; reduce.
a = bytearray(b"abc")
seen = []
for byte in a:
    seen.append(byte)
    if len(a) < 6:
        a.append(byte - 32)
print(seen, a)
iterator = iter(a)
next(iterator)
print(iterator.__length_hint__(), iterator.__reduce__()[1:], type(iterator).__name__)
a.clear()
print(list(iterator), iterator.__length_hint__())
a += b"late"
print(list(iterator), iterator.__reduce__()[1:])
print(bytearray(b"\xffab").__reduce__(), bytearray(b"ab").__reduce_ex__(3), bytearray().__reduce_ex__(4))


class Sub(bytearray):
    pass


s = Sub(b"ab")
s.x = 1
print(s, s.x, s.__reduce_ex__(2), type(s[:]).__name__, type(s + b"").__name__, type(s.copy()).__name__, type(Sub.fromhex("61")).__name__)
s.append(99)
s += b"d"
print(s, type(s).__name__, s == b"abcd", len(s))
try:
    {s}
except TypeError as error:
    print(error)
