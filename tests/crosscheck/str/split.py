# split, rsplit: whitespace, separators, limits.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


for expression in [
    "'a b  c'.split()",
    "'  a b  '.split()",
    "'a b c'.split(maxsplit=1)",
    "'  a  b  c '.split(None, 1)",
    "'a b c '.rsplit(None, 1)",
    "''.split()",
    "'   '.split()",
    "'a,b,,c'.split(',')",
    "','.split(',')",
    "''.split(',')",
    "'a,b,c'.split(',', 1)",
    "'a,b,c'.split(',', 0)",
    "'a,b,c'.rsplit(',', 1)",
    "'a--b--c'.split('--')",
    "'a--b--c'.rsplit('--', 1)",
    "'aaa'.rsplit('aa')",
    "'a\\tb\\nc\\x0bd\\x0ce\\x1cf\\x85g\\xa0h\\u2003i\\u3000j'.split()",
    "'é€é'.split('€')",
    "'abc'.split('€')",
    "'aXbX'.split('X')",
    "'abc'.split('')",
    "'abc'.rsplit('')",
    "'abc'.split(1)",
    "'abc'.split(None, 'x')",
    "'abc'.split(sep=',', maxsplit=2, x=1)",
    "'1 2 3'.split(' ', True)",
    "'a b'.split(None, -1)",
    "('x ' * 3).rsplit(' ')",
]:
    show(expression)
