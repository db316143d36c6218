# Source that nests deeply: what still compiles and runs, and that much more than that is an error or a result, never a crash.
def attempt(label, source, mode="eval"):
    result = eval(compile(source, "<deep>", mode), {"x": 1, "f": lambda *a: 1})
    print(label, "runs" if mode == "exec" else str(result)[:20])


def survive(label, source, mode="eval"):
    try:
        eval(compile(source, "<deep>", mode), {"x": 1, "f": lambda *a: 1})
    except (RecursionError, MemoryError, SyntaxError, TypeError):
        pass
    print(label, "survived")


attempt("100 parentheses", "(" * 100 + "1" + ")" * 100)
attempt("100 unary", "-" * 100 + "1")
attempt("500 attributes", "x" + ".real" * 500)
attempt("1000 additions", "+".join(["1"] * 1000))
attempt("1000 ands", " and ".join(["1"] * 1000))
attempt("100 lambdas called", "(lambda: " * 90 + "1" + ")()" * 90)
attempt("50 nested functions", "".join(" " * i + "def f():\n" for i in range(50)) + " " * 50 + "pass", "exec")
survive("100000 parentheses", "(" * 100000 + "1" + ")" * 100000)
survive("100000 brackets", "[" * 100000 + "]" * 100000)
survive("100000 open", "(" * 100000)
survive("1000000 minuses", "-" * 1000000 + "1")
survive("1000000 nots", "not " * 1000000 + "1")
survive("100000 attributes", "x" + ".real" * 100000)
survive("100000 powers", "**".join(["1"] * 100000))
survive("100000 lambdas", "lambda: " * 100000 + "1")
survive("100000 calls", "f" + "()" * 100000)
survive("100000 conditionals", "1 if x else " * 100000 + "2")
survive("100000 subscripts", "x" + "[0]" * 100000)
survive("100000 elifs", "if 0: pass\n" + "elif x: pass\n" * 100000, "exec")
survive("100000 f-strings", "f'{" * 100000 + "1" + "}'" * 100000)
survive("100000 awaits", "await " * 100000 + "x")
survive("100000 stars", "f(" + "*" * 100000 + "x)")
survive("100000 comparison", "<".join(["1"] * 2000))
