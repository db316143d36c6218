# Searching, replacing and cutting at the ends of bytearray.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


X = bytearray(b'abca')


for expression in [
    "X.find(b'b')",
    'X.find(98)',
    "X.find(b'')",
    "X.find(b'', 4)",
    "X.rfind(b'a')",
    'X.rfind(97, 0, 2)',
    "X.index(b'z')",
    'X.rindex(122)',
    "X.count(b'a')",
    'X.count(97)',
    "X.count(b'')",
    'X.find(300)',
    'X.find(-1)',
    "X.find('a')",
    'X.find(None)',
    'X.find(1.5)',
    "X.find(bytearray(b'ca'))",
    "X.find(memoryview(b'ca'))",
    "b'bc' in X",
    '98 in X',
    '300 in X',
    "'a' in X",
    'None in X',
    "X.startswith(b'ab')",
    "X.startswith((b'x', b'ab'))",
    "X.startswith(('a',))",
    "X.startswith('a')",
    "X.endswith(bytearray(b'ca'))",
    "X.endswith(b'b', 0, 2)",
    "X.removeprefix(b'ab')",
    "X.removesuffix(b'ca')",
    "X.removeprefix('a')",
    "X.partition(b'b')",
    "X.rpartition(b'z')",
    "X.partition(b'')",
    "X.partition('b')",
    "X.replace(b'a', b'xy')",
    "X.replace(b'', b'-', 2)",
    "X.replace(b'a', b'', 1)",
    "X.replace('a', 'b')",
    "X.replace(b'a', 1)",
    "X.find(b'a', 'x')",
]:
    show(expression)
