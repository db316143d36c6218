# open(): every mode, what it makes, and what it refuses.
def attempt(*args, **keywords):
    try:
        file = open(*args, **keywords)
    except Exception as e:
        print(args, keywords, "->", type(e).__name__, e)
        return
    print(args, keywords, "->", file, file.readable(), file.writable(), file.seekable(), file.closed)
    file.close()


attempt("data", "w")
for mode in ("r", "w", "a", "r+", "w+", "a+", "rb", "wb", "ab", "rb+", "r+b", "wb+", "ab+", "rt", "t", "", "x", "xb"):
    attempt("data", mode)
attempt("new1", "x")
attempt("new2", "x+b")
attempt("data", "rb", 0)
attempt("data", "w", 0)
attempt("data", "r", 1)
attempt("data", "rb", 5)
attempt("missing")
attempt(b"data")
attempt("")
attempt("a\0b")
for mode in ("q", "rw", "rr", "r++", "bt", "+", "b", "rU", "U", 1, None):
    attempt("data", mode)
attempt("data", "rb", encoding="utf-8")
attempt("data", "rb", errors="strict")
attempt("data", "rb", newline="")
attempt("data", newline="x")
attempt("data", encoding="nonsense")
attempt("data", encoding="rot13")
attempt("data", closefd=False)
attempt("data", buffering="x")
attempt("data", encoding=1)
attempt(None)
attempt(1.5)
attempt([])
attempt(-1)
attempt(999)
attempt(".")
attempt()


class Path:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


for path in ("data", b"data", 3):
    try:
        with open(Path(path)) as file:
            print(repr(file.name))
    except Exception as e:
        print(type(e).__name__, e)

print(open.__name__, open.__module__, open.__qualname__)
