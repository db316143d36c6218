# Containers that contain themselves print as ...; comparing and hashing them raises RecursionError or works by identity.
l = [1]
l.append(l)
d = {"k": 1}
d["self"] = d
t = ([],)
t[0].append(t)
mixed = [{"a": ()}]
mixed[0]["a"] = (mixed,)
print(l, d, t, mixed, str(l), [l, l])


class L(list): pass
class D(dict): pass
class Own:
    def __init__(self): self.items = [self]
    def __repr__(self): return f"Own({self.items})"


x = L()
x.append(x)
y = D()
y[1] = y
print(x, y)
a, b = [], []
a.append(b)
b.append(a)
print(a, b, a == a, l == l, l is l[1], l in l)
for action in (lambda: a == b, lambda: repr(Own()), lambda: d == {"k": 1, "self": {"k": 1, "self": d}}):
    try:
        print(action())
    except RecursionError as error:
        print("RecursionError")
s = {1}
f = frozenset([2])
print(dict.fromkeys(l[:1], l), list(map(str, [l])), f"{l!r:>20}", "%s" % (l,))
view = d.values()
print(repr(d.items()).count("..."), len(view))
m = type(type.__dict__)(d)
d["proxy"] = m
print(str(d).count("..."))
def gen():
    yield self_containing
self_containing = [gen]
print(len(self_containing))
class Slot:
    __slots__ = ("v",)
    def __repr__(self): return f"<{self.v}>"
slot = Slot()
slot.v = [slot]
try:
    repr(slot)
except RecursionError:
    print("RecursionError")
e = ValueError()
e.args = (e,)
try:
    print(repr(e))
except RecursionError:
    print("RecursionError")
