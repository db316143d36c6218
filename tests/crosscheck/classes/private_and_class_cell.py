# __class__ in methods is the defining class, even through decorators and nested scopes; the empty cell error.
class A:
    def direct(self): return __class__.__name__
    nested = lambda self: (lambda: __class__.__name__)()
    gen = lambda self: list(__class__.__name__ for _ in "x")

    @staticmethod
    def static(): return __class__.__name__

    @classmethod
    def cls(cls): return __class__.__name__, cls.__name__

    def inner_class(self):
        class B:
            def m(self): return __class__.__name__
        return B().m(), __class__.__name__


class Sub(A): pass


s = Sub()
print(s.direct(), s.nested(), s.gen(), s.static(), s.cls(), s.inner_class())
print(A.direct.__code__.co_freevars, A.inner_class.__code__.co_freevars)


class Meta(type):
    def __new__(mcls, name, bases, ns):
        print("__classcell__" in ns, type(ns.get("__classcell__")).__name__)
        return super().__new__(mcls, name, bases, ns)


class WithCell(metaclass=Meta):
    def f(self): return __class__


class WithoutCell(metaclass=Meta):
    def f(self): return 1


print("__classcell__" in vars(WithCell), WithCell().f() is WithCell)


class Drops(type):
    def __new__(mcls, name, bases, ns):
        ns.pop("__classcell__", None)
        return super().__new__(mcls, name, bases, ns)


try:
    class Broken(metaclass=Drops):
        def f(self): return __class__
except RuntimeError as error:
    print(error)


class Early(type):
    def __init__(cls, *args):
        print(cls().f())


class UsesEarly(metaclass=Early):
    def f(self): return "cell is set: " + __class__.__name__
try:
    class InBody:
        x = (lambda: __class__)()
except NameError as error:
    print(error)
