# from __future__ import annotations keeps annotations as text, unparsed in a normal form.
from __future__ import annotations


def f(
    a: int, b: undefined[x, 'y'] = 1, *args: 1+2*3, k: lambda x, y=1, *z: x+y, **kw: (a , b),
) -> not x if y else -z ** 2: pass


print(f.__annotations__)


class C:
    x: list[ int ]
    y: "already a string" = 1
    __m: __n


print(C.__annotations__)
v: x[1:2, ::3, ...]
w: {1:2, **a, 'k':[b,*c]}
z: f"{a!r:>{b}} text" + b'bytes'
q: (yield_ for yield_ in x if y if z)
r: a.b.c(d, *e, f=g, **h)
s: (x and y or not z) in w is not None != 5 <= 3
t: {a, b} | {c: d for c in e} | (f async for f in g) if 0 else await_
u: 1.50 + 0x10 + 1e5 + 2j + 'it\'s' + "quo\"te" + (1,) + () + [] + {}
x2: (a if b else c)(d)[e].f + (lambda: 0)() * (a, b)[0] ** (c ** d) ** -e
y2: ~a & b | c ^ d << e >> f // g % h @ i - (j - k) - -l
z2: x == y < z not in w
for name, text in __annotations__.items(): print(name, "=", text)
print(f.__annotate__ is None, type(C.__annotations__["x"]).__name__)
