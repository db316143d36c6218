# str(): of objects, of bytes with an encoding, and what it refuses.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


class Shown:
    def __str__(self):
        return "shown"


class Wrong:
    def __str__(self):
        return 1

    def __repr__(self):
        return b"x"


class Text(str):
    pass


for expression in [
    'str()',
    'str(12)',
    "str(object='x')",
    "str(b'abc', 'utf-8')",
    "str(b'caf\\xc3\\xa9', 'utf-8')",
    "str(b'abc', errors='strict')",
    "str(bytearray(b'ab'), 'ascii')",
    "str(memoryview(b'ab'), 'latin-1')",
    "str('abc', 'utf-8')",
    "str(1, 'utf-8')",
    "str(b'\\xff', 'utf-8')",
    "str(b'\\xff', 'utf-8', 'replace')",
    "str(b'a', 1)",
    "str(b'a', 'utf-8', 1)",
    "str(encoding='x')",
    "str(b'a', 'nope')",
    'str(Shown())',
    'str(Wrong())',
    'repr(Wrong())',
    "str(b'abc')",
    "type(str(Text('abc')))",
    "type(Text('abc'))",
    "Text('é')",
    "Text(b'xy', 'ascii')",
]:
    show(expression)
