# == compares items, whatever the formats; hash needs read-only bytes.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


B = memoryview(b"abcd")
NAN = memoryview(bytes([0, 0, 0, 0, 0, 0, 248, 127])).cast("d")
RELEASED = memoryview(b"abcd")
RELEASED.release()


for expression in [
    "B == b'abcd'",
    "b'abcd' == B",
    "B == bytearray(b'abcd')",
    "B == memoryview(b'abcd')",
    "B == b'abce'",
    "B == 'abcd'",
    'B == [97]',
    "B != b'abcd'",
    'B < B',
    'B == B[:3]',
    "B[::-1] == b'dcba'",
    "B[::2] == b'ac'",
    "B.cast('H') == B",
    "B.cast('b') == B",
    "memoryview(bytes([200])).cast('b') == bytes([200])",
    "memoryview(bytes([1, 0, 0, 0])).cast('I') == memoryview(b'\\x01')",
    "B.cast('c') == B",
    "B.cast('c') == B.cast('c')",
    "B.cast('B', [2, 2]) == B",
    "B.cast('B', [2, 2]) == B.cast('B', [2, 2])",
    'NAN == NAN',
    "memoryview(b'') == b''",
    "B.cast('?') == B",
    "hash(B) == hash(b'abcd')",
    "hash(B[::2]) == hash(b'ac')",
    "hash(memoryview(bytearray(b'a')))",
    "hash(memoryview(bytearray(b'a')).toreadonly())",
    "hash(B.cast('H'))",
    "hash(B.cast('b')) == hash(b'abcd')",
    "{B: 1}[memoryview(b'abcd')]",
    "B in [b'abcd']",
    'RELEASED == RELEASED',
    'RELEASED == B',
    'B == RELEASED',
]:
    show(expression)
