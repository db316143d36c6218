# Reading items and slices, also of several dimensions.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


B = memoryview(b"abcdef")
H = B.cast("H")
N = memoryview(bytes(range(12))).cast("B", [2, 3, 2])
Z = memoryview(b"x").cast("B", [])


for expression in [
    'B[0]',
    'B[-1]',
    'B[6]',
    'B[-7]',
    'B[1:3].tolist()',
    'B[::-1].tobytes()',
    'B[::2].tolist()',
    'B[4:1].tolist()',
    "B['a']",
    'B[1.5]',
    'B[None]',
    'B[...]',
    'B[1, 2]',
    'B[(1,)]',
    'B[2**70]',
    'B[::0]',
    'H.tolist()',
    'H[1]',
    'H[::-1].tolist()',
    'N[0, 1, 1]',
    'N[-1, -1, -1]',
    'N[0, 1]',
    'N[0]',
    'N[0, 1, 2]',
    'N[5, 0, 0]',
    'N[0, 0, 0, 0]',
    'N[1:].tolist()',
    'N[::-1].tolist()',
    'N[0:1, 0:1]',
    'N[0, 0:1]',
    'N.tolist()',
    'Z[()]',
    'Z[...] is Z',
    'Z[0]',
    'Z.tolist()',
    'list(B)',
    'list(N)',
    'list(Z)',
    '97 in B',
    "b'a' in B",
    'B.index(99)',
    'B.index(1)',
    'B.index(99, 3)',
    'B.count(97)',
    'N.index(1)',
    'N.count(1)',
    'Z.count(1)',
    'list(reversed(B))',
]:
    show(expression)
