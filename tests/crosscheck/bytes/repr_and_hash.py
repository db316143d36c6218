# repr and hash of bytes.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


class Sub(bytes):
    x = 5


for expression in [
    "b'abc'",
    'b"it\'s"',
    'b\'say "x"\'',
    'b\'both \\\' and "\'',
    "b'\\x00\\n\\r\\t\\\\\\x7f\\x80\\xff'",
    'bytearray(b"it\'s")',
    'bytearray(b\'say "x"\')',
    'bytearray(b\'both \\\' and "\')',
    "hash(b'abc') == hash(bytes(bytearray(b'abc')))",
    "hash(b'abc') == hash('abc')",
    "{b'a': 1}[bytes([97])]",
    'hash(bytearray())',
    "bytes(Sub(b'x')), type(bytes(Sub(b'x'))).__name__",
    "Sub(b'ab'), Sub(b'ab').x",
    "type(Sub(b'ab')[:]).__name__",
    "type(Sub(b'ab').strip()).__name__",
    "type(Sub.fromhex('61')).__name__",
    "type(Sub(b'ab') + b'').__name__",
    "Sub(b'ab') == b'ab'",
    "b'ab'.__getnewargs__()",
    "b'ab'.__bytes__()",
    "iter(b'ab').__length_hint__()",
    "iter(b'ab').__reduce__()[1:]",
    "type(iter(b'')).__name__",
    "list(iter(b'ab'))",
]:
    show(expression)
