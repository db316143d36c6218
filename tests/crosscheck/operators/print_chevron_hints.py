# The hints for Python 2 habits in TypeErrors of >>, and the suggestion for sum-like mistakes.
for source in ("print >> 1", "print >> None, 'hello'", "print << 1", "print -1", "print + 's'", "len >> 1"):
    try:
        eval(source)
    except TypeError as error:
        print(source, "->", error)
for source in (
    "'%d' % 'x'", "'%d %d' % 1", "'%d' % (1, 2)", "'%q' % 1", "'%(a)s' % 1", "'%s' % ()", "'%' % 1", "'%c' % 'ab'",
    "'%c' % -1", "'%*d' % ('a', 1)", "b'%s' % 'a'", "'%x' % 1.5",
):
    try:
        print(source, "=", eval(source))
    except (TypeError, ValueError, OverflowError) as error:
        print(source, "->", type(error).__name__, error)
