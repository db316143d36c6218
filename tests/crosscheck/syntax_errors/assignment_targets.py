# What cannot be assigned to, and the hints about == and :=.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    '1 = x', "'a' = x", 'f() = 1', 'f()() = 1', 'a + b = 1', '-a = 1', 'not a = 1', 'a and b = 1',
    'a if b else c = 1', 'lambda: 1 = 2', '[a, 1] = x', '(a, f()) = x', '(a + 1, b) = x', '[x for x in y] = 1',
    '(x for x in y) = 1', '{1: 2} = x', '{1} = x', '{} = x', '() = 1', '[] = 1', '... = 1', 'None = 1', 'a < b = 1',
    'a == b = 1', 'x = f() = 1', 'x = 1 = y', 'x = y = 2 = z', 'a, b = 1 = 2', "f'x' = 1", "b'x' = 1", '1.5 = x',
    '1j = x', '(yield) = 1', 'def f():\n  (yield) = 1', 'def f():\n  yield x = 1', 'await x = 1', '(a := 1) = 2',
    'a[0]() = 1', 'a().b = 1', 'a()[0] = 1', '*a = 1', '(*a) = 1', 'a.b() = 1', '`a` = 1', '1 += x', 'f() += 1',
    'a + b += 1', '(a, b) += 1', '[a] += 1', 'x += 1 += 2', 'x = y += 1', 'f() -= 1', 'None += 1', "'a' *= 2",
    'lambda: x += 1', 'a < b += 1', 'x: int += 1', 'del 1', 'del f()', 'del a + b', "del 'a'", 'del (a, 1)',
    'del [a, f()]', 'del None', 'del a.b()', 'del *a', 'del (a for a in b)', 'del [a for a in b]', 'del lambda: 1',
    'del a if b else c', 'del (a := 1)', 'del {}', 'del {a}', 'del not a', 'del ()', 'for 1 in x: pass',
    'for f() in x: pass', 'for a + b in x: pass', 'for (a, 1) in x: pass', 'for a.b() in x: pass',
    "for 'a' in x: pass", 'for None in x: pass', 'for (x in y): pass', 'for x, f() in y: pass', 'with a as 1: pass',
    'with a as f(): pass', 'with a as b + c: pass', 'with a as (b, 1): pass', 'with a as None: pass',
    'with (a as 1): pass', 'with (a as f(), b): pass', '[1 for 1 in x]', '[1 for f() in x]', '[1 for a, 1 in x]',
    '(x for None in y)', '{x: 1 for x + 1 in y}', 'if x = 1: pass', 'while x = 1: pass', 'if x.y = 1: pass',
    'if f() = 1: pass', 'elif x = 1: pass', 'assert x = 1', 'return x = 1', 'print(a.b = 1)', 'print(a[0] = 1)',
    'print(1 = 2)', 'print(a + b = 1)', 'print(f() = 1)', 'print(True = 1)', "print('a' = 1)", 'print((a, b) = 1)',
    'f(a.b=1)', 'f(x for x in y=1)', 'f(lambda: 1 = 2)', 'f(a=b=c)', 'f(**a=1)', 'f(a, b=)', 'f(=1)', 'f(a=)',
    '(a = 1)', '[a = 1]', '{a = 1}', '{a: b = 1}', '(a, b = 1)', 'x[a = 1]', 'x = (y = 1)', 'if (x = 1): pass',
    'lambda: (x = 1)', 'a if b = 1 else c', 'import a.b = c', 'x = yield = 1', 'def f():\n  x = yield = 1',
    'a = b: int', '1: int', 'f(): int', '(a, b): int', '[a]: int',
):
    show(source)
