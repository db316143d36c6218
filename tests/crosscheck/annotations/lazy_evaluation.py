# PEP 649: annotations are evaluated when __annotations__ is first read, then cached; never when not asked for.
import sys

log = []


def note(x):
    log.append(x)
    return x


def f(a: note("a"), b: note("b") = 1, *args: note("args"), c: note("c"), **kw: note("kw")) -> note("return"): pass


class C:
    x: note("x") = 5
    y: note("y")
    def method(self, p: note("p")): pass


module_level: note("module")
print(log)
print(f.__annotations__, log)
log.clear()
print(f.__annotations__ is f.__annotations__, log)
print(C.__annotations__, log, C.x, hasattr(C, "y"))
log.clear()
print(C.method.__annotations__, log)


def forward(a: Later, b: "String") -> list[Later]: pass


try:
    forward.__annotations__
except NameError as error:
    print(error)
class Later: pass
print(forward.__annotations__)


def error_each_time(x: 1 / zero): pass


zero = 0
for _ in range(2):
    try:
        error_each_time.__annotations__
    except ZeroDivisionError as error:
        print(error)
zero = 2
print(error_each_time.__annotations__)
print(sys.modules[__name__].__annotations__, __annotate__(1), "__annotations__" in globals())
