# Attributes of plain, cast and sliced views.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


B = memoryview(b"abcdef")
A = memoryview(bytearray(b"abcdef"))
H = B.cast("H")
S = B[1:5:2]
N = memoryview(bytes(range(12))).cast("B", [2, 3, 2])
Z = memoryview(b"x").cast("B", [])


for expression in [
    'B.nbytes',
    'B.readonly',
    'B.itemsize',
    'B.format',
    'B.ndim',
    'B.shape',
    'B.strides',
    'B.suboffsets',
    'B.c_contiguous',
    'B.f_contiguous',
    'B.contiguous',
    'B.obj',
    'A.nbytes',
    'A.readonly',
    'A.itemsize',
    'A.format',
    'A.ndim',
    'A.shape',
    'A.strides',
    'A.suboffsets',
    'A.c_contiguous',
    'A.f_contiguous',
    'A.contiguous',
    'A.obj',
    'H.nbytes',
    'H.readonly',
    'H.itemsize',
    'H.format',
    'H.ndim',
    'H.shape',
    'H.strides',
    'H.suboffsets',
    'H.c_contiguous',
    'H.f_contiguous',
    'H.contiguous',
    'H.obj',
    'S.nbytes',
    'S.readonly',
    'S.itemsize',
    'S.format',
    'S.ndim',
    'S.shape',
    'S.strides',
    'S.suboffsets',
    'S.c_contiguous',
    'S.f_contiguous',
    'S.contiguous',
    'S.obj',
    'N.nbytes',
    'N.readonly',
    'N.itemsize',
    'N.format',
    'N.ndim',
    'N.shape',
    'N.strides',
    'N.suboffsets',
    'N.c_contiguous',
    'N.f_contiguous',
    'N.contiguous',
    'N.obj',
    'Z.nbytes',
    'Z.readonly',
    'Z.itemsize',
    'Z.format',
    'Z.ndim',
    'Z.shape',
    'Z.strides',
    'Z.suboffsets',
    'Z.c_contiguous',
    'Z.f_contiguous',
    'Z.contiguous',
    'Z.obj',
    'len(B), len(H), len(S), len(N)',
    'len(Z)',
    'repr(B)[:11]',
    'memoryview(1)',
    'memoryview()',
    "memoryview('a')",
    "memoryview(object=b'x').tolist()",
    "memoryview(b'a', 2)",
]:
    show(expression)
