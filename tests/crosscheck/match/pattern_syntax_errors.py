# Patterns the compiler refuses.
patterns = [
    "x | 1", "x | y", "1 | x", "[x, x]", "{'a': x, **x}", "Point(x, x)", "[*a, *b]", "{**rest, 'a': 1}", "{**_}",
    "{'a': 1, 'a': 2}", "{1: a, 1: b}", "(1 as _)", "x as x", "1 as a.b", "1 as a[0]", "x.y()", "f()()", "f'{x}'",
    "1 + 2", "1 + x", "-x", "+1", "-'a'", "a[0]", "(x := 1)", "{x: 1}", "{*a}", "Point(x=1, 2)", "Point(x=1, x=2)",
    "Point(a.b=1)", "lambda: 0", "not x", "x and y", "*a", "1 if x else 2", "not_bound | (1 as y)", "(a, b) | (b, a)",
    "[a | 1]", "{'k': a | b}", "1j + 1", "1 + 1", "-1 + 2", "1 - 2j", "True()", "...", "[x] as (y)", "x as None",
    "Point(*a)", "Point(**a)", "{f'{1}': 2}", "{-1j: x}", "{1+1j: y, 'b': z}", "'a' f'b'", "t'x'", "1 as x.y",
]
for pattern in patterns:
    source = f"match subject:\n    case {pattern}: pass"
    try:
        compile(source, "<s>", "exec")
        print(f"{pattern:22} compiles")
    except SyntaxError as error:
        print(f"{pattern:22} {error.msg} {error.lineno, error.offset, error.end_lineno, error.end_offset}")
for source in (
    "match x:\n    case y: pass\n    case 1: pass", "match x:\n    case _: pass\n    case _: pass",
    "match x:\n    case _ if y: pass\n    case z: pass", "match x:\n  case (y | 1): pass", "match x:\ncase 1: pass",
    "match x:\n    pass", "match x:\n    case 1\n        pass", "match x:\n    case 1: pass\nelse: pass",
    "match:\n    case 1: pass", "match x\n    case 1: pass", "match x:\n  case 1:\n  case 2: pass",
    "match x:\n    case [1, 2: pass", "match x: case 1: pass",
    "def f():\n  match x:\n    case 1: yield\n    case 2: return",
):
    try:
        compile(source, "<s>", "exec")
        print(f"{source!r} compiles")
    except SyntaxError as error:
        print(f"{source!r} {type(error).__name__} {error.msg} {error.lineno, error.offset}")
