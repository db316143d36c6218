# Subclasses of built-in types: extra attributes, overridden hooks, which operations return the base type.
class L(list):
    def __init__(self, *items): super().__init__(items); self.tag = "tagged"
    def append(self, x): super().append(x * 2)


class D(dict):
    def __missing__(self, key): return f"missing {key}"


class S(str):
    def upper(self): return "my " + super().upper()


class I(int):
    def __add__(self, other): return "added " + str(int(self) + other)


class F(float): pass
class Sub(set): pass


l = L(1, 2)
l.append(3)
print(
    l, l.tag, type(l + [1]).__name__, type(l[:]).__name__, type(l * 2).__name__, type(l.copy()).__name__, len(l),
    l == [1, 2, 6],
)
d = D(a=1)
print(d["a"], d["b"], d.get("b"), "b" in d, d, type(d.copy()).__name__, type(d | {}).__name__)
s = S("abc")
print(
    s.upper(), s + "d", type(s + "d").__name__, type(s[:]).__name__, type(s.strip()).__name__, {s: 1}["abc"],
    s == "abc", hash(s) == hash("abc"),
)
print(
    I(5) + 1, I(5) - 1, 1 + I(5), type(I(5) * 1).__name__, [10, 20, 30][I(1)], type(-I(1)).__name__,
    type(I(3).real).__name__,
)
print(
    F("1.5") + 1, type(F(1) + 1).__name__, F(2).is_integer(), repr(F(2.5)), F.fromhex("0x1p1"),
    type(F.fromhex("0x1p1")).__name__,
)
print(type(Sub([1]) | {2}).__name__, type(Sub([1]).copy()).__name__, Sub([1]) == {1})


class Exc(Exception):
    def __init__(self, code, *rest): super().__init__(code, *rest); self.code = code


print(repr(Exc(1, 2)), Exc(3).code, Exc(4).args)


class T(tuple):
    __slots__ = ()
    def __repr__(self): return "T" + super().__repr__()


print(T("ab"), T([1]) + (2,), T((1, 2))[0:1], {T((1,)): "found"}[(1,)])


class B(bytes): pass
class C(complex): pass
print(
    B(b"xy").hex(), type(B(b"x") + b"y").__name__, C(1, 2) * 2, dict.fromkeys("ab", 0) == D.fromkeys("ab", 0),
    type(D.fromkeys("a")).__name__,
)
