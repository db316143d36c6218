# **kwargs builds a new dict at every call and keeps the order of the call; *args is always a tuple.
def f(*args, **kwargs):
    kwargs["added"] = True
    return args, kwargs


given = {"z": 1, "a": 2}
print(f(**given), given)
pair = (1, 2)
args, kwargs = f(*pair, q=0, **given, b=3)
print(args == pair, type(args).__name__, list(kwargs))


def forward(*args, **kwargs):
    return f(*args, **kwargs)


print(forward(1, 2, three=3))


class StrSubclass(str):
    pass


(result,) = f(**{StrSubclass("key"): 1})[1:]
print(sorted(result), sorted({type(k).__name__ for k in result}))
print(f(**{"self": 1, "args": 2, "kwargs": 3}))
