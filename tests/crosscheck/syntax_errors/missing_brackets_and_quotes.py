# Brackets and quotes that are never closed, do not match, or close nothing.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    '(', '[1, 2', '{1: 2', 'f(', 'f(1,\n  2', 'x = (1,\n\ny = 2', ')', ']', '}', '(]', '[)', '{)', '(\n]',
    '[1, (2, 3]', 'foo(a, b\nprint(1)', 'if (a:\n  pass', 'def f(a:\n  pass', 'x = [1, 2\ny = 3',
    "x = {'a': 1\ny = 3", 'x = (1 + 2\nfor i in y: pass', "print('a'\nprint('b')", "'abc", '"abc', "'''abc",
    '"""abc\ndef', "x = 'a\ny = 1", "x = '''a\n\n\ny", "print('it's')", "r'abc\\'", "b'abc", "f'abc", "f'{a", "f'{a}",
    '((((((((', '(((((((((()))))))))', 'x = 1)', 'x = (1))', '{[}', '([{}])]', 'foo[1', 'a = [\n  1,\n  2,\n',
    "a = {\n  'k': [1, 2,\n}", "'a' 'b", "x = 'unterminated \\", 'x = \\', 'x = \\\n', 'x = 1 \\ 2',
    'x = 1 \\\n\n+ 2', "'\\", '\\', '(\\', '"\'', '\'\'\'"""', "''''''''",
):
    show(source)
