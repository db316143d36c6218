# Frames of class bodies, decorators, default values, comprehensions, lambdas and properties.
def decorator(function):
    return function()


class Outer:
    class Inner:
        @property
        def value(self):
            return [self.compute(i) for i in range(3)]

        def compute(self, i):
            return (lambda: 10 / (1 - i))()


def helper(thing):
    class Local:
        items = {k: v for k, v in [(1, thing.value)]}
    return Local


@decorator
def run():
    return helper(Outer.Inner())
