# from __future__: feature objects, where the statement may stand, mistakes, and flags inherited by compile.
"A docstring may come first."
from __future__ import division, print_function as pf; from __future__ import (absolute_import, unicode_literals)
import __future__
print(
    division.optional, division.mandatory, division.compiler_flag, pf.getOptionalRelease(),
    __future__.all_feature_names,
)
for source in (
    "from __future__ import nothing", "from __future__ import braces", "from __future__ import *",
    "x = 1\nfrom __future__ import division", "'doc'\n'second'\nfrom __future__ import division",
    "def f():\n from __future__ import division",
    "from __future__ import division, nested_scopes, generators, with_statement, generator_stop, annotations, barry_as_FLUFL",
    "'doc'; from __future__ import division", "from __future__ import annotations as a\nx: undefined",
    "import __future__\nfrom __future__ import division", "from .__future__ import nothing",
    "if 1:\n from __future__ import division",
    "from __future__ import division\nx = 1\nfrom __future__ import annotations", "from __future__ import ()",
    "from __future__ import",
):
    try:
        compile(source, "<s>", "exec")
        print(repr(source), "compiles")
    except SyntaxError as error:
        print(repr(source), "->", error.msg, (error.lineno, error.offset, error.end_lineno, error.end_offset))
space = {}
exec(compile("def f(x: undefined): pass", "s", "exec", __future__.annotations.compiler_flag), space)
print(space["f"].__annotations__)
exec("from __future__ import annotations\nexec('def g(x: y): pass')\ndef h(x: z): pass", space)
print(space["h"].__annotations__, space["g"].__annotations__)
print(eval(compile("1 <> 2", "s", "eval", __future__.barry_as_FLUFL.compiler_flag)))
try:
    compile("1 != 2", "s", "eval", __future__.barry_as_FLUFL.compiler_flag)
except SyntaxError as error:
    print(error.msg)
