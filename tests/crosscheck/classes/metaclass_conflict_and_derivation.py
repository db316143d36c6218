# The most derived metaclass wins; incompatible ones conflict; a metaclass may be any callable.
class M1(type): pass
class M2(M1): pass
class M3(type): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
class C(metaclass=M3): pass


class AB(A, B): pass
class BA(B, A): pass
class Explicit(A, metaclass=M2): pass
class Weaker(B, metaclass=M1): pass


print([type(k).__name__ for k in (AB, BA, Explicit, Weaker)])
for build in (
    lambda: type("X", (A, C), {}),
    lambda: M1("X", (C,), {}),
    lambda: exec("class X(A, C): pass"),
    lambda: exec("class X(A, metaclass=M3): pass"),
):
    try:
        build()
    except TypeError as error:
        print(error)


def factory(name, bases, namespace, **kwargs):
    print(name, bases, sorted(k for k in namespace if k[0] != "_"), kwargs)
    return "not even a class"


class Made(int, metaclass=factory, option=True):
    x = 1


print(Made, type(M1("Y", (A,), {})).__name__, type(type("Z", (B,), {})).__name__)


class WithNew(type):
    def __new__(mcls, name, bases, ns):
        return 42


class Answer(metaclass=WithNew): pass
print(Answer)
class NotSub(type):
    def __call__(cls): return f"instance of {cls.__name__} replaced"
class K(metaclass=NotSub): pass
print(K())
