# A metaclass's mro() may return another order; what it must not return.
class Meta(type):
    def mro(cls):
        order = super().mro()
        if cls.__name__.startswith("Reversed"):
            return [order[0], *reversed(order[1:-1]), order[-1]]
        return order


class A(metaclass=Meta):
    def who(self): return "A"
class B(metaclass=Meta):
    def who(self): return "B"
class Normal(A, B): pass
class ReversedOrder(A, B): pass


print(Normal().who(), ReversedOrder().who(), [k.__name__ for k in ReversedOrder.__mro__])
for result in ([], [5], None, [int, object]):
    class Bad(type):
        def mro(cls, result=result):
            return result
    try:
        class X(metaclass=Bad): pass
        print([k for k in X.__mro__])
    except TypeError as error:
        print(error)


class Extra:
    added = "through the MRO only"


class Injects(type):
    def mro(cls):
        return [cls, Extra, object]


class Injected(metaclass=Injects): pass


print(Injected().added, issubclass(Injected, Extra), isinstance(Injected(), Extra), Injected.__bases__)
