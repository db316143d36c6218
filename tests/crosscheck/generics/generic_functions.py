# PEP 695 type parameters of functions: __type_params__, reprs, scopes, bounds that are evaluated lazily.
def f[T, *Ts, **P](x: T, **kw: P.kwargs) -> list[T]: return T, Ts, P


T, Ts, P = f.__type_params__
print(f.__type_params__, T.__name__, Ts.__name__, P.__name__, f(1) == (T, Ts, P))
print(type(T).__name__, type(Ts).__name__, type(P).__name__, type(T).__module__, T, Ts, P)
print(f.__annotations__)
print(T.__bound__, T.__constraints__, T.__covariant__, T.__contravariant__, T.__infer_variance__, T.has_default())
log = []
def note(x):
    log.append(x)
    return x
def g[A: note(int), B: (note(str), note(bytes)), C = note(float), *D = note(()), **E = note([])](): pass
print(log)
A, B, C, D, E = g.__type_params__
print(A.__bound__, A.__constraints__, log)
print(B.__bound__, B.__constraints__, log)
print(C.__default__, D.__default__, E.__default__, A.has_default(), C.has_default(), log)
def bad[Q: undefined](): pass
try:
    bad.__type_params__[0].__bound__
except NameError as error:
    print(error)
def outer[T]():
    def inner[U](a: T, b: U): return T, U
    return inner
i = outer()
print(i.__annotations__, i(1, 2), i.__qualname__, outer.__qualname__)
def shadow[T](T): return T
print(shadow(5), shadow.__type_params__)
def default[T](x: T = 1, *, y=[T for T in "ab"]): return x, y
print(default())
async def agen[T](x: T): yield T
print(agen.__type_params__, (lambda: 0).__type_params__)
T.extra = 1
try:
    f.__type_params__ = [1]
except TypeError as error:
    print(error)
f.__type_params__ = (1,)
print(f.__type_params__)
@(lambda fn: (fn, fn.__type_params__))
def decorated[X](): pass
print(decorated[1], decorated[0].__closure__)
class K:
    attr = int
    def m[T: attr](self, x: T): return T
    def n[T](self): return __class__, T
print(K.m.__type_params__[0].__bound__, K().m(1), K().n()[0], K.m.__qualname__)
