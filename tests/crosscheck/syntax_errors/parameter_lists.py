# Parameter lists of def and lambda that are not allowed.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    'def f(a, a): pass', 'def f(a=1, b): pass', 'def f(a, b=1, c): pass', 'def f(*): pass', 'def f(*, **k): pass',
    'def f(*,): pass', 'def f(*a, *b): pass', 'def f(**a, **b): pass', 'def f(**a, b): pass', 'def f(**a, *b): pass',
    'def f(**a=1): pass', 'def f(*a=1): pass', 'def f(*a, *): pass', 'def f(*, a, *b): pass', 'def f(/): pass',
    'def f(/, a): pass', 'def f(a, /, b, /): pass', 'def f(*, /): pass', 'def f(*a, /): pass', 'def f(a, *, /): pass',
    'def f(a, *, b, /): pass', 'def f(**a, /): pass', 'def f(a=1, /, b): pass', 'def f(a, /, a): pass',
    'def f(1): pass', "def f('a'): pass", 'def f(a.b): pass', 'def f(a[0]): pass', 'def f((a, b)): pass',
    'def f((a)): pass', 'def f([a]): pass', 'def f(a, (b, c)): pass', 'def f(a b): pass', 'def f(a,, b): pass',
    'def f(,): pass', 'def f(a, ,): pass', 'def f(a=): pass', 'def f(a=1,,): pass', 'def f(=1): pass',
    'def f(a: int = ): pass', 'def f(a:): pass', 'def f(*a: ): pass', 'def f(*, a=1, b): pass',
    'def f(a, *b, c=1, d, **e): pass', 'def f(None): pass', 'def f(True=1): pass', 'def f(__debug__): pass',
    'def f(a, *, None): pass', 'def f(*None): pass', 'def f(**True): pass', 'def f(a)(b): pass', 'def f: pass',
    'def f(): ', 'def f() pass', 'def f() -> : pass', 'def f() ->: pass', 'def f() - > int: pass', 'def (): pass',
    'def f.g(): pass', 'def f[0](): pass', 'def 1(): pass', "def 'f'(): pass", 'def f(a', 'def f(a:',
    'def f(lambda: 1): pass', 'def f(a = lambda: yield): pass', 'def f(*args, a, b=1, *, c): pass',
    'def f(a, *, b=1, **c,): pass', 'def f(a,): pass', 'def f(*a,): pass', 'def f(**a,): pass', 'lambda a, a: 0',
    'lambda a=1, b: 0', 'lambda *: 0', 'lambda *, **k: 0', 'lambda *a, *b: 0', 'lambda **a, b: 0',
    'lambda **a, *b: 0', 'lambda /: 0', 'lambda a, /, /: 0', 'lambda *, /: 0', 'lambda *a=1: 0', 'lambda **a=1: 0',
    'lambda (a, b): 0', 'lambda (a): 0', 'lambda a=: 0', 'lambda a, , b: 0', 'lambda 1: 0', 'lambda a b: 0',
    'lambda a: int: 0', 'lambda None: 0', 'lambda a.b: 0', 'lambda a', 'lambda a,', 'lambda:', 'lambda: (yield',
    'lambda a, *b, c=1, **d: 0', 'async lambda: 0', 'async def f(a, a): pass',
):
    show(source)
