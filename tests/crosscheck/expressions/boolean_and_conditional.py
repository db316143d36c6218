# and, or, not, and x if c else y: short circuit, operands as results, precedence, nesting.
def t(x): print(f"T{x}", end=" "); return True
def f(x): print(f"F{x}", end=" "); return False


for source in (
    "t(1) and f(2) and t(3)", "f(1) or t(2) or f(3)", "t(1) or f(2) and t(3)", "(t(1) or f(2)) and t(3)",
    "not t(1) or not f(2)", "not (t(1) and f(2))", "f(1) and t(2) or t(3) and f(4) or t(5)",
    "1 if t(1) else 2 if f(2) else 3", "1 if f(1) else 2 if t(2) else 3", "(t(1) if f(2) else t(3)) and t(4)",
    "t(1) if t(2) and f(3) else f(4)", "not not f(1)", "f(1) is False and t(2)",
    "[x for x in (0, 1, 2) if x and t(x)]",
):
    print(source, "=", eval(source))
print(
    0 or "" or [] or None, 1 and "a" and [0], "" and 1 / 0, "x" or 1 / 0, None and None or 5,
    (lambda: 1 if 0 else 2)(), [1, 2][True if 0 else False],
)
x = 1 if False else 2,
print(x)
y = lambda n: "neg" if n < 0 else "zero" if n == 0 else "pos"
print(y(-1), y(0), y(1), (1, 2) if () else [3], {"a" if 1 else "b": 2 if 0 else 3})


class Counts:
    n = 0
    def __bool__(self):
        Counts.n += 1
        return Counts.n % 2 == 0


c = Counts()
r = c or c and c
print(r is c, Counts.n)
if c: pass
elif c: print("elif", Counts.n)
while not c: pass
print(Counts.n, bool(c) if c else "else", Counts.n)
a = 5
print(a and a > 3 and "big", 0 < a < 10 and a != 7, not a == 5, (not a) == 5, not a in [5], -a if a else a)
result = [i if i % 2 else -i for i in range(5) if not i == 3]
print(result)
