# None, True, False, Ellipsis, NotImplemented: singletons, their types, what cannot be assigned.
print(
    None is None, True is not False, ... is Ellipsis, type(None)() is None, type(...)() is ..., bool(1) is True,
    type(NotImplemented)() is NotImplemented,
)
print(
    repr(None), repr(...), repr(NotImplemented), str(True), [None, True, ...], type(None).__name__,
    type(...).__name__, type(NotImplemented).__name__,
)
print(
    True + True, True * 5, True / 2, -True, ~False, True == 1, True & False, True | 2, True ^ True, False < True,
    [10, 20][True], "ab"[False], {True: "t"}[1], f"{True:d} {True:>5} {True!s}",
)
print(
    isinstance(True, int), type(True + 1).__name__, type(True & True).__name__, type(True & 1).__name__, int(True),
    float(False), bool("False"), bool([False]), sum([True, True, False]),
)
for source in (
    "None = 1", "True = 1", "False: int = 1", "... = 1", "Ellipsis = 1", "del None", "None += 1",
    "for None in x: pass", "def f(None): pass", "lambda True: 0", "f(None=1)", "f(True=1)", "x.None = 1", "x.True",
    "import None", "from x import None", "import x as None", "class True: pass", "def False(): pass",
    "with x as None: pass", "global None", "None := 1", "(None := 1)", "[None] = x", "(a, None) = x", "*None, a = x",
    "except_ = None", "try: pass\nexcept E as None: pass", "None.x = 1", "None[0] = 1", "None() = 1", "nonlocal True",
    "del (None, True)", "del [...]", "type None = int", "def f[None](): pass", "match x:\n case None(): pass",
    "match x:\n case {**None}: pass", "match x:\n case a as None: pass",
):
    try:
        compile(source, "s", "exec")
        print(repr(source), "compiles")
    except SyntaxError as error:
        print(repr(source), "->", error.msg, (error.lineno, error.offset, error.end_lineno, error.end_offset))
a = b = None
print(a is b, 1 == True, None == False, None != 0, ... == Ellipsis, not None, None or ..., [] is [])
try:
    None.attribute
except AttributeError as error:
    print(error)
try:
    None < None
except TypeError as error:
    print(error)
