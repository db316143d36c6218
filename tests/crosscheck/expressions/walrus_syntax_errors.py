# Where := may not stand.
for source in (
    "x := 1", "(x := 1)", "x = y := 1", "x = (y := 1)", "f(a=b := 1)", "f(a := 1, b=2)", "f(a=(b := 1))",
    "(a, b := 1)", "(a.b := 1)", "(a[0] := 1)", "((a, b) := 1)", "(1 := 2)", "(f() := 1)", "def f(x=y := 1): pass",
    "def f(x: y := 1): pass", "def f(x: (y := 1)): pass", "lambda: x := 1", "lambda: (x := 1)",
    "lambda x=(y := 1): 0", "[x := 1, 2]", "{x := 1}", "{x := 1: 2}", "{(x := 1): 2}", "{1: x := 2}", "{1: (x := 2)}",
    "a[x := 1]", "a[x := 1, 2]", "a[x := 1:2]", "a[(x := 1):2]", "with x := y: pass", "with (x := y): pass",
    "with (x := y) as z: pass", "del x := 1", "assert x := 1", "return x := 1", "raise x := 1", "if x := 1: pass",
    "while x := f(): pass", "for x in y := z: pass", "for (x := y) in z: pass", "print(x := 1, y := 2)",
    "@x := y\ndef f(): pass", "x: int = y := 1", "x += y := 1", "f'{x := 1}'", "f'{(x := 1)}'", "[i := 0 for i in x]",
    "[i := 0 for j in x for i in y]", "[(i := j) for j in x if (k := i)]", "[j for j in (x := y)]",
    "[j for k in x for j in (z := y)]", "{(x := 1) for x in y}", "((True := 1))", "(None := 1)", "(__debug__ := 1)",
    "(x := yield)", "(x := *a)", "(x := (y := 1))", "(x := y := 1)", "not x := 1", "x := lambda: 1", "import x := 1",
    "except_ := 1", "(await := 1)", "def f(): global x; (x := 1)", "class C: [y := 1 for x in z]",
    "class C: (y := 1)", "[lambda: (x := 1) for x in y]", "[lambda: (x := 1) for z in y]",
):
    try:
        compile(source, "<s>", "exec")
        print(f"{source!r} compiles")
    except SyntaxError as error:
        print(f"{source!r} {error.msg} {error.lineno, error.offset, error.end_lineno, error.end_offset}")
