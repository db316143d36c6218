# Names in annotations: enclosing functions, class names, mangling, comprehensions, lambdas; what is not allowed.
def outer():
    local = "outer local"
    def inner(a: local, b: [x for x in (local, 1)], c: (lambda: local)()): pass
    class C:
        attr = "class attribute"
        x: attr
        y: local
        z: [local for _ in range(1)]
        def m(self, p: attr, q: local): pass
        class Nested:
            n: local
    local = "changed later"
    return inner, C


inner, C = outer()
print(inner.__annotations__)
print(C.__annotations__, C.m.__annotations__, C.Nested.__annotations__)
C.attr = "changed after"


class Mangled:
    __private: int = 1
    def m(self, __p: str): return __p
    def read(self): return self.__private


print(Mangled.__annotations__, Mangled.m.__annotations__, Mangled().read())


class Late:
    x: later_in_class
    later_in_class = "found in the class"
    y: int


print(Late.__annotations__)


def conditional(flag):
    class K:
        if flag:
            a: int
        else:
            b: str
        for i in range(2):
            c: i
        while False:
            never: int
    return K.__annotations__


print(conditional(True), conditional(False))
for source in (
    "def f(x: (yield)): pass", "def f(x: (await y)): pass", "def f(x: (y := 1)): pass", "def f() -> (yield): pass",
    "x: (yield)", "x: (y := 1)", "class C: x: (yield)", "async def f():\n x: await y",
    "def f(x: [(y := 1) for z in w]): pass", "x: int: str", "x: int, y: int", "def f(x: int y: int): pass",
    "def f(x:): pass", "x:", "f(): int", "[x]: int", "x.y: int", "x[0]: int", "(x): int", "(x.y): int = 1",
    "x, y: int", "1: int", "x + y: int", "lambda x: int: 0", "for x: int in y: pass", "with a as x: int: pass",
    "global x: int", "x: int += 1", "x = y: int",
):
    try:
        compile(source, "<s>", "exec")
        print(repr(source), "compiles")
    except SyntaxError as error:
        print(repr(source), "->", error.msg, (error.lineno, error.offset, error.end_lineno, error.end_offset))
