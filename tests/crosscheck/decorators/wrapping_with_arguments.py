# Decorators with arguments, state, and stacking; wrappers that forward everything.
def counted(function):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)
    wrapper.calls = 0
    wrapper.__name__ = function.__name__
    wrapper.__wrapped__ = function
    return wrapper


def repeat(times, *, joiner=" "):
    def decorate(function):
        def wrapper(*args, **kwargs):
            return joiner.join(function(*args, **kwargs) for _ in range(times))
        return wrapper
    return decorate


class Memo:
    def __init__(self, function):
        self.function, self.cache = function, {}

    def __call__(self, *args):
        if args not in self.cache:
            self.cache[args] = self.function(*args)
        return self.cache[args]

    def __get__(self, instance, owner=None):
        return self if instance is None else lambda *a: self(instance, *a)


@counted
@repeat(3, joiner="-")
def greet(name, punctuation="!"):
    return name + punctuation


print(greet("a"), greet("b", punctuation="?"), greet.calls, greet.__name__)


@Memo
def slow(n):
    print("computing", n)
    return n if n < 2 else slow(n - 1) + slow(n - 2)


print(slow(5), slow(5), sorted(slow.cache))


class Uses:
    @Memo
    def method(self, x):
        print("method", x)
        return x * 2


u = Uses()
print(u.method(2), u.method(2), type(Uses.method).__name__)


def register(registry):
    return lambda cls: registry.setdefault(cls.__name__, cls)


registry = {}
@register(registry)
class Plugin: pass
print(registry["Plugin"] is Plugin)
