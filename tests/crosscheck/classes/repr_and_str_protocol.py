# __repr__, __str__, __format__, __bytes__: fallbacks and wrong results.
class ReprOnly:
    def __repr__(self): return "R()"
class StrOnly:
    def __str__(self): return "S as str"
class Both:
    def __repr__(self): return "B-repr"
    def __str__(self): return "B-str"
    def __format__(self, spec): return f"B-format({spec!r})"
    def __bytes__(self): return b"B-bytes"


r, s, b = ReprOnly(), StrOnly(), Both()
print(str(r), repr(r), f"{r}", "%s %r" % (r, r), [r])
print(str(s), repr(s).split(" object")[0], f"{s!s}")
print(b, [b], f"{b}", f"{b:>10}", f"{b!r:>10}", format(b, "x"), "{0:y} {0!s:^9}".format(b), bytes(b))


class Bad:
    def __repr__(self): return 5
    def __str__(self): return None
    def __format__(self, spec): return 7
    def __bytes__(self): return "text"


class StrSub(str): pass
class ReturnsSub:
    def __str__(self): return StrSub("sub")
    def __repr__(self): return StrSub("sub repr")


print(type(str(ReturnsSub())).__name__, type(repr(ReturnsSub())).__name__, type(format(StrSub("x"))).__name__)
for action in (
    lambda: repr(Bad()), lambda: str(Bad()), lambda: format(Bad()), lambda: bytes(Bad()), lambda: print(Bad()),
    lambda: [Bad()].__repr__(),
    lambda: f"{Bad()!r}", lambda: "%s" % Bad(), lambda: format(r, "5"), lambda: format(
    object(), "x",
    ), lambda: f"{r:3}", lambda: format([], "5"),
    lambda: format(5, 5), lambda: bytes(r),
):
    try:
        print(action())
    except TypeError as error:
        print(error)
print(object.__repr__(r).split(" object")[0], object.__str__(r), object.__format__(r, ""))


class Outer:
    class Inner: pass


def make():
    class Local: pass
    return Local()


print(repr(Outer.Inner()).split(" object")[0], repr(make()).split(" object")[0])
