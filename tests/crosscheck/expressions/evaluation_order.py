# Operands, targets, arguments, displays, slices and comparisons are evaluated strictly left to right.
trace = []


def v(x):
    trace.append(x)
    return x


def show(label):
    print(label, trace)
    trace.clear()


class Box:
    def __init__(self, n): self.n = n
    def __setitem__(self, k, x): trace.append(("set", self.n, k, x))
    def __getitem__(self, k): trace.append(("get", self.n, k)); return 1
    def __setattr__(self, k, x): trace.append(("setattr", k)) if k != "n" else object.__setattr__(self, k, x)
    def __delitem__(self, k): trace.append(("del", self.n, k))


v(1) + v(2) * v(3) - v(4) ** v(5); show("arithmetic")
v(1) ** v(2) ** v(1); show("power")
[v(1), v(2), (v(3), {v(4): v(5)}, {v(6)})]; show("displays")
v(print)(v(1), *[v(2)], k=v(3)) if v(0) else v("else"); show("conditional evaluates the condition first")
Box(v("box"))[v("a"):v("b"):v("c")]; show("slice")
Box("t")[v("key")] = v("value"); show("assignment: value first")
Box("t1")[v(1)], Box("t2")[v(2)] = v(3), v(4); show("tuple assignment")
Box("aug")[v("k")] += v(5); show("augmented")
b = Box("attr"); b.x = b.y = v(1); show("chained assignment goes left to right")
del Box("d")[v(1)], Box("e")[v(2)]; show("del")
v(1) < v(2) < v(0) < v(9); show("comparison chain")
v(0) and v(1) or v(2) and v(3); show("and or")
{**{v(1): 1}, v(2): v(3)}; show("dict display")
[v(x) for x in v([1, 2]) if v(True)]; show("comprehension")
{v(x): v(-x) for x in (1, 2)}; show("dict comprehension: key then value")
(lambda a=v("default"): a)(v("argument")); show("lambda")
def f(a=v(1), *, b=v(2)) -> v("annotation is lazy"): pass
show("def")
@v(lambda c: c)
class C(v(object), metaclass=v(type)): pass
trace[:] = [getattr(t, "__name__", t) for t in trace]; show("class")
assert v(1), v("message"); show("assert")
f"{v(1)}{v(2):{v(3)}}"; show("f-string")
x = v("first"), *v(["star"]), v("last"); show("tuple")
not v(1) is v(1); show("is")
with v(memoryview(b"")) as y, v(memoryview(b"")): trace[:] = [type(t).__name__ for t in trace]; show("with")
for Box("for")[v("target")] in v([7]): pass
show("for")
try:
    v(1) / v(0) + v("never")
except ZeroDivisionError: show("stops at the error")
