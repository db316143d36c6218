# Weak references: callbacks run when the object goes, once, in any number; dead references; equality and hash.
# watches collection
import gc
from _weakref import ref, proxy, getweakrefcount, getweakrefs


class T:
    def __init__(self, v=0): self.v = v
    def __eq__(self, o): return isinstance(o, T) and self.v == o.v
    def __hash__(self): return self.v
    def method(self): return "method"


log = []


def make():
    t = T(1)
    r1 = ref(t, lambda r: log.append(("first", r() is None)))
    r2 = ref(t, lambda r: log.append(("second", r() is None)))
    r3 = ref(t)
    dropped = ref(t, lambda r: log.append("never: the reference died first"))
    del dropped
    gc.collect()
    print(r3() is t, r1 is r2, r1 == r2, getweakrefcount(t) >= 3, r3 in getweakrefs(t))
    return r1, r2, r3


refs = make()
gc.collect()
print(sorted(log), [r() for r in refs])
keep = [T(5), T(5), T(6)]
a, b, c = map(ref, keep)
print(a == b, a == c, hash(a) == hash(b), hash(a) == 5, len({a, b, c}), a != c)


def dead_equality():
    x, y = ref(T(7)), ref(T(7))
    gc.collect()
    return x == y, x == x


print(dead_equality())
p = proxy(keep[0])
print(p.v, p.method(), p == keep[1], isinstance(p, T), type(p).__name__)
p.v = 9
print(keep[0].v)


def dead_proxy():
    p = proxy(T(1))
    gc.collect()
    return p


p = dead_proxy()
gc.collect()
try:
    p.v
except ReferenceError as error:
    print(error)
for bad in (5, "s", None, [], {}, (1,), 1.5, object()):
    try:
        ref(bad)
    except TypeError as error:
        print(error)
class Slots: __slots__ = ()
class WithWeak: __slots__ = ("__weakref__",)
try:
    ref(Slots())
except TypeError as error:
    print(error)
w = WithWeak()
print(ref(w)() is w, ref(len).__class__.__name__, ref(make)() is make, ref(T)() is T, ref({1}.__class__)().__name__)
def failing(r): raise ValueError
try:
    ref(keep[0], 5)
except TypeError as error:
    print(error)
print(ref(keep[0], callback := None)() is keep[0], ref(keep[0]).__callback__)
