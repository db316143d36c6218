# Expressions with operators, conditionals, lambdas and subscripts that go wrong.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    '1 +', '+', '1 + + ', '1 + / 2', '* 1', '1 * * 2', '1 ** ** 2', '/ 1', '1 // // 2', 'a @', 'a | | b', '~', 'not',
    'not not', 'a not b', 'a not in', 'a in', 'in a', 'a is not', 'a is not not b', 'a is', 'a < ', 'a < < b', '< a',
    'a < b >', 'a == = b', 'a ! = b', 'a !', 'a != ', 'a =', 'a = ', 'a == ', 'a := b', 'a : = b', '(a :=)', '(:= a)',
    'a and', 'a and and b', 'or a', 'a or or b', 'a if', 'a if b', 'a if b else', 'if b else c', 'a if else c',
    'a if b: c', 'a else b', 'a if b elif c else d', 'a if b else c else d', '(a if b) else c', 'a[', 'a[]', 'a[1',
    'a[1:2:3:4]', 'a[1,,2]', 'a[,]', 'a[:,]', 'a[,:]', 'a[::]', 'a[=1]', 'a[b=1]', 'a[b:=1]', 'a[b:=1:2]', 'a[*]',
    'a[*b, *c]', 'a[**b]', 'a[b c]', 'a[b for b in c]', 'a[(b for b in c)]', 'a[lambda: 1]', 'a[lambda: 1:2]',
    'a[if b]', 'a[b:c', 'a.', 'a.(b)', 'a.[b]', "a.'b'", 'a..b', 'a.b.', 'a.b.1', 'a->b', 'a=>b', 'a::b', 'a<-b',
    'a<>b', 'a++', 'a+++', 'a++b', 'a--', '++', 'lambda', 'lambda:', 'lambda x', 'lambda x:', 'lambda x, : y',
    'lambda x: y: z', 'lambda: x = 1', 'lambda: yield', 'lambda (x): y', 'lambda: return', 'x = lambda: pass',
    'await', 'await await', 'yield yield', '(yield', '*', '*,', '*a', '**a', '* *a', '(*a)', 'a, *', 'a, *b,, c',
    'f(*a b)', '`x`', 'x `y` z', 'a ;b; c d', 'a\\b', 'a\\\nb', 'a \\ ', '(a, b', '((a)', '(a))', 'a, b) = 1', '{(a}',
    "'a' + ", "'a' %", "'a'.", "'a'[", 'a b[0]', 'a[0] b', 'a.b c', 'a() b', 'a (b) c', '-', '- -', 'a -', '-*a',
    'a ** -', 'a[-]', 'a[not]', 'not = 1', 'a not = b', 'a ~ b', 'a ! b', '!a', 'a & ', 'a && b', 'a || b', 'a ^ ^ b',
    'a <<', 'a << << b', 'a >> > b', 'a >>>', 'a <= > b', 'a =< b', 'a <==> b', '0 < x y < 1', 'x = = 1', 'x == == 1',
    'x = 1 =', 'x = (=)', 'x, = = 1', 'x =: 1', 'x -> int', 'x: = 1', 'x:= 1',
):
    show(source)
