# TypeError messages about keyword arguments: unexpected, doubled, missing, positional-only.
def f(a, b=1): pass
def k(*, x, y): pass
def k3(*, x, y, z): pass
def p(a, b, /): pass
def p_more(a, /, **more): return a, more
def near(alpha, beta): pass


for call in (
    lambda: f(1, c=2),
    lambda: f(1, a=2),
    lambda: f(a=1, c=3, d=4),
    lambda: f(1, 2, b=3),
    lambda: k(),
    lambda: k(x=1),
    lambda: k3(),
    lambda: k(1, 2),
    lambda: k(x=1, y=2, z=3),
    lambda: p(a=1, b=2),
    lambda: p(1, b=2),
    lambda: p_more(1, a=2),
    lambda: p_more(a=2),
    lambda: near(alpah=1, beta=2),
    lambda: near(1, bta=2),
    lambda: f(**{"a": 1, 2: 3}),
    lambda: f(**{"a": 1}, **{"a": 2}),
    lambda: f(a=1, **{"a": 2}),
    lambda: f(1, **{"a": 2}),
):
    try:
        print(call())
    except TypeError as error:
        print(error)
