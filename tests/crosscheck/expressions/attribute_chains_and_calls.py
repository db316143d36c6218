# Long chains of calls, attributes and subscripts; method calls on literals; optional trailing commas; nested lambdas.
class Chain:
    def __init__(self, path="root"): self.path = path
    def __getattr__(self, name): return Chain(f"{self.path}.{name}")
    def __getitem__(self, key): return Chain(f"{self.path}[{key!r}]")
    def __call__(
        self, *a, **k,
    ): return Chain(f"{self.path}({', '.join([*map(repr, a), *(f'{n}={v!r}' for n, v in k.items())])})")
    def __repr__(self): return self.path


c = Chain()
print(c.a.b["k"](1, x=2).c[0:1](*"ab", **{"z": 1})(), c[1][2][3], c()()(), c.if_.else_, c["é"].ñ)
print((c
       .first()
       .second(
           1,
       )
       ["third"]))
print(
    "abc".upper().lower().title().center(9, "*").strip("*").replace("b", "x").split("x"), [1, 2].copy().__len__(),
    {}.get("a", {}).get("b", 5), (1).__add__(2).__neg__(), 5 .__class__.__name__, 1.5.__class__.__mro__[1].__name__,
    [].__class__.__class__.__class__,
)
print(
    (lambda: (lambda: (lambda: "deep")())())(), (lambda x: lambda y: lambda z: (x, y, z))(1)(2)(3),
    (lambda *a, **k: (a, k))(*[1], **{"q": 2},), [f for f in [lambda: 1]][0](), {"f": len}["f"]("abc"),
    [str.upper][0]("s"), "{}".format(1,), print.__name__.__len__(), ("a", "b").index("b",),
)
try:
    None.a.b
except AttributeError as error:
    print(error)
x = [[[1]]]
x[0][0][0] += 1
x[0].append(2); x[-1][-1] -= 5
print(x, x[0][0].__getitem__(0))
class Node:
    def __init__(self, v, next=None): self.v, self.next = v, next
n = Node(1, Node(2, Node(3)))
n.next.next.v = n.next.v = 9
n.next.next.next = n
print(n.next.next.next.next.v, n.next.next.next is n)
def method_chain(self): return self
Node.same = method_chain
print(n.same().same().next.same().v, Node.same(n) is n)
