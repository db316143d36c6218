# Attributes of code objects for functions of all shapes.
def plain(a, b=1, /, c=2, *args, d, e=3, **kw):
    "doc"
    local = a
    return [x for x in local if b]
def outer(p):
    q = 1
    def inner(): return p, q
    return inner
def gen(): yield 1
async def coro(): pass
async def agen(): yield
class K:
    def method(self): return __class__
lam = lambda x, *, y: x
for function in (plain, outer, outer(1), gen, coro, agen, K.method, lam):
    c = function.__code__
    print(
        c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals,
        c.co_varnames, c.co_cellvars, c.co_freevars, c.co_names, hex(c.co_flags),
    )
c = plain.__code__
print(
    c.co_firstlineno, c.co_filename.endswith("code_attributes.py"), "doc" in c.co_consts, type(c.co_code).__name__,
    c.co_stacksize > 0,
)
print(repr(c).split(" at 0x")[0], repr(c).endswith('code_attributes.py", line 2>'))
module = compile("def f(a):\n  return a\nclass C:\n  def m(self): pass\nx = lambda: 0", "mod", "exec")
def walk(code, depth=0):
    print("  " * depth + code.co_name, code.co_qualname, code.co_firstlineno, hex(code.co_flags))
    for const in code.co_consts:
        if hasattr(const, "co_code"): walk(const, depth + 1)
walk(module)
print(
    c == plain.__code__, c == outer.__code__, hash(c) == hash(plain.__code__),
    compile("1", "a", "eval") == compile("1", "a", "eval"), compile("1", "a", "eval") == compile("2", "a", "eval"),
    compile("1", "a", "eval") == compile("1.0", "a", "eval"),
)
changed = c.replace(co_name="other", co_filename="elsewhere", co_firstlineno=100)
print(changed.co_name, changed.co_filename, changed.co_firstlineno, changed == c)
for action in (
    lambda: setattr(c, "co_name", "x"), lambda: c.replace(co_name=5), lambda: c.replace(nothing=1),
    lambda: c.replace(5), lambda: delattr(c, "co_code"), lambda: c.x,
):
    try:
        action()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, str(error)[:90])
