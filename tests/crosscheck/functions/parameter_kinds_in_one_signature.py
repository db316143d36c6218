# Every kind of parameter in one signature, and how arguments fall into them.
def f(a, b=2, /, c=3, *rest, d, e=5, **more):
    return a, b, c, rest, d, e, more


print(f(1, d=4))
print(f(1, 20, d=4))
print(f(1, 20, 30, 40, 50, d=4))
print(f(1, d=4, e=6, z=26, y=25))
print(f(1, d=4, c=30))
# names of positional-only parameters are free for **more
print(f(1, d=4, a="free", b="too"))
print(f(*range(5), **{"d": "D", "g": "G"}))


def only_rest(*args):
    return args


def only_more(**kw):
    return kw


print(only_rest(), only_rest(1), only_rest(*[1, 2], 3, *(4, 5)))
print(only_more(), only_more(b=1, a=2), only_more(**{"x y": 1}, **{"": 2}))
print(f.__defaults__, f.__kwdefaults__)
print(f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount)
print(f.__code__.co_varnames)
