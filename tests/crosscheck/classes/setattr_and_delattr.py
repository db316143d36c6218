# __setattr__ and __delattr__ intercept; object's versions and their errors.
class Guarded:
    def __init__(self):
        self.a = 1

    def __setattr__(self, name, value):
        print("set", name, value)
        if name.startswith("_"):
            raise AttributeError(f"{name} is protected")
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)


g = Guarded()
g.b = 2
g.b += 10
setattr(g, "c", 3)
del g.c
print(vars(g))
for action in (
    "g._x = 1", "del g.zzz", "object.__setattr__(g, 'via_object', 1)", "object.__setattr__(g, 5, 1)",
    "setattr(g, 5, 1)",
    "object().x = 1", "(1).x = 1", "'s'.upper = 1", "None.x = 1", "[].append = 1", "int.x = 1", "print.x = 1",
    "(lambda: 0).x = 1", "object.__setattr__(int, 'x', 1)", "type.__setattr__(int, 'x', 1)", "g.__dict__ = 5",
    "Guarded.__name__ = 5",
    "Guarded.__name__ = 'a\\0b'", "del Guarded.__name__", "Guarded.__module__ = 'm'", "Guarded.__qualname__ = 1",
    "range(3).start = 1", "Guarded.__dict__['x'] = 1",
    "g.__class__ = Guarded",
):
    try:
        exec(action)
        print(action, "-> fine")
    except (AttributeError, TypeError, ValueError) as error:
        print(repr(action), "->", type(error).__name__, error)
print(sorted(vars(g)), Guarded.__module__)
for name, value in (("x", 1),):
    exec(f"g.{name} = {value}")
(g.m, [g.n, *g.rest]) = 1, [2, 3, 4]
for g.loop in range(2): pass
