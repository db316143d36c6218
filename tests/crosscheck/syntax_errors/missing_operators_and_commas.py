# Two expressions side by side: commas, operators and brackets that were forgotten.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    'x y', 'a b c', '1 2', "'a' 1", 'f(a b)', 'f(a, b c)', 'f(a b, c)', '[1 2]', '[1, 2 3]', '{1 2}', '{1: 2 3: 4}',
    '{1: 2, 3 4: 5}', '(1 2)', '(a b)', 'a = b c', 'x = 1 2', 'print 1', "print 'a'", 'print a, b', 'print',
    "exec 'x'", 'exec x in y', 'print >> f, x', 'print(a) b', 'f() g()', 'return 1 2', 'if x y: pass',
    'while a b: pass', 'for x in y z: pass', 'f(x for x in y z)', '[x for x in y z]', 'a.b c.d', 'a[1 2]', 'a[1:2 3]',
    'lambda x: y z', 'not a b', 'a if b else c d', 'a and b c', 'del a b', 'assert a b', 'import a b',
    'from a import b c', 'global a b', 'raise A b', 'x = y z = 1', 'f(a=1 b=2)', 'f(1 b=2)', "{'a' 'b': 1 'c': 2}",
    'x.1', '1.x', '1..x y', 'a ? b : c', 'a $ b', '!a', 'a ! b', 'a ` b', 'a @ @ b', 'a ++', '++a', 'a--', 'a +',
    'a + * b', 'a ** * b', 'a // / b', 'a === b', 'a !== b', 'a <> b', 'a =! b', 'a =< b', 'a => b', 'a & & b',
    'a && b', 'a || b', 'not', 'a not b', 'a is is b', 'a in in b', 'a not not in b', 'is a', 'and b', 'a or', ': x',
    '= 1', '* 1', ', a', 'a,, b', '.a', 'a.', 'a..b', '..', 'a->b', 'a:b:c', ';', 'a;;b', '; a',
):
    show(source)
