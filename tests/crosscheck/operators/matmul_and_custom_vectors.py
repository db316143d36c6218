# A small vector class with most operators at work together.
class V:
    def __init__(self, *c): self.c = c
    def __repr__(self): return f"V{self.c}"
    def __add__(self, o): return V(*(a + b for a, b in zip(self.c, o.c))) if isinstance(o, V) else NotImplemented
    def __mul__(self, k): return V(*(a * k for a in self.c)) if isinstance(k, (int, float)) else NotImplemented
    __rmul__ = __mul__
    def __matmul__(self, o): return sum(a * b for a, b in zip(self.c, o.c))
    def __neg__(self): return self * -1
    def __sub__(self, o): return self + -o
    def __eq__(self, o): return isinstance(o, V) and self.c == o.c
    def __hash__(self): return hash(self.c)
    def __bool__(self): return any(self.c)
    def __len__(self): return len(self.c)
    def __getitem__(self, i): return V(*self.c[i]) if isinstance(i, slice) else self.c[i]
    def __iter__(self): return iter(self.c)
    def __abs__(self): return (self @ self) ** 0.5
    def __imatmul__(self, o): return V(self @ o)
    def __contains__(self, x): return x in self.c
    def __call__(self, f): return V(*map(f, self.c))
    def __format__(self, spec): return "<" + ", ".join(format(a, spec) for a in self.c) + ">"
    def __lshift__(self, n): return V(*self.c[n:], *self.c[:n])


a, b = V(1, 2, 3), V(4, 5, 6)
print(
    a + b, a * 2, 2 * a, a @ b, -a, b - a, a == V(1, 2, 3), a != b, bool(V(0, 0)), len(a), a[0], a[1:], list(a),
    abs(V(3, 4)),
)
print(2 in a, a(lambda x: x * x), f"{a:.1f} {b:>3}", a << 1, {a: "found"}[V(1, 2, 3)], sum([a, b], V(0, 0, 0)), *a)
c = a
c @= b
c += V(1)
print(c, a)
for source in ("a + 1", "1 + a", "a * b", "a * 'x'", "a @ 1", "a - 1", "a << 'x'", "a < b", "a[5]"):
    try:
        print(eval(source))
    except (TypeError, AttributeError, IndexError) as error:
        print(source, "->", type(error).__name__, error)
