# Case, classes, tables and hexadecimal of bytes.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


X = b'hello World-1'


for expression in [
    'X.lower()',
    'X.upper()',
    'X.title()',
    'X.capitalize()',
    'X.swapcase()',
    "[m for m in dir(X) if m.startswith('is') and getattr(X, m)()]",
    "[m for m in dir(X) if m.startswith('is') and getattr(type(X)(b'Ab'), m)()]",
    "[m for m in dir(X) if m.startswith('is') and getattr(type(X)(b'12'), m)()]",
    "[m for m in dir(X) if m.startswith('is') and getattr(type(X)(b' \\x0b'), m)()]",
    "[m for m in dir(X) if m.startswith('is') and getattr(type(X)(b''), m)()]",
    'X.hex()',
    "X.hex(':')",
    "X.hex(':', 2)",
    "X.hex(b'-', -3)",
    "X.hex('xx')",
    "X.hex('é')",
    'X.hex(1)',
    "X.hex(':', 0)",
    "X.hex(sep='.', bytes_per_sep=4)",
    "type(X).fromhex('61 62\\n63')",
    "type(X).fromhex('6')",
    "type(X).fromhex('6g')",
    "type(X).fromhex('61é')",
    "type(X).fromhex(b'6162')",
    'type(X).fromhex(1)',
    "X.translate(None, b'e')",
    "X.translate(type(X).maketrans(b'el', b'EL'))",
    "X.translate(bytes(range(256)), delete=b'l')",
    "X.translate(b'short')",
    "X.translate('x')",
    "X.translate(None, 'x')",
    "type(X).maketrans(b'a', b'bc')",
    "type(X).maketrans('a', 'b')",
    "type(type(X).maketrans(b'a', b'b')).__name__",
    'X.decode()',
    "X.decode('ascii', 'strict')",
]:
    show(expression)
