# Argument lists: order, repetition, generators without parentheses, odd keywords.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    'f(a=1, 2)', 'f(**a, 1)', 'f(**a, *b)', 'f(*a, b)', 'f(a=1, *b)', 'f(a=1, a=2)', 'f(a=1, b=2, a=3)',
    'f(**a, b=1)', 'f(1, a=1, a=1)', 'f(x for x in y, 1)', 'f(1, x for x in y)', 'f(x for x in y, z for z in w)',
    'f(x for x in y)', 'f((x for x in y), 1)', 'f(a=x for x in y)', 'f(a, x for x in y, b)', 'f(*x for x in y)',
    'f(**x for x in y)', 'f(a b=1)', 'f(1=2)', "f('a'=2)", 'f(a.b=1)', 'f(a[0]=1)', 'f(a+b=1)', 'f(a()=1)',
    'f(True=1)', 'f(None=1)', 'f(__debug__=1)', 'f(lambda x: x=1)', 'f(not a=1)', 'f((a)=1)', 'f((a, b)=1)',
    'f(a=1, **b, c)', 'f(a,)', 'f(,)', 'f(a,,b)', 'f(,a)', 'f(*)', 'f(**)', 'f(*, a)', 'f(a, *)', 'f(a, **)', 'f(/)',
    'f(a, /, b)', 'f(a:=1)', 'f(a:=1, b=2)', 'f(b=a:=1)', 'f(b=(a:=1))', 'f(*a:=1)', 'f(a: int)', 'f(a=1: int)',
    'f(a; b)', 'f(a) = 1', 'f(a)(b)(c', 'f(if x: y)', 'f(x if y)', 'f(x if y else)', 'f(x if else z)',
    'f(for x in y)', 'f(x for x)', 'f(x for in y)', 'f(x for x in)', 'f(lambda)', 'f(lambda:)', 'f(yield)',
    'f(await x)', 'f(*a, *b, **c, **d, e=1)', 'f(**a, **b, *c)', 'class C(a for a in b): pass',
    'class C(a=1, b): pass', 'class C(*a, **b, c): pass', 'class C(a=1, a=2): pass', 'class C(x for x in y, z): pass',
    '@f(a=1, 2)\ndef g(): pass', 'f(a=1, *)', 'f(a = )', 'f(a, b = , c)', 'print(a=)', 'f(a: =1)',
):
    show(source)
