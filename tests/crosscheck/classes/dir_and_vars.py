# dir() merges instance, class and bases, sorted; __dir__ may replace it; vars() errors.
class Base:
    base_attr = 1
    def base_method(self): pass


class Derived(Base):
    derived_attr = 2
    def __init__(self): self.instance_attr = 3


def public(names): return [n for n in names if not n.startswith("__")]


print(public(dir(Derived())), public(dir(Derived)), public(dir(Base)))


class Custom:
    def __dir__(self): return ("b", "a", "b")


print(dir(Custom()), Custom().__dir__())


class BadDir:
    def __dir__(self): return 5


for action in (lambda: dir(BadDir()), lambda: vars(5), lambda: vars(1, 2), lambda: vars([])):
    try:
        print(action())
    except TypeError as error:
        print(error)


def function(local_a, local_b=1):
    z = 0
    return dir(), sorted(vars())


print(function(1))
print(public(dir(lambda: 0)), len(public(dir([]))), public(dir(1))[:4])
module_names = [n for n in dir() if not n.startswith("_")]
print(module_names)
