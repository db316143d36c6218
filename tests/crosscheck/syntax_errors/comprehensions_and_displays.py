# Lists, dicts, sets, comprehensions and generator expressions that are malformed.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    '[x for]', '[x for x]', '[x for x in]', '[for x in y]', '[x for x in y if]', '[x for x in y for]',
    '[x for x in y else z]', '[x if y for x in z]', '[x if y else for x in z]', '[x for x in y if z else w]',
    '[x, y for x in z]', '[x, for x in y]', '[(x, y) for x in z]', '[x: 1 for x in y]', '[x = 1 for x in y]',
    '[x for x = y]', '[x for x of y]', '[x for 1 in y]', '[x for x in y,]', '[x for x in y, z]', '[x for x in *y]',
    '[x for x in y z]', '[*x for x in y]', '[**x for x in y]', '[x for x in lambda: y]', '[x for x in lambda: y, z]',
    '[x for x in (lambda: y)]', '[x for x in a if b if c]', '[x for x in a or b]', '[x for x in a if b else c]',
    '[x for x in a if lambda: b]', '[lambda: x for x in y]', '[x async for x in y]', '[x for async x in y]',
    '{x for x in y: z}', '{x: y for}', '{x: for x in y}', '{x: y for x in z, w}', '{x, y for x in z}',
    '{x: y, z for x in w}', '{x: y, a: b for x in z}', '{*x for x in y}', '{**x for x in y}', '{x: *y for x in z}',
    '{**x: 1}', '{*x: 1}', '{1: *x}', '{1: **x}', '{1:}', '{:1}', '{1: 2, 3}', '{1, 2: 3}', '{1: 2, 3:}',
    '{1: 2, : 3}', '{1: 2,, 3: 4}', '{,}', '{1,,2}', '{1: 2 3: 4}', '{1 2}', '{1: 2: 3}', '{a: b = c}', '{a = b}',
    '{a := b: c}', "{'a': 1, **}", "{'a': 1, *b}", "{*a, 'b': 1}", '{1: 2, **a, *b}', '{a if b: c}', '{lambda: 1: 2}',
    '{x: lambda: y: z}', "{'a' 'b'}", '{1:\n2,\n3}', '{1: 2,\n3: }', "{\n 'a': 1\n 'b': 2\n}", '[\n 1\n 2\n]',
    "(\n 'a',\n b c\n)", '(x for x in y', '(x for x in y))', '(x, y for x in z)', '(x for x in y, z)', 'x for x in y',
    'x = y for y in z', 'return x for x in y', 'f(x for x in y for)', '(yield for x in y)', '(x := 1 for x in y)',
    '()for x in y', '[,]', '[1,,2]', '[1, 2,,]', '(,)', '(1,,)', '[1; 2]', '[1: 2]', '(1: 2)', '[a = 1]', '(1 if 2)',
    '[1 if 2]', '[1 if 2 else]', '{1 if 2}', '{1 if 2 else 3: 4}', '[i for i in range(3) if i = 1]',
    '[i in range(3)]', '(for)', '[if]', '{def}', '[x.]', '[x for x in y.]', '[x for x.y in z]', '[x for x() in z]',
    '[x for (x, y()) in z]', '[x for (x := 1) in y]',
):
    show(source)
