# A function is an object with attributes of its own, some checked when they are set.
def outer():
    def inner(a: int, b=2):
        """The doc."""
        return a + b
    return inner


f = outer()
print(f.__name__, f.__qualname__, f.__module__, f.__doc__)
f.colour = "red"
f.count = 0
print(f.__dict__, f.colour)
del f.colour
print(hasattr(f, "colour"), vars(f))
f.__name__ = "renamed"
f.__qualname__ = "somewhere.renamed"
print(repr(f).split(" at ")[0])
print(f.__code__.co_name, f.__code__.co_qualname)


def attempt(action):
    try:
        action()
    except (TypeError, AttributeError, ValueError) as error:
        print(type(error).__name__, error)


attempt(lambda: setattr(f, "__name__", 5))
attempt(lambda: setattr(f, "__qualname__", None))
attempt(lambda: setattr(f, "__code__", "x"))
attempt(lambda: setattr(f, "__dict__", 1))
attempt(lambda: setattr(f, "__globals__", {}))
attempt(lambda: setattr(f, "__closure__", ()))
attempt(lambda: f.missing)
attempt(lambda: delattr(f, "missing"))
attempt(lambda: delattr(f, "__name__"))
attempt(lambda: (lambda: 0).x)
f.__doc__ = None
print(f.__doc__, f.__globals__ is globals(), f.__builtins__["len"] is len)
