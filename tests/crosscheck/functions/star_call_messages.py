# What * and ** in a call say when what follows is no iterable or no mapping.
def f(*args, **kwargs):
    return args, kwargs


class Mapping:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


class KeysOnly:
    def keys(self):
        return ["p"]


class Raises:
    def __iter__(self):
        raise TypeError("inner")


nothing, text = None, "text"
for call in (
    lambda: f(*1),
    lambda: f(1, *None, 2),
    lambda: f(**1),
    lambda: f(**[("a", 1)]),
    lambda: f(**None),
    lambda: f(**Mapping()),
    lambda: f(x=1, **Mapping()),
    lambda: f(p=1, **Mapping()),
    lambda: f(**KeysOnly()),
    lambda: f(*Raises()),
    lambda: f(*"ab", **{}),
    lambda: f(*{"k": 1}, *{5}, *b"\x01"),
    lambda: f.nothing(*1),
    lambda: (lambda: 0)(*[1]),
    lambda: nothing(*[1]),
    lambda: text(1),
    lambda: len(*1),
    lambda: print(**1),
    lambda: print(**{"nope": 1}),
):
    try:
        print(call())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
