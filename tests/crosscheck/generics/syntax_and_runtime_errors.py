# What type parameter lists refuse.
for source in (
    "def f[T, T](): pass", "def f[](): pass", "class C[]: pass", "def f[T: (yield)](): pass",
    "def f[T: (x := 1)](): pass", "def f[T = int, U](): pass", "def f[*Ts: int](): pass", "def f[**P: int](): pass",
    "def f[*Ts = int](): pass", "def f[T](T=1): pass", "def f[1](): pass", "def f[T.x](): pass", "def f[T]: pass",
    "class C[T](x=(yield)): pass", "class C[T]((yield)): pass", "class C[T]((x := 1)): pass",
    "class C[T](await x): pass", "def f[T](x: (yield)): pass", "def f[T]() -> (y := 1): pass",
    "def f[T]():\n  nonlocal T", "def f[T]():\n  global T", "class C[T]:\n  nonlocal T", "class C[T]:\n  global T",
    "def f[T]():\n  def g():\n    nonlocal T\n    T = 1", "lambda[T]: 0", "def f[T,](): pass",
    "def f[T, *, U](): pass", "def f[T: int = str](): pass", "def f[T: *x](): pass", "def f[*T = *x](): pass",
    "def f[T = *x](): pass", "async def f[T](): pass", "class C[T=1]: pass", "class C[__classdict__]: pass",
    "def f[__debug__](): pass", "type X[T] = T; nonlocal T", "def f[T](x=T): pass", "@d[T]\ndef f[T](): pass",
    "class C[T](metaclass=T): pass", "class C[T](T): pass",
):
    try:
        compile(source, "<s>", "exec")
        print(f"{source!r} compiles")
    except SyntaxError as error:
        print(f"{source!r} {error.msg} {error.lineno, error.offset, error.end_lineno, error.end_offset}")
try:
    def f[T](x=T): pass
except NameError as error:
    print(error)
try:
    class C[T](T): pass
except TypeError as error:
    print(type(error).__name__)
