# Unpacking the compiler refuses.
for source in (
    "*a = 1", "*a, *b = x", "a, *b, *c = x", "*a", "x = *a", "(*a) = 1", "x = (*a)", "del *a", "del (*a, b)",
    "del a, *b", "return *a", "f(**a, *b)", "f(**a, b)", "f(a=1, b)", "*a += 1", "a, b += 1", "[a, b] += x",
    "(a, b): int", "a, b: int", "(a, *b) = 1, *c", "for *a in b: pass", "for *a, in b: pass", "[*a for a in b]",
    "{**a for a in b}", "{*a: 1}", "{**a: 1}", "{1: *a}", "{1: 2, **a, 3}", "{1, **a}", "[**a]", "(**a)", "**a",
    "x = **a", "print(*)", "print(**)", "f(*)", "f(*a for a in b)", "f(**a for a in b)", "a = *b, = c",
    "*a, b = *c, d = 1, 2", "(*a,) = [1]", "[*a] = [1]", "* a, = x", "a[*b]", "a[*b] = 1", "a[**b]", "a[*b:c]",
    "lambda *: 0", "lambda **: 0", "lambda *a, *b: 0", "yield *a, b", "with x as *y: pass", "with x as (*y, z): pass",
    "assert *a", "raise *a", "if *a: pass", "*a if b else c", "not *a", "a or *b", "(*a, b)[0]", "((*a, b))",
    "*(a, b), c = x", "*(a), = x", "*f(), = x", "*[a, b], c = x",
):
    try:
        compile(source, "<s>", "exec")
        print(f"{source!r} compiles")
    except SyntaxError as error:
        print(f"{source!r} {error.msg} {error.lineno, error.offset, error.end_lineno, error.end_offset}")
