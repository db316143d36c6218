# What a class can do while its own mro() runs; what a failing mro() leaves behind; bases set within mro().
class Looks(type):
    def mro(cls):
        if cls.__mro__ is None and cls.__name__ != "Derived":
            for action in (lambda: cls(), lambda: cls.anything, lambda: super(cls, cls).anything, lambda: type("Derived", (cls,), {})):
                try:
                    print(action())
                except Exception as error:
                    print(type(error).__name__, error)
        return type.mro(cls)


class A(metaclass=Looks): pass


class UsesCell(type):
    def mro(cls):
        return [cls, *super(UsesCell, cls).mro()[1:]] if __class__ is UsesCell else None


class B(metaclass=UsesCell): pass
print([c.__name__ for c in B.__mro__])


class Once(type):
    calls = 0
    def mro(cls):
        Once.calls += 1
        if Once.calls > 1:
            raise RuntimeError("second mro()")
        return type.mro(cls)


class C1: pass
class C2: pass
class D(C1): pass
class E(D): pass
class F(D, metaclass=Once): pass


before = D.__mro__, E.__mro__
try:
    D.__bases__ = (C2,)
except RuntimeError as error:
    print(error, (D.__mro__, E.__mro__) == before, D.__bases__, C1.__subclasses__(), C2.__subclasses__())

ready = False


class Switches(type):
    def mro(cls):
        global ready
        if ready and cls.__name__ == "K":
            ready = False
            K.__bases__ = (J2,)
        return type.mro(cls)


class I(metaclass=Switches): pass
class J1(I): pass
class J2(I): pass
class K(I): pass


ready = True
K.__bases__ = (J1,)
print(K.__bases__, J1.__subclasses__(), J2.__subclasses__())
J1.__bases__ = (K,)
print(J1.__bases__, K.__subclasses__())
try:
    J2.__bases__ = (J1,)
except TypeError as error:
    print(error)


class Deletes(type):
    def mro(cls):
        del Deletes.mro
        return (C1,)


try:
    class L(metaclass=Deletes): pass
except TypeError as error:
    print(error)
