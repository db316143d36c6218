# split, join, strip, padding of bytearray.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


X = bytearray(b' a, b\n c\x0b,\x85 d\n')
Y = bytearray(b'--')
Z = bytearray(b'-42')


for expression in [
    'X.split()',
    "X.split(b',')",
    "X.split(b',', 1)",
    "X.rsplit(b',', 1)",
    'X.rsplit(None, 1)',
    "X.split(b'')",
    "X.split('a')",
    "X.split(None, 'x')",
    'X.splitlines()',
    'X.splitlines(True)',
    'X.strip()',
    "X.strip(b' a\\n')",
    'X.lstrip()',
    'X.rstrip()',
    "X.strip('a')",
    "Y.join([b'a', bytearray(b'b'), memoryview(b'c')])",
    'Y.join([])',
    "Y.join(['a'])",
    'Y.join([1])',
    'Y.join(5)',
    "Y.join(b'ab')",
    "Y.join(x for x in [b'1', b'2'])",
    "Y.center(6, b'*')",
    "Y.center(5, bytearray(b'x'))",
    "Y.ljust(4) + b'|'",
    "Y.rjust(4, b'xx')",
    "Y.rjust(4, 'x')",
    "Y.center('a')",
    'Z.zfill(6)',
    'Z.zfill(2)',
    "Z.zfill('a')",
    "(b'a\\tb' + Y + b'\\tc').expandtabs(4)",
    "Y.expandtabs('x')",
]:
    show(expression)
