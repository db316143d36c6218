# symtable: tables and symbols of a program, in CPython's numbers and in the words of the module.
import _symtable
import symtable

SOURCE = '''
import os.path, sys as system
def f(a, b=1, *args, c, **kw):
    global g
    x = a
    def h(): return x + free
    def k():
        nonlocal x
        x = [y for y in args if x]
        return (lambda z: z + y0)(1)
    return {i: j for i, j in b}, (q for q in range(a)), [[m for m in n] for n in c]
class C[T]:
    y: int = 1
    def m(self): return __class__
    async def n(self, other: int) -> str: yield super().n
    values = [v for v in range(y)]
    __private = 2
def generic[A, *B, **P](x: A) -> B: return x
def bounded[A: int = str](): pass
z = [i for i in ()]
type Alias[K] = dict[K, int]
with z as w, z: pass
try: pass
except E as e: pass
if (walrus := z): pass
module_annotation: int
for target in z: del target
match z:
    case {"k": captured, **rest}: pass
print(undefined)
'''


def show(table, depth=0):
    print("  " * depth, table.name, table.type, table.lineno, table.nested, table.varnames)
    for name, flags in sorted(table.symbols.items()):
        print("  " * depth, "  -", name, flags)
    for child in table.children:
        show(child, depth + 1)


top = _symtable.symtable(SOURCE, "f.py", "exec")
show(top)
print(repr(top).split("(")[0], repr(top).split(")")[1])


def tell(table, depth=0):
    print("  " * depth, table, table.get_type(), table.is_optimized(), table.is_nested(), table.has_children(), sorted(table.get_identifiers()))
    if isinstance(table, symtable.Function):
        print("  " * depth, "  ", sorted(table.get_parameters()), sorted(table.get_locals()), sorted(table.get_globals()), sorted(table.get_nonlocals()), sorted(table.get_frees()))
    for symbol in sorted(table.get_symbols(), key=lambda each: each.get_name()):
        print("  " * depth, "  ", symbol)
    for child in table.get_children():
        tell(child, depth + 1)


tell(symtable.symtable(SOURCE, "f.py", "exec"))
show(_symtable.symtable("lambda x: x + y", "", "eval"))
for arguments in [("1", "f", "foo"), ("x=", "f", "exec"), ("return", "f", "exec"), ("def f(x,x):pass", "f", "exec"), (5, "f", "exec"), ("x = 1; nonlocal x", "f", "exec"),
                  (b"\xc3\xa9 = 1", "f", "exec")]:
    try:
        print(list(_symtable.symtable(*arguments).symbols))
    except (SyntaxError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
for source in ("def f[T](a, *, k, m=1): pass\n", "class A:\n  if 1:\n    x:int\n  y:int", "x.y: int = 5\nz:int", "def f():\n  x:int\n  y:str",
               "def f():\n  x=1\n  [lambda: x for x in ()]\n  return [(lambda: y) for y in ()]\n[lambda: z for z in ()]\nclass C:\n  [lambda: k for k in ()]",
               "from __future__ import annotations\nx:int\ndef f():\n  x:int\n  y:str"):
    show(_symtable.symtable(source, "", "exec"))
