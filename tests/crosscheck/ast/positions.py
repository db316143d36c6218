# Every node of many constructs, with its line and its column in bytes.
import ast

SOURCE = '''\
@decorate
@other(1)
async def f(a, /, b: int = 1, *rest, c, d=(2), **more) -> "é":
    """doc"""
    é = (yield); "ü" + (await é[1:2, ..., ::3])
    async with (a as b, c): pass
    async for x, *y in z: break
    else: continue
    return [i async for i in b if i if not i], {k: v for k, v in ()}, {1, *a}, {**a, 1: 2}
class C[T: int = str, *Ts, **P](B, metaclass=M):
    x: int; (y): int = 5; z.w[0]: str
    type A[T] = T | None
    try: raise E from None
    except* (A, B) as e: del a, b[0], c.d
    finally: global g
if a < b <= c != d: nonlocal h
elif not a and b or c: assert a, "b"
else: import a.b as c, d; from .. import e as f, g; from .m import *
match p:
    case [1, -2.5, *_] | {"k": v, **r} | C(1, x=2) | None | a.b | 3+4j as whole if whole: pass
    case (x): ...
    case str() | _: pass
lambda a, *b, c=1, **d: (a if b else c)
f"a{x!r:>{w}}b{y=}" f'' "c" u"d"; t"{ x + 1 !s:y}"; rb"\\x"
(x := 5); a @= b; x = y = *z, = 1_000, 0xff, 1e5, 2j, ...
with (open(a)): pass
while True: print(*args, **kw, end="")
'''
print(ast.dump(ast.parse(SOURCE), indent=1, include_attributes=True, show_empty=True))
print(ast.dump(ast.parse("(x,\n y)", mode="eval"), include_attributes=True))
print(ast.dump(ast.parse("x = 1; y", mode="single"), include_attributes=True))
print(ast.dump(ast.parse("(int, *str, **dict) -> List[int]", mode="func_type"), include_attributes=True))
print(ast.dump(ast.parse("() -> None", mode="func_type"), include_attributes=True))
for source, mode in [("(int -> str", "func_type"), ("(a,) -> b", "func_type"), ("x", "func_type"), ("x = 1", "eval"), ("a b", "exec")]:
    try:
        ast.parse(source, "<s>", mode)
    except SyntaxError as error:
        print(source, "->", error.msg, error.lineno, error.offset)
