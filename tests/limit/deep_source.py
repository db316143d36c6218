"""Source that nests deeper than any parser's stack: a MemoryError, RecursionError or SyntaxError, never a crash."""

DEEP = 100_000


def attempt(text, mode="exec"):
    try:
        code = compile(text, "<deep>", mode)
    except (SyntaxError, RecursionError, MemoryError):
        return
    try:
        exec(code, {"a": 1, "f": lambda *x: 1})
    except (RecursionError, MemoryError, TypeError, AttributeError):
        pass


for open_bracket, close_bracket in ("()", "[]", "{}"):
    attempt(open_bracket * DEEP + "1" + close_bracket * DEEP)
    attempt(open_bracket * DEEP)
    attempt("a" + open_bracket * DEEP)
for prefix in ("-", "~", "not ", "lambda: ", "await ", "*", "(yield ", "a if a else ", "a ** ", "{a: ", "f(", "a[", "[a for a in ", "f'{"):
    attempt(prefix * DEEP + "a")
for infix in (" + a", " ** a", " < a", " and a", ".a", "[a]", "(a)", ", a", " if a else a", " @ a", " or a", " is a", " = a"):
    attempt("a" + infix * DEEP)
attempt("if a:\n pass\n" + "elif a:\n pass\n" * DEEP)
attempt("".join(" " * i + "if a:\n" for i in range(3000)) + " " * 3000 + "pass\n")
attempt("".join(" " * i + "def f():\n" for i in range(90)) + " " * 90 + "pass\n")
attempt("".join(" " * i + "try:\n" for i in range(90)) + " " * 90 + "pass\n")
attempt("match a:\n case " + "[" * DEEP + "]" * DEEP + ": pass\n")
attempt("match a:\n case " + "1 | " * DEEP + "1: pass\n")
attempt("x: " + "list[" * DEEP + "int" + "]" * DEEP)
attempt("@f\n" * DEEP + "def g(): pass\n")
attempt("with a" + ", a" * DEEP + ": pass\n")
print("ok")
