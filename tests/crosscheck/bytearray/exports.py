# A bytearray whose memory somebody has cannot be resized.
def attempt(statement, names):
    try:
        exec(statement, names)
        print(statement, "->", names["a"])
    except Exception as error:
        print(statement, "->", type(error).__name__ + ":", error, names["a"])


for statement in [
    "a.append(1)", "a[0] = 1", "a[0:1] = b'xx'", "a[0:1] = b'x'", "del a[0]", "a.clear()", "a.pop()", "a.extend(b'')", "a.extend(b'x')", "a += b'x'",
    "a *= 2", "a.reverse()", "a.__init__(b'x')", "a.resize(2)", "a.resize(5)", "a.insert(0, 1)", "a.remove(104)", "a[::2] = b'abc'", "del a[::2]",
]:
    a = bytearray(b"hello")
    view = memoryview(a)
    attempt(statement, {"a": a})
    view.release()
    a.append(33)
    print("   released:", a)

a = bytearray(b"hello")
with memoryview(a) as outer:
    with outer[1:3] as inner:
        attempt("a.append(1)", {"a": a})
    attempt("a.append(2)", {"a": a})
attempt("a.append(3)", {"a": a})
view = memoryview(a)
copy = memoryview(view)
view.release()
attempt("a.append(4)", {"a": a})
copy.release()
attempt("a.append(5)", {"a": a})
