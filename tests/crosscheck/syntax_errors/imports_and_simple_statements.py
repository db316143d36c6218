# import, from, global, del, assert, raise, pass and semicolons that are malformed.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    'import a.', 'import .a', 'import a.b.', 'import a, ', 'import a,', 'import a as', 'import a as b.c',
    'import a as b, c as', 'import a as b as c', 'import (a)', 'import (a, b)', 'import *', 'import a.*',
    'import a from b', 'import a.b as c.d', "import 'a'", 'import 1', 'import a-b', 'import a/b', 'import a, b, ',
    'import a; b c', 'from a', 'from a import', 'from a import,', 'from a import b,', 'from a import b, c,',
    'from a import (b', 'from a import (b, c', 'from a import ()', 'from a import (b,)', 'from a import (b, c,)',
    'from a import (b,,)', 'from a import (b c)', 'from a import (*)', 'from a import *, b', 'from a import b, *',
    'from a import * as b', 'from a import b.c', 'from a import b as', 'from a import b as c.d',
    'from a import b as 1', 'from a import b as (c)', 'from a import b as c as d', 'from a import 1',
    "from a import 'b'", 'from import b', 'from . import', 'from .a.b. import c', 'from a. import b',
    'from a..b import c', 'from ....a import b', 'from . import *', 'from .a import (b as c, d as e)', 'from a imp b',
    'from a include b', "from 'a' import b", 'from a import (b) as c', 'from a import b; c d', 'import a\n  b',
    'global', 'global x,', 'global x, y z', 'global x.y', 'global x = 1', 'global (x)', 'global 1', 'nonlocal x.y',
    'del', 'del x,', 'del (x', 'del x y', 'del x = 1', 'del x, y,', 'del x.y, z[0]', 'assert', 'assert x,',
    'assert x, y, z', 'assert (x', 'assert x y', 'assert x = 1', 'assert *x', 'assert x if y', 'raise x,',
    'raise x, y', 'raise x from', 'raise from x', 'raise x from y z', 'raise x from y from z', 'raise *x',
    'raise x = 1', 'pass 1', 'pass()', 'break;', 'x;', 'x; y;', 'x;; y', '; x', 'x; ; y', 'return return',
    'x = 1;; y', 'type x', 'type x =', 'type x y = 1', 'type x.y = 1', 'type (x) = 1', 'type x[T = 1', 'type = 1',
    'type x: int = 1', 'match x', 'match = 1', 'case 1:', 'print x', 'print x,', 'exec x', "exec 'a' in b",
    'x = print y', "print 'a' % b", 'print(x) if y', 'print -1', 'print.x y',
):
    show(source)
