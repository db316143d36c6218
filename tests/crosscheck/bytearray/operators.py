# Operators, subscripts, comparison of bytearray.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


X = bytearray(b'abc')


for expression in [
    "X + b'd'",
    "X + bytearray(b'd')",
    "X + memoryview(b'd')",
    "X + 'd'",
    'X + 1',
    "b'd' + X",
    'X * 2',
    '2 * X',
    'X * 0',
    'X * -1',
    "X * 'a'",
    'X * 1.5',
    'X[0]',
    'X[-1]',
    'X[1:]',
    'X[::-1]',
    'X[::2]',
    'X[5]',
    'X[-4]',
    "X.__getitem__('a')",
    'X.__getitem__(1.5)',
    'X[2**70]',
    'X[::0]',
    'len(X)',
    'list(X)',
    "X == b'abc'",
    "X == bytearray(b'abc')",
    "X == memoryview(b'abc')",
    "X == 'abc'",
    "X != b'abd'",
    "X < b'abd'",
    "X < bytearray(b'b')",
    "X >= b'abc'",
    "X < 'a'",
    'X == [97, 98, 99]',
    "X < memoryview(b'b')",
    "memoryview(b'abc') == X",
    "b'%s' % X",
    "type(X)(b'%d-%s') % (5, X)",
    'X.__contains__(97)',
    'bool(X), bool(X[:0])',
    'repr(X), str(X)',
    "format(X, '')",
    "format(X, 'x')",
    "type(X + b''), type(b'' + X), type(X[:])",
    'max(X), min(X), sum(X)',
    '98 in X, X.index(98)',
    "sorted([b'b', b'a', b'ab'])",
]:
    show(expression)
