"""Types of ctypes: simple ones, structures, unions, arrays, pointers. (No type whose size differs on another machine.)"""
import ctypes
from ctypes import *


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)


for kind, values in [(c_int8, [1, -1, 200, True]), (c_uint8, [255, 256, -1]), (c_int16, [2**15]), (c_uint32, [-1]), (c_int64, [2**63, -2**63]),
                     (c_uint64, [-1, 2**64 + 5]), (c_float, [1.5, 3, 0.1]), (c_double, [0.1, -2]), (c_bool, [0, 5, "", "x"]),
                     (c_char, [b"x", 65, bytearray(b"y")]), (c_wchar, ["x", "\N{SNOWMAN}"])]:
    print(sizeof(kind), alignment(kind), [kind(value).value for value in values])
for action in [lambda: c_int16("a"), lambda: c_int16(1.5), lambda: c_char("ab"), lambda: c_char(b"ab"), lambda: c_char(300), lambda: c_wchar("ab"),
               lambda: c_wchar(1), lambda: c_char_p("a"), lambda: c_wchar_p(b"x"), lambda: c_void_p("x"), lambda: c_float("x"), lambda: c_int16(1, 2),
               lambda: hash(c_int16()), lambda: c_int16() == c_int16(), lambda: bool(c_int16()), lambda: bool(c_int16(3)), lambda: c_bool(5),
               lambda: c_char_p(b"text").value, lambda: c_char_p().value, lambda: c_wchar_p("text\N{SNOWMAN}").value, lambda: py_object(),
               lambda: py_object().value, lambda: py_object([1]).value, lambda: c_void_p().value, lambda: c_uint8(7)]:
    attempt(action)


class Inner(Structure):
    _fields_ = [("x", c_int16), ("y", c_int16)]


class Outer(Structure):
    _fields_ = [("flag", c_uint8), ("inner", Inner), ("name", c_char * 6), ("numbers", c_uint16 * 3), ("low", c_uint16, 3), ("high", c_uint16, 13),
                ("signed", c_int8, 4), ("next", c_int8, 4)]


print(sizeof(Outer), alignment(Outer), [(name, getattr(Outer, name)) for name in ("flag", "inner", "name", "numbers", "low", "high", "signed")])
outer = Outer(1, (2, 3), b"name", (4, 5, 6), 7, 8, -3)
print(outer.flag, outer.inner.x, outer.inner.y, outer.name, outer.numbers[:], outer.low, outer.high, outer.signed, outer.next)
outer.inner.x = -7
outer.low = 9
outer.numbers[1] = 99
outer.name = b"abcdef"
print(outer.inner.x, outer.low, outer.high, list(outer.numbers), outer.name, bytes(outer)[:4])
outer.inner = Inner(10, y=11)
print(outer.inner.x, outer.inner.y, Outer(high=5).high)
for action in [lambda: Outer(1, flag=2), lambda: Outer(*range(20)), lambda: Outer(1, 2), lambda: Outer(1, (1, 2, 3)), lambda: setattr(outer, "flag", "x"),
               lambda: setattr(outer, "name", b"too long a name"), lambda: setattr(outer, "inner", outer), lambda: delattr(outer, "flag"),
               lambda: setattr(Outer, "_fields_", []), lambda: Outer.flag.__get__(1), lambda: setattr(outer, "low", 1.5)]:
    attempt(action)


class Number(Union):
    _fields_ = [("whole", c_uint32), ("bytes", c_uint8 * 4), ("half", c_uint16)]


number = Number(0x01020304)
print(sizeof(Number), number.bytes[:], hex(number.half))
number.bytes[0] = 0xff
print(hex(number.whole))


class Anonymous(Structure):
    _anonymous_ = ["inner"]
    _fields_ = [("first", c_uint8), ("inner", Inner)]


anonymous = Anonymous(1, (2, 3))
anonymous.y = 5
print(anonymous.x, anonymous.inner.y, Anonymous.y)


class Derived(Inner):
    _fields_ = [("z", c_int32)]


derived = Derived(1, 2, 3)
print(derived.x, derived.y, derived.z, sizeof(Derived), isinstance(derived, Inner))


class Big(BigEndianStructure):
    _fields_ = [("n", c_uint32), ("h", c_int16)]


big = Big(1, -2)
print(big.n, big.h, bytes(big)[:6], c_uint32.__ctype_be__(258).value, bytes(c_uint32.__ctype_be__(258)))

array = (c_int16 * 4)(1, 2, 3)
print(len(array), list(array), array[1:3], array[::-1], array[-1], (c_int16 * 4) is (c_int16 * 4), type(array).__name__)
array[0:2] = [7, 8]
print(list(array))
matrix = ((c_int16 * 2) * 3)((1, 2), (3, 4))
matrix[2][1] = 5
print([list(row) for row in matrix], memoryview(matrix).shape, memoryview(matrix).nbytes)
for action in [lambda: array[4], lambda: array["x"], lambda: (c_int16 * 2)(1, 2, 3), lambda: c_int16 * -1, lambda: array.__setitem__(0, "x"),
               lambda: array.value, lambda: array.__setitem__(slice(0, 2), [1])]:
    attempt(action)
text = create_string_buffer(b"hello", 10)
print(text.value, text.raw, sizeof(text), text[0], text[1:4])
text.value = b"bye"
print(text.raw)
wide = create_unicode_buffer("h\N{SNOWMAN}", 5)
print(wide.value, len(wide), wide[:2])
for action in [lambda: setattr(text, "value", b"x" * 20), lambda: setattr(text, "raw", b"x" * 20), lambda: setattr(text, "value", "x"),
               lambda: setattr(wide, "value", "x" * 20)]:
    attempt(action)

pointer_to = pointer(c_int16(5))
print(pointer_to.contents.value, pointer_to[0], bool(pointer_to), bool(POINTER(c_int16)()), POINTER(c_int16) is POINTER(c_int16))
pointer_to[0] = 6
print(pointer_to.contents.value)
pointer_to.contents = c_int16(9)
print(pointer_to[0])
walk = cast(array, POINTER(c_int16))
print(walk[0], walk[3], walk[0:4], walk[0:4:2])
node = None


class Node(Structure):
    pass


Node._fields_ = [("value", c_int16), ("next", POINTER(Node))]
for value in range(4):
    node = Node(value, pointer(node) if node else None)
values = []
while True:
    values.append(node.value)
    if not node.next:
        break
    node = node.next.contents
print(values)
for action in [lambda: POINTER(c_int16)().contents, lambda: POINTER(c_int16)(5), lambda: POINTER(c_int16)()[0], lambda: cast(pointer_to, c_int16),
               lambda: walk[0:2:0], lambda: walk[:2:-1], lambda: walk["x"], lambda: setattr(Node(), "next", 5)]:
    attempt(action)

memory = bytearray(8)
shared = c_uint32.from_buffer(memory, 4)
shared.value = 0x04030201
print(memory, c_uint16.from_buffer_copy(b"\1\2\3", 1).value)
view = memoryview(outer)
print(view.nbytes == sizeof(Outer), view.readonly)
for action in [lambda: c_uint32.from_buffer(b"1234"), lambda: c_uint32.from_buffer(bytearray(2)), lambda: c_uint32.from_buffer_copy(b"12"),
               lambda: c_uint32.from_buffer(bytearray(8), -1), lambda: c_uint32.from_address("x"), lambda: memory.extend(b"x"), lambda: byref(5),
               lambda: sizeof(5), lambda: alignment(5), lambda: resize(c_uint32(), 2), lambda: POINTER(int), lambda: ctypes.Structure(),
               lambda: ctypes._SimpleCData(), lambda: ctypes._Pointer()]:
    attempt(action)
print(c_uint32.from_address(addressof(shared)).value == shared.value, string_at(addressof(text), 3), string_at(text))
target = create_string_buffer(4)
memmove(target, b"abcd", 4)
memset(addressof(target) + 1, ord("z"), 2)
print(target.raw)
