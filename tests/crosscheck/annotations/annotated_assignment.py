# x: T = value: when the target is bound, evaluated and recorded; attributes, subscripts, parentheses, locals.
import sys

log = []
module = sys.modules[__name__]


def t(x):
    log.append(x)
    return x


a: int = t(1)
b: str
(c): float = 2.5
log_dict = {}
class O:
    def __repr__(self): return "O()"


o = O()
o.x: t("annotation of attribute is not evaluated") = t("value")
log_dict[t("key")]: t("annotation of item") = t("item value")
t(o).y: int
log_dict[t("evaluated")]: int
print(log, a, c, o.x, log_dict, "b" in globals(), __annotate__(1))


def f():
    x: int = 5
    y: undefined_type
    z: also_undefined = x
    (w): int = 3
    return locals(), f.__annotations__


print(f())


def unbound():
    v: int
    return v


try:
    unbound()
except UnboundLocalError as error:
    print(error)


class C:
    x: int = 1
    y: str
    x: float
    (not_recorded): int = 7
    o.z: bool = True


print(C.__annotations__, C.x, hasattr(C, "y"), C.not_recorded, o.z)
tuple_value: tuple = 1, 2
starred: list = *[1], 2
lambda_value: object = lambda: (yield)
print(tuple_value, starred)
def g():
    r: int = yield 1
    return r
it = g()
next(it)
try:
    it.send("sent")
except StopIteration as stop:
    print(stop.value)
if True:
    in_block: "conditional"
print(sorted(__annotate__(1)))
for i in range(2):
    in_loop: i = i
print(in_loop, module.__annotations__["in_loop"], sorted(module.__annotations__))
