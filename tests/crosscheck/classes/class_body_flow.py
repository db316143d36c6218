# A class body is code: loops, conditions, with, try, imports, nested defs, return is not allowed.
def build(flag, n):
    class C:
        if flag:
            kind = "flagged"
        else:
            kind = "plain"
        total = 0
        for i in range(n):
            total += i
        try:
            inverse = 1 / n
        except ZeroDivisionError:
            inverse = None
        finally:
            finished = True
        while True:
            break
        else:
            never = 1
        def method(self, bonus=total): return bonus, n
        values = {k: v for k, v in zip("ab", (total, i if n else -1))} if n else {}
        import sys as s
        assert total >= 0
        with memoryview(b"x") as view: size = len(view)
        del view
        match n:
            case 0: matched = "zero"
            case other: matched = other
    return C


A, B = build(True, 4), build(False, 0)
print(A.kind, A.total, A.i, A.inverse, A.finished, A().method(), A.values, A.s.__name__, A.matched, A.size)
print(B.kind, B.total, hasattr(B, "i"), B.inverse, B().method(), B.values, B.matched, hasattr(B, "never"))
print(list(n for n in vars(A) if not n.startswith("__")))
try:
    class Fails:
        x = 1
        1 / 0
        y = 2
except ZeroDivisionError:
    print("Fails" in globals())
for source in (
    "class C: return 1", "class C: yield 1", "class C: await x", "class C: break",
    "class C:\n def f(self): pass\n  x = 1",
):
    try:
        compile(source, "s", "exec")
    except SyntaxError as error:
        print(type(error).__name__, error.msg)
class Semi: a = 1; b = 2
class Nested:
    class Deeper:
        class Deepest: value = "deep"
print(Semi.b, Nested.Deeper.Deepest.value)
