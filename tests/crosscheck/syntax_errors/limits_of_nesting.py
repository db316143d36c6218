# Nesting beyond the limits of the tokenizer and the compiler: brackets, indentation, blocks; never a crash.
def attempt(label, source):
    try:
        compile(source, "<test>", "exec")
        print(label, "compiles")
    except (SyntaxError, RecursionError, MemoryError, OverflowError) as error:
        print(label, type(error).__name__, getattr(error, "msg", ""), getattr(error, "lineno", ""))


attempt("100 parentheses", "(" * 100 + ")" * 100)
attempt("199 parentheses", "(" * 199 + ")" * 199)
attempt("201 parentheses", "(" * 201 + ")" * 201)
attempt("300 brackets", "[" * 300 + "]" * 300)
attempt("mixed", "([{" * 70 + "1" + "}])" * 70)
attempt("unclosed", "(" * 150)
attempt("99 indentations", "".join(" " * i + "if 1:\n" for i in range(99)) + " " * 99 + "pass")
attempt("101 indentations", "".join(" " * i + "if 1:\n" for i in range(101)) + " " * 101 + "pass")
attempt("20 loops", "".join(" " * i + "for x in y:\n" for i in range(20)) + " " * 20 + "pass")
attempt("21 loops", "".join(" " * i + "for x in y:\n" for i in range(21)) + " " * 21 + "pass")
attempt("25 withs", "".join(" " * i + "with x:\n" for i in range(25)) + " " * 25 + "pass")
attempt(
    "20 tries",
    "".join(" " * i + "try:\n" for i in range(20)) + " " * 20 + "pass\n" + "".join(" " * i + "finally: pass\n" for i in reversed(range(20))),
)
attempt(
    "21 tries",
    "".join(" " * i + "try:\n" for i in range(21)) + " " * 21 + "pass\n" + "".join(" " * i + "finally: pass\n" for i in reversed(range(21))),
)
attempt("50 functions", "".join(" " * i + f"def f{i}():\n" for i in range(50)) + " " * 50 + "pass")
attempt("30 classes", "".join(" " * i + "class C:\n" for i in range(30)) + " " * 30 + "pass")
attempt("1000 elifs", "if 0: pass\n" + "elif 1: pass\n" * 1000)
attempt("5000 additions", "x = " + "1 + " * 5000 + "1")
attempt("1000 attributes", "x" + ".a" * 1000)
attempt("300 arguments", "f(" + "a, " * 300 + ")")
attempt("10000 element list", "x = [" + "1, " * 10000 + "]")
attempt("3000 statements", "x = 1\n" * 3000)
attempt("150 lambdas", "lambda: " * 150 + "0")
attempt("150 nested calls", "f(" * 150 + ")" * 150)
attempt("20 comprehensions", "[" * 15 + "x" + " for x in y]" * 15)
attempt("100 conditional", "1 if 0 else " * 100 + "2")
attempt("100 nots", "not " * 100 + "x")
attempt("100 minuses", "-" * 100 + "x")
attempt("long name", "x" * 100000 + " = 1")
attempt("long string", "'" + "a" * 100000 + "'")
attempt("long line of and", " and ".join(["x"] * 3000))
attempt("chained comparison", " < ".join(["x"] * 1000))
