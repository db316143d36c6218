# What counts as callable, and calling instances, classes, methods, partial-like objects.
class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, *rest, scale=1):
        return (x + self.n + sum(rest)) * scale


class NotCallable:
    pass


add5 = Adder(5)
print(add5(1), add5(1, 2, 3), add5(1, scale=10), callable(add5), callable(NotCallable()), callable(NotCallable))
# __call__ is looked up on the type, not on the instance
thing = NotCallable()
thing.__call__ = lambda: "never"
print(callable(thing))
try:
    thing()
except TypeError as error:
    print(error)
NotCallable.__call__ = lambda self, *a: ("now", a)
print(callable(thing), thing(1))
NotCallable.__call__ = add5
print(thing(37))
for value in (1, None, "s", [], {}, (), 1.5, ..., NotImplemented):
    try:
        value()
    except TypeError as error:
        print(error, callable(value))
print(list(map(add5, [1, 2])), list(map(str.upper, "ab")), list(map([10, 20].__getitem__, (1, 0))))
