# Assigning __bases__ changes the MRO of a class and of those below it.
class A:
    def who(self): return "A"
class B:
    def who(self): return "B"
class C(A): pass
class D(C): pass


d = D()
print(d.who(), [k.__name__ for k in D.__mro__], C in A.__subclasses__())
C.__bases__ = (B,)
print(d.who(), [k.__name__ for k in D.__mro__], C in A.__subclasses__(), C in B.__subclasses__())
C.__bases__ = (B, A)
print(d.who(), C.__base__.__name__)


def attempt(action):
    try:
        action()
    except (TypeError, AttributeError) as error:
        print(error)


attempt(lambda: setattr(C, "__bases__", ()))
attempt(lambda: setattr(C, "__bases__", [A]))
attempt(lambda: setattr(C, "__bases__", (D,)))
attempt(lambda: setattr(C, "__bases__", (1,)))
attempt(lambda: setattr(C, "__bases__", (A, A)))
attempt(lambda: setattr(int, "__bases__", (object,)))
attempt(lambda: delattr(C, "__bases__"))
attempt(lambda: setattr(C, "__mro__", ()))
print(d.who(), [k.__name__ for k in D.__mro__])
