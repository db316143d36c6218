"""to_bytes and from_bytes."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


class HasBytes:
    def __bytes__(self):
        return b"ab"


show(
    "(1).to_bytes(), (258).to_bytes(2), (258).to_bytes(2, 'little'), (258).to_bytes(length=4, byteorder='big')",
    "(-5).to_bytes(2, 'little', signed=True), (-1).to_bytes(3, signed=True), (-128).to_bytes(1, signed=True)",
    "(2**100).to_bytes(13), (-2**100).to_bytes(13, 'little', signed=True), (0).to_bytes(0), True.to_bytes(2)",
    '(128).to_bytes(1, signed=True)',
    '(-129).to_bytes(1, signed=True)',
    '(256).to_bytes(1)',
    '(1).to_bytes(0)',
    '(-1).to_bytes(1)',
    '(1).to_bytes(-1)',
    "(1).to_bytes(1, 'x')",
    '(1).to_bytes(1, 5)',
    "(1).to_bytes('a')",
    "(1).to_bytes(1, 'big', True)",
    r"int.from_bytes(b''), int.from_bytes(b'\x01\x02'), int.from_bytes(b'\x01\x02', 'little'), int.from_bytes(b'\xff', signed=True)",
    r"int.from_bytes([1, 2, 3]), int.from_bytes(bytearray(b'\xfe\xff'), 'little', signed=True), int.from_bytes((255, 0))",
    r"int.from_bytes(b'\xff' * 20), int.from_bytes(b'\x80' + b'\0' * 20, signed=True)",
    "int.from_bytes(memoryview(b'abc')), int.from_bytes(range(3)), int.from_bytes(iter([1, 2]))",
    r"int.from_bytes(HasBytes()), bool.from_bytes(b'\0'), bool.from_bytes(b'\1')",
    'int.from_bytes(5)',
    "int.from_bytes('a')",
    'int.from_bytes([256])',
    "int.from_bytes([1], 'x')",
    'int.from_bytes()',
)

for n in (0, 1, -1, 127, 128, -128, -129, 2**63, -2**63, 2**64 - 1, 3**90, -3**90):
    size = (n.bit_length() + 8) // 8
    for order in ("big", "little"):
        data = n.to_bytes(size, order, signed=True)
        print(n, data.hex(), int.from_bytes(data, order, signed=True) == n)
