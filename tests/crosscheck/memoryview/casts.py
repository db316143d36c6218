# cast: formats and shapes.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


DATA = bytes([0, 1, 2, 3, 64, 5, 6, 7, 8, 9, 10, 200, 12, 13, 14, 15])
B = memoryview(DATA)


for expression in [
    "memoryview(DATA).cast('b').tolist()",
    "memoryview(DATA).cast('B').tolist()",
    "memoryview(DATA).cast('c').tolist()",
    "memoryview(DATA).cast('h').tolist()",
    "memoryview(DATA).cast('H').tolist()",
    "memoryview(DATA).cast('i').tolist()",
    "memoryview(DATA).cast('I').tolist()",
    "memoryview(DATA).cast('q').tolist()",
    "memoryview(DATA).cast('Q').tolist()",
    "memoryview(DATA).cast('f').tolist()",
    "memoryview(DATA).cast('d').tolist()",
    "memoryview(DATA).cast('e').tolist()",
    "memoryview(bytes([0, 1, 1, 0])).cast('?').tolist()",
    "memoryview(DATA).cast('@B').tolist()",
    "memoryview(DATA).cast('@H').tolist()",
    "B.cast('z')",
    "B.cast('<H')",
    "B.cast('BB')",
    "B.cast('')",
    'B.cast(1)',
    "B.cast('B', 5)",
    "B.cast('B', [3])",
    "B.cast('B', [2, 'a'])",
    "B.cast('B', [0])",
    "B.cast('B', [-1])",
    "B.cast('B', [1] * 65)",
    'B.cast()',
    "B.cast('B', [4, 4]).tolist()",
    "B.cast('B', (2, 2, 4)).cast('B').tolist() == B.tolist()",
    "B.cast('H', [2, 4]).shape",
    "B.cast('H', [2, 4]).strides",
    "B.cast('B', [4, 4]).cast('B', [2, 8])",
    "B.cast('H').cast('I')",
    "B.cast('H').cast('B').cast('I').tolist()",
    "B[:3].cast('H')",
    "B[::2].cast('B')",
    "B[:0].cast('H').tolist()",
    "B[:0].cast('H', [1])",
    "B.cast('B', [4, 4])[::2].tolist()",
    "B.cast('B', [4, 4]).tobytes('F')",
    "B.cast('B', [4, 4]).tobytes('C') == DATA",
    "B.cast('B', [4, 4]).tobytes('A') == DATA",
    "B.cast('B', [4, 4]).tobytes(None) == DATA",
    "B.tobytes('X')",
    'B.tobytes(order=1)',
    "B.cast('B', shape=[16]).shape",
    "B.cast('@h').format",
]:
    show(expression)
