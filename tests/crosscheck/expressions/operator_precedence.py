# Precedence and associativity of every operator, shown through a class that records the grouping.
class N:
    def __init__(self, s): self.s = s
    def __repr__(self): return self.s


def binary(symbol): return lambda a, b: N(f"({a}{symbol}{b})")
def unary(symbol): return lambda a: N(f"({symbol}{a})")


for symbol, name in {
    "+": "add", "-": "sub", "*": "mul", "@": "matmul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow",
    "<<": "lshift", ">>": "rshift", "&": "and", "^": "xor", "|": "or",
}.items():
    setattr(N, f"__{name}__", binary(symbol))
for symbol, name in {"-": "neg", "+": "pos", "~": "invert"}.items():
    setattr(N, f"__{name}__", unary(symbol))
N.__getitem__ = lambda a, i: N(f"{a}[{i}]")
N.__call__ = lambda a, *x: N(f"{a}({', '.join(map(str, x))})")
N.__getattr__ = lambda a, n: N(f"{a}.{n}") if not n.startswith("__") else object.__getattribute__(a, n)
a, b, c, d = map(N, "abcd")
for source in (
    "a + b * c", "a * b + c", "a - b - c", "a / b / c", "a // b % c", "a ** b ** c", "-a ** b", "a ** -b", "-a * b",
    "a * -b", "~a + b", "- - a", "-~+a", "a << b + c", "a + b << c", "a << b >> c", "a & b << c", "a ^ b & c",
    "a | b ^ c", "a | b & c ^ d", "a @ b * c", "a * b @ c", "a % b * c", "-a[b]", "a.x ** b.y", "a(b) ** c",
    "a ** b(c)", "-a.x", "a[b](c).x[d]", "a + -b ** -c", "a * b ** c * d", "(a + b) * c", "a - (b - c)",
    "a ** (b ** c)", "(-a) ** b", "a | b + c * d ** a", "a - b + c", "a * b / c // d % a @ b", "~a ** b",
    "a ** ~b ** c", "-a @ -b", "a << -b", "a & b | c ^ d", "a if b in [c] else d + a", "[a, *[b + c]][1] + d",
):
    print(f"{source:32} {eval(source)}")
print(
    not 1 == 2, not (1 == 2), 1 + 1 == 2 and 3 > 2 or 0, 2 ** 3 ** 0, -2 ** 2, 1 if 0 else 2 if 0 else 3,
    (lambda: 1 or 2)(), 5 - 3 - 1, 2 * 3 % 4, 7 // 2 * 2, 1 < 2 == True, not True in [False], 1 | 2 == 3,
    (1 | 2) == 3, 1 << 2 < 5, ~1 & 3, *[1] + [2], sep=" ",
)
print(
    await_ if (await_ := 0) else "walrus in parentheses", [x := 1, x], {"a": 1} | {"b": 2} == {"a": 1, "b": 2},
    1 in [1] == True, (1 in [1]) == True,
)
