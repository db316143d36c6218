# isinstance/issubclass with tuples, unions, nested tuples, overridden checks, __class__ lies.
class A: pass
class B(A): pass


print(isinstance(B(), A), isinstance(B(), (int, (str, A))), isinstance(1, int | str), isinstance(None, int | None))
print(
    issubclass(B, A), issubclass(bool, int), issubclass(A, (B, object)), issubclass(int, int | str),
    isinstance(True, int),
)


class Meta(type):
    def __instancecheck__(cls, instance):
        print("instancecheck", cls.__name__)
        return "truthy"
    def __subclasscheck__(cls, subclass):
        print("subclasscheck", cls.__name__, subclass)
        return []


class Odd(metaclass=Meta): pass


print(isinstance(1, Odd), issubclass(int, Odd), isinstance(Odd(), Odd), isinstance(3, (str, Odd)))
for action in (
    lambda: isinstance(1, "int"), lambda: isinstance(1, (int, 5)), lambda: isinstance("", (int, 5)),
    lambda: issubclass(5, A),
    lambda: issubclass(A, 5), lambda: isinstance(1), lambda: isinstance(1, list[int]), lambda: isinstance(
    1, int | list[int],
    ),
    lambda: isinstance(1, ()), lambda: issubclass(A, ()),
):
    try:
        print(action())
    except TypeError as error:
        print(error)


class FakeClass:
    __bases__ = (A,)


class Proxy:
    def __init__(self, bases): self.__bases__ = bases


print(issubclass(Proxy((A,)), A), issubclass(Proxy(()), A))
print(A.__subclasses__() == [B], B.__base__ is A, type(A).__name__, A.__subclasscheck__(B), A.__instancecheck__(B()))
