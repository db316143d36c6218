# marshal of code: it runs as before, keeps its names, lines and positions; allow_code; code among other values.
import marshal
import traceback

SOURCE = '''
"""Doc."""
import math
total = 2 ** 200 - 1.5e10 + len({1, 2} | frozenset({3})) if "é" in ("é", b"x", 2j, ...) else None
def outer(a, /, b=2, *args, c, **kw):
    """Inner doc."""
    def inner(x: int):
        nonlocal b
        b += x
        return [i * b for i in range(x) if i in {1, 2, 3}]
    try:
        yield from inner(a)
    finally:
        yield c
class C:
    x: int = 5
    def method(self, *, k=1): return super().__repr__()[:3], self.x + k
    async def nothing(self): await self
gen = lambda n: (k for k in range(n))
match total:
    case float(): kind = "float"
    case _: kind = "other"
'''
code = compile(SOURCE, "<source>", "exec")
again = marshal.loads(marshal.dumps(code))
for each in (code, again):
    names = {}
    exec(each, names)
    print(names["total"], names["kind"], list(names["outer"](3, c="end")), names["C"]().method(k=2), list(names["gen"](3)), names["__doc__"])
    print(names["outer"].__doc__, names["outer"].__code__.co_varnames, names["C"].__annotations__, names["outer"].__defaults__)


def walk(left, right):
    for name in ("co_name", "co_qualname", "co_filename", "co_firstlineno", "co_flags", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount",
                 "co_varnames", "co_cellvars", "co_freevars", "co_nlocals"):
        if getattr(left, name) != getattr(right, name):
            print("differs:", name, getattr(left, name), getattr(right, name))
    if list(left.co_lines()) != list(right.co_lines()) or list(left.co_positions()) != list(right.co_positions()):
        print("differs: places of", left.co_name)
    inner = [(a, b) for a, b in zip(left.co_consts, right.co_consts) if hasattr(a, "co_code")]
    print(left.co_name, len(inner))
    for pair in inner:
        walk(*pair)


walk(code, again)
both = marshal.loads(marshal.dumps([code, {"k": (code, 1)}]))
print(both[0] is both[1]["k"][0])
failing = marshal.loads(marshal.dumps(compile("\n\ndef f():\n    return 1 / 0\nf()", "<gone>", "exec")))
try:
    exec(failing)
except ZeroDivisionError as error:
    print([(each.name, each.lineno, each.colno, each.end_colno) for each in traceback.extract_tb(error.__traceback__)[1:]])


def closure():
    free = 1
    return lambda: free


for call in (lambda: marshal.dumps(code, allow_code=False), lambda: marshal.loads(marshal.dumps(code), allow_code=False),
             lambda: marshal.dumps([(code,)], allow_code=False)):
    try:
        call()
    except ValueError as error:
        print(error)
print(marshal.loads(marshal.dumps(closure().__code__)).co_freevars)
print(eval(marshal.loads(marshal.dumps(compile("6 * seven", "", "eval"))), {"seven": 7}))
changed = code.replace(co_name="renamed", co_filename="elsewhere")
print(marshal.loads(marshal.dumps(changed)).co_name, marshal.loads(marshal.dumps(changed)).co_filename)

# Constants of every kind, and negative big ints, survive.
for text in ("-1 << 70", "-(10 ** 30)", "10 ** 30", "(-1.5, 2j, None, ..., True, b'x', 'y')", "{1, 2} >= {1}", "-0.0", "(1, (2, (3,)))"):
    print(eval(marshal.loads(marshal.dumps(compile(text, "constants", "eval")))))
