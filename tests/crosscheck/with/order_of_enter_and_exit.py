# With several managers: entered left to right, left in reverse; as-targets of any kind; parentheses.
class M:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self):
        print("enter", self.name, end="; ")
        return self.name.upper()
    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind.__name__ if kind else None, value, type(traceback).__name__, end="; ")
        return self.swallow


with M("a") as a, M("b") as b:
    print("body", a, b)
print()
with (M("c") as c, M("d"), M("e") as e,):
    print("body", c, e)
print()
with (M("f")) as f, (M("g")):
    print("body", f)
print()
box = {}


class O: pass


o = O()
with M("x") as box["k"], M("yz") as (first, second), M("w") as o.attr, M("list") as [p, *q]:
    print(box, first, second, o.attr, p, q)
print()
try:
    with M("outer"), M("inner"):
        raise ValueError("v")
except ValueError as error:
    print("escaped", error)
with M("outer"), M("swallows", True), M("inner"):
    raise KeyError("k")
print("swallowed")
with M("one"):
    with M("two", True):
        1 / 0
    print("between", end="; ")
print()
with (M("tuple"), M("of"))[0]:
    print("expression")
print()
with M("unpack fails", True) as (u, v):
    print("never")
print("after")
