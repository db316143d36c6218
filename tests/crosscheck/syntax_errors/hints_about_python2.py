# The hints for Python 2 code: print, exec, except with a comma, backquotes, <>, raise with a comma, octal, long, ur''.
def show(source):
    try:
        compile(source, "<test>", "exec")
        print(f"{source!r} compiles")
    except SyntaxError as error:
        print(f"{source!r}\n    {error.msg} {error.lineno, error.offset, error.end_lineno, error.end_offset}")


for source in (
    "print 'hello'", "print x", "print x, y", "print x,", "print (x), y", "print ''", "print 1 + 2", "print -x",
    "print f(x)", "print [1, 2]", "print {}", "print lambda: 1", "print not x", "print x if y else z", "print >>f, x",
    "print >>f",
    "    print 'indented'", "if 1:\n  print 'in block'", "if 1: print 'same line'", "x = 1; print x",
    "for i in x: print i", "def f():\n  print 'a'\n  print 'b'", "print 'a' % x", "print 'a' 'b'",
    "print '%s' % (x,)", "print\tx", "print  x", "print x for x in y", "print x;", "print x = 1", "print x.y",
    "print x[0]", "print.x", "print = 1", "print; x",
    "exec 'code'", "exec code in d", "exec code in g, l", "exec(code) in d", "exec", "exec -1", "exec x, y",
    "try: pass\nexcept E, e: pass", "try: pass\nexcept (E, F), e: pass", "try: pass\nexcept E, e as f: pass",
    "raise E, 'message'", "raise E, 'm', tb", "`x`", "x <> y", "0777", "0xFFL", "10L", "ur'x'", "def f((a, b)): pass",
    "lambda (a, b): a", "from x import (y, z), w", "async = 1", "def f(async): pass", "x.async", "None = 1",
    "True = 1", "as = 1", "with = 1", "nonlocal = 1", "import string, os,", "[x for x in 1, 2]",
    "[x for x in lambda: 1, 2]", "x = yield y, z", "d.has_key(k) or", "assert x, y, z", "print >>sys.stderr, 'x'",
    "print('a') 'b'", "print 'a', ('b')", "print(a, b) % c d",
):
    show(source)
