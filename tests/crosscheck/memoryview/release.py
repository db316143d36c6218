# release and the context manager.
def attempt(label, function):
    try:
        print(label, "->", function())
    except Exception as error:
        print(label, "->", type(error).__name__ + ":", error)


m = memoryview(b"abc")
part = m[1:]
m.release()
m.release()
print(repr(m)[:20])
for label, function in [
    ("tobytes", m.tobytes), ("tolist", m.tolist), ("hex", m.hex), ("len", m.__len__), ("item", lambda: m[0]), ("slice", lambda: m[:]), ("set", lambda: m.__setitem__(0, 1)),
    ("iter", lambda: list(m)), ("cast", lambda: m.cast("b")), ("enter", m.__enter__), ("format", lambda: m.format), ("obj", lambda: m.obj), ("nbytes", lambda: m.nbytes),
    ("readonly", m.toreadonly), ("hash", lambda: hash(m)), ("view", lambda: memoryview(m)), ("bytes", lambda: bytes(m)), ("find", lambda: b"abc".find(m)), ("count", lambda: m.count(1)),
    ("contains", lambda: 1 in m), ("eq", lambda: m == b"abc"), ("part", part.tobytes),
]:
    attempt(label, function)
with memoryview(b"xyz") as view:
    print(view.tobytes())
attempt("after with", view.tobytes)
with part as again:
    print(again is part)
attempt("after with", part.tobytes)
try:
    with memoryview(b"q") as view:
        raise KeyError("inside")
except KeyError as error:
    print("through", error)
attempt("after error", view.tobytes)


class Releases:
    def __index__(self):
        late.release()
        return 0


late = memoryview(bytearray(b"abc"))
attempt("released by index", lambda: late[Releases()])
late = memoryview(bytearray(b"abc"))
attempt("released by value", lambda: late.__setitem__(0, Releases()))
iterator = iter(late := memoryview(b"abc"))
print(next(iterator))
late.release()
attempt("next", lambda: next(iterator))
