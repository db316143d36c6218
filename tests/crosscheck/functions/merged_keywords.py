# Keywords from several mappings: keys that are no strings, and keys that come twice.
def f(a=0, **rest):
    print(rest)


for source in (
    "f(**{1: 3}, **{1: 5})",
    "f(**{1: 3})",
    "f(**{1: 3}, b=2)",
    "f(b=1, **{1: 2})",
    "f(**{'a': 1}, **{'a': 2})",
    "f(**{(1, 2): 3}, **{(1, 2): 5})",
    "f(a=1, **{1: 3}, **{1: 5})",
    "f(1, **{'a': 2})",
    "f(**{1: 3}, **{2: 5})",
    "complex(real='1')",
    "complex(imag='1')",
    "complex('1', imag=2)",
    "complex(foo=1)",
    "complex(1, 2, 3)",
    "complex(1, real=2)",
    "complex(real=1, foo=2, bar=3)",
    "complex(real=1)",
    "complex(real=None)",
):
    try:
        print(source, eval(source))
    except Exception as error:
        print(source, type(error).__name__, error)
