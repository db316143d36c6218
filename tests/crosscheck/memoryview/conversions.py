# tobytes, tolist, hex, bytes(), and views as arguments.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


B = memoryview(b"abcd")
W = memoryview(bytearray(b"abcd"))


def sub():
    class Sub(memoryview):
        pass


for expression in [
    'B.tobytes()',
    'B[::2].tobytes()',
    'bytes(B[::-1])',
    'bytearray(B)',
    'B.hex()',
    "B.hex(':')",
    "B[::2].hex('-', 2)",
    'B.tolist()',
    'B.toreadonly().readonly',
    'W.toreadonly()[0]',
    "int(memoryview(b'42'))",
    "float(memoryview(b'1.5'))",
    "str(memoryview(b'ab'), 'ascii')",
    "b'x'.join([B, B])",
    "b'-' + B",
    "B + b'x'",
    'B * 2',
    "b'%s' % B",
    'memoryview(B).obj is B.obj',
    'memoryview(memoryview(W)).obj is W.obj',
    'B[1:].obj',
    "b'abcd'.find(B[1:3])",
    "b'abcd'.startswith(B[:2])",
    "b'abcd'.find(B[::2])",
    "bytes.fromhex(memoryview(b'6162'))",
    'B.tolist() == list(B)',
    "list(B.cast('B', [2, 2]))",
    'memoryview[int]',
    'B.decode',
    "sorted(n for n in dir(B) if n[0] != '_')",
    'type(iter(B)).__name__',
    "memoryview.__new__(int, b'')",
    'sub()',
]:
    show(expression)
