# Assigning and deleting items and slices.
class Index:
    def __index__(self):
        return 1


for statement in [
    "a[0] = 65", "a[-1] = 65", "a[0] = 256", "a[0] = -1", "a[0] = 'x'", "a[0] = b'x'", "a[9] = 1", "a['x'] = 1", "a[Index()] = Index()",
    "a[1:3] = b'XYZ'", "a[1:3] = b''", "a[1:3] = [1, 2, 3]", "a[1:3] = 5", "a[1:3] = 'ab'", "a[1:3] = a", "a[:] = a", "a[:0] = a", "a[5:2] = b'xx'",
    "a[10:20] = b'xx'", "a[::2] = b'XYZ'", "a[::2] = b'XY'", "a[::-1] = b'12345'", "a[1:4] = memoryview(b'zz')", "a[1:1] = (i for i in b'ab')",
    "a[1:3] = [300]", "a[1:3] = ['a']", "a[1:3] = Index()",
    "del a[0]", "del a[-1]", "del a[9]", "del a[1:3]", "del a[::2]", "del a[::-2]", "del a[:]", "del a['x']", "del a[3:1]", "del a[1::3]",
]:
    a = bytearray(b"hello")
    try:
        exec(statement)
        print(statement, "->", a)
    except Exception as error:
        print(statement, "->", type(error).__name__ + ":", error, a)
