# Nested lists, tuples and dicts of a hundred thousand levels: built, freed and compared with errors but no crash.
import gc


def nested(n, wrap):
    value = wrap(None)
    for _ in range(n):
        value = wrap(value)
    return value


wraps = {
    "list": lambda v: [v],
    "tuple": lambda v: (v,),
    "dict": lambda v: {0: v},
    "class": lambda v: type("N", (), {"next": v})(),
    "closure": lambda v: lambda: v,
    "generator": lambda v: (x for x in [v]),
    "exception": lambda v: ValueError(v),
    "set": lambda v: frozenset([v]) if v.__class__ is not frozenset else frozenset([1]),
}
for name, wrap in wraps.items():
    value = nested(2000 if name == "class" else 50000, wrap)
    del value
    gc.collect()
    print(name, "freed")


def attempt(label, action):
    try:
        action()
        print(label, "works")
    except RecursionError:
        print(label, "RecursionError")


shallow = nested(50, wraps["list"])
print(repr(shallow), shallow == nested(50, wraps["list"]))
chain = None
for i in range(30000):
    error = ValueError(i)
    error.__context__ = chain
    chain = error
count = 0
while chain is not None:
    count, chain = count + 1, chain.__context__
print(count)
