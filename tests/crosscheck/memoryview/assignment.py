# Writing through views.
for statement in [
    "m[0] = 65", "m[-1] = 65", "m[0] = 256", "m[0] = -1", "m[0] = 'a'", "m[0] = b'a'", "m[9] = 1", "m['x'] = 1", "m[1:3] = b'XY'", "m[1:3] = b'XYZ'",
    "m[1:3] = [1, 2]", "m[::2] = b'XYZ'", "m[::-1] = b'123456'", "m[1:] = m[:-1]", "m[:-1] = m[1:]", "m[::2] = m[1::2]", "m[:] = m[::-1]", "m[0:2] = h[0:1]",
    "h[0] = 0x4142", "h[0] = 70000", "h[0] = 1.5", "h[0:2] = h[1:3]", "h[0:1] = b'ab'", "h[0:2] = b'ab'", "n[0, 1] = 33", "n[0] = 1", "n[0:1] = b'abc'", "n[0, 5] = 1", "n[0:1, 0:1] = 5",
    "del m[0]", "del m[0:1]", "r[0] = 1", "r[0:1] = b'x'", "del r[0]", "f[0] = 1.5", "f[0] = 1", "f[0] = 'x'", "q[0] = True", "q[0] = []", "c[0] = b'Z'", "c[0] = b'ZZ'", "c[0] = 90",
    "m[...] = 1", "m[1, 2] = 3",
]:
    a = bytearray(b"abcdef")
    m = memoryview(a)
    names = {"m": m, "h": m.cast("H"), "n": m.cast("B", (2, 3)), "r": m.toreadonly(), "f": memoryview(bytearray(8)).cast("d"),
             "q": m.cast("?"), "c": m.cast("c")}
    try:
        exec(statement, names)
        print(statement, "->", a, names["f"].tolist())
    except Exception as error:
        print(statement, "->", type(error).__name__ + ":", error, a)
